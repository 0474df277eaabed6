#pragma once

#include <QByteArray>

namespace AlwaysLeads {

/// RFC 2045 §6.7 for text with '\n' line ends: lines of at most 76 characters, and nothing that a server on the way
/// could change (spaces before a line end, a dot or "From " at its start) stands as it is. Ends its lines with CRLF.
QByteArray quotedPrintable(const QByteArray &text);

} // namespace AlwaysLeads
