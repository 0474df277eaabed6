#include "draft/WritingPlan.h"
#include "app/draft/DraftWorld.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct PlanWorld : DraftWorld
{
    LeadId person(const QString &name)
    {
        return addLead(name, QStringLiteral("%1@baltway.example").arg(name.toLower()));
    }
    LeadId enrolled(const QString &name)
    {
        const LeadId lead = person(name);
        must(campaigns.enrol(campaign, {lead}));
        return lead;
    }
    StepId addStep(int delay, StepKind kind = StepKind::Mail)
    {
        const StepId id = must(campaigns.addStep(campaign, kind, step));
        must(campaigns.editStep(id, StepText{QStringLiteral("Call"), QStringLiteral("Again, {first name}."), {}}));
        StepRule rule;
        rule.delayDays = delay;
        must(campaigns.setRule(id, rule));
        return id;
    }
    /// Their first mail has left.
    void send(LeadId lead)
    {
        must(writer.write(campaign));
        const Draft draft = draftOf(lead);
        must(files.write([=, now = clock.now()](Connection &c) {
            return DraftStore().setState(c, draft.id, DraftState::Sent, {}, now);
        }));
        setStatus(lead, LeadStatus::Contacted);
    }
    void setStatus(LeadId lead, LeadStatus status)
    {
        must(files.write([=](Connection &c) { return LeadStore().setStatus(c, lead, status); }));
    }
    QString reason(LeadId lead)
    {
        const WritingPlan plan = must(writer.plan({lead}));
        return plan.unwritten.size() == 1 && plan.drafts() == 0 ? plan.unwritten.first().sentence : QString();
    }
    qint64 drafts() { return files.number(QStringLiteral("SELECT count(*) FROM draft")); }
};

} // namespace

class WritingPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everybodyIsInOneOfTheLists()
    {
        PlanWorld world;
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        must(world.writer.write(world.campaign));
        const LeadId bea = world.enrolled(QStringLiteral("Bea"));
        const LeadId cleo = world.person(QStringLiteral("Cleo"));
        const LeadId nobody = world.addLead(QStringLiteral("Dana"), QString());
        const WritingPlan plan = must(world.writer.plan({anna, bea, cleo, nobody, bea}));
        QCOMPARE(plan.drafts(), 1); // also when somebody is named twice
        QCOMPARE(plan.parts.first().due.keys(), QList<LeadId>{bea});
        QCOMPARE(plan.parts.first().step, world.step);
        QVERIFY(!plan.parts.first().isLaunched);
        QCOMPARE(plan.present.size(), 1);
        QCOMPARE(plan.present.first().draft, world.draftOf(anna).id);
        QCOMPARE(plan.unplaced, QList<LeadId>{cleo});
        QCOMPARE(plan.unwritten.size(), 1);
        QCOMPARE(plan.unwritten.first().sentence, QStringLiteral("Has no email address."));
        QCOMPARE(world.drafts(), 1); // planning writes nothing
    }

    void writesForTheChosenAlone()
    {
        PlanWorld world;
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        const LeadId bea = world.enrolled(QStringLiteral("Bea"));
        const WritingPlan plan = must(world.writer.plan({bea}));
        QCOMPARE(must(world.writer.write(plan)).written, 1);
        QVERIFY(world.draftOf(anna).id.isNull());
        QCOMPARE(world.draftOf(bea).state, DraftState::Ready);
        QCOMPARE(must(world.writer.write(plan)).written, 0); // never twice
        QCOMPARE(world.drafts(), 1);
    }

    void aFollowUpIsWrittenBeforeItsTimeButDoesNotLeaveBeforeIt()
    {
        PlanWorld world;
        const StepId second = world.addStep(5);
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        world.send(anna);
        must(world.campaigns.launch(world.campaign));
        const WritingPlan plan = must(world.writer.plan({anna}));
        QCOMPARE(plan.drafts(), 1);
        QCOMPARE(plan.parts.first().step, second);
        QVERIFY(plan.parts.first().isLaunched);
        must(world.writer.write(plan));
        const std::optional<Draft> draft =
            must(world.files.read([=](Connection &c) { return DraftStore().findFor(c, anna, second); }));
        QVERIFY(draft.has_value());
        QCOMPARE(draft->body, QStringLiteral("Again, Anna."));
        QVERIFY(draft->dueAt >= world.clock.now().addDays(5));
    }

    void saysWhyNothingIsWritten()
    {
        PlanWorld world;
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        must(world.campaigns.pausePerson(world.campaign, anna));
        QCOMPARE(world.reason(anna), QStringLiteral("Is paused in “Baltic forwarders”."));
        must(world.campaigns.resumePerson(world.campaign, anna));
        QCOMPARE(world.reason(anna), QString());
        world.setStatus(anna, LeadStatus::OptedOut);
        QCOMPARE(world.reason(anna), QStringLiteral("Asked not to be written to."));
        world.setStatus(anna, LeadStatus::Bounced);
        QCOMPARE(world.reason(anna), QStringLiteral("The email address does not work."));
        const LeadId bea = world.enrolled(QStringLiteral("Bea"));
        world.suppress(QStringLiteral("bea@baltway.example"));
        QVERIFY(!world.reason(bea).isEmpty());
    }

    void whoAnsweredGetsNoFollowUpAndATaskComesFirst()
    {
        PlanWorld world;
        world.addStep(1, StepKind::Task);
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        world.send(anna);
        must(world.campaigns.launch(world.campaign));
        QCOMPARE(world.reason(anna), QStringLiteral("First comes a task of yours in “Baltic forwarders”."));
        world.setStatus(anna, LeadStatus::Replied);
        QVERIFY2(world.reason(anna).contains(QStringLiteral("They answered.")), qPrintable(world.reason(anna)));
    }

    void whoHadAllMailsOfARunningCampaignGetsNoOther()
    {
        PlanWorld world;
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        world.send(anna);
        QCOMPARE(must(world.writer.plan({anna})).unplaced, QList<LeadId>{anna}); // it does not run: another one may
        must(world.campaigns.launch(world.campaign));
        QCOMPARE(world.reason(anna), QStringLiteral("“Baltic forwarders” has no further mail for them."));
    }

    void aCampaignWithoutTextNamesWhereItIsToBeMended()
    {
        PlanWorld world;
        const CampaignId empty = must(world.campaigns.create(QStringLiteral("Nordic ports")));
        must(world.campaigns.chooseMailbox(empty, world.mailbox));
        const LeadId anna = world.person(QStringLiteral("Anna"));
        must(world.campaigns.enrol(empty, {anna}));
        const WritingPlan plan = must(world.writer.plan({anna}));
        QCOMPARE(plan.drafts(), 0);
        QCOMPARE(plan.unwritten.size(), 1);
        QCOMPARE(plan.unwritten.first().campaign, empty);
        QVERIFY(plan.unwritten.first().sentence.contains(QStringLiteral("has no text yet")));
    }

    void oneCampaignThatFailsDoesNotKeepTheOtherFromWriting()
    {
        PlanWorld world;
        const LeadId anna = world.enrolled(QStringLiteral("Anna"));
        WritingPlan plan = must(world.writer.plan({anna}));
        WritingPart gone;
        gone.campaign = CampaignId(4711);
        gone.step = StepId(4711);
        gone.due.insert(anna, QDateTime());
        plan.parts.prepend(gone);
        const DraftWritingReport report = must(world.writer.write(plan));
        QCOMPARE(report.written, 1);
        QVERIFY(report.stoppedBy.has_value()); // and it is told
        plan.parts = {gone};
        QVERIFY(!QCoro::waitFor(world.writer.write(plan)));
    }
};

QTEST_GUILESS_MAIN(WritingPlanTest)
#include "WritingPlanTest.moc"
