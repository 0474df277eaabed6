#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

namespace AlwaysLeads {

/// "tag=value; tag=value" of DKIM and DMARC records (RFC 6376 §3.2), in their order; names and values without the
/// spaces around them. Parts without a "=" and all after the hundredth are left out.
using TagList = QList<QPair<QByteArray, QByteArray>>;

TagList tagsIn(const QByteArray &text);
/// The value of the first tag of that name; null when there is none.
QByteArray tag(const TagList &tags, const char *name);

} // namespace AlwaysLeads
