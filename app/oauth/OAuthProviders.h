#pragma once

#include "base/Task.h"
#include "oauth/OAuthProvider.h"

#include <functional>

namespace AlwaysLeads {

class Settings;

/// As which program this AlwaysLeads signs people in: registered by who built it, or by the person in Settings.
class OAuthProviders
{
public:
    /// Lets the sandbox put its own servers in the place of the real ones.
    using Change = std::function<OAuthProvider(OAuthProvider)>;

    explicit OAuthProviders(Settings &settings, Change change = {});

    /// Not for OAuthService::Other, which each mailbox has its own of.
    OAuthProvider of(OAuthService service) const;
    /// True when a client id came with the build, so that the person need not know of it.
    static bool isBuiltIn(OAuthService service);
    /// Keeps a registration of the person's own. The secret only Google has; it is not confidential (its own
    /// documentation says so of desktop programs), so it is an ordinary setting. Empty texts go back to the build's.
    Task<Result<>> setClient(OAuthService service, QString clientId, QString clientSecret);

private:
    Settings &m_settings;
    Change m_change;
};

} // namespace AlwaysLeads
