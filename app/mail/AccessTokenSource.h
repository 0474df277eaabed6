#pragma once

#include "base/Result.h"
#include "base/Task.h"

#include <QString>

#include <functional>
#include <type_traits>

namespace AlwaysLeads {

/// Where the access tokens for a mailbox come from.
class AccessTokenSource
{
public:
    using Give = std::function<Task<Result<QString>>(bool fresh)>;
    using Refused = std::function<Task<Error>(QString token, QString claims)>;

    AccessTokenSource() = default;
    /// Most have but the first, so a lambda is one.
    template <typename Giver,
              typename = std::enable_if_t<
                  !std::is_same_v<std::decay_t<Giver>, AccessTokenSource> && std::is_invocable_v<Giver &, bool>>>
    AccessTokenSource(Giver give, Refused refused = {}) // NOLINT(google-explicit-constructor)
        : m_give(std::move(give))
        , m_refused(std::move(refused))
    {
    }

    explicit operator bool() const { return bool(m_give); }
    /// `fresh`: the one it gave last was refused, get another. ErrorKind::SignedOut: the person has to sign in again.
    Task<Result<QString>> operator()(bool fresh) const { return m_give(fresh); }
    /// Whether there is somebody to be told by refused().
    bool hears() const { return bool(m_refused); }
    /// Only with hears(). The service refused this token although it is fresh, or `claims` (JSON) say that a fresh one
    /// would not help. What to say of it.
    Task<Error> refused(QString token, QString claims) const { return m_refused(std::move(token), std::move(claims)); }

private:
    Give m_give;
    Refused m_refused;
};

} // namespace AlwaysLeads
