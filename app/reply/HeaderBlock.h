#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace AlwaysLeads {

/// The header of a mail put together from what a service tells in JSON, so that it is read by the same parser as all
/// others. Bounded, and no value can begin a line of its own.
class HeaderBlock
{
public:
    static constexpr qsizetype mostBytes = 256 * 1024;

    void add(const QString &name, const QString &value);
    /// Unless there is one of that name.
    void addMissing(const QString &name, const QString &value);
    /// With the empty line that ends it.
    QByteArray bytes() const { return m_lines + "\r\n"; }

private:
    QByteArray m_lines;
    QByteArrayList m_names; ///< in small letters
};

} // namespace AlwaysLeads
