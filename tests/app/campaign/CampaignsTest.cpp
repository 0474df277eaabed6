#include "app/campaign/CampaignWorld.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// Stands for the nouns above: says that version 1 was used.
class UsedFirstVersion : public CampaignUse
{
public:
    Result<> addCounts(Connection &, QHash<CampaignId, CampaignCounts> &counts) const override
    {
        counts[CampaignId(1)].sent += 7;
        return {};
    }
    Result<bool> keepsVersion(Connection &, StepId, int version) const override { return version == 1; }
};

QList<LeftOut::Reason> reasons(const EnrolmentReport &report)
{
    QList<LeftOut::Reason> reasons;
    for (const LeftOut &left : report.leftOut) {
        reasons.append(left.reason);
    }
    return reasons;
}

} // namespace

class CampaignsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesANameOfNothing();
    void editsInPlaceUntilADraftWasWrittenFromIt();
    void enrolsAndNamesEverybodyLeftOut();
    void takesNobodyWhoIsInAnotherRunningCampaign();
    void bringsBackWhoWasLeftOut();
    void launchNamesWhatMustBeFixed_data();
    void launchNamesWhatMustBeFixed();
    void notesHowManyPeopleLackAValue();
    void launchesPausesAndResumes();
    void deletingPausesAndRestoringKeepsItPaused();
    void listsWithTheNumbersOfTheNounsAbove();
    void previewsUnsavedTextForAPerson();
    void ownColumnsAreFields();
    void movesStepsUntilTheLaunch();
    void enrolsNobodyWrittenToLately();
    void launchChecksEveryStepAndVariant();
    void whoIsInTwoCampaignsStaysInTheOneThatRunsFirst();
};

void CampaignsTest::refusesANameOfNothing()
{
    CampaignWorld world;
    const Result<CampaignId> made = QCoro::waitFor(world.campaigns.create(QStringLiteral(" \n\t ")));
    QCOMPARE(made.error().kind, ErrorKind::Invalid);
}

void CampaignsTest::bringsBackWhoWasLeftOut()
{
    CampaignWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {anna}));
    must(world.campaigns.leaveOut(world.campaign, anna, {}));
    QCOMPARE(must(world.campaigns.open(world.campaign)).people, 0);
    must(world.campaigns.bringBack(world.campaign, anna));
    QCOMPARE(must(world.campaigns.open(world.campaign)).people, 1);
    must(world.campaigns.leaveOut(world.campaign, anna, {}));
    world.suppress(QStringLiteral("anna@baltway.example"));
    const Result<> back = QCoro::waitFor(world.campaigns.bringBack(world.campaign, anna));
    QCOMPARE(back.error().kind, ErrorKind::Refused);
    QCOMPARE(must(world.campaigns.open(world.campaign)).people, 0);
}

void CampaignsTest::editsInPlaceUntilADraftWasWrittenFromIt()
{
    CampaignWorld world;
    QCOMPARE(must(world.campaigns.editStep(world.step, StepText{QStringLiteral("a"), QStringLiteral("b"), {}})).version,
             1);
    const UsedFirstVersion use;
    world.campaigns.addUse(use);
    QCOMPARE(must(world.campaigns.editStep(world.step, StepText{QStringLiteral("a"), QStringLiteral("b"), {}})).version,
             1);
    QCOMPARE(must(world.campaigns.editStep(world.step, StepText{QStringLiteral("a"), QStringLiteral("c"), {}})).version,
             2);
    QCOMPARE(must(world.campaigns.editStep(world.step, StepText{QStringLiteral("a"), QStringLiteral("d"), {}})).version,
             2);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM step_version")), 2);
}

void CampaignsTest::enrolsAndNamesEverybodyLeftOut()
{
    CampaignWorld world;
    const LeadId good = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId without = world.addLead(QStringLiteral("Bo"), QString());
    const LeadId optedOut = world.addLead(QStringLiteral("Carl"), QStringLiteral("carl@baltway.example"));
    world.suppress(QStringLiteral("CARL@baltway.example"));
    const LeadId deleted = world.addLead(QStringLiteral("Dora"), QStringLiteral("dora@baltway.example"));
    must(world.files.write(
        [=](Connection &c) { return LeadStore().softDelete(c, deleted, QDateTime::currentDateTimeUtc()); }));
    const LeadId bounced = world.addLead(QStringLiteral("Eva"), QStringLiteral("eva@baltway.example"));
    must(world.files.write([=](Connection &c) { return LeadStore().setEmailState(c, bounced, EmailState::Invalid); }));
    const QList<LeadId> all{good, without, optedOut, deleted, bounced, LeadId(9999)};
    const EnrolmentReport report = must(world.campaigns.enrol(world.campaign, all));
    QCOMPARE(report.enrolled, 1);
    QCOMPARE(report.enrolled + report.leftOut.size(), all.size());
    const QList<LeftOut::Reason> expected{LeftOut::Reason::NoAddress, LeftOut::Reason::Suppressed,
                                          LeftOut::Reason::Deleted, LeftOut::Reason::InvalidAddress,
                                          LeftOut::Reason::Deleted};
    QCOMPARE(reasons(report), expected);
    for (const LeftOut &left : report.leftOut) {
        QVERIFY(!left.sentence.isEmpty());
    }
    const EnrolmentReport again = must(world.campaigns.enrol(world.campaign, {good}));
    QCOMPARE(reasons(again), QList<LeftOut::Reason>{LeftOut::Reason::AlreadyHere});
    QCOMPARE(must(world.campaigns.people(world.campaign)).size(), 1);
}

void CampaignsTest::takesNobodyWhoIsInAnotherRunningCampaign()
{
    CampaignWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {lead}));
    const CampaignId second = must(world.campaigns.create(QStringLiteral("Second")));
    QCOMPARE(must(world.campaigns.enrol(second, {lead})).enrolled, 1); // the first one does not run yet
    must(world.campaigns.launch(world.campaign));
    const CampaignId third = must(world.campaigns.create(QStringLiteral("Third")));
    const EnrolmentReport report = must(world.campaigns.enrol(third, {lead}));
    QCOMPARE(reasons(report), QList<LeftOut::Reason>{LeftOut::Reason::InAnotherCampaign});
    QVERIFY(report.leftOut.first().sentence.contains(QStringLiteral("Baltic forwarders")));
    must(world.campaigns.leaveOut(world.campaign, lead, {}));
    QCOMPARE(must(world.campaigns.enrol(third, {lead})).enrolled, 1);
}

void CampaignsTest::launchNamesWhatMustBeFixed_data()
{
    QTest::addColumn<QString>("spoil");
    QTest::addColumn<QString>("says");
    QTest::newRow("nobody") << QStringLiteral("people") << QStringLiteral("Nobody is in this campaign");
    QTest::newRow("mailbox") << QStringLiteral("mailbox") << QStringLiteral("Choose the mailbox");
    QTest::newRow("address") << QStringLiteral("address") << QStringLiteral("postal address");
    QTest::newRow("name") << QStringLiteral("name") << QStringLiteral("your name");
    QTest::newRow("subject") << QStringLiteral("subject") << QStringLiteral("subject is empty");
    QTest::newRow("body") << QStringLiteral("body") << QStringLiteral("mail is empty");
    QTest::newRow("field") << QStringLiteral("field") << QStringLiteral("Did you mean “city”");
}

void CampaignsTest::launchNamesWhatMustBeFixed()
{
    QFETCH(QString, spoil);
    QFETCH(QString, says);
    CampaignWorld world;
    if (spoil != QLatin1String("people")) {
        must(world.campaigns.enrol(world.campaign,
                                   {world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"))}));
    }
    SenderProfile profile = world.profile;
    if (spoil == QLatin1String("mailbox")) {
        must(world.campaigns.chooseMailbox(world.campaign, {}));
    } else if (spoil == QLatin1String("address")) {
        profile.postalAddress = QStringLiteral(" \n ");
    } else if (spoil == QLatin1String("name")) {
        profile.personName.clear();
    } else if (spoil == QLatin1String("subject")) {
        world.setText(QString(), QStringLiteral("text"));
    } else if (spoil == QLatin1String("body")) {
        world.setText(QStringLiteral("subject"), QStringLiteral("  "));
    } else if (spoil == QLatin1String("field")) {
        world.setText(QStringLiteral("subject"), QStringLiteral("in {citty}"));
    }
    world.setProfile(profile);
    QSignalSpy running(&world.campaigns, &Campaigns::running);
    const Result<> launched = QCoro::waitFor(world.campaigns.launch(world.campaign));
    QVERIFY(!launched);
    QCOMPARE(launched.error().kind, ErrorKind::Refused);
    QVERIFY2(launched.error().message.contains(says), qPrintable(launched.error().message));
    QCOMPARE(running.size(), 0);
    QCOMPARE(must(world.campaigns.open(world.campaign)).campaign.state, CampaignState::NotLaunched);
}

void CampaignsTest::notesHowManyPeopleLackAValue()
{
    CampaignWorld world;
    QList<LeadId> leads;
    for (int number = 0; number < 3; ++number) {
        leads.append(world.addLead(QStringLiteral("A"), QStringLiteral("a%1@baltway.example").arg(number),
                                   number == 0 ? QStringLiteral("Gdynia") : QString()));
    }
    must(world.campaigns.enrol(world.campaign, leads));
    const QList<LaunchCheckLine> lines = must(world.campaigns.launchCheck(world.campaign));
    const auto note = std::ranges::find(lines, LaunchCheckLine::Level::Note, &LaunchCheckLine::level);
    QVERIFY(note != lines.end());
    QCOMPARE(note->text, QStringLiteral("2 people have no city"));
    must(world.campaigns.launch(world.campaign)); // a note does not hinder
}

void CampaignsTest::launchesPausesAndResumes()
{
    CampaignWorld world;
    must(world.campaigns.enrol(world.campaign,
                               {world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"))}));
    QSignalSpy running(&world.campaigns, &Campaigns::running);
    QVERIFY(!QCoro::waitFor(world.campaigns.pause(world.campaign)));
    must(world.campaigns.launch(world.campaign));
    QCOMPARE(running.size(), 1);
    QVERIFY(!QCoro::waitFor(world.campaigns.launch(world.campaign)));
    must(world.campaigns.pause(world.campaign));
    QCOMPARE(must(world.campaigns.open(world.campaign)).campaign.state, CampaignState::Paused);
    must(world.campaigns.resume(world.campaign));
    QCOMPARE(running.size(), 2);
    QCOMPARE(must(world.campaigns.open(world.campaign)).campaign.launchedAt, world.clock.now());
}

void CampaignsTest::deletingPausesAndRestoringKeepsItPaused()
{
    CampaignWorld world;
    must(world.campaigns.enrol(world.campaign,
                               {world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"))}));
    must(world.campaigns.launch(world.campaign));
    must(world.campaigns.softDelete(world.campaign));
    QVERIFY(must(world.campaigns.list()).isEmpty());
    QVERIFY(!QCoro::waitFor(world.campaigns.resume(world.campaign)));
    must(world.campaigns.restore(world.campaign));
    QCOMPARE(must(world.campaigns.list()).first().campaign.state, CampaignState::Paused);
}

void CampaignsTest::listsWithTheNumbersOfTheNounsAbove()
{
    CampaignWorld world;
    const UsedFirstVersion use;
    world.campaigns.addUse(use);
    must(world.campaigns.enrol(world.campaign,
                               {world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"))}));
    const CampaignRow row = must(world.campaigns.list()).first();
    QCOMPARE(row.people, 1);
    QCOMPARE(row.steps, 1);
    QCOMPARE(row.counts.sent, 7);
    QCOMPARE(row.sender, QStringLiteral("clara@harbourline.example"));
}

void CampaignsTest::previewsUnsavedTextForAPerson()
{
    CampaignWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"), QString());
    const StepText text{QStringLiteral("To {first name}"), QStringLiteral("In {city}, {country|Poland}"), {}};
    const StepPreview preview = must(world.campaigns.preview(text, lead));
    QCOMPARE(preview.subject, QStringLiteral("To Anna"));
    QCOMPARE(preview.body, QStringLiteral("In , Poland"));
    QCOMPARE(preview.missing, QStringList{QStringLiteral("city")});
}

void CampaignsTest::ownColumnsAreFields()
{
    CampaignWorld world;
    must(world.files.write([](Connection &c) {
        return c.insert(QStringLiteral("INSERT INTO custom_field (key, label) VALUES ('trucks', 'Trucks')"));
    }));
    const QList<TemplateField> fields = must(world.campaigns.fields());
    const TemplateField trucks{QStringLiteral("trucks"), QStringLiteral("Trucks")};
    QVERIFY(fields.contains(trucks));
}

void CampaignsTest::movesStepsUntilTheLaunch()
{
    CampaignWorld world;
    const StepId second = must(world.campaigns.addStep(world.campaign, StepKind::Mail, world.step));
    const StepId third = must(world.campaigns.addStep(world.campaign, StepKind::Mail, second));
    const auto order = [&] {
        QList<StepId> ids;
        for (const CampaignStep &step : must(world.campaigns.open(world.campaign)).steps) {
            ids.append(step.id);
        }
        return ids;
    };
    must(world.campaigns.moveStep(third, -1));
    QCOMPARE(order(), (QList<StepId>{world.step, third, second}));
    must(world.campaigns.moveStep(second, 1)); // the last one stays
    QCOMPARE(order(), (QList<StepId>{world.step, third, second}));
    const StepId between = must(world.campaigns.addStep(world.campaign, StepKind::Task, world.step));
    QCOMPARE(order(), (QList<StepId>{world.step, between, third, second}));
    must(world.campaigns.removeStep(third));
    QCOMPARE(order(), (QList<StepId>{world.step, between, second}));
    must(world.campaigns.restoreStep(third));
    QCOMPARE(order(), (QList<StepId>{world.step, between, third, second}));
    for (const StepId step : order()) {
        must(world.campaigns.editStep(step, StepText{QStringLiteral("A"), QStringLiteral("B"), {}}));
    }
    must(world.campaigns.enrol(world.campaign,
                               {world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"))}));
    must(world.campaigns.launch(world.campaign));
    QCOMPARE(QCoro::waitFor(world.campaigns.moveStep(second, -1)).error().kind, ErrorKind::Refused);
}

void CampaignsTest::enrolsNobodyWrittenToLately()
{
    CampaignWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"));
    must(world.campaigns.setQuietDays(world.campaign, 7));
    must(world.files.write(
        [&, at = world.clock.now().addDays(-6)](Connection &c) { return LeadStore().touch(c, lead, at); }));
    const EnrolmentReport report = must(world.campaigns.enrol(world.campaign, {lead}));
    QCOMPARE(reasons(report), QList<LeftOut::Reason>{LeftOut::Reason::WrittenToLately});
    QVERIFY(report.leftOut.first().sentence.contains(QStringLiteral("less than 7 days ago")));
    world.clock.advance(std::chrono::hours(24));
    QCOMPARE(must(world.campaigns.enrol(world.campaign, {lead})).enrolled, 1);
}

void CampaignsTest::launchChecksEveryStepAndVariant()
{
    CampaignWorld world;
    must(world.campaigns.enrol(world.campaign,
                               {world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"))}));
    const StepId second = must(world.campaigns.addStep(world.campaign, StepKind::Mail, world.step));
    const auto fault = [&] {
        const QList<LaunchCheckLine> lines = must(world.campaigns.launchCheck(world.campaign));
        const auto line = std::ranges::find(lines, LaunchCheckLine::Level::MustFix, &LaunchCheckLine::level);
        return line == lines.end() ? LaunchCheckLine() : *line;
    };
    QCOMPARE(fault().text, QStringLiteral("The mail is empty")); // its subject may be
    QCOMPARE(fault().step, second);
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("Again"), {}}));
    QCOMPARE(fault(), LaunchCheckLine());
    must(world.campaigns.addVariant(second));
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("a\n{if city}"), {}}, 1));
    QCOMPARE(fault().variant, 1);
    QVERIFY2(fault().detail.contains(QStringLiteral("Step 2, variant B. Line 2, column 1.")),
             qPrintable(fault().detail));
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("{claude: something}"), {}}, 1));
    QCOMPARE(fault(), LaunchCheckLine());
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("a\n  {claude: }"), {}}, 1));
    QVERIFY2(fault().detail.contains(QStringLiteral("Line 2, column 3.")), qPrintable(fault().detail));
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("{claude: the place in {city}}"), {}}, 1));
    QVERIFY(fault().text.contains(QStringLiteral("cannot hold a bracket")));
    QVERIFY2(fault().detail.contains(QStringLiteral("Line 1, column 1.")), qPrintable(fault().detail));
    must(world.campaigns.editStep(second, StepText{{}, QStringLiteral("{claude: something}"), {}}, 1));
    must(world.campaigns.launch(world.campaign));
}

void CampaignsTest::whoIsInTwoCampaignsStaysInTheOneThatRunsFirst()
{
    CampaignWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"));
    const LeadId other = world.addLead(QStringLiteral("Bo"), QStringLiteral("b@baltway.example"));
    const CampaignId second = must(world.campaigns.create(QStringLiteral("Second")));
    must(world.campaigns.chooseMailbox(second, world.mailbox));
    must(world.campaigns.editStep(must(world.campaigns.open(second)).steps.first().id,
                                  StepText{QStringLiteral("A"), QStringLiteral("B"), {}}));
    must(world.campaigns.enrol(world.campaign, {lead}));
    must(world.campaigns.enrol(second, {lead, other}));
    must(world.campaigns.launch(world.campaign));
    must(world.campaigns.launch(second));
    const QList<EnrolledPerson> people = must(world.campaigns.people(second));
    QCOMPARE(people.first().leftReason, QStringLiteral("Is in the running campaign “Baltic forwarders”."));
    QVERIFY(people.last().leftReason.isEmpty());
}

QTEST_GUILESS_MAIN(CampaignsTest)
#include "CampaignsTest.moc"
