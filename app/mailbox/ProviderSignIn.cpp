#include "mailbox/ProviderSignIn.h"

#include "mailbox/Mailboxes.h"

namespace AlwaysLeads {

ProviderSignIn::ProviderSignIn(OAuthSignIn &signIn, OAuthDiscovery &discovery, Mailboxes &mailboxes,
                               BrowserOpener openBrowser, QObject *parent)
    : QObject(parent)
    , m_signIn(signIn)
    , m_discovery(discovery)
    , m_mailboxes(mailboxes)
    , m_openBrowser(std::move(openBrowser))
{
}

Task<Result<QString>> ProviderSignIn::issuerFor(Mailbox settings, QString published, std::stop_token stop)
{
    for (const QString &host : {settings.address.domain(), published, settings.imapHost, settings.host}) {
        const QString known = OAuthDiscovery::knownIssuerFor(host);
        if (!known.isEmpty()) {
            co_return known;
        }
    }
    if (const Result<QString> fit = OAuthDiscovery::issuerIn(published); fit && !published.isEmpty()) {
        co_return *fit;
    }
    auto asking = m_mailboxes.providerNamedBy(settings, stop);
    const Result<QString> named = co_await asking;
    if (!named || named->isEmpty()) {
        co_return named;
    }
    co_return OAuthDiscovery::issuerIn(*named);
}

Task<Result<OAuthRegistration>> ProviderSignIn::find(QString issuer, std::stop_token stop)
{
    Result<QString> asked = OAuthDiscovery::issuerIn(issuer);
    if (!asked) {
        co_return failureOf(std::move(asked));
    }
    const QString fit = *asked;
    auto finding = m_discovery.find(fit, stop);
    Result<OAuthRegistration> found = co_await finding;
    co_return found;
}

Task<Result<OAuthGrant>> ProviderSignIn::signIn(Wish wish, Waiting waiting, std::stop_token stop)
{
    auto finding = find(wish.issuer, stop);
    Result<OAuthRegistration> found = co_await finding;
    if (!found) {
        co_return failureOf(std::move(found));
    }
    OAuthRegistration registration = *found;
    registration.clientId = wish.clientId;
    if (!wish.scopes.isEmpty()) {
        registration.scopes = wish.scopes;
    }
    if (wish.clientSecret.isEmpty() && !wish.mailbox.isNull()) {
        auto reading = m_mailboxes.mailbox(wish.mailbox);
        const Result<Mailbox> kept = co_await reading;
        if (kept && kept->provider.issuer == registration.issuer) {
            const Mailbox named = *kept;
            auto asking = m_mailboxes.providerOf(named);
            const Result<OAuthProvider> before = co_await asking;
            wish.clientSecret = before ? before->clientSecret : QString();
        }
    }
    OAuthSignIn::Wish asked;
    asked.provider = registration.provider(wish.clientSecret);
    asked.loginHint = wish.address.toString();
    asked.openBrowser = m_openBrowser;
    asked.waiting = std::move(waiting);
    Result<OAuthGrant> grant = co_await m_signIn.signIn(asked, stop);
    if (grant) {
        grant->registration = registration;
        grant->clientSecret = wish.clientSecret;
    }
    if (grant && stop.stop_requested()) {
        const OAuthGrant unwanted = *grant;
        letRun(giveBack(unwanted));
        co_return failure(ErrorKind::Cancelled, tr("The sign-in was stopped."));
    }
    co_return grant;
}

Task<Result<>> ProviderSignIn::giveBack(OAuthGrant grant)
{
    if (grant.registration.isNull() || grant.tokens.refreshToken.isEmpty()) {
        co_return Result<>();
    }
    auto asking = m_mailboxes.list();
    const Result<QList<Mailbox>> kept = co_await asking;
    if (!kept) {
        co_return failureOf(kept);
    }
    for (const Mailbox &mailbox : *kept) {
        if (mailbox.provider.issuer == grant.registration.issuer
            && mailbox.provider.clientId == grant.registration.clientId) {
            co_return Result<>();
        }
    }
    const OAuthProvider provider = grant.registration.provider(grant.clientSecret);
    auto giving = m_signIn.giveBack(provider, grant.tokens);
    Result<> given = co_await giving;
    co_return given;
}

} // namespace AlwaysLeads
