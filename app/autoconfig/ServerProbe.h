#pragma once

#include "autoconfig/MailServerOffer.h"
#include "base/Result.h"
#include "base/Task.h"

#include <stop_token>

namespace AlwaysLeads {

/// What a server says before anybody signs in.
struct ReachedServer
{
    bool password = false; ///< PLAIN, LOGIN and the like
    bool oauth = false; ///< XOAUTH2, OAUTHBEARER

    bool operator==(const ReachedServer &) const = default;
};

/// Looks whether a server is there.
class ServerProbe
{
public:
    virtual ~ServerProbe() = default;

    /// Connects, encrypts with a verified certificate, and hears greeting and capabilities. No name, password or token
    /// is sent. ErrorKind: as ServerLine; Invalid when it speaks another language.
    virtual Task<Result<ReachedServer>> reach(MailServerOffer offer, std::stop_token stop) = 0;
};

} // namespace AlwaysLeads
