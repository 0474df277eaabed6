#include "CalendarWorld.h"
#include "draft/DraftStore.h"
#include "draft/SenderChoice.h"
#include "mailbox/MailboxStore.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;

namespace {

Task<Result<MailAccount>> signedOut()
{
    co_return failure(ErrorKind::SignedOut, QStringLiteral("The password is missing."));
}

} // namespace

/// What the Sender makes of locked passwords, of services that name the time of the next try and of mails that came
/// back; and from which of several mailboxes a mail leaves.
class SenderRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lockedPasswordsPauseNoMailbox();
    void aMissingPasswordStillPausesIt();
    void theServiceNamesTheTimeOfTheNextTry_data();
    void theServiceNamesTheTimeOfTheNextTry();
    void mailsThatCameBackPauseTheMailboxAboveTheFloor();
    void takesTurnsByWhatIsLeftOfTheDay();
    void aConversationKeepsItsSender();
    void approvesTheSenderThatWasShown();
    void aMailboxTakenOutOfTheCampaignLapsesItsApprovals();
};

void SenderRulesTest::lockedPasswordsPauseNoMailbox()
{
    CalendarWorld world;
    bool open = false;
    world.end();
    world.sender = std::make_unique<Sender>(
        *world.files, world.clock, world.transport,
        [&open](MailboxId) { return open ? CalendarWorld::account() : signedOut(); }, world.policy);
    world.sender->setSecrets([&open] { return open; });
    world.outbox.setSecrets([&open] { return open; });
    must(world.files.write(
        [](Connection &c) { return c.run(QStringLiteral("UPDATE mailbox SET user_name = 'clara'")); }));
    QSignalSpy stopped(world.sender.get(), &Sender::mailboxStopped);
    QSignalSpy wanted(world.sender.get(), &Sender::secretsWanted);
    world.queue(2);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8)));
    QCOMPARE(world.transport.mails.size(), 0);
    QCOMPARE(stopped.size(), 0);
    QVERIFY2(wanted.size() >= 4 && wanted.size() <= 7, qPrintable(QString::number(wanted.size()))); // each five minutes
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QVERIFY(page.mailboxes.first().pausedReason.isEmpty());
    QCOMPARE(page.rows.first().reason, SendReason::Keychain);
    QCOMPARE(page.rows.first().waitsFor, QStringLiteral("Waiting for the keychain"));
    QCOMPARE(must(world.outbox.whyNothingSends()).first().fix, SendObstacle::Fix::Unlock);
    open = true;
    world.sender->wake(); // as Vault::changed does
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8)));
    QCOMPARE(world.transport.mails.size(), 1); // at once, not with the next look
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 9)));
    QCOMPARE(world.transport.mails.size(), 2);
    world.end();
}

void SenderRulesTest::aMissingPasswordStillPausesIt()
{
    CalendarWorld world;
    world.end();
    world.sender = std::make_unique<Sender>(
        *world.files, world.clock, world.transport, [](MailboxId) { return signedOut(); }, world.policy);
    world.sender->setSecrets([] { return true; });
    QSignalSpy stopped(world.sender.get(), &Sender::mailboxStopped);
    world.queue(1);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8)));
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).mailboxes.first().pausedReason,
             QStringLiteral("The password is missing."));
    world.end();
}

void SenderRulesTest::theServiceNamesTheTimeOfTheNextTry_data()
{
    QTest::addColumn<HandOverStage>("stage");
    QTest::addColumn<qint64>("asked");
    QTest::addColumn<qint64>("waits"); ///< seconds
    QTest::newRow("slow down, two hours") << Stage::SigningIn << qint64(7200) << qint64(7200);
    QTest::newRow("this mail, 40 minutes") << Stage::Answered << qint64(2400) << qint64(2400);
    QTest::newRow("slow down, nothing named") << Stage::SigningIn << qint64(0) << qint64(30);
    QTest::newRow("this mail, nothing named") << Stage::Answered << qint64(0) << qint64(15 * 60);
    QTest::newRow("for ever is a day") << Stage::Answered << qint64(10'000'000'000) << qint64(24 * 3600);
}

void SenderRulesTest::theServiceNamesTheTimeOfTheNextTry()
{
    QFETCH(HandOverStage, stage);
    QFETCH(qint64, asked);
    QFETCH(qint64, waits);
    CalendarWorld world;
    HandOverOutcome busy = FakeTransport::outcome(Verdict::RefusedForNow, Cause::Server, stage, 429);
    busy.retryAfter = std::chrono::seconds(asked);
    world.transport.outcomes.insert(QStringLiteral("person1@baltway.example"), {busy, FakeTransport::accepted()});
    const LeadId lead = world.queue(1).first();
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 30)));
    QCOMPARE(world.transport.mails.size(), 1);
    const Send send = world.sendOf(lead); // in the ledger, so that it holds over a restart
    QCOMPARE(send.dueAt, CalendarWorld::utc(1, 7, 30).addSecs(waits));
}

void SenderRulesTest::mailsThatCameBackPauseTheMailboxAboveTheFloor()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.bounceFloor = 10;
    rules.bouncePercent = 20;
    world.setRules(rules);
    const QList<LeadId> people = world.queue(14);
    QSignalSpy stopped(world.sender.get(), &Sender::mailboxStopped);
    const auto comesBack = [&](int person) {
        const SendId id = world.sendOf(people.at(person)).id;
        return must(world.files.write(
            [=, now = world.clock.now()](Connection &c) { return SendLedger().noteReturned(c, id, now); }));
    };
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 46))); // five are out
    QCOMPARE(world.sends(SendState::Accepted), 5);
    QVERIFY(comesBack(0));
    QVERIFY(!comesBack(0)); // told twice counts once
    QVERIFY(comesBack(1));
    QVERIFY(comesBack(2));
    QVERIFY(!comesBack(9)); // it did not leave yet
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 50)));
    QCOMPARE(stopped.size(), 0); // 60 percent, but too few to judge
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8, 7))); // now they are enough
    QCOMPARE(world.sends(SendState::Accepted), 10);
    QCOMPARE(stopped.size(), 1);
    QVERIFY(stopped.first().at(1).toString().contains(QStringLiteral("3 of its last 10 mails")));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12)));
    QCOMPARE(world.sends(SendState::Accepted), 10);
    // Let go by the person, it counts anew.
    must(world.files.write([id = world.mailbox](Connection &c) { return MailboxStore().setPaused(c, id, QString()); }));
    world.sender->wake();
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 14)));
    QCOMPARE(world.sends(SendState::Accepted), 14);
    QCOMPARE(stopped.size(), 1);
}

void SenderRulesTest::takesTurnsByWhatIsLeftOfTheDay()
{
    CalendarWorld world;
    const MailboxId other = world.addMailbox(QStringLiteral("clara@tryharbour.example"));
    const auto limit = [&](MailboxId id, int mails) {
        must(world.files.write([=](Connection &c) {
            return c.run(QStringLiteral("UPDATE mailbox SET daily_limit = ? WHERE id = ?"), {mails, id.value()});
        }));
    };
    limit(world.mailbox, 6);
    limit(other, 3);
    must(world.campaigns.chooseMailboxes(world.campaign, {world.mailbox, other}));
    QCOMPARE(must(world.campaigns.mailboxes(world.campaign)), (QList<MailboxId>{world.mailbox, other}));
    const QList<LeadId> people = world.queue(12);
    QString senders;
    for (const LeadId lead : people) {
        senders += world.sendOf(lead).mailbox == world.mailbox ? QLatin1Char('a') : QLatin1Char('b');
    }
    // 6 and 3 are left: a until both have 3, then in turn until none has any, then by the share of a day.
    QCOMPARE(senders.count(QLatin1Char('a')), 8);
    QCOMPARE(senders.left(4), QStringLiteral("aaaa").left(3) + senders.mid(3, 1));
    QCOMPARE(senders.left(9).count(QLatin1Char('b')), 3);
    const QList<OutboxRow> rows = must(world.outbox.page(OutboxShelf::Waiting)).rows;
    QVERIFY(std::ranges::all_of(rows, [](const OutboxRow &row) { return !row.whyFrom.isEmpty(); }));
    const auto first = std::ranges::find(rows, world.sendOf(people.first()).id, &OutboxRow::id);
    QVERIFY2(first->whyFrom.contains(QStringLiteral("6 of 6")), qPrintable(first->whyFrom));
    QVERIFY(world.runUntil(CalendarWorld::utc(3, 20)));
    QCOMPARE(world.transport.mails.size(), 12);
    for (const FakeTransport::HandedOver &mail : std::as_const(world.transport.mails)) {
        QVERIFY(mail.mime.contains("From: Clara Jensen <" + mail.envelope.from.toString().toLatin1() + '>'));
    }
}

void SenderRulesTest::aConversationKeepsItsSender()
{
    CalendarWorld world;
    const MailboxId other = world.addMailbox(QStringLiteral("clara@tryharbour.example"));
    must(world.campaigns.chooseMailboxes(world.campaign, {world.mailbox, other}));
    const QList<LeadId> people = world.queue(2); // one each
    QHash<LeadId, MailboxId> firsts;
    for (const LeadId lead : people) {
        firsts.insert(lead, world.sendOf(lead).mailbox);
    }
    QVERIFY(firsts.value(people.at(0)) != firsts.value(people.at(1)));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12)));
    QCOMPARE(world.sends(SendState::Accepted), 2);
    const StepId second = must(world.campaigns.addStep(world.campaign, StepKind::Mail, world.step));
    must(world.campaigns.editStep(second, StepText{QString(), QStringLiteral("Hi {first name}, once more."), {}}));
    for (const LeadId lead : people) {
        Draft draft;
        draft.lead = lead;
        draft.campaign = world.campaign;
        draft.step = second;
        draft.state = DraftState::Ready;
        draft.subject = QStringLiteral("Re: Hello");
        draft.body = QStringLiteral("Once more");
        draft.messageId = QStringLiteral("second-%1@harbourline.example").arg(lead.value());
        draft.createdAt = draft.updatedAt = world.clock.now();
        draft.version = must(world.campaigns.open(world.campaign)).steps.last().current.version;
        must(world.files.write([=](Connection &c) { return DraftStore().add(c, draft); }));
        world.step = second;
        world.approve(lead);
        QCOMPARE(world.sendOf(lead).mailbox, firsts.value(lead));
        QCOMPARE(world.sendOf(lead).senderWhy, QStringLiteral("conversation"));
        QVERIFY(!SenderChoice::sentence(world.sendOf(lead).senderWhy).isEmpty());
    }
}

void SenderRulesTest::approvesTheSenderThatWasShown()
{
    CalendarWorld world;
    const MailboxId other = world.addMailbox(QStringLiteral("clara@tryharbour.example"));
    must(world.campaigns.chooseMailboxes(world.campaign, {world.mailbox, other}));
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId tom = world.addLead(QStringLiteral("Tom"), QStringLiteral("tom@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna, tom}));
    must(world.writer.write(world.campaign));
    // Both are read before one of them is approved, so both were shown with the same sender.
    const DraftPage forAnna = must(world.review.open(world.draftOf(anna).id));
    const DraftPage forTom = must(world.review.open(world.draftOf(tom).id));
    QCOMPARE(forAnna.fromAddress, forTom.fromAddress);
    must(world.review.approve(forAnna.draft.id, forAnna.shownHash));
    must(world.review.approve(forTom.draft.id, forTom.shownHash));
    QCOMPARE(world.draftOf(tom).mailbox, world.draftOf(anna).mailbox);
    // What was not shown is not approved.
    const LeadId eva = world.addLead(QStringLiteral("Eva"), QStringLiteral("eva@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {eva}));
    must(world.writer.write(world.campaign));
    QVERIFY(must(world.review.open(world.draftOf(eva).id)).fromAddress != forAnna.fromAddress);
    QVERIFY(!QCoro::waitFor(world.review.approve(world.draftOf(eva).id, QByteArray("another"))));
}

void SenderRulesTest::aMailboxTakenOutOfTheCampaignLapsesItsApprovals()
{
    CalendarWorld world;
    const MailboxId other = world.addMailbox(QStringLiteral("clara@tryharbour.example"));
    must(world.campaigns.chooseMailboxes(world.campaign, {world.mailbox, other}));
    const QList<LeadId> people = world.queue(4);
    must(world.campaigns.chooseMailbox(world.campaign, world.mailbox));
    QCOMPARE(must(world.review.refreshApprovals()), 2);
    for (const LeadId lead : people) {
        const Send send = world.sendOf(lead);
        QCOMPARE(send.state, send.mailbox == other ? SendState::Cancelled : SendState::Waiting);
    }
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 20)));
    QCOMPARE(world.transport.mails.size(), 2);
}

QTEST_GUILESS_MAIN(SenderRulesTest)
#include "SenderRulesTest.moc"
