#pragma once

#include "base/Result.h"
#include "base/Task.h"

#include <QString>

#include <functional>

namespace AlwaysLeads {

/// Gives an access token for a mailbox. `fresh`: the one it gave last was refused, get another.
/// ErrorKind::SignedOut: the person has to sign in again.
using AccessTokenSource = std::function<Task<Result<QString>>(bool fresh)>;

} // namespace AlwaysLeads
