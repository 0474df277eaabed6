#include "imap/ImapSession.h"
#include "keychain/Vault.h"
#include "mailbox/MailboxAccounts.h"
#include "mailbox/Mailboxes.h"
#include "oauth/OAuthTokens.h"

#include <algorithm>

// The part of Mailboxes that knows mailboxes by their servers which sign in with the browser at a provider of their
// own.

namespace AlwaysLeads {

namespace {

constexpr int longestText = 300; // characters
constexpr int longestScopes = 2000;

bool isPlainText(const QString &text, bool withSpaces)
{
    return std::ranges::all_of(text, [withSpaces](QChar character) {
        return (character.unicode() > 0x20 && character.unicode() < 0x7f)
            || (withSpaces && character == QLatin1Char(' '));
    });
}

} // namespace

Result<> Mailboxes::checkProvider(const Mailbox &settings) const
{
    const OAuthRegistration &provider = settings.provider;
    if (provider.isNull()) {
        return {};
    }
    if (!OAuthRegistration::isFit(provider.authorizeUrl) || !OAuthRegistration::isFit(provider.tokenUrl)) {
        return failure(ErrorKind::Invalid, tr("The provider’s address has to begin with https."));
    }
    if (provider.clientId.isEmpty() || provider.clientId.size() > longestText
        || !isPlainText(provider.clientId, false)) {
        return failure(ErrorKind::Invalid,
                       tr("Enter the client id that the provider’s administrator gave you: no spaces, no special "
                          "letters."));
    }
    const QString scopes = provider.scopes.join(QLatin1Char(' '));
    if (scopes.size() > longestScopes || !isPlainText(scopes, true)) {
        return failure(ErrorKind::Invalid, tr("Scopes are words with spaces between them, without special letters."));
    }
    if (settings.userName.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("Enter the user name: the server wants to know whose sign-in it is."));
    }
    return {};
}

Task<Result<MailboxId>> Mailboxes::keepSignedIn(Mailbox settings, OAuthGrant grant)
{
    settings.host = settings.host.trimmed();
    settings.imapHost = settings.imapHost.trimmed();
    settings.kind = Mailbox::Kind::Smtp;
    settings.imapOwnPassword = false;
    settings.provider = grant.registration;
    if (!m_tokens || settings.provider.isNull()) {
        co_return failure(ErrorKind::Bug, tr("Mailboxes cannot be connected here."));
    }
    if (Result<> fine = check(settings); !fine) {
        co_return failureOf(std::move(fine));
    }
    if (!settings.id.isNull()) {
        const MailboxId id = settings.id;
        auto keeping = keepGrant(id, grant, settings);
        Result<> kept = co_await keeping;
        if (!kept) {
            co_return failureOf(std::move(kept));
        }
        co_return id;
    }
    auto adding = addWithSecret(settings, grant);
    Result<MailboxId> added = co_await adding;
    co_return added;
}

Task<Result<>> Mailboxes::probeSignedIn(Mailbox settings, QString accessToken, std::stop_token stop)
{
    settings.host = settings.host.trimmed();
    settings.imapHost = settings.imapHost.trimmed();
    if (Result<> fine = check(settings); !fine) {
        co_return fine;
    }
    ServerCredentials credentials;
    credentials.accessToken = accessToken;
    if (accessToken.isEmpty()) {
        auto asking = tokenSource(settings.id);
        Result<AccessTokenSource> tokens = co_await asking;
        if (!tokens) {
            co_return failureOf(std::move(tokens));
        }
        credentials.tokens = *tokens;
    }
    const SmtpAccount sending = smtpAccountOf(settings, credentials);
    if (settings.imapHost.isEmpty()) {
        const MailAccount account = sending;
        Result<> probed = co_await m_transport.probe(account, stop);
        co_return probed;
    }
    const ImapAccount reading = imapAccountOf(settings, credentials);
    auto probing = probeBoth(sending, reading, stop);
    Result<> probed = co_await probing;
    co_return probed;
}

Task<Result<OAuthProvider>> Mailboxes::providerOf(Mailbox mailbox)
{
    if (!m_tokens || mailbox.provider.isNull()) {
        co_return failure(ErrorKind::Bug, tr("This mailbox names no provider."));
    }
    const QString name = tokensName(mailbox.id);
    Result<QString> secret = co_await m_tokens->clientSecret(name);
    if (!secret) {
        co_return failureOf(std::move(secret));
    }
    const OAuthProvider provider = mailbox.provider.provider(*secret);
    co_return provider;
}

Task<Result<QString>> Mailboxes::providerNamedBy(Mailbox settings, std::stop_token stop)
{
    if (settings.imapHost.isEmpty() || settings.userName.isEmpty()) {
        co_return Result<QString>(QString());
    }
    if (Result<> fine = checkReading(settings); !fine) {
        co_return failureOf(std::move(fine));
    }
    ServerCredentials nobody;
    nobody.accessToken = QStringLiteral("none"); // no token of anybody: it is to be refused
    const ImapAccount account = imapAccountOf(settings, nobody);
    const ImapTimeouts patience;
    ImapSession session(m_trusted, patience, stop);
    const Result<> refused = co_await session.open(account);
    session.leave(this);
    if (!refused && (refused.error().kind == ErrorKind::Network || refused.error().kind == ErrorKind::Timeout)) {
        co_return failureOf(refused);
    }
    co_return Result<QString>(session.openIdConfiguration());
}

} // namespace AlwaysLeads
