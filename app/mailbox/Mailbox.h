#pragma once

#include "address/EmailAddress.h"
#include "base/Id.h"
#include "mail/ImapAccount.h"
#include "mail/MailTransport.h"
#include "oauth/OAuthRegistration.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace AlwaysLeads {

using MailboxId = Id<struct Mailbox>;

/// A mailbox of the person's own that mails are sent from. Its password is in the vault, never here.
struct Mailbox
{
    /// How it sends: by SMTP, or by the API of the service it was connected to with OAuth.
    enum class Kind { Smtp, Microsoft, Google };

    MailboxId id;
    Kind kind = Kind::Smtp;
    EmailAddress address;
    QString senderName; ///< as recipients read it
    QString host;
    quint16 port = 465;
    SmtpAccount::Security security = SmtpAccount::Security::ImplicitTls;
    QString userName; ///< empty: the server wants no sign-in
    OAuthRegistration provider; ///< of Kind::Smtp: signs in there with the browser; null: with a password
    QString imapHost; ///< empty: not read by IMAP
    quint16 imapPort = 993;
    ImapAccount::Security imapSecurity = ImapAccount::Security::ImplicitTls;
    QString imapUserName; ///< empty: the one it sends with
    bool imapOwnPassword = false; ///< false: it is read with the password it sends with
    bool sendOnly = false; ///< of a connected one: its sign-in may send and not read, so nobody sees who answers
    bool followUpsUnread = false; ///< with sendOnly: follow-ups leave all the same, also to who answered
    int dailyLimit = 40; ///< mails a day, 1 to 2000
    int gapSeconds = 240; ///< least time between two mails, 0 to 86400
    QString pausedReason; ///< a sentence; empty: not paused
    QString trouble; ///< why its account cannot be used now; asked again on our own; a sentence, empty: it can
    MailboxRemedy remedy = MailboxRemedy::TryAgain; ///< of what paused or troubles it
    QDateTime lastSuccessAt; ///< the last mail its server accepted; invalid: none yet
    QDateTime createdAt;

    /// Signs in with what a service or provider gave when the person did with the browser, not with a password.
    bool isConnected() const { return kind != Kind::Smtp || !provider.isNull(); }
    bool isPaused() const { return !pausedReason.isEmpty(); }
    bool mayFollowUp() const { return !sendOnly || followUpsUnread; }
    bool operator==(const Mailbox &) const = default;
};

/// A first guess for the form, from the address alone: smtp.<domain>, 465, and imap.<domain>, 993, TLS from the first
/// byte.
Mailbox guessedMailbox(const EmailAddress &address);

/// The word that stands in the database and back.
QString toWord(SmtpAccount::Security security);
SmtpAccount::Security securityFromWord(const QString &word);
QString toWord(ImapAccount::Security security);
ImapAccount::Security imapSecurityFromWord(const QString &word);
QString toWord(MailboxRemedy remedy);
MailboxRemedy mailboxRemedyFromWord(const QString &word);
QString toWord(Mailbox::Kind kind);
Mailbox::Kind mailboxKindFromWord(const QString &word);

} // namespace AlwaysLeads
