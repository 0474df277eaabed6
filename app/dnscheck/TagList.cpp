#include "dnscheck/TagList.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostTags = 100;

} // namespace

TagList tagsIn(const QByteArray &text)
{
    TagList tags;
    const QList<QByteArray> parts = text.split(';');
    for (const QByteArray &part : parts) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0 && tags.size() < mostTags) {
            QByteArray value = part.mid(equals + 1).trimmed();
            tags.append({part.left(equals).trimmed(), value.isNull() ? QByteArray("") : value});
        }
    }
    return tags;
}

QByteArray tag(const TagList &tags, const char *name)
{
    for (const auto &[key, value] : tags) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

} // namespace AlwaysLeads
