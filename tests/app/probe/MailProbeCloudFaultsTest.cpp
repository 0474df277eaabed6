#include "app/probe/CloudProbeStage.h"
#include "support/Patience.h"

using namespace AlwaysLeads;
using namespace std::chrono_literals;
using State = ProbeReport::State;

namespace {

const QByteArray renewed = R"({"token_type":"Bearer","access_token":"access-1","expires_in":3600})";
const QByteArray signedOut = R"({"error":"invalid_grant","error_description":"Token has been expired or revoked."})";

} // namespace

/// A test mail by Graph and by Gmail when something goes wrong: one mail leaves, or none.
class MailProbeCloudFaultsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsAsLongAsItIsAskedTo_data() { CloudProbeStage::addServices(); }
    void waitsAsLongAsItIsAskedTo();
    void aShortTroubleEndsNothing_data() { CloudProbeStage::addServices(); }
    void aShortTroubleEndsNothing();
    void aTroubleThatStaysIsSaid_data() { CloudProbeStage::addServices(); }
    void aTroubleThatStaysIsSaid();
    void aTokenThatIsRefusedIsRenewed_data() { CloudProbeStage::addServices(); }
    void aTokenThatIsRefusedIsRenewed();
    void readingThatIsRefusedTwiceEndsTheSignIn_data() { CloudProbeStage::addServices(); }
    void readingThatIsRefusedTwiceEndsTheSignIn();
    void sendsNothingWhereItMayNotRead_data() { CloudProbeStage::addServices(); }
    void sendsNothingWhereItMayNotRead();
    void sendsNothingWhenSignedOut_data() { CloudProbeStage::addServices(); }
    void sendsNothingWhenSignedOut();
    void isFoundAfterSigningInAgain_data() { CloudProbeStage::addServices(); }
    void isFoundAfterSigningInAgain();
    void canBeStoppedWhileItIsWaitedFor_data() { CloudProbeStage::addServices(); }
    void canBeStoppedWhileItIsWaitedFor();
    void aLostAnswerSendsNoSecondMail_data() { CloudProbeStage::addServices(); }
    void aLostAnswerSendsNoSecondMail();
};

void MailProbeCloudFaultsTest::waitsAsLongAsItIsAskedTo()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.refuseLooking(stage.slowDown(), 1);
    stage.gmail.addFault(GmailServer::Call::Send, GmailServer::Refusal::UserRateLimited);
    stage.graph.addFault(GraphServer::Call::Send, GraphServer::Refusal::Throttled);
    const Result<ProbeReport> report = stage.send();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Found);
    QCOMPARE(stage.clock.slept, (QList<std::chrono::milliseconds>{2s, 2s})); // while sending, and while looking
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudFaultsTest::aShortTroubleEndsNothing()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.refuseLooking(stage.trouble(), 3); // the call itself is repeated once
    const Result<ProbeReport> report = stage.send();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Found);
    QVERIFY(stage.clock.slept.contains(10s)); // it is left alone for longer
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudFaultsTest::aTroubleThatStaysIsSaid()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.refuseLooking(stage.trouble(), -1);
    const Result<ProbeReport> report = stage.send();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Network);
    const QLatin1StringView who = stage.isGoogle() ? QLatin1StringView("Gmail") : QLatin1StringView("Microsoft");
    QVERIFY2(report.error().message.contains(who), qPrintable(report.error().message));
    QCOMPARE(stage.latest().state, State::Sent); // what left, left
    stage.clearFaults();
    QCOMPARE(stage.look()->state, State::Found);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudFaultsTest::aTokenThatIsRefusedIsRenewed()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.setToken(QStringLiteral("access-1"));
    stage.renewalSays(200, renewed);
    const Result<ProbeReport> report = stage.send();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Found);
    QCOMPARE(stage.signIn.requests().size(), 1);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudFaultsTest::readingThatIsRefusedTwiceEndsTheSignIn()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.setToken(QStringLiteral("access-2")); // which nobody has
    stage.renewalSays(200, renewed);
    const Result<ProbeReport> report = stage.send();
    QCOMPARE(report.error().kind, ErrorKind::SignedOut);
    QCOMPARE(stage.signIn.requests().size(), 1);
    // Whoever met it, the mailbox says so, and the next one does not ask in vain.
    const auto health = [&stage] { return CloudProbeStage::waited(stage.mailboxes->health())->constFirst(); };
    QTRY_COMPARE(health().state, MailboxHealth::State::SignedOut);
    QCOMPARE(health().remedy, MailboxHealth::Remedy::Reconnect);
    QCOMPARE(health().problem, report.error().message);
    QVERIFY(CloudProbeStage::waited(stage.mailboxes->mailbox(stage.clara))->isPaused());
    QCOMPARE(stage.send().error().kind, ErrorKind::SignedOut);
    QCOMPARE(stage.signIn.requests().size(), 1);
}

void MailProbeCloudFaultsTest::sendsNothingWhereItMayNotRead()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.graph.addFault(GraphServer::Call::Delta, GraphServer::Refusal::AccessDenied, -1);
    stage.gmail.addFault(GmailServer::Call::Profile, GmailServer::Refusal::ScopeMissing, -1);
    const Result<ProbeReport> report = stage.send();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::SignedOut);
    QVERIFY(stage.left().isEmpty());
    QCOMPARE(stage.probesKept(), 0);
}

void MailProbeCloudFaultsTest::sendsNothingWhenSignedOut()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.setToken(QStringLiteral("access-1"));
    stage.renewalSays(400, signedOut);
    const Result<ProbeReport> report = stage.send();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::SignedOut);
    QVERIFY2(report.error().message.contains(QLatin1String("sign in again"), Qt::CaseInsensitive),
             qPrintable(report.error().message));
    QVERIFY(stage.left().isEmpty());
    QCOMPARE(stage.probesKept(), 0);
    // And the next time the service is not asked for a token at all.
    QCOMPARE(stage.send().error().kind, ErrorKind::SignedOut);
    QCOMPARE(stage.signIn.requests().size(), 1);
}

void MailProbeCloudFaultsTest::isFoundAfterSigningInAgain()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    stage.renewalSays(400, signedOut);
    const Result<ProbeReport> report = stage.send([&stage] { stage.setToken(QStringLiteral("access-1")); });
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::SignedOut);
    QVERIFY(stage.clock.slept.isEmpty()); // waiting would not help
    QCOMPARE(stage.latest().state, State::Sent);
    QVERIFY(CloudProbeStage::waited(stage.mailboxes->reconnect(stage.clara, stage.grant(QStringLiteral("access-1")))));
    const Result<ProbeReport> found = stage.look();
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QCOMPARE(found->state, State::Found);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudFaultsTest::canBeStoppedWhileItIsWaitedFor()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.lands = Customs::Lands::Nowhere;
    CloudProbeStage stage(service, customs);
    std::stop_source stop;
    const Result<ProbeReport> report = stage.send([&stop] { stop.request_stop(); }, stop.get_token());
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    QVERIFY(stage.clock.slept.isEmpty());
    QCOMPARE(stage.latest().state, State::Sent);
    stage.comesIn(stage.left().constFirst().mime);
    QCOMPARE(stage.look()->state, State::Found);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudFaultsTest::aLostAnswerSendsNoSecondMail()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    CloudFault lost;
    lost.harm = CloudFault::Harm::CutAfter; // it has left
    CloudFault blind; // nor does the service say afterwards what became of it
    blind.answer = stage.trouble();
    blind.times = 2;
    if (stage.isGoogle()) {
        lost.call = int(GmailServer::Call::Send);
        blind.call = int(GmailServer::Call::List);
        blind.after = 2; // the search for what is new, and the look before it is sent
        stage.gmail.addFault(lost);
        stage.gmail.addFault(blind);
    } else {
        lost.call = int(GraphServer::Call::Send);
        blind.call = int(GraphServer::Call::Look);
        stage.graph.addFault(lost);
        stage.graph.addFault(blind);
    }
    qint64 unknown = 0;
    const Result<ProbeReport> report =
        stage.send([&] { unknown = stage.probesKept(QStringLiteral("state = 'unknown'")); });
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(unknown, 1);
    QCOMPARE(report->state, State::Found);
    QVERIFY(report->problem.isEmpty());
    QCOMPARE(stage.left().size(), 1);
}

QTEST_GUILESS_MAIN(MailProbeCloudFaultsTest)
#include "MailProbeCloudFaultsTest.moc"
