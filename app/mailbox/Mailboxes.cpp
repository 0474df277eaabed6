#include "mailbox/Mailboxes.h"

#include "keychain/Vault.h"
#include "mailbox/MailboxAccounts.h"
#include "oauth/OAuthTokens.h"

namespace AlwaysLeads {

namespace {

constexpr int mostMailsADay = 2000;
constexpr int longestGap = 24 * 60 * 60; // seconds
constexpr int longestText = 300; // characters

} // namespace

Mailboxes::Mailboxes(Database &database, Vault &vault, MailTransport &transport, const Clock &clock,
                     OAuthTokens *tokens, QList<QSslCertificate> trusted, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_vault(vault)
    , m_transport(transport)
    , m_clock(clock)
    , m_tokens(tokens)
    , m_trusted(std::move(trusted))
{
    if (!m_tokens) {
        return;
    }
    connect(m_tokens, &OAuthTokens::renewed, this, [this](const QString &name) {
        if (const std::optional<MailboxId> id = idIn(name)) {
            letRun(noteRenewed(*id));
        }
    });
    connect(m_tokens, &OAuthTokens::signedOut, this,
            [this](const QString &name, const QString &message, const QString &claims) {
                if (const std::optional<MailboxId> id = idIn(name)) {
                    letRun(noteSignedOut(*id, message, claims));
                }
            });
}

QString Mailboxes::secretName(MailboxId id)
{
    return QStringLiteral("mailbox %1 password").arg(id.value());
}

Result<> Mailboxes::check(const Mailbox &settings) const
{
    if (settings.address.isNull()) {
        return failure(ErrorKind::Invalid, tr("Enter the email address of the mailbox."));
    }
    const bool byServer = settings.kind == Mailbox::Kind::Smtp;
    if (byServer && settings.host.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("Enter the name of the outgoing mail server."));
    }
    if (byServer && !isHostName(settings.host)) {
        return failure(
            ErrorKind::Invalid,
            tr("\"%1\" is not the name of a server. It looks like smtp.example.com.").arg(settings.host.left(100)));
    }
    if (settings.port == 0) {
        return failure(ErrorKind::Invalid, tr("The port is a number from 1 to 65535; most servers use 465 or 587."));
    }
    if (settings.senderName.size() > longestText || settings.userName.size() > longestText) {
        return failure(ErrorKind::Invalid,
                       tr("Sender name and user name have at most %1 characters.").arg(longestText));
    }
    if (settings.dailyLimit < 1 || settings.dailyLimit > mostMailsADay) {
        return failure(ErrorKind::Invalid, tr("The daily limit is a number from 1 to %L1.").arg(mostMailsADay));
    }
    if (settings.gapSeconds < 0 || settings.gapSeconds > longestGap) {
        return failure(ErrorKind::Invalid, tr("The gap between two mails is at most one day."));
    }
    if (!byServer) {
        return {};
    }
    const Result<> provider = checkProvider(settings);
    return provider ? checkReading(settings) : provider;
}

Task<Result<QList<Mailbox>>> Mailboxes::list()
{
    const MailboxStore store = m_store;
    auto read = m_database.read<QList<Mailbox>>([store](Connection &connection) { return store.list(connection); });
    Result<QList<Mailbox>> list = co_await read;
    co_return list;
}

Task<Result<Mailbox>> Mailboxes::mailbox(MailboxId id)
{
    const MailboxStore store = m_store;
    auto read = m_database.read<Mailbox>([store, id](Connection &connection) -> Result<Mailbox> {
        const Result<bool> removed = store.isRemoved(connection, id);
        if (!removed) {
            return failureOf(removed);
        }
        if (*removed) {
            return failure(ErrorKind::NotFound, tr("This mailbox is not there any more."));
        }
        Result<std::optional<Mailbox>> found = store.find(connection, id);
        if (!found) {
            return failureOf(std::move(found));
        }
        return **found;
    });
    Result<Mailbox> mailbox = co_await read;
    co_return mailbox;
}

Task<Result<MailboxId>> Mailboxes::add(Mailbox settings, QString password, QString readingPassword)
{
    settings.host = settings.host.trimmed();
    settings.imapHost = settings.imapHost.trimmed();
    if (Result<> fine = check(settings); !fine) {
        co_return failureOf(std::move(fine));
    }
    const Passwords typed{password, readingPassword};
    auto adding = addWithSecret(settings, typed);
    Result<MailboxId> id = co_await adding;
    if (id) {
        Q_EMIT changed();
    }
    co_return id;
}

Task<Result<MailboxId>> Mailboxes::addWithSecret(Mailbox settings, std::variant<Passwords, OAuthGrant> secret)
{
    const OAuthGrant *grant = std::get_if<OAuthGrant>(&secret);
    if (grant) { // until its tokens are there it does not send
        settings.pausedReason = tr("The mailbox is being connected.");
    }
    const MailboxStore store = m_store;
    const QDateTime now = m_clock.now();
    auto write = m_database.write<MailboxId>(
        [store, settings, now](Connection &connection) { return store.add(connection, settings, now); });
    Result<MailboxId> id = co_await write;
    if (!id) {
        co_return failureOf(std::move(id));
    }
    settings.id = *id;
    auto keeping =
        grant ? keepGrant(settings.id, *grant, std::nullopt) : keepPasswords(settings, std::get<Passwords>(secret));
    Result<> kept = co_await keeping;
    if (!kept) {
        const MailboxId added = *id;
        auto undo = m_database.write<>(
            [store, added, now](Connection &connection) { return store.remove(connection, added, now); });
        Result<> undone = co_await undo;
        auto forgetting = forgetSecrets(added);
        Result<> forgotten = co_await forgetting;
        co_return failureOf(std::move(kept));
    }
    co_return id;
}

Task<Result<>> Mailboxes::change(Mailbox settings, QString password, QString readingPassword)
{
    settings.host = settings.host.trimmed();
    settings.imapHost = settings.imapHost.trimmed();
    if (Result<> fine = check(settings); !fine) {
        co_return fine;
    }
    Result<Mailbox> before = co_await mailbox(settings.id);
    if (!before) {
        co_return failureOf(std::move(before));
    }
    if (!settings.provider.isNull() && settings.provider != before->provider) {
        co_return failure(ErrorKind::Invalid, tr("Sign in at %1 first.").arg(settings.provider.name()));
    }
    const bool signInEnds = !before->provider.isNull() && settings.provider.isNull();
    const bool resumes = signInEnds && before->remedy == MailboxRemedy::SignIn;
    const MailboxStore store = m_store;
    const MailboxSignInStore signIns = m_signIns;
    auto write = m_database.write<>([store, signIns, settings, signInEnds, resumes](Connection &connection) {
        Result<> changed = store.change(connection, settings);
        if (changed && signInEnds) {
            changed = signIns.remove(connection, settings.id);
        }
        return changed && resumes ? store.setPaused(connection, settings.id, QString()) : changed;
    });
    Result<> written = co_await write;
    if (!written) {
        co_return written;
    }
    const Passwords typed{password, readingPassword};
    auto keeping = keepPasswords(settings, typed);
    Result<> kept = co_await keeping;
    const Mailbox signedIn = *before;
    std::optional<OAuthGrant> grant;
    if (signInEnds && m_tokens) {
        auto asking = lastGrant(signedIn);
        grant = co_await asking;
        const QString name = tokensName(signedIn.id);
        Result<> forgotten = co_await m_tokens->forget(name);
        if (kept) {
            kept = forgotten;
        }
    }
    Q_EMIT accountChanged(settings.id);
    Q_EMIT changed();
    // Last: it waits for the network, and the program may be closed meanwhile.
    if (signInEnds) {
        auto taking = takeBack(signedIn, grant);
        const MailboxRemoval removal = co_await taking;
        Q_UNUSED(removal)
    }
    co_return kept;
}

Task<Result<MailboxRemoval>> Mailboxes::remove(MailboxId id)
{
    Result<Mailbox> found = co_await mailbox(id);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    const MailboxStore store = m_store;
    const MailboxSignInStore signIns = m_signIns;
    const QDateTime now = m_clock.now();
    auto write = m_database.write<>([store, signIns, id, now](Connection &connection) {
        const Result<> removed = store.remove(connection, id, now);
        return removed ? signIns.remove(connection, id) : removed;
    });
    Result<> removed = co_await write; // first: from now on nothing is sent from it
    if (!removed) {
        co_return failureOf(std::move(removed));
    }
    const Mailbox gone = *found;
    auto asking = lastGrant(gone);
    const std::optional<OAuthGrant> grant = co_await asking;
    auto forgetting = forgetSecrets(id);
    Result<> forgotten = co_await forgetting;
    Q_EMIT accountChanged(id);
    Q_EMIT changed();
    // Last: it waits for the network, and the program may be closed meanwhile.
    auto taking = takeBack(gone, grant);
    MailboxRemoval removal = co_await taking;
    if (!forgotten) {
        co_return failureOf(std::move(forgotten));
    }
    co_return removal;
}

Task<Result<>> Mailboxes::forgetSecrets(MailboxId id)
{
    Result<> forgotten = co_await m_vault.forget(secretName(id));
    Result<> readingForgotten = co_await m_vault.forget(readingSecretName(id));
    if (forgotten) {
        forgotten = readingForgotten;
    }
    if (m_tokens) {
        Result<> tokensForgotten = co_await m_tokens->forget(tokensName(id));
        if (forgotten) {
            forgotten = tokensForgotten;
        }
    }
    co_return forgotten;
}

Task<Result<>> Mailboxes::pause(MailboxId id, QString reason)
{
    const MailboxStore store = m_store;
    auto write = m_database.write<>(
        [store, id, reason](Connection &connection) { return store.setPaused(connection, id, reason); });
    Result<> paused = co_await write;
    if (paused) {
        Q_EMIT changed();
    }
    co_return paused;
}

Task<Result<>> Mailboxes::resume(MailboxId id)
{
    Result<> resumed = co_await pause(id, QString());
    co_return resumed;
}

Task<Result<>> Mailboxes::noteSuccess(MailboxId id)
{
    const MailboxStore store = m_store;
    const QDateTime now = m_clock.now();
    auto write =
        m_database.write<>([store, id, now](Connection &connection) { return store.noteSuccess(connection, id, now); });
    Result<> noted = co_await write;
    co_return noted;
}

Task<Result<>> Mailboxes::probe(Mailbox settings, QString password, QString readingPassword, std::stop_token stop)
{
    if (settings.kind != Mailbox::Kind::Smtp) {
        const MailboxId id = settings.id;
        Result<> probed = co_await probeConnected(id, stop);
        co_return probed;
    }
    settings.host = settings.host.trimmed();
    settings.imapHost = settings.imapHost.trimmed();
    if (Result<> fine = check(settings); !fine) {
        co_return fine;
    }
    if (!settings.provider.isNull()) {
        auto probing = probeSignedIn(settings, QString(), stop);
        Result<> probed = co_await probing;
        co_return probed;
    }
    if (password.isEmpty() && !settings.id.isNull() && !settings.userName.isEmpty()) {
        const QString name = secretName(settings.id);
        Result<QString> kept = co_await keptPassword(name);
        if (!kept) {
            co_return failureOf(std::move(kept));
        }
        password = *kept;
    }
    if (settings.imapHost.isEmpty()) {
        const ServerCredentials typed{password};
        const MailAccount account = smtpAccountOf(settings, typed);
        Result<> probed = co_await m_transport.probe(account, stop);
        co_return probed;
    }
    Result<> probed = co_await probeWithPasswords(settings, password, readingPassword, stop);
    co_return probed;
}

Task<Result<MailAccount>> Mailboxes::account(MailboxId id)
{
    Result<Mailbox> found = co_await mailbox(id);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    if (found->kind != Mailbox::Kind::Smtp) {
        const Mailbox connected = *found;
        Result<MailAccount> account = co_await connectedAccount(connected);
        co_return account;
    }
    ServerCredentials credentials;
    if (!found->userName.isEmpty()) { // never where it signs in at a provider
        const QString name = secretName(id);
        auto asking = this->credentials(*found, name);
        Result<ServerCredentials> kept = co_await asking;
        if (!kept) {
            co_return failureOf(std::move(kept));
        }
        if (kept->isEmpty()) {
            co_return failure(ErrorKind::SignedOut,
                              tr("The password of %1 is missing. Enter it in Settings.").arg(found->address.shown()));
        }
        credentials = *kept;
    }
    const MailAccount account = smtpAccountOf(*found, credentials);
    co_return account;
}

} // namespace AlwaysLeads
