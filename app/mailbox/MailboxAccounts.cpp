#include "mailbox/MailboxAccounts.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int longestHost = 300; // characters
}

bool isHostName(const QString &text)
{
    if (text.isEmpty() || text.size() > longestHost) {
        return false;
    }
    if (!QHostAddress(text).isNull()) {
        return true;
    }
    const bool clean = std::ranges::none_of(text, [](QChar character) {
        return character.isSpace() || character.category() == QChar::Other_Control || character == QLatin1Char('/')
            || character == QLatin1Char('@') || character == QLatin1Char(':');
    });
    return clean && !QUrl::toAce(text).isEmpty();
}

SmtpAccount smtpAccountOf(const Mailbox &mailbox, const ServerCredentials &credentials)
{
    SmtpAccount account;
    account.host = mailbox.host;
    account.port = mailbox.port;
    account.security = mailbox.security;
    account.userName = mailbox.userName;
    account.password = credentials.password;
    account.accessToken = credentials.accessToken;
    account.token = credentials.tokens;
    return account;
}

ImapAccount imapAccountOf(const Mailbox &mailbox, const ServerCredentials &credentials)
{
    ImapAccount account;
    account.host = mailbox.imapHost;
    account.port = mailbox.imapPort;
    account.security = mailbox.imapSecurity;
    account.userName = mailbox.imapUserName.isEmpty() ? mailbox.userName : mailbox.imapUserName;
    account.password = credentials.password;
    account.accessToken = credentials.accessToken;
    account.token = credentials.tokens;
    return account;
}

} // namespace AlwaysLeads
