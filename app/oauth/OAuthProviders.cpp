#include "oauth/OAuthProviders.h"

#include "settings/Settings.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

const Setting<QString> microsoftId{QLatin1String("oauth.microsoft_client_id"), {}};
const Setting<QString> googleId{QLatin1String("oauth.google_client_id"), {}};
const Setting<QString> googleSecret{QLatin1String("oauth.google_client_secret"), {}};

// The build's: options of CMake.
const char *const builtMicrosoftId = ALWAYSLEADS_MICROSOFT_CLIENT_ID;
const char *const builtGoogleId = ALWAYSLEADS_GOOGLE_CLIENT_ID;
const char *const builtGoogleSecret = ALWAYSLEADS_GOOGLE_CLIENT_SECRET;

constexpr qsizetype longestId = 300; // characters

QString ownOr(const QString &own, const char *built)
{
    return own.isEmpty() ? QString::fromLatin1(built) : own;
}

} // namespace

OAuthProviders::OAuthProviders(Settings &settings, Change change)
    : m_settings(settings)
    , m_change(std::move(change))
{
}

OAuthProvider OAuthProviders::of(OAuthService service) const
{
    OAuthProvider provider;
    if (service == OAuthService::Microsoft) {
        provider = OAuthProvider::microsoft(ownOr(m_settings.value(microsoftId), builtMicrosoftId));
    } else if (service == OAuthService::Google) {
        // An own id goes with its own secret, never with the build's.
        const QString own = m_settings.value(googleId);
        provider = own.isEmpty()
            ? OAuthProvider::google(QString::fromLatin1(builtGoogleId), QString::fromLatin1(builtGoogleSecret))
            : OAuthProvider::google(own, m_settings.value(googleSecret));
    }
    return m_change ? m_change(provider) : provider;
}

bool OAuthProviders::isBuiltIn(OAuthService service)
{
    return *(service == OAuthService::Microsoft ? builtMicrosoftId : builtGoogleId) != '\0';
}

Task<Result<>> OAuthProviders::setClient(OAuthService service, QString clientId, QString clientSecret)
{
    clientId = clientId.trimmed();
    clientSecret = clientSecret.trimmed();
    for (const QString &text : {clientId, clientSecret}) {
        const bool odd =
            std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() <= 0x20 || c.unicode() >= 0x7f; });
        if (odd || text.size() > longestId) {
            co_return failure(ErrorKind::Invalid,
                              OAuthProvider::tr("This is not a client id: it has no spaces and no special letters."));
        }
    }
    if (service == OAuthService::Microsoft) {
        Result<> kept = co_await m_settings.setValue(microsoftId, clientId);
        co_return kept;
    }
    Result<> kept = co_await m_settings.setValue(googleId, clientId);
    if (kept) {
        kept = co_await m_settings.setValue(googleSecret, clientSecret);
    }
    co_return kept;
}

} // namespace AlwaysLeads
