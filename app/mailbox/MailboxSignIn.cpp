#include "mailbox/MailboxSignIn.h"

#include "mailbox/Mailboxes.h"
#include "settings/Settings.h"

namespace AlwaysLeads {

namespace {

OAuthService serviceOf(Mailbox::Kind kind)
{
    return kind == Mailbox::Kind::Microsoft ? OAuthService::Microsoft : OAuthService::Google;
}

} // namespace

MailboxSignIn::MailboxSignIn(OAuthSignIn &signIn, OAuthProviders &providers, Mailboxes &mailboxes, Settings &settings,
                             BrowserOpener openBrowser, QObject *parent)
    : QObject(parent)
    , m_signIn(signIn)
    , m_providers(providers)
    , m_mailboxes(mailboxes)
    , m_settings(settings)
    , m_openBrowser(std::move(openBrowser))
{
}

OAuthProvider MailboxSignIn::provider(Mailbox::Kind kind, Access access) const
{
    const OAuthProvider provider = m_providers.of(serviceOf(kind));
    return access == Access::OnlySend ? provider.onlySending() : provider;
}

Task<Result<>> MailboxSignIn::setClient(Mailbox::Kind kind, QString clientId, QString clientSecret)
{
    return m_providers.setClient(serviceOf(kind), clientId, clientSecret);
}

OAuthSignIn::Wish MailboxSignIn::wish(Mailbox::Kind kind, Access access, Waiting waiting, const QString &account)
{
    OAuthSignIn::Wish wish;
    wish.provider = provider(kind, access);
    wish.claims = m_claims.take(account); // once: whoever still wants it says so again
    wish.noteClaims = [this, account](const QString &claims) { m_claims.insert(account, claims); };
    wish.openBrowser = m_openBrowser;
    wish.waiting = std::move(waiting);
    return wish;
}

Task<Result<MailboxId>> MailboxSignIn::connectNew(Mailbox::Kind kind, Waiting waiting, std::stop_token stop,
                                                  Access access)
{
    const OAuthSignIn::Wish asked = wish(kind, access, waiting, QStringLiteral("new %1").arg(int(kind)));
    Result<OAuthGrant> grant = co_await m_signIn.signIn(asked, stop);
    if (!grant) {
        co_return failureOf(std::move(grant));
    }
    const OAuthGrant given = *grant;
    const QString senderName = m_settings.senderProfile().personName;
    Result<MailboxId> added = co_await m_mailboxes.addConnected(given, senderName);
    co_return added;
}

Task<Result<>> MailboxSignIn::reconnect(MailboxId id, Waiting waiting, std::stop_token stop,
                                        std::optional<Access> access)
{
    Result<Mailbox> mailbox = co_await m_mailboxes.mailbox(id);
    if (!mailbox) {
        co_return failureOf(std::move(mailbox));
    }
    Result<QString> claims = co_await m_mailboxes.signInClaims(id);
    if (!claims) {
        co_return failureOf(std::move(claims));
    }
    const Access before = mailbox->sendOnly ? Access::OnlySend : Access::SendAndRead;
    const QString account = QString::number(id.value());
    OAuthSignIn::Wish asked = wish(mailbox->kind, access.value_or(before), waiting, account);
    asked.loginHint = mailbox->address.toString();
    if (asked.claims.isEmpty()) {
        asked.claims = *claims;
    }
    if (!mailbox->provider.isNull()) {
        const Mailbox named = *mailbox;
        auto asking = m_mailboxes.providerOf(named);
        Result<OAuthProvider> provider = co_await asking;
        if (!provider) {
            co_return failureOf(std::move(provider));
        }
        asked.provider = *provider;
    }
    Result<OAuthGrant> grant = co_await m_signIn.signIn(asked, stop);
    if (!grant) {
        co_return failureOf(std::move(grant));
    }
    OAuthGrant given = *grant;
    given.registration = mailbox->provider;
    given.clientSecret = mailbox->provider.isNull() ? QString() : asked.provider.clientSecret;
    Result<> reconnected = co_await m_mailboxes.reconnect(id, given);
    co_return reconnected;
}

} // namespace AlwaysLeads
