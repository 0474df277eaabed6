#include "draft/Sequence.h"
#include "app/draft/DraftWorld.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// A launched campaign; mails leave when the test says so.
struct SequenceWorld : DraftWorld
{
    Sequence sequence{*files, clock, campaigns, writer};

    /// Everybody has had the first mail by now.
    void launch(const QList<LeadId> &leads)
    {
        write(leads);
        must(campaigns.launch(campaign));
        for (const LeadId lead : leads) {
            send(lead, step);
        }
    }
    std::optional<Draft> draftFor(LeadId lead, StepId id)
    {
        return must(files.read([=](Connection &c) { return DraftStore().findFor(c, lead, id); }));
    }
    void send(LeadId lead, StepId id)
    {
        const std::optional<Draft> draft = draftFor(lead, id);
        if (!draft) {
            qFatal("there is no draft to send");
        }
        must(review.approve(draft->id, must(review.open(draft->id)).shownHash));
        must(files.write([=, now = clock.now()](Connection &c) {
            return DraftStore().setState(c, draft->id, DraftState::Sent, {}, now);
        }));
        setStatus(lead, LeadStatus::Contacted);
    }
    void setStatus(LeadId lead, LeadStatus status)
    {
        must(files.write([=](Connection &c) { return LeadStore().setStatus(c, lead, status); }));
    }
    StepId addStep(StepId after, int delay, const QString &subject = {},
                   const QString &body = QStringLiteral("Again, {first name}."), StepKind kind = StepKind::Mail)
    {
        const StepId id = must(campaigns.addStep(campaign, kind, after));
        must(campaigns.editStep(id, StepText{subject, body, {}}));
        StepRule rule;
        rule.delayDays = delay;
        must(campaigns.setRule(id, rule));
        return id;
    }
    SequenceReport runAfter(int days)
    {
        clock.advance(std::chrono::hours(24 * days));
        return must(sequence.run());
    }
    void setReading(bool sendOnly, bool followUpsUnread)
    {
        Mailbox own = *must(files.read([this](Connection &c) { return MailboxStore().find(c, mailbox); }));
        own.sendOnly = sendOnly;
        own.followUpsUnread = followUpsUnread;
        must(files.write([=](Connection &c) { return MailboxStore().change(c, own); }));
    }
    LeadId anna() { return addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example")); }
};

} // namespace

class SequenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheFollowUpADayBeforeItIsDue();
    void aFollowUpIsAnAnswerInTheSameThread();
    void aFollowUpComesFromWhereTheFirstMailCame();
    void noFollowUpsLeaveWhereNobodySeesWhoAnswered();
    void stopsForWhoAnsweredAlsoWhenItWasApproved();
    void branchesOnTheAnswerAndOnFields();
    void tasksAreMadeAndTheNextDelayCountsFromTheirEnd();
    void editingARunningCampaignMovesNobody();
    void variantsAreStableAndWeighed();
    void thePreviewIsTheDraftBeforeAndAfterAnEdit();
    void pausesOnePersonUntilADate();
    void pausesTheCampaignUntilADate();
    void aStepTakenOutIsNotSent();
    void aFaultInTheTextIsReported();
    void nobodyIsMovedSkippedOrWrittenTwiceOverRandomEdits();
};

void SequenceTest::writesTheFollowUpADayBeforeItIsDue()
{
    SequenceWorld world; // Tuesday 24 November, 9:00
    const StepId second = world.addStep(world.step, 3);
    const LeadId lead = world.anna();
    world.launch({lead});
    QCOMPARE(world.runAfter(1).written, 0);
    QCOMPARE(world.runAfter(1).written, 1); // Thursday; due on Friday
    const Draft draft = *world.draftFor(lead, second);
    QCOMPARE(draft.state, DraftState::Ready);
    QCOMPARE(draft.body, QStringLiteral("Again, Anna."));
    QCOMPARE(draft.dueAt, QDateTime(QDate(2026, 11, 27), QTime(9, 0), Qt::UTC));
    QCOMPARE(must(world.sequence.run()).written, 0); // once
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft")), 2);
}

void SequenceTest::aFollowUpIsAnAnswerInTheSameThread()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const StepId third = world.addStep(second, 1);
    const LeadId lead = world.anna();
    world.launch({lead});
    world.runAfter(1);
    world.send(lead, second);
    world.runAfter(1);
    const Draft first = world.draftOf(lead);
    const Draft last = *world.draftFor(lead, third);
    QCOMPARE(last.subject, QStringLiteral("Re: Baltway and the second terminal"));
    const DraftMessage built = must(world.files.read([=](Connection &c) { return DraftMessages().build(c, last); }));
    const QStringList before{first.messageId, world.draftFor(lead, second)->messageId};
    QCOMPARE(built.message.references, before);
    QCOMPARE(built.message.inReplyTo, before.last());
    const DraftMessage alone = must(world.files.read([=](Connection &c) { return DraftMessages().build(c, first); }));
    QVERIFY(alone.message.inReplyTo.isEmpty());
}

void SequenceTest::aFollowUpComesFromWhereTheFirstMailCame()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const LeadId lead = world.anna();
    world.launch({lead});
    must(world.campaigns.chooseMailbox(world.campaign, world.addMailbox(QStringLiteral("bo@harbourline.example"))));
    world.runAfter(1);
    const Draft draft = *world.draftFor(lead, second);
    const DraftMessage built = must(world.files.read([=](Connection &c) { return DraftMessages().build(c, draft); }));
    QCOMPARE(built.message.from.address.toString(), QStringLiteral("clara@harbourline.example"));
    must(world.files.write(
        [&, now = world.clock.now()](Connection &c) { return MailboxStore().remove(c, world.mailbox, now); }));
    const Result<DraftMessage> gone =
        QCoro::waitFor(world.files->read<DraftMessage>([=](Connection &c) { return DraftMessages().build(c, draft); }));
    QVERIFY(gone.error().message.contains(QStringLiteral("mailbox")));
}

void SequenceTest::noFollowUpsLeaveWhereNobodySeesWhoAnswered()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const StepId third = world.addStep(second, 1);
    const LeadId lead = world.anna();
    world.setReading(true, false);
    world.launch({lead}); // the first mail leaves as ever
    QCOMPARE(world.runAfter(5).written, 0);
    QVERIFY(!world.draftFor(lead, second));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM enrolment WHERE left_reason IS NULL")), 1);

    world.setReading(true, true); // the person wants it all the same
    QCOMPARE(must(world.sequence.run()).written, 1);
    const Draft draft = *world.draftFor(lead, second);
    const QByteArray shown = must(world.review.open(draft.id)).shownHash;
    world.setReading(true, false); // and takes it back: what is written already is not approved, and does not leave
    const Result<> refused = QCoro::waitFor(world.review.approve(draft.id, shown));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("not read here")), qPrintable(refused.error().message));

    world.setReading(false, false); // replies are read again
    world.send(lead, second);
    QCOMPARE(world.runAfter(5).written, 1);
    QVERIFY(world.draftFor(lead, third));
}

void SequenceTest::stopsForWhoAnsweredAlsoWhenItWasApproved()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const LeadId lead = world.anna();
    world.launch({lead});
    world.runAfter(1);
    const Draft draft = *world.draftFor(lead, second);
    must(world.review.approve(draft.id, must(world.review.open(draft.id)).shownHash));
    world.setStatus(lead, LeadStatus::Replied);
    must(world.review.refreshApprovals());
    QCOMPARE(world.draftFor(lead, second)->state, DraftState::Lapsed);
    QCOMPARE(world.draftFor(lead, second)->reason, QStringLiteral("They answered meanwhile."));
}

void SequenceTest::branchesOnTheAnswerAndOnFields()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 2);
    must(world.campaigns.setRule(second, StepRule{2, StepAudience::Silent, QStringLiteral("city is Gdynia")}));
    const StepId third = world.addStep(second, 5);
    must(world.campaigns.setRule(third, StepRule{5, StepAudience::NotNow, {}}));
    const LeadId anna = world.anna();
    const LeadId bo =
        world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"), QStringLiteral("Sopot"));
    const LeadId cy = world.addLead(QStringLiteral("Cy"), QStringLiteral("cy@baltway.example"));
    world.launch({anna, bo, cy});
    world.setStatus(cy, LeadStatus::NotNow);
    world.runAfter(2);
    QVERIFY(world.draftFor(anna, second));
    QVERIFY(!world.draftFor(bo, second));
    QVERIFY(!world.draftFor(cy, second)); // answered
    world.runAfter(12);
    QVERIFY(!world.draftFor(bo, third)); // did not answer so
    QVERIFY(world.draftFor(cy, third));
    QVERIFY(!QCoro::waitFor(world.campaigns.setRule(second, StepRule{1, {}, QStringLiteral("shoe size > 3")})));
    QCOMPARE(must(world.campaigns.reach(third)).had, 1); // passed over
}

void SequenceTest::tasksAreMadeAndTheNextDelayCountsFromTheirEnd()
{
    SequenceWorld world;
    const StepId call = world.addStep(world.step, 1, QStringLiteral("Call {first name}"),
                                      QStringLiteral("Ask for {city}."), StepKind::Task);
    const StepId last = world.addStep(call, 1);
    const LeadId lead = world.anna();
    world.launch({lead});
    world.runAfter(1);
    const QList<SequenceTask> tasks = must(world.sequence.tasks(world.campaign));
    QCOMPARE(tasks.size(), 1);
    QCOMPARE(tasks.first().title, QStringLiteral("Call Anna"));
    QCOMPARE(tasks.first().notes, QStringLiteral("Ask for Gdynia."));
    world.runAfter(7);
    QVERIFY(!world.draftFor(lead, last)); // not before it is done
    must(world.sequence.finishTask(tasks.first()));
    QCOMPARE(QCoro::waitFor(world.sequence.finishTask(tasks.first())).error().kind, ErrorKind::Refused);
    QVERIFY(must(world.sequence.tasks(world.campaign)).isEmpty());
    world.runAfter(0);
    QCOMPARE(world.draftFor(lead, last)->dueAt, world.clock.now().addDays(1));
}

void SequenceTest::editingARunningCampaignMovesNobody()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const LeadId anna = world.anna();
    const LeadId bo = world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"));
    world.launch({anna, bo});
    world.runAfter(1);
    world.send(anna, second);
    const StepReach before = must(world.campaigns.reach(second));
    const StepReach expected{1, 1, 0};
    QCOMPARE(before, expected);
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("New words, {first name}."), {}}));
    must(world.sequence.run());
    QCOMPARE(world.draftFor(bo, second)->body, QStringLiteral("New words, Bo."));
    QCOMPARE(world.draftFor(bo, second)->version, 2);
    QCOMPARE(world.draftFor(anna, second)->body, QStringLiteral("Again, Anna."));
    QCOMPARE(world.draftFor(anna, second)->state, DraftState::Sent);
    const StepId between = world.addStep(world.step, 0); // Anna is past it
    must(world.sequence.run());
    QVERIFY(!world.draftFor(anna, between));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE lead_id = %1").arg(bo.value())), 2);
}

void SequenceTest::variantsAreStableAndWeighed()
{
    SequenceWorld world;
    must(world.campaigns.addVariant(world.step));
    must(world.campaigns.editStep(world.step, StepText{QStringLiteral("B"), QStringLiteral("B for {first name}"), {}},
                                  1));
    must(world.campaigns.weighVariants(world.step, {3, 1}));
    QList<LeadId> leads;
    for (int number = 0; number < 400; ++number) {
        leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number)));
    }
    world.write(leads);
    const qint64 second = world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE variant = 1"));
    QVERIFY2(qAbs(second - 100) < 35, qPrintable(QString::number(second)));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE variant = 1 AND subject = 'B'")),
             second);
    const CampaignStep step = must(world.campaigns.open(world.campaign)).steps.first();
    for (const LeadId lead : std::as_const(leads)) {
        QCOMPARE(step.current.variantFor(lead, world.step), world.draftOf(lead).variant);
    }
    QVERIFY(!QCoro::waitFor(world.campaigns.weighVariants(world.step, {0, 0})));
    QVERIFY(!QCoro::waitFor(world.campaigns.weighVariants(world.step, {1})));
    must(world.campaigns.removeVariant(world.step, 1));
    must(world.writer.write(world.campaign));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE subject = 'B'")), 0);
    QVERIFY(!QCoro::waitFor(world.campaigns.removeVariant(world.step, 0)));
}

void SequenceTest::thePreviewIsTheDraftBeforeAndAfterAnEdit()
{
    SequenceWorld world;
    must(world.campaigns.addVariant(world.step));
    QList<LeadId> leads;
    for (int number = 0; number < 20; ++number) {
        leads.append(
            world.addLead(QStringLiteral("A%1").arg(number), QStringLiteral("a%1@baltway.example").arg(number)));
    }
    must(world.campaigns.enrol(world.campaign, leads));
    for (int version = 1; version <= 3; ++version) {
        const StepText a{QStringLiteral("{~One|Two|Three} %1").arg(version),
                         QStringLiteral("{~Hi|Hello|Hej} {first name}, {~x|y|z|{if city}w{end}}"),
                         {}};
        const StepText b{QStringLiteral("B {~One|Two|Three} %1").arg(version), QStringLiteral("{~Hi|Hello} there"), {}};
        must(world.campaigns.editStep(world.step, a));
        // Not saved yet: what is read now is what will be written.
        const CampaignStep step = must(world.campaigns.open(world.campaign)).steps.first();
        QHash<LeadId, StepPreview> previews;
        for (const LeadId lead : std::as_const(leads)) {
            const int variant = step.current.variantFor(lead, world.step);
            previews.insert(lead, must(world.campaigns.preview(variant == 0 ? a : b, lead, world.step, variant)));
        }
        must(world.campaigns.editStep(world.step, b, 1));
        must(world.writer.write(world.campaign));
        for (const LeadId lead : std::as_const(leads)) {
            QCOMPARE(world.draftOf(lead).subject, previews.value(lead).subject);
            QCOMPARE(world.draftOf(lead).body, previews.value(lead).body);
        }
        QCOMPARE(world.draftOf(leads.first()).version, step.current.version);
    }
}

void SequenceTest::pausesOnePersonUntilADate()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const LeadId lead = world.anna();
    world.launch({lead});
    const QDateTime until = world.clock.now().addDays(10);
    QVERIFY(!QCoro::waitFor(world.campaigns.pausePerson(world.campaign, lead, world.clock.now())));
    must(world.campaigns.pausePerson(world.campaign, lead, until));
    QCOMPARE(must(world.campaigns.people(world.campaign)).first().pausedUntil, until);
    world.runAfter(9);
    QVERIFY(!world.draftFor(lead, second));
    world.runAfter(1);
    QVERIFY(world.draftFor(lead, second));
    QVERIFY(!must(world.campaigns.people(world.campaign)).first().isPaused);
    const Draft draft = *world.draftFor(lead, second);
    must(world.review.approve(draft.id, must(world.review.open(draft.id)).shownHash));
    must(world.campaigns.pausePerson(world.campaign, lead));
    must(world.review.refreshApprovals());
    QCOMPARE(world.draftFor(lead, second)->state, DraftState::Lapsed);
    must(world.campaigns.resumePerson(world.campaign, lead));
    QVERIFY(!must(world.campaigns.people(world.campaign)).first().isPaused);
}

void SequenceTest::pausesTheCampaignUntilADate()
{
    SequenceWorld world;
    world.launch({world.anna()});
    must(world.campaigns.pause(world.campaign, world.clock.now().addDays(3)));
    QCOMPARE(world.runAfter(2).resumed, 0);
    QCOMPARE(must(world.campaigns.open(world.campaign)).campaign.state, CampaignState::Paused);
    QCOMPARE(world.runAfter(1).resumed, 1);
    const Campaign campaign = must(world.campaigns.open(world.campaign)).campaign;
    QCOMPARE(campaign.state, CampaignState::Running);
    QVERIFY(!campaign.resumeAt.isValid());
}

void SequenceTest::aStepTakenOutIsNotSent()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const StepId third = world.addStep(second, 1);
    const LeadId lead = world.anna();
    world.launch({lead});
    world.runAfter(1);
    const Draft draft = *world.draftFor(lead, second);
    must(world.review.approve(draft.id, must(world.review.open(draft.id)).shownHash));
    QVERIFY(!QCoro::waitFor(world.campaigns.removeStep(world.step)));
    must(world.campaigns.removeStep(second));
    must(world.review.refreshApprovals());
    QCOMPARE(world.draftFor(lead, second)->state, DraftState::Lapsed);
    QCOMPARE(must(world.campaigns.open(world.campaign)).steps.size(), 2);
    world.runAfter(1);
    QVERIFY(world.draftFor(lead, third));
}

void SequenceTest::aFaultInTheTextIsReported()
{
    SequenceWorld world;
    const StepId second = world.addStep(world.step, 1);
    const LeadId anna = world.anna();
    world.launch({anna});
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("Hi,\n{citty}"), {}}));
    const SequenceReport report = world.runAfter(1);
    QCOMPARE(report.problems.size(), 1);
    QVERIFY(report.problems.first().second.message.contains(QStringLiteral("line 2, column 1")));
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("{city} {claude: something warm}"), {}}));
    QVERIFY(must(world.sequence.run()).problems.isEmpty()); // nothing is wrong with it, but nobody can write the place
    const std::optional<Draft> draft = world.draftFor(anna, second);
    QVERIFY(draft && draft->state == DraftState::Blocked);
    QVERIFY2(draft->reason.contains(QStringLiteral("Claude")), qPrintable(draft->reason));
}

void SequenceTest::nobodyIsMovedSkippedOrWrittenTwiceOverRandomEdits()
{
    QRandomGenerator random(13);
    for (int round = 0; round < 3; ++round) {
        SequenceWorld world;
        QList<LeadId> leads;
        for (int number = 0; number < 4; ++number) {
            leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number)));
        }
        world.launch(leads);
        QHash<LeadId, QList<StepId>> got;
        QHash<LeadId, QSet<StepId>> behind; // put in where this person was past
        for (const LeadId lead : std::as_const(leads)) {
            got[lead].append(world.step);
        }
        for (int turn = 0; turn < 25; ++turn) {
            const QList<CampaignStep> steps = must(world.campaigns.open(world.campaign)).steps;
            const StepId any = steps.at(random.bounded(int(steps.size()))).id;
            switch (random.bounded(6)) {
            case 0:
                if (steps.size() < 8) {
                    const StepId added = world.addStep(any, random.bounded(3));
                    bool later = false;
                    const QList<CampaignStep> all = must(
                        world.files.read([&](Connection &c) { return CampaignStore().allSteps(c, world.campaign); }));
                    for (const CampaignStep &step : all) {
                        for (const LeadId lead : std::as_const(leads)) {
                            if (later && got[lead].contains(step.id)) {
                                behind[lead].insert(added);
                            }
                        }
                        later = later || step.id == any;
                    }
                }
                break;
            case 1:
                must(world.campaigns.editStep(any,
                                              StepText{any == world.step ? QStringLiteral("S%1").arg(turn) : QString(),
                                                       QStringLiteral("{~Text|Words} %1").arg(turn),
                                                       {}}));
                break;
            case 2:
                if (any != world.step) {
                    must(world.campaigns.removeStep(any));
                }
                break;
            default:
                world.runAfter(2);
                for (const LeadId lead : std::as_const(leads)) {
                    for (const CampaignStep &step : steps) {
                        const std::optional<Draft> draft = world.draftFor(lead, step.id);
                        if (!draft || draft->state != DraftState::Ready) {
                            continue;
                        }
                        QVERIFY(!got[lead].contains(step.id));
                        QVERIFY(!behind[lead].contains(step.id));
                        for (const CampaignStep &before : steps) {
                            if (before.id == step.id) {
                                break;
                            }
                            QVERIFY(got[lead].contains(before.id) || behind[lead].contains(before.id));
                        }
                        if (random.bounded(2) == 0) {
                            world.send(lead, step.id);
                            got[lead].append(step.id);
                        }
                    }
                }
            }
        }
        QCOMPARE(world.files.number(QStringLiteral(
                     "SELECT count(*) FROM (SELECT 1 FROM draft GROUP BY lead_id, step_id HAVING count(*) > 1)")),
                 0);
        QVERIFY(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE state = 'sent'")) > 4);
    }
}

QTEST_GUILESS_MAIN(SequenceTest)
#include "SequenceTest.moc"
