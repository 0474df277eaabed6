#pragma once

#include "mail/Message.h"

#include <QByteArray>
#include <QString>

namespace AlwaysLeads {

// The values of header fields as they stand on the wire: folded with CRLF and a space, ASCII by RFC 2047. GMime has its
// own, but an approval is bound to the bytes, so they must not change when the system gets a newer GMime; and GMime
// leaves words above 75 characters whole and text that looks like an encoded word unencoded.

/// `nameLength`: the length of "Subject: ", which the first line shares.
QByteArray encodedText(const QString &text, int nameLength);
QByteArray encodedCorrespondent(const Correspondent &who, int nameLength);

} // namespace AlwaysLeads
