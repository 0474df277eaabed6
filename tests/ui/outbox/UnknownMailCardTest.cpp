#include "outbox/UnknownMailCard.h"
#include "app/outbox/SentFolderWorld.h"
#include "outbox/OutboxPageView.h"
#include "outbox/Settling.h"
#include "stage/PageStage.h"
#include "support/Patience.h"

#include <QApplication>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

/// The outbox in a window, with a mail of unknown fate and a mailbox that is read.
struct UnknownStage
{
    UnknownStage()
    {
        // The morning of the world's clock: late at night the mails of a day are those of two.
        stage.shell.clock = [this] { return world.clock.now(); };
        QObject::connect(&settling, &Settling::found, &world.outbox, &Outbox::settled); // as Application does
        people = world.queue(2);
        id = world.handOver(people.first(), SendState::Unknown);
        page = new OutboxPageView(world.outbox, stage.shell);
        page->addSettling(settling);
        stage.show(page, QSize(1216, 862));
        page->enter();
    }
    ~UnknownStage()
    {
        stage.close();
        QCoro::waitFor(settling.close());
        world.files.settle();
    }
    QString said() const { return shownTexts(page).join(QLatin1Char('\n')); }
    bool says(const QString &text)
    {
        return QTest::qWaitFor([&] { return said().contains(text); }, testPatience);
    }
    static QString timeOf(const QDateTime &moment)
    {
        return QLocale().toString(moment.toLocalTime().time(), QLocale::ShortFormat);
    }

    SentFolderWorld world;
    Settling settling{*world.files, world.clock, world.source()};
    PageStage stage; // ends before the services its page uses
    OutboxPageView *page = nullptr;
    QList<LeadId> people;
    SendId id;
};

OutboxRow row(SendReason reason = SendReason::Unanswered)
{
    OutboxRow row;
    row.id = SendId(7);
    row.reason = reason;
    row.at = QDateTime(QDate(2026, 11, 24), QTime(10, 31));
    row.name = QString::fromUtf8("Tomás Oliveira");
    row.subject = QStringLiteral("Vigo and one planner");
    return row;
}

} // namespace

class UnknownMailCardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsKnown_data();
    void saysWhatIsKnown();
    void tellsACrashFromABrokenLine();
    void offersToLookOnlyWhereSomebodyCan();
    void looksAsDesigned();
    void lookingNowFindsIt();
    void lookingNowInVainSaysWhen();
    void lookingNowSaysWhyItCannot();
    void keepsTheKeyboardWhileTheNoteChanges();
};

void UnknownMailCardTest::saysWhatIsKnown_data()
{
    QTest::addColumn<SettlingNote>("note");
    QTest::addColumn<QString>("says");
    const QDateTime looked(QDate(2026, 11, 24), QTime(10, 32));
    const QDateTime next(QDate(2026, 11, 24), QTime(10, 46));
    const QDateTime tomorrow(QDate(2026, 11, 25), QTime(10, 31));
    const QString time = UnknownStage::timeOf(next);
    QTest::newRow("not yet looked") << SettlingNote{{}, next, {}, false}
                                    << QStringLiteral("We look into your Sent folder at %1 and never").arg(time);
    QTest::newRow("looked in vain")
        << SettlingNote{looked, next, {}, false}
        << QStringLiteral("It is not in your Sent folder yet. We look again at %1 and never send it twice on our own.")
               .arg(time);
    QTest::newRow("the next look is tomorrow")
        << SettlingNote{looked, tomorrow, {}, false}
        << QStringLiteral("We look again at %1, %2")
               .arg(QLocale().toString(tomorrow.date(), QLocale::ShortFormat), UnknownStage::timeOf(tomorrow));
    QTest::newRow("the last time") << SettlingNote{looked, {}, {}, false} << QStringLiteral("we do not look again");
    QTest::newRow("still a draft")
        << SettlingNote{looked, next, {}, false, true}
        << QStringLiteral("At %1 it still lay among the drafts of the mailbox").arg(UnknownStage::timeOf(looked));
    QTest::newRow("looking") << SettlingNote{looked, next, {}, true} << QStringLiteral("We are looking");
    QTest::newRow("a problem, later again") << SettlingNote{looked, next, QStringLiteral("The server is down."), false}
                                            << QStringLiteral("The server is down. We try again at %1").arg(time);
    QTest::newRow("a problem for the person") << SettlingNote{{}, {}, QStringLiteral("Wrong password."), false}
                                              << QStringLiteral("Wrong password. It is never sent twice on our own.");
}

void UnknownMailCardTest::saysWhatIsKnown()
{
    QFETCH(SettlingNote, note);
    QFETCH(QString, says);
    PageStage stage; // its style
    UnknownMailCard card(row());
    card.setNote(note, QDateTime(QDate(2026, 11, 24), QTime(10, 40)));
    card.show();
    const QString said = shownTexts(&card).join(QLatin1Char('\n'));
    QVERIFY2(said.contains(says), qPrintable(said));
    QVERIFY2(said.contains(QString::fromUtf8("after the mail to Tomás Oliveira (“Vigo and one planner”)")),
             qPrintable(said));
    QCOMPARE(card.findChild<QWidget *>(QStringLiteral("unknownLookNow"))->isEnabled(), !note.isLooking);
}

void UnknownMailCardTest::tellsACrashFromABrokenLine()
{
    PageStage stage; // its style
    UnknownMailCard card(row(SendReason::Crashed));
    card.show();
    QVERIFY(!shownTexts(&card).filter(QStringLiteral("AlwaysLeads ended while the mail to")).isEmpty());
}

void UnknownMailCardTest::offersToLookOnlyWhereSomebodyCan()
{
    PageStage stage; // its style
    UnknownMailCard card(row());
    card.show();
    auto *look = card.findChild<QAbstractButton *>(QStringLiteral("unknownLookNow"));
    QVERIFY(!look->isVisible());
    card.setNote({}, QDateTime::currentDateTime());
    QVERIFY(look->isVisible());
    QVERIFY(!look->accessibleName().isEmpty());
    QSignalSpy asked(&card, &UnknownMailCard::lookNow);
    look->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().value<SendId>(), SendId(7));
}

void UnknownMailCardTest::looksAsDesigned()
{
    UnknownStage unknown;
    QCOMPARE(QCoro::waitFor(unknown.settling.lookNow(unknown.id)), Result<bool>(false));
    QVERIFY(unknown.says(QStringLiteral("It is not in your Sent folder yet.")));
    unknown.stage.takePictures(QStringLiteral("outbox-unknown"));
}

void UnknownMailCardTest::lookingNowFindsIt()
{
    UnknownStage unknown;
    QTRY_VERIFY(unknown.stage.isShown("unknownLookNow"));
    unknown.world.store.ids.append(unknown.world.idOf(unknown.id));
    unknown.stage.click("unknownLookNow");
    QTRY_VERIFY(!unknown.stage.isShown("unknownMail"));
    QCOMPARE(unknown.world.send(unknown.id).state, SendState::Accepted);
    QCOMPARE(unknown.world.send(unknown.id).settledBy, QStringLiteral("mailbox"));
}

void UnknownMailCardTest::lookingNowInVainSaysWhen()
{
    UnknownStage unknown;
    QTRY_VERIFY(unknown.stage.isShown("unknownLookNow"));
    unknown.stage.click("unknownLookNow");
    QVERIFY(unknown.says(QStringLiteral("It is not in your Sent folder yet.")));
    const QDateTime next = must(unknown.settling.notes()).value(unknown.id).nextAt;
    QVERIFY(unknown.says(UnknownStage::timeOf(next)));
    QCOMPARE(unknown.world.send(unknown.id).state, SendState::Unknown);
    QCOMPARE(unknown.world.store.looks, 1);
}

void UnknownMailCardTest::lookingNowSaysWhyItCannot()
{
    UnknownStage unknown;
    unknown.world.store.problem = Error{ErrorKind::SignedOut, QStringLiteral("The password is wrong."), {}};
    QTRY_VERIFY(unknown.stage.isShown("unknownLookNow"));
    unknown.stage.click("unknownLookNow");
    QVERIFY(unknown.says(QStringLiteral("could not be looked into: The password is wrong.")));
}

void UnknownMailCardTest::keepsTheKeyboardWhileTheNoteChanges()
{
    UnknownStage unknown;
    QTRY_VERIFY(unknown.stage.isShown("unknownLookNow"));
    QWidget *again = unknown.stage.find("unknownSendAgain");
    again->setFocus();
    QCOMPARE(QCoro::waitFor(unknown.settling.lookNow(unknown.id)), Result<bool>(false));
    QVERIFY(unknown.says(QStringLiteral("It is not in your Sent folder yet.")));
    QCOMPARE(QApplication::focusWidget(), again);
}

QTEST_MAIN(UnknownMailCardTest)
#include "UnknownMailCardTest.moc"
