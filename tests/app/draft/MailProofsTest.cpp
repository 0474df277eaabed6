#include "draft/MailProofs.h"
#include "app/draft/DraftWorld.h"
#include "app/outbox/FakeTransport.h"
#include "draft/DraftMessage.h"
#include "mail/ParsedMessage.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct ProofWorld : DraftWorld
{
    static Task<Result<MailAccount>> account()
    {
        SmtpAccount found;
        found.host = QStringLiteral("fake");
        co_return found;
    }
    FakeTransport transport;
    MailProofs proofs{*files, clock, transport, [](MailboxId) { return account(); }};
};

} // namespace

class MailProofsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsWhatTheyWouldGetToOneself();
    void isTheSameTextAsTheDraft();
    void leavesNoTrace();
    void holdsNoLinkThatSaysNoForThem();
    void aDraftGoesToOneselfAsItStands();
    void aFollowUpAnswersTheFirstSubject();
    void whatIsMissingIsSaid();
    void aRefusalIsSaid();
};

void MailProofsTest::sendsWhatTheyWouldGetToOneself()
{
    ProofWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna}));
    QCOMPARE(must(world.proofs.sendToMe(world.campaign, world.step, 0, anna)),
             QStringLiteral("clara@harbourline.example"));
    QCOMPARE(world.transport.mails.size(), 1);
    const FakeTransport::HandedOver mail = world.transport.mails.first();
    QCOMPARE(mail.envelope.to.toString(), QStringLiteral("clara@harbourline.example"));
    QVERIFY(mail.mime.contains("\r\nTo: Clara Jensen <clara@harbourline.example>\r\n"));
    QVERIFY(!mail.mime.contains("anna@"));
    QVERIFY(mail.mime.contains("Baltway and the second terminal"));
    QVERIFY(mail.mime.contains("Hi Anna,"));
    QVERIFY(mail.mime.contains("Toldbodgade 18"));
    QCOMPARE(must(world.proofs.footer()), DraftMessages::footer(world.profile));
}

void MailProofsTest::isTheSameTextAsTheDraft()
{
    ProofWorld world;
    world.setText(QStringLiteral("{~One|Two|Three|Four} for {company}"),
                  QStringLiteral("{~Hello|Hi|Good morning} {first name},\n\n{if city}{city}{else}there{end}"));
    for (int number = 0; number < 8; ++number) {
        const LeadId lead =
            world.addLead(QStringLiteral("Anna%1").arg(number), QStringLiteral("anna%1@baltway.example").arg(number));
        world.write({lead});
        const Draft draft = world.draftOf(lead);
        must(world.proofs.sendToMe(world.campaign, world.step, 0, lead));
        const QByteArray mime = world.transport.mails.last().mime;
        QVERIFY(mime.contains(QByteArray("Subject: ") + draft.subject.toUtf8()));
        QVERIFY(mime.contains(draft.body.section(QLatin1Char('\n'), 0, 0).toUtf8()));
    }
}

void MailProofsTest::leavesNoTrace()
{
    ProofWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna}));
    must(world.proofs.sendToMe(world.campaign, world.step, 0, anna));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft")), 0);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM send")), 0);
    QVERIFY(!world.lead(anna).touchedAt.isValid());
    QCOMPARE(world.lead(anna).status, LeadStatus::New);
}

void MailProofsTest::holdsNoLinkThatSaysNoForThem()
{
    ProofWorld world;
    world.profile.unsubscribeUrl = QStringLiteral("https://harbourline.example/no/{token}");
    world.setProfile(world.profile);
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna}));
    must(world.proofs.sendToMe(world.campaign, world.step, 0, anna));
    QVERIFY(!world.transport.mails.first().mime.contains("harbourline.example/no"));
}

void MailProofsTest::aDraftGoesToOneselfAsItStands()
{
    ProofWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    world.write({anna});
    const DraftPage before = must(world.review.open(world.draftOf(anna).id));
    QCOMPARE(must(world.proofs.sendDraftToMe(world.draftOf(anna).id)), QStringLiteral("clara@harbourline.example"));
    QCOMPARE(world.transport.mails.size(), 1);
    const auto sent = must(parseMime(world.transport.mails.first().mime));
    const auto shown = must(parseMime(before.mime));
    QVERIFY(sent.header(QStringLiteral("To")).contains(QStringLiteral("clara@harbourline.example")));
    QVERIFY(!world.transport.mails.first().mime.contains("anna@baltway.example"));
    QCOMPARE(sent.text, shown.text);
    QVERIFY(sent.header(QStringLiteral("Message-ID")) != shown.header(QStringLiteral("Message-ID")));
    QCOMPARE(must(world.review.open(world.draftOf(anna).id)).shownHash, before.shownHash);
    QVERIFY(!QCoro::waitFor(world.proofs.sendDraftToMe(DraftId(9999))));
}

void MailProofsTest::aFollowUpAnswersTheFirstSubject()
{
    ProofWorld world;
    const StepId second = must(world.campaigns.addStep(world.campaign, StepKind::Mail, world.step));
    must(world.campaigns.editStep(second, StepText{QString(), QStringLiteral("Was it of use?"), {}}));
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna}));
    must(world.proofs.sendToMe(world.campaign, second, 0, anna));
    QVERIFY(world.transport.mails.first().mime.contains("Subject: Re: Baltway and the second terminal"));
}

void MailProofsTest::whatIsMissingIsSaid()
{
    ProofWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"), QString());
    must(world.campaigns.enrol(world.campaign, {anna}));
    const Result<QString> without = QCoro::waitFor(world.proofs.sendToMe(world.campaign, world.step, 0, anna));
    QVERIFY(!without && without.error().kind == ErrorKind::Invalid);
    QVERIFY(without.error().message.contains(QStringLiteral("city")));
    const StepId call = must(world.campaigns.addStep(world.campaign, StepKind::Task, world.step));
    must(world.campaigns.editStep(call, StepText{QStringLiteral("Call"), {}, {}}));
    const Result<QString> task = QCoro::waitFor(world.proofs.sendToMe(world.campaign, call, 0, anna));
    QVERIFY(!task && task.error().kind == ErrorKind::Refused);
    QCOMPARE(world.transport.mails.size(), 0);
}

void MailProofsTest::aRefusalIsSaid()
{
    ProofWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna}));
    world.transport.outcomes.insert(
        QStringLiteral("clara@harbourline.example"),
        {FakeTransport::outcome(HandOverOutcome::Verdict::RefusedForGood, HandOverOutcome::Cause::Sender,
                                HandOverStage::Envelope, 550)});
    const Result<QString> sent = QCoro::waitFor(world.proofs.sendToMe(world.campaign, world.step, 0, anna));
    QVERIFY(!sent);
    QVERIFY(sent.error().message.contains(QStringLiteral("A sentence for the person.")));
}

QTEST_GUILESS_MAIN(MailProofsTest)
#include "MailProofsTest.moc"
