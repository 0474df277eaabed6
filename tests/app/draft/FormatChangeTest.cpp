#include "app/draft/DraftWorld.h"
#include "draft/DraftMessage.h"
#include "draft/DraftSentences.h"
#include "draft/DraftSlots.h"
#include "mail/LightText.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// Says the same in each place, or as the whole mail.
struct Claude
{
    QString words = QStringLiteral("It is *busy* there.");
    std::function<void()> meanwhile = [] {};
    int asked = 0;
};

Task<Result<bool>> yes()
{
    co_return true;
}

Task<Result<WrittenMail>> answered(std::shared_ptr<Claude> claude, MailBrief brief)
{
    ++claude->asked;
    claude->meanwhile();
    WrittenMail mail;
    for (const MailSlot &place : brief.claude) {
        mail.claude.append(claude->words);
        mail.sentences.append({claude->words, {}, {}, place.inSubject});
    }
    if (brief.claude.isEmpty()) {
        mail.subject = QStringLiteral("Hello");
        mail.body = claude->words;
        mail.sentences = {{claude->words, {}, {}, false}};
    }
    Result<WrittenMail> made = mail;
    co_return made;
}

ClaudeWriting writing(const std::shared_ptr<Claude> &claude)
{
    ClaudeWriting writing;
    writing.hasKey = [] { return yes(); };
    writing.writeMail = [claude](MailBrief brief, std::stop_token) { return answered(claude, std::move(brief)); };
    return writing;
}

struct FormatWorld
{
    std::shared_ptr<Claude> claude = std::make_shared<Claude>();
    DraftWorld world{writing(claude)};
    LeadId ola;

    explicit FormatWorld(const QString &body, const QString &wish = {})
    {
        world.setText(QStringLiteral("Hello"), body, wish);
        ola = world.addLead(QStringLiteral("O*la*"), QStringLiteral("ola@baltway.example"));
    }
    Draft written()
    {
        world.write({ola});
        return draft();
    }
    Draft draft() { return world.draftOf(ola); }
    void set(MailFormat format) { must(world.campaigns.setFormat(world.campaign, format)); }
    void approve() { must(world.review.approve(draft().id, must(world.review.open(draft().id)).shownHash)); }
    /// As who reads no HTML gets it.
    QString read()
    {
        return must(world.review.open(draft().id)).format == MailFormat::Light ? lightPlain(draft().body)
                                                                               : draft().body;
    }
};

} // namespace

/// What becomes of drafts when their campaign's mails shall look otherwise.
class FormatChangeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDraftOfTheTemplateIsWhatTheTemplateGivesNow();
    void thereAndBackNothingLapses();
    void wordsOfAPersonReadAsTheyDid();
    void aWholeMailOfClaudesReadsAsItDid();
    void placesOfClaudesStandInTheTemplatesText();
    void aPersonsWordsAroundAPlaceStay();
    void anOlderTemplatesDraftReadsAsItDid();
    void aMailInTheOutboxFollowsWhenItsApprovalLapses();
    void whatIsLeavingStaysAsItWas();
    void aSkippedDraftFollowsAndASentOneStays();
    void aSwitchWhileClaudeWrites();
    void nothingUnseenLeavesByItself();
};

void FormatChangeTest::aDraftOfTheTemplateIsWhatTheTemplateGivesNow()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"));
    QCOMPARE(made.written().body, QStringLiteral("**Hi** O*la*"));
    made.set(MailFormat::Light);
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O\\*la\\*")); // their name brings no formatting
    QCOMPARE(made.draft().writtenBody, made.draft().body);
    QCOMPARE(made.draft().state, DraftState::Ready);
    made.set(MailFormat::Plain);
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O*la*"));
    QCOMPARE(made.draft().writtenBody, made.draft().body);
}

void FormatChangeTest::thereAndBackNothingLapses()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"));
    made.written();
    made.approve();
    made.set(MailFormat::Light);
    made.set(MailFormat::Plain);
    QCOMPARE(must(made.world.review.refreshApprovals()), 0); // it is what was read, to the byte
    made.set(MailFormat::Light);
    QCOMPARE(must(made.world.review.refreshApprovals()), 1);
    QCOMPARE(made.draft().state, DraftState::Lapsed);
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O\\*la\\*"));
}

void FormatChangeTest::wordsOfAPersonReadAsTheyDid()
{
    FormatWorld made(QStringLiteral("Hi {first name}"));
    const Draft draft = made.written();
    const QString mine = QStringLiteral("- my *own* words, [here](https://a.example)\n- more");
    must(made.world.review.edit(draft.id, draft.subject, mine));
    made.set(MailFormat::Light);
    QVERIFY(made.draft().body != mine);
    QCOMPARE(made.read(), mine);
    QVERIFY(!lightHtml(made.draft().body).contains(QStringLiteral("<em>")));
    QCOMPARE(made.draft().origin, DraftOrigin::Person);
    // What they formatted is taken out where it would be seen as signs; what was there before can be gone back to.
    const QString marked = QStringLiteral("my **own** words, [here](https://a.example), 2\\*3\\*4");
    must(made.world.review.edit(draft.id, draft.subject, marked));
    made.set(MailFormat::Plain);
    QCOMPARE(made.draft().body, QStringLiteral("my own words, here (https://a.example), 2*3*4"));
    const QList<DraftVersion> versions = must(made.world.review.open(draft.id)).versions;
    QVERIFY(versions.size() >= 2);
    QCOMPARE(versions.at(0).body, made.draft().body);
    QCOMPARE(versions.at(1).body, marked);
}

void FormatChangeTest::aWholeMailOfClaudesReadsAsItDid()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"), QStringLiteral("shorter"));
    made.claude->words = QStringLiteral("- It is *busy*.");
    QCOMPARE(made.written().body, made.claude->words);
    made.set(MailFormat::Light);
    QCOMPARE(made.draft().body, QStringLiteral("\\- It is \\*busy\\*."));
    QCOMPARE(made.read(), made.claude->words);
    QCOMPARE(DraftSentences::places(made.draft()).size(), 1); // it is looked after as before
    made.set(MailFormat::Plain);
    QCOMPARE(made.draft().body, made.claude->words);
    QCOMPARE(DraftSentences::places(made.draft()).size(), 1);
    QCOMPARE(made.claude->asked, 1); // it costs nothing
}

void FormatChangeTest::placesOfClaudesStandInTheTemplatesText()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}!\n{claude: a line} Yours."));
    const QString plain = QStringLiteral("**Hi** O*la*!\nIt is *busy* there. Yours.");
    QCOMPARE(made.written().body, plain);
    made.set(MailFormat::Light);
    const QString marked = QStringLiteral("**Hi** O\\*la\\*!\nIt is \\*busy\\* there. Yours.");
    QCOMPARE(made.draft().body, marked);
    QVERIFY(DraftSlots::where(made.draft()).first().has_value());
    QCOMPARE(DraftSentences::places(made.draft()).size(), 1);
    // It is still a place that can be written anew.
    made.claude->words = QStringLiteral("It is *calm*.");
    must(made.world.review.rewrite(made.draft().id, QStringLiteral("calmer")));
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O\\*la\\*!\nIt is \\*calm\\*. Yours."));
    made.set(MailFormat::Plain);
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O*la*!\nIt is *calm*. Yours."));
    QVERIFY(DraftSlots::where(made.draft()).first().has_value());
    QCOMPARE(made.claude->asked, 2);
}

void FormatChangeTest::aPersonsWordsAroundAPlaceStay()
{
    FormatWorld made(QStringLiteral("Hi {first name}!\n{claude: a line} Yours."));
    const Draft draft = made.written();
    QString mine = draft.body;
    mine.replace(QStringLiteral("Yours."), QStringLiteral("As *ever*."));
    must(made.world.review.edit(draft.id, draft.subject, mine));
    must(made.world.review.rewrite(draft.id, QStringLiteral("again"))); // Claude's once more, with their words in it
    made.set(MailFormat::Light);
    QCOMPARE(made.draft().body, QStringLiteral("Hi O\\*la\\*!\nIt is \\*busy\\* there. As \\*ever\\*."));
    QVERIFY(DraftSlots::where(made.draft()).first().has_value());
    made.set(MailFormat::Plain);
    QCOMPARE(made.draft().body, mine);
}

void FormatChangeTest::anOlderTemplatesDraftReadsAsItDid()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"));
    made.written();
    made.world.setText(QStringLiteral("Hello"), QStringLiteral("**Dear** {first name}"));
    made.set(MailFormat::Light);
    QCOMPARE(made.draft().body, QStringLiteral("\\*\\*Hi\\*\\* O\\*la\\*"));
    must(made.world.writer.write(made.world.campaign)); // it is from an older text: written again
    QCOMPARE(made.draft().body, QStringLiteral("**Dear** O\\*la\\*"));
}

void FormatChangeTest::aMailInTheOutboxFollowsWhenItsApprovalLapses()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"));
    made.world.sink.campaignRuns = true;
    const QString body = made.written().body;
    made.approve();
    QCOMPARE(made.draft().state, DraftState::Queued);
    made.set(MailFormat::Light);
    QCOMPARE(made.draft().body, body);
    QCOMPARE(must(made.world.review.refreshApprovals()), 1);
    QCOMPARE(made.draft().state, DraftState::Lapsed);
    QCOMPARE(made.draft().reason, QStringLiteral("The campaign's formatting changed."));
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O\\*la\\*"));
}

void FormatChangeTest::whatIsLeavingStaysAsItWas()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"));
    made.world.sink.campaignRuns = true;
    const QString body = made.written().body;
    made.approve();
    made.world.sink.isLeaving = true;
    made.set(MailFormat::Light);
    QCOMPARE(must(made.world.review.refreshApprovals()), 0);
    QCOMPARE(made.draft().state, DraftState::Queued);
    QCOMPARE(made.draft().body, body);
}

void FormatChangeTest::aSkippedDraftFollowsAndASentOneStays()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}"));
    const Draft draft = made.written();
    must(made.world.review.skip(draft.id));
    made.set(MailFormat::Light);
    QCOMPARE(made.draft().state, DraftState::Skipped);
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O\\*la\\*"));
    must(made.world.files.write([&](Connection &connection) {
        return DraftStore().setState(connection, draft.id, DraftState::Sent, {}, made.world.clock.now());
    }));
    made.set(MailFormat::Plain);
    QCOMPARE(made.draft().body, QStringLiteral("**Hi** O\\*la\\*")); // what left is not told otherwise
}

void FormatChangeTest::aSwitchWhileClaudeWrites()
{
    FormatWorld made(QStringLiteral("**Hi** {first name}, {claude: a line}"));
    made.claude->meanwhile = [&made] { made.set(MailFormat::Light); };
    Draft draft = made.written();
    QCOMPARE(draft.state, DraftState::Blocked); // the text around the place is another one now
    QCOMPARE(draft.reason, QStringLiteral("This draft was changed while Claude wrote. It stays as it is now."));
    made.claude->meanwhile = [] {};
    draft = must(made.world.writer.retry(draft.id));
    QCOMPARE(draft.state, DraftState::Ready);
    QCOMPARE(draft.body, QStringLiteral("**Hi** O\\*la\\*, It is \\*busy\\* there."));

    FormatWorld same(QStringLiteral("**Hi** you, {claude: a line}"));
    same.claude->meanwhile = [&same] { same.set(MailFormat::Light); };
    QCOMPARE(same.written().body, QStringLiteral("**Hi** you, It is \\*busy\\* there.")); // as it is read now
}

void FormatChangeTest::nothingUnseenLeavesByItself()
{
    const QString body = QStringLiteral(
        "**Hi** {first name},\n\nthe second terminal opens in May, and the yards around it fill up already. We find "
        "room for forwarders who need it soon, close to the gates.\n\nShall we talk for ten minutes on Tuesday?");
    FormatWorld made(body);
    const Draft draft = made.written();
    made.set(MailFormat::Light);
    must(made.world.review.turnOnAutomatic(made.world.campaign, QStringLiteral("Baltic forwarders")));
    QCOMPARE(made.draft().state, DraftState::Approved);
    QCOMPARE(made.draft().body, QString(draft.body).replace(QStringLiteral("O*la*"), QStringLiteral("O\\*la\\*")));
    made.set(MailFormat::Plain);
    QCOMPARE(must(made.world.review.refreshApprovals()), 1);
    QCOMPARE(must(made.world.review.approveWaiting()), 0); // lapsed: somebody reads it first
    QCOMPARE(made.draft().state, DraftState::Lapsed);
}

QTEST_GUILESS_MAIN(FormatChangeTest)
#include "FormatChangeTest.moc"
