#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace AlwaysLeads {

/// One mechanism or modifier of an SPF record.
struct SpfTerm
{
    enum class Kind { All, Include, A, Mx, Ptr, Ip4, Ip6, Exists, Redirect, Explanation, UnknownModifier };

    Kind kind = Kind::All;
    char qualifier = '+'; ///< + pass, - fail, ~ softfail, ? neutral; of mechanisms only
    QString value; ///< the domain or network behind ":" or "="; may be empty

    bool operator==(const SpfTerm &) const = default;
};

/// An SPF record by its letters (RFC 7208 §4.6, §12); nothing is looked up.
struct SpfRecord
{
    QList<SpfTerm> terms; ///< at most 200
    QString fault; ///< the term that makes receivers refuse the whole record; empty: none

    /// Whether a TXT record is one of SPF: "v=spf1" and then a space or the end.
    static bool isSpf(const QByteArray &text);
    static SpfRecord parse(const QByteArray &text);

    /// The qualifier of "all"; nothing when there is none.
    std::optional<char> all() const;
    /// Where "redirect" leads; empty when there is none, or an "all" that makes it void.
    QString redirect() const;
    /// Terms that make the receiver ask the DNS; at most ten may, includes and all (§4.6.4).
    int lookUps() const;

    bool operator==(const SpfRecord &) const = default;
};

} // namespace AlwaysLeads
