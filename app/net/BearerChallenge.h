#pragma once

#include <QByteArray>
#include <QString>

namespace AlwaysLeads {

struct HttpResponse;

/// What a server wants of a sign-in beyond a fresh token: the `claims` of OpenID Connect Core §5.5, as Microsoft asks
/// for them with a 401 (WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>") and in errors of
/// its token endpoint. They go into a page that a browser opens, so they are bounded, and an object of JSON or nothing.
class BearerChallenge
{
public:
    static constexpr qsizetype longestClaims = 4096; ///< bytes of JSON

    /// Compact JSON. Empty: the answer asks for no such thing, or for one that cannot be read.
    static QString claimsIn(const HttpResponse &response);
    /// The same of a text that should be JSON.
    static QString checkedClaims(const QByteArray &json);
};

} // namespace AlwaysLeads
