#pragma once

#include <QString>

namespace AlwaysLeads {

/// What the sign-in of the sandbox gives who asked for no right to read, and its mail services know as such.
inline QString sendOnlyToken(const QString &token)
{
    return token + QStringLiteral("-send-only");
}

} // namespace AlwaysLeads
