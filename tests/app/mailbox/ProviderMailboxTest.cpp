#include "app/keychain/MemoryKeychain.h"
#include "app/oauth/OpenIdProvider.h"
#include "app/oauth/TestBrowser.h"
#include "imap/ImapSession.h"
#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "mailbox/ProviderSignIn.h"
#include "net/HttpClient.h"
#include "oauth/OAuthTokens.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/MailStack.h"
#include "support/Patience.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// A mailbox by its servers that signs in at a provider of its own: a real OpenID provider, and the real Postfix and
/// Dovecot, which ask it whose a token is.
class ProviderMailboxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void theMailServerNamesTheProvider();
    void aMailGoesOutAndIsRead();
    void signsInWithASecret();
    void keepsSecretsInTheVaultOnly();
    void aRefusedTokenIsRenewedOnce();
    void asksToSignInAgainWhenThePermissionEnded();
    void reconnects();
    void refusesATokenOfSomebodyElse();
    void saysWhenNothingWasAllowed();
    void saysWhenTheClientIsNotKnown();
    void wantsASignInForAnotherProvider();
    void goesBackToAPassword();
    void removedWithItsPermission();
    void theProviderIsNotThere(); // ends it

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    Mailbox anna() const
    {
        Mailbox mailbox;
        mailbox.address = EmailAddress::parse(QStringLiteral("anna@firm.example")).value();
        mailbox.host = QStringLiteral("localhost");
        mailbox.port = m_stack.submissionsPort();
        mailbox.userName = QStringLiteral("anna@firm.example");
        mailbox.imapHost = QStringLiteral("localhost");
        mailbox.imapPort = m_stack.imapsPort();
        return mailbox;
    }
    ProviderSignIn::Wish wish(const QString &clientId = QStringLiteral("desktop"), const QString &secret = {}) const
    {
        return {m_provider.issuer(), clientId, secret, {}, anna().address, {}};
    }
    Result<OAuthGrant> signIn(const ProviderSignIn::Wish &wish) { return waited(m_signIn->signIn(wish, {}, {})); }
    MailboxId added()
    {
        const Result<OAuthGrant> grant = signIn(wish());
        if (!grant) {
            qFatal("%s %s", qPrintable(grant.error().message), qPrintable(grant.error().detail));
        }
        m_accessToken = grant->tokens.accessToken;
        m_refreshToken = grant->tokens.refreshToken;
        const Result<MailboxId> id = waited(m_mailboxes->keepSignedIn(anna(), *grant));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    /// The provider forgets this token.
    void revoke(const QString &token)
    {
        OAuthProvider provider = m_provider.provider();
        QVERIFY(waited(m_endpoint.revoke(provider, token)));
    }
    HandOverOutcome send(MailboxId id, const QByteArray &subject)
    {
        const Result<MailAccount> account = waited(m_mailboxes->account(id));
        if (!account) {
            HandOverOutcome none;
            none.message = account.error().message;
            return none;
        }
        Envelope envelope;
        envelope.from = anna().address;
        envelope.to = EmailAddress::parse(QStringLiteral("jonas@firm.example")).value();
        const QByteArray mime = "From: anna@firm.example\r\nTo: jonas@firm.example\r\nSubject: " + subject
            + "\r\nMessage-ID: <" + subject + "@firm.example>\r\n\r\nText\r\n";
        return waited(m_smtp->handOver(*account, envelope, mime, {}, {}));
    }
    Result<> read(MailboxId id)
    {
        const Result<ImapAccount> account = waited(m_mailboxes->readingAccount(id));
        if (!account) {
            return failureOf(account);
        }
        ImapSession session({m_stack.authority()}, {}, {});
        Result<> opened = waited(session.open(*account));
        if (opened) {
            opened = waited(session.examine("INBOX")).map([](const ImapFolderState &) {});
        }
        session.leave(this);
        return opened;
    }
    MailboxHealth health() { return waited(m_mailboxes->health()).value().constFirst(); }

    OpenIdProvider m_provider;
    MailStack m_stack;
    SystemClock m_clock;
    MemoryKeychain m_keychain;
    HttpClient m_http{m_clock};
    OAuthEndpoint m_endpoint{m_http, m_clock};
    OAuthSignIn m_browserSignIn{m_endpoint, m_clock, {60s}};
    OAuthDiscovery m_discovery{m_http};
    std::unique_ptr<TestBrowser> m_browser;
    std::unique_ptr<SmtpTransport> m_smtp;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<OAuthTokens> m_tokens;
    std::unique_ptr<Mailboxes> m_mailboxes;
    std::unique_ptr<ProviderSignIn> m_signIn;
    QString m_accessToken;
    QString m_refreshToken;
};

void ProviderMailboxTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    if (const QString missing = m_provider.start(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
    m_stack.askProvider(m_provider.introspection(), m_provider.issuer());
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

void ProviderMailboxTest::init()
{
    if (m_files) {
        m_files->settle();
    }
    m_signIn.reset();
    m_mailboxes.reset();
    m_tokens.reset();
    m_vault.reset();
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock);
    QVERIFY(waited(m_vault->open()));
    m_smtp = std::make_unique<SmtpTransport>(QList{m_stack.authority()}); // without lines that are signed in already
    m_tokens =
        std::make_unique<OAuthTokens>(m_endpoint, *m_vault, m_clock, [](OAuthService) { return OAuthProvider(); });
    m_mailboxes =
        std::make_unique<Mailboxes>(**m_files, *m_vault, *m_smtp, m_clock, m_tokens.get(), QList{m_stack.authority()});
    m_browser = std::make_unique<TestBrowser>();
    m_browser->login = QStringLiteral("anna@firm.example");
    m_signIn = std::make_unique<ProviderSignIn>(m_browserSignIn, m_discovery, *m_mailboxes, [this](const QUrl &page) {
        m_browser->open(page);
        return true;
    });
}

void ProviderMailboxTest::cleanupTestCase()
{
    if (m_files) {
        m_files->settle();
    }
}

void ProviderMailboxTest::theMailServerNamesTheProvider()
{
    const Result<QString> named = waited(m_signIn->issuerFor(anna(), {}, {}));
    QVERIFY2(named, qPrintable(named ? QString() : named.error().message));
    QCOMPARE(*named, m_provider.issuer());
    const Result<OAuthRegistration> found = waited(m_signIn->find(*named, {}));
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QCOMPARE(found->tokenUrl, QUrl(m_provider.issuer() + QStringLiteral("/token")));
    QCOMPARE(found->scopes.join(QLatin1Char(' ')), QStringLiteral("openid email offline_access"));
    Mailbox unread = anna();
    unread.imapHost.clear();
    const Result<QString> none = waited(m_signIn->issuerFor(unread, {}, {}));
    QVERIFY(none && none->isEmpty());
    const Result<QString> published = waited(m_signIn->issuerFor(unread, QStringLiteral("login.firm.example"), {}));
    QCOMPARE(published.value_or(QString()), QStringLiteral("https://login.firm.example"));
    const Result<QString> known = waited(m_signIn->issuerFor(unread, QStringLiteral("login.yahoo.com"), {}));
    QCOMPARE(known.value_or(QString()), QStringLiteral("https://api.login.yahoo.com"));
}

void ProviderMailboxTest::aMailGoesOutAndIsRead()
{
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY2(grant, qPrintable(grant ? QString() : grant.error().message + grant.error().detail));
    QCOMPARE(grant->signedInAs, QStringLiteral("anna@firm.example"));
    Mailbox typed = anna();
    typed.provider = grant->registration;
    const Result<> probed = waited(m_mailboxes->probeSignedIn(typed, grant->tokens.accessToken));
    QVERIFY2(probed, qPrintable(probed ? QString() : probed.error().message + m_stack.logs()));
    const Result<MailboxId> id = waited(m_mailboxes->keepSignedIn(anna(), *grant));
    QVERIFY(id);
    const HandOverOutcome outcome = send(*id, "with-a-token");
    QVERIFY2(outcome.verdict == HandOverOutcome::Verdict::Accepted, qPrintable(outcome.message + m_stack.logs()));
    QVERIFY(!m_stack.waitForMail(QStringLiteral("jonas"), "Subject: with-a-token").isEmpty());
    const Result<> opened = read(*id);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    const MailboxHealth how = health();
    QVERIFY(how.problem.isEmpty());
    QVERIFY(how.signedInAt.isValid());
    const Mailbox kept = waited(m_mailboxes->mailbox(*id)).value();
    QVERIFY(kept.isConnected());
    QCOMPARE(kept.kind, Mailbox::Kind::Smtp);
    QCOMPARE(kept.provider, grant->registration);
    QVERIFY(waited(m_mailboxes->probe(kept, {}))); // the Test button, later
}

void ProviderMailboxTest::signsInWithASecret()
{
    const QString secret = QStringLiteral("the secret: of this program");
    const Result<OAuthGrant> grant = signIn(wish(QStringLiteral("confidential"), secret));
    QVERIFY2(grant, qPrintable(grant ? QString() : grant.error().message + grant.error().detail));
    const Result<MailboxId> id = waited(m_mailboxes->keepSignedIn(anna(), *grant));
    QVERIFY(id);
    const Mailbox kept = waited(m_mailboxes->mailbox(*id)).value();
    QCOMPARE(waited(m_mailboxes->providerOf(kept)).value().clientSecret, secret);
    // A renewal says it too.
    const QString name = QStringLiteral("mailbox %1").arg(id->value());
    const Result<QString> renewed = waited(m_tokens->token(name, true));
    QVERIFY2(renewed, qPrintable(renewed ? QString() : renewed.error().message));
    // Signing in again without typing it uses the one that is kept, but never at another provider.
    ProviderSignIn::Wish again = wish(QStringLiteral("confidential"));
    again.mailbox = *id;
    QVERIFY(signIn(again));
}

void ProviderMailboxTest::keepsSecretsInTheVaultOnly()
{
    const QString secret = QStringLiteral("the secret: of this program");
    const Result<OAuthGrant> grant = signIn(wish(QStringLiteral("confidential"), secret));
    QVERIFY(grant);
    QVERIFY(waited(m_mailboxes->keepSignedIn(anna(), *grant)));
    const auto checkpoint = waited((*m_files)->write<void>([](Connection &connection) {
        return connection.run(QStringLiteral("PRAGMA wal_checkpoint")).map([](qint64) {});
    }));
    Q_UNUSED(checkpoint)
    for (const QString &suffix : {QString(), QStringLiteral("-wal")}) {
        QFile file(m_files->path() + suffix);
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        QVERIFY(!bytes.contains(secret.toUtf8()));
        QVERIFY(!bytes.contains(grant->tokens.accessToken.toUtf8()));
        QVERIFY(!bytes.contains(grant->tokens.refreshToken.toUtf8()));
    }
}

void ProviderMailboxTest::aRefusedTokenIsRenewedOnce()
{
    const MailboxId id = added();
    QSignalSpy renewed(m_tokens.get(), &OAuthTokens::renewed);
    revoke(m_accessToken); // the provider ended it earlier than it said
    const HandOverOutcome outcome = send(id, "with-a-fresh-token");
    QVERIFY2(outcome.verdict == HandOverOutcome::Verdict::Accepted, qPrintable(outcome.message + m_stack.logs()));
    QCOMPARE(renewed.count(), 1);
    QTRY_VERIFY(health().renewedAt.isValid());
    QVERIFY(read(id));
    QCOMPARE(renewed.count(), 1); // the fresh one is good for reading too
    const QString now = waited(m_tokens->token(QStringLiteral("mailbox %1").arg(id.value()), false)).value();
    revoke(now);
    const Result<> opened = read(id);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    QCOMPARE(renewed.count(), 2);
}

void ProviderMailboxTest::asksToSignInAgainWhenThePermissionEnded()
{
    const MailboxId id = added();
    QSignalSpy signedOut(m_mailboxes.get(), &Mailboxes::signedOut);
    revoke(m_refreshToken);
    const HandOverOutcome outcome = send(id, "not-sent");
    QCOMPARE(outcome.verdict, HandOverOutcome::Verdict::RefusedForNow);
    QCOMPARE(outcome.cause, HandOverOutcome::Cause::Sender);
    QCOMPARE(outcome.remedy, MailboxRemedy::SignIn);
    QVERIFY(outcome.stage == HandOverStage::SigningIn); // nothing was said of the mail
    QTRY_COMPARE(signedOut.count(), 1);
    const MailboxHealth how = health();
    QCOMPARE(how.state, MailboxHealth::State::SignedOut);
    QCOMPARE(how.remedy, MailboxHealth::Remedy::Reconnect);
    QVERIFY2(how.problem.contains(QStringLiteral("sign in again")), qPrintable(how.problem));
    const Result<> opened = read(id);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
}

void ProviderMailboxTest::reconnects()
{
    const MailboxId id = added();
    revoke(m_refreshToken);
    QVERIFY(send(id, "not-sent-either").verdict != HandOverOutcome::Verdict::Accepted);
    QTRY_COMPARE(health().state, MailboxHealth::State::SignedOut);
    Settings settings(**m_files);
    OAuthProviders providers(settings);
    MailboxSignIn again(m_browserSignIn, providers, *m_mailboxes, settings, [this](const QUrl &page) {
        m_browser->open(page);
        return true;
    });
    const Result<> reconnected = waited(again.reconnect(id, {}, {}));
    QVERIFY2(reconnected, qPrintable(reconnected ? QString() : reconnected.error().message));
    QVERIFY(health().problem.isEmpty());
    QCOMPARE(send(id, "sent-again").verdict, HandOverOutcome::Verdict::Accepted);
}

void ProviderMailboxTest::refusesATokenOfSomebodyElse()
{
    m_browser->login = QStringLiteral("jonas@firm.example");
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(grant);
    QCOMPARE(grant->signedInAs, QStringLiteral("jonas@firm.example"));
    Mailbox typed = anna();
    typed.provider = grant->registration;
    const Result<> probed = waited(m_mailboxes->probeSignedIn(typed, grant->tokens.accessToken));
    QVERIFY(!probed);
    QCOMPARE(probed.error().kind, ErrorKind::SignedOut);
    // Kept nevertheless, it is asked for a fresh one once, and then the person.
    const Result<MailboxId> id = waited(m_mailboxes->keepSignedIn(anna(), *grant));
    QVERIFY(id);
    QSignalSpy renewed(m_tokens.get(), &OAuthTokens::renewed);
    const HandOverOutcome outcome = send(*id, "of-somebody-else");
    QCOMPARE(outcome.verdict, HandOverOutcome::Verdict::RefusedForNow);
    QCOMPARE(outcome.remedy, MailboxRemedy::SignIn);
    QVERIFY2(outcome.message.contains(QStringLiteral("Reconnect")), qPrintable(outcome.message));
    QCOMPARE(renewed.count(), 1);
    QTRY_COMPARE(health().remedy, MailboxHealth::Remedy::Reconnect);
    QVERIFY(!read(*id));
}

void ProviderMailboxTest::saysWhenNothingWasAllowed()
{
    m_browser->person = TestBrowser::Person::Cancels;
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Refused);
    QVERIFY2(grant.error().message.contains(QStringLiteral("Nothing was allowed")), qPrintable(grant.error().message));
}

void ProviderMailboxTest::saysWhenTheClientIsNotKnown()
{
    const Result<OAuthGrant> grant = signIn(wish(QStringLiteral("confidential"), QStringLiteral("another secret")));
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Invalid);
    QVERIFY2(grant.error().message.contains(QStringLiteral("client id")), qPrintable(grant.error().message));
    QVERIFY(!grant.error().message.contains(QStringLiteral("another secret")));
}

void ProviderMailboxTest::wantsASignInForAnotherProvider()
{
    const MailboxId id = added();
    Mailbox changed = waited(m_mailboxes->mailbox(id)).value();
    changed.dailyLimit = 12;
    QVERIFY(waited(m_mailboxes->change(changed, {}))); // its limits need none
    changed.provider.tokenUrl = QUrl(QStringLiteral("https://evil.example/token"));
    const Result<> refused = waited(m_mailboxes->change(changed, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QCOMPARE(waited(m_mailboxes->mailbox(id)).value().dailyLimit, 12);
    QCOMPARE(send(id, "as-before").verdict, HandOverOutcome::Verdict::Accepted);
}

void ProviderMailboxTest::goesBackToAPassword()
{
    const MailboxId id = added();
    revoke(m_refreshToken);
    QVERIFY(send(id, "stopped").verdict != HandOverOutcome::Verdict::Accepted);
    QTRY_COMPARE(health().state, MailboxHealth::State::SignedOut);
    Mailbox changed = waited(m_mailboxes->mailbox(id)).value();
    changed.provider = {};
    QVERIFY(waited(m_mailboxes->change(changed, QStringLiteral("secret of anna"))));
    QVERIFY(!waited(m_mailboxes->mailbox(id)).value().isConnected());
    QVERIFY(health().problem.isEmpty());
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE '%tokens'")), 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox_provider")), 0);
    QCOMPARE(send(id, "with-a-password").verdict, HandOverOutcome::Verdict::Accepted);
    QVERIFY(read(id));
}

void ProviderMailboxTest::removedWithItsPermission()
{
    const MailboxId id = added();
    const Result<MailboxRemoval> removal = waited(m_mailboxes->remove(id));
    QVERIFY(removal);
    QCOMPARE(removal->permission, MailboxRemoval::Permission::TakenBack);
    QVERIFY(!waited(m_endpoint.renew(m_provider.provider(), m_refreshToken))); // the provider took it back
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox_sign_in")), 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox_provider")), 0);
}

void ProviderMailboxTest::theProviderIsNotThere()
{
    const MailboxId id = added();
    m_provider.stop();
    const Result<OAuthGrant> grant = signIn(wish());
    QVERIFY(!grant);
    QCOMPARE(grant.error().kind, ErrorKind::Network);
    // The mail server cannot ask either and refuses; that no fresh token can be had now signs nobody out.
    const HandOverOutcome outcome = send(id, "later");
    QCOMPARE(outcome.verdict, HandOverOutcome::Verdict::RefusedForNow);
    QVERIFY(outcome.cause != HandOverOutcome::Cause::Sender);
    QVERIFY(health().problem.isEmpty());
}

QTEST_GUILESS_MAIN(ProviderMailboxTest)
#include "ProviderMailboxTest.moc"
