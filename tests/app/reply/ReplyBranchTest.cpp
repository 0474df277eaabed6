#include "app/reply/ClaudeReplyWorld.h"
#include "draft/Sequence.h"
#include "outbox/Dispatch.h"

#include <QTest>

using namespace AlwaysLeads;

namespace {

/// Nothing in it that would have to be read first.
const QString text = QStringLiteral(
    "Hi {first name},\n\nwe keep one plan that all terminals in {city} see. When a truck runs late the loads move on "
    "their own.\n\nWould a look be useful?");

struct BranchWorld : ClaudeReplyWorld
{
    /// The first mail left; after it comes one for silent people, and then `audiences`.
    explicit BranchWorld(const QList<StepAudience> &audiences)
    {
        steps = {step, addStep(step, 3, StepAudience::Silent)};
        for (const StepAudience audience : audiences) {
            steps += addStep(steps.last(), 1, audience);
        }
        for (int person = 0; person < leads.size(); ++person) {
            sent(person);
            must(files.write([this, draft = draftOf(leads.at(person)).id](Connection &c) {
                return DraftStore().setState(c, draft, DraftState::Sent, {}, clock.now());
            }));
        }
    }
    StepId addStep(StepId after, int delay, StepAudience audience)
    {
        const StepId id = must(campaigns.addStep(campaign, StepKind::Mail, after));
        must(campaigns.editStep(id, StepText{{}, text, {}}));
        must(campaigns.setRule(id, StepRule{delay, audience, {}}));
        return id;
    }
    std::optional<Draft> draftFor(int person, int place)
    {
        return must(files.read(
            [=, this](Connection &c) { return DraftStore().findFor(c, leads.at(person), steps.at(place)); }));
    }
    void runAfter(int days)
    {
        clock.advance(std::chrono::hours(24 * days));
        must(sequence.run());
    }
    bool isIn(int person)
    {
        return number(QStringLiteral("SELECT count(*) FROM enrolment WHERE lead_id = ? AND campaign_id = ? AND "
                                     "left_reason IS NULL"),
                      {leads.at(person).value(), campaign.value()})
            == 1;
    }

    Sequence sequence{*files, clock, campaigns, writer};
    QList<StepId> steps;
};

} // namespace

/// Campaigns that go on for who answered.
class ReplyBranchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerGoesOnWithItsStepAsADraft();
    void whatWasWrittenForSilentPeopleIsPassedOver();
    void whoSaysNoGoesOnNowhere_data();
    void whoSaysNoGoesOnNowhere();
    void withoutAStepForThemTheyLeave();
    void theVerdictOfClaudeChoosesTheStep();
    void theVerdictBringsBackWhomTheWordsLetGo();
    void aPersonTurnsThemAway();
    void whomAPersonLeftOutStaysOut();
    void aCampaignThatSendsUnreadWaitsForThePerson();
};

void ReplyBranchTest::anAnswerGoesOnWithItsStepAsADraft()
{
    BranchWorld world({StepAudience::NotNow, StepAudience::Interested});
    const ReplyId id = world.receive(0, QStringLiteral("Sounds good, call me."));
    QCOMPARE(world.reply(id).value, ReplyClass::Interested);
    QVERIFY(world.isIn(0));
    QVERIFY(world.isIn(1));
    world.runAfter(7);
    QVERIFY(!world.draftFor(0, 1)); // for silent people
    QVERIFY(world.draftFor(1, 1));
    QVERIFY(!world.draftFor(0, 2));
    const std::optional<Draft> draft = world.draftFor(0, 3);
    QVERIFY(draft);
    QCOMPARE(draft->state, DraftState::Ready); // a person reads it
    const DraftPage page = must(world.review.open(draft->id));
    QVERIFY2(page.canApprove, qPrintable(page.whyNot));
    QCOMPARE(page.fromAddress, QStringLiteral("clara@harbourline.example"));
    QVERIFY(page.mime.contains("In-Reply-To: <" + world.draftOf(world.leads.first()).messageId.toUtf8() + ">"));
    must(world.review.approve(draft->id, page.shownHash));
    world.clock.advance(std::chrono::hours(24 * 3));
    const Dispatch dispatch(world.policy);
    const auto send = must(world.files.read([&](Connection &c) { return SendLedger().findForDraft(c, draft->id); }));
    QVERIFY(send);
    QVERIFY(must(world.files.write([&, now = world.clock.now()](Connection &c) {
                return dispatch.prepare(c, send->id, now);
            })).has_value());
}

void ReplyBranchTest::whatWasWrittenForSilentPeopleIsPassedOver()
{
    BranchWorld world({StepAudience::Interested});
    world.runAfter(4); // the follow-up is written
    QVERIFY(world.draftFor(0, 1));
    world.receive(0, QStringLiteral("Sounds good, call me."));
    QCOMPARE(world.draftFor(0, 1)->state, DraftState::Skipped);
    world.runAfter(3);
    QVERIFY(world.draftFor(0, 2));
    QCOMPARE(world.draftFor(1, 1)->state, DraftState::Ready); // others go on
}

void ReplyBranchTest::whoSaysNoGoesOnNowhere_data()
{
    QTest::addColumn<QString>("answer");
    QTest::newRow("no") << QStringLiteral("No, thanks. We are not interested.");
    QTest::newRow("opt-out") << QStringLiteral("Please take me off your list.");
}

void ReplyBranchTest::whoSaysNoGoesOnNowhere()
{
    QFETCH(QString, answer);
    BranchWorld world({StepAudience::Replied, StepAudience::Interested, StepAudience::NotNow});
    world.receive(0, answer);
    QVERIFY(!world.isIn(0));
    world.runAfter(20);
    for (int number = 1; number < world.steps.size(); ++number) {
        QVERIFY(!world.draftFor(0, number));
    }
}

void ReplyBranchTest::withoutAStepForThemTheyLeave()
{
    BranchWorld world({StepAudience::NotNow});
    world.receive(0, QStringLiteral("Sounds good, call me."));
    QVERIFY(!world.isIn(0));
}

void ReplyBranchTest::theVerdictOfClaudeChoosesTheStep()
{
    BranchWorld world({StepAudience::Replied, StepAudience::Interested});
    const ReplyId id = world.receive(0, QStringLiteral("Hm. Sounds good to me, send me two dates. Best, Person"));
    must(world.files.write([&](Connection &c) -> Result<> { // as if words had not seen it
        const Reply seen = must(ReplyStore().find(c, id));
        Reply unseen = seen;
        unseen.value = ReplyClass::Other;
        Result<> set = ReplyStore().setClass(c, id, ReplyClass::Other, Reply::ClassBy::Words, {});
        set = set ? LeadStore().setStatus(c, seen.lead, LeadStatus::Replied) : set;
        return set ? ReplyConsequences().turnCampaign(c, unseen, world.clock.now()) : set;
    }));
    world.runAfter(0);
    QVERIFY(world.draftFor(0, 2)); // for those who answered, not sorted yet
    world.letJudge();
    QCOMPARE(world.reply(id).value, ReplyClass::Interested);
    QCOMPARE(world.draftFor(0, 2)->state, DraftState::Skipped);
    QVERIFY(world.isIn(0));
    world.runAfter(3);
    QVERIFY(world.draftFor(0, 3));
}

void ReplyBranchTest::theVerdictBringsBackWhomTheWordsLetGo()
{
    BranchWorld world({StepAudience::Interested});
    const ReplyId id = world.receive(0, QStringLiteral("Thursday is fine, as I said to Maja, more or less."));
    must(world.replies.setClass(id, ReplyClass::No));
    QVERIFY(!world.isIn(0));
    must(world.replies.setClass(id, ReplyClass::Interested));
    QVERIFY(world.isIn(0));
    world.runAfter(3);
    QVERIFY(world.draftFor(0, 2));
}

void ReplyBranchTest::aPersonTurnsThemAway()
{
    BranchWorld world({StepAudience::Interested});
    const ReplyId id = world.receive(0, QStringLiteral("Sounds good, call me."));
    world.runAfter(3);
    const DraftId draft = world.draftFor(0, 2)->id;
    must(world.review.approve(draft, must(world.review.open(draft)).shownHash));
    must(world.replies.setClass(id, ReplyClass::No));
    QVERIFY(!world.isIn(0));
    QCOMPARE(world.draft(draft).state, DraftState::Skipped);
}

void ReplyBranchTest::whomAPersonLeftOutStaysOut()
{
    BranchWorld world({StepAudience::Replied, StepAudience::Interested});
    const ReplyId id = world.receive(0, QStringLiteral("Sounds good, call me."));
    must(world.campaigns.leaveOut(world.campaign, world.leads.first(), {}));
    world.letJudge();
    must(world.replies.setClass(id, ReplyClass::Question));
    QVERIFY(!world.isIn(0));
}

void ReplyBranchTest::aCampaignThatSendsUnreadWaitsForThePerson()
{
    BranchWorld world({StepAudience::Interested});
    must(world.review.turnOnAutomatic(world.campaign, must(world.campaigns.open(world.campaign)).campaign.name));
    world.receive(0, QStringLiteral("Sounds good, call me."));
    world.runAfter(7);
    QVERIFY(world.draftFor(0, 2));
    QVERIFY(world.draftFor(1, 1));
    must(world.review.approveWaiting());
    QCOMPARE(world.draftFor(0, 2)->state, DraftState::Ready);
    QCOMPARE(world.draftFor(1, 1)->state, DraftState::Queued);
}

QTEST_GUILESS_MAIN(ReplyBranchTest)
#include "ReplyBranchTest.moc"
