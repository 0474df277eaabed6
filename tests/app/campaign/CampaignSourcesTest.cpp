#include "campaign/CampaignSources.h"
#include "CampaignWorld.h"
#include "lead/LeadLists.h"
#include "lead/Leads.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

QStringList listOf(std::initializer_list<const char *> words)
{
    QStringList list;
    for (const char *word : words) {
        list.append(QString::fromUtf8(word));
    }
    return list;
}

struct SourcesWorld : CampaignWorld
{
    Leads leads{*files, clock};
    LeadSearch search{*files, clock};
    LeadLists lists{*files, clock, leads};
    CampaignSources sources{*files, clock, campaigns, search};

    LeadId person(const QString &name, const QString &city)
    {
        search.forget();
        return addLead(name, QStringLiteral("%1@baltway.example").arg(name.toLower()), city);
    }
    LeadList segmentOf(const QString &city)
    {
        LeadCondition condition;
        condition.field = QStringLiteral("city");
        condition.asks = LeadOperator::Is;
        condition.values = QStringList(city);
        return must(lists.addSegment(city, LeadFilter(condition)));
    }
    QStringList inside()
    {
        QStringList names;
        for (const EnrolledPerson &person : must(campaigns.people(campaign))) {
            if (person.leftReason.isEmpty()) {
                names.append(person.name.section(QLatin1Char(' '), 0, 0));
            }
        }
        names.sort();
        return names;
    }
};

} // namespace

class CampaignSourcesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesInAList();
    void followsASegment();
    void aListTakenOnceIsNotFollowed();
    void whoWasLeftOutStaysOut();
    void theRulesOfEnrollingHold();
    void aPausedCampaignTakesNobodyIn();
    void aListThatIsGoneIsForgotten();
};

void CampaignSourcesTest::takesInAList()
{
    SourcesWorld world;
    const LeadId anna = world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    const LeadId bea = world.person(QStringLiteral("Bea"), QStringLiteral("Lodz"));
    world.person(QStringLiteral("Cleo"), QStringLiteral("Lodz"));
    const LeadList list = must(world.lists.addList(QStringLiteral("Fair"), {anna, bea}));
    QSignalSpy changed(&world.sources, &CampaignSources::changed);
    QCOMPARE(must(world.sources.add(world.campaign, list, false)).enrolled, 2);
    QCOMPARE(world.inside(), (listOf({"Anna", "Bea"})));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(must(world.sources.add(world.campaign, list, false)).enrolled, 0); // once more changes nothing
    const QList<CampaignSource> sources = must(world.sources.of(world.campaign));
    QCOMPARE(sources.size(), 1);
    QCOMPARE(sources.first().name, QStringLiteral("Fair"));
    QVERIFY(!sources.first().follows);
}

void CampaignSourcesTest::followsASegment()
{
    SourcesWorld world;
    world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    const LeadId bea = world.person(QStringLiteral("Bea"), QStringLiteral("Lodz"));
    must(world.sources.add(world.campaign, world.segmentOf(QStringLiteral("Gdynia")), true));
    QCOMPARE(world.inside(), listOf({"Anna"}));
    world.person(QStringLiteral("Cleo"), QStringLiteral("Gdynia"));
    world.changeLead(bea, [](Lead &lead) { lead.city = QStringLiteral("Gdynia"); });
    world.search.forget();
    QCOMPARE(must(world.sources.follow()), 2);
    QCOMPARE(world.inside(), (listOf({"Anna", "Bea", "Cleo"})));
    QCOMPARE(must(world.sources.follow()), 0);
    world.changeLead(bea, [](Lead &lead) { lead.city = QStringLiteral("Lodz"); });
    world.search.forget();
    QCOMPARE(must(world.sources.follow()), 0);
    QCOMPARE(world.inside().size(), 3); // nobody is moved out
    must(world.sources.remove(world.campaign, must(world.sources.of(world.campaign)).first().list));
    world.person(QStringLiteral("Dana"), QStringLiteral("Gdynia"));
    QCOMPARE(must(world.sources.follow()), 0);
    QCOMPARE(world.inside().size(), 3);
}

void CampaignSourcesTest::aListTakenOnceIsNotFollowed()
{
    SourcesWorld world;
    must(world.sources.add(world.campaign, world.segmentOf(QStringLiteral("Gdynia")), false));
    world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    QCOMPARE(must(world.sources.follow()), 0);
}

void CampaignSourcesTest::whoWasLeftOutStaysOut()
{
    SourcesWorld world;
    const LeadId anna = world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    must(world.sources.add(world.campaign, world.segmentOf(QStringLiteral("Gdynia")), true));
    must(world.campaigns.leaveOut(world.campaign, anna, QStringLiteral("Left out by you.")));
    QCOMPARE(must(world.sources.follow()), 0);
    QCOMPARE(world.inside(), QStringList());
}

void CampaignSourcesTest::theRulesOfEnrollingHold()
{
    SourcesWorld world;
    world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    world.person(QStringLiteral("Bea"), QStringLiteral("Gdynia"));
    world.suppress(QStringLiteral("bea@baltway.example"));
    const EnrolmentReport report =
        must(world.sources.add(world.campaign, world.segmentOf(QStringLiteral("Gdynia")), true));
    QCOMPARE(report.enrolled, 1);
    QCOMPARE(report.leftOut.size(), 1);
    QCOMPARE(report.leftOut.first().reason, LeftOut::Reason::Suppressed);
}

void CampaignSourcesTest::aPausedCampaignTakesNobodyIn()
{
    SourcesWorld world;
    world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    must(world.sources.add(world.campaign, world.segmentOf(QStringLiteral("Gdynia")), true));
    must(world.campaigns.launch(world.campaign));
    must(world.campaigns.pause(world.campaign));
    world.person(QStringLiteral("Bea"), QStringLiteral("Gdynia"));
    QCOMPARE(must(world.sources.follow()), 0);
    must(world.campaigns.resume(world.campaign));
    QCOMPARE(must(world.sources.follow()), 1);
}

void CampaignSourcesTest::aListThatIsGoneIsForgotten()
{
    SourcesWorld world;
    const LeadId anna = world.person(QStringLiteral("Anna"), QStringLiteral("Gdynia"));
    const LeadList list = must(world.lists.addList(QStringLiteral("Fair"), {anna}));
    must(world.sources.add(world.campaign, list, true));
    must(world.lists.remove(list.id));
    QVERIFY(must(world.sources.of(world.campaign)).isEmpty());
    QCOMPARE(must(world.sources.follow()), 0);
    QCOMPARE(world.inside(), listOf({"Anna"}));
}

QTEST_GUILESS_MAIN(CampaignSourcesTest)
#include "CampaignSourcesTest.moc"
