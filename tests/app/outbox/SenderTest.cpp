#include "outbox/Sender.h"
#include "app/outbox/FakeTransport.h"
#include "app/outbox/OutboxWorld.h"
#include "mail/Message.h"
#include "mail/SmtpVerdict.h"
#include "support/Patience.h"
#include "support/WaitUntil.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;

namespace {

struct SenderWorld : OutboxWorld
{
    explicit SenderWorld(SendPolicy sendPolicy = withoutCalendar(0ms, 1000))
        : OutboxWorld(std::move(sendPolicy))
    {
        restart();
    }
    ~SenderWorld() { QCoro::waitFor(sender->close()); }

    Task<Result<MailAccount>> account()
    {
        if (withoutPassword) {
            co_return failure(ErrorKind::SignedOut, QStringLiteral("The password is missing."));
        }
        SmtpAccount found;
        found.host = QStringLiteral("fake");
        co_return found;
    }
    void restart()
    {
        if (sender) {
            QCoro::waitFor(sender->close());
        }
        sender = std::make_unique<Sender>(
            *files, clock, transport, [this](MailboxId) { return account(); }, policy);
        QObject::connect(&outbox, &Outbox::wake, sender.get(), &Sender::wake);
    }
    /// Runs until nothing is due at this moment.
    bool runUntilIdle()
    {
        if (!started) {
            sender->start();
            started = true;
        } else {
            sender->wake();
        }
        return waitUntil([this] { return sender->isIdle(); });
    }
    void pass(std::chrono::milliseconds time) { clock.advance(time); }
    QString to(int person) const { return QStringLiteral("person%1@baltway.example").arg(person); }
    void script(int person, QList<HandOverOutcome> outcomes) { transport.outcomes.insert(to(person), outcomes); }

    FakeTransport transport;
    std::unique_ptr<Sender> sender;
    bool started = false;
    bool withoutPassword = false;
};

HandOverOutcome later()
{
    return FakeTransport::outcome(Verdict::RefusedForNow, Cause::Server, Stage::Envelope, 451, QStringLiteral("4.7.1"));
}

} // namespace

class SenderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAcceptedMailIsSentEverywhere();
    void sendsExactlyTheApprovedBytesExceptTheDate();
    void keepsTheGapBetweenTwoMails();
    void whoWasLeftOutGetsNoMail();
    void keepsTheLimitOfTheDay();
    void triesLaterWithGrowingWaitsAndGivesUpInTheEnd();
    void aDeadAddressIsNeverWrittenToAgain();
    void aRefusedMailboxPausesAndTheMailWaits();
    void aMissingPasswordPausesTheMailbox();
    void aBrokenLineBeforeTheDotWaitsForTheNetwork();
    void anUnknownOutcomeIsNeverSentAgainOnItsOwn();
    void thePersonSettlesAnUnknownMail();
    void aTransportThatThrowsLeavesTheOutcomeUnknown();
    void stopAllHoldsEverythingAlsoAfterARestart();
    void asksForSuppressionInTheLastMoment();
    void sendsNothingThatChangedAfterItsApproval_data();
    void sendsNothingThatChangedAfterItsApproval();
    void aPausedCampaignSendsNothing();
    void holdsReleasesTakesOutAndPutsBack();
    void queuesAnApprovalOfARunningCampaignAtOnce();
    void queuesApprovedDraftsThatALaunchLeftBehind();
    void oneMailAtATimePerMailbox();
    void saysWhyNothingLeaves();
    void tellsTheSummaryAndTheEndOfABatch();
    void theBatchEndsWhenOthersWaitForTomorrow();
    void whatExchangeSaysOfTheSenderBurnsNoMail();
    void followsWhatACrashLeftUndone();
    void whoIsHurriedGoesBeforeAllOthers();
    void waitsForTheDiskTwiceAMail();
    void keepsTheAnswerWhereWhatFollowsCannotBeWritten();
};

void SenderTest::anAcceptedMailIsSentEverywhere()
{
    SenderWorld world;
    const LeadId lead = world.queue(1).first();
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
    const Send send = world.sendOf(lead);
    QCOMPARE(send.state, SendState::Accepted);
    QCOMPARE(send.attempt, 1);
    QCOMPARE(send.mime, world.transport.mails.first().mime);
    QCOMPARE(world.draftOf(lead).state, DraftState::Sent);
    QCOMPARE(world.lead(lead).status, LeadStatus::Contacted);
    QCOMPARE(world.lead(lead).touchedAt, world.clock.now());
    QVERIFY(must(world.files.read([&](Connection &c) {
                return MailboxStore().find(c, world.mailbox);
            }))->lastSuccessAt.isValid());
    QCOMPARE(must(world.outbox.page(OutboxShelf::SentToday)).rows.size(), 1);
    QCOMPARE(must(world.campaigns.open(world.campaign)).counts.sent, 1);
}

void SenderTest::sendsExactlyTheApprovedBytesExceptTheDate()
{
    SenderWorld world;
    const LeadId lead = world.queue(1).first();
    const QByteArray shown = must(world.review.open(world.draftOf(lead).id)).mime;
    world.pass(1h);
    QVERIFY(world.runUntilIdle());
    const auto withoutDate = [](const QByteArray &mime) {
        QByteArrayList lines = mime.split('\n');
        lines.removeIf([](const QByteArray &line) { return line.startsWith("Date:"); });
        return lines.join('\n');
    };
    const QByteArray sent = world.transport.mails.first().mime;
    QCOMPARE(withoutDate(sent), withoutDate(shown));
    QVERIFY(sent.contains("Date: Tue, 24 Nov 2026 10:00:00"));
    QCOMPARE(world.transport.mails.first().envelope.to.toString(), world.to(1));
}

void SenderTest::whoWasLeftOutGetsNoMail()
{
    SenderWorld world;
    const QList<LeadId> people = world.queue(2);
    must(world.campaigns.leaveOut(world.campaign, people.first(), {}));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
    QCOMPARE(world.transport.mails.first().envelope.to.toString(), world.to(2));
    QCOMPARE(world.sendOf(people.first()).state, SendState::Cancelled);
    QCOMPARE(world.draftOf(people.first()).state, DraftState::Lapsed);
}

void SenderTest::keepsTheGapBetweenTwoMails()
{
    SenderWorld world(OutboxWorld::withoutCalendar(240s, 1000));
    world.queue(3);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QCOMPARE(page.rows.size(), 2);
    QCOMPARE(page.rows.first().at, world.clock.now().addSecs(240));
    QCOMPARE(page.rows.first().waitsFor, QStringLiteral("Pause after the last mail"));
    QCOMPARE(page.rows.last().at, world.clock.now().addSecs(480));
    world.pass(239s);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
    world.pass(1s);
    QTRY_COMPARE(world.transport.mails.size(), 2);
    QTRY_VERIFY(world.sender->isIdle());
    world.pass(240s);
    QTRY_COMPARE(world.transport.mails.size(), 3);
}

void SenderTest::keepsTheLimitOfTheDay()
{
    SenderWorld world(OutboxWorld::withoutCalendar(0ms, 2));
    world.queue(3);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 2);
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QCOMPARE(page.rows.first().reason, SendReason::DailyLimit);
    QCOMPARE(page.rows.first().at.toLocalTime().date(), world.clock.now().toLocalTime().date().addDays(1));
    QCOMPARE(page.mailboxes.first().sentToday, 2);
    QCOMPARE(page.mailboxes.first().free, 0);
    world.pass(24h);
    QTRY_COMPARE(world.transport.mails.size(), 3);
}

void SenderTest::triesLaterWithGrowingWaitsAndGivesUpInTheEnd()
{
    SenderWorld world;
    const LeadId lead = world.queue(1).first();
    world.script(1, {later()});
    QVERIFY(world.runUntilIdle());
    int tries = 1;
    for (const std::chrono::milliseconds wait : {std::chrono::milliseconds(15min), std::chrono::milliseconds(1h),
                                                 std::chrono::milliseconds(4h), std::chrono::milliseconds(12h)}) {
        QCOMPARE(world.sendOf(lead).state, SendState::RefusedForNow);
        QCOMPARE(world.sendOf(lead).dueAt, world.clock.now().addMSecs(wait.count()));
        QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().stateWord,
                 QStringLiteral("Try %1 of 5").arg(tries + 1));
        QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().waitsFor,
                 QStringLiteral("Their server asked for a later try"));
        world.pass(wait - 1s);
        QVERIFY(world.runUntilIdle());
        QCOMPARE(world.transport.mails.size(), tries);
        world.pass(1s);
        ++tries;
        QTRY_COMPARE(world.transport.mails.size(), tries);
        QTRY_VERIFY(world.sender->isIdle());
    }
    QCOMPARE(world.sendOf(lead).state, SendState::RefusedForGood);
    QCOMPARE(world.sendOf(lead).reason, SendReason::GivenUp);
    QVERIFY(world.lead(lead).status != LeadStatus::Bounced); // a busy server is not a dead address
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM suppression")), 0);
    // The person says "send again": all tries begin anew, the first "later" does not give up at once.
    world.script(1, {later()});
    must(world.outbox.sendAgain(world.sendOf(lead).id));
    world.sender->wake();
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sendOf(lead).state, SendState::RefusedForNow);
    QCOMPARE(world.sendOf(lead).dueAt, world.clock.now().addMSecs(std::chrono::milliseconds(15min).count()));
}

void SenderTest::aDeadAddressIsNeverWrittenToAgain()
{
    SenderWorld world;
    const LeadId lead = world.queue(1).first();
    world.script(1,
                 {FakeTransport::outcome(Verdict::RefusedForGood, Cause::Recipient, Stage::Envelope, 550,
                                         QStringLiteral("5.1.1"))});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sendOf(lead).state, SendState::RefusedForGood);
    QCOMPARE(world.draftOf(lead).state, DraftState::Rejected);
    QCOMPARE(world.lead(lead).status, LeadStatus::Bounced);
    QCOMPARE(world.lead(lead).emailState, EmailState::Invalid);
    const auto no = must(
        world.files.read([&](Connection &c) { return SuppressionStore().find(c, *EmailAddress::parse(world.to(1))); }));
    QVERIFY(no);
    QCOMPARE(no->reason, SuppressionReason::Bounced);
    must(world.outbox.sendAgain(world.sendOf(lead).id));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1); // "no" holds also against a click
    QCOMPARE(world.sendOf(lead).state, SendState::Cancelled);
}

void SenderTest::aRefusedMailboxPausesAndTheMailWaits()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(2);
    world.script(
        1,
        {FakeTransport::outcome(Verdict::RefusedForNow, Cause::Sender, Stage::SigningIn, 535, QStringLiteral("5.7.8")),
         FakeTransport::accepted()});
    QSignalSpy stopped(world.sender.get(), &Sender::mailboxStopped);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(world.transport.mails.size(), 1); // the second mail does not run into the same wall
    QCOMPARE(world.sends(SendState::Waiting), 2);
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().reason, SendReason::MailboxPaused);
    QCOMPARE(must(world.outbox.summary()).state, SendingSummary::State::MailboxPaused);
    must(world.files.write([&](Connection &c) { return MailboxStore().setPaused(c, world.mailbox, QString()); }));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sends(SendState::Accepted), 2);
}

void SenderTest::aMissingPasswordPausesTheMailbox()
{
    SenderWorld world;
    world.queue(1);
    world.withoutPassword = true;
    QSignalSpy stopped(world.sender.get(), &Sender::mailboxStopped);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(stopped.size(), 1);
    QVERIFY(world.transport.mails.isEmpty());
    QCOMPARE(world.sends(SendState::Waiting), 1);
}

void SenderTest::aBrokenLineBeforeTheDotWaitsForTheNetwork()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(2);
    world.script(1,
                 QList<HandOverOutcome>(8, FakeTransport::outcome(Verdict::RefusedForNow, Cause::Network, Stage::Body))
                     << FakeTransport::accepted());
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1); // the line is down: the other mail does not try it too
    QCOMPARE(world.sendOf(leads.first()).state, SendState::Waiting);
    QCOMPARE(must(world.outbox.summary()).state, SendingSummary::State::Offline);
    const QList<OutboxRow> rows = must(world.outbox.page(OutboxShelf::Waiting)).rows;
    QVERIFY(std::ranges::any_of(
        rows, [](const OutboxRow &row) { return row.waitsFor == QStringLiteral("Waiting for the network"); }));
    for (int minute = 0; minute < 120 && world.sends(SendState::Accepted) < 2; ++minute) {
        world.pass(1min);
        QTRY_VERIFY(world.sender->isIdle());
    }
    QCOMPARE(world.sends(SendState::Accepted), 2); // however often the line broke, it is never given up
    QCOMPARE(world.transport.mailsTo(world.to(1)), 9);
}

void SenderTest::anUnknownOutcomeIsNeverSentAgainOnItsOwn()
{
    for (const Verdict verdict : {Verdict::Unknown, Verdict::RefusedForNow}) {
        SenderWorld world;
        const LeadId lead = world.queue(1).first();
        world.script(1, {FakeTransport::outcome(verdict, Cause::Network, Stage::AwaitingAnswer)});
        QSignalSpy asked(world.sender.get(), &Sender::unknownOutcome);
        QVERIFY(world.runUntilIdle());
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(1).toString(), QStringLiteral("Person1 Nowak"));
        QCOMPARE(world.sendOf(lead).state, SendState::Unknown);
        world.pass(24h * 30);
        QVERIFY(world.runUntilIdle());
        must(world.outbox.queueApproved(world.campaign));
        QVERIFY(world.runUntilIdle());
        world.restart();
        world.started = false;
        QVERIFY(world.runUntilIdle());
        QCOMPARE(world.transport.mails.size(), 1);
        QCOMPARE(must(world.outbox.page(OutboxShelf::Unknown)).unknown.size(), 1);
        QVERIFY(!QCoro::waitFor(world.outbox.takeOut(world.sendOf(lead).id)));
        QVERIFY(!QCoro::waitFor(world.review.edit(world.draftOf(lead).id, QStringLiteral("x"), QStringLiteral("y"))));
    }
}

void SenderTest::thePersonSettlesAnUnknownMail()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(2);
    for (int person : {1, 2}) {
        world.script(person,
                     {FakeTransport::outcome(Verdict::Unknown, Cause::Network, Stage::AwaitingAnswer),
                      FakeTransport::accepted()});
    }
    QVERIFY(world.runUntilIdle());
    must(world.outbox.itWasSent(world.sendOf(leads.first()).id));
    QCOMPARE(world.draftOf(leads.first()).state, DraftState::Sent);
    QCOMPARE(world.lead(leads.first()).status, LeadStatus::Contacted);
    QVERIFY(!QCoro::waitFor(world.outbox.sendAgain(world.sendOf(leads.first()).id)));
    must(world.outbox.sendAgain(world.sendOf(leads.last()).id));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mailsTo(world.to(1)), 1);
    QCOMPARE(world.transport.mailsTo(world.to(2)), 2);
    QCOMPARE(world.sends(SendState::Accepted), 2);
}

void SenderTest::aTransportThatThrowsLeavesTheOutcomeUnknown()
{
    SenderWorld world;
    world.queue(1);
    world.transport.throws = true;
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sends(SendState::Unknown), 1);
}

void SenderTest::stopAllHoldsEverythingAlsoAfterARestart()
{
    SenderWorld world;
    world.queue(2);
    must(world.outbox.stopAll());
    QVERIFY(world.runUntilIdle());
    world.restart();
    world.started = false;
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.transport.mails.isEmpty());
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QVERIFY(page.stopped);
    QCOMPARE(page.rows.first().waitsFor, QStringLiteral("All sending is stopped"));
    QCOMPARE(must(world.outbox.summary()).state, SendingSummary::State::Stopped);
    must(world.outbox.resumeAll());
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 2);
}

void SenderTest::asksForSuppressionInTheLastMoment()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(2);
    // While the first mail leaves, the second person says no.
    world.transport.meanwhile = [&](const Envelope &) { world.suppress(world.to(2)); };
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mailsTo(world.to(1)), 1);
    QCOMPARE(world.transport.mailsTo(world.to(2)), 0);
    QCOMPARE(world.sendOf(leads.last()).state, SendState::Cancelled);
    QCOMPARE(world.sendOf(leads.last()).reason, SendReason::OptedOut);
    QCOMPARE(world.draftOf(leads.last()).state, DraftState::Blocked);
}

void SenderTest::sendsNothingThatChangedAfterItsApproval_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("text") << QStringLiteral("UPDATE draft SET body = body || ' and more'");
    QTest::newRow("used fact") << QStringLiteral("UPDATE lead SET city = 'Elsewhere'");
    QTest::newRow("recipient") << QStringLiteral("UPDATE lead SET email = 'other@baltway.example'");
    QTest::newRow("sender") << QStringLiteral("UPDATE mailbox SET sender_name = 'Somebody'");
    QTest::newRow("approval taken away") << QStringLiteral("UPDATE draft SET approved_hash = NULL");
    QTest::newRow("draft is not queued") << QStringLiteral("UPDATE draft SET state = 'ready'");
    QTest::newRow("ledger's hash") << QStringLiteral("UPDATE send SET approved_hash = zeroblob(32)");
    QTest::newRow("person deleted") << QStringLiteral("UPDATE lead SET deleted_at = 1");
    QTest::newRow("no address") << QStringLiteral("UPDATE lead SET email = NULL");
    QTest::newRow("message id") << QStringLiteral("UPDATE draft SET message_id = 'other@harbourline.example'");
}

void SenderTest::sendsNothingThatChangedAfterItsApproval()
{
    QFETCH(QString, sql);
    SenderWorld world;
    const LeadId lead = world.queue(1).first();
    must(world.files.write([&](Connection &c) { return c.run(sql); })); // behind the back of everybody who would notice
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.transport.mails.isEmpty());
    QCOMPARE(world.sendOf(lead).state, SendState::Cancelled);
    QCOMPARE(world.sendOf(lead).reason, SendReason::Lapsed);
    QCOMPARE(world.draftOf(lead).state, DraftState::Lapsed);
    QVERIFY(!world.draftOf(lead).reason.isEmpty());
}

void SenderTest::aPausedCampaignSendsNothing()
{
    SenderWorld world;
    world.queue(1);
    must(world.campaigns.pause(world.campaign));
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.transport.mails.isEmpty());
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().reason, SendReason::CampaignPaused);
    must(world.campaigns.resume(world.campaign));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
}

void SenderTest::holdsReleasesTakesOutAndPutsBack()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(2);
    must(world.outbox.hold(world.sendOf(leads.first()).id));
    must(world.outbox.takeOut(world.sendOf(leads.last()).id));
    QCOMPARE(world.draftOf(leads.last()).state, DraftState::Skipped);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.transport.mails.isEmpty());
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().stateWord, QStringLiteral("On hold"));
    must(world.outbox.release(world.sendOf(leads.first()).id));
    must(world.outbox.putBack(world.sendOf(leads.last()).id));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 2);
    QVERIFY(!QCoro::waitFor(world.outbox.takeOut(world.sendOf(leads.last()).id)));
    QVERIFY(!QCoro::waitFor(world.outbox.hold(world.sendOf(leads.last()).id)));
}

void SenderTest::queuesAnApprovalOfARunningCampaignAtOnce()
{
    SenderWorld world;
    world.queue(1);
    QVERIFY(world.runUntilIdle());
    const LeadId late = world.addLead(QStringLiteral("Late"), QStringLiteral("late@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {late}));
    must(world.writer.write(world.campaign));
    world.approve(late);
    QTRY_COMPARE(world.transport.mailsTo(QStringLiteral("late@baltway.example")), 1);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.draftOf(late).state, DraftState::Sent);
}

void SenderTest::queuesApprovedDraftsThatALaunchLeftBehind()
{
    SenderWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {lead}));
    must(world.writer.write(world.campaign));
    world.approve(lead);
    must(world.campaigns.launch(world.campaign)); // and the program ends before queueApproved()
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sends(SendState::Accepted), 1);
}

void SenderTest::oneMailAtATimePerMailbox()
{
    SenderWorld world;
    world.queue(5);
    int most = 0;
    world.transport.meanwhile = [&](const Envelope &) { most = std::max(most, world.sends(SendState::HandingOver)); };
    QVERIFY(world.runUntilIdle());
    QCOMPARE(most, 1);
    QCOMPARE(world.sends(SendState::Accepted), 5);
}

void SenderTest::saysWhyNothingLeaves()
{
    SenderWorld world;
    QVERIFY(must(world.outbox.whyNothingSends()).first().fix == SendObstacle::Fix::Drafts);
    world.queue(1);
    must(world.outbox.stopAll());
    QCOMPARE(must(world.outbox.whyNothingSends()).first().fix, SendObstacle::Fix::Resume);
    must(world.outbox.resumeAll());
    must(world.campaigns.pause(world.campaign));
    QCOMPARE(must(world.outbox.whyNothingSends()).first().fix, SendObstacle::Fix::Campaign);
}

void SenderTest::tellsTheSummaryAndTheEndOfABatch()
{
    SenderWorld world;
    world.queue(3);
    QSignalSpy ended(world.sender.get(), &Sender::batchFinished);
    const SendingSummary before = must(world.outbox.summary());
    QCOMPARE(before.waiting, 3);
    QCOMPARE(before.nextName, QStringLiteral("Person1 Nowak"));
    QCOMPARE(before.plannedToday, 3);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toInt(), 3);
    QCOMPARE(must(world.outbox.summary()).sentToday, 3);
    QCOMPARE(must(world.outbox.summary()).state, SendingSummary::State::Idle);
}

void SenderTest::theBatchEndsWhenOthersWaitForTomorrow()
{
    SenderWorld world(SenderWorld::withoutCalendar(1min, 2));
    world.queue(3);
    QSignalSpy ended(world.sender.get(), &Sender::batchFinished);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
    QCOMPARE(ended.size(), 0); // the next one is due today
    world.pass(2min);
    QTRY_COMPARE(world.transport.mails.size(), 2);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toInt(), 2);
    QCOMPARE(world.sends(SendState::Waiting), 1);
    world.pass(24h);
    QTRY_COMPARE(ended.size(), 2);
    QCOMPARE(ended.last().first().toInt(), 1);
}

void SenderTest::whatExchangeSaysOfTheSenderBurnsNoMail()
{
    SenderWorld world;
    world.queue(3);
    const QByteArray line("5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process");
    const SmtpReply quota{554, {line}};
    world.script(1, {refusal(quota, SmtpCommand::Text), FakeTransport::accepted()});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.transport.mails.size(), 1);
    QCOMPARE(world.sends(SendState::Waiting), 3);
    QCOMPARE(world.sends(SendState::RefusedForGood), 0);
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QVERIFY(page.mailboxes.first().pausedReason.contains(QStringLiteral("as many mails as its server allows")));
    QVERIFY(page.rows.first().waitsFor.contains(QStringLiteral("as many mails as its server allows")));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM suppression")), 0);
    must(world.files.write([&](Connection &c) { return MailboxStore().setPaused(c, world.mailbox, QString()); }));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sends(SendState::Accepted), 3);
}

void SenderTest::followsWhatACrashLeftUndone()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(2);
    const QDateTime now = world.clock.now();
    for (const LeadId lead : leads) {
        const SendId id = world.sendOf(lead).id;
        const bool dead = lead == leads.last();
        must(world.files.write([&](Connection &c) -> Result<> {
            if (Result<> intent = SendLedger().recordIntent(c, id, "bytes", now); !intent) {
                return intent;
            }
            const HandOverOutcome outcome = dead ? FakeTransport::outcome(Verdict::RefusedForGood, Cause::Recipient,
                                                                          Stage::Envelope, 550, QStringLiteral("5.1.1"))
                                                 : FakeTransport::accepted();
            return SendLedger().recordOutcome(c, id, dead ? SendState::RefusedForGood : SendState::Accepted,
                                              SendReason::None, outcome, {}, now);
        }));
    }
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.transport.mails.isEmpty());
    QCOMPARE(world.draftOf(leads.first()).state, DraftState::Sent);
    QCOMPARE(world.lead(leads.first()).status, LeadStatus::Contacted);
    QCOMPARE(world.lead(leads.last()).status, LeadStatus::Bounced);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM suppression")), 1);
}

void SenderTest::whoIsHurriedGoesBeforeAllOthers()
{
    SenderWorld world;
    const QList<LeadId> leads = world.queue(3);
    must(world.outbox.sendNow({world.sendOf(leads.last()).id}));
    QVERIFY(world.runUntilIdle());
    QStringList order;
    for (const FakeTransport::HandedOver &mail : std::as_const(world.transport.mails)) {
        order += mail.envelope.to.toString();
    }
    QCOMPARE(order, (QStringList{world.to(3), world.to(1), world.to(2)}));
}

void SenderTest::waitsForTheDiskTwiceAMail()
{
    SenderWorld world;
    // Each transaction that changed something has counted up a number in the index of the write-ahead log (SQLite's
    // "WAL-mode File Format", iChange).
    const auto transactions = [&world] {
        QFile index(world.files.path() + QStringLiteral("-shm"));
        quint32 count = 0;
        const bool isRead = index.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && index.seek(8)
            && index.read(reinterpret_cast<char *>(&count), sizeof(count)) == sizeof(count);
        return isRead ? count : 0;
    };
    world.queue(5);
    QVERIFY(transactions() > 5);
    const quint32 before = transactions();
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sends(SendState::Accepted), 5);
    QCOMPARE(transactions() - before, 10U); // the intent, and the answer with what follows from it
}

void SenderTest::keepsTheAnswerWhereWhatFollowsCannotBeWritten()
{
    SenderWorld world;
    const LeadId lead = world.queue(1).first();
    const auto run = [&world](const QString &sql) {
        must(world.files.write([=](Connection &c) { return c.script(sql); }));
    };
    run(QStringLiteral("CREATE TRIGGER no_story BEFORE INSERT ON lead_event WHEN new.kind = 'sent' "
                       "BEGIN SELECT RAISE(ABORT, 'no'); END"));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.sendOf(lead).state, SendState::Accepted);
    QCOMPARE(world.draftOf(lead).state, DraftState::Queued);
    QVERIFY(world.lead(lead).status != LeadStatus::Contacted);

    run(QStringLiteral("DROP TRIGGER no_story"));
    world.pass(1min); // by itself, while the program runs
    QTRY_COMPARE(world.draftOf(lead).state, DraftState::Sent);
    QCOMPARE(world.lead(lead).status, LeadStatus::Contacted);
    QCOMPARE(world.transport.mails.size(), 1);
}

QTEST_GUILESS_MAIN(SenderTest)
#include "SenderTest.moc"
