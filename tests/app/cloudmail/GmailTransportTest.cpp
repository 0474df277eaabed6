#include "CloudMailCase.h"

#include "cloudmail/GmailMail.h"
#include "cloudmail/GmailSentFolder.h"
#include "cloudmail/GmailTransport.h"
#include "net/HttpClient.h"
#include "sandbox/GmailServer.h"

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;
using Call = GmailServer::Call;
using Refusal = GmailServer::Refusal;
using Harm = CloudFault::Harm;

Q_DECLARE_METATYPE(AlwaysLeads::GmailServer::Refusal)
Q_DECLARE_METATYPE(AlwaysLeads::GmailServer::Call)
Q_DECLARE_METATYPE(AlwaysLeads::MailboxRemedy)
Q_DECLARE_METATYPE(AlwaysLeads::CloudFault::Harm)

/// Gmail's transport and folder of sent mails against the strict stand-in.
class GmailTransportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void sendsTheVeryBytesOnce();
    void aLargeMailIsUploaded();
    void keepsTheConversation();
    void sendsWithoutAConversationThatIsGone();
    void aRefusalIsJudged_data();
    void aRefusalIsJudged();
    void theRemedyFitsTheRefusal_data();
    void theRemedyFitsTheRefusal();
    void saysUntilWhenTheCapLasts();
    void noFaultSendsTwiceOrLosesOne_data();
    void noFaultSendsTwiceOrLosesOne();
    void aMailThatLeftIsFoundLaterWhenItCannotBeLookedFor();
    void aMailFoundAmongTheSentOnesIsNotSentAgain();
    void aSignInThatMayOnlySendSends();
    void findsAMailWhoseIdWasReplaced();
    void doesNotLookBeforeTheGivenTime();
    void anotherTokenIsAskedForOnce();
    void aTokenRefusedForGoodWantsASignIn();
    void theTokensOwnTroubleIsNotTheMails();
    void aShortWaitIsWaitedOut();
    void stoppedBeforehandNothingIsAsked();
    void stoppedWhileSendingTheAnswerIsAwaited();
    void saysWhenNobodyListens();
    void probes();
    void probeSaysWhatIsWrong_data();
    void probeSaysWhatIsWrong();
    void givesTheMessageIdThatWasKept();

private:
    MailAccount account(const char *of = "clara@harbourline.example")
    {
        CloudAccount account;
        account.service = CloudAccount::Service::Google;
        account.address = address(of);
        account.token = m_desk.source();
        return account;
    }
    void serve(GmailServer::Options options)
    {
        options.token = QStringLiteral("good");
        m_server = std::make_unique<GmailServer>(options);
        QVERIFY(m_server->start());
    }
    HandOverOutcome handOver(const OutgoingMessage &message, const QString &threadId = {}, std::stop_token stop = {},
                             const std::function<void(Stage)> &reached = {})
    {
        GmailTransport transport(*m_http, *m_clock, m_server->url());
        Envelope envelope = envelopeOf(message);
        envelope.threadId = threadId;
        return QCoro::waitFor(transport.handOver(account(), envelope, composeMime(message).value(), reached, stop));
    }
    HandOverOutcome handOver() { return handOver(letter()); }
    Result<bool> isSent(const QDateTime &since = {})
    {
        GmailSentFolder folder(*m_http, *m_clock, m_desk.source(), m_server->url());
        return QCoro::waitFor(folder.contains(QStringLiteral("<first@harbourline.example>"), since, {}));
    }
    static OutgoingMessage followUp()
    {
        OutgoingMessage message = letter(QStringLiteral("second@harbourline.example"));
        message.subject = QStringLiteral("Re: Load plans");
        message.inReplyTo = QStringLiteral("first@harbourline.example");
        message.references = {QStringLiteral("first@harbourline.example")};
        return message;
    }

    TokenDesk m_desk;
    std::unique_ptr<HastyClock> m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GmailServer> m_server;
};

void GmailTransportTest::init()
{
    m_desk = {QStringLiteral("good"), QStringLiteral("good")};
    m_clock = std::make_unique<HastyClock>();
    m_http = std::make_unique<HttpClient>(*m_clock);
    serve({});
}

void GmailTransportTest::sendsTheVeryBytesOnce()
{
    QList<Stage> stages;
    const HandOverOutcome outcome = handOver(letter(), {}, {}, [&](Stage stage) {
        stages += stage;
        QVERIFY(stage == Stage::Answered || m_server->calls(Call::Send) == 0);
    });
    QCOMPARE(
        stages,
        (QList<Stage>{Stage::Connecting, Stage::SigningIn, Stage::Envelope, Stage::AwaitingAnswer, Stage::Answered}));
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QCOMPARE(outcome.stage, Stage::Answered);
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->received().constFirst().to, QStringLiteral("anna@baltway.example"));
    QCOMPARE(m_server->received().constFirst().mime, composeMime(letter()).value());
    QCOMPARE(outcome.remoteId, m_server->messages().constFirst().id);
    QCOMPARE(outcome.threadId, m_server->messages().constFirst().threadId);
    QVERIFY(!m_server->messages().constFirst().byUpload);
    QVERIFY(isSent().value());
}

void GmailTransportTest::aLargeMailIsUploaded()
{
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    OutgoingMessage large = followUp();
    large.text = QStringLiteral("A line of fifty characters, again and again ......\n").repeated(20'000);
    const HandOverOutcome outcome = handOver(large, m_server->messages().constFirst().threadId);
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QCOMPARE(outcome.threadId, m_server->messages().constFirst().threadId); // said beside the mail
    QVERIFY(m_server->messages().constLast().byUpload);
    QCOMPARE(m_server->received().constLast().mime, composeMime(large).value());
}

void GmailTransportTest::keepsTheConversation()
{
    const HandOverOutcome first = handOver();
    const HandOverOutcome second = handOver(followUp(), first.threadId);
    QCOMPARE(second.verdict, Verdict::Accepted);
    QCOMPARE(second.threadId, first.threadId);
    const HandOverOutcome other = handOver(letter(QStringLiteral("third@harbourline.example")));
    QVERIFY(other.threadId != first.threadId);
}

void GmailTransportTest::sendsWithoutAConversationThatIsGone()
{
    QCOMPARE(handOver(followUp(), QStringLiteral("19aedeadbeef0001")).verdict, Verdict::Accepted);
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->calls(Call::Send), 2);
}

void GmailTransportTest::aRefusalIsJudged_data()
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
        {"domain policy", Refusal::DomainPolicy, Verdict::RefusedForNow, Cause::Sender, true, 403, "administrator"},
        {"not configured", Refusal::NotConfigured, Verdict::RefusedForNow, Cause::Sender, true, 403, "switched on"},
        {"rate", Refusal::RateLimited, Verdict::RefusedForNow, Cause::Server, true, 403, "slow down"},
        {"daily limit", Refusal::DailyLimit, Verdict::RefusedForNow, Cause::Sender, true, 403, "tomorrow"},
        {"sending cap", Refusal::SendingCap, Verdict::RefusedForNow, Cause::Sender, true, 429, "Resume it after"},
        {"no Gmail", Refusal::NoGmail, Verdict::RefusedForNow, Cause::Sender, true, 400, "no Gmail"},
        {"recipient", Refusal::InvalidTo, Verdict::RefusedForGood, Cause::Recipient, false, 400, "address"},
        {"argument", Refusal::InvalidArgument, Verdict::RefusedForGood, Cause::Server, false, 400, "could not take"},
        {"not found", Refusal::NotFound, Verdict::RefusedForNow, Cause::Server, false, 404, "later try"},
        {"too large", Refusal::TooLarge, Verdict::RefusedForGood, Cause::Server, false, 413, "larger"},
    };
    for (const Row &row : rows) {
        for (const Call call : {Call::List, Call::Send}) {
            QTest::addRow("%s at call %d", row.name, int(call))
                << row.refusal << call << row.verdict << row.cause
                << (row.isOfTheMailbox || call == Call::List ? Stage::SigningIn : Stage::Answered) << row.code
                << QString::fromUtf8(row.word);
        }
    }
    QTest::newRow("scope at send") << Refusal::ScopeMissing << Call::Send << Verdict::RefusedForNow << Cause::Sender
                                   << Stage::SigningIn << 403 << QStringLiteral("Sign in again");
    for (const auto &[refusal, code] :
         {std::pair(Refusal::BackendError, 500), {Refusal::BadGateway, 502}, {Refusal::Unavailable, 503}}) {
        QTest::addRow("%d when looking", code) << refusal << Call::List << Verdict::RefusedForNow << Cause::Server
                                               << Stage::SigningIn << code << QStringLiteral("later try");
        QTest::addRow("%d at send", code) << refusal << Call::Send << Verdict::Unknown << Cause::Server
                                          << Stage::AwaitingAnswer << code << QStringLiteral("may have left");
    }
}

void GmailTransportTest::aRefusalIsJudged()
{
    QFETCH(Refusal, refusal);
    QFETCH(Call, call);
    QFETCH(Verdict, verdict);
    QFETCH(Cause, cause);
    QFETCH(Stage, stage);
    QFETCH(int, code);
    QFETCH(QString, word);
    m_server->addFault(call, refusal, call == Call::List ? 2 : 1); // a GET is asked twice by itself where that may help
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, verdict);
    QCOMPARE(outcome.cause, cause);
    QCOMPARE(outcome.stage, stage);
    QCOMPARE(outcome.code, code);
    QVERIFY2(outcome.message.contains(word), qPrintable(outcome.message));
    QCOMPARE(m_server->received().size(), 0);
    QVERIFY(m_server->calls(Call::Send) <= 1);
    m_server->clearFaults();
    QVERIFY(!isSent().value());
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_server->received().size(), 1);
}

void GmailTransportTest::theRemedyFitsTheRefusal_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<MailboxRemedy>("remedy");
    QTest::newRow("a token that is refused") << Refusal::Unauthorized << MailboxRemedy::SignIn;
    QTest::newRow("a permission that is missing") << Refusal::ScopeMissing << MailboxRemedy::Allow;
    QTest::newRow("an administrator's policy") << Refusal::DomainPolicy << MailboxRemedy::TryAgain;
    QTest::newRow("another client") << Refusal::NotConfigured << MailboxRemedy::Settings;
    QTest::newRow("an account without Gmail") << Refusal::NoGmail << MailboxRemedy::TryAgain;
    QTest::newRow("enough for today") << Refusal::DailyLimit << MailboxRemedy::TryAgain;
}

void GmailTransportTest::theRemedyFitsTheRefusal()
{
    QFETCH(Refusal, refusal);
    QFETCH(MailboxRemedy, remedy);
    m_server->addFault(Call::Send, refusal, -1);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.cause, Cause::Sender);
    QCOMPARE(outcome.remedy, remedy);
}

void GmailTransportTest::saysUntilWhenTheCapLasts()
{
    const QDateTime end = m_clock->now().addSecs(3 * 3600);
    m_server->setCapEnd(end);
    m_server->addFault(Call::Send, Refusal::SendingCap);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.cause, Cause::Sender);
    QVERIFY2(outcome.message.contains(end.toLocalTime().toString(QStringLiteral("HH:mm"))),
             qPrintable(outcome.message));
    QVERIFY(m_clock->slept.isEmpty());
}

void GmailTransportTest::noFaultSendsTwiceOrLosesOne_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<Harm>("harm");
    const std::pair<Harm, const char *> harms[] = {
        {Harm::CutBefore, "cut before"}, {Harm::CutAfter, "cut after"}, {Harm::CutInside, "cut inside"},
        {Harm::NotHttp, "not http"},     {Harm::Garbage, "garbage"},    {Harm::WrongTypes, "wrong types"},
        {Harm::Oversized, "oversized"},
    };
    const std::pair<Call, const char *> calls[] = {{Call::List, "look"}, {Call::Send, "send"}};
    for (const auto &[call, callName] : calls) {
        for (const auto &[harm, harmName] : harms) {
            QTest::addRow("%s, %s", callName, harmName) << call << harm;
        }
    }
}

void GmailTransportTest::noFaultSendsTwiceOrLosesOne()
{
    QFETCH(Call, call);
    QFETCH(Harm, harm);
    m_server->addFault(call, harm, call == Call::List ? -1 : 1);
    const HandOverOutcome outcome = handOver();
    QVERIFY(m_server->calls(Call::Send) <= 1);
    const qsizetype delivered = m_server->received().size();
    if (call == Call::Send) {
        // Done or not, it is known at once: the sent mails were looked through. Only what was not done stays open.
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
}

void GmailTransportTest::aMailThatLeftIsFoundLaterWhenItCannotBeLookedFor()
{
    m_server->addFault(Call::Send, Harm::CutAfter);
    CloudFault away;
    away.call = int(Call::List);
    away.harm = Harm::CutBefore;
    away.after = 1;
    away.times = -1;
    m_server->addFault(away);
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::Unknown);
    QCOMPARE(outcome.cause, Cause::Network);
    QCOMPARE(outcome.stage, Stage::AwaitingAnswer);
    QVERIFY(outcome.message.contains(QLatin1String("may have left")));
    const Result<bool> unreachable = isSent();
    QVERIFY(!unreachable.has_value());
    QCOMPARE(unreachable.error().kind, ErrorKind::Network);
    m_server->clearFaults();
    QVERIFY(isSent().value());
}

void GmailTransportTest::aMailFoundAmongTheSentOnesIsNotSentAgain()
{
    const HandOverOutcome first = handOver();
    const HandOverOutcome again = handOver();
    QCOMPARE(again, first);
    QCOMPARE(m_server->calls(Call::Send), 1);
}

void GmailTransportTest::aSignInThatMayOnlySendSends()
{
    GmailServer::Options options;
    options.mayRead = false;
    serve(options);
    const HandOverOutcome outcome = handOver();
    QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message + outcome.serverText));
    QCOMPARE(m_server->received().size(), 1);
    const Result<bool> unknowable = isSent();
    QVERIFY(!unknowable.has_value());
    QCOMPARE(unknowable.error().kind, ErrorKind::SignedOut);

    m_server->addFault(Call::Send, Harm::CutAfter);
    QCOMPARE(handOver(letter(QStringLiteral("second@harbourline.example"))).verdict, Verdict::Unknown);
    QCOMPARE(m_server->calls(Call::Send), 2);
}

void GmailTransportTest::findsAMailWhoseIdWasReplaced()
{
    GmailServer::Options options;
    options.keepsMessageIds = false;
    serve(options);
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-5);
    QVERIFY(!isSent(before).value());
    const HandOverOutcome outcome = handOver();
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    handOver(letter(QStringLiteral("second@harbourline.example")));
    QVERIFY(isSent(before).value());
    GmailTransport transport(*m_http, *m_clock, m_server->url());
    const Result<QString> kept =
        QCoro::waitFor(transport.keptMessageId(std::get<CloudAccount>(account()), outcome.remoteId, {}));
    QCOMPARE(kept.value(), QString::fromUtf8(m_server->messages().constFirst().messageId));
    QVERIFY(kept.value() != QStringLiteral("<first@harbourline.example>"));
}

void GmailTransportTest::doesNotLookBeforeTheGivenTime()
{
    GmailServer::Options options;
    options.keepsMessageIds = false;
    serve(options);
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QVERIFY(!isSent(QDateTime::currentDateTimeUtc().addSecs(GmailMail::clockSlackSeconds + 60)).value());
    QCOMPARE(m_server->calls(Call::Get), 0);
}

void GmailTransportTest::anotherTokenIsAskedForOnce()
{
    m_desk.kept = QStringLiteral("expired");
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_desk.askedForFresh, 1);

    // Also at the call that sends: a 401 says that nothing was done.
    m_desk = {QStringLiteral("good"), QStringLiteral("good")};
    m_server->addFault(Call::Send, Refusal::Unauthorized);
    QCOMPARE(handOver(letter(QStringLiteral("second@harbourline.example"))).verdict, Verdict::Accepted);
    QCOMPARE(m_desk.askedForFresh, 1);
    QCOMPARE(m_server->received().size(), 2);
}

void GmailTransportTest::aTokenRefusedForGoodWantsASignIn()
{
    for (const Call call : {Call::List, Call::Send}) {
        m_desk = {QStringLiteral("good"), QStringLiteral("good")};
        m_server->clearFaults();
        m_server->addFault(call, Refusal::Unauthorized, -1);
        const HandOverOutcome outcome = handOver();
        QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
        QCOMPARE(outcome.cause, Cause::Sender);
        QCOMPARE(outcome.stage, Stage::SigningIn);
        QVERIFY2(outcome.message.contains(QLatin1String("Sign in again")), qPrintable(outcome.message));
        QCOMPARE(m_desk.askedForFresh, 1);
        QCOMPARE(m_server->received().size(), 0);
    }
}

void GmailTransportTest::theTokensOwnTroubleIsNotTheMails()
{
    struct Row
    {
        ErrorKind kind;
        Cause cause;
    };
    for (const Row &row : {Row{ErrorKind::Network, Cause::Network}, Row{ErrorKind::Timeout, Cause::Network},
                           Row{ErrorKind::Storage, Cause::Server}, Row{ErrorKind::SignedOut, Cause::Sender},
                           Row{ErrorKind::Cancelled, Cause::None}}) {
        // In the middle: the token is refused when it comes to sending, and there is no other.
        m_desk = {QStringLiteral("good"), QStringLiteral("good"), Error{row.kind, QStringLiteral("No token."), {}}};
        m_server->clearFaults();
        m_server->addFault(Call::Send, Refusal::Unauthorized);
        const HandOverOutcome outcome = handOver();
        QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
        QCOMPARE(outcome.cause, row.cause);
        QCOMPARE(outcome.message, QStringLiteral("No token."));
        QVERIFY(outcome.stage < Stage::AwaitingAnswer);
        QCOMPARE(m_server->received().size(), 0);
    }
}

void GmailTransportTest::aShortWaitIsWaitedOut()
{
    m_server->addFault(Call::Send, Refusal::UserRateLimited, 2);
    QCOMPARE(handOver().verdict, Verdict::Accepted);
    QCOMPARE(m_clock->slept, (QList<std::chrono::milliseconds>{2s, 2s}));
    QCOMPARE(m_server->received().size(), 1);
    m_server->addFault(Call::Send, Refusal::UserRateLimited, -1);
    const HandOverOutcome outcome = handOver(letter(QStringLiteral("second@harbourline.example")));
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Server);
    QCOMPARE(outcome.stage, Stage::SigningIn);
    QCOMPARE(m_server->received().size(), 1);
}

void GmailTransportTest::stoppedBeforehandNothingIsAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const HandOverOutcome outcome = handOver(letter(), {}, stop.get_token());
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::None);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(m_server->calls(Call::List), 0);
}

void GmailTransportTest::stoppedWhileSendingTheAnswerIsAwaited()
{
    CloudFault slow;
    slow.call = int(Call::Send);
    slow.harm = Harm::Slow;
    slow.wait = 300ms;
    m_server->addFault(slow);
    std::stop_source stop;
    const HandOverOutcome outcome = handOver(letter(), {}, stop.get_token(), [&](Stage stage) {
        if (stage == Stage::AwaitingAnswer) {
            QTimer::singleShot(100ms, this, [&stop] { stop.request_stop(); });
        }
    });
    QVERIFY(stop.stop_requested());
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QCOMPARE(m_server->received().size(), 1);
}

void GmailTransportTest::saysWhenNobodyListens()
{
    GmailTransport transport(*m_http, *m_clock, m_server->url());
    m_server->stop();
    const OutgoingMessage message = letter();
    const HandOverOutcome outcome =
        QCoro::waitFor(transport.handOver(account(), envelopeOf(message), composeMime(message).value(), {}, {}));
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Network);
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.stage < Stage::AwaitingAnswer);
}

void GmailTransportTest::probes()
{
    GmailTransport transport(*m_http, *m_clock, m_server->url());
    QVERIFY(QCoro::waitFor(transport.probe(account(), {})).has_value());
    const Result<> other = QCoro::waitFor(transport.probe(account("jonas@harbourline.example"), {}));
    QVERIFY(!other.has_value());
    QCOMPARE(other.error().kind, ErrorKind::Invalid);
    QVERIFY(other.error().message.contains(QLatin1String("clara@harbourline.example")));

    GmailServer::Options options;
    options.mayRead = false;
    serve(options);
    GmailTransport sendOnly(*m_http, *m_clock, m_server->url());
    QVERIFY(QCoro::waitFor(sendOnly.probe(account(), {})).has_value());
}

void GmailTransportTest::probeSaysWhatIsWrong_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<int>("kind");
    QTest::newRow("no Gmail") << Refusal::NoGmail << int(ErrorKind::Refused);
    QTest::newRow("signed out") << Refusal::Unauthorized << int(ErrorKind::SignedOut);
    QTest::newRow("administrator") << Refusal::DomainPolicy << int(ErrorKind::Refused);
    QTest::newRow("down") << Refusal::Unavailable << int(ErrorKind::Network);
}

void GmailTransportTest::probeSaysWhatIsWrong()
{
    QFETCH(Refusal, refusal);
    QFETCH(int, kind);
    m_server->addFault(Call::Profile, refusal, -1);
    GmailTransport transport(*m_http, *m_clock, m_server->url());
    const Result<> probed = QCoro::waitFor(transport.probe(account(), {}));
    QVERIFY(!probed.has_value());
    QCOMPARE(int(probed.error().kind), kind);
    QVERIFY(!probed.error().message.isEmpty());
}

void GmailTransportTest::givesTheMessageIdThatWasKept()
{
    const HandOverOutcome outcome = handOver();
    GmailTransport transport(*m_http, *m_clock, m_server->url());
    const Result<QString> kept =
        QCoro::waitFor(transport.keptMessageId(std::get<CloudAccount>(account()), outcome.remoteId, {}));
    QCOMPARE(kept.value(), QStringLiteral("<first@harbourline.example>"));
}

QTEST_GUILESS_MAIN(GmailTransportTest)
#include "GmailTransportTest.moc"
