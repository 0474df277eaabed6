#pragma once

#include "base/Clock.h"
#include "mailbox/MailboxSignInStore.h"
#include "mailbox/MailboxStore.h"
#include "oauth/OAuthGrant.h"
#include "storage/Database.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <optional>
#include <variant>

namespace AlwaysLeads {

class OAuthTokens;
class Vault;
struct ServerCredentials;

/// What became of the permission of a removed mailbox at its service.
struct MailboxRemoval
{
    enum class Permission {
        None, ///< there was none: a mailbox by SMTP
        TakenBack,
        Left, ///< the service offers no way to, or could not be reached: the person can, at `page`
    };
    Permission permission = Permission::None;
    QUrl page;

    bool operator==(const MailboxRemoval &) const = default;
};

/// The person's mailboxes: the rows in the database, and their passwords and tokens in the vault.
class Mailboxes : public QObject
{
    Q_OBJECT

public:
    /// Without `tokens` only mailboxes by SMTP work. `trusted` are certificates of authorities to trust beside the
    /// system's when a mailbox is read by IMAP.
    Mailboxes(Database &database, Vault &vault, MailTransport &transport, const Clock &clock,
              OAuthTokens *tokens = nullptr, QList<QSslCertificate> trusted = {}, QObject *parent = nullptr);

    Task<Result<QList<Mailbox>>> list();
    /// ErrorKind::NotFound when it is not there or was removed.
    Task<Result<Mailbox>> mailbox(MailboxId id);
    /// Checks the settings (ErrorKind::Invalid says which is wrong), then keeps all. Asks no server: see probe().
    /// `readingPassword` is for Mailbox::imapOwnPassword.
    Task<Result<MailboxId>> add(Mailbox settings, QString password, QString readingPassword = {});
    /// An empty password keeps the one there is. ErrorKind::Invalid where another provider is named: see
    /// keepSignedIn(). Without a provider a sign-in that there was is ended.
    Task<Result<>> change(Mailbox settings, QString password, QString readingPassword = {});
    /// Keeps a mailbox that the person signed in to at its service. One with this address that is there already becomes
    /// it, with its limits and its history: signed in again, or sending by the service from now on.
    Task<Result<MailboxId>> addConnected(OAuthGrant grant, QString senderName);
    /// Keeps a mailbox by its servers that signs in at the provider of this grant. One with an id is changed.
    Task<Result<MailboxId>> keepSignedIn(Mailbox settings, OAuthGrant grant);
    /// The person signed in again: it sends on. ErrorKind::Invalid when the grant is for another address or service.
    Task<Result<>> reconnect(MailboxId id, OAuthGrant grant);
    /// What its organisation wants of the next sign-in (JSON); mostly empty.
    Task<Result<QString>> signInClaims(MailboxId id);
    /// Forgets it with password and tokens, then takes the permission back where the service lets us. Mails already
    /// sent keep their mailbox's name.
    Task<Result<MailboxRemoval>> remove(MailboxId id);
    /// Of each mailbox, in the order of list().
    Task<Result<QList<MailboxHealth>>> health();
    /// The reason is a sentence for the person. An empty one lets the mailbox send again.
    Task<Result<>> pause(MailboxId id, QString reason);
    Task<Result<>> resume(MailboxId id);
    Task<Result<>> noteSuccess(MailboxId id);

    /// Connects, secures and signs in with these settings, at both servers where it is read by IMAP; sends nothing,
    /// marks nothing and keeps nothing. With an empty password and the id of a kept mailbox its kept password is used.
    /// The message says which of the two servers does not work.
    Task<Result<>> probe(Mailbox settings, QString password, QString readingPassword = {}, std::stop_token stop = {});
    /// The same with the access token of a sign-in that is not kept yet.
    Task<Result<>> probeSignedIn(Mailbox settings, QString accessToken, std::stop_token stop = {});
    /// Where a mailbox by its servers signs in, with the secret that is kept for it.
    Task<Result<OAuthProvider>> providerOf(Mailbox mailbox);
    /// What the server for incoming mail says of its provider to a token that is none (RFC 7628): an address from
    /// outside. Empty: it says nothing.
    Task<Result<QString>> providerNamedBy(Mailbox settings, std::stop_token stop);
    /// What the transport needs to send from this mailbox. ErrorKind::SignedOut: the password is missing, or the
    /// service wants the person to sign in again. A connected mailbox may ask its service for a token: Network,
    /// Timeout.
    Task<Result<MailAccount>> account(MailboxId id);
    /// Where and how a mailbox is read by IMAP. ErrorKind::NotFound: it is not; SignedOut: its password is missing.
    Task<Result<ImapAccount>> readingAccount(MailboxId id);

Q_SIGNALS:
    /// A mailbox was added, changed, removed, paused or resumed.
    void changed();
    /// Where or how its servers are reached is another one now, or it is gone. Comes with changed().
    void accountChanged(AlwaysLeads::MailboxId id);
    /// The sign-in of a mailbox ended, whoever noticed it; told once. The sentence says why.
    void signedOut(AlwaysLeads::MailboxId id, const QString &problem);

private:
    struct Passwords
    {
        QString sending;
        QString reading; ///< for Mailbox::imapOwnPassword
    };

    static QString secretName(MailboxId id);
    static QString readingSecretName(MailboxId id);
    static QString tokensName(MailboxId id);
    static std::optional<MailboxId> idIn(const QString &tokensName);
    Result<> check(const Mailbox &settings) const;
    /// What is wrong with the settings for reading by IMAP.
    Result<> checkReading(const Mailbox &settings) const;
    /// The password that is kept under this name; an empty one when there is none.
    Task<Result<QString>> keptPassword(QString name);
    /// The password that is kept under this name, or the tokens where it signs in at a provider. Empty: nothing is
    /// kept.
    Task<Result<ServerCredentials>> credentials(Mailbox mailbox, QString passwordName);
    /// Keeps what was typed, forgets a password of its own where it has none any more.
    Task<Result<>> keepPasswords(Mailbox settings, Passwords typed);
    /// A mailbox without what it signs in with would fail at its first mail: where that cannot be kept, it is not
    /// added.
    Task<Result<MailboxId>> addWithSecret(Mailbox settings, std::variant<Passwords, OAuthGrant> secret);
    Task<Result<>> forgetSecrets(MailboxId id);
    Task<Result<>> probeWithPasswords(Mailbox settings, QString password, QString readingPassword,
                                      std::stop_token stop);
    Task<Result<>> probeBoth(SmtpAccount sendingAccount, ImapAccount readingAccount, std::stop_token stop);
    Result<> checkProvider(const Mailbox &settings) const;
    /// Asks for a token at once: one that is signed out stops here, and no mail is to blame.
    Task<Result<AccessTokenSource>> tokenSource(MailboxId id);
    Task<Result<>> tryReading(ImapAccount account, std::stop_token stop);
    Task<Result<>> probeConnected(MailboxId id, std::stop_token stop);
    Task<Result<MailAccount>> connectedAccount(Mailbox mailbox);
    /// Keeps the tokens, then what they change: a mailbox is never there without them.
    Task<Result<>> keepGrant(MailboxId id, OAuthGrant grant, std::optional<Mailbox> settings);
    /// The grant of a mailbox that is about to lose it; none where it has none or it cannot be read.
    Task<std::optional<OAuthGrant>> lastGrant(Mailbox mailbox);
    /// Waits for the service: everything else that the person asked for is done before.
    Task<MailboxRemoval> takeBack(Mailbox mailbox, std::optional<OAuthGrant> grant);
    Task<Result<>> noteRenewed(MailboxId id);
    Task<Result<>> noteSignedOut(MailboxId id, QString problem, QString claims);

    Database &m_database;
    Vault &m_vault;
    MailTransport &m_transport;
    const Clock &m_clock;
    OAuthTokens *m_tokens; ///< may be null
    QList<QSslCertificate> m_trusted;
    MailboxStore m_store;
    MailboxSignInStore m_signIns;
};

} // namespace AlwaysLeads
