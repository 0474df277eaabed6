#include "CloudMailCase.h"

#include "cloudmail/GmailTransport.h"
#include "cloudmail/GraphTransport.h"
#include "net/HttpClient.h"
#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"
#include "sandbox/SandboxTokens.h"

using namespace AlwaysLeads;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;
using Harm = CloudFault::Harm;

Q_DECLARE_METATYPE(AlwaysLeads::CloudFault::Harm)

/// A sign-in that may send and nothing else, against stand-ins that refuse everything else; and what a service's no to
/// a sign-in is told to who keeps it.
class SendOnlyTransportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void sendsTheVeryBytesAndLooksAtNothing_data();
    void sendsTheVeryBytesAndLooksAtNothing();
    void anAnswerThatIsLostStaysUnknownAndSaysWho_data();
    void anAnswerThatIsLostStaysUnknownAndSaysWho();
    void aRefusedMailHasNotLeft();
    void withoutTheRightToSendThePersonHasToAllowIt();
    void withTheWholeFlowTheStandInRefuses();
    void aShortWaitIsWaitedOut();
    void probesWithoutReading();
    void aTokenRefusedTwiceIsToldToItsKeeper();
    void claimsAreToldAtOnce();
    void theKeeperMayKnowBetter();

private:
    CloudAccount account(CloudAccount::Service service)
    {
        CloudAccount account;
        account.service = service;
        account.address = address("clara@harbourline.example");
        account.token = m_desk.source();
        account.sendOnly = true;
        return account;
    }
    HandOverOutcome handOver(const CloudAccount &by)
    {
        const OutgoingMessage message = letter();
        const QByteArray mime = composeMime(message).value();
        const MailAccount account = by;
        if (by.service == CloudAccount::Service::Google) {
            GmailTransport transport(*m_http, *m_clock, m_gmail->url());
            return QCoro::waitFor(transport.handOver(account, envelopeOf(message), mime, {}, {}));
        }
        GraphTransport transport(*m_http, *m_clock, m_graph->url());
        return QCoro::waitFor(transport.handOver(account, envelopeOf(message), mime, {}, {}));
    }
    HandOverOutcome byGraph() { return handOver(account(CloudAccount::Service::Microsoft)); }
    QList<MailServer::Received> received() const { return m_graph->received() + m_gmail->received(); }
    /// An account whose keeper writes down what it hears.
    CloudAccount heard(const Error &answer = {ErrorKind::SignedOut, QStringLiteral("Sign in again, please."), {}})
    {
        CloudAccount by = account(CloudAccount::Service::Microsoft);
        by.token = AccessTokenSource([this](bool fresh) { return m_desk.source()(fresh); },
                                     [this, answer](QString token, QString claims) {
                                         m_heard.append({token, claims});
                                         return told(answer);
                                     });
        return by;
    }
    static Task<Error> told(Error answer) { co_return answer; }

    TokenDesk m_desk;
    QList<std::pair<QString, QString>> m_heard;
    std::unique_ptr<HastyClock> m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GraphServer> m_graph;
    std::unique_ptr<GmailServer> m_gmail;
};

void SendOnlyTransportTest::init()
{
    const QString token = sendOnlyToken(QStringLiteral("good"));
    m_desk = {token, token};
    m_heard.clear();
    m_clock = std::make_unique<HastyClock>();
    m_http = std::make_unique<HttpClient>(*m_clock);
    GraphServer::Options graph;
    graph.token = QStringLiteral("good");
    m_graph = std::make_unique<GraphServer>(graph);
    GmailServer::Options gmail;
    gmail.token = QStringLiteral("good");
    m_gmail = std::make_unique<GmailServer>(gmail);
    QVERIFY(m_graph->start());
    QVERIFY(m_gmail->start());
}

void SendOnlyTransportTest::sendsTheVeryBytesAndLooksAtNothing_data()
{
    QTest::addColumn<bool>("google");
    QTest::newRow("Microsoft") << false;
    QTest::newRow("Google") << true;
}

void SendOnlyTransportTest::sendsTheVeryBytesAndLooksAtNothing()
{
    QFETCH(bool, google);
    const auto service = google ? CloudAccount::Service::Google : CloudAccount::Service::Microsoft;
    const HandOverOutcome outcome = handOver(account(service));
    QCOMPARE(outcome.verdict, Verdict::Accepted);
    QCOMPARE(outcome.stage, Stage::Answered);
    QCOMPARE(received().size(), 1);
    QCOMPARE(received().constFirst().to, QStringLiteral("anna@baltway.example"));
    QCOMPARE(received().constFirst().mime, composeMime(letter()).value());
    QCOMPARE(outcome.remoteId.isEmpty(), !google); // Microsoft names nothing
    QCOMPARE(m_graph->calls(GraphServer::Call::SendMime), google ? 0 : 1);
    QCOMPARE(m_graph->messagesIn(QStringLiteral("sentitems")).size(), google ? 0 : 1);
    for (const GraphServer::Call call : {GraphServer::Call::Find, GraphServer::Call::Create, GraphServer::Call::Look}) {
        QCOMPARE(m_graph->calls(call), 0);
    }
    QCOMPARE(m_gmail->calls(GmailServer::Call::List), 0);
}

void SendOnlyTransportTest::anAnswerThatIsLostStaysUnknownAndSaysWho_data()
{
    QTest::addColumn<bool>("google");
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<bool>("left");
    for (const bool google : {false, true}) {
        const QByteArray name = google ? "Google" : "Microsoft";
        QTest::newRow((name + ", cut before").constData()) << google << Harm::CutBefore << false;
        QTest::newRow((name + ", cut after").constData()) << google << Harm::CutAfter << true;
        QTest::newRow((name + ", no HTTP").constData()) << google << Harm::NotHttp << true;
    }
}

void SendOnlyTransportTest::anAnswerThatIsLostStaysUnknownAndSaysWho()
{
    QFETCH(bool, google);
    QFETCH(Harm, harm);
    QFETCH(bool, left);
    m_graph->addFault(GraphServer::Call::SendMime, harm);
    m_gmail->addFault(GmailServer::Call::Send, harm);
    const auto service = google ? CloudAccount::Service::Google : CloudAccount::Service::Microsoft;
    const HandOverOutcome outcome = handOver(account(service));
    QCOMPARE(outcome.verdict, Verdict::Unknown);
    QCOMPARE(outcome.stage, Stage::AwaitingAnswer);
    QVERIFY2(outcome.message.contains(QLatin1String("may have left")), qPrintable(outcome.message));
    QVERIFY2(outcome.message.contains(QLatin1String("only sends")), qPrintable(outcome.message));
    QCOMPARE(received().size(), left ? 1 : 0); // and never put on the wire a second time
    QCOMPARE(m_graph->calls(GraphServer::Call::SendMime) + m_gmail->calls(GmailServer::Call::Send), 1);
}

void SendOnlyTransportTest::aRefusedMailHasNotLeft()
{
    m_graph->addFault(GraphServer::Call::SendMime, GraphServer::Refusal::InvalidRecipients);
    HandOverOutcome outcome = byGraph();
    QCOMPARE(outcome.verdict, Verdict::RefusedForGood);
    QCOMPARE(outcome.cause, Cause::Recipient);
    m_graph->addFault(GraphServer::Call::SendMime, GraphServer::Refusal::NotFound);
    outcome = byGraph();
    QCOMPARE(outcome.verdict, Verdict::RefusedForGood);
    QVERIFY(!outcome.message.contains(QLatin1String("draft"))); // there is none
    m_graph->addFault(GraphServer::Call::SendMime, GraphServer::Refusal::Unavailable);
    outcome = byGraph();
    QCOMPARE(outcome.verdict, Verdict::Unknown); // a gateway may say so of what went through
    QCOMPARE(received().size(), 0);
}

void SendOnlyTransportTest::withoutTheRightToSendThePersonHasToAllowIt()
{
    m_desk = {QStringLiteral("good"), QStringLiteral("good")};
    m_graph->setScopes({QStringLiteral("User.Read")});
    const HandOverOutcome outcome = byGraph();
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Sender);
    QCOMPARE(outcome.code, 403);
    QCOMPARE(outcome.remedy, MailboxRemedy::Allow);
    QVERIFY(!outcome.message.contains(QLatin1String("read")));
    QCOMPARE(received().size(), 0);
}

void SendOnlyTransportTest::withTheWholeFlowTheStandInRefuses()
{
    CloudAccount whole = account(CloudAccount::Service::Microsoft);
    whole.sendOnly = false; // as it was before it was signed in to for less
    const HandOverOutcome outcome = handOver(whole);
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.code, 403);
    QCOMPARE(received().size(), 0);
}

void SendOnlyTransportTest::aShortWaitIsWaitedOut()
{
    m_graph->addFault(GraphServer::Call::SendMime, GraphServer::Refusal::Throttled);
    QCOMPARE(byGraph().verdict, Verdict::Accepted);
    QCOMPARE(received().size(), 1);
    QCOMPARE(m_graph->calls(GraphServer::Call::SendMime), 2);
}

void SendOnlyTransportTest::probesWithoutReading()
{
    GraphTransport graph(*m_http, *m_clock, m_graph->url());
    const MailAccount microsoft = account(CloudAccount::Service::Microsoft);
    const Result<> works = QCoro::waitFor(graph.probe(microsoft, {}));
    QVERIFY2(works, qPrintable(works ? QString() : works.error().message));
    QCOMPARE(m_graph->calls(GraphServer::Call::Profile), 1);
    GmailTransport gmail(*m_http, *m_clock, m_gmail->url());
    const MailAccount google = account(CloudAccount::Service::Google);
    QVERIFY(QCoro::waitFor(gmail.probe(google, {})));
    QCOMPARE(m_gmail->calls(GmailServer::Call::Profile), 0);
    m_desk = {QStringLiteral("expired"), QStringLiteral("expired")};
    QCOMPARE(QCoro::waitFor(graph.probe(microsoft, {})).error().kind, ErrorKind::SignedOut);
    m_desk.kept.clear();
    m_desk.problem = Error{ErrorKind::SignedOut, QStringLiteral("Sign in again."), {}};
    QCOMPARE(QCoro::waitFor(gmail.probe(google, {})).error().kind, ErrorKind::SignedOut);
}

void SendOnlyTransportTest::aTokenRefusedTwiceIsToldToItsKeeper()
{
    m_desk = {QStringLiteral("old"), QStringLiteral("fresh, and no good either")};
    const HandOverOutcome outcome = handOver(heard());
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Sender);
    QCOMPARE(outcome.stage, Stage::SigningIn);
    QCOMPARE(outcome.remedy, MailboxRemedy::SignIn);
    QCOMPARE(outcome.message, QStringLiteral("Sign in again, please."));
    QCOMPARE(m_desk.askedForFresh, 1);
    QCOMPARE(m_heard.size(), 1);
    QCOMPARE(m_heard.first().first, QStringLiteral("fresh, and no good either"));
    QCOMPARE(m_heard.first().second, QString());
    QCOMPARE(received().size(), 0);
}

void SendOnlyTransportTest::claimsAreToldAtOnce()
{
    m_graph->addFault(GraphServer::Call::SendMime, GraphServer::Refusal::ClaimsChallenge);
    const HandOverOutcome outcome = handOver(heard());
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow); // a 401 says that nothing was done
    QCOMPARE(outcome.message, QStringLiteral("Sign in again, please."));
    QCOMPARE(m_desk.askedForFresh, 0); // which would meet no claims
    QCOMPARE(m_heard.size(), 1);
    QCOMPARE(m_heard.first().first, m_desk.kept);
    QCOMPARE(m_heard.first().second, QString::fromLatin1(GraphServer::challengedClaims));
    QCOMPARE(received().size(), 0);
}

void SendOnlyTransportTest::theKeeperMayKnowBetter()
{
    // The person signed in again meanwhile: a later try has another token, and nobody is signed out.
    m_desk = {QStringLiteral("old"), QStringLiteral("old")};
    const HandOverOutcome outcome =
        handOver(heard({ErrorKind::Network, QStringLiteral("The sign-in changed meanwhile."), {}}));
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, Cause::Network);
}

QTEST_GUILESS_MAIN(SendOnlyTransportTest)
#include "SendOnlyTransportTest.moc"
