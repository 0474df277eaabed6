#include "app/draft/DraftWorld.h"
#include "draft/DraftMessage.h"
#include "mail/ParsedMessage.h"

#include <QtTest>

using namespace AlwaysLeads;

class MailFormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFormattedCampaignSendsBothParts();
    void valuesBringNoFormatting();
    void thePreviewIsFilledInLikeTheDraft();
    void aChangeOfTheLookLapsesWhatWasApproved();

private:
    static DraftMessage built(DraftWorld &world, LeadId lead)
    {
        const Draft draft = world.draftOf(lead);
        return must(world.files.read([=](Connection &c) { return DraftMessages().build(c, draft); }));
    }
    static QByteArray mimeOf(const DraftMessage &message)
    {
        OutgoingMessage dated = message.message;
        dated.date = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        return must(composeMime(dated));
    }
};

void MailFormatTest::aFormattedCampaignSendsBothParts()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"),
                  QStringLiteral("Hi **{first name}**,\n- [look](https://harbourline.example)"));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId ola = world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"));
    world.write({ola});
    const QByteArray mime = mimeOf(built(world, ola));
    QVERIFY2(mime.contains("<strong>Ola</strong>"), mime.constData());
    QVERIFY2(mime.contains("- look (https://harbourline.example)\r\n"), mime.constData());
    // In a plain one a star is a star.
    must(world.campaigns.setFormat(world.campaign, MailFormat::Plain));
    const QByteArray plain = mimeOf(built(world, ola));
    QVERIFY2(plain.contains("Hi **Ola**,") && !plain.contains("<strong>"), plain.constData());
}

void MailFormatTest::valuesBringNoFormatting()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("**Hi** {first name}!"));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId odd =
        world.addLead(QStringLiteral("[Free](https://bad.example) **now**"), QStringLiteral("odd@baltway.example"));
    world.write({odd});
    const QByteArray mime = mimeOf(built(world, odd));
    QVERIFY2(mime.contains("<strong>Hi</strong>"), mime.constData());
    QVERIFY2(!mime.contains(">Free</a>") && !mime.contains("<strong>now"), mime.constData());
    QVERIFY2(mime.contains("Hi [Free](https://bad.example) **now**!"), mime.constData()); // as it is known of them
    QCOMPARE(world.draftOf(odd).subject, QStringLiteral("Hello [Free](https://bad.example) **now**"));
}

void MailFormatTest::thePreviewIsFilledInLikeTheDraft()
{
    DraftWorld world;
    const StepText text{QStringLiteral("Hello"), QStringLiteral("**Hi** {first name}!"), {}};
    world.setText(text.subject, text.body);
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId odd = world.addLead(QStringLiteral("A*b*"), QStringLiteral("odd@baltway.example"));
    world.write({odd});
    const StepPreview preview = must(world.campaigns.preview(text, odd, world.step, 0));
    QCOMPARE(preview.format, MailFormat::Light);
    QCOMPARE(preview.body, world.draftOf(odd).body);
    QCOMPARE(must(world.review.open(world.draftOf(odd).id)).format, MailFormat::Light);
}

void MailFormatTest::aChangeOfTheLookLapsesWhatWasApproved()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"), QStringLiteral("**Hi** {first name}!"));
    const LeadId ola = world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"));
    world.write({ola});
    const DraftId draft = world.draftOf(ola).id;
    must(world.review.approve(draft, must(world.review.open(draft)).shownHash));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    must(world.review.refreshApprovals());
    QCOMPARE(world.draftOf(ola).state, DraftState::Lapsed);
    QCOMPARE(world.draftOf(ola).reason, QStringLiteral("The campaign's formatting changed."));
}

QTEST_GUILESS_MAIN(MailFormatTest)
#include "MailFormatTest.moc"
