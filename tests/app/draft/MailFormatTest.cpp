#include "app/draft/DraftWorld.h"
#include "draft/DraftMessage.h"
#include "draft/DraftSentences.h"
#include "draft/DraftSlots.h"
#include "mail/LightText.h"
#include "mail/ParsedMessage.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// Claude, as far as it says this in each place, or else as the whole mail.
struct Says
{
    QString words;
    QList<MailBrief> asked{};

    Result<WrittenMail> about(const MailBrief &brief)
    {
        asked.append(brief);
        WrittenMail mail;
        for (const MailSlot &place : brief.claude) {
            mail.claude.append(words);
            mail.sentences.append({words, {}, {}, place.inSubject});
        }
        if (brief.claude.isEmpty()) {
            mail.subject = QStringLiteral("About *this*");
            mail.body = words;
            mail.sentences = {{mail.subject, {}, {}, true}};
            for (const QString &line : words.split(QStringLiteral("\n"), Qt::SkipEmptyParts)) {
                mail.sentences.append({line, {}, {}, false});
            }
        }
        return mail;
    }
};

Task<Result<bool>> yes()
{
    co_return true;
}
Task<Result<WrittenMail>> answered(std::shared_ptr<Says> says, MailBrief brief)
{
    Result<WrittenMail> mail = says->about(brief);
    co_return mail;
}

ClaudeWriting writing(const std::shared_ptr<Says> &says)
{
    ClaudeWriting claude;
    claude.hasKey = [] { return yes(); };
    claude.writeMail = [says](MailBrief brief, std::stop_token) { return answered(says, std::move(brief)); };
    return claude;
}

} // namespace

class MailFormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFormattedCampaignSendsBothParts();
    void valuesBringNoFormatting();
    void aBackslashBeforeAValueBringsNoFormatting();
    void linesOfAValueAreNoList();
    void whatClaudeWritesInAPlaceBringsNoFormatting();
    void whatClaudeWritesOfAWholeMailBringsNoFormatting();
    void whatClaudeWroteCanBeWrittenAnewAndFormattedByHand();
    void theLinesBelowAreWords();
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

void MailFormatTest::aBackslashBeforeAValueBringsNoFormatting()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"), QStringLiteral("Hi {first name}, plans\\{city}."));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId odd =
        world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"), QStringLiteral("*Gdynia*"));
    world.write({odd});
    const QString body = world.draftOf(odd).body;
    QVERIFY(!lightHtml(body).contains(QStringLiteral("<em>")));
    QCOMPARE(lightPlain(body), QStringLiteral("Hi Ola, plans\\*Gdynia*."));
}

void MailFormatTest::linesOfAValueAreNoList()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"), QStringLiteral("Known:\n{city}\n- mine"));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId odd =
        world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"), QStringLiteral("- Gdynia"));
    world.write({odd});
    const QByteArray mime = mimeOf(built(world, odd));
    QVERIFY2(mime.contains("<li>mine</li>") && !mime.contains("<li>Gdynia</li>"), mime.constData());
    QVERIFY2(mime.contains("Known:\r\n- Gdynia\r\n- mine"), mime.constData());
}

void MailFormatTest::whatClaudeWritesInAPlaceBringsNoFormatting()
{
    const QString words = QStringLiteral("- *Gdynia* and **you**\n- [near](https://a.example)");
    auto says = std::make_shared<Says>(Says{words});
    DraftWorld world{writing(says)};
    world.setText(QStringLiteral("Hello {claude: a word}"),
                  QStringLiteral("**Hi** {first name},\n{claude: a line}\nand {claude: more}"));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId ola = world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"));
    world.write({ola});
    const Draft draft = world.draftOf(ola);
    QCOMPARE(draft.state, DraftState::Ready);
    QCOMPARE(draft.subject, QStringLiteral("Hello ") + words); // a subject has no formatting: nothing to escape
    const QByteArray mime = mimeOf(built(world, ola));
    QVERIFY2(mime.contains("<strong>Hi</strong>"), mime.constData());
    QCOMPARE(mime.count("<strong>"), 1);
    QVERIFY2(!mime.contains("<em>") && !mime.contains("<li>") && !mime.contains(">near</a>"), mime.constData());
    QVERIFY2(mime.contains("Hi Ola,\r\n- *Gdynia* and **you**\r\n- [near](https://a.example)\r\nand - *Gdynia*"),
             mime.constData()); // as it was written, without backslashes
    // Its places and sentences are found where they stand.
    const QList<std::optional<int>> places = DraftSlots::where(draft);
    QVERIFY(std::ranges::all_of(places, [](const std::optional<int> &at) { return at.has_value(); }));
    QCOMPARE(DraftSentences::places(draft).size(), 3);
    // In a plain one a star is a star, and nothing stands before it.
    must(world.campaigns.setFormat(world.campaign, MailFormat::Plain));
    must(world.writer.retry(draft.id));
    QVERIFY(world.draftOf(ola).body.contains(words));
}

void MailFormatTest::whatClaudeWritesOfAWholeMailBringsNoFormatting()
{
    const QString words =
        QStringLiteral("Hi Ola,\n\n5*6 is *not* [30](https://harbourline.example)\n- 2_000 _units_\n\nBest");
    auto says = std::make_shared<Says>(Says{words});
    DraftWorld world{writing(says)};
    world.setText(QStringLiteral("Hello"),
                  QStringLiteral("Hi **{first name}**,\n\nsee [our page](https://harbourline.example) of {city}"),
                  QStringLiteral("shorter"));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId ola =
        world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"), QStringLiteral("Gdy*nia*"));
    world.write({ola});
    QCOMPARE(says->asked.size(), 1);
    // It reads words and addresses, no marks: it could not keep them.
    QCOMPARE(says->asked.first().body,
             QStringLiteral("Hi Ola,\n\nsee our page (https://harbourline.example) of Gdy*nia*"));
    const Draft draft = world.draftOf(ola);
    QCOMPARE(draft.subject, QStringLiteral("About *this*"));
    const QByteArray mime = mimeOf(built(world, ola));
    QVERIFY2(!mime.contains("<em>") && !mime.contains("<strong>") && !mime.contains("<li>")
                 && !mime.contains(">30</a>"),
             mime.constData());
    QVERIFY2(mime.contains("5*6 is *not* [30](https://harbourline.example)\r\n- 2_000 _units_\r\n\r\nBest"),
             mime.constData());
    QCOMPARE(DraftSentences::places(draft).size(), 5); // the subject and each line
}

void MailFormatTest::whatClaudeWroteCanBeWrittenAnewAndFormattedByHand()
{
    auto says = std::make_shared<Says>(Says{QStringLiteral("*Gdynia* grows.")});
    DraftWorld world{writing(says)};
    world.setText(QStringLiteral("Hello"), QStringLiteral("**Hi** {first name}, {claude: a line} Yours."));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    const LeadId ola = world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"));
    world.write({ola});
    const DraftId id = world.draftOf(ola).id;
    says->words = QStringLiteral("Busy *port*.");
    must(world.review.rewrite(id, QStringLiteral("shorter")));
    QCOMPARE(says->asked.last().body, QStringLiteral("**Hi** Ola,  Yours.")); // nothing of the place before
    QCOMPARE(world.draftOf(ola).body, QStringLiteral("**Hi** Ola, Busy \\*port\\*. Yours."));
    // The person takes the backslashes away, or sets marks: theirs are formatting.
    must(world.review.edit(id, QStringLiteral("Hello"), QStringLiteral("**Hi** Ola, Busy *port*. Yours.")));
    QVERIFY(mimeOf(built(world, ola)).contains("Busy <em>port</em>. Yours."));
}

void MailFormatTest::theLinesBelowAreWords()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"), QStringLiteral("**Hi** {first name}"));
    must(world.campaigns.setFormat(world.campaign, MailFormat::Light));
    SenderProfile profile = world.profile;
    profile.signature = QStringLiteral("- Clara *Jensen*\nhttps://harbourline.example");
    world.setProfile(profile);
    const LeadId ola = world.addLead(QStringLiteral("Ola"), QStringLiteral("ola@baltway.example"));
    world.write({ola});
    const QByteArray mime = mimeOf(built(world, ola));
    QVERIFY2(mime.contains("\r\n- Clara *Jensen*\r\nhttps://harbourline.example"), mime.constData());
    QVERIFY2(mime.contains("<strong>Hi</strong>") && !mime.contains("<em>") && !mime.contains("<li>"),
             mime.constData());
    QVERIFY2(mime.contains("<a href=3D\"https://harbourline.example\">"), mime.constData()); // an address is one
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
