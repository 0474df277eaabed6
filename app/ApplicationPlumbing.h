#pragma once

#include "Application.h"
#include "assistant/AssistantBudget.h"
#include "assistant/ClaudeClient.h"
#include "autoconfig/TlsServerProbe.h"
#include "base/TaskScope.h"
#include "cloudmail/GmailTransport.h"
#include "cloudmail/GraphTransport.h"
#include "dns/DnsClient.h"
#include "keychain/SecretStore.h"
#include "mail/MailRoutes.h"
#include "mail/SmtpTransport.h"
#include "mailbox/ProviderSignIn.h"
#include "net/HttpClient.h"
#include "oauth/OAuthDiscovery.h"
#include "oauth/OAuthEndpoint.h"
#include "oauth/OAuthProviders.h"
#include "oauth/OAuthSignIn.h"
#include "oauth/OAuthTokens.h"
#include "prospecting/ApolloClient.h"
#include "storage/Database.h"

#include <QTimer>

#include <memory>

namespace AlwaysLeads {

/// What the services of Application stand on, and nobody else sees.
struct Application::Plumbing
{
    std::unique_ptr<Database> database;
    std::unique_ptr<SecretStore> osKeychain;
    /// A server on the network takes real time, also when the sandbox's clock is put forward.
    SystemClock networkClock;
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ClaudeClient> claude;
    std::unique_ptr<ApolloClient> apollo;
    std::unique_ptr<AssistantBudget> budget;
    std::unique_ptr<SmtpTransport> smtp;
    std::unique_ptr<GraphTransport> graph;
    std::unique_ptr<GmailTransport> gmail;
    std::unique_ptr<MailRoutes> mail;
    std::unique_ptr<OAuthProviders> oauthProviders;
    std::unique_ptr<OAuthEndpoint> oauthEndpoint;
    std::unique_ptr<OAuthSignIn> oauthSignIn;
    std::unique_ptr<OAuthTokens> oauthTokens;
    std::unique_ptr<OAuthDiscovery> oauthDiscovery; ///< null in the sandbox: it would ask the network
    std::unique_ptr<ProviderSignIn> providerSignIn; ///< likewise
    std::unique_ptr<DnsClient> dns;
    std::unique_ptr<TlsServerProbe> serverProbe;
    TaskScope scope{QStringLiteral("application")};
    QTimer refreshSoon;
    QTimer peopleSoon;
};

} // namespace AlwaysLeads
