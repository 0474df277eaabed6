#include "app/outbox/CalendarWorld.h"
#include "outbox/SendLineStore.h"

#include <QRandomGenerator>
#include <QtTest>

#include <sqlite3.h>

using namespace AlwaysLeads;

namespace {

constexpr int mailboxCount = 4;

/// A queue of all that may be in one: mailboxes with different rules, people all over the world, several of a company,
/// first mails and follow-ups, due and not yet due, held, urgent and put off.
struct NextMailWorld : CalendarWorld
{
    explicit NextMailWorld(quint32 seed)
        : random(seed)
    {
        end();
        SendingRules plain;
        plain.zone = "Europe/Copenhagen";
        for (int number = 0; number < mailboxCount; ++number) {
            const MailboxId id =
                number == 0 ? mailbox : addMailbox(QStringLiteral("box%1@harbourline.example").arg(number));
            mailboxes.append(id);
            SendingRules own = plain;
            own.clock = one(2) == 0 ? SendingRules::Clock::Sender : SendingRules::Clock::Recipient;
            own.perHour = one(3) == 0 ? 4 : 0;
            own.perWeek = one(3) == 0 ? 25 : 0;
            own.newPerDay = one(3) == 0 ? 3 : 0;
            own.perCompanyPerDay = one(3);
            own.jitterSeconds = one(2) == 0 ? 200 : 0;
            setRules(own, id);
            run(QStringLiteral("UPDATE mailbox SET daily_limit = ?, gap_seconds = ? WHERE id = ?"),
                {5 + one(20), 60 * one(5), id.value()});
        }
        run(QStringLiteral("UPDATE campaign SET state = 'running'"), {});
        run(QStringLiteral("INSERT INTO campaign (id, name, state, created_at) VALUES (50, 'Paused', 'paused', 0)"),
            {});
        run(QStringLiteral("INSERT INTO campaign_step (id, campaign_id, position) VALUES (60, ?, 2), (61, ?, 3)"),
            {campaign.value(), campaign.value()});
        for (int number = 1; number <= 12; ++number) {
            run(QStringLiteral("INSERT INTO company (id, name, city, country, created_at) VALUES (?, ?, 'Chicago', "
                               "'United States', 0)"),
                {number, QString::number(number)});
        }
    }

    int one(int of) { return int(random.bounded(of)); }
    void run(const QString &sql, const QVariantList &values)
    {
        must(files.write([=](Connection &c) { return c.run(sql, values); }));
    }
    void add(int mails)
    {
        static const char *const places[][2] = {
            {"Gdynia", "Poland"}, {"Chicago", "United States"}, {"Tokyo", "Japan"}, {"Sydney", "Australia"}, {"", ""},
            {"", "Brazil"}};
        must(files.write([&](Connection &c) -> Result<qint64> {
            Result<qint64> done = 0;
            for (int mail = 0; mail < mails && done; ++mail) {
                const qint64 id = ++last;
                const auto &place = places[one(6)];
                const StepId steps[] = {step, StepId(60), StepId(61), step};
                const QString state = one(5) == 0 ? QStringLiteral("refused for now") : QStringLiteral("waiting");
                const QString reason = one(12) == 0 ? QStringLiteral("hold")
                    : one(12) == 0                  ? QStringLiteral("late, held")
                                                    : QStringLiteral("turn");
                const QString message = QStringLiteral("m%1@harbourline.example").arg(id);
                const qint64 due = clock.now().addSecs(one(3) == 0 ? one(4 * 86400) : -one(86400)).toMSecsSinceEpoch();
                done =
                    c.run(QStringLiteral("INSERT INTO lead (id, email, company_id, city, country, phone, created_at, "
                                         "updated_at) VALUES (?, ?, ?, ?, ?, ?, 0, 0)"),
                          {id, QStringLiteral("p%1@x.example").arg(id),
                           one(4) == 0 ? QVariant() : QVariant(1 + one(12)), QString::fromLatin1(place[0]),
                           QString::fromLatin1(place[1]), one(2) == 0 ? QStringLiteral("+81 3 1234 5678") : QString()});
                if (done) {
                    done = c.run(QStringLiteral("INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, "
                                                "message_id, created_at, updated_at) VALUES (?, ?, ?, ?, 1, 'queued', "
                                                "?, 0, 0)"),
                                 {id, id, campaign.value(), step.value(), message});
                }
                if (done) {
                    done = c.run(
                        QStringLiteral("INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, "
                                       "mailbox_id, to_address, state, reason, due_at, message_id, approved_hash, "
                                       "queued_at, urgent) VALUES (?, ?, ?, 1, ?, ?, ?, 'p', ?, ?, ?, ?, x'00', 0, ?)"),
                        {id, id, steps[one(4)].value(), id, one(10) == 0 ? 50 : campaign.value(),
                         mailboxes.at(one(mailboxCount)).value(), state, reason,
                         one(25) == 0 ? qint64(253402300799000) : due, message, one(25) == 0 ? 1 : 0});
                }
            }
            return done;
        }));
    }
    void leave(SendId mail)
    {
        run(QStringLiteral("UPDATE send SET state = 'accepted', reason = '', urgent = 0, intent_at = ? WHERE id = ?"),
            {clock.now(), mail.value()});
    }

    QRandomGenerator random;
    QList<MailboxId> mailboxes;
    qint64 last = 0;
};

/// What SQLite did for the statements that are prepared there, since it was asked last.
qint64 steps(Connection &connection)
{
    qint64 sum = 0;
    for (sqlite3_stmt *statement = sqlite3_next_stmt(connection.handle(), nullptr); statement != nullptr;
         statement = sqlite3_next_stmt(connection.handle(), statement)) {
        sum += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    }
    return sum;
}

} // namespace

/// The next mail is found without reading the queue.
class NextMailTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheOneThatTheWholeQueueSays_data();
    void isTheOneThatTheWholeQueueSays();
    void costsTheSameHoweverManyWaitBehindIt();
    void followUpsAreKnownWhenStepsChangePlaces();
};

void NextMailTest::isTheOneThatTheWholeQueueSays_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed) {
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
}

void NextMailTest::isTheOneThatTheWholeQueueSays()
{
    QFETCH(int, seed);
    NextMailWorld world{quint32(seed)};
    world.add(120);
    SendPolicy policy = world.policy;
    policy.calendar = seed % 4 != 0;
    const SendLineStore store(policy);
    int left = 0;
    for (int look = 0; look < 60; ++look) {
        const QDateTime now = world.clock.now();
        QSet<MailboxId> busy;
        QHash<MailboxId, QDateTime> notBefore;
        for (const MailboxId mailbox : std::as_const(world.mailboxes)) {
            if (world.one(8) == 0) {
                busy.insert(mailbox);
            } else if (world.one(8) == 0) {
                notBefore.insert(mailbox, now.addSecs(world.one(3600)));
            }
        }
        const auto [found, all] =
            must(world.files.read([&](Connection &c) -> Result<std::pair<SendLine::Due, SendLine::Due>> {
                Result<SendLine> line = store.all(c, now);
                Result<SendLine::Due> due = store.due(c, busy, notBefore, now);
                if (!line || !due) {
                    return line ? failureOf(std::move(due)) : failureOf(std::move(line));
                }
                return std::pair(*due, line->dueAt(toMoment(now), busy, notBefore));
            }));
        QCOMPARE(found.now, all.now);
        // What leaves now may fill the day of a company, which counts for mailboxes that were looked at before, too.
        if (all.now.isEmpty()) {
            QCOMPARE(found.next, all.next);
        } else if (all.next) {
            QVERIFY(!found.next || *found.next >= *all.next);
        }
        for (const auto &[mailbox, mail] : found.now) {
            world.leave(mail);
            ++left;
        }
        const bool isFarther = found.now.isEmpty() && found.next && *found.next > toMoment(now);
        const qint64 pause =
            isFarther && world.one(3) != 0 ? qint64((*found.next - toMoment(now)).count()) : 1000 * world.one(7200);
        world.clock.advanceTo(now.addMSecs(pause));
    }
    QVERIFY2(left > 20, qPrintable(QString::number(left)));
}

void NextMailTest::costsTheSameHoweverManyWaitBehindIt()
{
    NextMailWorld world{1};
    world.clock.advanceTo(CalendarWorld::utc(2, 9));
    for (const MailboxId mailbox : std::as_const(world.mailboxes)) {
        SendingRules own;
        own.zone = "Europe/Copenhagen";
        own.clock = SendingRules::Clock::Sender;
        own.perCompanyPerDay = 0; // what a company had costs more, the more people of it are known
        world.setRules(own, mailbox);
    }
    const SendLineStore store(world.policy);
    const auto cost = [&] {
        return must(world.files.read([&](Connection &c) -> Result<qint64> {
            steps(c);
            Result<SendLine::Due> due = store.due(c, {}, {}, world.clock.now());
            return due ? Result<qint64>(due->now.size() == mailboxCount ? steps(c) : -1) : failureOf(std::move(due));
        }));
    };
    world.add(100);
    const qint64 few = cost();
    QVERIFY(few > 0);
    world.add(2000);
    const qint64 many = cost();
    QVERIFY(many > 0);
    // Held mails, and those of campaigns that do not run, may lie between.
    QVERIFY2(many < few + 500, qPrintable(QStringLiteral("%1 steps, then %2").arg(few).arg(many)));
}

void NextMailTest::followUpsAreKnownWhenStepsChangePlaces()
{
    NextMailWorld world{1};
    world.add(200);
    const QString wrong = QStringLiteral("SELECT count(*) FROM send s JOIN campaign_step st ON st.id = s.step_id "
                                         "WHERE s.follow_up <> (st.position > 1)");
    const QString followUps = QStringLiteral("SELECT count(*) FROM send WHERE follow_up = 1");
    QCOMPARE(world.files.number(wrong), 0);
    const qint64 before = world.files.number(followUps);
    QVERIFY(before > 0);
    // As CampaignStore does it: by way of a place that no step has.
    const QString move = QStringLiteral("UPDATE campaign_step SET position = ? WHERE id = ?");
    world.run(move, {-1, world.step.value()});
    world.run(move, {1, 60});
    world.run(move, {2, world.step.value()});
    QCOMPARE(world.files.number(wrong + QStringLiteral(" AND s.campaign_id = st.campaign_id")), 0);
    QVERIFY(world.files.number(followUps) != before);
}

QTEST_GUILESS_MAIN(NextMailTest)
#include "NextMailTest.moc"
