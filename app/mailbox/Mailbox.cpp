#include "mailbox/Mailbox.h"

#include "base/Words.h"

#include <array>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<SmtpAccount::Security, const char *>, 3> smtpWords{
    {{SmtpAccount::Security::ImplicitTls, "implicit tls"},
     {SmtpAccount::Security::StartTls, "starttls"},
     {SmtpAccount::Security::LoopbackPlain, "loopback plain"}}};

constexpr std::array<std::pair<ImapAccount::Security, const char *>, 3> imapWords{
    {{ImapAccount::Security::ImplicitTls, "implicit tls"},
     {ImapAccount::Security::StartTls, "starttls"},
     {ImapAccount::Security::LoopbackPlain, "loopback plain"}}};

constexpr std::array<std::pair<Mailbox::Kind, const char *>, 3> kindWords{
    {{Mailbox::Kind::Smtp, "smtp"}, {Mailbox::Kind::Microsoft, "microsoft"}, {Mailbox::Kind::Google, "google"}}};

constexpr std::array<std::pair<MailboxRemedy, const char *>, 4> remedyWords{{{MailboxRemedy::TryAgain, "try again"},
                                                                             {MailboxRemedy::SignIn, "sign in"},
                                                                             {MailboxRemedy::Allow, "allow"},
                                                                             {MailboxRemedy::Settings, "settings"}}};

} // namespace

Mailbox guessedMailbox(const EmailAddress &address)
{
    Mailbox guess;
    guess.address = address;
    guess.host = QStringLiteral("smtp.") + address.domain();
    guess.userName = address.toString();
    guess.imapHost = QStringLiteral("imap.") + address.domain();
    return guess;
}

QString toWord(SmtpAccount::Security security)
{
    return wordOf(smtpWords, security);
}

SmtpAccount::Security securityFromWord(const QString &word)
{
    // The strictest, should a word ever be unknown.
    return valueOf(smtpWords, word).value_or(SmtpAccount::Security::ImplicitTls);
}

QString toWord(ImapAccount::Security security)
{
    return wordOf(imapWords, security);
}

ImapAccount::Security imapSecurityFromWord(const QString &word)
{
    return valueOf(imapWords, word).value_or(ImapAccount::Security::ImplicitTls);
}

QString toWord(MailboxRemedy remedy)
{
    return wordOf(remedyWords, remedy);
}

MailboxRemedy mailboxRemedyFromWord(const QString &word)
{
    return valueOf(remedyWords, word).value_or(MailboxRemedy::TryAgain);
}

QString toWord(Mailbox::Kind kind)
{
    return wordOf(kindWords, kind);
}

Mailbox::Kind mailboxKindFromWord(const QString &word)
{
    return valueOf(kindWords, word).value_or(Mailbox::Kind::Smtp);
}

} // namespace AlwaysLeads
