#include "CampaignWorld.h"
#include "app/dnscheck/FakeDns.h"
#include "campaign/SenderDomains.h"
#include "dnscheck/DomainCheck.h"
#include "support/Patience.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <optional>

using namespace AlwaysLeads;
using Fix = LaunchCheckLine::Fix;
using Level = LaunchCheckLine::Level;

namespace {

struct LaunchWorld : CampaignWorld
{
    LaunchWorld()
    {
        campaigns.addCheck([this](CampaignId id) { return domains.lines(id); });
        QObject::connect(&domains, &SenderDomains::looked, &campaigns, &Campaigns::changed);
    }
    ~LaunchWorld() { QCoro::waitFor(domains.close()); }

    LeadId person(const QString &name, const QString &city = QStringLiteral("Gdynia"))
    {
        return addLead(name, QStringLiteral("%1@baltway.example").arg(name.toLower()), city);
    }
    std::optional<LaunchCheckLine> line(Fix fix)
    {
        const QList<LaunchCheckLine> lines = must(campaigns.launchCheck(campaign));
        const auto found = std::ranges::find(lines, fix, &LaunchCheckLine::fix);
        return found == lines.end() ? std::nullopt : std::optional(*found);
    }
    /// After the DNS was asked.
    LaunchCheckLine domainLine()
    {
        QSignalSpy looked(&domains, &SenderDomains::looked);
        std::optional<LaunchCheckLine> found = line(Fix::Domain);
        if (!found && QTest::qWaitFor([&] { return looked.size() == 1; }, testPatience)) {
            found = line(Fix::Domain);
        }
        return found.value_or(LaunchCheckLine());
    }
    /// Everything that receivers want to read about harbourline.example.
    void addRecords()
    {
        dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
        dns.addText(QStringLiteral("harbourline.example"), "v=spf1 ip4:192.0.2.25 -all");
        dns.addText(QStringLiteral("default._domainkey.harbourline.example"),
                    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        dns.addText(QStringLiteral("_dmarc.harbourline.example"),
                    "v=DMARC1; p=quarantine; rua=mailto:clara@harbourline.example");
    }

    FakeDns dns;
    DomainCheck check{dns, clock};
    SenderDomains domains{*files, clock, check};
};

} // namespace

class LaunchCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesThosePeopleWhoLackAValue();
    void leavesThemOutTogetherAndBringsThemBack();
    void oneOfSeveralMailboxesMayBePaused();
    void aDomainInOrderIsSaidSo();
    void aDomainWithoutProofBlocksTheLaunch();
    void aDomainThatTakesNoMailBlocksTheLaunch();
    void whatCouldBeBetterIsANote();
    void aDnsThatIsSilentDoesNotBlock();
    void isAskedOnceAnHour();
    void aCheckThatFailsSaysNothing();
    void saysWhichMailboxesSeeNoAnswers();
};

void LaunchCheckTest::namesThosePeopleWhoLackAValue()
{
    LaunchWorld world;
    const LeadId anna = world.person(QStringLiteral("Anna"));
    const LeadId bea = world.person(QStringLiteral("Bea"), QString());
    const LeadId cleo = world.person(QStringLiteral("Cleo"), QString());
    must(world.campaigns.enrol(world.campaign, {anna, bea, cleo}));
    const std::optional<LaunchCheckLine> line = world.line(Fix::Values);
    QVERIFY(line.has_value());
    QCOMPARE(line->level, Level::Note);
    QCOMPARE(line->field, QStringLiteral("city"));
    QCOMPARE(line->people, QList<LeadId>({bea, cleo}));
    world.changeLead(bea, [](Lead &lead) { lead.city = QStringLiteral("Sopot"); });
    QCOMPARE(world.line(Fix::Values)->people, QList<LeadId>({cleo}));
}

void LaunchCheckTest::leavesThemOutTogetherAndBringsThemBack()
{
    LaunchWorld world;
    const LeadId anna = world.person(QStringLiteral("Anna"));
    const LeadId bea = world.person(QStringLiteral("Bea"), QString());
    const LeadId cleo = world.person(QStringLiteral("Cleo"), QString());
    must(world.campaigns.enrol(world.campaign, {anna, bea, cleo}));
    must(world.campaigns.leaveOutAll(world.campaign, {bea, cleo}, QString()));
    QCOMPARE(must(world.campaigns.open(world.campaign)).people, 1);
    QVERIFY(!world.line(Fix::Values).has_value());
    world.suppress(QStringLiteral("cleo@baltway.example")); // "no" holds for ever
    must(world.campaigns.bringBackAll(world.campaign, {bea, cleo}));
    QCOMPARE(must(world.campaigns.open(world.campaign)).people, 2);
    QCOMPARE(world.line(Fix::Values)->people, QList<LeadId>({bea}));
}

void LaunchCheckTest::oneOfSeveralMailboxesMayBePaused()
{
    LaunchWorld world;
    must(world.campaigns.enrol(world.campaign, {world.person(QStringLiteral("Anna"))}));
    const MailboxId other = world.addMailbox(QStringLiteral("sales@harbourline.example"));
    must(world.campaigns.chooseMailboxes(world.campaign, {world.mailbox, other}));
    QCOMPARE(world.line(Fix::Mailbox)->level, Level::Good);
    const auto pause = [&](MailboxId id) {
        must(world.files.write(
            [id](Connection &c) { return MailboxStore().setPaused(c, id, QStringLiteral("Too many bounces.")); }));
    };
    pause(world.mailbox);
    QCOMPARE(world.line(Fix::Mailbox)->level, Level::Note);
    QVERIFY(world.line(Fix::Mailbox)->text.contains(QStringLiteral("clara@harbourline.example")));
    pause(other);
    QCOMPARE(world.line(Fix::Mailbox)->level, Level::MustFix);
    QVERIFY(!QCoro::waitFor(world.campaigns.launch(world.campaign)));
}

void LaunchCheckTest::aDomainInOrderIsSaidSo()
{
    LaunchWorld world;
    world.addRecords();
    const LaunchCheckLine line = world.domainLine();
    QCOMPARE(line.level, Level::Good);
    QCOMPARE(line.text, QStringLiteral("SPF, DKIM and DMARC of harbourline.example are in place"));
}

void LaunchCheckTest::aDomainWithoutProofBlocksTheLaunch()
{
    LaunchWorld world;
    must(world.campaigns.enrol(world.campaign, {world.person(QStringLiteral("Anna"))}));
    world.dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
    world.dns.addText(QStringLiteral("default._domainkey.harbourline.example"), "v=DKIM1; k=ed25519; p=");
    const LaunchCheckLine line = world.domainLine();
    QCOMPARE(line.level, Level::MustFix);
    const Result<> launched = QCoro::waitFor(world.campaigns.launch(world.campaign));
    QVERIFY(!launched);
    QCOMPARE(launched.error().kind, ErrorKind::Refused);
    QVERIFY2(launched.error().message.contains(QStringLiteral("Neither SPF nor DKIM")),
             qPrintable(launched.error().message));
    QCOMPARE(must(world.campaigns.open(world.campaign)).campaign.state, CampaignState::NotLaunched);
    // The person mends it and looks again.
    world.dns = FakeDns();
    world.addRecords();
    world.domains.forget();
    QCOMPARE(world.domainLine().level, Level::Good);
    must(world.campaigns.launch(world.campaign));
}

void LaunchCheckTest::aDomainThatTakesNoMailBlocksTheLaunch()
{
    LaunchWorld world;
    world.addRecords();
    world.dns = FakeDns(); // the domain does not exist
    const LaunchCheckLine line = world.domainLine();
    QCOMPARE(line.level, Level::MustFix);
    QCOMPARE(line.text, QStringLiteral("Nobody can answer to harbourline.example"));
    QVERIFY(!line.detail.isEmpty());
}

void LaunchCheckTest::whatCouldBeBetterIsANote()
{
    LaunchWorld world;
    world.dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
    world.dns.addText(QStringLiteral("harbourline.example"), "v=spf1 ip4:192.0.2.25 -all");
    const LaunchCheckLine line = world.domainLine();
    QCOMPARE(line.level, Level::Note);
    QVERIFY2(line.text.contains(QStringLiteral("DMARC")), qPrintable(line.text));
}

void LaunchCheckTest::aDnsThatIsSilentDoesNotBlock()
{
    LaunchWorld world;
    world.dns.down = true;
    const LaunchCheckLine line = world.domainLine();
    QCOMPARE(line.level, Level::Note);
    must(world.campaigns.enrol(world.campaign, {world.person(QStringLiteral("Anna"))}));
    must(world.campaigns.launch(world.campaign));
}

void LaunchCheckTest::isAskedOnceAnHour()
{
    LaunchWorld world;
    world.addRecords();
    world.domainLine();
    const qsizetype once = world.dns.asked.size();
    QVERIFY(once > 0);
    must(world.campaigns.launchCheck(world.campaign));
    QCOMPARE(world.dns.asked.size(), once);
    QSignalSpy looked(&world.domains, &SenderDomains::looked);
    world.clock.advance(std::chrono::hours(1));
    QCOMPARE(world.line(Fix::Domain)->level, Level::Good); // what was known, until the answer is there
    QTRY_COMPARE(looked.size(), 1);
    QCOMPARE(world.dns.asked.size(), 2 * once);
}

void LaunchCheckTest::aCheckThatFailsSaysNothing()
{
    LaunchWorld world;
    const qsizetype before = must(world.campaigns.launchCheck(world.campaign)).size();
    world.campaigns.addCheck([](CampaignId) -> Task<Result<QList<LaunchCheckLine>>> {
        co_return failure(ErrorKind::Network, QStringLiteral("The line broke."));
    });
    QVERIFY(must(world.campaigns.launchCheck(world.campaign)).size() >= before);
    QVERIFY(!world.line(Fix::Limits).has_value());
}

void LaunchCheckTest::saysWhichMailboxesSeeNoAnswers()
{
    LaunchWorld world;
    Mailbox own = *must(world.files.read([&](Connection &c) { return MailboxStore().find(c, world.mailbox); }));
    const auto notes = [&world, &own](bool sendOnly, bool followUps) {
        own.sendOnly = sendOnly;
        own.followUpsUnread = followUps;
        must(world.files.write([&](Connection &c) { return MailboxStore().change(c, own); }));
        QStringList notes;
        for (const LaunchCheckLine &line : must(world.campaigns.launchCheck(world.campaign))) {
            if (line.fix == Fix::Mailbox && line.level == Level::Note) {
                notes.append(line.text);
            }
        }
        return notes;
    };
    QVERIFY(notes(true, false).isEmpty()); // one mail has no follow-up
    const StepId first = must(world.campaigns.open(world.campaign)).steps.first().id;
    must(world.campaigns.addStep(world.campaign, StepKind::Mail, first));
    QVERIFY(notes(false, false).isEmpty());
    QCOMPARE(notes(true, false), QStringList{QStringLiteral("Follow-ups do not leave from clara@harbourline.example")});
    QCOMPARE(
        notes(true, true),
        QStringList{QStringLiteral("Follow-ups from clara@harbourline.example go out even to people who answered")});
}

QTEST_GUILESS_MAIN(LaunchCheckTest)
#include "LaunchCheckTest.moc"
