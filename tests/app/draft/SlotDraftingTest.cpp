#include "app/draft/DraftClaude.h"
#include "assistant/MailPrompt.h"
#include "assistant/SlotPrompt.h"
#include "draft/DraftSlots.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// What a test lets Claude answer, and what it was asked.
struct Answers
{
    QList<MailBrief> asked;
    std::function<Result<WrittenMail>(const MailBrief &)> answer = [](const MailBrief &brief) {
        return filled(brief, [](const MailSlot &place) { return QStringLiteral("<%1>").arg(place.wish); });
    };

    static Result<WrittenMail> filled(const MailBrief &brief, const std::function<QString(const MailSlot &)> &words)
    {
        WrittenMail mail;
        for (const MailSlot &place : brief.claude) {
            mail.claude.append(words(place));
            mail.sentences.append({words(place), {QStringLiteral("city")}, {}, place.inSubject});
        }
        mail.usedFacts = {QStringLiteral("city")};
        mail.prompt = QStringLiteral("fill-slots 1");
        return mail;
    }
};

Task<Result<WrittenMail>> answered(std::shared_ptr<Answers> answers, MailBrief brief)
{
    answers->asked.append(brief);
    Result<WrittenMail> mail = answers->answer(brief);
    co_return mail;
}

ClaudeWriting writing(const std::shared_ptr<Answers> &answers)
{
    ClaudeWriting claude;
    claude.hasKey = [] { return DraftClaude::says(true); };
    claude.writeMail = [answers](MailBrief brief, std::stop_token) { return answered(answers, std::move(brief)); };
    return claude;
}

struct SlotWorld
{
    std::shared_ptr<Answers> answers = std::make_shared<Answers>();
    DraftWorld world{writing(answers)};

    SlotWorld()
    {
        world.setText(
            QStringLiteral("{claude: two words} for {company}"),
            QStringLiteral("Hi {first name},\n\n{claude: one sentence on their city}\n\nMy own words, {company}."));
    }
    LeadId add(const QString &name, const QString &city = QStringLiteral("Gdynia"))
    {
        return world.addLead(name, name.toLower() + QStringLiteral("@baltway.example"), city);
    }
    Draft written()
    {
        const LeadId anna = add(QStringLiteral("Anna"));
        world.write({anna});
        return world.draftOf(anna);
    }
};

} // namespace

class SlotDraftingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsThePlacesAndKeepsThePersonsWords();
    void asksWithThePlacesOpen();
    void aWholeMailIsOnePlace();
    void onlyThePlacesOfTheBranchOneGetsAreAsked();
    void aMissingValueStopsThatMailAndNothingIsAsked();
    void withoutAKeyTheDraftSaysSoAndCannotBeApproved();
    void aPersonMayWriteThePlaceThemselves();
    void aRefusalBlocksThatDraftAlone();
    void whatAPersonWroteMeanwhileStays();
    void aDecidedDraftStays();
    void rewritingFillsThePlacesAnewAndKeepsWhatAPersonWrote();
    void aPlaceAPersonChangedIsTheirs();
    void tooManyPlacesAreRefused();
    void theLaunchCheckAsksForAKey();
    void theStandInFillsPlacesAndTheirSentencesAreChecked();
    void anInventedSentenceInAPlaceBlocksApproval();
};

void SlotDraftingTest::fillsThePlacesAndKeepsThePersonsWords()
{
    SlotWorld made;
    const LeadId anna = made.add(QStringLiteral("Anna"));
    const DraftWritingReport report = made.world.write({anna});
    QCOMPARE(report.written, 1);
    QCOMPARE(report.blocked, 0);
    const Draft draft = made.world.draftOf(anna);
    QCOMPARE(draft.state, DraftState::Ready);
    QCOMPARE(draft.origin, DraftOrigin::Claude);
    QCOMPARE(draft.subject, QStringLiteral("<two words> for Baltway"));
    QCOMPARE(draft.body, QStringLiteral("Hi Anna,\n\n<one sentence on their city>\n\nMy own words, Baltway."));
    QCOMPARE(draft.writtenBody, draft.body);
    QCOMPARE(draft.facts.prompt, QStringLiteral("fill-slots 1"));
    QCOMPARE(draft.facts.used.value(QStringLiteral("city")), QStringLiteral("Gdynia")); // Claude's
    QCOMPARE(draft.facts.used.value(QStringLiteral("company")), QStringLiteral("Baltway")); // the template's
    QCOMPARE(draft.facts.claude.size(), 2);
    QVERIFY(draft.facts.claude.at(0).filled && draft.facts.claude.at(1).filled);
    QVERIFY(must(made.world.review.open(draft.id)).canApprove);
}

void SlotDraftingTest::asksWithThePlacesOpen()
{
    SlotWorld made;
    made.written();
    QCOMPARE(made.answers->asked.size(), 1);
    const MailBrief asked = made.answers->asked.first();
    QCOMPARE(asked.subject, QStringLiteral(" for Baltway"));
    QCOMPARE(asked.body, QStringLiteral("Hi Anna,\n\n\n\nMy own words, Baltway."));
    QCOMPARE(asked.claude,
             (QList<MailSlot>{{QStringLiteral("two words"), true, 0},
                              {QStringLiteral("one sentence on their city"), false, 10}}));
    for (const KnownFact &fact : asked.facts) {
        QVERIFY(fact.name != QLatin1String("email") && fact.name != QLatin1String("phone"));
    }
}

void SlotDraftingTest::aWholeMailIsOnePlace()
{
    SlotWorld made;
    made.world.setText(QStringLiteral("Hello"), QStringLiteral("{claude: the whole mail}"));
    const Draft draft = made.written();
    QCOMPARE(draft.body, QStringLiteral("<the whole mail>"));
    QCOMPARE(draft.subject, QStringLiteral("Hello"));
}

void SlotDraftingTest::onlyThePlacesOfTheBranchOneGetsAreAsked()
{
    SlotWorld made;
    made.world.setText(QStringLiteral("Hello"),
                       QStringLiteral("{if city is Gdynia}{claude: the harbour}{else}{claude: the town}{end}"));
    const LeadId anna = made.add(QStringLiteral("Anna"));
    const LeadId bea = made.add(QStringLiteral("Bea"), QStringLiteral("Lodz"));
    made.world.write({anna, bea});
    QCOMPARE(made.world.draftOf(anna).body, QStringLiteral("<the harbour>"));
    QCOMPARE(made.world.draftOf(bea).body, QStringLiteral("<the town>"));
    QCOMPARE(made.answers->asked.size(), 2);
    QCOMPARE(made.answers->asked.first().claude.size(), 1);
}

void SlotDraftingTest::aMissingValueStopsThatMailAndNothingIsAsked()
{
    SlotWorld made;
    made.world.setText(QStringLiteral("Hello"), QStringLiteral("From {city}: {claude: something}"));
    const LeadId anna = made.add(QStringLiteral("Anna"), QString());
    QCOMPARE(made.world.write({anna}).blocked, 1);
    QVERIFY(made.world.draftOf(anna).reason.startsWith(QStringLiteral("No city.")));
    QCOMPARE(made.answers->asked.size(), 0); // what cannot be sent is not paid for
}

void SlotDraftingTest::withoutAKeyTheDraftSaysSoAndCannotBeApproved()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"), QStringLiteral("Hi {first name}, {claude: something}"));
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    QCOMPARE(world.write({anna}).blocked, 1);
    const Draft draft = world.draftOf(anna);
    QCOMPARE(draft.state, DraftState::Blocked);
    QVERIFY(draft.reason.contains(QStringLiteral("Claude key")));
    const Result<Draft> again = QCoro::waitFor(world.writer.retry(draft.id));
    QVERIFY(again.has_value());
    QCOMPARE(again->state, DraftState::Blocked);
    // Edited elsewhere it is no longer blocked, but the place is still open.
    must(world.review.edit(draft.id, QStringLiteral("Hello"), draft.body + QStringLiteral(" Bye.")));
    const DraftPage page = must(world.review.open(draft.id));
    QVERIFY(!page.canApprove);
    QVERIFY2(page.whyNot.contains(QStringLiteral("[something]")), qPrintable(page.whyNot));
    QVERIFY(!QCoro::waitFor(world.review.approve(draft.id, page.shownHash)));
}

void SlotDraftingTest::aPersonMayWriteThePlaceThemselves()
{
    DraftWorld world;
    world.setText(QStringLiteral("Hello"), QStringLiteral("Hi {first name}, {claude: something}"));
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    world.write({anna});
    const DraftPage page =
        must(world.review.edit(world.draftOf(anna).id, QStringLiteral("Hello"), QStringLiteral("Hi Anna, me.")));
    QVERIFY2(page.canApprove, qPrintable(page.whyNot));
    must(world.review.approve(page.draft.id, page.shownHash));
}

void SlotDraftingTest::aRefusalBlocksThatDraftAlone()
{
    SlotWorld made;
    const auto usual = made.answers->answer;
    made.answers->answer = [usual](const MailBrief &brief) -> Result<WrittenMail> {
        if (brief.body.contains(QStringLiteral("Anna"))) {
            return failure(ErrorKind::Refused, QStringLiteral("Claude declined."));
        }
        return usual(brief);
    };
    const LeadId anna = made.add(QStringLiteral("Anna"));
    const LeadId bea = made.add(QStringLiteral("Bea"));
    made.world.write({anna, bea});
    QCOMPARE(made.world.draftOf(anna).state, DraftState::Blocked);
    QCOMPARE(made.world.draftOf(anna).reason, QStringLiteral("Claude declined."));
    QCOMPARE(made.world.draftOf(bea).state, DraftState::Ready);
    made.answers->answer = usual;
    QCOMPARE(must(made.world.writer.retry(made.world.draftOf(anna).id)).state, DraftState::Ready);
}

void SlotDraftingTest::whatAPersonWroteMeanwhileStays()
{
    SlotWorld made;
    const Draft draft = made.written();
    const QString mine = draft.body + QStringLiteral("\n\nPS: mine.");
    const auto usual = made.answers->answer;
    made.answers->answer = [&, usual](const MailBrief &brief) {
        must(made.world.files.write([&](Connection &connection) -> Result<> {
            Draft changed = *DraftStore().find(connection, draft.id);
            changed.body = mine;
            return DraftStore().save(connection, changed);
        }));
        return usual(brief);
    };
    const Result<Draft> rewritten = QCoro::waitFor(made.world.writer.rewrite(draft.id, QStringLiteral("warmer")));
    QVERIFY(!rewritten && rewritten.error().kind == ErrorKind::Refused);
    QCOMPARE(made.world.draftOf(draft.lead).body, mine);
}

void SlotDraftingTest::aDecidedDraftStays()
{
    SlotWorld made;
    const Draft draft = made.written();
    must(made.world.review.approve(draft.id, must(made.world.review.open(draft.id)).shownHash));
    const Result<Draft> rewritten = QCoro::waitFor(made.world.writer.rewrite(draft.id, QStringLiteral("shorter")));
    QVERIFY(!rewritten && rewritten.error().kind == ErrorKind::Refused);
    QCOMPARE(made.world.draftOf(draft.lead).body, draft.body);
    QCOMPARE(made.world.draftOf(draft.lead).state, DraftState::Approved);
}

void SlotDraftingTest::rewritingFillsThePlacesAnewAndKeepsWhatAPersonWrote()
{
    SlotWorld made;
    const Draft draft = made.written();
    QString mine = draft.body;
    mine.replace(QStringLiteral("My own words"), QStringLiteral("Words of mine since"));
    must(made.world.review.edit(draft.id, draft.subject, mine));
    made.answers->answer = [](const MailBrief &brief) {
        return Answers::filled(brief, [&](const MailSlot &place) { return brief.wish + u' ' + place.wish; });
    };
    const Draft again = must(made.world.writer.rewrite(draft.id, QStringLiteral("warmer")));
    QCOMPARE(again.subject, QStringLiteral("warmer two words for Baltway"));
    QCOMPARE(again.body,
             QStringLiteral("Hi Anna,\n\nwarmer one sentence on their city\n\nWords of mine since, Baltway."));
}

void SlotDraftingTest::aPlaceAPersonChangedIsTheirs()
{
    SlotWorld made;
    const Draft draft = made.written();
    const QString mine = QStringLiteral("Hi Anna,\n\n<one sentence of mine>\n\nMy own words, Baltway.");
    must(made.world.review.edit(draft.id, draft.subject, mine));
    const Draft again = must(made.world.writer.rewrite(draft.id, QStringLiteral("warmer")));
    QCOMPARE(made.answers->asked.constLast().claude.size(), 1); // that of the subject
    QCOMPARE(again.body, mine);
    must(made.world.review.edit(draft.id, QStringLiteral("Mine"), mine));
    const Result<Draft> nothing = QCoro::waitFor(made.world.writer.rewrite(draft.id, QStringLiteral("warmer")));
    QVERIFY(!nothing && nothing.error().kind == ErrorKind::Refused); // never the person's own text
    QCOMPARE(made.world.draftOf(draft.lead).body, mine);
}

void SlotDraftingTest::tooManyPlacesAreRefused()
{
    SlotWorld made;
    made.world.setText(QStringLiteral("Hello"), QStringLiteral("{claude: more} ").repeated(SlotPrompt::most + 1));
    QCOMPARE(made.written().state, DraftState::Blocked);
    QCOMPARE(made.answers->asked.size(), 0);
    made.world.setText(QStringLiteral("Hello"), QStringLiteral("{claude: more} ").repeated(SlotPrompt::most));
    must(made.world.writer.write(made.world.campaign));
    QCOMPARE(made.answers->asked.size(), 1);
}

void SlotDraftingTest::theLaunchCheckAsksForAKey()
{
    SlotWorld made;
    const CampaignId campaign = made.world.campaign;
    QVERIFY(must(made.world.writer.launchLines(campaign)).isEmpty()); // there is one
    DraftWriter keyless(*made.world.files, made.world.clock);
    const QList<LaunchCheckLine> lines = must(keyless.launchLines(campaign));
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().level, LaunchCheckLine::Level::MustFix);
    QCOMPARE(lines.first().fix, LaunchCheckLine::Fix::ClaudeKey);
    QCOMPARE(lines.first().step, made.world.step);
    made.world.setText(QStringLiteral("Hello"), QStringLiteral("Hi {first name}"), QStringLiteral("warm"));
    QVERIFY(must(keyless.launchLines(campaign)).isEmpty()); // a wish alone is left out without one
}

void SlotDraftingTest::theStandInFillsPlacesAndTheirSentencesAreChecked()
{
    DraftClaude claude;
    DraftWorld &world = claude.world;
    world.setText(QStringLiteral("{claude: a few words} for {company}"),
                  QStringLiteral("Hi {first name},\n\n{claude: one sentence on their city}\n\nMy own words."));
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const DraftWritingReport report = world.write({anna});
    QCOMPARE(report.written, 1);
    const Draft draft = world.draftOf(anna);
    QVERIFY(draft.subject.endsWith(QStringLiteral(" for Baltway")));
    QVERIFY(draft.body.startsWith(QStringLiteral("Hi Anna,\n\n")));
    QVERIFY(draft.body.endsWith(QStringLiteral("\n\nMy own words.")));
    QVERIFY2(draft.body.contains(QStringLiteral("Gdynia")), qPrintable(draft.body));
    QVERIFY(!draft.body.contains(u'['));
    QVERIFY(std::ranges::any_of(draft.facts.sentences, [](const DraftSentence &sentence) {
        return sentence.written.facts.contains(QStringLiteral("city"));
    }));
    QCOMPARE(
        world.files.number(QStringLiteral("SELECT count(*) FROM assistant_call WHERE purpose = 'write mail places' AND "
                                          "outcome = 'used' AND cost_micros > 0")),
        1);
    // The text appears as it comes, the person's words around it from the first moment.
    QStringList heard;
    must(world.writer.rewrite(draft.id, QStringLiteral("warmer"), {},
                              [&heard](const QString &body) { heard.append(body); }));
    QVERIFY(!heard.isEmpty());
    for (const QString &body : std::as_const(heard)) {
        QVERIFY2(body.startsWith(QStringLiteral("Hi Anna,\n\n")) && body.endsWith(QStringLiteral("My own words.")),
                 qPrintable(body));
    }
    claude.server.setFault(ClaudeServer::Fault::CutOff);
    must(world.writer.rewrite(draft.id, QStringLiteral("warmer"))); // asked once more with more room
    claude.server.setFault(ClaudeServer::Fault::Refusal);
    const Result<Draft> refused = QCoro::waitFor(world.writer.rewrite(draft.id, QStringLiteral("warmer")));
    QVERIFY(!refused && refused.error().kind == ErrorKind::Refused);
    must(claude.settings->setMonthlyBudgetMicros(1));
    QVERIFY(!QCoro::waitFor(world.writer.rewrite(draft.id, QStringLiteral("warmer"))));
}

void SlotDraftingTest::anInventedSentenceInAPlaceBlocksApproval()
{
    SlotWorld made;
    made.answers->answer = [](const MailBrief &brief) {
        ClaudeAnswer answer;
        QJsonArray places;
        for (qsizetype number = 0; number < brief.claude.size(); ++number) {
            const QJsonObject sentence = {{QStringLiteral("text"), QStringLiteral("You run 40 trucks.")},
                                          {QStringLiteral("before"), QStringLiteral("space")},
                                          {QStringLiteral("facts"), QJsonArray{}}};
            QJsonObject second = sentence;
            second.insert(QStringLiteral("text"), QStringLiteral("It must be busy."));
            places.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("slot %1").arg(number + 1)},
                                      {QStringLiteral("sentences"), QJsonArray{sentence, second}}});
        }
        answer.text = QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("slots"), places}}).toJson());
        return MailPrompt::mailFrom(answer, brief);
    };
    const Draft draft = made.written();
    const DraftPage page = must(made.world.review.open(draft.id));
    QVERIFY(!page.canApprove);
    QVERIFY(!QCoro::waitFor(made.world.review.approve(draft.id, page.shownHash)));
    // Rewriting another place does not wash it away.
    QString mine = draft.body;
    mine.replace(QStringLiteral("It must be busy."), QStringLiteral("It must be calm."));
    must(made.world.review.edit(draft.id, draft.subject, mine));
    const auto harmless = [](const MailSlot &) { return QStringLiteral("A question"); };
    made.answers->answer = [harmless](const MailBrief &brief) { return Answers::filled(brief, harmless); };
    const DraftPage before = must(made.world.review.open(draft.id));
    QVERIFY(!before.canApprove);
    must(made.world.writer.rewrite(draft.id, QStringLiteral("plainer")));
    QVERIFY(!must(made.world.review.open(draft.id)).canApprove);
}

QTEST_GUILESS_MAIN(SlotDraftingTest)
#include "SlotDraftingTest.moc"
