#include "sandbox/ApolloServer.h"
#include "net/HttpClient.h"
#include "net/Json.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QtTest>

Q_DECLARE_METATYPE(AlwaysLeads::ApolloServer::Fault)

using namespace AlwaysLeads;

class ApolloServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void searchHidesNamesAndAddressesAndCostsNothing();
    void searchHonoursItsFilters_data();
    void searchHonoursItsFilters();
    void searchPages();
    void enrichmentKeepsPositionsAndCountsCredits();
    void enrichmentRefusesTooMany();
    void matchGivesOnePerson();
    void requestIdsNeedAll64Bits();
    void refusesTheKeyInTheWrongPlace();
    void refusesAWrongKeyInPlainText();
    void theOldSearchIsClosed();
    void tellsAKeyThatIsGoodFromOneThatIsNot();
    void faultsAreTheDocumentedOnes_data();
    void faultsAreTheDocumentedOnes();
    void givesCompaniesAndUsage();
    void countsTheCallsOfAMinute();
    void keepsItsAccountOverARestart();
    void givesCreditsAnewEachMonth();
    void peopleComeAsTimeGoesBy();

private:
    HttpResponse ask(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                     const QByteArray &key = ApolloServer::acceptedKey)
    {
        HttpRequest request;
        request.method = method;
        request.url = m_server->url();
        request.url.setPath(request.url.path() + path.section(u'?', 0, 0));
        request.url.setQuery(path.section(u'?', 1));
        request.headers = {{"x-api-key", key}, {"content-type", "application/json"}};
        request.body = method == "GET" ? QByteArray() : Json::write(body);
        request.retries.when = HttpRetries::When::Never;
        return QCoro::waitFor(m_http.send(request)).value();
    }
    QJsonObject post(const QString &path, const QJsonObject &body)
    {
        return *Json::object(ask("POST", path, body).body);
    }
    QJsonObject search(const QJsonObject &filters) { return post(QStringLiteral("/mixed_people/api_search"), filters); }

    SandboxPeople m_people;
    SystemClock m_clock;
    HttpClient m_http{m_clock};
    /// Another start of the sandbox on the same file, at this time.
    void startOn(const QString &file, const QDateTime &now)
    {
        m_now = now;
        m_server = std::make_unique<ApolloServer>(m_people);
        m_server->setClock([this] { return m_now; });
        m_server->keepIn(file);
        QVERIFY(m_server->start());
    }
    int total(const QJsonObject &filters) { return search(filters).value(QLatin1String("total_entries")).toInt(); }

    QDateTime m_now;
    std::unique_ptr<ApolloServer> m_server;
};

void ApolloServerTest::init()
{
    m_server = std::make_unique<ApolloServer>(m_people);
    QVERIFY(m_server->start());
}

void ApolloServerTest::searchHidesNamesAndAddressesAndCostsNothing()
{
    const int before = m_server->creditsLeft();
    const QJsonObject got = search({});
    QCOMPARE(got.value(QLatin1String("total_entries")).toInt(), 200);
    const QJsonObject person = got.value(QLatin1String("people")).toArray().first().toObject();
    QCOMPARE(person.value(QLatin1String("first_name")).toString(), QStringLiteral("Agnieszka"));
    QVERIFY(person.value(QLatin1String("last_name_obfuscated")).toString().contains(QStringLiteral("***")));
    QVERIFY(person.value(QLatin1String("has_email")).toBool());
    QVERIFY(person.value(QLatin1String("has_direct_phone")).isString());
    for (const char *hidden : {"last_name", "name", "email", "email_status", "linkedin_url"}) {
        QVERIFY2(!person.contains(QLatin1String(hidden)), hidden);
    }
    QVERIFY(!Json::write(got).contains('@'));
    QCOMPARE(m_server->creditsLeft(), before);
}

void ApolloServerTest::searchHonoursItsFilters_data()
{
    QTest::addColumn<QByteArray>("filters");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("place") << QByteArray(R"({"person_locations":["Denmark"]})") << 5 << 30;
    QTest::newRow("two places are or") << QByteArray(R"({"person_locations":["Denmark","Poland"]})") << 12 << 60;
    QTest::newRow("filters are and") << QByteArray(
        R"({"person_locations":["Denmark"],"organization_num_employees_ranges":["80,90"]})")
                                     << 1 << 15;
    QTest::newRow("exact title") << QByteArray(R"({"person_titles":["Owner"],"include_similar_titles":false})") << 5
                                 << 40;
    QTest::newRow("domain") << QByteArray(R"({"q_organization_domains_list":["baltway.example"]})") << 1 << 1;
    QTest::newRow("words") << QByteArray(R"({"q_keywords":"Baltway Wójcik"})") << 1 << 1;
    QTest::newRow("technology") << QByteArray(R"({"currently_using_any_of_technology_uids":["salesforce"]})") << 10
                                << 120;
    QTest::newRow("technology of all") << QByteArray(
        R"({"currently_using_any_of_technology_uids":["microsoft_excel"]})")
                                       << 200 << 200;
    QTest::newRow("revenue") << QByteArray(R"({"revenue_range":{"min":100000000}})") << 1 << 60;
    QTest::newRow("job ads") << QByteArray(R"({"q_organization_job_titles":["load planner"]})") << 5 << 80;
    QTest::newRow("verified") << QByteArray(R"({"contact_email_status":["verified"]})") << 140 << 180;
    QTest::newRow("likely") << QByteArray(R"({"contact_email_status":["likely to engage"]})") << 5 << 40;
    QTest::newRow("nobody") << QByteArray(R"({"person_locations":["Atlantis"]})") << 0 << 0;
    QTest::newRow("an unknown filter is ignored") << QByteArray(R"({"person_hair":["red"]})") << 200 << 200;
}

void ApolloServerTest::searchHonoursItsFilters()
{
    QFETCH(QByteArray, filters);
    QFETCH(int, least);
    QFETCH(int, most);
    const int total = search(*Json::object(filters)).value(QLatin1String("total_entries")).toInt();
    QVERIFY2(total >= least && total <= most, QByteArray::number(total).constData());
}

void ApolloServerTest::searchPages()
{
    QCOMPARE(search({{QStringLiteral("per_page"), 500}}).value(QLatin1String("people")).toArray().size(), 100);
    QSet<QString> seen;
    for (int page = 1; page <= 3; ++page) {
        for (const QJsonValue person : search({{QStringLiteral("per_page"), 90}, {QStringLiteral("page"), page}})
                                           .value(QLatin1String("people"))
                                           .toArray()) {
            seen.insert(person.toObject().value(QLatin1String("id")).toString());
        }
    }
    QCOMPARE(seen.size(), 200);
    QCOMPARE(ask("POST", QStringLiteral("/mixed_people/api_search"), {{QStringLiteral("page"), 501}}).status, 422);
    const QJsonObject byQuery = *Json::object(
        ask("POST", QStringLiteral("/mixed_people/api_search?person_locations[]=Denmark&per_page=3")).body);
    QCOMPARE(byQuery.value(QLatin1String("people")).toArray().size(), 3);
}

void ApolloServerTest::enrichmentKeepsPositionsAndCountsCredits()
{
    const SandboxPerson first = m_people.all().at(0);
    const SandboxPerson third = m_people.all().at(20);
    const QJsonObject got = post(QStringLiteral("/people/bulk_match"),
                                 {{QStringLiteral("details"),
                                   QJsonArray{QJsonObject{{QStringLiteral("id"), first.id}},
                                              QJsonObject{{QStringLiteral("id"), QStringLiteral("nobody")}},
                                              QJsonObject{{QStringLiteral("name"), third.name()},
                                                          {QStringLiteral("domain"), third.company.domain}}}}});
    const QJsonArray matches = got.value(QLatin1String("matches")).toArray();
    QCOMPARE(matches.size(), 3);
    QCOMPARE(matches.at(0).toObject().value(QLatin1String("email")).toString(), first.email);
    QVERIFY(matches.at(1).isNull());
    QCOMPARE(matches.at(2).toObject().value(QLatin1String("id")).toString(), third.id);
    QCOMPARE(got.value(QLatin1String("credits_consumed")).toInt(), 2);
    QCOMPARE(got.value(QLatin1String("missing_records")).toInt(), 1);
    QCOMPARE(m_server->creditsLeft(), 178);
}

void ApolloServerTest::enrichmentRefusesTooMany()
{
    QJsonArray details;
    for (int i = 0; i < 11; ++i) {
        details.append(QJsonObject{{QStringLiteral("id"), m_people.all().at(i).id}});
    }
    const HttpResponse got = ask("POST", QStringLiteral("/people/bulk_match"), {{QStringLiteral("details"), details}});
    QCOMPARE(got.status, 400);
    QVERIFY(got.body.contains("RECORD_LIMIT_EXCEEDED"));
    QVERIFY(ask("POST", QStringLiteral("/people/bulk_match")).body.contains("missing details"));
    QCOMPARE(m_server->creditsLeft(), 180);
}

void ApolloServerTest::matchGivesOnePerson()
{
    const SandboxPerson person = m_people.all().at(3);
    QCOMPARE(post(QStringLiteral("/people/match"), {{QStringLiteral("email"), person.email}})
                 .value(QLatin1String("person"))
                 .toObject()
                 .value(QLatin1String("name"))
                 .toString(),
             person.name());
    QVERIFY(post(QStringLiteral("/people/match"), {{QStringLiteral("email"), QStringLiteral("no@body.example")}})
                .value(QLatin1String("person"))
                .isNull());
    QCOMPARE(m_server->creditsLeft(), 179);
    m_server->setCreditsLeft(0);
    QCOMPARE(ask("POST", QStringLiteral("/people/match"), {{QStringLiteral("id"), person.id}}).status, 422);
}

void ApolloServerTest::requestIdsNeedAll64Bits()
{
    const QJsonObject got = post(QStringLiteral("/people/match"), {{QStringLiteral("id"), m_people.all().at(0).id}});
    const std::optional<qint64> id = Json::integer(got.value(QLatin1String("request_id")));
    QVERIFY(id && *id < 0);
    QVERIFY(qint64(double(*id)) != *id); // a double would have lost it
}

void ApolloServerTest::refusesTheKeyInTheWrongPlace()
{
    const HttpResponse inBody =
        ask("POST", QStringLiteral("/mixed_people/api_search"), {{QStringLiteral("api_key"), QStringLiteral("x")}});
    QCOMPARE(inBody.status, 422);
    QVERIFY(inBody.body.contains("INVALID_API_KEY_LOCATION"));
    QCOMPARE(ask("GET", QStringLiteral("/users/api_profile?api_key=x")).status, 422);
}

void ApolloServerTest::refusesAWrongKeyInPlainText()
{
    const HttpResponse got = ask("POST", QStringLiteral("/mixed_people/api_search"), {}, "wrong");
    QCOMPARE(got.status, 401);
    QVERIFY(got.header("content-type").startsWith("text/plain"));
    QVERIFY(got.header("x-rate-limit-minute").isNull());
}

void ApolloServerTest::theOldSearchIsClosed()
{
    for (const QString &path : {QStringLiteral("/mixed_people/search"), QStringLiteral("/people/search")}) {
        const HttpResponse got = ask("POST", path);
        QCOMPARE(got.status, 422);
        QVERIFY(got.body.contains("deprecated for API callers"));
    }
    QCOMPARE(ask("GET", QStringLiteral("/mixed_people/api_search")).status, 404);
}

void ApolloServerTest::tellsAKeyThatIsGoodFromOneThatIsNot()
{
    QVERIFY(
        Json::object(ask("GET", QStringLiteral("/auth/health")).body)->value(QLatin1String("is_logged_in")).toBool());
    const HttpResponse bad = ask("GET", QStringLiteral("/auth/health"), {}, "wrong");
    QCOMPARE(bad.status, 200);
    QVERIFY(!Json::object(bad.body)->value(QLatin1String("is_logged_in")).toBool());
    const QJsonObject profile =
        *Json::object(ask("GET", QStringLiteral("/users/api_profile?include_credit_usage=true")).body);
    QCOMPARE(profile.value(QLatin1String("num_credits_remaining")).toInt(), 180);
}

void ApolloServerTest::faultsAreTheDocumentedOnes_data()
{
    QTest::addColumn<ApolloServer::Fault>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("key") << ApolloServer::Fault::Unauthorized << 401 << QByteArray("Invalid API key");
    QTest::newRow("scope") << ApolloServer::Fault::ScopeMissing << 403
                           << QByteArray("not authorized to access api/v1/mixed_people/api_search");
    QTest::newRow("plan") << ApolloServer::Fault::FreePlan << 403 << QByteArray("free plan");
    QTest::newRow("limit") << ApolloServer::Fault::RateLimited << 429 << QByteArray("600 times per hour");
    QTest::newRow("limit inside") << ApolloServer::Fault::RateLimitedInside << 429 << QByteArray("{\\\"message\\\"");
    QTest::newRow("failed") << ApolloServer::Fault::UnknownError << 422 << QByteArray("UNKNOWN_ERROR");
    QTest::newRow("server") << ApolloServer::Fault::ServerError << 500 << QByteArray("error");
    QTest::newRow("maintenance") << ApolloServer::Fault::Maintenance << 503 << QByteArray("<!DOCTYPE html>");
}

void ApolloServerTest::faultsAreTheDocumentedOnes()
{
    QFETCH(ApolloServer::Fault, fault);
    QFETCH(int, status);
    QFETCH(QByteArray, word);
    m_server->setFault(fault, 1);
    const HttpResponse got = ask("POST", QStringLiteral("/mixed_people/api_search"));
    QCOMPARE(got.status, status);
    QVERIFY2(got.body.contains(word), got.body.constData());
    QCOMPARE(got.retryAfter.has_value(), fault == ApolloServer::Fault::RateLimited);
    QCOMPARE(ask("POST", QStringLiteral("/mixed_people/api_search")).status, 200);
}

void ApolloServerTest::givesCompaniesAndUsage()
{
    const QJsonObject company =
        *Json::object(ask("GET", QStringLiteral("/organizations/enrich?domain=baltway.example")).body);
    QCOMPARE(company.value(QLatin1String("organization")).toObject().value(QLatin1String("name")).toString(),
             QStringLiteral("Baltway Logistics"));
    QCOMPARE(ask("GET", QStringLiteral("/organizations/enrich")).status, 422);
    const QJsonObject credits = post(QStringLiteral("/usage_stats/credit_usage_stats"), {})
                                    .value(QLatin1String("credit_usage_stats"))
                                    .toObject();
    QCOMPARE(credits.value(QLatin1String("lead_credit")).toObject().value(QLatin1String("left_over")).toInt(), 179);
    QVERIFY(post(QStringLiteral("/usage_stats/api_usage_stats"), {})
                .contains(QStringLiteral("[\"api/v1/mixed_people\", \"api_search\"]")));
}

void ApolloServerTest::countsTheCallsOfAMinute()
{
    m_server->setMinuteLimit(2);
    const QString path = QStringLiteral("/mixed_people/api_search");
    QCOMPARE(ask("POST", path).header("x-minute-requests-left"), QByteArray("1"));
    QCOMPARE(ask("POST", path).header("x-minute-requests-left"), QByteArray("0"));
    const HttpResponse refused = ask("POST", path);
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.retryAfter && *refused.retryAfter <= std::chrono::seconds(60));
    QCOMPARE(ask("POST", QStringLiteral("/usage_stats/credit_usage_stats")).status, 200); // a window of its own
    m_server->newMinute();
    QCOMPARE(ask("POST", path).status, 200);
}

namespace {
const QDateTime november(QDate(2026, 11, 20), QTime(9, 0), Qt::UTC);
}

void ApolloServerTest::keepsItsAccountOverARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("not there yet/apollo.json"));
    startOn(file, november);
    QCOMPARE(m_server->creditsLeft(), 180);
    post(QStringLiteral("/people/bulk_match"),
         {{QStringLiteral("details"),
           QJsonArray{QJsonObject{{QStringLiteral("id"), m_people.all().at(0).id}},
                      QJsonObject{{QStringLiteral("id"), m_people.all().at(1).id}}}}});
    QCOMPARE(m_server->creditsLeft(), 178);
    startOn(file, november.addDays(1));
    QCOMPARE(m_server->creditsLeft(), 178);
    // What cannot be read is a first start again, and no end of the sandbox.
    QFile broken(file);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"credits_left\": ");
    broken.close();
    startOn(file, november.addDays(1));
    QCOMPARE(m_server->creditsLeft(), 180);
    QCOMPARE(total({}), 200);
}

void ApolloServerTest::givesCreditsAnewEachMonth()
{
    const QTemporaryDir folder;
    startOn(folder.filePath(QStringLiteral("apollo.json")), november);
    search({});
    m_now = november.addDays(9);
    search({});
    QCOMPARE(m_server->creditsLeft(), 180);
    m_now = november.addDays(12);
    const QJsonObject profile =
        *Json::object(ask("GET", QStringLiteral("/users/api_profile?include_credit_usage=true")).body);
    QCOMPARE(profile.value(QLatin1String("num_credits_remaining")).toInt(), ApolloServer::creditLimit);
    const QJsonObject cycle = post(QStringLiteral("/usage_stats/credit_usage_stats"), {})
                                  .value(QLatin1String("current_credit_cycle"))
                                  .toObject();
    QCOMPARE(cycle.value(QLatin1String("start_date")).toString(), QStringLiteral("2026-12-01"));
    QCOMPARE(cycle.value(QLatin1String("end_date")).toString(), QStringLiteral("2026-12-31"));
}

void ApolloServerTest::peopleComeAsTimeGoesBy()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("apollo.json"));
    const QJsonObject danes{{QStringLiteral("organization_locations"), QJsonArray{QStringLiteral("Denmark")}}};
    startOn(file, november);
    QCOMPARE(total({}), 200); // nobody at first
    const int before = total(danes);
    m_now = november.addSecs(61);
    QCOMPARE(total({}), 202);
    startOn(file, november.addDays(1)); // it goes on where it was
    QVERIFY(total({}) > 230);
    QVERIFY2(total(danes) > before, qPrintable(QString::number(total(danes))));
    // Who came is somebody like the others: found among them, revealed, answering by that address.
    const SandboxPerson came = m_people.later().first();
    const QJsonArray matches =
        post(QStringLiteral("/people/bulk_match"),
             {{QStringLiteral("details"), QJsonArray{QJsonObject{{QStringLiteral("id"), came.id}}}}})
            .value(QLatin1String("matches"))
            .toArray();
    QCOMPARE(matches.first().toObject().value(QLatin1String("email")).toString(), came.email);
    m_now = november.addYears(1);
    QCOMPARE(total({}), int(m_people.all().size() + m_people.later().size()));
}

QTEST_GUILESS_MAIN(ApolloServerTest)
#include "ApolloServerTest.moc"
