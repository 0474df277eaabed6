#pragma once

#include "base/Result.h"
#include "oauth/OAuthProvider.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QUrlQuery>

namespace AlwaysLeads {

struct HttpResponse;

/// The words for a service's no (RFC 6749 §4.1.2.1 and §5.2, and what Microsoft and Google add). Their own texts are
/// shown only where nothing better is known, and cut; no secret is quoted. ErrorKind::Refused: the person or their
/// organisation did not allow it, or not the reading, so that to ask for less may help.
class OAuthProblem
{
    Q_DECLARE_TR_FUNCTIONS(OAuthProblem)
public:
    /// What the browser brought back instead of a code.
    static Error ofRedirect(const OAuthProvider &provider, const QUrlQuery &parameters);
    /// A token endpoint that did not give tokens for a fresh code.
    static Error ofExchange(const OAuthProvider &provider, const HttpResponse &response);
    /// The same for a refresh token. ErrorKind::SignedOut only where signing in again is what helps; Network for
    /// trouble that passes.
    static Error ofRenewal(const OAuthProvider &provider, const HttpResponse &response);

    static Error noClient(const OAuthProvider &provider);
    static Error unreadable(const OAuthProvider &provider, const QString &detail);
    static Error noRefreshToken(const OAuthProvider &provider);
    static Error missingScopes(const OAuthProvider &provider, const QStringList &missing);
    static Error otherAccount(const QString &wanted, const QString &got);
    /// A policy of the organisation wants a sign-in that meets its claims.
    static Error challenged(const OAuthProvider &provider, const QString &detail = {});
    /// The `claims` in an error of the token endpoint; empty: there are none.
    static QString claimsIn(const HttpResponse &response);
    static Error signedOut(const OAuthProvider &provider, const QString &why = {}, const QString &detail = {});

private:
    struct Said
    {
        QString error;
        QString description; ///< cleaned and cut
        QString subtype; ///< Google's error_subtype, Microsoft's suberror
        QList<int> codes; ///< AADSTS numbers
        QString detail; ///< a line for the log
    };
    static Said read(const HttpResponse &response);
    static Error blocked(const OAuthProvider &provider, const Said &said);
    static bool needsAdministrator(const Said &said);
    static bool isSignedOut(const Said &said);
    static QString whySignedOut(const Said &said);
    static bool willPass(const HttpResponse &response, const Said &said);
    static Error busy(const OAuthProvider &provider, const Said &said);
    static Error wronglySetUp(const OAuthProvider &provider, const Said &said);
};

} // namespace AlwaysLeads
