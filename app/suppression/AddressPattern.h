#pragma once

#include "address/EmailAddress.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace AlwaysLeads {

/// Addresses that look alike: "info@*", "*@*.gov", "*-spam@firm.example". A star stands for any characters, none as
/// well, on its side of the @ sign; everything else stands for itself, without case. The whole address must match.
class AddressPattern
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::AddressPattern)

public:
    static constexpr int longest = 254; ///< characters, as an address may have
    static constexpr int mostStars = 8;

    /// None: only as a value that is being filled.
    AddressPattern() = default;

    /// "*.gov" without an @ sign means everybody there: "*@*.gov". Invalid, with a sentence: no star, more than
    /// mostStars, a character no address has, or one that would match everybody.
    static Result<AddressPattern> parse(const QString &text);

    bool isNull() const { return m_domain.isEmpty(); }
    /// Folded, with the domain in A-labels: what is stored and compared.
    QString toString() const { return isNull() ? QString() : m_local + QLatin1Char('@') + m_domain; }
    QString localPart() const { return m_local; }
    QString domain() const { return m_domain; }

    /// Both with and without the "+tag" of the address. Linear in the length of both.
    bool matches(const EmailAddress &address) const;

    bool operator==(const AddressPattern &) const = default;

private:
    QString m_local;
    QString m_domain;
};

/// The spellings of a local part that one person may have: folded, and folded without the "+tag".
struct FoldedLocalPart
{
    explicit FoldedLocalPart(const EmailAddress &address);

    QString whole;
    QString untagged;
};

/// True when `text` as a whole fits `pattern`, where only `*` is special. Never looks back: what is between two stars
/// is searched for once, from the left.
bool fitsPattern(QStringView pattern, QStringView text);

/// Many patterns, asked at once. Those with a plain side are found by it, so that only the others are tried one by one.
class AddressPatterns
{
public:
    void add(qint64 id, const AddressPattern &pattern);
    bool isEmpty() const { return m_all.empty(); }
    /// The id of the oldest one that matches.
    std::optional<qint64> match(const EmailAddress &address) const;

private:
    struct Entry
    {
        qint64 id = 0;
        AddressPattern pattern;
    };
    std::vector<Entry> m_all;
    QHash<QString, std::vector<size_t>> m_byDomain; ///< whose domain has no star
    QHash<QString, std::vector<size_t>> m_byLocalPart; ///< of the others, whose local part has none
    std::vector<size_t> m_others;
};

} // namespace AlwaysLeads
