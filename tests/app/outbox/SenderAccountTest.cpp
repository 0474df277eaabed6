#include "app/outbox/FakeTransport.h"
#include "app/outbox/OutboxWorld.h"
#include "outbox/Sender.h"
#include "support/WaitUntil.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

struct AccountWorld : OutboxWorld
{
    AccountWorld() { QObject::connect(&outbox, &Outbox::wake, &sender, &Sender::wake); }
    ~AccountWorld() { QCoro::waitFor(sender.close()); }

    Task<Result<MailAccount>> account()
    {
        if (problem) {
            co_return tl::unexpected<Error>(*problem);
        }
        SmtpAccount found;
        found.host = QStringLiteral("fake");
        const MailAccount given = found;
        co_return given;
    }
    bool runUntilIdle()
    {
        if (!std::exchange(started, true)) {
            sender.start();
        } else {
            sender.wake();
        }
        return waitUntil([this] { return sender.isIdle(); });
    }
    /// In steps, as time passes.
    bool pass(int minutes)
    {
        for (int minute = 0; minute < minutes; ++minute) {
            clock.advance(1min);
            if (!runUntilIdle()) {
                return false;
            }
        }
        return true;
    }
    Mailbox kept()
    {
        return *must(files.read([this](Connection &c) { return MailboxStore().find(c, mailbox); }));
    }

    FakeTransport transport;
    std::optional<Error> problem;
    Sender sender{*files, clock, transport, [this](MailboxId) { return account(); }, policy};
    bool started = false;
};

} // namespace

/// What becomes of mails whose mailbox has an account that cannot be used.
class SenderAccountTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatMayPassIsAskedAgainAndSaysWhy();
    void aWrongRegistrationIsMendedInSettings();
    void anUnreachableServiceIsTheNetwork();
    void aMailThatIsHeldMeanwhileStaysHeld();
    void aMissingSignInIsMendedByItsKind_data();
    void aMissingSignInIsMendedByItsKind();
};

void SenderAccountTest::whatMayPassIsAskedAgainAndSaysWhy()
{
    AccountWorld world;
    world.queue(2);
    const QString why = QStringLiteral("The keychain does not answer.");
    world.problem = Error{ErrorKind::Storage, why, {}};
    QSignalSpy stopped(&world.sender, &Sender::mailboxStopped);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.pass(5));
    QCOMPARE(stopped.size(), 1); // told once, however often it is asked
    QCOMPARE(stopped.first().at(1).toString(), why);
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QCOMPARE(page.rows.size(), 2);
    for (const OutboxRow &row : page.rows) {
        QCOMPARE(row.waitsFor, why);
    }
    QCOMPARE(page.mailboxes.first().trouble, why);
    QVERIFY(page.mailboxes.first().pausedReason.isEmpty());
    const QList<SendObstacle> obstacles = must(world.outbox.whyNothingSends());
    QVERIFY(obstacles.first().text.contains(why));
    QCOMPARE(obstacles.first().fix, SendObstacle::Fix::Mailbox);
    QCOMPARE(must(world.outbox.summary()).state, SendingSummary::State::MailboxPaused);

    world.problem.reset();
    QVERIFY(world.pass(2));
    QCOMPARE(world.sends(SendState::Accepted), 2);
    QVERIFY(world.kept().trouble.isEmpty());
}

void SenderAccountTest::aWrongRegistrationIsMendedInSettings()
{
    AccountWorld world;
    world.queue(1);
    world.problem = Error{ErrorKind::Invalid, QStringLiteral("There is no client id."), {}};
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.kept().trouble, world.problem->message);
    QCOMPARE(world.kept().remedy, MailboxRemedy::Settings);
    QVERIFY(!world.kept().isPaused());
}

void SenderAccountTest::anUnreachableServiceIsTheNetwork()
{
    AccountWorld world;
    world.queue(1);
    world.problem = Error{ErrorKind::Network, QStringLiteral("Microsoft cannot be reached."), {}};
    QSignalSpy stopped(&world.sender, &Sender::mailboxStopped);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().reason, SendReason::Network);
    QCOMPARE(must(world.outbox.summary()).state, SendingSummary::State::Offline);
    QCOMPARE(stopped.size(), 0);
    QVERIFY(world.kept().trouble.isEmpty());
    world.problem.reset();
    QVERIFY(world.pass(2));
    QCOMPARE(world.sends(SendState::Accepted), 1);
}

void SenderAccountTest::aMailThatIsHeldMeanwhileStaysHeld()
{
    AccountWorld world;
    const LeadId lead = world.queue(1).first();
    world.problem = Error{ErrorKind::Network, QStringLiteral("Microsoft cannot be reached."), {}};
    QVERIFY(world.runUntilIdle());
    must(world.outbox.hold(world.sendOf(lead).id));
    QVERIFY(world.pass(3));
    QCOMPARE(world.sendOf(lead).reason, SendReason::Hold);
}

void SenderAccountTest::aMissingSignInIsMendedByItsKind_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("remedy");
    QTest::newRow("a password") << QStringLiteral("smtp") << int(MailboxRemedy::Settings);
    QTest::newRow("a sign-in") << QStringLiteral("google") << int(MailboxRemedy::SignIn);
}

void SenderAccountTest::aMissingSignInIsMendedByItsKind()
{
    QFETCH(QString, kind);
    QFETCH(int, remedy);
    AccountWorld world;
    must(
        world.files.write([=](Connection &c) { return c.run(QStringLiteral("UPDATE mailbox SET kind = ?"), {kind}); }));
    world.queue(1);
    world.problem = Error{ErrorKind::SignedOut, QStringLiteral("It is missing."), {}};
    QSignalSpy stopped(&world.sender, &Sender::mailboxStopped);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(world.kept().pausedReason, world.problem->message);
    QCOMPARE(int(world.kept().remedy), remedy);
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().waitsFor, world.problem->message);
}

QTEST_GUILESS_MAIN(SenderAccountTest)
#include "SenderAccountTest.moc"
