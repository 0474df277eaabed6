#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// The `claims` parameter of a sign-in (OpenID Connect Core §5.5): what this program can do, told as Microsoft wants it
/// ("xms_cc" with "cp1": it takes claims challenges), and what a challenge asked for. Empty: there is nothing to say.
QByteArray claimsParameter(const QStringList &capabilities, const QString &challenge);

} // namespace AlwaysLeads
