#pragma once

#include "address/EmailAddress.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace AlwaysLeads {

/// The link of a service that takes a "no" with one click (RFC 8058): one address for all, with "{token}" where each
/// person's own token goes. The token says nothing of the person to who does not hold this profile's key.
class UnsubscribeLink
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::UnsubscribeLink)

public:
    static constexpr int longest = 400; ///< characters of the template
    static constexpr int keySize = 32; ///< bytes

    /// Invalid, with a sentence: not HTTPS, no host, a name or password in it, no or more than one "{token}" after the
    /// host, or a character that cannot stand in a mail's header.
    static Result<> check(const QString &address);
    /// 32 characters of A-Z a-z 0-9 - _, the same for every spelling of an address. Never to be guessed: an HMAC under
    /// `key`.
    static QString token(const QByteArray &key, const EmailAddress &person);
    static QString forPerson(const QString &address, const QByteArray &key, const EmailAddress &person);
    static QByteArray newKey();
};

} // namespace AlwaysLeads
