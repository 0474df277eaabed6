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
    /// As a provider of ours that learns the address from the id_token.
    OAuthProvider provider() const;

private:
    QProcess m_node;
    QString m_issuer;
};

} // namespace AlwaysLeads
