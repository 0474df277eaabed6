#include "sandbox/OAuthServer.h"

#include "net/HttpClient.h"
#include "oauth/OAuthSignIn.h"
#include "sandbox/SandboxTokens.h"

#include <QCoroTask>

#include <QTest>
#include <QUrlQuery>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// The stand-in of both sign-ins: what our client asks it takes, and it refuses what the real ones refuse.
class OAuthServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void signsInAtBoth_data();
    void signsInAtBoth();
    void faultsReachThePerson_data();
    void faultsReachThePerson();
    void refusesWhatTheRealOnesRefuse_data();
    void refusesWhatTheRealOnesRefuse();
    void takesACodeOnceAndWithItsVerifierOnly();
    void givesATokenForWhatWasAskedFor_data();
    void givesATokenForWhatWasAskedFor();
    void renewsNothingUntilTheClaimsAreMet();
    void renewsUntilThePermissionEnds_data();
    void renewsUntilThePermissionEnds();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    OAuthProvider here(bool google) const
    {
        OAuthProvider provider = google
            ? OAuthProvider::google(QLatin1String(OAuthServer::clientId), QLatin1String(OAuthServer::clientSecret))
            : OAuthProvider::microsoft(QLatin1String(OAuthServer::clientId));
        for (QUrl *url : {&provider.authorizeUrl, &provider.tokenUrl, &provider.revokeUrl, &provider.profileUrl}) {
            if (!url->isEmpty()) {
                url->setScheme(QStringLiteral("http"));
                url->setHost(m_server->url().host());
                url->setPort(m_server->url().port());
            }
        }
        return provider;
    }
    Result<OAuthGrant> signIn(bool google, const QString &hint = {})
    {
        OAuthSignIn::Wish wish;
        wish.provider = here(google);
        wish.loginHint = hint;
        wish.openBrowser = [this](const QUrl &page) { return m_server->visit(page); };
        return waited(m_signIn.signIn(wish, {}));
    }
    HttpResponse ask(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body = {})
    {
        HttpRequest request;
        request.method = method;
        request.url = QUrl(m_server->url().toString() + pathAndQuery);
        request.body = body;
        request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
        request.retries.when = HttpRetries::When::Never;
        return waited(m_http.send(request)).value();
    }

    SystemClock m_clock;
    HttpClient m_http{m_clock};
    OAuthEndpoint m_endpoint{m_http, m_clock};
    OAuthSignIn m_signIn{m_endpoint, m_clock, {20s}};
    std::unique_ptr<OAuthServer> m_server;
};

void OAuthServerTest::init()
{
    m_server = std::make_unique<OAuthServer>(
        OAuthServer::Account{QStringLiteral("clara@microsoft.example"), QStringLiteral("graph-token")},
        OAuthServer::Account{QStringLiteral("clara@google.example"), QStringLiteral("gmail-token")});
    QVERIFY(m_server->start());
}

void OAuthServerTest::signsInAtBoth_data()
{
    QTest::addColumn<bool>("google");
    QTest::newRow("Google") << true;
    QTest::newRow("Microsoft") << false;
}

void OAuthServerTest::signsInAtBoth()
{
    QFETCH(bool, google);
    const QString address = google ? QStringLiteral("clara@google.example") : QStringLiteral("clara@microsoft.example");
    const Result<OAuthGrant> grant = signIn(google, address);
    QVERIFY2(grant, qPrintable(grant ? QString() : grant.error().message + grant.error().detail));
    QCOMPARE(grant->address.toString(), address);
    QCOMPARE(grant->tokens.accessToken, google ? QStringLiteral("gmail-token") : QStringLiteral("graph-token"));
    QVERIFY(!grant->tokens.refreshToken.isEmpty());
    QCOMPARE(m_server->permissions(), 1);
}

void OAuthServerTest::faultsReachThePerson_data()
{
    QTest::addColumn<bool>("google");
    QTest::addColumn<OAuthServer::Fault>("fault");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    for (const bool google : {true, false}) {
        const auto row = [google](const char *name, OAuthServer::Fault fault, ErrorKind kind, const char *words) {
            QTest::addRow("%s, %s", google ? "Google" : "Microsoft", name) << google << fault << kind << words;
        };
        row("denied", OAuthServer::Fault::Denies, ErrorKind::Refused, "Nothing was allowed");
        row("administrator", OAuthServer::Fault::NeedsAdministrator, ErrorKind::Refused, "Ask your administrator");
        row("other account", OAuthServer::Fault::OtherAccount, ErrorKind::Invalid, "You signed in as somebody.else@");
        row("unticked", OAuthServer::Fault::ScopeUnticked, ErrorKind::Invalid, "leave every box ticked");
        row("no refresh token", OAuthServer::Fault::NoRefreshToken, ErrorKind::Invalid, "for an hour only");
        row("trouble", OAuthServer::Fault::TokenTrouble, ErrorKind::Network, "has trouble");
    }
}

void OAuthServerTest::faultsReachThePerson()
{
    QFETCH(bool, google);
    QFETCH(OAuthServer::Fault, fault);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    m_server->setFault(fault);
    const QString address = google ? QStringLiteral("clara@google.example") : QStringLiteral("clara@microsoft.example");
    const Result<OAuthGrant> grant = signIn(google, address);
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, kind);
    QVERIFY2(grant.error().message.contains(words), qPrintable(grant.error().message));
    m_server->setFault(OAuthServer::Fault::None);
    QVERIFY(signIn(google, address));
}

void OAuthServerTest::refusesWhatTheRealOnesRefuse_data()
{
    QTest::addColumn<bool>("google");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("another program") << true << "client_id"
                                     << "x" << 400 << "";
    QTest::newRow("another computer") << true << "redirect_uri"
                                      << "http://192.0.2.1:5000" << 400 << "";
    QTest::newRow("a path at Microsoft") << false << "redirect_uri"
                                         << "http://localhost:5000/x" << 400 << "";
    QTest::newRow("127.0.0.1 at Microsoft") << false << "redirect_uri"
                                            << "http://127.0.0.1:5000" << 400 << "";
    QTest::newRow("plain challenge") << true << "code_challenge_method"
                                     << "plain" << 302 << "invalid_request";
    QTest::newRow("no challenge") << false << "code_challenge"
                                  << "" << 302 << "invalid_request";
    QTest::newRow("a token at once") << true << "response_type"
                                     << "token" << 302 << "invalid_request";
    QTest::newRow("no scope") << false << "scope"
                              << "" << 302 << "invalid_request";
}

void OAuthServerTest::refusesWhatTheRealOnesRefuse()
{
    QFETCH(bool, google);
    QFETCH(QString, change);
    QFETCH(QString, to);
    QFETCH(int, status);
    QFETCH(QString, error);
    const QString back = google ? QStringLiteral("http://127.0.0.1:5000") : QStringLiteral("http://localhost:5000");
    QUrl page = OAuthSignIn::pageOf(here(google), back, OAuthSecrets::random(), {});
    QUrlQuery query(page);
    query.removeAllQueryItems(change);
    query.addQueryItem(change, QString::fromLatin1(QUrl::toPercentEncoding(to)));
    const HttpResponse response = ask("GET", page.path() + QLatin1Char('?') + query.toString(QUrl::FullyEncoded));
    QCOMPARE(response.status, status);
    const QUrlQuery answer(QUrl(QString::fromLatin1(response.header("location"))));
    QCOMPARE(answer.queryItemValue(QStringLiteral("error")), error);
    QVERIFY(!answer.hasQueryItem(QStringLiteral("code")));
}

void OAuthServerTest::takesACodeOnceAndWithItsVerifierOnly()
{
    for (const bool google : {true, false}) {
        const QString back = google ? QStringLiteral("http://127.0.0.1:5000") : QStringLiteral("http://localhost:5000");
        const OAuthSecrets secrets = OAuthSecrets::random();
        const QUrl page = OAuthSignIn::pageOf(here(google), back, secrets, {});
        const auto code = [&] {
            const HttpResponse response = ask("GET", page.path() + QLatin1Char('?') + page.query(QUrl::FullyEncoded));
            const QUrlQuery answer(QUrl(QString::fromLatin1(response.header("location"))));
            return answer.queryItemValue(QStringLiteral("code"));
        };
        const QString first = code();
        QVERIFY(waited(m_endpoint.exchange(here(google), first, secrets.verifier, back)));
        QVERIFY(!waited(m_endpoint.exchange(here(google), first, secrets.verifier, back)));
        QVERIFY(!waited(m_endpoint.exchange(here(google), code(), OAuthSecrets::random().verifier, back)));
        QVERIFY(!waited(m_endpoint.exchange(here(google), code(), secrets.verifier, back + QLatin1Char('1'))));
        OAuthProvider other = here(google); // Microsoft takes no secret, Google wants its own
        other.clientSecret = QStringLiteral("another");
        const Result<OAuthTokenSet> refused = waited(m_endpoint.exchange(other, code(), secrets.verifier, back));
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    }
}

void OAuthServerTest::givesATokenForWhatWasAskedFor_data()
{
    QTest::addColumn<bool>("google");
    QTest::newRow("Microsoft") << false;
    QTest::newRow("Google") << true;
}

void OAuthServerTest::givesATokenForWhatWasAskedFor()
{
    QFETCH(bool, google);
    const QString full = google ? QStringLiteral("gmail-token") : QStringLiteral("graph-token");
    QCOMPARE(signIn(google)->tokens.accessToken, full);
    OAuthSignIn::Wish wish;
    wish.provider = here(google).onlySending();
    wish.openBrowser = [this](const QUrl &page) { return m_server->visit(page); };
    m_server->setFault(OAuthServer::Fault::ReadingNeedsAdministrator);
    const Result<OAuthGrant> less = waited(m_signIn.signIn(wish, {}));
    QVERIFY2(less, qPrintable(less ? QString() : less.error().message));
    QCOMPARE(less->tokens.accessToken, sendOnlyToken(full));
    QCOMPARE(less->access, OAuthProvider::Access::OnlySend);
    const QString refresh = less->tokens.refreshToken;
    QCOMPARE(waited(m_endpoint.renew(wish.provider, refresh))->accessToken, sendOnlyToken(full));
    if (!google) { // where a renewal names its scopes, it may not name more
        QCOMPARE(waited(m_endpoint.renew(here(false), refresh)).error().kind, ErrorKind::SignedOut);
    }
    QCOMPARE(signIn(google).error().kind, ErrorKind::Refused);
}

void OAuthServerTest::renewsNothingUntilTheClaimsAreMet()
{
    const Result<OAuthGrant> grant = signIn(false);
    QVERIFY(grant);
    const QString claims = QStringLiteral(R"({"access_token":{"acrs":{"essential":true,"value":"c1"}}})");
    m_server->challenge(claims);
    QString asked;
    const OAuthEndpoint::ClaimsNote note = [&asked](const QString &said) { asked = said; };
    const Result<OAuthTokenSet> refused = waited(m_endpoint.renew(here(false), grant->tokens.refreshToken, {}, note));
    QCOMPARE(refused.error().kind, ErrorKind::SignedOut);
    QVERIFY(refused.error().message.contains(QStringLiteral("Your organisation asks you to sign in again")));
    QCOMPARE(asked, claims);
    OAuthSignIn::Wish wish;
    wish.provider = here(false);
    wish.openBrowser = [this](const QUrl &page) { return m_server->visit(page); };
    asked.clear();
    wish.noteClaims = note;
    const Result<OAuthGrant> without = waited(m_signIn.signIn(wish, {}));
    QCOMPARE(without.error().kind, ErrorKind::SignedOut);
    QVERIFY(without.error().message.contains(QStringLiteral("asks for more than you showed")));
    QCOMPARE(asked, claims);
    QVERIFY(!waited(m_endpoint.renew(here(false), grant->tokens.refreshToken)));
    wish.claims = claims;
    const Result<OAuthGrant> met = waited(m_signIn.signIn(wish, {}));
    QVERIFY(met);
    QVERIFY(waited(m_endpoint.renew(here(false), met->tokens.refreshToken)));
}

void OAuthServerTest::renewsUntilThePermissionEnds_data()
{
    signsInAtBoth_data();
}

void OAuthServerTest::renewsUntilThePermissionEnds()
{
    QFETCH(bool, google);
    const Result<OAuthGrant> grant = signIn(google);
    QVERIFY(grant);
    const Result<OAuthTokenSet> renewed = waited(m_endpoint.renew(here(google), grant->tokens.refreshToken));
    QVERIFY(renewed);
    QCOMPARE(renewed->refreshToken.isEmpty(), google);
    if (google) {
        QVERIFY(waited(m_endpoint.revoke(here(google), grant->tokens.refreshToken)));
    } else {
        m_server->endPermissions();
    }
    QCOMPARE(m_server->permissions(), 0);
    QCOMPARE(waited(m_endpoint.renew(here(google), grant->tokens.refreshToken)).error().kind, ErrorKind::SignedOut);
}

QTEST_GUILESS_MAIN(OAuthServerTest)
#include "OAuthServerTest.moc"
