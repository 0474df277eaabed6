#include "OpenIdProvider.h"
#include "TestBrowser.h"
#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "net/HttpClient.h"
#include "oauth/OAuthSignIn.h"
#include "oauth/OAuthTokens.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

QStringList logged;

void note(QtMsgType, const QMessageLogContext &, const QString &line)
{
    logged.append(line);
}

} // namespace

/// Signing in, renewing and revoking against a real OpenID provider, the test being the browser.
class OAuthWithProviderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void signsIn();
    void asksAsTheRulesSay();
    void saysWhenThePersonCancels();
    void goesOnWaitingAfterAStrangersAnswer();
    void refusesAnotherAccountThanTheMailboxs();
    void theProviderWantsTheVerifier();
    void theProviderTakesACodeOnce();
    void saysWhenAScopeWasNotAllowed();
    void renewsAndRotates();
    void theProviderEndsAReusedRefreshToken();
    void revokedMeansSignedOut();
    void leavesNoSecretBehind();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }

    OAuthSignIn::Wish wish()
    {
        OAuthSignIn::Wish wish;
        wish.provider = m_server.provider();
        wish.openBrowser = [this](const QUrl &page) {
            m_browser->open(page);
            return true;
        };
        return wish;
    }
    Result<OAuthGrant> signIn(OAuthSignIn::Wish wish) { return waited(m_signIn.signIn(std::move(wish), {})); }

    OpenIdProvider m_server;
    SystemClock m_clock;
    HttpClient m_http{m_clock};
    OAuthEndpoint m_endpoint{m_http, m_clock};
    OAuthSignIn m_signIn{m_endpoint, m_clock, {60s}};
    std::unique_ptr<TestBrowser> m_browser;
};

void OAuthWithProviderTest::initTestCase()
{
    const QString missing = m_server.start();
    if (!missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
}

void OAuthWithProviderTest::init()
{
    m_browser = std::make_unique<TestBrowser>();
}

void OAuthWithProviderTest::signsIn()
{
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY2(grant, qPrintable(grant ? QString() : grant.error().message + grant.error().detail));
    QCOMPARE(grant->address.toString(), QStringLiteral("jonas@wood.example"));
    QCOMPARE(grant->clientId, QStringLiteral("desktop"));
    QVERIFY(!grant->tokens.accessToken.isEmpty());
    QVERIFY(!grant->tokens.refreshToken.isEmpty());
    QVERIFY(grant->tokens.idToken.isEmpty());
    QVERIFY(grant->tokens.scopes.contains(QStringLiteral("mail.send")));
    QVERIFY(grant->tokens.expiresAt > m_clock.now());
    QTRY_VERIFY(m_browser->page().contains("You can close this window"));
    QCOMPARE(m_browser->status(), 200);
}

void OAuthWithProviderTest::asksAsTheRulesSay()
{
    OAuthSignIn::Wish asked = wish();
    asked.loginHint = QStringLiteral("jonas@wood.example");
    QList<QUrl> told;
    asked.waiting = [&](const QUrl &page, bool opened) {
        QVERIFY(opened);
        told.append(page);
    };
    QVERIFY(signIn(asked));
    QVERIFY(signIn(asked));
    const QUrlQuery first(told.at(0));
    const QUrlQuery second(told.at(1));
    QCOMPARE(first.queryItemValue(QStringLiteral("code_challenge_method")), QStringLiteral("S256"));
    QCOMPARE(first.queryItemValue(QStringLiteral("code_challenge")).size(), 43);
    QCOMPARE(first.queryItemValue(QStringLiteral("response_type")), QStringLiteral("code"));
    QCOMPARE(first.queryItemValue(QStringLiteral("login_hint"), QUrl::FullyDecoded),
             QStringLiteral("jonas@wood.example"));
    for (const char *secret : {"state", "nonce", "code_challenge"}) {
        const QString name = QLatin1String(secret);
        QCOMPARE(first.queryItemValue(name).size(), 43);
        QVERIFY(first.queryItemValue(name) != second.queryItemValue(name));
    }
    QVERIFY(first.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded)
                .startsWith(QStringLiteral("http://127.0.0.1:")));
}

void OAuthWithProviderTest::saysWhenThePersonCancels()
{
    m_browser->person = TestBrowser::Person::Cancels;
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Refused);
    QVERIFY2(grant.error().message.contains(QStringLiteral("Nothing was allowed")), qPrintable(grant.error().message));
}

void OAuthWithProviderTest::goesOnWaitingAfterAStrangersAnswer()
{
    OAuthSignIn::Wish asked = wish();
    TestBrowser stranger;
    asked.openBrowser = [&](const QUrl &page) {
        QUrl back(QUrlQuery(page).queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        back.setPath(QStringLiteral("/"));
        back.setQuery(QStringLiteral("code=of-somebody-else&state=guessed"));
        stranger.open(back);
        return true;
    };
    asked.waiting = [&](const QUrl &page, bool) {
        // Only when the stranger was turned away does the person come.
        auto *watch = new QTimer(m_browser.get());
        connect(watch, &QTimer::timeout, this, [this, &stranger, page, watch] {
            if (stranger.status() != 0) {
                watch->stop();
                m_browser->open(page);
            }
        });
        watch->start(5);
    };
    const Result<OAuthGrant> grant = signIn(asked);
    QVERIFY(grant);
    QCOMPARE(stranger.status(), 400);
    QVERIFY(stranger.page().contains("not its answer"));
}

void OAuthWithProviderTest::refusesAnotherAccountThanTheMailboxs()
{
    m_browser->login = QStringLiteral("maria@wood.example");
    OAuthSignIn::Wish asked = wish();
    asked.loginHint = QStringLiteral("jonas@wood.example");
    const Result<OAuthGrant> grant = signIn(asked);
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Invalid);
    QVERIFY(grant.error().message.contains(QStringLiteral("signed in as maria@wood.example")));
}

void OAuthWithProviderTest::theProviderWantsTheVerifier()
{
    // The whole way by hand, with another verifier than the challenge was made of.
    const OAuthSecrets secrets = OAuthSecrets::random();
    const OAuthProvider provider = m_server.provider();
    for (const bool right : {false, true}) {
        const QString redirectUri = QStringLiteral("http://127.0.0.1:1"); // nobody there: the code is read on the way
        TestBrowser browser;
        browser.open(OAuthSignIn::pageOf(provider, redirectUri, secrets, {}));
        QTRY_COMPARE(browser.visited().last().port(), 1);
        const QString code = QUrlQuery(browser.visited().last()).queryItemValue(QStringLiteral("code"));
        QVERIFY(!code.isEmpty());
        const QString verifier = right ? secrets.verifier : OAuthSecrets::random().verifier;
        const Result<OAuthTokenSet> tokens = waited(m_endpoint.exchange(provider, code, verifier, redirectUri));
        QCOMPARE(tokens.has_value(), right);
        if (!right) {
            QCOMPARE(tokens.error().kind, ErrorKind::Timeout);
            QVERIFY(tokens.error().detail.contains(QStringLiteral("invalid_grant")));
        }
    }
}

void OAuthWithProviderTest::theProviderTakesACodeOnce()
{
    const OAuthSecrets secrets = OAuthSecrets::random();
    const OAuthProvider provider = m_server.provider();
    const QString redirectUri = QStringLiteral("http://127.0.0.1:1");
    m_browser->open(OAuthSignIn::pageOf(provider, redirectUri, secrets, {}));
    QTRY_COMPARE(m_browser->visited().last().port(), 1);
    const QString code = QUrlQuery(m_browser->visited().last()).queryItemValue(QStringLiteral("code"));
    QVERIFY(waited(m_endpoint.exchange(provider, code, secrets.verifier, redirectUri)));
    const Result<OAuthTokenSet> again = waited(m_endpoint.exchange(provider, code, secrets.verifier, redirectUri));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Timeout);
    QVERIFY(!again.error().message.contains(code) && !again.error().detail.contains(code));
}

void OAuthWithProviderTest::saysWhenAScopeWasNotAllowed()
{
    OAuthSignIn::Wish asked = wish();
    asked.provider.neededScopes.append(QStringLiteral("mail.calendar"));
    const Result<OAuthGrant> grant = signIn(asked);
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Invalid);
    QVERIFY(grant.error().message.contains(QStringLiteral("leave every box ticked")));
    QVERIFY(grant.error().detail.contains(QStringLiteral("mail.calendar")));
}

void OAuthWithProviderTest::renewsAndRotates()
{
    TestDatabase files = copiedDatabase();
    MemoryKeychain keychain;
    Vault vault(*files, keychain, m_clock);
    QVERIFY(waited(vault.startAfresh()));
    const OAuthProvider provider = m_server.provider();
    OAuthTokens tokens(m_endpoint, vault, m_clock, [provider](OAuthService) { return provider; });
    QSignalSpy renewed(&tokens, &OAuthTokens::renewed);
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(grant);
    QVERIFY(waited(tokens.keep(QStringLiteral("mailbox 1"), *grant)));
    QCOMPARE(waited(tokens.token(QStringLiteral("mailbox 1"), false)), grant->tokens.accessToken);
    QCOMPARE(renewed.count(), 0);
    QSet<QString> seen{grant->tokens.accessToken};
    for (int i = 0; i < 4; ++i) { // the provider ends what is used twice: each of these was the latest
        const Result<QString> token = waited(tokens.token(QStringLiteral("mailbox 1"), true));
        QVERIFY2(token, qPrintable(token ? QString() : token.error().message));
        QVERIFY(!seen.contains(*token));
        seen.insert(*token);
        QCOMPARE(waited(tokens.token(QStringLiteral("mailbox 1"), false)), *token);
    }
    QCOMPARE(renewed.count(), 4);
    // Another start of the program goes on from the disk.
    OAuthTokens later(m_endpoint, vault, m_clock, [provider](OAuthService) { return provider; });
    QVERIFY(waited(later.token(QStringLiteral("mailbox 1"), true)));
}

void OAuthWithProviderTest::theProviderEndsAReusedRefreshToken()
{
    const OAuthProvider provider = m_server.provider();
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(grant);
    const Result<OAuthTokenSet> first = waited(m_endpoint.renew(provider, grant->tokens.refreshToken));
    QVERIFY(first);
    QVERIFY(!first->refreshToken.isEmpty() && first->refreshToken != grant->tokens.refreshToken);
    const Result<OAuthTokenSet> reused = waited(m_endpoint.renew(provider, grant->tokens.refreshToken));
    QVERIFY(!reused);
    QCOMPARE(reused.error().kind, ErrorKind::SignedOut);
}

void OAuthWithProviderTest::revokedMeansSignedOut()
{
    TestDatabase files = copiedDatabase();
    MemoryKeychain keychain;
    Vault vault(*files, keychain, m_clock);
    QVERIFY(waited(vault.startAfresh()));
    const OAuthProvider provider = m_server.provider();
    OAuthTokens tokens(m_endpoint, vault, m_clock, [provider](OAuthService) { return provider; });
    QSignalSpy signedOut(&tokens, &OAuthTokens::signedOut);
    const QString account = QStringLiteral("mailbox 1");
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(grant);
    QVERIFY(waited(tokens.keep(account, *grant)));
    QVERIFY(waited(tokens.revoke(waited(tokens.grant(account)).value())));
    const Result<QString> token = waited(tokens.token(account, true));
    QVERIFY(!token);
    QCOMPARE(token.error().kind, ErrorKind::SignedOut);
    QVERIFY(token.error().message.contains(QStringLiteral("asks you to sign in again")));
    QCOMPARE(signedOut.count(), 1);
    QCOMPARE(signedOut.first().first().toString(), account);
    QVERIFY(waited(tokens.revoke(waited(tokens.grant(account)).value()))); // twice does no harm

    const Result<OAuthGrant> anew = signIn(wish());
    QVERIFY(anew);
    QVERIFY(waited(tokens.keep(account, *anew)));
    QVERIFY(waited(tokens.token(account, true)));
    QVERIFY(waited(tokens.forget(account)));
    QCOMPARE(waited(tokens.token(account, false)).error().kind, ErrorKind::SignedOut);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 0);
}

void OAuthWithProviderTest::leavesNoSecretBehind()
{
    TestDatabase files = copiedDatabase();
    MemoryKeychain keychain;
    Vault vault(*files, keychain, m_clock);
    QVERIFY(waited(vault.startAfresh()));
    const OAuthProvider provider = m_server.provider();
    OAuthTokens tokens(m_endpoint, vault, m_clock, [provider](OAuthService) { return provider; });
    logged.clear();
    const QtMessageHandler before = qInstallMessageHandler(note);
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true\nqt.*.debug=false\nqcoro.*=false"));
    const Result<OAuthGrant> grant = signIn(wish());
    QStringList secrets;
    if (grant) {
        secrets += {grant->tokens.accessToken, grant->tokens.refreshToken};
        const Result<> kept = waited(tokens.keep(QStringLiteral("mailbox 1"), *grant));
        const Result<QString> token = waited(tokens.token(QStringLiteral("mailbox 1"), true));
        const Result<> revoked = waited(tokens.revoke(waited(tokens.grant(QStringLiteral("mailbox 1"))).value()));
        const Result<QString> refused = waited(tokens.token(QStringLiteral("mailbox 1"), true));
        secrets += kept && revoked && !refused ? token.value_or(QString()) : QString();
    }
    QLoggingCategory::setFilterRules(QString());
    qInstallMessageHandler(before);
    secrets += QUrlQuery(m_browser->visited().last()).queryItemValue(QStringLiteral("code"));
    secrets += QUrlQuery(m_browser->visited().last()).queryItemValue(QStringLiteral("state"));
    QCOMPARE(secrets.size(), 5);
    QVERIFY(!logged.isEmpty()); // the client tells of its calls
    for (const QString &secret : std::as_const(secrets)) {
        QVERIFY(!secret.isEmpty());
        for (const QString &line : std::as_const(logged)) {
            QVERIFY2(!line.contains(secret), qPrintable(line));
        }
        for (const QString &end : {QString(), QStringLiteral("-wal")}) {
            QFile file(files.path() + end);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(secret.toLatin1()));
        }
    }
}

QTEST_GUILESS_MAIN(OAuthWithProviderTest)
#include "OAuthWithProviderTest.moc"
