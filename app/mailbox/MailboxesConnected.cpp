#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "oauth/OAuthProblem.h"
#include "oauth/OAuthTokens.h"

// The part of Mailboxes that knows mailboxes connected by signing in with the browser.

namespace AlwaysLeads {

namespace {

Mailbox::Kind kindOf(OAuthService service)
{
    switch (service) {
    case OAuthService::Microsoft:
        return Mailbox::Kind::Microsoft;
    case OAuthService::Google:
        return Mailbox::Kind::Google;
    case OAuthService::Other:
        break;
    }
    return Mailbox::Kind::Smtp;
}

/// Whether a mailbox signs in where this grant is from.
bool isOf(const OAuthGrant &grant, const Mailbox &mailbox)
{
    return mailbox.kind == kindOf(grant.service) && mailbox.isConnected();
}

OAuthProvider plainProvider(const Mailbox &mailbox)
{
    switch (mailbox.kind) {
    case Mailbox::Kind::Microsoft:
        return OAuthProvider::microsoft({});
    case Mailbox::Kind::Google:
        return OAuthProvider::google({}, {});
    case Mailbox::Kind::Smtp:
        break;
    }
    return mailbox.provider.provider({});
}

const QString tokensPrefix = QStringLiteral("mailbox ");

} // namespace

QString Mailboxes::tokensName(MailboxId id)
{
    return tokensPrefix + QString::number(id.value());
}

std::optional<MailboxId> Mailboxes::idIn(const QString &tokensName)
{
    bool isNumber = false;
    const qint64 number = tokensName.mid(tokensPrefix.size()).toLongLong(&isNumber);
    if (!tokensName.startsWith(tokensPrefix) || !isNumber) {
        return std::nullopt;
    }
    return MailboxId(number);
}

Task<Result<MailboxId>> Mailboxes::addConnected(OAuthGrant grant, QString senderName)
{
    if (!m_tokens) {
        co_return failure(ErrorKind::Bug, tr("Mailboxes cannot be connected here."));
    }
    Result<QList<Mailbox>> present = co_await list();
    if (!present) {
        co_return failureOf(std::move(present));
    }
    for (const Mailbox &mailbox : std::as_const(*present)) {
        if (mailbox.address == grant.address) {
            const MailboxId id = mailbox.id;
            auto keeping = keepGrant(id, grant, std::nullopt);
            Result<> kept = co_await keeping;
            if (!kept) {
                co_return failureOf(std::move(kept));
            }
            co_return id;
        }
    }
    Mailbox mailbox;
    mailbox.kind = kindOf(grant.service);
    mailbox.address = grant.address;
    mailbox.senderName = senderName;
    mailbox.sendOnly = grant.access == OAuthProvider::Access::OnlySend;
    if (Result<> fine = check(mailbox); !fine) {
        co_return failureOf(std::move(fine));
    }
    auto adding = addWithSecret(mailbox, grant);
    Result<MailboxId> added = co_await adding;
    co_return added;
}

Task<Result<>> Mailboxes::reconnect(MailboxId id, OAuthGrant grant)
{
    Result<Mailbox> found = co_await mailbox(id);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    if (!m_tokens || !isOf(grant, *found)) {
        co_return failure(ErrorKind::Invalid, tr("This mailbox is not connected to that service."));
    }
    if (found->address != grant.address) {
        co_return tl::unexpected<Error>(OAuthProblem::otherAccount(found->address.shown(), grant.address.shown()));
    }
    auto keeping = keepGrant(id, grant, std::nullopt);
    Result<> kept = co_await keeping;
    co_return kept;
}

Task<Result<>> Mailboxes::keepGrant(MailboxId id, OAuthGrant grant, std::optional<Mailbox> settings)
{
    const QString name = tokensName(id);
    if (Result<> kept = co_await m_tokens->keep(name, grant); !kept) {
        co_return kept;
    }
    const MailboxStore store = m_store;
    const MailboxSignInStore signIns = m_signIns;
    const QDateTime now = m_clock.now();
    const Mailbox::Kind kind = kindOf(grant.service);
    const OAuthRegistration provider = grant.registration;
    const bool sendOnly = grant.access == OAuthProvider::Access::OnlySend;
    auto write = m_database.write<>(
        [store, signIns, id, kind, sendOnly, provider, settings, now](Connection &connection) -> Result<> {
            Result<std::optional<Mailbox>> found = store.find(connection, id);
            if (!found) {
                return failureOf(std::move(found));
            }
            if (!*found) {
                return failure(ErrorKind::NotFound, tr("This mailbox is not there any more."));
            }
            Mailbox mailbox = settings ? *settings : **found;
            mailbox.provider = provider;
            if (mailbox.kind != kind) { // sent by SMTP so far, or moved from one service to the other
                mailbox.kind = kind;
                mailbox.host.clear();
                mailbox.userName.clear();
                mailbox.imapHost.clear();
                mailbox.imapUserName.clear();
                mailbox.imapOwnPassword = false;
            }
            mailbox.followUpsUnread = mailbox.followUpsUnread && mailbox.sendOnly && sendOnly;
            mailbox.sendOnly = sendOnly;
            if (Result<> changed = store.change(connection, mailbox); !changed) {
                return changed;
            }
            if (Result<> resumed = store.setPaused(connection, id, QString()); !resumed) {
                return resumed;
            }
            return signIns.noteSignedIn(connection, id, now);
        });
    Result<> written = co_await write;
    if (!written) {
        co_return written;
    }
    Result<> forgotten = co_await m_vault.forget(secretName(id)); // the passwords of another way to send
    Result<> readingForgotten = co_await m_vault.forget(readingSecretName(id));
    if (forgotten) {
        forgotten = readingForgotten;
    }
    Q_EMIT accountChanged(id);
    Q_EMIT changed();
    co_return forgotten;
}

Task<std::optional<OAuthGrant>> Mailboxes::lastGrant(Mailbox mailbox)
{
    std::optional<OAuthGrant> last;
    if (mailbox.isConnected() && m_tokens) {
        const QString name = tokensName(mailbox.id);
        Result<OAuthGrant> grant = co_await m_tokens->grant(name);
        if (grant) {
            last = *grant;
        }
    }
    co_return last;
}

Task<MailboxRemoval> Mailboxes::takeBack(Mailbox mailbox, std::optional<OAuthGrant> grant)
{
    MailboxRemoval removal;
    if (!mailbox.isConnected() || !m_tokens) {
        co_return removal;
    }
    removal.permission = MailboxRemoval::Permission::Left;
    removal.page = plainProvider(mailbox).permissionsUrl;
    if (grant) {
        const OAuthGrant given = *grant;
        const Result<> revoked = co_await m_tokens->revoke(given);
        if (revoked) {
            removal.permission = MailboxRemoval::Permission::TakenBack;
        }
    }
    co_return removal;
}

Task<Result<QList<MailboxHealth>>> Mailboxes::health()
{
    const MailboxStore store = m_store;
    const MailboxSignInStore signIns = m_signIns;
    const QString locked = m_vault.isOpen() ? QString()
        : m_vault.state() == Vault::State::KeyLost
        ? tr("Its password cannot be read any more. Enter it again: Settings, Keys and budget, says why.")
        : tr("The passwords are locked. Unlock them, and its mails leave on their own.");
    auto read = m_database.read<QList<MailboxHealth>>(
        [store, signIns, locked](Connection &connection) -> Result<QList<MailboxHealth>> {
            const Result<QList<Mailbox>> mailboxes = store.list(connection);
            if (!mailboxes) {
                return failureOf(mailboxes);
            }
            const auto states = signIns.all(connection);
            if (!states) {
                return failureOf(states);
            }
            QList<MailboxHealth> health;
            for (const Mailbox &mailbox : *mailboxes) {
                const auto state = states->constFind(mailbox.id);
                health.append(MailboxHealth::of(
                    mailbox, state == states->cend() ? std::nullopt : std::optional<MailboxSignInState>(*state)));
                const bool needsSecret = mailbox.isConnected() || !mailbox.userName.isEmpty();
                MailboxHealth &last = health.last();
                if (!locked.isEmpty() && needsSecret && last.problem.isEmpty()) {
                    last.state = MailboxHealth::State::Troubled;
                    last.remedy = MailboxHealth::Remedy::None;
                    last.problem = locked;
                }
            }
            return health;
        });
    Result<QList<MailboxHealth>> health = co_await read;
    co_return health;
}

Task<Result<>> Mailboxes::probeConnected(MailboxId id, std::stop_token stop)
{
    Result<MailAccount> found = co_await account(id);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    const MailAccount connected = *found;
    Result<> probed = co_await m_transport.probe(connected, stop);
    co_return probed;
}

Task<Result<MailAccount>> Mailboxes::connectedAccount(Mailbox mailbox)
{
    auto asking = tokenSource(mailbox.id);
    Result<AccessTokenSource> token = co_await asking;
    if (!token) {
        co_return failureOf(std::move(token));
    }
    CloudAccount account;
    account.service =
        mailbox.kind == Mailbox::Kind::Google ? CloudAccount::Service::Google : CloudAccount::Service::Microsoft;
    account.address = mailbox.address;
    account.sendOnly = mailbox.sendOnly;
    account.token = *token;
    const MailAccount given = account;
    co_return given;
}

Task<Result<AccessTokenSource>> Mailboxes::tokenSource(MailboxId id)
{
    if (!m_tokens) {
        co_return failure(ErrorKind::Bug, tr("Connected mailboxes do not work here."));
    }
    const QString name = tokensName(id);
    const Result<QString> token = co_await m_tokens->token(name, false);
    if (!token) {
        if (token.error().kind == ErrorKind::SignedOut && m_vault.isOpen()) {
            letRun(noteSignedOut(id, token.error().message, {})); // also where it is only read, not sent from
        }
        co_return failureOf(Result<QString>(token));
    }
    const AccessTokenSource source([tokens = m_tokens, name](bool fresh) { return tokens->token(name, fresh); },
                                   [tokens = m_tokens, name](QString token, QString claims) {
                                       return tokens->refused(name, std::move(token), std::move(claims));
                                   });
    co_return source;
}

Task<Result<>> Mailboxes::noteRenewed(MailboxId id)
{
    const MailboxSignInStore signIns = m_signIns;
    const QDateTime now = m_clock.now();
    auto write = m_database.write<>(
        [signIns, id, now](Connection &connection) { return signIns.noteRenewed(connection, id, now); });
    Result<> written = co_await write;
    co_return written;
}

Task<Result<QString>> Mailboxes::signInClaims(MailboxId id)
{
    const MailboxSignInStore signIns = m_signIns;
    auto read = m_database.read<QString>([signIns, id](Connection &connection) {
        return signIns.find(connection, id).map([](const std::optional<MailboxSignInState> &state) {
            return state ? state->claims : QString();
        });
    });
    Result<QString> claims = co_await read;
    co_return claims;
}

Task<Result<>> Mailboxes::noteSignedOut(MailboxId id, QString problem, QString claims)
{
    const MailboxStore store = m_store;
    const MailboxSignInStore signIns = m_signIns;
    auto write = m_database.write<bool>([store, signIns, id, problem, claims](Connection &connection) -> Result<bool> {
        const Result<std::optional<MailboxSignInState>> before = signIns.find(connection, id);
        if (!before) {
            return failureOf(before);
        }
        const Result<std::optional<Mailbox>> mailbox = store.find(connection, id);
        if (!mailbox) {
            return failureOf(mailbox);
        }
        // Whoever asks for its account hears it again.
        const bool isKnown =
            (*mailbox && (*mailbox)->pausedReason == problem) || (*before && (*before)->problem == problem);
        if (Result<> noted = signIns.noteProblem(connection, id, problem, claims); !noted) {
            return failureOf(std::move(noted));
        }
        if (Result<> paused = store.setPaused(connection, id, problem, MailboxRemedy::SignIn); !paused) {
            return failureOf(std::move(paused));
        }
        return !isKnown;
    });
    Result<bool> isNew = co_await write;
    if (!isNew) {
        co_return failureOf(std::move(isNew));
    }
    if (*isNew) {
        Q_EMIT changed();
        Q_EMIT signedOut(id, problem);
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
