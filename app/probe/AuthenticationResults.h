#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace AlwaysLeads {

/// One result of an Authentication-Results header (RFC 8601 §2.2): "dkim=pass header.d=wood.example".
struct AuthenticationResult
{
    QString method; ///< lower case: "spf", "dkim", "dmarc"
    QString result; ///< lower case: "pass", "fail", "none", …
    QHash<QString, QString> properties; ///< "header.d" → "wood.example", names in lower case

    bool operator==(const AuthenticationResult &) const = default;
};

/// What one header value says, comments left out, in its order. Unreadable parts are left out; at most 50 results, of
/// the first 16 KB.
QList<AuthenticationResult> parseAuthenticationResults(const QByteArray &value);

} // namespace AlwaysLeads
