#include "app/draft/DraftWorld.h"

#include <QCoroTimer>
#include <QSignalSpy>
#include <QTimer>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// What the invented Claude does with each brief.
struct Script
{
    std::function<Result<WrittenMail>(const MailBrief &)> answer;
    QList<MailBrief> asked;
    int atOnce = 0;
    int mostAtOnce = 0;
    bool hasKey = true;
    bool waitsForCompany = false; ///< the first question is not answered before a second is asked
};

Task<Result<bool>> saysHasKey(std::shared_ptr<Script> script)
{
    co_return script->hasKey;
}

Task<Result<WrittenMail>> answers(std::shared_ptr<Script> script, MailBrief brief)
{
    script->asked.append(brief);
    script->mostAtOnce = std::max(script->mostAtOnce, ++script->atOnce);
    int patience = script->waitsForCompany ? 5000 : 1; // ms
    do {
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(script->waitsForCompany ? 1 : 0);
        co_await timer;
    } while (--patience > 0 && script->mostAtOnce < 2);
    --script->atOnce;
    co_return script->answer(brief);
}

ClaudeWriting writing(const std::shared_ptr<Script> &script)
{
    return {[script] { return saysHasKey(script); },
            [script](MailBrief brief, std::stop_token) { return answers(script, std::move(brief)); }};
}

Result<WrittenMail> written(const MailBrief &brief)
{
    WrittenMail mail;
    mail.subject = brief.subject + QStringLiteral(" by Claude");
    mail.body = brief.body + QStringLiteral("\nWritten by Claude.");
    mail.usedFacts = {QStringLiteral("company")};
    return mail;
}

const QString wish = QStringLiteral("Make it warm.");

} // namespace

class DraftWriterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesOneDraftForEachPerson();
    void blocksADraftWithoutAValueAndSaysHowToMendIt();
    void blocksSuppressedPeople();
    void writesAgainOnlyWhatIsMissingBlockedOrOld();
    void neverMakesASecondDraftForAPersonAndAStep();
    void refusesWithoutAMailboxOrText();
    void claudeWritesOnTopWhereThereIsAWishAndAKey();
    void withoutAKeyTheTemplateAloneWrites();
    void oneFailedMailIsBlockedAndTheOthersGoOn();
    void aRefusedKeyEndsTheRunOnce();
    void theSameTroubleThreeTimesEndsTheRun();
    void noMoreThanFourAtOnce();
    void cancellingLeavesNoDraftInWriting();
    void recoversDraftsThatWereCutOff();
    void rewriteKeepsTheDraftWhenClaudeFails();
};

void DraftWriterTest::writesOneDraftForEachPerson()
{
    DraftWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    QSignalSpy progress(&world.writer, &DraftWriter::progress);
    const DraftWritingReport report = world.write({lead});
    QCOMPARE(report.written, 1);
    QCOMPARE(report.blocked, 0);
    QVERIFY(progress.size() >= 1);
    const Draft draft = world.draftOf(lead);
    QCOMPARE(draft.state, DraftState::Ready);
    QCOMPARE(draft.subject, QStringLiteral("Baltway and the second terminal"));
    QCOMPARE(draft.body, QStringLiteral("Hi Anna,\n\nhow is Gdynia?"));
    QVERIFY(draft.messageId.endsWith(QStringLiteral("@harbourline.example")));
    QCOMPARE(draft.facts.used.value(QStringLiteral("city")), QStringLiteral("Gdynia"));
    QCOMPARE(world.lead(lead).status, LeadStatus::DraftReady);
}

void DraftWriterTest::blocksADraftWithoutAValueAndSaysHowToMendIt()
{
    DraftWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"), QString());
    QCOMPARE(world.write({lead}).blocked, 1);
    QCOMPARE(world.draftOf(lead).state, DraftState::Blocked);
    QCOMPARE(world.draftOf(lead).reason,
             QStringLiteral("No city. Fill it in, add a fallback, or leave this person out."));
    world.changeLead(lead, [](Lead &changed) { changed.city = QStringLiteral("Sopot"); });
    const DraftPage page = must(world.review.retry(world.draftOf(lead).id));
    QCOMPARE(page.draft.state, DraftState::Ready);
    QVERIFY(page.draft.body.contains(QStringLiteral("Sopot")));
}

void DraftWriterTest::blocksSuppressedPeople()
{
    DraftWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {lead}));
    world.suppress(QStringLiteral("anna@baltway.example"));
    QCOMPARE(must(world.writer.write(world.campaign)).blocked, 1);
    QVERIFY(!world.draftOf(lead).reason.isEmpty());
}

void DraftWriterTest::writesAgainOnlyWhatIsMissingBlockedOrOld()
{
    DraftWorld world;
    const LeadId edited = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId plain = world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"));
    const LeadId skipped = world.addLead(QStringLiteral("Cy"), QStringLiteral("cy@baltway.example"));
    world.write({edited, plain, skipped});
    must(world.review.edit(world.draftOf(edited).id, QStringLiteral("Mine"), QStringLiteral("My own words")));
    must(world.review.skip(world.draftOf(skipped).id));
    QCOMPARE(must(world.writer.write(world.campaign)).written, 0);
    world.setText(QStringLiteral("New subject"), QStringLiteral("New text for {first name}"));
    QCOMPARE(must(world.writer.write(world.campaign)).written, 1);
    QCOMPARE(world.draftOf(plain).body, QStringLiteral("New text for Bo"));
    QCOMPARE(world.draftOf(plain).version, 2);
    QCOMPARE(world.draftOf(edited).body, QStringLiteral("My own words"));
    QCOMPARE(world.draftOf(skipped).state, DraftState::Skipped);
}

void DraftWriterTest::neverMakesASecondDraftForAPersonAndAStep()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    world.setText(QStringLiteral("New"), QStringLiteral("New text"));
    must(world.writer.write(world.campaign));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft")), 1);
    QCOMPARE(world.draftOf(draft.lead).messageId, draft.messageId);
}

void DraftWriterTest::refusesWithoutAMailboxOrText()
{
    DraftWorld world;
    must(world.campaigns.chooseMailbox(world.campaign, {}));
    QVERIFY(QCoro::waitFor(world.writer.write(world.campaign)).error().message.contains(QStringLiteral("mailbox")));
    must(world.campaigns.chooseMailbox(world.campaign, world.mailbox));
    world.setText(QStringLiteral("x"), QString());
    QCOMPARE(QCoro::waitFor(world.writer.write(world.campaign)).error().kind, ErrorKind::Invalid);
    QVERIFY(!world.writer.isWriting(world.campaign));
}

void DraftWriterTest::claudeWritesOnTopWhereThereIsAWishAndAKey()
{
    auto script = std::make_shared<Script>();
    script->answer = written;
    DraftWorld world(writing(script));
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    world.write({lead});
    QVERIFY(script->asked.isEmpty()); // no wish: the template is enough
    world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("Text"), wish);
    QCOMPARE(must(world.writer.write(world.campaign)).written, 1);
    QCOMPARE(script->asked.size(), 1);
    const MailBrief brief = script->asked.first();
    QCOMPARE(brief.subject, QStringLiteral("Hello Anna"));
    QCOMPARE(brief.wish, wish);
    QCOMPARE(brief.sender.company, QStringLiteral("Harbourline"));
    for (const KnownFact &fact : brief.facts) {
        QVERIFY2(!fact.value.contains(QLatin1Char('@')), "an address was told to the model");
    }
    const Draft draft = world.draftOf(lead);
    QCOMPARE(draft.origin, DraftOrigin::Claude);
    QCOMPARE(draft.subject, QStringLiteral("Hello Anna by Claude"));
    QCOMPARE(draft.facts.used.value(QStringLiteral("company")), QStringLiteral("Baltway"));
}

void DraftWriterTest::withoutAKeyTheTemplateAloneWrites()
{
    auto script = std::make_shared<Script>();
    script->hasKey = false;
    DraftWorld world(writing(script));
    world.setText(QStringLiteral("Hello"), QStringLiteral("Text"), wish);
    QCOMPARE(world.write({world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"))}).written, 1);
    QVERIFY(script->asked.isEmpty());
}

void DraftWriterTest::oneFailedMailIsBlockedAndTheOthersGoOn()
{
    auto script = std::make_shared<Script>();
    script->answer = [](const MailBrief &brief) -> Result<WrittenMail> {
        if (brief.subject.contains(QStringLiteral("Bo"))) {
            return failure(ErrorKind::Refused, QStringLiteral("Claude did not want to write this one."));
        }
        return written(brief);
    };
    DraftWorld world(writing(script));
    world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("Text"), wish);
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId bo = world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"));
    const DraftWritingReport report = world.write({bo, anna});
    QCOMPARE(report.written, 1);
    QCOMPARE(report.blocked, 1);
    QVERIFY(!report.stoppedBy);
    QCOMPARE(world.draftOf(bo).state, DraftState::Blocked);
    QCOMPARE(world.draftOf(bo).reason, QStringLiteral("Claude did not want to write this one."));
    QCOMPARE(world.draftOf(bo).body, QStringLiteral("Text"));
    script->answer = written;
    QCOMPARE(must(world.review.retry(world.draftOf(bo).id)).draft.state, DraftState::Ready);
}

void DraftWriterTest::aRefusedKeyEndsTheRunOnce()
{
    auto script = std::make_shared<Script>();
    script->answer = [](const MailBrief &) -> Result<WrittenMail> {
        return failure(ErrorKind::SignedOut, QStringLiteral("Claude did not accept this key (401)."));
    };
    DraftWorld world(writing(script));
    world.setText(QStringLiteral("Hello"), QStringLiteral("Text"), wish);
    QList<LeadId> leads;
    for (int number = 0; number < 30; ++number) {
        leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number)));
    }
    const DraftWritingReport report = world.write(leads);
    QVERIFY(report.stoppedBy);
    QCOMPARE(report.stoppedBy->kind, ErrorKind::SignedOut);
    QCOMPARE(report.blocked, 30);
    QVERIFY2(script->asked.size() <= 4, qPrintable(QString::number(script->asked.size())));
    QCOMPARE(must(world.review.counts()).toReview, 30);
    QVERIFY(world.draftOf(leads.last()).reason.contains(QStringLiteral("401")));
}

void DraftWriterTest::theSameTroubleThreeTimesEndsTheRun()
{
    auto script = std::make_shared<Script>();
    script->answer = [](const MailBrief &) -> Result<WrittenMail> {
        return failure(ErrorKind::Refused, QStringLiteral("November's $20.00 are used."));
    };
    DraftWorld world(writing(script));
    world.setText(QStringLiteral("Hello"), QStringLiteral("Text"), wish);
    QList<LeadId> leads;
    for (int number = 0; number < 30; ++number) {
        leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number)));
    }
    QVERIFY(world.write(leads).stoppedBy);
    QVERIFY(script->asked.size() <= 7);
}

void DraftWriterTest::noMoreThanFourAtOnce()
{
    auto script = std::make_shared<Script>();
    script->answer = written;
    script->waitsForCompany = true;
    DraftWorld world(writing(script));
    world.setText(QStringLiteral("Hello"), QStringLiteral("Text"), wish);
    QList<LeadId> leads;
    for (int number = 0; number < 20; ++number) {
        leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number)));
    }
    QCOMPARE(world.write(leads).written, 20);
    QVERIFY(script->mostAtOnce > 1);
    QVERIFY(script->mostAtOnce <= 4);
}

void DraftWriterTest::cancellingLeavesNoDraftInWriting()
{
    auto script = std::make_shared<Script>();
    DraftWorld world(writing(script));
    script->answer = [&](const MailBrief &brief) {
        world.writer.cancel(world.campaign);
        return written(brief);
    };
    world.setText(QStringLiteral("Hello"), QStringLiteral("Text"), wish);
    QList<LeadId> leads;
    for (int number = 0; number < 12; ++number) {
        leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number)));
    }
    const DraftWritingReport report = world.write(leads);
    QCOMPARE(report.written + report.blocked, 12);
    QVERIFY(report.written <= 4);
    QVERIFY(!report.stoppedBy);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE state = 'writing'")), 0);
}

void DraftWriterTest::recoversDraftsThatWereCutOff()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    must(world.files.write([=](Connection &c) {
        return DraftStore().setState(c, draft.id, DraftState::Writing, {}, QDateTime::currentDateTimeUtc());
    }));
    must(world.writer.recover());
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Blocked);
    QVERIFY(!world.draftOf(draft.lead).reason.isEmpty());
}

void DraftWriterTest::rewriteKeepsTheDraftWhenClaudeFails()
{
    auto script = std::make_shared<Script>();
    script->answer = [](const MailBrief &) -> Result<WrittenMail> {
        return failure(ErrorKind::Network, QStringLiteral("Claude cannot be reached."));
    };
    DraftWorld world(writing(script));
    const Draft draft = world.readyDraft();
    const Result<DraftPage> page = QCoro::waitFor(world.review.rewrite(draft.id, QStringLiteral("Shorter")));
    QVERIFY(!page);
    QCOMPARE(world.draftOf(draft.lead).body, draft.body);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Ready);
    script->answer = written;
    QCOMPARE(must(world.review.rewrite(draft.id, QStringLiteral("Shorter"))).draft.origin, DraftOrigin::Claude);
    QCOMPARE(script->asked.last().wish, QStringLiteral("Shorter"));
}

QTEST_GUILESS_MAIN(DraftWriterTest)
#include "DraftWriterTest.moc"
