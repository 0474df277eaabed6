#include "app/probe/CloudProbeStage.h"
#include "sandbox/SandboxTokens.h"

#include <algorithm>

using namespace AlwaysLeads;
using State = ProbeReport::State;

/// A test mail sent and found by Graph and by Gmail: what it tells of its way.
class MailProbeCloudTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackIntoTheInbox_data() { CloudProbeStage::addServices(); }
    void comesBackIntoTheInbox();
    void saysThatItGotAnotherId_data() { CloudProbeStage::addServices(); }
    void saysThatItGotAnotherId();
    void findsItByTheIdItGotWhenTheSubjectWasChanged_data() { CloudProbeStage::addServices(); }
    void findsItByTheIdItGotWhenTheSubjectWasChanged();
    void isNotTakenInByAReportAboutIt_data() { CloudProbeStage::addServices(); }
    void isNotTakenInByAReportAboutIt();
    void tellsWhatTheServerSaidOfIt_data() { CloudProbeStage::addServices(); }
    void tellsWhatTheServerSaidOfIt();
    void seesThatTheOptOutWasTakenOut_data() { CloudProbeStage::addServices(); }
    void seesThatTheOptOutWasTakenOut();
    void findsItAmongTheUnwanted_data() { CloudProbeStage::addServices(); }
    void findsItAmongTheUnwanted();
    void findsACopyAmongTheUnwanted_data() { CloudProbeStage::addServices(); }
    void findsACopyAmongTheUnwanted();
    void whatIsLateIsFoundLater_data() { CloudProbeStage::addServices(); }
    void whatIsLateIsFoundLater();
    void findsItWhereTheClockOfTheServiceIsBehind_data() { CloudProbeStage::addServices(); }
    void findsItWhereTheClockOfTheServiceIsBehind();

    void oneThatOnlySendsSaysWhatItCouldNotSee_data() { CloudProbeStage::addServices(); }
    void oneThatOnlySendsSaysWhatItCouldNotSee();

private:
    static QByteArray held(const CloudProbeStage &stage) { return stage.left().constFirst().mime; }
};

void MailProbeCloudTest::oneThatOnlySendsSaysWhatItCouldNotSee()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    OAuthGrant less = stage.grant(sendOnlyToken(QStringLiteral("access-0")));
    less.access = OAuthProvider::Access::OnlySend;
    QVERIFY(CloudProbeStage::waited(stage.mailboxes->reconnect(stage.clara, less)));
    const Result<ProbeReport> report = stage.send();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Sent);
    QVERIFY(report->unseen);
    QVERIFY(!report->isOpen());
    QCOMPARE(stage.left().size(), 1);
    QCOMPARE(stage.latest(), *report);
    QCOMPARE(stage.look().value(), *report); // and nobody looks
    QCOMPARE(stage.graph.calls(GraphServer::Call::Delta) + stage.gmail.calls(GmailServer::Call::Profile)
                 + stage.gmail.calls(GmailServer::Call::Get),
             0);
    // Once it may be read, the mail is found after all.
    QVERIFY(CloudProbeStage::waited(stage.mailboxes->reconnect(stage.clara, stage.grant())));
    const Result<ProbeReport> found = stage.look();
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QCOMPARE(found->state, State::Found);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudTest::comesBackIntoTheInbox()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    const Result<ProbeReport> report = stage.send();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Found);
    QVERIFY(report->keptItsId());
    QVERIFY(!report->junk);
    QCOMPARE(report->optOut, HeaderFate::Kept);
    QCOMPARE(report->oneClick, HeaderFate::Kept);
    QVERIFY(report->spf.isEmpty() && report->dkim.isEmpty() && report->dmarc.isEmpty());
    QVERIFY(!report->remoteId.isEmpty());
    QCOMPARE(stage.latest(), *report);
    QVERIFY(CloudProbeStage::waited(stage.mailboxes->mailbox(stage.clara))->lastSuccessAt.isValid());
    QVERIFY(stage.clock.slept.isEmpty()); // it was there at the first look
    // Looking again says the same, asks nobody and sends nothing.
    const int asked = stage.graph.calls(GraphServer::Call::Delta) + stage.gmail.calls(GmailServer::Call::Get);
    QCOMPARE(stage.look().value(), *report);
    QCOMPARE(stage.graph.calls(GraphServer::Call::Delta) + stage.gmail.calls(GmailServer::Call::Get), asked);
    QCOMPARE(stage.left().size(), 1);
    QCOMPARE(stage.left().constFirst().to, QStringLiteral("clara@harbourline.example"));
    // It lies there unread, and nothing else does.
    if (stage.isGoogle()) {
        QCOMPARE(stage.gmail.messages().size(), 1);
        QVERIFY(stage.gmail.messages().constFirst().labels.contains(QLatin1String("UNREAD")));
    } else {
        QCOMPARE(stage.graph.messagesIn(QStringLiteral("inbox")).size(), 1);
        QVERIFY(stage.graph.messagesIn(QStringLiteral("drafts")).isEmpty());
        QVERIFY(std::ranges::none_of(stage.graph.messages(), &GraphServer::Message::isRead));
    }
    // Another one is another mail, and found for itself.
    const Result<ProbeReport> second = stage.send();
    QCOMPARE(second->state, State::Found);
    QVERIFY(second->token != report->token && second->keptMessageId != report->keptMessageId);
    QCOMPARE(stage.left().size(), 2);
}

void MailProbeCloudTest::saysThatItGotAnotherId()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.keepsIds = false;
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Found);
    QVERIFY(!report->keptItsId());
    const QByteArray really = stage.isGoogle() ? stage.gmail.messages().constFirst().messageId
                                               : stage.graph.messagesIn(QStringLiteral("inbox")).constFirst().messageId;
    QCOMPARE('<' + report->keptMessageId.toLatin1() + '>', really);
    QCOMPARE(report->optOut, HeaderFate::Kept);
    QCOMPARE(stage.latest(), *report);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudTest::findsItByTheIdItGotWhenTheSubjectWasChanged()
{
    // A filter on the way in rewrites the subject: nothing but the id of the service is left of it.
    QFETCH(OAuthService, service);
    Customs customs;
    customs.keepsIds = false;
    customs.lands = Customs::Lands::Nowhere;
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send([&stage] {
        SandboxMail mail(held(stage));
        mail.setHeader("Subject", "[EXTERNAL] withheld");
        mail.removeHeader("X-Google-Original-Message-ID");
        stage.comesIn(mail.mime());
    });
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, State::Found);
    QVERIFY(!report->keptItsId());
    QVERIFY(held(stage).contains("Message-ID: <" + report->keptMessageId.toLatin1() + '>'));
}

void MailProbeCloudTest::isNotTakenInByAReportAboutIt()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.lands = Customs::Lands::Nowhere;
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send([&stage] {
        SandboxMail mail(held(stage));
        mail.setHeader("From", "Mail Delivery System <mailer-daemon@service.example>");
        mail.setHeader("Message-ID", "<report@service.example>");
        stage.comesIn(mail.mime()); // its subject names the test mail
    });
    QVERIFY(report);
    QCOMPARE(report->state, State::Sent);
}

void MailProbeCloudTest::tellsWhatTheServerSaidOfIt()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.stamp = "DKIM-Signature: v=1; a=rsa-sha256; d=harbourline.example; s=mail2026; b=x\r\n";
    if (service == OAuthService::Google) {
        customs.stamp += "Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@harbourline.example;\r\n"
                         "       spf=softfail (google.com: transitioning) smtp.mailfrom=clara@harbourline.example;\r\n"
                         "       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=harbourline.example\r\n";
    } else {
        customs.stamp += "Authentication-Results: spf=softfail (sender IP is 192.0.2.1)\r\n"
                         " smtp.mailfrom=harbourline.example; dkim=pass (signature was verified)\r\n"
                         " header.d=harbourline.example;dmarc=fail action=none\r\n";
    }
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send();
    QVERIFY(report);
    QCOMPARE(report->state, State::Found);
    QCOMPARE(report->spf, QStringLiteral("softfail"));
    QCOMPARE(report->dkim, QStringLiteral("pass"));
    QCOMPARE(report->dmarc, QStringLiteral("fail"));
    QCOMPARE(report->dkimSelector, QStringLiteral("mail2026"));
    QCOMPARE(stage.latest(), *report);
}

void MailProbeCloudTest::seesThatTheOptOutWasTakenOut()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.lands = Customs::Lands::Nowhere;
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send([&stage] {
        SandboxMail mail(held(stage));
        mail.setHeader("List-Unsubscribe", "<https://filter.example/?u=1>");
        mail.removeHeader("List-Unsubscribe-Post");
        stage.comesIn(mail.mime());
    });
    QVERIFY(report);
    QCOMPARE(report->state, State::Found);
    QCOMPARE(report->optOut, HeaderFate::Changed);
    QCOMPARE(report->oneClick, HeaderFate::Lost);
    QVERIFY(report->keptItsId());
}

void MailProbeCloudTest::findsItAmongTheUnwanted()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.lands = Customs::Lands::Junk;
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send();
    QVERIFY(report);
    QCOMPARE(report->state, State::Found);
    QVERIFY(report->junk);
    QVERIFY(stage.latest().junk);
}

void MailProbeCloudTest::findsACopyAmongTheUnwanted()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.lands = Customs::Lands::Nowhere;
    CloudProbeStage stage(service, customs);
    const Result<ProbeReport> report = stage.send([&stage] { stage.comesIn(held(stage), true); });
    QVERIFY(report);
    QCOMPARE(report->state, State::Found);
    QVERIFY(report->junk);
}

void MailProbeCloudTest::whatIsLateIsFoundLater()
{
    QFETCH(OAuthService, service);
    Customs customs;
    customs.lands = Customs::Lands::Nowhere;
    CloudProbeStage stage(service, customs);
    const QDateTime begun = stage.clock.now();
    const Result<ProbeReport> first = stage.send();
    QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
    QCOMPARE(first->state, State::Sent);
    QVERIFY(first->isOpen());
    QCOMPARE(begun.secsTo(stage.clock.now()), 90);
    QCOMPARE(stage.look()->state, State::Sent);
    if (stage.isGoogle()) {
        stage.gmail.addLabels(first->remoteId, {QStringLiteral("INBOX"), QStringLiteral("UNREAD")});
    } else {
        stage.comesIn(held(stage));
    }
    const Result<ProbeReport> second = stage.look();
    QVERIFY(second);
    QCOMPARE(second->state, State::Found);
    QCOMPARE(second->id, first->id);
    QCOMPARE(second->optOut, HeaderFate::Kept); // compared with the very mail that left
    QVERIFY(second->foundAt > first->startedAt);
    QCOMPARE(stage.left().size(), 1);
}

void MailProbeCloudTest::findsItWhereTheClockOfTheServiceIsBehind()
{
    QFETCH(OAuthService, service);
    CloudProbeStage stage(service);
    const auto behind = [&stage] { return stage.clock.now().addSecs(-300); };
    stage.graph.setClock(behind);
    stage.gmail.setClock(behind);
    const Result<ProbeReport> report = stage.send();
    QVERIFY(report);
    QCOMPARE(report->state, State::Found);
}

QTEST_GUILESS_MAIN(MailProbeCloudTest)
#include "MailProbeCloudTest.moc"
