#include "oauth/OAuthSignIn.h"

#include "TestBrowser.h"
#include "net/HttpClient.h"
#include "net/Json.h"
#include "support/HttpsServer.h"
#include "support/Patience.h"

#include <QCoroTask>

#include <QJsonArray>
#include <QJsonObject>
#include <QSslSocket>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// How a sign-in ends that goes wrong: the redirects and answers are those that Microsoft's and Google's documentation
/// shows, the token endpoint is a TLS server of the test.
class OAuthSignInTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void saysWhatTheRedirectMeans_data();
    void saysWhatTheRedirectMeans();
    void signsInAtMicrosoft();
    void findsTheAddressThatWasWanted();
    void checksTheIdentity_data();
    void checksTheIdentity();
    void saysWhatIsMissingInTheAnswer_data();
    void saysWhatIsMissingInTheAnswer();
    void saysThatThereIsNoClientId();
    void saysThatThePageMustBeOpenedByHand();
    void endsWhenNobodyComesBack();
    void canBeCancelledWhileTheBrowserIsOpen();
    void saysWhenTheTokenEndpointIsNotThere();
    void asksMicrosoftWithLocalhost();
    void asksForLessToOnlySend();
    void meetsWhatTheOrganisationAsksFor();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }

    OAuthProvider google() const
    {
        OAuthProvider provider = OAuthProvider::google(QStringLiteral("the-client"), QStringLiteral("the-secret"));
        provider.tokenUrl = m_server->url(QStringLiteral("/token"));
        return provider;
    }
    OAuthProvider microsoft() const
    {
        OAuthProvider provider = OAuthProvider::microsoft(QStringLiteral("the-client"));
        provider.tokenUrl = m_server->url(QStringLiteral("/token"));
        provider.profileUrl = m_server->url(QStringLiteral("/me"));
        return provider;
    }
    /// Signs in with a browser that at once comes back with these parameters and the right state.
    Result<OAuthGrant> comeBack(const OAuthProvider &provider, const QString &parameters, const QString &hint = {})
    {
        OAuthSignIn::Wish wish;
        wish.provider = provider;
        wish.loginHint = hint;
        wish.openBrowser = [this, parameters](const QUrl &page) {
            m_asked = QUrlQuery(page);
            QUrl back(m_asked.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
            back.setPath(QStringLiteral("/"));
            back.setQuery(parameters + QStringLiteral("&state=") + m_asked.queryItemValue(QStringLiteral("state")));
            m_browser->open(back);
            return true;
        };
        return waited(m_signIn.signIn(wish, {}));
    }
    /// Answers the token request, the claims changed by the test.
    void answerWith(QJsonObject answer, QJsonObject claims)
    {
        m_server->setPlays(
            {[this, answer, claims](QSslSocket *socket, const HttpsServer::Request &) mutable {
                 if (!claims.contains(QLatin1String("nonce"))) {
                     claims.insert(QStringLiteral("nonce"), m_asked.queryItemValue(QStringLiteral("nonce")));
                 }
                 const auto base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
                 if (!answer.contains(QLatin1String("id_token"))) {
                     answer.insert(QStringLiteral("id_token"),
                                   QString::fromLatin1(QByteArray("{\"alg\":\"RS256\"}").toBase64(base64) + '.'
                                                       + Json::write(claims).toBase64(base64) + ".c2ln"));
                 }
                 socket->write(HttpsServer::answer(200, Json::write(answer)));
             },
             HttpsServer::says(HttpsServer::answer(
                 200, R"({"mail":"Jonas@wood.example","userPrincipalName":"j.wood@corp.example"})"))});
    }
    QJsonObject claims() const
    {
        return {{QStringLiteral("iss"), QStringLiteral("https://accounts.google.com")},
                {QStringLiteral("aud"), QStringLiteral("the-client")},
                {QStringLiteral("iat"), m_clock.now().toSecsSinceEpoch()},
                {QStringLiteral("exp"), m_clock.now().toSecsSinceEpoch() + 3600},
                {QStringLiteral("email"), QStringLiteral("jonas@wood.example")}};
    }
    static QJsonObject answer()
    {
        return {{QStringLiteral("access_token"), QStringLiteral("the-access")},
                {QStringLiteral("refresh_token"), QStringLiteral("the-refresh")},
                {QStringLiteral("token_type"), QStringLiteral("Bearer")},
                {QStringLiteral("expires_in"), 3599},
                {QStringLiteral("scope"),
                 QStringLiteral("openid https://www.googleapis.com/auth/userinfo.email "
                                "https://www.googleapis.com/auth/gmail.send "
                                "https://www.googleapis.com/auth/gmail.readonly")}};
    }

    Certificates m_certificates;
    SystemClock m_clock;
    HttpClient m_http{m_clock, {{m_certificates.authority()}, {}, QStringLiteral("AlwaysLeads")}};
    OAuthEndpoint m_endpoint{m_http, m_clock};
    OAuthSignIn m_signIn{m_endpoint, m_clock, {60s}};
    QUrlQuery m_asked;
    std::unique_ptr<HttpsServer> m_server;
    std::unique_ptr<TestBrowser> m_browser;
};

void OAuthSignInTest::init()
{
    m_server = std::make_unique<HttpsServer>(m_certificates.good());
    m_browser = std::make_unique<TestBrowser>();
}

void OAuthSignInTest::asksForLessToOnlySend()
{
    const auto scopesOf = [](const OAuthProvider &provider) {
        return QUrlQuery(OAuthSignIn::pageOf(provider, QStringLiteral("http://localhost:1"), {}, {}))
            .queryItemValue(QStringLiteral("scope"), QUrl::FullyDecoded);
    };
    QCOMPARE(scopesOf(microsoft().onlySending()),
             QStringLiteral("openid profile email offline_access User.Read Mail.Send"));
    QCOMPARE(scopesOf(google().onlySending()),
             QStringLiteral("openid email https://www.googleapis.com/auth/gmail.send"));

    // Allowed is then enough what would not have been.
    QJsonObject sending = answer();
    sending.insert(QStringLiteral("scope"), QStringLiteral("openid https://www.googleapis.com/auth/gmail.send"));
    answerWith(sending, claims());
    Result<OAuthGrant> grant = comeBack(google().onlySending(), QStringLiteral("code=x"));
    QVERIFY2(grant, qPrintable(grant ? QString() : grant.error().message));
    QCOMPARE(grant->access, OAuthProvider::Access::OnlySend);
    init(); // another server, which begins its answers anew
    answerWith(sending, claims());
    grant = comeBack(google(), QStringLiteral("code=x"));
    QCOMPARE(grant.error().kind, ErrorKind::Refused);
    QVERIFY(grant.error().message.contains(QStringLiteral("reading the inbox was not")));
    sending.insert(QStringLiteral("scope"), QStringLiteral("openid"));
    init();
    answerWith(sending, claims());
    grant = comeBack(google().onlySending(), QStringLiteral("code=x"));
    QVERIFY(grant.error().message.contains(QStringLiteral("Sending mail was not allowed")));
}

void OAuthSignInTest::meetsWhatTheOrganisationAsksFor()
{
    const auto claimsOf = [](const OAuthProvider &provider, const QString &asked) {
        return QUrlQuery(OAuthSignIn::pageOf(provider, QStringLiteral("http://localhost:1"), {}, {}, asked))
            .queryItemValue(QStringLiteral("claims"), QUrl::FullyDecoded);
    };
    // "cp1": this program takes claims challenges, so that the service may send some.
    const QString capability = QStringLiteral(R"({"access_token":{"xms_cc":{"values":["cp1"]}}})");
    QCOMPARE(claimsOf(microsoft(), {}), capability);
    QCOMPARE(
        claimsOf(microsoft(),
                 QStringLiteral(R"({"access_token":{"nbf":{"essential":true}},"id_token":{"sub":{"value":"x & y"}}})")),
        QStringLiteral(R"({"access_token":{"nbf":{"essential":true},"xms_cc":{"values":["cp1"]}},)"
                       R"("id_token":{"sub":{"value":"x & y"}}})"));
    QCOMPARE(claimsOf(microsoft(), QStringLiteral("not JSON & state=mine")), capability);
    QCOMPARE(claimsOf(google(), {}), QString()); // which knows no such thing
}

void OAuthSignInTest::saysWhatTheRedirectMeans_data()
{
    QTest::addColumn<bool>("atGoogle");
    QTest::addColumn<QString>("parameters");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    const ErrorKind refused = ErrorKind::Refused;
    QTest::newRow("Google, cancelled") << true << "error=access_denied" << refused << "Nothing was allowed";
    QTest::newRow("Google, an administrator")
        << true << "error=admin_policy_enforced" << refused << "Ask your administrator";
    QTest::newRow("Microsoft, cancelled") << false
                                          << "error=access_denied&error_description=AADSTS65004%3A+User+declined+to+"
                                             "consent"
                                          << refused << "Nothing was allowed";
    QTest::newRow("Microsoft, cancelled early")
        << false << "error=access_denied&error_subcode=cancel" << refused << "Nothing was allowed";
    QTest::newRow("Microsoft, cancelled or blocked")
        << false << "error=access_denied" << refused << "or your organisation blocks it";
    QTest::newRow("Microsoft, an administrator")
        << false << "error=access_denied&error_description=AADSTS90094%3A+Admin+consent" << refused
        << "Ask your administrator";
    QTest::newRow("Microsoft, consent required")
        << false << "error=consent_required&error_description=AADSTS65001%3A+not+consented" << refused
        << "Ask your administrator";
    QTest::newRow("Microsoft, busy") << false << "error=temporarily_unavailable" << ErrorKind::Network << "trouble";
    QTest::newRow("server error") << true << "error=server_error" << ErrorKind::Network << "trouble";
    QTest::newRow("wrong registration") << false
                                        << "error=unauthorized_client&error_description=AADSTS700016%3A+no+such+app"
                                        << ErrorKind::Invalid << "no such app";
    QTest::newRow("hostile words") << true
                                   << QStringLiteral("error=odd&error_description=%3Cscript%3E%0D%0A%1b%5b2J")
            + QString(5000, QLatin1Char('x'))
                                   << ErrorKind::Invalid << "<script> [2Jxxx";
}

void OAuthSignInTest::saysWhatTheRedirectMeans()
{
    QFETCH(bool, atGoogle);
    QFETCH(QString, parameters);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    const Result<OAuthGrant> grant = comeBack(atGoogle ? google() : microsoft(), parameters);
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, kind);
    QVERIFY2(grant.error().message.contains(words), qPrintable(grant.error().message));
    QVERIFY(grant.error().message.size() < 600);
    QVERIFY(m_server->requests().isEmpty());
    QTRY_VERIFY(m_browser->page().contains("You can close this window"));
}

void OAuthSignInTest::signsInAtMicrosoft()
{
    QJsonObject tokens = answer();
    tokens.insert(QStringLiteral("scope"),
                  QStringLiteral("profile openid email https://graph.microsoft.com/User.Read "
                                 "https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/mail.readwrite"));
    QJsonObject who = claims();
    who.insert(QStringLiteral("tid"), QStringLiteral("9188040d"));
    who.insert(QStringLiteral("iss"), QStringLiteral("https://login.microsoftonline.com/9188040d/v2.0"));
    answerWith(tokens, who);
    const Result<OAuthGrant> grant = comeBack(microsoft(), QStringLiteral("code=1.AX&session_state=x"));
    QVERIFY2(grant, qPrintable(grant ? QString() : grant.error().message + grant.error().detail));
    QCOMPARE(grant->address.toString(), QStringLiteral("jonas@wood.example"));
    const HttpsServer::Request exchange = m_server->requests().at(0);
    QUrlQuery form(QString::fromLatin1(exchange.body));
    QVERIFY(!form.hasQueryItem(QStringLiteral("client_secret"))); // AADSTS700025
    QCOMPARE(form.queryItemValue(QStringLiteral("code")), QStringLiteral("1.AX"));
    QCOMPARE(form.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded),
             m_asked.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
    QCOMPARE(OAuthSecrets::challengeOf(form.queryItemValue(QStringLiteral("code_verifier"))),
             m_asked.queryItemValue(QStringLiteral("code_challenge")));
    QVERIFY(m_server->requests().at(1).head.contains("uthorization: Bearer the-access"));
}

void OAuthSignInTest::findsTheAddressThatWasWanted()
{
    QJsonObject tokens = answer();
    tokens.insert(QStringLiteral("scope"), QStringLiteral("Mail.Send Mail.ReadWrite"));
    QJsonObject who = claims();
    who.insert(QStringLiteral("tid"), QStringLiteral("t"));
    who.insert(QStringLiteral("iss"), QStringLiteral("https://login.microsoftonline.com/t/v2.0"));
    answerWith(tokens, who);
    Result<OAuthGrant> grant = comeBack(microsoft(), QStringLiteral("code=x"), QStringLiteral("J.Wood@corp.example"));
    QVERIFY(grant);
    QCOMPARE(grant->address.toString(), QStringLiteral("j.wood@corp.example"));
    m_server = std::make_unique<HttpsServer>(m_certificates.good());
    answerWith(tokens, who);
    grant = comeBack(microsoft(), QStringLiteral("code=x"), QStringLiteral("maria@wood.example"));
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Invalid);
    QVERIFY(grant.error().message.contains(QStringLiteral("choose maria@wood.example in the browser")));
}

void OAuthSignInTest::checksTheIdentity_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("detail");
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QTest::newRow("another nonce") << "nonce" << QJsonValue(QStringLiteral("of another sign-in")) << "nonce";
    QTest::newRow("no nonce") << "nonce" << QJsonValue() << "nonce";
    QTest::newRow("another program") << "aud" << QJsonValue(QStringLiteral("another")) << "another program";
    QTest::newRow("two programs") << "aud"
                                  << QJsonValue(QJsonArray{QStringLiteral("the-client"), QStringLiteral("another")})
                                  << "another program";
    QTest::newRow("another issuer") << "iss" << QJsonValue(QStringLiteral("https://accounts.google.com.evil.example"))
                                    << "issuer";
    QTest::newRow("ended") << "exp" << QJsonValue(now - 3600) << "ends";
    QTest::newRow("of the future") << "iat" << QJsonValue(now + 3600) << "made";
    QTest::newRow("without an end") << "exp" << QJsonValue(QStringLiteral("never")) << "no times";
    QTest::newRow("no address") << "email" << QJsonValue() << "";
    QTest::newRow("no real address") << "email" << QJsonValue(QStringLiteral("jonas at wood")) << "";
}

void OAuthSignInTest::checksTheIdentity()
{
    QFETCH(QString, claim);
    QFETCH(QJsonValue, value);
    QFETCH(QString, detail);
    QJsonObject who = claims();
    who.insert(claim, value);
    answerWith(answer(), who);
    const Result<OAuthGrant> grant = comeBack(google(), QStringLiteral("code=x"));
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Invalid);
    QVERIFY2(grant.error().detail.contains(detail), qPrintable(grant.error().detail));
    if (claim == QStringLiteral("exp") && value.isDouble()) {
        QVERIFY(grant.error().message.contains(QStringLiteral("clock of this computer")));
    }
    // The same with nothing changed is good.
    m_server = std::make_unique<HttpsServer>(m_certificates.good());
    answerWith(answer(), claims());
    QVERIFY(comeBack(google(), QStringLiteral("code=x")));
}

void OAuthSignInTest::saysWhatIsMissingInTheAnswer_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    const QString scope = QStringLiteral("https://www.googleapis.com/auth/");
    QTest::newRow("no refresh token") << "refresh_token" << QString() << ErrorKind::Invalid
                                      << "https://myaccount.google.com/permissions";
    QTest::newRow("reading was unticked") << "scope" << QStringLiteral("openid ") + scope + QStringLiteral("gmail.send")
                                          << ErrorKind::Refused << "leave every box ticked";
    QTest::newRow("sending was unticked")
        << "scope" << QStringLiteral("openid ") + scope + QStringLiteral("gmail.readonly") << ErrorKind::Invalid
        << "leave every box ticked";
    QTest::newRow("no identity") << "id_token" << QStringLiteral("x") << ErrorKind::Invalid << "cannot be understood";
    QTest::newRow("half an identity") << "id_token" << QStringLiteral("e30.%%%.x") << ErrorKind::Invalid
                                      << "cannot be understood";
    QTest::newRow("no access") << "access_token" << QString() << ErrorKind::Invalid << "cannot be understood";
}

void OAuthSignInTest::saysWhatIsMissingInTheAnswer()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    QJsonObject tokens = answer();
    tokens.insert(field, value);
    answerWith(tokens, claims());
    const Result<OAuthGrant> grant = comeBack(google(), QStringLiteral("code=x"));
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, kind);
    QVERIFY2(grant.error().message.contains(words), qPrintable(grant.error().message));
}

void OAuthSignInTest::saysThatThereIsNoClientId()
{
    OAuthSignIn::Wish wish;
    wish.provider = OAuthProvider::google({}, {});
    wish.openBrowser = [](const QUrl &) -> bool { qFatal("a page without a client id was opened"); };
    const Result<OAuthGrant> grant = waited(m_signIn.signIn(wish, {}));
    QCOMPARE(grant.error().kind, ErrorKind::Invalid);
    QVERIFY(grant.error().message.contains(QStringLiteral("has no client id")));
}

void OAuthSignInTest::saysThatThePageMustBeOpenedByHand()
{
    OAuthSignIn::Wish wish;
    wish.provider = google();
    wish.openBrowser = [](const QUrl &) { return false; };
    std::stop_source stop;
    bool told = false;
    wish.waiting = [&](const QUrl &page, bool opened) {
        told = !opened && page.host() == QStringLiteral("accounts.google.com");
        stop.request_stop();
    };
    const Result<OAuthGrant> grant = waited(m_signIn.signIn(wish, stop.get_token()));
    QVERIFY(told);
    QCOMPARE(grant.error().kind, ErrorKind::Cancelled);
}

void OAuthSignInTest::endsWhenNobodyComesBack()
{
    OAuthSignIn hasty(m_endpoint, m_clock, {50ms});
    OAuthSignIn::Wish wish;
    wish.provider = google();
    wish.openBrowser = [](const QUrl &) { return true; }; // and closed
    const Result<OAuthGrant> grant = waited(hasty.signIn(wish, {}));
    QCOMPARE(grant.error().kind, ErrorKind::Timeout);
}

void OAuthSignInTest::canBeCancelledWhileTheBrowserIsOpen()
{
    std::stop_source stop;
    OAuthSignIn::Wish wish;
    wish.provider = google();
    wish.openBrowser = [&](const QUrl &) {
        QTimer::singleShot(20, this, [&] { stop.request_stop(); });
        return true;
    };
    const Result<OAuthGrant> grant = waited(m_signIn.signIn(wish, stop.get_token()));
    QCOMPARE(grant.error().kind, ErrorKind::Cancelled);
}

void OAuthSignInTest::saysWhenTheTokenEndpointIsNotThere()
{
    OAuthProvider provider = google();
    m_server = nullptr;
    const Result<OAuthGrant> grant = comeBack(provider, QStringLiteral("code=x"));
    QCOMPARE(grant.error().kind, ErrorKind::Network);
}

void OAuthSignInTest::asksMicrosoftWithLocalhost()
{
    const Result<OAuthGrant> refused = comeBack(microsoft(), QStringLiteral("error=access_denied"));
    QVERIFY(!refused);
    const QString back = m_asked.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded);
    QVERIFY(back.startsWith(QStringLiteral("http://localhost:")) && !back.endsWith(QLatin1Char('/')));
    QCOMPARE(m_asked.queryItemValue(QStringLiteral("scope"), QUrl::FullyDecoded),
             QStringLiteral("openid profile email offline_access User.Read Mail.Send Mail.ReadWrite"));
    QCOMPARE(m_asked.queryItemValue(QStringLiteral("prompt")), QStringLiteral("select_account"));
    QVERIFY(!comeBack(google(), QStringLiteral("error=access_denied")));
    QCOMPARE(m_asked.queryItemValue(QStringLiteral("access_type")), QStringLiteral("offline"));
    QCOMPARE(m_asked.queryItemValue(QStringLiteral("prompt")), QStringLiteral("consent"));
}

QTEST_GUILESS_MAIN(OAuthSignInTest)
#include "OAuthSignInTest.moc"
