#include "prospecting/ApolloFilters.h"

#include "net/Json.h"

#include <QJsonArray>
#include <QLocale>
#include <QtTest>

using namespace AlwaysLeads;

class ApolloFiltersTest : public QObject
{
    Q_OBJECT

private:
    static ApolloFilters everything()
    {
        ApolloFilters filters;
        filters.titles = {QStringLiteral("Head of operations"), QStringLiteral("Planning")};
        filters.similarTitles = false;
        filters.seniorities = {QStringLiteral("head"), QStringLiteral("c_suite")};
        filters.personPlaces = {QStringLiteral("Aarhus")};
        filters.companyPlaces = {QStringLiteral("Denmark"), QStringLiteral("Poland")};
        filters.employees = {QStringLiteral("11,50")};
        filters.words = QStringLiteral("freight forwarding");
        filters.industryWords = {QStringLiteral("maritime")};
        filters.domains = {QStringLiteral("baltway.example")};
        filters.technologies = {QStringLiteral("google_analytics")};
        filters.revenue = {1'000'000, std::nullopt};
        filters.hiringTitles = {QStringLiteral("load planner")};
        filters.emailStatuses = {QStringLiteral("verified")};
        return filters;
    }

private Q_SLOTS:
    void comesBackFromJsonAsItWas()
    {
        QCOMPARE(ApolloFilters::fromJson(everything().toJson()), everything());
        QCOMPARE(ApolloFilters::fromJson({}), ApolloFilters());
        QVERIFY(ApolloFilters().isEmpty());
        QVERIFY(!everything().isEmpty());
    }

    void readsWhatItCanOfAStrangeJson()
    {
        const QJsonObject strange = *Json::object(
            R"({"titles":[" Head  of ops ",7,"",null,"Head of ops"],"similar titles":"maybe","employees":12,
                "words":["x"],"revenue":{"min":1.5,"max":20}})");
        const ApolloFilters filters = ApolloFilters::fromJson(strange);
        QCOMPARE(filters.titles, QStringList{QStringLiteral("Head of ops")});
        QVERIFY(filters.similarTitles);
        QVERIFY(filters.employees.isEmpty());
        QVERIFY(filters.words.isEmpty());
        QVERIFY(!filters.revenue.from);
        QCOMPARE(filters.revenue.to, std::optional<qint64>(20));
    }

    void asksWithTheDocumentedNamesOnly()
    {
        const QJsonObject body = everything().toRequest(3, 100);
        const QJsonObject expected = *Json::object(
            R"({"person_titles":["Head of operations","Planning"],"include_similar_titles":false,
                "person_seniorities":["head","c_suite"],"person_locations":["Aarhus"],
                "organization_locations":["Denmark","Poland"],"organization_num_employees_ranges":["11,50"],
                "q_keywords":"freight forwarding maritime","q_organization_domains_list":["baltway.example"],
                "currently_using_any_of_technology_uids":["google_analytics"],"revenue_range":{"min":1000000},
                "q_organization_job_titles":["load planner"],"contact_email_status":["verified"],
                "page":3,"per_page":100})");
        QCOMPARE(body, expected);
        const QJsonObject nothing = ApolloFilters().toRequest(1, 10);
        QCOMPARE(nothing.keys(), QStringList({QStringLiteral("page"), QStringLiteral("per_page")}));
    }

    void neverAsksForMoreDomainsThanAreTaken()
    {
        ApolloFilters filters;
        for (int i = 0; i < 1200; ++i) {
            filters.domains.append(QStringLiteral("d%1.example").arg(i));
        }
        QCOMPARE(filters.toRequest(1, 1).value(QLatin1String("q_organization_domains_list")).toArray().size(), 1000);
    }

    void bareDomains_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("bare");
        QTest::newRow("link") << "https://www.Baltway.example/about?x=1"
                              << "baltway.example";
        QTest::newRow("address") << "anna@baltway.example"
                                 << "baltway.example";
        QTest::newRow("port") << "baltway.example:8080"
                              << "baltway.example";
        QTest::newRow("accents") << QStringLiteral("café.example") << "xn--caf-dma.example";
        QTest::newRow("a word") << "baltway"
                                << "";
        QTest::newRow("two words") << "baltway example.com x"
                                   << "";
        QTest::newRow("nothing") << " "
                                 << "";
    }

    void bareDomains()
    {
        QFETCH(QString, typed);
        QFETCH(QString, bare);
        QCOMPARE(ApolloFilters::bareDomain(typed), bare);
    }

    void namesASearchAndItsRanges()
    {
        QCOMPARE(ApolloFilters::shownEmployees(QStringLiteral("11,50")), QStringLiteral("11–50"));
        QCOMPARE(ApolloFilters::shownEmployees(ApolloFilters::employeeRanges().last()), QStringLiteral("501+"));
        QCOMPARE(ApolloFilters::technologyId(QStringLiteral("WordPress.org")), QStringLiteral("wordpress_org"));
        QCOMPARE(everything().summary(), QStringLiteral("Head of operations, Planning, Denmark and 12 more"));
        QCOMPARE(ApolloFilters().summary(), QStringLiteral("Everybody"));
    }

    void namesASearchByWhateverWasChosen_data()
    {
        QTest::addColumn<ApolloFilters>("filters");
        QTest::addColumn<QString>("name");
        ApolloFilters filters;
        filters.seniorities = {QStringLiteral("vp"), QStringLiteral("head"), QStringLiteral("director"),
                               QStringLiteral("c_suite")};
        QTest::newRow("seniority") << filters << "C-level, VP, head, director";
        filters.seniorities = {QStringLiteral("c_suite"), QStringLiteral("vp")};
        QTest::newRow("part of a choice") << filters << "C-level, vp";
        filters = {};
        filters.employees = {QStringLiteral("11,50"), QStringLiteral("51,200")};
        QTest::newRow("employees") << filters << QStringLiteral("11–50 people, 51–200 people");
        filters = {};
        filters.emailStatuses = {QStringLiteral("verified"), QStringLiteral("likely to engage")};
        QTest::newRow("email") << filters << "Email: Verified, Email: Likely";
        filters = {};
        filters.revenue.from = 1'000'000;
        QTest::newRow("revenue") << filters << QStringLiteral("Revenue from %1").arg(QLocale().toString(1'000'000));
        filters = {};
        filters.hiringTitles = {QStringLiteral("load planner")};
        QTest::newRow("hiring") << filters << "Looking for load planner";
    }

    void namesASearchByWhateverWasChosen()
    {
        QFETCH(ApolloFilters, filters);
        QFETCH(QString, name);
        QCOMPARE(filters.summary(), name);
    }
};

QTEST_GUILESS_MAIN(ApolloFiltersTest)
#include "ApolloFiltersTest.moc"
