#include "reply/HeaderBlock.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool isName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() < 80
        && std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
}

} // namespace

void HeaderBlock::add(const QString &name, const QString &value)
{
    const QByteArray plain = name.toUtf8();
    // In one line: an encoded word may hold no white space, so nothing else is lost.
    const QByteArray text = value.simplified().toUtf8();
    if (!isName(plain) || m_lines.size() + plain.size() + text.size() + 4 > mostBytes) {
        return;
    }
    m_lines += plain + ": " + text + "\r\n";
    m_names += plain.toLower();
}

void HeaderBlock::addMissing(const QString &name, const QString &value)
{
    if (!m_names.contains(name.toUtf8().toLower()) && !value.isEmpty()) {
        add(name, value);
    }
}

} // namespace AlwaysLeads
