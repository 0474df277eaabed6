#include "sending/SendLine.h"
#include "app/sending/SendingWorld.h"

#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

const Moment tuesday = utc(3, 2, 9);
const RecipientZone dane = livesIn("Europe/Copenhagen", "Aarhus", QLocale::Denmark);
const RecipientZone japanese = livesIn("Asia/Tokyo", "Fukuoka", QLocale::Japan);

QList<qint64> order(const QList<SendLine::Turn> &turns)
{
    QList<qint64> ids;
    for (const SendLine::Turn &turn : turns) {
        ids.append(turn.mail.id.value());
    }
    return ids;
}

} // namespace

class SendLineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followUpsGoFirst()
    {
        SendLine line{HolidayChoice()};
        line.addMailbox(MailboxId(1), plainPace());
        line.add(mailTo(1, dane));
        line.add(mailTo(2, dane));
        line.add(mailTo(3, dane, 0, true));
        const SendLine::Due due = line.dueAt(tuesday, {}, {});
        QCOMPARE(due.now.size(), 1);
        QCOMPARE(due.now.first().second, SendId(3));
        QCOMPARE(order(line.foretell(tuesday, 10)), (QList<qint64>{1, 2}));
    }

    void whoIsAsleepLetsTheOthersPass()
    {
        SendLine line{HolidayChoice()};
        line.addMailbox(MailboxId(1), plainPace());
        line.add(mailTo(1, japanese, 0, true));
        line.add(mailTo(2, dane));
        line.add(mailTo(3, japanese, 0, true));
        const QList<SendLine::Turn> turns = line.foretell(tuesday, 10);
        QCOMPARE(order(turns), (QList<qint64>{2, 1, 3}));
        QCOMPARE(turns[1].slot.at, utc(3, 2, 23, 30));
        QCOMPARE(turns[2].slot.at, utc(3, 2, 23, 34)); // the pause comes on top; the hours are the reason
        QVERIFY(turns[2].words.endsWith(QStringLiteral(" in Fukuoka")));
    }

    void whatItForetellsIsWhatHappens()
    {
        const auto filled = [] {
            SendLine line{HolidayChoice()};
            PaceSettings settings = plainPace();
            settings.rules.jitterSeconds = 300;
            settings.rules.perCompanyPerDay = 1;
            settings.rules.newPerDay = 5;
            settings.dailyLimit = 12;
            line.addMailbox(MailboxId(1), settings);
            settings.rules.perHour = 2;
            line.addMailbox(MailboxId(2), settings);
            for (int id = 1; id <= 60; ++id) {
                line.add(mailTo(id, id % 4 == 0 ? japanese : dane, 1 + id % 7, id % 3 == 0, 1 + id % 2));
            }
            return line;
        };
        SendLine told = filled();
        const QList<SendLine::Turn> turns = told.foretell(tuesday, 1000);
        QCOMPARE(turns.size(), 60);
        SendLine lived = filled();
        QList<std::pair<Moment, SendId>> left;
        Moment now = tuesday;
        while (true) {
            const SendLine::Due due = lived.dueAt(now, {}, {});
            for (const auto &[mailbox, mail] : due.now) {
                left.append({now, mail});
            }
            if (due.now.isEmpty()) {
                if (!due.next) {
                    break;
                }
                now = *due.next;
            }
        }
        QCOMPARE(left.size(), turns.size());
        for (qsizetype i = 0; i < turns.size(); ++i) {
            QVERIFY(left.contains(std::pair(turns[i].slot.at, turns[i].mail.id)));
        }
    }

    void twoMailboxesDoNotBothWriteToACompanyAtOnce()
    {
        SendLine line{HolidayChoice()};
        PaceSettings settings = plainPace();
        settings.rules.perCompanyPerDay = 1;
        line.addMailbox(MailboxId(1), settings);
        line.addMailbox(MailboxId(2), settings);
        line.add(mailTo(1, dane, 5, false, 1));
        line.add(mailTo(2, dane, 5, false, 2));
        const SendLine::Due due = line.dueAt(tuesday, {}, {});
        QCOMPARE(due.now.size(), 1);
        QCOMPARE(*due.next, utc(3, 3, 7, 30));
    }

    void passesOverBusyMailboxesAndThoseOffline()
    {
        SendLine line{HolidayChoice()};
        line.addMailbox(MailboxId(1), plainPace());
        line.addMailbox(MailboxId(2), plainPace());
        line.add(mailTo(1, dane, 0, false, 1));
        line.add(mailTo(2, dane, 0, false, 2));
        line.add(mailTo(3, dane, 0, false, 3)); // no such mailbox
        QHash<MailboxId, QDateTime> notBefore;
        notBefore.insert(MailboxId(2), toDateTime(tuesday + 10min));
        const SendLine::Due due = line.dueAt(tuesday, {MailboxId(1)}, notBefore);
        QVERIFY(due.now.isEmpty());
        QCOMPARE(*due.next, tuesday + 10min);
    }

    void foretellsOnlySoMany()
    {
        SendLine line{HolidayChoice()};
        line.addMailbox(MailboxId(1), plainPace());
        for (int id = 1; id <= 50; ++id) {
            line.add(mailTo(id, dane));
        }
        QCOMPARE(line.foretell(tuesday, 20).size(), 20);
        QVERIFY(line.foretell(tuesday, 0).isEmpty());
    }
};

QTEST_GUILESS_MAIN(SendLineTest)
#include "SendLineTest.moc"
