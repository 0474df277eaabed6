#pragma once

#include <QHashFunctions>

#include <compare>

namespace AlwaysLeads {

/// The number of a row, of one kind only: a LeadId cannot be passed for a DraftId. 0 means "none yet".
template <typename Noun> class Id
{
public:
    constexpr Id() = default;
    constexpr explicit Id(qint64 value)
        : m_value(value)
    {
    }
    constexpr qint64 value() const { return m_value; }
    constexpr bool isNull() const { return m_value == 0; }
    constexpr auto operator<=>(const Id &) const = default;

    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    qint64 m_value = 0;
};

} // namespace AlwaysLeads
