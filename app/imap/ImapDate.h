#pragma once

#include <QByteArray>
#include <QDateTime>

namespace AlwaysLeads {

/// "24-Nov-2026": English whatever the computer's language (RFC 3501 §9, date).
QByteArray toImapDate(const QDate &date);
/// "24-Nov-2026 09:05:07 +0000"
QByteArray toImapDateTime(const QDateTime &time);
/// In UTC; invalid for what is none.
QDateTime fromImapDateTime(const QByteArray &text);

} // namespace AlwaysLeads
