#include "mailbox/Mailbox.h"

namespace AlwaysLeads {

Mailbox guessedMailbox(const EmailAddress &address)
{
    Mailbox guess;
    guess.address = address;
    guess.host = QStringLiteral("smtp.") + address.domain();
    guess.userName = address.toString();
    return guess;
}

QString toWord(SmtpAccount::Security security)
{
    switch (security) {
    case SmtpAccount::Security::ImplicitTls:
        break;
    case SmtpAccount::Security::StartTls:
        return QStringLiteral("starttls");
    case SmtpAccount::Security::LoopbackPlain:
        return QStringLiteral("loopback plain");
    }
    return QStringLiteral("implicit tls");
}

SmtpAccount::Security securityFromWord(const QString &word)
{
    if (word == QLatin1String("starttls")) {
        return SmtpAccount::Security::StartTls;
    }
    if (word == QLatin1String("loopback plain")) {
        return SmtpAccount::Security::LoopbackPlain;
    }
    return SmtpAccount::Security::ImplicitTls; // the strictest, should a word ever be unknown
}

} // namespace AlwaysLeads
