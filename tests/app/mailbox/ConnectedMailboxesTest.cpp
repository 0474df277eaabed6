#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "oauth/OAuthTokens.h"
#include "support/CopiedDatabase.h"
#include "support/HttpsServer.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

class NotedTransport final : public MailTransport
{
public:
    Task<HandOverOutcome> handOver(MailAccount, Envelope, QByteArray, std::function<void(HandOverStage)>,
                                   std::stop_token) override
    {
        co_return HandOverOutcome();
    }
    Task<Result<>> probe(MailAccount account, std::stop_token) override
    {
        probed = account;
        co_return {};
    }
    std::optional<MailAccount> probed;
};

const QByteArray fresh = R"({"token_type":"Bearer","access_token":"access-1","expires_in":3600})";
const QByteArray dead = R"({"error":"invalid_grant","error_description":"Token has been expired or revoked."})";

} // namespace

/// Mailboxes at Microsoft and Google from the sign-in to the end: kept, sending, signed out, reconnected, removed.
class ConnectedMailboxesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsWhatTheSignInGave();
    void givesTheTransportATokenSource();
    void keepsTheTokensInTheVaultOnly();
    void anAddressThatIsThereBecomesIt();
    void signedOutStopsThisMailboxAndSaysSo();
    void tellsOnceThatASignInEnded();
    void whatAServiceSaysOfATokenReachesTheHealth_data();
    void whatAServiceSaysOfATokenReachesTheHealth();
    void oneThatOnlySendsSaysSo();
    void withoutAClientIdItIsNotSignedOut();
    void lockedPasswordsAreSaidOfEachThatNeedsOne();
    void theRemedyFitsWhatStoppedIt_data();
    void theRemedyFitsWhatStoppedIt();
    void otherSettingsMendWhatTheyStopped();
    void troubleThatPassesStopsNothing();
    void reconnectsTheSameAddressOnly();
    void saysHowEachOneIs();
    void probesByTheTransport();
    void changesItsLimitsWithoutAServer();
    void removesItWithItsPermission_data();
    void removesItWithItsPermission();
    void forgetsItBeforeTheServiceIsAsked();
    void addsNothingWhenTheVaultIsClosed();
    void survivesARestart();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    OAuthGrant grant(OAuthService service = OAuthService::Google, const char *address = "jonas@wood.example") const
    {
        OAuthGrant grant;
        grant.service = service;
        grant.address = EmailAddress::parse(QLatin1String(address)).value();
        grant.clientId = QStringLiteral("the-client");
        grant.tokens = {
            QStringLiteral("access-0-canary"), QStringLiteral("refresh-0-canary"), {}, m_clock.now().addSecs(3600), {}};
        return grant;
    }
    MailboxId added(const OAuthGrant &grant)
    {
        const Result<MailboxId> id = waited(m_mailboxes->addConnected(grant, QStringLiteral("Jonas Wood")));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    MailboxHealth health(MailboxId id)
    {
        const auto all = waited(m_mailboxes->health());
        for (const MailboxHealth &one : all.value()) {
            if (one.mailbox == id) {
                return one;
            }
        }
        qFatal("no health of this mailbox");
    }
    void build()
    {
        m_mailboxes.reset();
        m_tokens.reset();
        m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock);
        m_tokens = std::make_unique<OAuthTokens>(m_endpoint, *m_vault, m_clock, [this](OAuthService service) {
            OAuthProvider provider = service == OAuthService::Google ? OAuthProvider::google(m_clientId, {})
                                                                     : OAuthProvider::microsoft(m_clientId);
            provider.tokenUrl = m_server->url(QStringLiteral("/token"));
            if (!provider.revokeUrl.isEmpty()) {
                provider.revokeUrl = m_server->url(QStringLiteral("/revoke"));
            }
            return provider;
        });
        m_mailboxes = std::make_unique<Mailboxes>(**m_files, *m_vault, m_transport, m_clock, m_tokens.get());
    }

    Certificates m_certificates;
    QString m_clientId = QStringLiteral("the-client");
    VirtualClock m_clock;
    SystemClock m_realClock;
    HttpClient m_http{m_realClock, {{m_certificates.authority()}, {}, QStringLiteral("AlwaysLeads")}};
    OAuthEndpoint m_endpoint{m_http, m_clock};
    MemoryKeychain m_keychain;
    NotedTransport m_transport;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<HttpsServer> m_server;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<OAuthTokens> m_tokens;
    std::unique_ptr<Mailboxes> m_mailboxes;
};

void ConnectedMailboxesTest::init()
{
    if (m_files) {
        m_files->settle();
    }
    m_mailboxes.reset();
    m_tokens.reset();
    m_vault.reset();
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_server = std::make_unique<HttpsServer>(m_certificates.good());
    m_transport.probed.reset();
    m_clientId = QStringLiteral("the-client");
    build();
    QVERIFY(waited(m_vault->startAfresh()));
}

void ConnectedMailboxesTest::keepsWhatTheSignInGave()
{
    QSignalSpy changed(m_mailboxes.get(), &Mailboxes::changed);
    const MailboxId google = added(grant());
    const MailboxId microsoft = added(grant(OAuthService::Microsoft, "maria@wood.example"));
    QVERIFY(changed.count() >= 2);
    const Mailbox first = waited(m_mailboxes->mailbox(google)).value();
    QCOMPARE(first.kind, Mailbox::Kind::Google);
    QCOMPARE(first.address.toString(), QStringLiteral("jonas@wood.example"));
    QCOMPARE(first.senderName, QStringLiteral("Jonas Wood"));
    QVERIFY(!first.isPaused());
    QCOMPARE(waited(m_mailboxes->mailbox(microsoft))->kind, Mailbox::Kind::Microsoft);
    QCOMPARE(waited(m_mailboxes->list())->size(), 2);
}

void ConnectedMailboxesTest::givesTheTransportATokenSource()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(200, fresh))});
    const MailboxId id = added(grant(OAuthService::Microsoft));
    const Result<MailAccount> account = waited(m_mailboxes->account(id));
    QVERIFY(account);
    const auto *cloud = std::get_if<CloudAccount>(&*account);
    QVERIFY(cloud);
    QCOMPARE(cloud->service, CloudAccount::Service::Microsoft);
    QCOMPARE(cloud->address.toString(), QStringLiteral("jonas@wood.example"));
    QCOMPARE(waited(cloud->token(false)).value(), QStringLiteral("access-0-canary"));
    QVERIFY(m_server->requests().isEmpty());
    QCOMPARE(waited(cloud->token(true)).value(), QStringLiteral("access-1"));
    QTRY_COMPARE(health(id).renewedAt, m_clock.now());
}

void ConnectedMailboxesTest::keepsTheTokensInTheVaultOnly()
{
    added(grant());
    for (const QString &end : {QString(), QStringLiteral("-wal")}) {
        QFile file(m_files->path() + end);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("canary"));
    }
}

void ConnectedMailboxesTest::anAddressThatIsThereBecomesIt()
{
    Mailbox bySmtp = guessedMailbox(EmailAddress::parse(QStringLiteral("jonas@wood.example")).value());
    bySmtp.dailyLimit = 17;
    bySmtp.imapHost = QStringLiteral("imap.wood.example");
    const MailboxId id = waited(m_mailboxes->add(bySmtp, QStringLiteral("password"))).value();
    QVERIFY(waited(m_mailboxes->noteSuccess(id)));
    QCOMPARE(added(grant()), id);
    const Mailbox now = waited(m_mailboxes->mailbox(id)).value();
    QCOMPARE(now.kind, Mailbox::Kind::Google);
    QCOMPARE(now.dailyLimit, 17);
    QCOMPARE(now.host, QString());
    QCOMPARE(now.imapHost, QString());
    QVERIFY(now.lastSuccessAt.isValid());
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE '%password'")), 0);
    QVERIFY(std::holds_alternative<CloudAccount>(waited(m_mailboxes->account(id)).value()));
    QCOMPARE(added(grant()), id); // and once more is once more the same
    QCOMPARE(waited(m_mailboxes->list())->size(), 1);
}

void ConnectedMailboxesTest::signedOutStopsThisMailboxAndSaysSo()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(400, dead))});
    const MailboxId id = added(grant());
    const MailboxId other = added(grant(OAuthService::Google, "maria@wood.example"));
    QSignalSpy changed(m_mailboxes.get(), &Mailboxes::changed);
    m_clock.advance(2h);
    const Result<MailAccount> account = waited(m_mailboxes->account(id));
    QCOMPARE(account.error().kind, ErrorKind::SignedOut);
    QTRY_COMPARE(changed.count(), 1);
    const MailboxHealth how = health(id);
    QCOMPARE(how.state, MailboxHealth::State::SignedOut);
    QCOMPARE(how.remedy, MailboxHealth::Remedy::Reconnect);
    QVERIFY(how.problem.contains(QStringLiteral("Google asks you to sign in again.")));
    QVERIFY(waited(m_mailboxes->mailbox(id))->isPaused());
    QVERIFY(!waited(m_mailboxes->mailbox(other))->isPaused());
    QCOMPARE(health(other).state, MailboxHealth::State::Unproven);
}

void ConnectedMailboxesTest::tellsOnceThatASignInEnded()
{
    m_server->setPlays(
        {HttpsServer::says(HttpsServer::answer(400, dead)), HttpsServer::says(HttpsServer::answer(400, dead))});
    const MailboxId id = added(grant());
    m_clock.advance(2h);
    QSignalSpy ended(m_mailboxes.get(), &Mailboxes::signedOut);
    for (int again = 0; again < 3; ++again) { // as sending and reading do
        QVERIFY(!waited(m_mailboxes->account(id)));
    }
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().value<MailboxId>(), id);
    QVERIFY(ended.first().at(1).toString().contains(QStringLiteral("Google asks you to sign in again.")));
    QCOMPARE(health(id).remedy, MailboxHealth::Remedy::Reconnect);

    m_files->settle();
    build(); // the program starts anew
    QVERIFY(waited(m_vault->open()));
    QSignalSpy endedAgain(m_mailboxes.get(), &Mailboxes::signedOut);
    QVERIFY(!waited(m_mailboxes->account(id)));
    m_files->settle();
    QCOMPARE(endedAgain.size(), 0);
    QCOMPARE(ended.size(), 1);
}

void ConnectedMailboxesTest::whatAServiceSaysOfATokenReachesTheHealth_data()
{
    QTest::addColumn<QString>("claims");
    QTest::addColumn<QString>("words");
    QTest::newRow("refused though it is fresh") << QString() << "Microsoft asks you to sign in again.";
    QTest::newRow("a policy") << R"({"access_token":{"nbf":{"essential":true}}})"
                              << "Your organisation asks you to sign in again";
}

void ConnectedMailboxesTest::whatAServiceSaysOfATokenReachesTheHealth()
{
    QFETCH(QString, claims);
    QFETCH(QString, words);
    const MailboxId id = added(grant(OAuthService::Microsoft));
    QSignalSpy ended(m_mailboxes.get(), &Mailboxes::signedOut);
    const MailAccount account = waited(m_mailboxes->account(id)).value();
    const AccessTokenSource token = std::get<CloudAccount>(account).token; // as who sends, reads or looks has it
    QVERIFY(token.hears());
    const Error why = waited(token.refused(waited(token(false)).value(), claims));
    QCOMPARE(why.kind, ErrorKind::SignedOut);
    QTRY_COMPARE(ended.size(), 1);
    const MailboxHealth how = health(id);
    QCOMPARE(how.state, MailboxHealth::State::SignedOut);
    QCOMPARE(how.remedy, MailboxHealth::Remedy::Reconnect);
    QCOMPARE(how.problem, why.message);
    QVERIFY2(how.problem.contains(words), qPrintable(how.problem));
    QCOMPARE(waited(m_mailboxes->signInClaims(id)).value(), claims);
    QVERIFY(!waited(m_mailboxes->account(id))); // who asks again wipes nothing
    m_files->settle();
    QCOMPARE(waited(m_mailboxes->signInClaims(id)).value(), claims);
    QCOMPARE(ended.size(), 1);
    QVERIFY(waited(m_mailboxes->reconnect(id, grant(OAuthService::Microsoft))));
    QCOMPARE(waited(m_mailboxes->signInClaims(id)).value(), QString());
    QCOMPARE(health(id).state, MailboxHealth::State::Unproven);
}

void ConnectedMailboxesTest::oneThatOnlySendsSaysSo()
{
    OAuthGrant less = grant(OAuthService::Microsoft);
    less.access = OAuthProvider::Access::OnlySend;
    const MailboxId id = added(less);
    Mailbox mailbox = waited(m_mailboxes->mailbox(id)).value();
    QVERIFY(mailbox.sendOnly);
    QVERIFY(!mailbox.mayFollowUp());
    QVERIFY(health(id).sendOnly);
    QVERIFY(std::get<CloudAccount>(waited(m_mailboxes->account(id)).value()).sendOnly);
    mailbox.followUpsUnread = true;
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QVERIFY(waited(m_mailboxes->mailbox(id))->mayFollowUp());
    QVERIFY(waited(m_mailboxes->reconnect(id, less))); // signing in for the same takes no choice back
    QVERIFY(waited(m_mailboxes->mailbox(id))->mayFollowUp());

    QVERIFY(waited(m_mailboxes->reconnect(id, grant(OAuthService::Microsoft)))); // now it is read
    QVERIFY(!waited(m_mailboxes->mailbox(id))->sendOnly);
    QVERIFY(!health(id).sendOnly);
    QVERIFY(!std::get<CloudAccount>(waited(m_mailboxes->account(id)).value()).sendOnly);
    QVERIFY(waited(m_mailboxes->reconnect(id, less))); // and is not: what was chosen once is asked anew
    QVERIFY(!waited(m_mailboxes->mailbox(id))->mayFollowUp());
}

void ConnectedMailboxesTest::withoutAClientIdItIsNotSignedOut()
{
    const MailboxId id = added(grant());
    m_clientId.clear();
    m_clock.advance(2h);
    QSignalSpy ended(m_mailboxes.get(), &Mailboxes::signedOut);
    const Result<MailAccount> account = waited(m_mailboxes->account(id));
    QCOMPARE(account.error().kind, ErrorKind::Invalid);
    QVERIFY(account.error().message.contains(QStringLiteral("client id")));
    m_files->settle();
    QCOMPARE(ended.size(), 0);
    QVERIFY(!waited(m_mailboxes->mailbox(id))->isPaused());
}

void ConnectedMailboxesTest::lockedPasswordsAreSaidOfEachThatNeedsOne()
{
    const MailboxId google = added(grant());
    Mailbox open = guessedMailbox(EmailAddress::parse(QStringLiteral("anna@wood.example")).value());
    open.userName.clear();
    open.imapHost.clear();
    const MailboxId withoutPassword = waited(m_mailboxes->add(open, {})).value();
    build(); // the program starts anew, and the keychain was not opened yet
    QCOMPARE(health(google).state, MailboxHealth::State::Troubled);
    QVERIFY(health(google).problem.contains(QStringLiteral("locked")));
    QCOMPARE(health(withoutPassword).state, MailboxHealth::State::Unproven);
    QVERIFY(waited(m_vault->open()));
    QCOMPARE(health(google).state, MailboxHealth::State::Unproven);
}

void ConnectedMailboxesTest::theRemedyFitsWhatStoppedIt_data()
{
    using Remedy = MailboxHealth::Remedy;
    using State = MailboxHealth::State;
    QTest::addColumn<bool>("isConnected");
    QTest::addColumn<MailboxRemedy>("kept");
    QTest::addColumn<State>("state");
    QTest::addColumn<Remedy>("remedy");
    QTest::newRow("401") << true << MailboxRemedy::SignIn << State::SignedOut << Remedy::Reconnect;
    QTest::newRow("403, a permission") << true << MailboxRemedy::Allow << State::Stopped << Remedy::Allow;
    QTest::newRow("403, a policy") << true << MailboxRemedy::TryAgain << State::Stopped << Remedy::TryAgain;
    QTest::newRow("a client id") << true << MailboxRemedy::Settings << State::Stopped << Remedy::Reconnect;
    QTest::newRow("a password") << false << MailboxRemedy::Settings << State::Stopped << Remedy::Change;
    QTest::newRow("a refusal") << false << MailboxRemedy::TryAgain << State::Stopped << Remedy::TryAgain;
}

void ConnectedMailboxesTest::theRemedyFitsWhatStoppedIt()
{
    QFETCH(bool, isConnected);
    QFETCH(MailboxRemedy, kept);
    QFETCH(MailboxHealth::State, state);
    QFETCH(MailboxHealth::Remedy, remedy);
    const Mailbox bySmtp = guessedMailbox(EmailAddress::parse(QStringLiteral("anna@wood.example")).value());
    const MailboxId id =
        isConnected ? added(grant()) : waited(m_mailboxes->add(bySmtp, QStringLiteral("password"))).value();
    QVERIFY(m_files->write(
        [=](Connection &c) { return MailboxStore().setPaused(c, id, QStringLiteral("It said no."), kept); }));
    QCOMPARE(health(id).state, state);
    QCOMPARE(health(id).remedy, remedy);
    QVERIFY(waited(m_mailboxes->resume(id)));
    QCOMPARE(health(id).state, MailboxHealth::State::Unproven);
    QCOMPARE(health(id).remedy, MailboxHealth::Remedy::None);
}

void ConnectedMailboxesTest::otherSettingsMendWhatTheyStopped()
{
    Mailbox bySmtp = guessedMailbox(EmailAddress::parse(QStringLiteral("anna@wood.example")).value());
    bySmtp.id = waited(m_mailboxes->add(bySmtp, QStringLiteral("password"))).value();
    for (const MailboxRemedy remedy : {MailboxRemedy::Settings, MailboxRemedy::TryAgain}) {
        QVERIFY(m_files->write([=, id = bySmtp.id](Connection &c) {
            return MailboxStore().setPaused(c, id, QStringLiteral("It said no."), remedy);
        }));
        QVERIFY(waited(m_mailboxes->change(bySmtp, QStringLiteral("another password"))));
        QCOMPARE(waited(m_mailboxes->mailbox(bySmtp.id))->isPaused(), remedy == MailboxRemedy::TryAgain);
    }
}

void ConnectedMailboxesTest::troubleThatPassesStopsNothing()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(500, "oops"))});
    const MailboxId id = added(grant());
    m_clock.advance(2h);
    QCOMPARE(waited(m_mailboxes->account(id)).error().kind, ErrorKind::Network);
    QVERIFY(!waited(m_mailboxes->mailbox(id))->isPaused());
    QCOMPARE(health(id).state, MailboxHealth::State::Unproven);
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(200, fresh))});
    QVERIFY(waited(m_mailboxes->account(id)));
}

void ConnectedMailboxesTest::reconnectsTheSameAddressOnly()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(400, dead))});
    const MailboxId id = added(grant());
    m_clock.advance(2h);
    QVERIFY(!waited(m_mailboxes->account(id)));
    QTRY_COMPARE(health(id).state, MailboxHealth::State::SignedOut);

    const Result<> another = waited(m_mailboxes->reconnect(id, grant(OAuthService::Google, "maria@wood.example")));
    QCOMPARE(another.error().kind, ErrorKind::Invalid);
    QVERIFY(another.error().message.contains(QStringLiteral("signed in as maria@wood.example")));
    QCOMPARE(waited(m_mailboxes->reconnect(id, grant(OAuthService::Microsoft))).error().kind, ErrorKind::Invalid);
    QCOMPARE(waited(m_mailboxes->reconnect(MailboxId(99), grant())).error().kind, ErrorKind::NotFound);
    QVERIFY(!waited(m_mailboxes->account(id)));

    QVERIFY(waited(m_mailboxes->reconnect(id, grant())));
    QVERIFY(waited(m_mailboxes->account(id)));
    QVERIFY(!waited(m_mailboxes->mailbox(id))->isPaused());
    QCOMPARE(health(id).state, MailboxHealth::State::Unproven);
    QCOMPARE(health(id).signedInAt, m_clock.now());
}

void ConnectedMailboxesTest::saysHowEachOneIs()
{
    const MailboxId google = added(grant());
    Mailbox bySmtp = guessedMailbox(EmailAddress::parse(QStringLiteral("anna@wood.example")).value());
    const MailboxId smtp = waited(m_mailboxes->add(bySmtp, QStringLiteral("password"))).value();
    QCOMPARE(health(google).state, MailboxHealth::State::Unproven);
    QCOMPARE(health(google).signedInAt, m_clock.now());
    QVERIFY(!health(smtp).signedInAt.isValid());
    m_clock.advance(1h);
    QVERIFY(waited(m_mailboxes->noteSuccess(google)));
    QCOMPARE(health(google).state, MailboxHealth::State::Good);
    QCOMPARE(health(google).lastSuccessAt, m_clock.now());
    QCOMPARE(health(google).remedy, MailboxHealth::Remedy::None);
    QVERIFY(waited(m_mailboxes->pause(smtp, QStringLiteral("The server said no."))));
    QCOMPARE(health(smtp).state, MailboxHealth::State::Stopped);
    QCOMPARE(health(smtp).remedy, MailboxHealth::Remedy::TryAgain);
    QCOMPARE(health(smtp).problem, QStringLiteral("The server said no."));
}

void ConnectedMailboxesTest::probesByTheTransport()
{
    const MailboxId id = added(grant());
    const Mailbox mailbox = waited(m_mailboxes->mailbox(id)).value();
    QVERIFY(waited(m_mailboxes->probe(mailbox, {})));
    QVERIFY(m_transport.probed && std::holds_alternative<CloudAccount>(*m_transport.probed));
}

void ConnectedMailboxesTest::changesItsLimitsWithoutAServer()
{
    Mailbox mailbox = waited(m_mailboxes->mailbox(added(grant()))).value();
    mailbox.dailyLimit = 12;
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QCOMPARE(waited(m_mailboxes->mailbox(mailbox.id))->dailyLimit, 12);
    mailbox.dailyLimit = 0;
    QCOMPARE(waited(m_mailboxes->change(mailbox, {})).error().kind, ErrorKind::Invalid);
}

void ConnectedMailboxesTest::removesItWithItsPermission_data()
{
    QTest::addColumn<bool>("google");
    QTest::addColumn<int>("status");
    QTest::addColumn<MailboxRemoval::Permission>("permission");
    QTest::newRow("Google") << true << 200 << MailboxRemoval::Permission::TakenBack;
    QTest::newRow("Google, was over already") << true << 400 << MailboxRemoval::Permission::TakenBack;
    QTest::newRow("Google, in trouble") << true << 403 << MailboxRemoval::Permission::Left;
    QTest::newRow("Microsoft") << false << 200 << MailboxRemoval::Permission::Left;
}

void ConnectedMailboxesTest::removesItWithItsPermission()
{
    QFETCH(bool, google);
    QFETCH(int, status);
    QFETCH(MailboxRemoval::Permission, permission);
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(status, "{}"))});
    const MailboxId id = added(grant(google ? OAuthService::Google : OAuthService::Microsoft));
    const Result<MailboxRemoval> removal = waited(m_mailboxes->remove(id));
    QVERIFY(removal);
    QCOMPARE(removal->permission, permission);
    QCOMPARE(removal->page.host(),
             google ? QStringLiteral("myaccount.google.com") : QStringLiteral("myapps.microsoft.com"));
    QCOMPARE(m_server->requests().size(), google ? 1 : 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox_sign_in")), 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox")), 1); // the ledger names it
    QVERIFY(waited(m_mailboxes->health())->isEmpty());
    QCOMPARE(waited(m_mailboxes->account(id)).error().kind, ErrorKind::NotFound);
    QVERIFY(added(grant()) != id); // connected again it is a new one
}

void ConnectedMailboxesTest::forgetsItBeforeTheServiceIsAsked()
{
    const MailboxId id = added(grant());
    QSignalSpy changed(m_mailboxes.get(), &Mailboxes::changed);
    qint64 secretsThen = -1;
    qsizetype toldThen = -1;
    m_server->setPlays({[&](QSslSocket *socket, const HttpsServer::Request &request) {
        // The program may be closed while the service thinks.
        secretsThen = m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'"));
        toldThen = changed.count();
        HttpsServer::says(HttpsServer::answer(200, "{}"))(socket, request);
    }});
    QCOMPARE(waited(m_mailboxes->remove(id))->permission, MailboxRemoval::Permission::TakenBack);
    QCOMPARE(secretsThen, 0);
    QCOMPARE(toldThen, 1);
}

void ConnectedMailboxesTest::addsNothingWhenTheVaultIsClosed()
{
    build(); // a vault that nobody opened
    QCOMPARE(waited(m_mailboxes->addConnected(grant(), {})).error().kind, ErrorKind::SignedOut);
    QVERIFY(waited(m_mailboxes->list())->isEmpty());
}

void ConnectedMailboxesTest::survivesARestart()
{
    const MailboxId id = added(grant(OAuthService::Microsoft));
    m_mailboxes.reset();
    m_tokens.reset();
    m_vault.reset();
    m_files->reopen();
    build();
    QVERIFY(waited(m_vault->open()));
    QVERIFY(waited(m_mailboxes->account(id)));
    QCOMPARE(health(id).signedInAt, m_clock.now());
}

QTEST_GUILESS_MAIN(ConnectedMailboxesTest)
#include "ConnectedMailboxesTest.moc"
