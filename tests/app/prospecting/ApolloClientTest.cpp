#include "prospecting/ApolloClient.h"

#include "FinderWorld.h"
#include "RawServer.h"
#include "net/Json.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QtTest>

Q_DECLARE_METATYPE(AlwaysLeads::ApolloServer::Fault)
Q_DECLARE_METATYPE(AlwaysLeads::ErrorKind)
Q_DECLARE_METATYPE(AlwaysLeads::ApolloRevealOutcome::Kind)

using namespace AlwaysLeads;
using Fault = ApolloServer::Fault;
using Kind = ApolloRevealOutcome::Kind;

class ApolloClientTest : public QObject
{
    Q_OBJECT

private:
    static Task<Result<QString>> keyOf(QString key)
    {
        Result<QString> given = key;
        co_return given;
    }
    ApolloClient clientOf(const QUrl &url, const QString &key = QString::fromLatin1(ApolloServer::acceptedKey))
    {
        return {m_http, m_virtual, [key] { return keyOf(key); }, url};
    }
    Result<ApolloPage> search(ApolloClient &client, const ApolloFilters &filters = {}, int page = 1)
    {
        return QCoro::waitFor(client.search(filters, page));
    }
    ApolloRevealOutcome reveal(ApolloClient &client, const QStringList &ids)
    {
        return QCoro::waitFor(client.reveal(ids));
    }
    QString id(qsizetype person) const { return m_people.all().at(person).id; }

    SandboxPeople m_people;
    SystemClock m_clock;
    VirtualClock m_virtual;
    HttpClient m_http{m_clock};
    std::unique_ptr<ApolloServer> m_server;

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ApolloServer>(m_people);
        QVERIFY(m_server->start());
    }

    void findsPeopleWithoutTheirAddresses()
    {
        ApolloClient client = clientOf(m_server->url());
        const Result<ApolloPage> page = search(client);
        QVERIFY2(page, qPrintable(page ? QString() : page.error().message));
        QCOMPARE(page->total, 200);
        QCOMPARE(page->people.size(), 100);
        const ApolloPerson &person = page->people.first();
        QCOMPARE(person.id, id(0));
        QVERIFY(person.lastName.contains(QStringLiteral("***")));
        QVERIFY(person.hasEmail && person.hasCity && !person.hasPhone);
        QVERIFY(person.refreshedAt.isValid());
        QCOMPARE(m_server->creditsLeft(), 180);
        QCOMPARE(search(client, {}, 2)->people.first().id, id(100));
    }

    void keepsThePositionsOfTheAnswer()
    {
        ApolloClient client = clientOf(m_server->url());
        const ApolloRevealOutcome outcome = reveal(client, {id(3), QStringLiteral("nobody"), id(1)});
        QCOMPARE(outcome.kind, Kind::Answered);
        QCOMPARE(outcome.answer.matches.size(), 3);
        QCOMPARE(outcome.answer.matches.at(0)->email, m_people.all().at(3).email);
        QVERIFY(!outcome.answer.matches.at(1));
        QCOMPARE(outcome.answer.matches.at(2)->email, m_people.all().at(1).email);
        QCOMPARE(outcome.answer.creditMillis, std::optional<qint64>(2000));
        // Every digit of a signed number that no double holds.
        QVERIFY(*outcome.answer.requestId < qint64(-2.2e18));
        QVERIFY(qint64(double(*outcome.answer.requestId)) != *outcome.answer.requestId);
        QCOMPARE(ApolloReveal::fromStored(*Json::object(Json::write(outcome.answer.toJson()))), outcome.answer);
    }

    void neverGivesAnAddressToTheWrongPerson()
    {
        m_server->setFault(Fault::Reordered);
        ApolloClient client = clientOf(m_server->url());
        const ApolloRevealOutcome outcome = reveal(client, {id(0), id(1), id(2)});
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(outcome.answer.matches.at(i)->email, m_people.all().at(i).email);
        }
    }

    void takesThePlaceholderForNoAddress()
    {
        m_server->setFault(Fault::LockedAddresses);
        ApolloClient client = clientOf(m_server->url());
        const ApolloRevealOutcome outcome = reveal(client, {id(0)});
        QVERIFY(outcome.answer.matches.first()->email.isEmpty());
        QVERIFY(outcome.answer.matches.first()->emailStatus.isEmpty());
    }

    void saysEachProblemInASentence_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::addColumn<Kind>("reveal");
        QTest::newRow("key") << Fault::Unauthorized << ErrorKind::SignedOut << "did not accept this key (401)"
                             << Kind::Refused;
        QTest::newRow("scope") << Fault::ScopeMissing << ErrorKind::Refused << "key may not do that" << Kind::Refused;
        QTest::newRow("plan") << Fault::FreePlan << ErrorKind::Refused << "plan does not include" << Kind::Refused;
        QTest::newRow("limit inside") << Fault::RateLimitedInside << ErrorKind::Network << "more questions"
                                      << Kind::Refused;
        QTest::newRow("unknown error") << Fault::UnknownError << ErrorKind::Invalid << "something went wrong"
                                       << Kind::Refused;
        QTest::newRow("server") << Fault::ServerError << ErrorKind::Network << "trouble of its own (500)"
                                << Kind::Unknown;
        QTest::newRow("maintenance") << Fault::Maintenance << ErrorKind::Network << "closed for maintenance"
                                     << Kind::Refused;
        QTest::newRow("cut") << Fault::CutConnection << ErrorKind::Network << "" << Kind::Unknown;
        QTest::newRow("garbage") << Fault::GarbageBody << ErrorKind::Invalid << "not an answer of Apollo"
                                 << Kind::Unknown;
        QTest::newRow("wrong types") << Fault::WrongTypes << ErrorKind::Invalid << "not an answer of Apollo"
                                     << Kind::Unknown;
    }

    void saysEachProblemInASentence()
    {
        QFETCH(Fault, fault);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        QFETCH(Kind, reveal);
        ApolloClient client = clientOf(m_server->url());
        m_server->setFault(fault);
        const Result<ApolloPage> page = search(client);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, kind);
        QVERIFY2(page.error().message.contains(words), qPrintable(page.error().message));
        QVERIFY(!page.error().message.contains(QLatin1Char('!')));
        const ApolloRevealOutcome outcome = this->reveal(client, {id(0)});
        QCOMPARE(outcome.kind, reveal);
        QVERIFY2(outcome.problem.message.contains(words), qPrintable(outcome.problem.message));
    }

    void asksASearchAgainButNeverAReveal()
    {
        ApolloClient client = clientOf(m_server->url());
        m_server->setFault(Fault::ServerError, 1);
        QVERIFY(search(client));
        m_server->setFault(Fault::ServerError, 1);
        const int before = m_server->calls();
        QCOMPARE(reveal(client, {id(0)}).kind, Kind::Unknown);
        QCOMPARE(m_server->calls(), before + 1);
    }

    void saysWhenCreditsAreUsed()
    {
        m_server->setCreditsLeft(1);
        ApolloClient client = clientOf(m_server->url());
        const ApolloRevealOutcome outcome = reveal(client, {id(0), id(1)});
        QCOMPARE(outcome.kind, Kind::Refused);
        QVERIFY2(outcome.problem.message.contains(QStringLiteral("no credits left")),
                 qPrintable(outcome.problem.message));
        QCOMPARE(m_server->creditsLeft(), 1);
    }

    void waitsOutAFullMinute()
    {
        m_server->setMinuteLimit(2);
        ApolloClient client = clientOf(m_server->url());
        QVERIFY(search(client));
        QVERIFY(search(client));
        QCOMPARE(m_server->calls(), 2);
        std::optional<Result<ApolloPage>> third;
        whenDone(client.search({}, 1), this, [&](Result<ApolloPage> page) { third = std::move(page); });
        QVERIFY(m_virtual.nextWake().isValid()); // the headers said so: it did not even ask
        QCOMPARE(m_server->calls(), 2);
        // Other endpoints have windows of their own.
        QVERIFY(QCoro::waitFor(client.credits()));
        m_server->newMinute();
        m_virtual.advanceTo(m_virtual.nextWake());
        QTRY_VERIFY(third.has_value());
        QVERIFY(*third);
    }

    void waitsAsLongAsA429Says()
    {
        m_server->setFault(Fault::RateLimited, 1);
        ApolloClient client = clientOf(m_server->url());
        std::optional<Result<ApolloPage>> got;
        const QDateTime begin = m_virtual.now();
        whenDone(client.search({}, 1), this, [&](Result<ApolloPage> page) { got = std::move(page); });
        QTRY_VERIFY(m_virtual.nextWake().isValid());
        QCOMPARE(begin.msecsTo(m_virtual.nextWake()), 2000);
        m_virtual.advanceTo(m_virtual.nextWake());
        QTRY_VERIFY(got.has_value());
        QVERIFY(*got);
    }

    void givesUpAfterThreeRefusals()
    {
        m_server->setFault(Fault::RateLimited);
        ApolloClient client = clientOf(m_server->url());
        std::optional<ApolloRevealOutcome> got;
        [](ApolloClient *client, QString id, std::optional<ApolloRevealOutcome> *got) -> Task<> {
            const QStringList ids = {id};
            ApolloRevealOutcome outcome = co_await client->reveal(ids);
            *got = outcome;
        }(&client, id(0), &got);
        for (int wait = 0; wait < 2; ++wait) {
            QTRY_VERIFY(m_virtual.nextWake().isValid());
            m_virtual.advanceTo(m_virtual.nextWake());
        }
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->kind, Kind::Refused);
        QVERIFY(got->problem.message.contains(QStringLiteral("Try again at")));
        QCOMPARE(m_server->calls(), 3);
        QCOMPARE(m_server->creditsLeft(), 180);
    }

    void saysWhenAnHourIsFullInsteadOfWaiting()
    {
        RawServer server;
        server.setAnswers({RawServer::answer(200, R"({"total_entries":0,"people":[]})",
                                             "x-rate-limit-hourly: 600\r\nx-hourly-requests-left: 0\r\n"
                                             "x-minute-requests-left: \r\nx-24-hour-requests-left: 12\r\n")});
        ApolloClient client = clientOf(server.url());
        QVERIFY(search(client));
        const Result<ApolloPage> next = search(client);
        QVERIFY(!next);
        QVERIFY2(next.error().message.contains(QStringLiteral("600 of these questions an hour")),
                 qPrintable(next.error().message));
        QCOMPARE(server.requests(), 1);
        m_virtual.advance(std::chrono::hours(1));
        QVERIFY(search(client));
    }

    void withoutAKeyNothingLeaves()
    {
        ApolloClient client = clientOf(m_server->url(), QStringLiteral("  "));
        QCOMPARE(search(client).error().kind, ErrorKind::SignedOut);
        QCOMPARE(reveal(client, {id(0)}).kind, Kind::Refused);
        QCOMPARE(QCoro::waitFor(client.credits()).error().kind, ErrorKind::SignedOut);
        QCOMPARE(m_server->calls(), 0);
    }

    void checksAKey()
    {
        ApolloClient client = clientOf(m_server->url());
        const auto good = QCoro::waitFor(client.check(QStringLiteral(" sandbox-apollo-key ")));
        QVERIFY2(good, qPrintable(good ? QString() : good.error().message));
        QCOMPARE((*good)->left, 180);
        QCOMPARE((*good)->limit, 500);
        const auto bad = QCoro::waitFor(client.check(QStringLiteral("wrong")));
        QCOMPARE(bad.error().kind, ErrorKind::SignedOut);
        QVERIFY(!bad.error().detail.contains(QStringLiteral("wrong")));
        // A key of the one scope that matters may not see the profile, and is good.
        m_server->setFault(Fault::ScopeMissing);
        m_server->setFaultyEndpoint(QStringLiteral("users/api_profile"));
        const auto scoped = QCoro::waitFor(client.check(QStringLiteral("sandbox-apollo-key")));
        QVERIFY(scoped);
        QVERIFY(!*scoped);
        // One that may not search is of no use.
        m_server->setFaultyEndpoint(QStringLiteral("mixed_people/api_search"));
        QVERIFY(QCoro::waitFor(client.check(QStringLiteral("sandbox-apollo-key")))
                    .error()
                    .message.contains(QStringLiteral("may not do that")));
    }

    void knowsCreditsFromUsageOrFromTheProfile()
    {
        ApolloClient client = clientOf(m_server->url());
        QCOMPARE((*QCoro::waitFor(client.credits()))->left, 180);
        m_server->setFault(Fault::ScopeMissing);
        m_server->setFaultyEndpoint(QStringLiteral("usage_stats/credit_usage_stats"));
        QCOMPARE((*QCoro::waitFor(client.credits()))->left, 180);
        m_server->setFaultyEndpoint({});
        QVERIFY(!*QCoro::waitFor(client.credits())); // neither may be asked: not known, and no error
    }

    void bearsWhatNoServerShouldSay_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("not HTTP") << QByteArray("220 smtp ready\r\n\r\n");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut inside") << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n{\"matches\":[");
        QTest::newRow("an array") << RawServer::answer(200, "[1,2]");
        QTest::newRow("empty") << RawServer::answer(200, "");
        QTest::newRow("null") << RawServer::answer(200, R"({"matches":null,"people":null,"total_entries":null})");
        QTest::newRow("deep") << RawServer::answer(200, QByteArray(100000, '['));
        QTest::newRow("fraction of people") << RawServer::answer(200, R"({"total_entries":1.5,"people":[]})");
        QTest::newRow("huge") << RawServer::answer(200, "{\"people\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"}");
    }

    void bearsWhatNoServerShouldSay()
    {
        QFETCH(QByteArray, bytes);
        RawServer server;
        server.setAnswers({bytes});
        ApolloClient client = clientOf(server.url());
        QCOMPARE(reveal(client, {id(0)}).kind, Kind::Unknown);
        QCOMPARE(server.requests(), 1);
        const Result<ApolloPage> page = search(client);
        QVERIFY(!page);
        QVERIFY(!page.error().message.isEmpty());
    }

    void readsPeopleTolerantly()
    {
        RawServer server;
        server.setAnswers({RawServer::answer(
            200, R"({"total_entries":4,"people":[null,{"id":7},{"id":"a","title":null,"first_name":"Ana\u0000\u202e\nX",
                 "has_email":"yes","organization":null,"last_refreshed_at":12},{"id":"b","organization":{"name":["x"]}}]})")});
        ApolloClient client = clientOf(server.url());
        const Result<ApolloPage> page = search(client);
        QVERIFY(page);
        QCOMPARE(page->people.size(), 2);
        QCOMPARE(page->people.first().firstName, QStringLiteral("Ana X"));
        QVERIFY(!page->people.first().hasEmail);
        QVERIFY(!page->people.first().refreshedAt.isValid());
    }

    void readsMatchesTolerantly()
    {
        RawServer server;
        server.setAnswers({RawServer::answer(
            200,
            R"({"matches":[{"id":"other","email":"A@b.example","email_status":"Verified","linkedin_url":"javascript:x",
                 "organization":{"website_url":"ftp:x","estimated_num_employees":-4}},7],
                 "credits_consumed":0.5,"request_id":9007199254740993})")});
        ApolloClient client = clientOf(server.url());
        const ApolloRevealOutcome outcome = reveal(client, {QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(outcome.kind, Kind::Answered);
        QCOMPARE(outcome.answer.creditMillis, std::optional<qint64>(500));
        QCOMPARE(outcome.answer.requestId, std::optional<qint64>(9007199254740993));
        const ApolloMatch &match = *outcome.answer.matches.first(); // a merged person has another id
        QCOMPARE(match.email, QStringLiteral("A@b.example"));
        QCOMPARE(match.emailStatus, QStringLiteral("verified"));
        QVERIFY(match.linkedIn.isEmpty());
        QVERIFY(match.companyWebsite.isEmpty());
        QVERIFY(!match.companySize);
        QVERIFY(!outcome.answer.matches.at(1));
    }

    void anAnswerOfAnotherLengthIsMatchedByIdOnly()
    {
        RawServer server;
        server.setAnswers({RawServer::answer(
            200, R"({"matches":[{"id":"stranger","email":"s@x.example"},{"id":"c","email":"c@x.example"}]})")});
        ApolloClient client = clientOf(server.url());
        const ApolloRevealOutcome outcome =
            reveal(client, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        QVERIFY(!outcome.answer.matches.at(0));
        QVERIFY(!outcome.answer.matches.at(1));
        QCOMPARE(outcome.answer.matches.at(2)->email, QStringLiteral("c@x.example"));
        QVERIFY(!outcome.answer.creditMillis);
    }

    void doesNotRepeatTheKey()
    {
        RawServer server;
        server.setAnswers({RawServer::answer(422, R"({"error":"bad secret-key-123 given"})")});
        ApolloClient client = clientOf(server.url(), QStringLiteral("secret-key-123"));
        const Error error = search(client).error();
        QVERIFY(!error.message.contains(QStringLiteral("secret-key-123")));
        QVERIFY(!error.detail.contains(QStringLiteral("secret-key-123")));
    }

    void stopsWhenAsked()
    {
        m_server->setLatency(std::chrono::seconds(20));
        ApolloClient client = clientOf(m_server->url());
        std::stop_source stop;
        std::optional<Result<ApolloPage>> got;
        whenDone(client.search({}, 1, stop.get_token()), this, [&](Result<ApolloPage> page) { got = std::move(page); });
        stop.request_stop();
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(ApolloClientTest)
#include "ApolloClientTest.moc"
