#include "Application.h"
#include "ApplicationPlumbing.h"
#include "ReplyServices.h"
#include "SentFolders.h"
#include "autoconfig/MailAutoConfig.h"
#include "dnscheck/DomainCheck.h"
#include "keychain/Vault.h"
#include "lead/AddressChecks.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "outbox/KeptIds.h"
#include "outbox/SentCopies.h"
#include "outbox/Settling.h"
#include "probe/MailProbe.h"
#include "sandbox/Sandbox.h"
#include "settings/Settings.h"

// What Application builds of mailboxes: how they are connected, read and checked.

namespace AlwaysLeads {

void Application::buildSentFolders()
{
    SentFolders::Options options;
    options.graphUrl = m_sandbox ? m_sandbox->graph().url() : GraphTransport::serviceUrl();
    options.gmailUrl = m_sandbox ? m_sandbox->gmail().url() : GmailTransport::serviceUrl();
    const SettlingPolicy settling = m_sandbox ? Sandbox::settlingPolicy() : SettlingPolicy();
    const SentCopiesPolicy copies = m_sandbox ? Sandbox::sentCopiesPolicy() : SentCopiesPolicy();
    options.imap.ownCopyTime = copies.first;
    m_sentFolders = std::make_unique<SentFolders>(*m_mailboxes, *m_plumbing->http, *m_clock, options);
    const SentFolderSource source = [this](MailboxId id) { return m_sentFolders->of(id); };
    Database &db = *m_plumbing->database;
    m_settling = std::make_unique<Settling>(db, *m_clock, source, settling);
    m_sentCopies = std::make_unique<SentCopies>(db, *m_clock, source, copies);
    m_keptIds = std::make_unique<KeptIds>(db, *m_clock, [this](MailboxId id, QString remoteId, std::stop_token stop) {
        return keptMessageIdIn(id, remoteId, stop);
    });
    m_replyServices = std::make_unique<ReplyServices>(ReplyServices::Needs{
        db, *m_clock, *m_plumbing->claude, *m_plumbing->budget, *m_settings, *m_sentFolders, *m_plumbing->http,
        m_sandbox ? Sandbox::watchPolicy() : WatchPolicy(), [this] { return hasClaudeKey(); }});
}

void Application::buildMailChecks()
{
    Plumbing &plumbing = *m_plumbing;
    if (!m_sandbox) {
        plumbing.dns = std::make_unique<DnsClient>();
        plumbing.serverProbe = std::make_unique<TlsServerProbe>();
        m_mailAutoConfig = std::make_unique<MailAutoConfig>(*plumbing.http, *plumbing.dns, *plumbing.serverProbe);
    }
    DnsResolver &dns = m_sandbox ? m_sandbox->dns() : *plumbing.dns;
    m_domainCheck = std::make_unique<DomainCheck>(dns, *m_clock);
    m_addressChecks =
        std::make_unique<AddressChecks>(*plumbing.database, *m_clock, dns, *m_leads, AddressChecks::Options());
    const MailProbe::KeptMessageId keptId = [this](CloudAccount account, QString remoteId, std::stop_token stop) {
        return keptMessageId(account, remoteId, stop);
    };
    m_mailProbe = std::make_unique<MailProbe>(MailProbe::Needs{
        *plumbing.database, *m_clock, *m_mailboxes, *plumbing.mail, *m_settings, m_replyServices->sources(), keptId});
}

Task<Result<QString>> Application::keptMessageId(CloudAccount account, QString remoteId, std::stop_token stop)
{
    return account.service == CloudAccount::Service::Google ? m_plumbing->gmail->keptMessageId(account, remoteId, stop)
                                                            : m_plumbing->graph->keptMessageId(account, remoteId, stop);
}

Task<Result<QString>> Application::keptMessageIdIn(MailboxId mailbox, QString remoteId, std::stop_token stop)
{
    auto opening = m_mailboxes->account(mailbox);
    const Result<MailAccount> account = co_await opening;
    if (!account) {
        co_return failureOf(account);
    }
    const auto *cloud = std::get_if<CloudAccount>(&*account);
    if (cloud == nullptr || cloud->sendOnly) { // nobody to ask, or not allowed to
        co_return Result<QString>(QString());
    }
    auto asking = keptMessageId(*cloud, remoteId, stop);
    Result<QString> id = co_await asking;
    co_return id;
}

void Application::buildMailboxes()
{
    Plumbing &plumbing = *m_plumbing;
    OAuthProviders::Change change;
    BrowserOpener browser = m_options.openBrowser;
    if (m_sandbox) {
        change = [this](OAuthProvider provider) { return m_sandbox->signInHere(std::move(provider)); };
        browser = [this](const QUrl &page) { return m_sandbox->openBrowser(page); };
    }
    plumbing.oauthProviders = std::make_unique<OAuthProviders>(*m_settings, change);
    plumbing.oauthEndpoint = std::make_unique<OAuthEndpoint>(*plumbing.http, *m_clock);
    plumbing.oauthSignIn = std::make_unique<OAuthSignIn>(*plumbing.oauthEndpoint, *m_clock);
    plumbing.oauthTokens =
        std::make_unique<OAuthTokens>(*plumbing.oauthEndpoint, *m_vault, *m_clock,
                                      [this](OAuthService service) { return m_plumbing->oauthProviders->of(service); });
    m_mailboxes =
        std::make_unique<Mailboxes>(*plumbing.database, *m_vault, *plumbing.mail, *m_clock, plumbing.oauthTokens.get());
    m_mailboxSignIn = std::make_unique<MailboxSignIn>(*plumbing.oauthSignIn, *plumbing.oauthProviders, *m_mailboxes,
                                                      *m_settings, browser);
    if (!m_sandbox) {
        plumbing.oauthDiscovery = std::make_unique<OAuthDiscovery>(*plumbing.http);
        plumbing.providerSignIn =
            std::make_unique<ProviderSignIn>(*plumbing.oauthSignIn, *plumbing.oauthDiscovery, *m_mailboxes, browser);
        m_mailboxSignIn->enableProviders(*plumbing.providerSignIn);
    }
}

} // namespace AlwaysLeads
