#pragma once

#include "oauth/OAuthProvider.h"

#include <QProcess>

namespace AlwaysLeads {

/// A real OpenID provider, run by Node, with rotating refresh tokens and PKCE enforced. Whoever types a login becomes
/// that address.
class OpenIdProvider
{
public:
    ~OpenIdProvider();

    /// Empty when it runs; otherwise why the test has to be skipped.
    QString start();
    QString issuer() const { return m_issuer; }
    /// Where a mail server asks whose an access token is, with its name and password in the address.
    QString introspection() const;
    /// From now on it cannot be reached.
    void stop();
    /// As a provider of ours that learns the address from the id_token.
    OAuthProvider provider() const;

private:
    QProcess m_node;
    QString m_issuer;
};

} // namespace AlwaysLeads
