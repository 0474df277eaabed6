#include "oauth/OAuthTokens.h"

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "net/HttpClient.h"
#include "net/Json.h"
#include "support/CopiedDatabase.h"
#include "support/HttpsServer.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

HttpsServer::Play gives(const QString &access, const QString &refresh)
{
    QJsonObject body{{QStringLiteral("token_type"), QStringLiteral("Bearer")},
                     {QStringLiteral("access_token"), access},
                     {QStringLiteral("expires_in"), 3600},
                     {QStringLiteral("scope"), QStringLiteral("a b")}};
    if (!refresh.isNull()) {
        body.insert(QStringLiteral("refresh_token"), refresh);
    }
    return HttpsServer::says(HttpsServer::answer(200, Json::write(body), "Content-Type: application/json\r\n"));
}

} // namespace

/// When tokens are renewed, what is kept of the answer, and what each refusal means. The answers are those that
/// Microsoft's and Google's documentation shows.
class OAuthTokensTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void renewsShortlyBeforeTheEnd();
    void asksAsEachServiceWants_data();
    void asksAsEachServiceWants();
    void anEmptyRefreshTokenOverwritesNothing();
    void keepsTheNewRefreshTokenBeforeItForgetsTheOld();
    void renewsOnceForManyAskers();
    void anAnswerThatComesTooLateBringsNothingBack_data();
    void anAnswerThatComesTooLateBringsNothingBack();
    void eachAccountHasItsOwn();
    void tellsSignedOutFromTrouble_data();
    void tellsSignedOutFromTrouble();
    void asksASignedOutAccountNoMore();
    void aRefusedTokenEndsTheSignIn_data();
    void aRefusedTokenEndsTheSignIn();
    void anOlderTokenEndsNothing();
    void aRenewalTellsTheClaimsItWants();
    void renewsNoMoreThanWasAllowed();
    void anotherClientIdMeansSigningInAgain();
    void aClosedVaultSaysSo();
    void revokesWhereThatIsOffered();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    OAuthGrant grant(OAuthService service = OAuthService::Google) const
    {
        OAuthGrant grant;
        grant.service = service;
        grant.address = EmailAddress::parse(QStringLiteral("jonas@wood.example")).value();
        grant.clientId = QStringLiteral("the-client");
        grant.tokens = {QStringLiteral("access-0"), QStringLiteral("refresh-0"), {}, m_clock.now().addSecs(3600), {}};
        return grant;
    }
    void build()
    {
        m_tokens = std::make_unique<OAuthTokens>(m_endpoint, *m_vault, m_clock, [this](OAuthService service) {
            OAuthProvider provider = service == OAuthService::Google
                ? OAuthProvider::google(m_clientId, QStringLiteral("the-secret"))
                : OAuthProvider::microsoft(m_clientId);
            provider.tokenUrl = m_server->url(QStringLiteral("/token"));
            if (!provider.revokeUrl.isEmpty()) {
                provider.revokeUrl = m_server->url(QStringLiteral("/revoke"));
            }
            return provider;
        });
    }
    QByteArray sent(qsizetype n) const { return m_server->requests().value(n).body; }

    const QString m_account = QStringLiteral("mailbox 1");
    Certificates m_certificates;
    VirtualClock m_clock;
    SystemClock m_realClock; // for the waits between tries
    HttpClient m_http{m_realClock, {{m_certificates.authority()}, {}, QStringLiteral("AlwaysLeads")}};
    OAuthEndpoint m_endpoint{m_http, m_clock};
    MemoryKeychain m_keychain;
    QString m_clientId;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<HttpsServer> m_server;
    std::unique_ptr<OAuthTokens> m_tokens;
};

void OAuthTokensTest::init()
{
    m_tokens.reset();
    m_vault.reset();
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock);
    QVERIFY(waited(m_vault->startAfresh()));
    m_server = std::make_unique<HttpsServer>(m_certificates.good());
    m_clientId = QStringLiteral("the-client");
    build();
}

void OAuthTokensTest::renewsShortlyBeforeTheEnd()
{
    m_server->setPlays({gives(QStringLiteral("access-1"), {}), gives(QStringLiteral("access-2"), {})});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    m_clock.advance(54min);
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-0"));
    m_clock.advance(2min);
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-1"));
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-1"));
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-2"));
    QCOMPARE(m_server->requests().size(), 2);
}

void OAuthTokensTest::asksAsEachServiceWants_data()
{
    QTest::addColumn<bool>("google");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("Google") << true
                            << QByteArray("client_id=the-client&client_secret=the-secret&grant_type=refresh_token"
                                          "&refresh_token=refresh-0");
    QTest::newRow("Microsoft") << false
                               << QByteArray("client_id=the-client&grant_type=refresh_token&refresh_token=refresh-0"
                                             "&claims=%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values%22%3A%5B"
                                             "%22cp1%22%5D%7D%7D%7D"
                                             "&scope=openid%20profile%20email%20offline_access%20User.Read%20Mail.Send"
                                             "%20Mail.ReadWrite");
}

void OAuthTokensTest::asksAsEachServiceWants()
{
    QFETCH(bool, google);
    QFETCH(QByteArray, body);
    m_server->setPlays({gives(QStringLiteral("access-1"), {})});
    QVERIFY(waited(m_tokens->keep(m_account, grant(google ? OAuthService::Google : OAuthService::Microsoft))));
    QVERIFY(waited(m_tokens->token(m_account, true)));
    QCOMPARE(sent(0), body);
    QVERIFY(m_server->requests().first().firstLine.startsWith("POST /token "));
    QVERIFY(m_server->requests().first().head.toLower().contains("content-type: application/x-www-form-urlencoded"));
}

void OAuthTokensTest::anEmptyRefreshTokenOverwritesNothing()
{
    m_server->setPlays(
        {gives(QStringLiteral("access-1"), {}),
         HttpsServer::says(
             HttpsServer::answer(200, R"({"token_type":"bearer","access_token":"access-2","refresh_token":""})")),
         gives(QStringLiteral("access-3"), QStringLiteral("refresh-3")), gives(QStringLiteral("access-4"), {})});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    for (int i = 0; i < 4; ++i) {
        build(); // what counts is what the disk has
        QVERIFY(waited(m_tokens->token(m_account, true)));
    }
    QVERIFY(sent(0).contains("refresh_token=refresh-0"));
    QVERIFY(sent(1).contains("refresh_token=refresh-0"));
    QVERIFY(sent(2).contains("refresh_token=refresh-0"));
    QVERIFY(sent(3).contains("refresh_token=refresh-3"));
}

void OAuthTokensTest::keepsTheNewRefreshTokenBeforeItForgetsTheOld()
{
    m_server->setPlays({gives(QStringLiteral("access-1"), QStringLiteral("refresh-1")),
                        gives(QStringLiteral("access-2"), QStringLiteral("refresh-2")),
                        gives(QStringLiteral("access-3"), {})});
    QVERIFY(waited(m_tokens->keep(m_account, grant(OAuthService::Microsoft))));
    // The disk takes nothing: the old one must stay on it, and the new one must not be lost.
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.script(QStringLiteral("CREATE TRIGGER full BEFORE INSERT ON secret BEGIN "
                                                "SELECT RAISE(ABORT, 'disk full'); END;"
                                                "CREATE TRIGGER full2 BEFORE UPDATE ON secret BEGIN "
                                                "SELECT RAISE(ABORT, 'disk full'); END;"
                                                "CREATE TRIGGER full3 BEFORE DELETE ON secret BEGIN "
                                                "SELECT RAISE(ABORT, 'disk full'); END;"));
    }));
    QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-1"));
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-1"));
    QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-2"));
    QVERIFY(sent(1).contains("refresh_token=refresh-1"));
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.script(QStringLiteral("DROP TRIGGER full; DROP TRIGGER full2; DROP TRIGGER full3;"));
    }));
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-2")); // and writes what waits
    build();
    QVERIFY(waited(m_tokens->token(m_account, true)));
    QVERIFY(sent(2).contains("refresh_token=refresh-2"));
}

void OAuthTokensTest::renewsOnceForManyAskers()
{
    m_server->setPlays({gives(QStringLiteral("access-1"), QStringLiteral("refresh-1")),
                        gives(QStringLiteral("access-2"), QStringLiteral("refresh-2"))});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    m_clock.advance(2h);
    std::vector<Task<Result<QString>>> asking;
    for (int i = 0; i < 20; ++i) {
        asking.push_back(m_tokens->token(m_account, i % 2 == 0));
    }
    for (auto &one : asking) {
        QCOMPARE(waited(std::move(one)).value(), QStringLiteral("access-1"));
    }
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-2"));
}

void OAuthTokensTest::anAnswerThatComesTooLateBringsNothingBack_data()
{
    QTest::addColumn<bool>("forgotten");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray late = R"({"token_type":"Bearer","access_token":"late","refresh_token":"late"})";
    QTest::newRow("disconnected meanwhile") << true << 200 << late;
    QTest::newRow("signed in again meanwhile") << false << 200 << late;
    QTest::newRow("signed in again, the old one is dead") << false << 400 << QByteArray(R"({"error":"invalid_grant"})");
}

void OAuthTokensTest::anAnswerThatComesTooLateBringsNothingBack()
{
    QFETCH(bool, forgotten);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QSslSocket *line = nullptr;
    m_server->setPlays({[&line](QSslSocket *socket, const HttpsServer::Request &) { line = socket; }});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    QSignalSpy out(m_tokens.get(), &OAuthTokens::signedOut);
    Task<Result<QString>> asking = m_tokens->token(m_account, true);
    QTRY_VERIFY(line);
    OAuthGrant anew = grant();
    anew.tokens.accessToken = QStringLiteral("access-anew");
    if (forgotten) {
        QVERIFY(waited(m_tokens->forget(m_account)));
    } else {
        QVERIFY(waited(m_tokens->keep(m_account, anew)));
    }
    line->write(HttpsServer::answer(status, body));
    const Result<QString> late = waited(std::move(asking));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Cancelled);
    QCOMPARE(out.count(), 0);
    if (forgotten) {
        QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 0);
    } else {
        QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-anew"));
    }
}

void OAuthTokensTest::eachAccountHasItsOwn()
{
    m_server->setPlays({gives(QStringLiteral("access-1"), {}), gives(QStringLiteral("access-2"), {})});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    OAuthGrant other = grant();
    other.tokens.refreshToken = QStringLiteral("refresh-of-another");
    QVERIFY(waited(m_tokens->keep(QStringLiteral("mailbox 2"), other)));
    QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-1"));
    QCOMPARE(waited(m_tokens->token(QStringLiteral("mailbox 2"), true)).value(), QStringLiteral("access-2"));
    QVERIFY(sent(1).contains("refresh-of-another"));
    QVERIFY(waited(m_tokens->forget(m_account)));
    QCOMPARE(waited(m_tokens->token(QStringLiteral("mailbox 2"), false)).value(), QStringLiteral("access-2"));
    QCOMPARE(waited(m_tokens->token(m_account, false)).error().kind, ErrorKind::SignedOut);
}

void OAuthTokensTest::tellsSignedOutFromTrouble_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    const auto microsoft = [](const char *error, int code, const char *text) {
        return QByteArray(R"({"error":")") + error + R"(","error_description":"AADSTS)" + QByteArray::number(code)
            + ": " + text + R"( Trace ID: 1f2e Correlation ID: 3c4d Timestamp: 2026-11-24 09:00:00Z","error_codes":[)"
            + QByteArray::number(code)
            + R"(],"timestamp":"2026-11-24 09:00:00Z","trace_id":"1f2e","correlation_id":"3c4d"})";
    };
    const auto google = [](const char *error, const char *more) {
        return QByteArray(R"({"error":")") + error + "\"" + more + "}";
    };
    const ErrorKind out = ErrorKind::SignedOut;
    QTest::newRow("Google, revoked or expired")
        << 400 << google("invalid_grant", R"(,"error_description":"Token has been expired or revoked.")") << out
        << "sign in again";
    QTest::newRow("Google, the organisation wants a sign-in")
        << 400
        << google("invalid_grant", R"(,"error_description":"reauth related error","error_subtype":"invalid_rapt")")
        << out << "Your organisation wants a fresh sign-in";
    QTest::newRow("Google, wrong client") << 401 << google("invalid_client", R"(,"error_description":"Unauthorized")")
                                          << ErrorKind::Invalid << "client id";
    QTest::newRow("Google, trouble") << 503 << google("internal_failure", "") << ErrorKind::Network << "trouble";
    QTest::newRow("Microsoft, password changed")
        << 400 << microsoft("invalid_grant", 50173, "The provided grant has expired.") << out << "password was changed";
    QTest::newRow("Microsoft, not used for 90 days")
        << 400 << microsoft("invalid_grant", 700082, "The refresh token has expired due to inactivity.") << out
        << "not used for a long time";
    QTest::newRow("Microsoft, sign-in frequency")
        << 400 << microsoft("invalid_grant", 70043, "The refresh token has expired due to sign-in frequency.") << out
        << "Your organisation";
    QTest::newRow("Microsoft, MFA") << 400 << microsoft("interaction_required", 50076, "you must use multi-factor")
                                    << out << "Your organisation";
    QTest::newRow("Microsoft, consent withdrawn")
        << 400 << microsoft("invalid_grant", 65001, "The user or administrator has not consented") << out
        << "sign in again";
    QTest::newRow("Microsoft, unknown program")
        << 400 << microsoft("unauthorized_client", 700016, "Application not found") << ErrorKind::Invalid
        << "client id";
    QTest::newRow("Microsoft, loop") << 400 << microsoft("invalid_grant", 50196, "The server terminated an operation")
                                     << ErrorKind::Network << "trouble";
    QTest::newRow("Microsoft, busy") << 400 << microsoft("temporarily_unavailable", 90033, "A transient error")
                                     << ErrorKind::Network << "trouble";
    QTest::newRow("a page of a proxy") << 502 << QByteArray("<html>Bad gateway</html>") << ErrorKind::Network
                                       << "trouble";
    QTest::newRow("a page instead of tokens")
        << 200 << QByteArray("<html>Welcome to our wifi</html>") << ErrorKind::Invalid << "cannot be understood";
    QTest::newRow("no token in it") << 200 << QByteArray("{}") << ErrorKind::Invalid << "cannot be understood";
    QTest::newRow("another kind of token") << 200 << QByteArray(R"({"token_type":"mac","access_token":"x"})")
                                           << ErrorKind::Invalid << "cannot be understood";
    QTest::newRow("a line break in the token")
        << 200 << QByteArray(R"({"token_type":"Bearer","access_token":"x\r\nBcc: y"})") << ErrorKind::Invalid
        << "cannot be understood";
    QTest::newRow("nested to death") << 200 << QByteArray(5000, '[') + QByteArray(5000, ']') << ErrorKind::Invalid
                                     << "cannot be understood";
}

void OAuthTokensTest::tellsSignedOutFromTrouble()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(status, body))});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    QSignalSpy out(m_tokens.get(), &OAuthTokens::signedOut);
    const Result<QString> token = waited(m_tokens->token(m_account, true));
    QVERIFY(!token);
    QCOMPARE(token.error().kind, kind);
    QVERIFY2(token.error().message.contains(words), qPrintable(token.error().message));
    QCOMPARE(out.count(), kind == ErrorKind::SignedOut ? 1 : 0);
    const QString told = token.error().message + token.error().detail;
    QVERIFY(!told.contains(QStringLiteral("refresh-0")) && !told.contains(QStringLiteral("the-secret")));
    if (body.contains("trace_id")) {
        QVERIFY(token.error().detail.contains(QStringLiteral("trace_id 1f2e, correlation_id 3c4d")));
    }
    // What is kept is still there: trouble that passes costs nobody a sign-in.
    if (kind != ErrorKind::SignedOut) {
        m_server->setPlays({gives(QStringLiteral("access-1"), {})});
        QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-1"));
    }
}

void OAuthTokensTest::asksASignedOutAccountNoMore()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(400, R"({"error":"invalid_grant"})")),
                        gives(QStringLiteral("access-1"), QStringLiteral("refresh-1"))});
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    QVERIFY(waited(m_tokens->token(m_account, false)));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(waited(m_tokens->token(m_account, i == 0)).error().kind, ErrorKind::SignedOut);
    }
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(waited(m_tokens->keep(m_account, grant()))); // signed in again
    QCOMPARE(waited(m_tokens->token(m_account, true)).value(), QStringLiteral("access-1"));
}

void OAuthTokensTest::aRefusedTokenEndsTheSignIn_data()
{
    QTest::addColumn<QString>("claims");
    QTest::addColumn<QString>("words");
    QTest::newRow("a fresh one") << QString() << "asks you to sign in again";
    QTest::newRow("claims") << R"({"access_token":{"nbf":{"essential":true}}})"
                            << "Your organisation asks you to sign in again";
}

void OAuthTokensTest::aRefusedTokenEndsTheSignIn()
{
    QFETCH(QString, claims);
    QFETCH(QString, words);
    QVERIFY(waited(m_tokens->keep(m_account, grant(OAuthService::Microsoft))));
    QSignalSpy out(m_tokens.get(), &OAuthTokens::signedOut);
    const Error why = waited(m_tokens->refused(m_account, QStringLiteral("access-0"), claims));
    QCOMPARE(why.kind, ErrorKind::SignedOut);
    QVERIFY2(why.message.contains(words), qPrintable(why.message));
    QCOMPARE(out.count(), 1);
    QCOMPARE(out.first().at(1).toString(), why.message);
    QCOMPARE(out.first().at(2).toString(), claims);
    QCOMPARE(waited(m_tokens->token(m_account, false)).error(), why); // nobody else hears a no for it again
    QCOMPARE(waited(m_tokens->refused(m_account, QStringLiteral("access-0"), {})), why);
    QCOMPARE(out.count(), 1);
    QVERIFY(m_server->requests().isEmpty());
    QVERIFY(waited(m_tokens->keep(m_account, grant(OAuthService::Microsoft)))); // the person signed in
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-0"));
}

void OAuthTokensTest::anOlderTokenEndsNothing()
{
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    QSignalSpy out(m_tokens.get(), &OAuthTokens::signedOut);
    const Error why = waited(m_tokens->refused(m_account, QStringLiteral("access-of-before"), {}));
    QCOMPARE(why.kind, ErrorKind::Network); // a later try has another one
    QCOMPARE(out.count(), 0);
    QVERIFY(waited(m_tokens->token(m_account, false)));
}

void OAuthTokensTest::aRenewalTellsTheClaimsItWants()
{
    const QByteArray body =
        R"({"error":"interaction_required","error_description":"AADSTS50076","error_codes":[50076],)"
        R"("claims":"{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"})";
    m_server->setPlays(
        {HttpsServer::says(HttpsServer::answer(400, body)),
         HttpsServer::says(HttpsServer::answer(400, R"({"error":"interaction_required","claims":"no JSON at all"})"))});
    QVERIFY(waited(m_tokens->keep(m_account, grant(OAuthService::Microsoft))));
    QSignalSpy out(m_tokens.get(), &OAuthTokens::signedOut);
    const Result<QString> refused = waited(m_tokens->token(m_account, true));
    QCOMPARE(refused.error().kind, ErrorKind::SignedOut);
    QVERIFY(refused.error().message.contains(QStringLiteral("Your organisation asks you to sign in again")));
    QCOMPARE(out.first().at(2).toString(),
             QStringLiteral(R"({"access_token":{"acrs":{"essential":true,"value":"c1"}}})"));
    QVERIFY(sent(0).contains(
        "claims=" + QUrl::toPercentEncoding(QStringLiteral(R"({"access_token":{"xms_cc":{"values":["cp1"]}}})"))));
    QVERIFY(waited(m_tokens->keep(m_account, grant(OAuthService::Microsoft))));
    QVERIFY(!waited(m_tokens->token(m_account, true)));
    QCOMPARE(out.count(), 2);
    QCOMPARE(out.last().at(2).toString(), QString()); // what cannot be read is not passed on
}

void OAuthTokensTest::renewsNoMoreThanWasAllowed()
{
    m_server->setPlays({gives(QStringLiteral("access-1"), {}), gives(QStringLiteral("access-2"), {})});
    OAuthGrant less = grant(OAuthService::Microsoft);
    less.access = OAuthProvider::Access::OnlySend;
    QVERIFY(waited(m_tokens->keep(m_account, less)));
    QVERIFY(waited(m_tokens->token(m_account, true)));
    QVERIFY(sent(0).contains("Mail.Send"));
    QVERIFY(!sent(0).contains("Mail.ReadWrite"));
    build(); // also after a restart
    QVERIFY(waited(m_tokens->token(m_account, true)));
    QVERIFY(!sent(1).contains("Mail.ReadWrite"));
}

void OAuthTokensTest::anotherClientIdMeansSigningInAgain()
{
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    m_clientId = QStringLiteral("another-client");
    const Result<QString> token = waited(m_tokens->token(m_account, true));
    QCOMPARE(token.error().kind, ErrorKind::SignedOut);
    QVERIFY(token.error().message.contains(QStringLiteral("client id")));
    QVERIFY(m_server->requests().isEmpty()); // the token of one program is not shown to another
}

void OAuthTokensTest::aClosedVaultSaysSo()
{
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock); // nobody opened it
    build();
    const Result<QString> token = waited(m_tokens->token(m_account, false));
    QCOMPARE(token.error().kind, ErrorKind::SignedOut);
    QVERIFY(token.error().message.contains(QStringLiteral("locked")));
    QVERIFY(waited(m_vault->open()));
    QCOMPARE(waited(m_tokens->token(m_account, false)).value(), QStringLiteral("access-0"));
}

void OAuthTokensTest::revokesWhereThatIsOffered()
{
    QVERIFY(waited(m_tokens->keep(m_account, grant())));
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(200, "{}")),
                        HttpsServer::says(HttpsServer::answer(400, R"({"error":"invalid_token"})")),
                        HttpsServer::says(HttpsServer::answer(403, "no"))});
    QVERIFY(waited(m_tokens->revoke(waited(m_tokens->grant(m_account)).value())));
    QCOMPARE(sent(0), QByteArray("token=refresh-0"));
    QVERIFY(waited(
        m_tokens->revoke(waited(m_tokens->grant(m_account)).value()))); // was no good any more: that is what was wanted
    const Result<> refused = waited(m_tokens->revoke(grant()));
    QCOMPARE(refused.error().kind, ErrorKind::Network);
    QVERIFY(refused.error().message.contains(QStringLiteral("https://myaccount.google.com/permissions")));

    QVERIFY(waited(m_tokens->keep(m_account, grant(OAuthService::Microsoft))));
    const Result<> microsoft = waited(m_tokens->revoke(waited(m_tokens->grant(m_account)).value()));
    QCOMPARE(microsoft.error().kind, ErrorKind::NotFound);
    QVERIFY(microsoft.error().message.contains(QStringLiteral("https://myapps.microsoft.com")));
    QCOMPARE(m_server->requests().size(), 3);
    QCOMPARE(waited(m_tokens->grant(QStringLiteral("mailbox 9"))).error().kind, ErrorKind::SignedOut);
}

QTEST_GUILESS_MAIN(OAuthTokensTest)
#include "OAuthTokensTest.moc"
