#include "CloudMailCase.h"

#include "cloudmail/GraphSentFolder.h"
#include "cloudmail/GraphTransport.h"
#include "net/HttpClient.h"
#include "sandbox/GraphServer.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;
using Call = GraphServer::Call;
using Refusal = GraphServer::Refusal;
using Harm = CloudFault::Harm;

Q_DECLARE_METATYPE(AlwaysLeads::GraphServer::Refusal)
Q_DECLARE_METATYPE(AlwaysLeads::GraphServer::Call)
Q_DECLARE_METATYPE(AlwaysLeads::MailboxRemedy)
Q_DECLARE_METATYPE(AlwaysLeads::CloudFault::Harm)

/// Microsoft Graph's transport and folder of sent mails against the strict stand-in.
class GraphTransportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void sendsTheVeryBytesOnce();
    void tellsItsStages();
    void keepsTheConversation();
    void aRefusalIsJudged_data();
    void aRefusalIsJudged();
    void whatIsSaidOfTheSenderStopsTheMailbox_data();
    void whatIsSaidOfTheSenderStopsTheMailbox();
    void theRemedyFitsTheRefusal_data();
    void theRemedyFitsTheRefusal();
    void noFaultSendsTwiceOrLosesOne_data();
    void noFaultSendsTwiceOrLosesOne();
    void aMailThatLeftWithoutAnAnswerIsFoundAtOnce();
    void aMailThatLeftIsFoundLaterWhenItCannotBeLookedAt();
    void aDraftThatStayedSettlesAsNotSent();
    void aMailFoundAmongTheSentOnesIsNotSentAgain();
    void draftsOfEarlierTriesAreRemoved();
    void anotherTokenIsAskedForOnce();
    void aTokenRefusedForGoodWantsASignIn_data();
    void aTokenRefusedForGoodWantsASignIn();
    void aShortWaitIsWaitedOut();
    void aWaitThatStaysIsHandedUp();
    void aLongWaitIsHandedUp();
    void unavailableWithTheDraftStillThereIsNotSent();
    void stoppedBeforehandNothingIsAsked();
    void stoppedWhileSendingTheAnswerIsAwaited();
    void saysWhenNobodyListens();
    void refusesAMailThatNamesOthers_data();
    void refusesAMailThatNamesOthers();
    void probes();
    void probeSaysWhatIsWrong_data();
    void probeSaysWhatIsWrong();
    void givesTheMessageIdThatWasKept();

private:
    MailAccount account()
    {
        CloudAccount account;
        account.service = CloudAccount::Service::Microsoft;
        account.address = address("clara@harbourline.example");
        account.token = m_desk.source();
        return account;
    }
    HandOverOutcome handOver(const OutgoingMessage &message, std::stop_token stop = {},
                             const std::function<void(Stage)> &reached = {})
    {
        GraphTransport transport(*m_http, *m_clock, m_server->url());
        return QCoro::waitFor(
            transport.handOver(account(), envelopeOf(message), composeMime(message).value(), reached, stop));
    }
    HandOverOutcome handOver() { return handOver(letter()); }
    Result<bool> isSent()
    {
        GraphSentFolder folder(*m_http, *m_clock, m_desk.source(), m_server->url());
        return QCoro::waitFor(folder.contains(QStringLiteral("<first@harbourline.example>"), {}, {}));
    }
    Result<> probe()
    {
        GraphTransport transport(*m_http, *m_clock, m_server->url());
        return QCoro::waitFor(transport.probe(account(), {}));
    }

    TokenDesk m_desk;
    std::unique_ptr<HastyClock> m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GraphServer> m_server;
};

void GraphTransportTest::init()
{
    m_desk = {QStringLiteral("good"), QStringLiteral("good")};
    m_clock = std::make_unique<HastyClock>();
    m_http = std::make_unique<HttpClient>(*m_clock);
    GraphServer::Options options;
    options.token = QStringLiteral("good");
    m_server = std::make_unique<GraphServer>(options);
    QVERIFY(m_server->start());
}

void GraphTransportTest::sendsTheVeryBytesOnce()
{
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QCOMPARE(outcome.stage, Stage::Answered);
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->received().constFirst().to, QStringLiteral("anna@baltway.example"));
    QCOMPARE(m_server->received().constFirst().mime, composeMime(letter()).value());
    QCOMPARE(m_server->messagesIn(QStringLiteral("sentitems")).size(), 1);
    QCOMPARE(m_server->messagesIn(QStringLiteral("drafts")).size(), 0);
    QVERIFY(outcome.remoteId.startsWith(QStringLiteral("AAkA"))); // the kind that stays
    QCOMPARE(outcome.threadId, m_server->messages().constFirst().conversationId);
    QCOMPARE(m_server->calls(Call::Create), 1);
    QCOMPARE(m_server->calls(Call::Send), 1);
    QVERIFY(isSent().value());
}

void GraphTransportTest::tellsItsStages()
{
    QList<Stage> stages;
    QList<int> sends;
    handOver(letter(), {}, [&](Stage stage) {
        stages += stage;
        sends += m_server->calls(Call::Send);
    });
    const QList<Stage> expected{Stage::Connecting, Stage::SigningIn,      Stage::Envelope,
                                Stage::Body,       Stage::AwaitingAnswer, Stage::Answered};
    QCOMPARE(stages, expected);
    QCOMPARE(sends, (QList<int>{0, 0, 0, 0, 0, 1}));
}

void GraphTransportTest::keepsTheConversation()
{
    const HandOverOutcome first = handOver();
    OutgoingMessage followUp = letter(QStringLiteral("second@harbourline.example"));
    followUp.inReplyTo = QStringLiteral("first@harbourline.example");
    followUp.references = {QStringLiteral("first@harbourline.example")};
    const HandOverOutcome second = handOver(followUp);
    QCOMPARE(second.verdict, Verdict::Accepted);
    QCOMPARE(second.threadId, first.threadId);
    const HandOverOutcome other = handOver(letter(QStringLiteral("third@harbourline.example")));
    QVERIFY(other.threadId != first.threadId);
}

void GraphTransportTest::aRefusalIsJudged_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<Call>("call");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    struct Row
    {
        const char *name;
        Refusal refusal;
        Verdict verdict;
        Cause cause;
        bool isOfTheMailbox; // told at SigningIn, whatever the call
        int code;
        const char *word;
    };
    const Row rows[] = {
        {"access denied", Refusal::AccessDenied, Verdict::RefusedForNow, Cause::Sender, true, 403, "administrator"},
        {"send as denied", Refusal::SendAsDenied, Verdict::RefusedForNow, Cause::Sender, true, 403, "right to send as"},
        {"blocked", Refusal::SubmissionBlocked, Verdict::RefusedForNow, Cause::Sender, true, 403, "Outlook on the web"},
        {"no mailbox", Refusal::NoMailbox, Verdict::RefusedForNow, Cause::Sender, true, 404, "no mailbox"},
        {"conflict", Refusal::Conflict, Verdict::RefusedForNow, Cause::Server, false, 409, "later try"},
        {"not found", Refusal::NotFound, Verdict::RefusedForNow, Cause::Server, false, 404, "later try"},
        {"too large", Refusal::TooLarge, Verdict::RefusedForGood, Cause::Server, false, 413, "larger"},
        {"recipient", Refusal::InvalidRecipients, Verdict::RefusedForGood, Cause::Recipient, false, 400, "address"},
        {"bad request", Refusal::BadRequest, Verdict::RefusedForGood, Cause::Server, false, 400, "could not take"},
        {"throttled for long", Refusal::ThrottledForLong, Verdict::RefusedForNow, Cause::Server, true, 429,
         "slow down"},
        {"daily limit", Refusal::DailyLimit, Verdict::RefusedForNow, Cause::Sender, true, 429, "tomorrow"},
        {"mailbox full", Refusal::MailboxFull, Verdict::RefusedForNow, Cause::Sender, true, 507, "full"},
    };
    for (const Row &row : rows) {
        for (const Call call : {Call::Find, Call::Create, Call::Send}) {
            const Stage about = call == Call::Find ? Stage::SigningIn
                : call == Call::Create             ? Stage::Body
                                                   : Stage::Answered;
            QTest::addRow("%s at call %d", row.name, int(call))
                << row.refusal << call << row.verdict << row.cause << (row.isOfTheMailbox ? Stage::SigningIn : about)
                << row.code << QString::fromUtf8(row.word);
        }
    }
    for (const Refusal refusal :
         {Refusal::ServerError, Refusal::BadGateway, Refusal::Unavailable, Refusal::GatewayTimeout}) {
        const int code = GraphServer::refusal(refusal).status;
        QTest::addRow("%d at create", code) << refusal << Call::Create << Verdict::RefusedForNow << Cause::Server
                                            << Stage::Body << code << QStringLiteral("later try");
        QTest::addRow("%d at find", code) << refusal << Call::Find << Verdict::RefusedForNow << Cause::Server
                                          << Stage::SigningIn << code << QStringLiteral("later try");
        if (refusal != Refusal::Unavailable) {
            QTest::addRow("%d at send", code) << refusal << Call::Send << Verdict::Unknown << Cause::Server
                                              << Stage::AwaitingAnswer << code << QStringLiteral("may have left");
        }
    }
}

void GraphTransportTest::aRefusalIsJudged()
{
    QFETCH(Refusal, refusal);
    QFETCH(Call, call);
    QFETCH(Verdict, verdict);
    QFETCH(Cause, cause);
    QFETCH(Stage, stage);
    QFETCH(int, code);
    QFETCH(QString, word);
    m_server->addFault(call, refusal, call == Call::Find ? 2 : 1); // a GET is asked twice by itself where that may help
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, verdict);
    QCOMPARE(outcome.cause, cause);
    QCOMPARE(outcome.stage, stage);
    QCOMPARE(outcome.code, code);
    QVERIFY2(outcome.message.contains(word), qPrintable(outcome.message));
    QVERIFY(!outcome.message.contains(QLatin1String("good")) && !outcome.serverText.contains(QLatin1String("good")));
    QCOMPARE(m_server->received().size(), 0);
    QVERIFY(m_server->calls(Call::Send) <= 1);
    if (verdict != Verdict::Unknown) {
        QCOMPARE(m_server->messagesIn(QStringLiteral("drafts")).size(), 0); // nothing is left behind
    }
    m_server->clearFaults();
    QVERIFY(!isSent().value());
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_server->received().size(), 1);
}

void GraphTransportTest::whatIsSaidOfTheSenderStopsTheMailbox_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](int status, const char *code, const char *words) {
        QTest::addRow("%s, %s", code, words) << status << QString::fromUtf8(code) << QString::fromUtf8(words);
    };
    row(400, "ErrorMessageSubmissionBlocked", "Cannot send mail. Follow the instructions in your Inbox.");
    row(400, "ErrorSubmissionQuotaExceeded", "The quota is exceeded.");
    row(400, "ErrorSendFailed", "STOREDRV.Submission.Exception:SubmissionQuotaExceededException");
    row(400, "ErrorSendFailed", "550 5.1.8 Access denied, bad outbound sender");
    row(403, "ErrorAccessDenied", "5.7.501 Access denied, spam abuse detected");
    row(400, "ErrorSendFailed", "550 5.2.253 sender throttled");
    row(400, "ErrorSendFailed", "550 5.7.233 tenant exceeded its external recipients");
}

void GraphTransportTest::whatIsSaidOfTheSenderStopsTheMailbox()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, words);
    CloudFault fault;
    fault.call = int(Call::Send);
    fault.answer.status = status;
    fault.answer.body =
        QJsonDocument(QJsonObject{{QStringLiteral("error"),
                                   QJsonObject{{QStringLiteral("code"), code}, {QStringLiteral("message"), words}}}})
            .toJson();
    m_server->addFault(fault);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Sender);
    QCOMPARE(outcome.stage, Stage::SigningIn);
    QCOMPARE(outcome.remedy, MailboxRemedy::TryAgain); // nothing that a sign-in would mend
    QCOMPARE(m_server->received().size(), 0);
}

void GraphTransportTest::theRemedyFitsTheRefusal_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<MailboxRemedy>("remedy");
    QTest::newRow("a token that is refused") << Refusal::Unauthorized << MailboxRemedy::SignIn;
    QTest::newRow("a permission that is missing") << Refusal::AccessDenied << MailboxRemedy::Allow;
    QTest::newRow("an address that is not its own") << Refusal::SendAsDenied << MailboxRemedy::TryAgain;
    QTest::newRow("stopped by Microsoft") << Refusal::SubmissionBlocked << MailboxRemedy::TryAgain;
    QTest::newRow("enough for today") << Refusal::DailyLimit << MailboxRemedy::TryAgain;
}

void GraphTransportTest::theRemedyFitsTheRefusal()
{
    QFETCH(Refusal, refusal);
    QFETCH(MailboxRemedy, remedy);
    m_server->addFault(Call::Find, refusal, -1);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.cause, Cause::Sender);
    QCOMPARE(outcome.remedy, remedy);
}

void GraphTransportTest::noFaultSendsTwiceOrLosesOne_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<Harm>("harm");
    const std::pair<Harm, const char *> harms[] = {
        {Harm::CutBefore, "cut before"}, {Harm::CutAfter, "cut after"}, {Harm::CutInside, "cut inside"},
        {Harm::NotHttp, "not http"},     {Harm::Garbage, "garbage"},    {Harm::WrongTypes, "wrong types"},
        {Harm::Oversized, "oversized"},
    };
    const std::pair<Call, const char *> calls[] = {
        {Call::Find, "find"}, {Call::Create, "create"}, {Call::Send, "send"}};
    for (const auto &[call, callName] : calls) {
        for (const auto &[harm, harmName] : harms) {
            QTest::addRow("%s, %s", callName, harmName) << call << harm;
        }
    }
}

void GraphTransportTest::noFaultSendsTwiceOrLosesOne()
{
    QFETCH(Call, call);
    QFETCH(Harm, harm);
    m_server->addFault(call, harm, call == Call::Find ? -1 : 1);
    const HandOverOutcome outcome = handOver();
    QVERIFY(m_server->calls(Call::Send) <= 1);
    QVERIFY(m_server->calls(Call::Create) <= 1);
    const qsizetype delivered = m_server->received().size();
    if (call == Call::Send) {
        // Done or not, it is known at once: the draft was looked at. Only what was not done stays open.
        QCOMPARE(delivered, harm == Harm::CutBefore ? 0 : 1);
        QCOMPARE(outcome.verdict, harm == Harm::CutBefore ? Verdict::Unknown : Verdict::Accepted);
    } else {
        QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
        QVERIFY(outcome.cause == Cause::Network || outcome.cause == Cause::Server);
        QVERIFY(outcome.stage < Stage::AwaitingAnswer);
        QCOMPARE(delivered, 0);
    }
    QVERIFY(outcome.verdict == Verdict::Accepted || !outcome.message.isEmpty());
    m_server->clearFaults();
    QCOMPARE(isSent().value(), delivered == 1);
    QCOMPARE(handOver().verdict, Verdict::Accepted); // as the ledger or the person decides
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->messagesIn(QStringLiteral("drafts")).size(), 0);
}

void GraphTransportTest::aMailThatLeftWithoutAnAnswerIsFoundAtOnce()
{
    m_server->addFault(Call::Send, Harm::CutAfter);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QVERIFY(!outcome.remoteId.isEmpty());
    QCOMPARE(m_server->calls(Call::Look), 1);
    QCOMPARE(m_server->received().size(), 1);
}

void GraphTransportTest::aMailThatLeftIsFoundLaterWhenItCannotBeLookedAt()
{
    m_server->addFault(Call::Send, Harm::CutAfter);
    m_server->addFault(Call::Look, Harm::CutBefore, -1);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::Unknown);
    QCOMPARE(outcome.cause, Cause::Network);
    QCOMPARE(outcome.stage, Stage::AwaitingAnswer);
    QVERIFY(outcome.message.contains(QLatin1String("may have left")));
    QVERIFY(!outcome.remoteId.isEmpty());
    QVERIFY(isSent().value());
}

void GraphTransportTest::aDraftThatStayedSettlesAsNotSent()
{
    m_server->addFault(Call::Send, Harm::CutBefore);
    QCOMPARE(handOver().verdict, Verdict::Unknown);
    QCOMPARE(m_server->messagesIn(QStringLiteral("drafts")).size(), 1); // it may still be on its way: left alone
    QVERIFY(!isSent().value());
}

void GraphTransportTest::aMailFoundAmongTheSentOnesIsNotSentAgain()
{
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    const HandOverOutcome again = handOver();
    QCOMPARE(again.verdict, Verdict::Accepted);
    QVERIFY(!again.remoteId.isEmpty());
    QCOMPARE(m_server->calls(Call::Send), 1);
    QCOMPARE(m_server->calls(Call::Create), 1);
    QCOMPARE(m_server->received().size(), 1);
}

void GraphTransportTest::draftsOfEarlierTriesAreRemoved()
{
    OutgoingMessage older = letter();
    older.text = QStringLiteral("An older text that nobody approved.");
    m_server->addDraft(composeMime(older).value());
    m_server->addDraft(composeMime(older).value());
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->received().constFirst().mime, composeMime(letter()).value());
    QCOMPARE(m_server->messagesIn(QStringLiteral("drafts")).size(), 0);
    QCOMPARE(m_server->messagesIn(QStringLiteral("deleteditems")).size(), 2);
}

void GraphTransportTest::anotherTokenIsAskedForOnce()
{
    m_desk.kept = QStringLiteral("expired");
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_desk.askedForFresh, 1);
    QCOMPARE(m_server->received().size(), 1);

    // Also in the middle, at the call that sends: a 401 says that nothing was done.
    m_desk = {QStringLiteral("good"), QStringLiteral("good")};
    m_server->addFault(Call::Send, Refusal::Unauthorized);
    QCOMPARE(handOver(letter(QStringLiteral("second@harbourline.example"))).verdict, Verdict::Accepted);
    QCOMPARE(m_desk.askedForFresh, 1);
    QCOMPARE(m_server->received().size(), 2);
}

void GraphTransportTest::aTokenRefusedForGoodWantsASignIn_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<Refusal>("refusal");
    QTest::newRow("when looking") << Call::Find << Refusal::Unauthorized;
    QTest::newRow("when making the draft") << Call::Create << Refusal::Unauthorized;
    QTest::newRow("when sending") << Call::Send << Refusal::Unauthorized;
    QTest::newRow("a policy wants a new sign-in") << Call::Find << Refusal::ClaimsChallenge;
}

void GraphTransportTest::aTokenRefusedForGoodWantsASignIn()
{
    QFETCH(Call, call);
    QFETCH(Refusal, refusal);
    m_server->addFault(call, refusal, -1);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Sender);
    QCOMPARE(outcome.stage, Stage::SigningIn);
    QCOMPARE(outcome.code, 401);
    QVERIFY2(outcome.message.contains(QLatin1String("Sign in again")), qPrintable(outcome.message));
    QCOMPARE(m_desk.askedForFresh, refusal == Refusal::ClaimsChallenge ? 0 : 1); // a fresh one meets no claims
    QCOMPARE(m_server->received().size(), 0);

    // What the desk itself says when it has none: its own words, and nothing was asked of the service.
    m_desk.kept.clear();
    m_desk.problem = Error{ErrorKind::SignedOut, QStringLiteral("Microsoft wants you to sign in again."), {}};
    const int calls = m_server->calls(Call::Find);
    const HandOverOutcome signedOut = handOver();
    QCOMPARE(signedOut.verdict, Verdict::RefusedForNow);
    QCOMPARE(signedOut.cause, Cause::Sender);
    QCOMPARE(signedOut.message, m_desk.problem->message);
    QCOMPARE(m_server->calls(Call::Find), calls);
}

void GraphTransportTest::aShortWaitIsWaitedOut()
{
    m_server->addFault(Call::Create, Refusal::Throttled);
    m_server->addFault(Call::Send, Refusal::Throttled, 2);
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_clock->slept, (QList<std::chrono::milliseconds>{2s, 2s, 2s}));
    QCOMPARE(m_server->received().size(), 1);
}

void GraphTransportTest::aWaitThatStaysIsHandedUp()
{
    m_server->addFault(Call::Send, Refusal::Throttled, -1);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Server);
    QCOMPARE(outcome.stage, Stage::SigningIn);
    QCOMPARE(m_server->calls(Call::Send), 3);
    QCOMPARE(m_server->received().size(), 0);
}

void GraphTransportTest::aLongWaitIsHandedUp()
{
    m_server->addFault(Call::Create, Refusal::ThrottledForLong);
    QCOMPARE(handOver().verdict, Verdict::RefusedForNow);
    QVERIFY(m_clock->slept.isEmpty());
    QCOMPARE(m_server->calls(Call::Create), 1);
}

void GraphTransportTest::unavailableWithTheDraftStillThereIsNotSent()
{
    m_server->addFault(Call::Send, Refusal::Unavailable);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Server);
    QCOMPARE(outcome.code, 503);
    QVERIFY(!outcome.message.contains(QLatin1String("may have left")));
}

void GraphTransportTest::stoppedBeforehandNothingIsAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const HandOverOutcome outcome = handOver(letter(), stop.get_token());
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::None);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(m_server->calls(Call::Find), 0);
}

void GraphTransportTest::stoppedWhileSendingTheAnswerIsAwaited()
{
    CloudFault slow;
    slow.call = int(Call::Send);
    slow.harm = Harm::Slow;
    slow.wait = 300ms;
    m_server->addFault(slow);
    std::stop_source stop;
    const HandOverOutcome outcome = handOver(letter(), stop.get_token(), [&](Stage stage) {
        if (stage == Stage::AwaitingAnswer) {
            QTimer::singleShot(100ms, this, [&stop] { stop.request_stop(); });
        }
    });
    QVERIFY(stop.stop_requested());
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QCOMPARE(m_server->received().size(), 1);
}

void GraphTransportTest::saysWhenNobodyListens()
{
    GraphTransport transport(*m_http, *m_clock, m_server->url());
    m_server->stop();
    const OutgoingMessage message = letter();
    const HandOverOutcome outcome =
        QCoro::waitFor(transport.handOver(account(), envelopeOf(message), composeMime(message).value(), {}, {}));
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Network);
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.stage < Stage::AwaitingAnswer);
}

void GraphTransportTest::refusesAMailThatNamesOthers_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("another recipient") << QByteArray("anna@baltway.example") << QByteArray("eve@baltway.example");
    QTest::newRow("one more") << QByteArray("<anna@baltway.example>")
                              << QByteArray("<anna@baltway.example>, eve@baltway.example");
    QTest::newRow("in copy") << QByteArray("MIME-Version") << QByteArray("Cc: eve@baltway.example\r\nMIME-Version");
    QTest::newRow("in blind copy") << QByteArray("MIME-Version")
                                   << QByteArray("Bcc: eve@baltway.example\r\nMIME-Version");
    QTest::newRow("no id") << QByteArray("Message-ID") << QByteArray("X-Other-ID");
    QTest::newRow("bare line ends") << QByteArray("shall we") << QByteArray("shall\nwe");
}

void GraphTransportTest::refusesAMailThatNamesOthers()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray mime = composeMime(letter()).value();
    QVERIFY(mime.contains(from));
    mime.replace(mime.indexOf(from), from.size(), to);
    GraphTransport transport(*m_http, *m_clock, m_server->url());
    const HandOverOutcome outcome = QCoro::waitFor(transport.handOver(account(), envelopeOf(letter()), mime, {}, {}));
    QCOMPARE(outcome.verdict, Verdict::RefusedForGood);
    QVERIFY(!outcome.message.isEmpty());
    QCOMPARE(m_server->calls(Call::Find), 0);

    MailAccount smtp = SmtpAccount();
    const HandOverOutcome wrongKind =
        QCoro::waitFor(transport.handOver(smtp, envelopeOf(letter()), composeMime(letter()).value(), {}, {}));
    QCOMPARE(wrongKind.verdict, Verdict::RefusedForGood);
}

void GraphTransportTest::probes()
{
    QVERIFY(probe().has_value());
    QCOMPARE(m_server->messages().size(), 0);
}

void GraphTransportTest::probeSaysWhatIsWrong_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<int>("kind");
    QTest::newRow("no mailbox") << Refusal::NoMailbox << int(ErrorKind::Refused);
    QTest::newRow("signed out") << Refusal::Unauthorized << int(ErrorKind::SignedOut);
    QTest::newRow("not allowed") << Refusal::AccessDenied << int(ErrorKind::SignedOut);
    QTest::newRow("down") << Refusal::Unavailable << int(ErrorKind::Network);
}

void GraphTransportTest::probeSaysWhatIsWrong()
{
    QFETCH(Refusal, refusal);
    QFETCH(int, kind);
    m_server->addFault(Call::Folder, refusal, -1);
    const Result<> probed = probe();
    QVERIFY(!probed.has_value());
    QCOMPARE(int(probed.error().kind), kind);
    QVERIFY(!probed.error().message.isEmpty());
}

void GraphTransportTest::givesTheMessageIdThatWasKept()
{
    const HandOverOutcome outcome = handOver();
    GraphTransport transport(*m_http, *m_clock, m_server->url());
    const Result<QString> kept =
        QCoro::waitFor(transport.keptMessageId(std::get<CloudAccount>(account()), outcome.remoteId, {}));
    QCOMPARE(kept.value(), QStringLiteral("<first@harbourline.example>"));
}

QTEST_GUILESS_MAIN(GraphTransportTest)
#include "GraphTransportTest.moc"
