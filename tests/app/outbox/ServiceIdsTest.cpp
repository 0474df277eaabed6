#include "ServiceWorld.h"
#include "outbox/KeptIdStore.h"
#include "storage/OpenConnection.h"
#include "support/Patience.h"

#include <QtTest>

using namespace AlwaysLeads;

Q_DECLARE_METATYPE(AlwaysLeads::Mailbox::Kind)

/// What Microsoft and Google call a mail finds it again where they have put another Message-ID in place of ours.
class ServiceIdsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatTheServiceCallsTheMail_data();
    void keepsWhatTheServiceCallsTheMail();
    void theDraftsIdIsOnTheDiskBeforeTheServiceIsToldToSend();
    void aDraftWhoseIdCannotBeKeptIsNotSent();
    void findsWhatLeftUnderAnotherId_data();
    void findsWhatLeftUnderAnotherId();
    void sendingAgainWhatLeftUnderAnotherIdSendsNothing_data();
    void sendingAgainWhatLeftUnderAnotherIdSendsNothing();
    void theIdThatTheDraftWasGivenFindsTheMail();
    void theIdThatTheDraftWasGivenKeepsItFromBeingSentTwice();
    void saysThatADraftStayedAndSendsItOnce();
    void aFollowUpGoesOnWithTheConversation();
};

namespace {

void services()
{
    QTest::addColumn<Mailbox::Kind>("kind");
    QTest::newRow("Microsoft") << Mailbox::Kind::Microsoft;
    QTest::newRow("Google") << Mailbox::Kind::Google;
}

} // namespace

void ServiceIdsTest::keepsWhatTheServiceCallsTheMail_data()
{
    services();
}

void ServiceIdsTest::keepsWhatTheServiceCallsTheMail()
{
    QFETCH(Mailbox::Kind, kind);
    ServiceWorld world(kind);
    const LeadId lead = world.queue(1).first();
    QVERIFY(world.runUntilIdle());
    const Send send = world.sendOf(lead);
    QCOMPARE(send.state, SendState::Accepted);
    QVERIFY(!send.remoteId.isEmpty());
    QVERIFY(!world.text(QStringLiteral("thread_id"), send.id).isEmpty());
    // So the Message-ID that it left with can be asked for.
    const QList<HandedSend> due =
        must(world.files.read([&](Connection &c) { return KeptIdStore().due(c, world.clock.now().addDays(-1), 10); }));
    QCOMPARE(due, (QList<HandedSend>{{send.id, send.mailbox, send.remoteId}}));
}

void ServiceIdsTest::theDraftsIdIsOnTheDiskBeforeTheServiceIsToldToSend()
{
    ServiceWorld world(Mailbox::Kind::Microsoft);
    const LeadId lead = world.queue(1).first();
    QStringList onDisk;
    world.probe = [&](HandOverPoint point) {
        if (point != HandOverPoint::BeforeFinalDot) {
            return;
        }
        QCOMPARE(world.graph.calls(GraphServer::Call::Send), 0);
        auto file = OpenConnection::open(world.files.path(), OpenConnection::Mode::Look);
        QVERIFY(file);
        Result<Query> row = (*file)->connection().query(QStringLiteral("SELECT state, remote_id, thread_id FROM send"));
        QVERIFY(row && row->next());
        onDisk = {row->text(0), row->text(1), row->text(2)};
    };
    QVERIFY(world.runUntilIdle());
    QCOMPARE(onDisk.value(0), sendStateWord(SendState::HandingOver));
    QVERIFY(!onDisk.value(1).isEmpty());
    QVERIFY(!onDisk.value(2).isEmpty());
    QCOMPARE(world.sendOf(lead).remoteId, onDisk.value(1));
    QCOMPARE(world.arrived(), 1);
}

void ServiceIdsTest::aDraftWhoseIdCannotBeKeptIsNotSent()
{
    ServiceWorld world(Mailbox::Kind::Microsoft);
    CloudAccount account = std::get<CloudAccount>(must(world.account()));
    account.keepDraft = [](const RemoteMail &) -> Task<Result<>> {
        co_return failure(ErrorKind::Storage, QStringLiteral("The disk is full."));
    };
    const OutgoingMessage message = letter();
    const HandOverOutcome outcome =
        QCoro::waitFor(world.byGraph.handOver(account, envelopeOf(message), composeMime(message).value(), {}, {}));
    QCOMPARE(outcome.verdict, HandOverOutcome::Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, HandOverOutcome::Cause::Server);
    QVERIFY(outcome.stage < HandOverStage::Envelope); // nothing was said of the mail
    QCOMPARE(world.graph.calls(GraphServer::Call::Send), 0);
    QCOMPARE(world.graph.messagesIn(QStringLiteral("drafts")).size(), 0);
}

void ServiceIdsTest::findsWhatLeftUnderAnotherId_data()
{
    services();
}

void ServiceIdsTest::findsWhatLeftUnderAnotherId()
{
    QFETCH(Mailbox::Kind, kind);
    ServiceWorld world(kind);
    const LeadId lead = world.queue(1).first();
    world.loseAnswer(true);
    QVERIFY(world.runUntilIdle());
    const SendId id = world.sendOf(lead).id;
    QCOMPARE(world.sendOf(lead).state, SendState::Unknown);
    QCOMPARE(world.arrived(), 1);
    world.clearFaults();
    world.clock.advance(std::chrono::hours(30));
    QCOMPARE(QCoro::waitFor(world.settling.lookNow(id)), Result<bool>(true));
    QCOMPARE(world.sendOf(lead).state, SendState::Accepted);
    QVERIFY(!world.sendOf(lead).remoteId.isEmpty());
    QVERIFY(!world.text(QStringLiteral("thread_id"), id).isEmpty());
}

void ServiceIdsTest::sendingAgainWhatLeftUnderAnotherIdSendsNothing_data()
{
    services();
}

void ServiceIdsTest::sendingAgainWhatLeftUnderAnotherIdSendsNothing()
{
    QFETCH(Mailbox::Kind, kind);
    ServiceWorld world(kind);
    const LeadId lead = world.queue(1).first();
    world.loseAnswer(true);
    QVERIFY(world.runUntilIdle());
    const SendId id = world.sendOf(lead).id;
    QCOMPARE(world.sendOf(lead).state, SendState::Unknown);
    world.clearFaults();
    world.clock.advance(std::chrono::hours(30));
    must(world.outbox.sendAgain(id));
    QVERIFY(world.runUntilIdle());
    QTRY_COMPARE(world.sendOf(lead).state, SendState::Accepted);
    QCOMPARE(world.arrived(), 1);
}

namespace {

/// A mail of which nobody knows whether it left. It did, under the Message-ID that its draft was given, and the id that
/// the service gave it does not hold any more, as after a move into an archive.
struct ArchivedMail
{
    ArchivedMail()
    {
        world.loseAnswer(true);
        isReady = world.runUntilIdle() && world.arrived() == 1;
        world.clearFaults();
        world.graph.addFault(GraphServer::Call::Look, GraphServer::Refusal::NotFound);
        world.clock.advance(std::chrono::hours(30));
    }
    static GraphServer::Options options()
    {
        GraphServer::Options options = ServiceWorld::graphOptions();
        options.keepsMessageIds = true;
        options.keepsDraftIds = false;
        return options;
    }

    ServiceWorld world{Mailbox::Kind::Microsoft, options()};
    LeadId lead = world.queue(1).first();
    bool isReady = false;
};

} // namespace

void ServiceIdsTest::theIdThatTheDraftWasGivenFindsTheMail()
{
    ArchivedMail mail;
    QVERIFY(mail.isReady);
    ServiceWorld &world = mail.world;
    const Send send = world.sendOf(mail.lead);
    QCOMPARE(send.state, SendState::Unknown);
    const QString given = world.text(QStringLiteral("draft_message_id"), send.id);
    QCOMPARE(QLatin1Char('<') + given + QLatin1Char('>'),
             QString::fromLatin1(world.graph.messages().first().messageId));
    QVERIFY(given != send.messageId);
    QCOMPARE(QCoro::waitFor(world.settling.lookNow(send.id)), Result<bool>(true));
    QCOMPARE(world.sendOf(mail.lead).state, SendState::Accepted);
}

void ServiceIdsTest::theIdThatTheDraftWasGivenKeepsItFromBeingSentTwice()
{
    ArchivedMail mail;
    QVERIFY(mail.isReady);
    ServiceWorld &world = mail.world;
    must(world.outbox.sendAgain(world.sendOf(mail.lead).id));
    QVERIFY(world.runUntilIdle());
    QTRY_COMPARE(world.sendOf(mail.lead).state, SendState::Accepted);
    QCOMPARE(world.arrived(), 1);
}

void ServiceIdsTest::saysThatADraftStayedAndSendsItOnce()
{
    ServiceWorld world(Mailbox::Kind::Microsoft);
    const LeadId lead = world.queue(1).first();
    world.loseAnswer(false);
    QVERIFY(world.runUntilIdle());
    const SendId id = world.sendOf(lead).id;
    QCOMPARE(world.sendOf(lead).state, SendState::Unknown);
    world.clearFaults();
    QCOMPARE(QCoro::waitFor(world.settling.lookNow(id)), Result<bool>(false));
    QVERIFY(must(world.settling.notes()).value(id).isDraft);
    QCOMPARE(world.sendOf(lead).state, SendState::Unknown);
    must(world.outbox.sendAgain(id));
    QVERIFY(world.runUntilIdle());
    QTRY_COMPARE(world.sendOf(lead).state, SendState::Accepted);
    QCOMPARE(world.arrived(), 1);
    QCOMPARE(world.graph.messagesIn(QStringLiteral("drafts")).size(), 0);
}

void ServiceIdsTest::aFollowUpGoesOnWithTheConversation()
{
    ServiceWorld world(Mailbox::Kind::Google);
    const LeadId lead = world.queue(1).first();
    QVERIFY(world.runUntilIdle());
    const Send first = world.sendOf(lead);
    const GmailServer::Message left = world.gmail.messages().first();
    QString kept = QString::fromLatin1(left.messageId);
    kept = kept.sliced(1, kept.size() - 2);
    must(world.files.write([&](Connection &c) { return KeptIdStore().put(c, first.id, kept); })); // as KeptIds does
    const StepId second = must(world.campaigns.addStep(world.campaign, StepKind::Mail, world.step));
    must(world.campaigns.editStep(second, StepText{QString(), QStringLiteral("Hi {first name}, once more."), {}}));
    Draft draft;
    draft.lead = lead;
    draft.campaign = world.campaign;
    draft.step = second;
    draft.state = DraftState::Ready;
    draft.subject = QStringLiteral("Re: Hello Person1");
    draft.body = QStringLiteral("Once more");
    draft.messageId = QStringLiteral("second@harbourline.example");
    draft.createdAt = draft.updatedAt = world.clock.now();
    draft.version = must(world.campaigns.open(world.campaign)).steps.last().current.version;
    must(world.files.write([=](Connection &c) { return DraftStore().add(c, draft); }));
    world.step = second;
    world.approve(lead);
    QVERIFY(world.runUntilIdle());
    QTRY_COMPARE(world.gmail.messages().size(), 2);
    QCOMPARE(world.gmail.messages().last().threadId, left.threadId);
    QTRY_COMPARE(world.sendOf(lead).state, SendState::Accepted);
}

QTEST_GUILESS_MAIN(ServiceIdsTest)
#include "ServiceIdsTest.moc"
