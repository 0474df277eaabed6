#pragma once

#include <QByteArray>
#include <QString>

namespace AlwaysLeads {

/// A folder's name as it goes over the wire: modified UTF-7 (RFC 3501 §5.1.3).
QByteArray toImapFolderName(const QString &name);
/// And back. What is no modified UTF-7 (a server that speaks UTF-8 unasked) is read as UTF-8.
QString fromImapFolderName(const QByteArray &name);

} // namespace AlwaysLeads
