#include "imap/ImapCommand.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestQuoted = 1000; // servers bound their lines

bool canBeQuoted(const QByteArray &text)
{
    return text.size() <= longestQuoted
        && std::ranges::all_of(text, [](char byte) { return byte >= 0x20 && byte <= 0x7e; });
}

} // namespace

ImapCommand &ImapCommand::add(const QByteArray &words)
{
    if (m_parts.empty() || m_parts.back().isLiteral) {
        m_parts.push_back({});
    }
    m_parts.back().bytes += words;
    return *this;
}

ImapCommand &ImapCommand::addString(const QByteArray &text)
{
    if (!canBeQuoted(text)) {
        return addLiteral(text);
    }
    QByteArray quoted = text;
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    return add(" \"" + quoted + '"');
}

ImapCommand &ImapCommand::addLiteral(const QByteArray &bytes)
{
    add(QByteArrayLiteral(" "));
    m_parts.push_back({bytes, true});
    return *this;
}

} // namespace AlwaysLeads
