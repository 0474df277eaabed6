#include "oauth/OAuthDiscovery.h"

#include "net/HttpClient.h"
#include "net/Json.h"
#include "support/HttpsServer.h"

#include <QCoroTask>

#include <QJsonArray>
#include <QTest>

using namespace AlwaysLeads;

namespace {

const QString issuer = QStringLiteral("https://login.firm.example/realms/firm");

QJsonObject published()
{
    return {{QStringLiteral("issuer"), issuer},
            {QStringLiteral("authorization_endpoint"), issuer + QStringLiteral("/auth")},
            {QStringLiteral("token_endpoint"), issuer + QStringLiteral("/token")},
            {QStringLiteral("revocation_endpoint"), issuer + QStringLiteral("/revoke")},
            {QStringLiteral("jwks_uri"), issuer + QStringLiteral("/certs")},
            {QStringLiteral("response_types_supported"), QJsonArray{QStringLiteral("code")}},
            {QStringLiteral("scopes_supported"),
             QJsonArray{QStringLiteral("openid"), QStringLiteral("email"), QStringLiteral("offline_access"),
                        QStringLiteral("phone")}},
            {QStringLiteral("code_challenge_methods_supported"),
             QJsonArray{QStringLiteral("plain"), QStringLiteral("S256")}}};
}

} // namespace

/// What a provider publishes of itself, and all that is refused of it.
class OAuthDiscoveryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatAProviderPublishes();
    void asksForWhatIsOffered_data();
    void asksForWhatIsOffered();
    void refusesWhatIsHostile_data();
    void refusesWhatIsHostile();
    void leavesOutARevocationInTheClear();
    void knowsAnIssuerInWhatIsTyped_data();
    void knowsAnIssuerInWhatIsTyped();
    void looksAtBothPlaces();
    void saysWhenNothingIsPublished();
    void takesAnotherIssuerForAnAttack();
    void breaksOffWhatIsTooLong();
    void followsNoRedirectToAnotherHost();
    void troubleOfTheProviderPasses();
    void knowsAFewProviders_data();
    void knowsAFewProviders();
    void aRegistrationSurvivesBeingKept();
    void keepsNoRegistrationThatLeadsElsewhere();

private:
    Result<OAuthRegistration> found(HttpsServer &server, const QString &path = {})
    {
        OAuthDiscovery discovery(m_http);
        const QString asked = server.url(path).toString();
        return QCoro::waitFor(discovery.find(asked, {}));
    }
    static QByteArray documentOf(const HttpsServer &server)
    {
        QJsonObject object = published();
        for (const char *name : {"issuer", "authorization_endpoint", "token_endpoint"}) {
            const QString key = QLatin1String(name);
            object.insert(
                key,
                object.value(key).toString().replace(issuer, server.url(QString()).toString(QUrl::StripTrailingSlash)));
        }
        return Json::write(object);
    }

    Certificates m_certificates;
    SystemClock m_clock;
    HttpClient m_http{m_clock, {{m_certificates.authority()}, {}, QStringLiteral("AlwaysLeads")}};
};

void OAuthDiscoveryTest::readsWhatAProviderPublishes()
{
    const Result<OAuthRegistration> read = OAuthDiscovery::read(Json::write(published()), issuer);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(read->issuer, issuer);
    QCOMPARE(read->authorizeUrl, QUrl(issuer + QStringLiteral("/auth")));
    QCOMPARE(read->tokenUrl, QUrl(issuer + QStringLiteral("/token")));
    QCOMPARE(read->revokeUrl, QUrl(issuer + QStringLiteral("/revoke")));
    QVERIFY(read->secretInHeader);
    QCOMPARE(read->name(), QStringLiteral("login.firm.example"));
    const OAuthProvider provider = read->provider(QStringLiteral("secret"));
    QCOMPARE(provider.service, OAuthService::Other);
    QVERIFY(provider.moreParameters.contains({QStringLiteral("prompt"), QStringLiteral("consent")}));
}

void OAuthDiscoveryTest::asksForWhatIsOffered_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("scopes");
    const QString scopes = QStringLiteral("scopes_supported");
    QTest::newRow("all") << scopes << published().value(scopes) << "openid email offline_access";
    QTest::newRow("not said") << scopes << QJsonValue(QJsonValue::Undefined) << "openid email offline_access";
    QTest::newRow("no offline_access") << scopes << QJsonValue(QJsonArray{QStringLiteral("openid")}) << "openid";
    QTest::newRow("OAuth without OpenID")
        << QStringLiteral("jwks_uri") << QJsonValue(QJsonValue::Undefined) << "email offline_access";
}

void OAuthDiscoveryTest::asksForWhatIsOffered()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject object = published();
    object.insert(key, value); // undefined takes it away
    const Result<OAuthRegistration> read = OAuthDiscovery::read(Json::write(object), issuer);
    QVERIFY(read);
    QTEST(read->scopes.join(QLatin1Char(' ')), "scopes");
}

void OAuthDiscoveryTest::refusesWhatIsHostile_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const char *key, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromLatin1(key) << value;
    };
    row("no issuer", "issuer", QJsonValue::Undefined);
    row("another issuer", "issuer", QStringLiteral("https://login.evil.example/realms/firm"));
    row("a longer issuer", "issuer", issuer + QStringLiteral("/more"));
    row("the issuer in the clear", "issuer", QStringLiteral("http://login.firm.example/realms/firm"));
    row("no page to sign in", "authorization_endpoint", QJsonValue::Undefined);
    row("a page in the clear", "authorization_endpoint", QStringLiteral("http://login.firm.example/auth"));
    row("a file", "authorization_endpoint", QStringLiteral("file:///etc/passwd"));
    row("a program", "authorization_endpoint", QStringLiteral("ms-settings:network"));
    row("a script", "authorization_endpoint", QStringLiteral("javascript:alert(1)"));
    row("a page of this computer", "authorization_endpoint", QStringLiteral("http://127.0.0.1:631/admin"));
    row("a number", "authorization_endpoint", 7);
    row("a long one", "authorization_endpoint",
        QString(QStringLiteral("https://login.firm.example/") + QString(3000, QLatin1Char('a'))));
    row("tokens in the clear", "token_endpoint", QStringLiteral("http://login.firm.example/token"));
    row("tokens with a password", "token_endpoint", QStringLiteral("https://me:secret@login.firm.example/token"));
    row("no host", "token_endpoint", QStringLiteral("https:///token"));
    row("no code", "response_types_supported", QJsonArray{QStringLiteral("id_token")});
    row("no PKCE", "code_challenge_methods_supported", QJsonArray{QStringLiteral("plain")});
}

void OAuthDiscoveryTest::refusesWhatIsHostile()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject object = published();
    object.insert(key, value);
    const Result<OAuthRegistration> read = OAuthDiscovery::read(Json::write(object), issuer);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Invalid);
    QVERIFY(read.error().message.size() < 400);
}

void OAuthDiscoveryTest::leavesOutARevocationInTheClear()
{
    QJsonObject object = published();
    object.insert(QStringLiteral("revocation_endpoint"), QStringLiteral("http://login.firm.example/revoke"));
    const Result<OAuthRegistration> read = OAuthDiscovery::read(Json::write(object), issuer);
    QVERIFY(read);
    QVERIFY(read->revokeUrl.isEmpty());
}

void OAuthDiscoveryTest::knowsAnIssuerInWhatIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("issuer"); // empty: refused
    QTest::newRow("as it is") << issuer << issuer;
    QTest::newRow("spaces") << QStringLiteral("  %1 ").arg(issuer) << issuer;
    QTest::newRow("a host") << "login.firm.example"
                            << "https://login.firm.example";
    QTest::newRow("the document") << issuer + QStringLiteral("/.well-known/openid-configuration") << issuer;
    QTest::newRow("the other document") << "https://login.firm.example/.well-known/oauth-authorization-server"
                                        << "https://login.firm.example";
    QTest::newRow("this computer") << "http://127.0.0.1:8080"
                                   << "http://127.0.0.1:8080";
    QTest::newRow("in the clear") << "http://login.firm.example" << QString();
    QTest::newRow("a file") << "file:///etc/passwd" << QString();
    QTest::newRow("a script") << "javascript://login.firm.example/%0aalert(1)" << QString();
    QTest::newRow("with a password") << "https://me:secret@login.firm.example" << QString();
    QTest::newRow("with a question") << "https://login.firm.example/?next=https://evil.example" << QString();
    QTest::newRow("with a fragment") << "https://login.firm.example/#a" << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("words") << "ask my administrator" << QString();
    QTest::newRow("without end") << QStringLiteral("https://login.firm.example/") + QString(5000, QLatin1Char('a'))
                                 << QString();
}

void OAuthDiscoveryTest::knowsAnIssuerInWhatIsTyped()
{
    QFETCH(QString, typed);
    const Result<QString> known = OAuthDiscovery::issuerIn(typed);
    QTEST(known ? *known : QString(), "issuer");
    if (!known) {
        QCOMPARE(known.error().kind, ErrorKind::Invalid);
    }
}

void OAuthDiscoveryTest::looksAtBothPlaces()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(404, "no")),
                     HttpsServer::says(HttpsServer::answer(200, documentOf(server)))});
    const Result<OAuthRegistration> read = found(server);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().at(0).firstLine.startsWith("GET /.well-known/openid-configuration "));
    QVERIFY(server.requests().at(1).firstLine.startsWith("GET /.well-known/oauth-authorization-server "));
}

void OAuthDiscoveryTest::saysWhenNothingIsPublished()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(404, "no"))});
    const Result<OAuthRegistration> read = found(server, QStringLiteral("/realms/firm"));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::NotFound);
    QVERIFY(server.requests().at(0).firstLine.startsWith("GET /realms/firm/.well-known/openid-configuration "));
    QVERIFY(server.requests().at(1).firstLine.startsWith("GET /.well-known/oauth-authorization-server/realms/firm "));
}

void OAuthDiscoveryTest::takesAnotherIssuerForAnAttack()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, Json::write(published())))});
    const Result<OAuthRegistration> read = found(server);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(issuer), qPrintable(read.error().message));
    QCOMPARE(server.requests().size(), 1); // what it said is not asked for at a second place
}

void OAuthDiscoveryTest::breaksOffWhatIsTooLong()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, QByteArray(1024 * 1024, 'a')))});
    QVERIFY(!found(server));
}

void OAuthDiscoveryTest::followsNoRedirectToAnotherHost()
{
    HttpsServer elsewhere(m_certificates.good());
    elsewhere.setPlays({HttpsServer::says(HttpsServer::answer(200, documentOf(elsewhere)))});
    HttpsServer server(m_certificates.good());
    const QByteArray location = "Location: " + elsewhere.url().toEncoded() + "\r\n";
    server.setPlays({HttpsServer::says(HttpsServer::answer(302, {}, location))});
    QVERIFY(!found(server));
    QVERIFY(elsewhere.requests().isEmpty());
}

void OAuthDiscoveryTest::troubleOfTheProviderPasses()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(503, "later", "Retry-After: 3600\r\n"))});
    const Result<OAuthRegistration> read = found(server);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Network);
}

void OAuthDiscoveryTest::knowsAFewProviders_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("issuer");
    QTest::newRow("Yahoo") << "yahoo.com"
                           << "https://api.login.yahoo.com";
    QTest::newRow("its server") << "imap.mail.yahoo.com"
                                << "https://api.login.yahoo.com";
    QTest::newRow("AOL") << "AOL.com"
                         << "https://api.login.aol.com";
    QTest::newRow("Fastmail") << "imap.fastmail.com"
                              << "https://api.fastmail.com";
    QTest::newRow("Yandex") << "yandex.ru"
                            << "https://oauth.yandex.com";
    QTest::newRow("Mail.ru") << "list.ru"
                             << "https://o2.mail.ru";
    QTest::newRow("looks like it") << "notyahoo.com" << QString();
    QTest::newRow("somebody") << "firm.example" << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void OAuthDiscoveryTest::knowsAFewProviders()
{
    QFETCH(QString, host);
    QTEST(OAuthDiscovery::knownIssuerFor(host), "issuer");
    QFETCH(QString, issuer);
    if (issuer.isEmpty() || issuer.contains(QStringLiteral("fastmail"))) {
        return; // nothing that stands here: it publishes it
    }
    OAuthDiscovery discovery(m_http);
    const Result<OAuthRegistration> ready = QCoro::waitFor(discovery.find(issuer, {})); // asks nobody
    QVERIFY(ready);
    QVERIFY(OAuthRegistration::isFit(ready->authorizeUrl));
    QVERIFY(OAuthRegistration::isFit(ready->tokenUrl));
    QVERIFY(!ready->scopes.isEmpty());
}

void OAuthDiscoveryTest::aRegistrationSurvivesBeingKept()
{
    Result<OAuthRegistration> read = OAuthDiscovery::read(Json::write(published()), issuer);
    QVERIFY(read);
    read->clientId = QStringLiteral("desktop");
    read->secretInHeader = false;
    const auto kept = OAuthRegistration::read(read->toJson());
    QVERIFY(kept);
    QCOMPARE(*kept, *read);
}

void OAuthDiscoveryTest::keepsNoRegistrationThatLeadsElsewhere()
{
    const Result<OAuthRegistration> read = OAuthDiscovery::read(Json::write(published()), issuer);
    QVERIFY(read);
    QJsonObject object = read->toJson();
    object.insert(QStringLiteral("token"), QStringLiteral("http://evil.example/token"));
    QVERIFY(!OAuthRegistration::read(object));
    QVERIFY(!OAuthRegistration::read({}));
}

QTEST_GUILESS_MAIN(OAuthDiscoveryTest)
#include "OAuthDiscoveryTest.moc"
