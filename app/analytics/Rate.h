#pragma once

#include <QtGlobal>

namespace AlwaysLeads {

/// Shares of 1.
struct LikelyRange
{
    double from = 0;
    double to = 1;

    bool overlaps(const LikelyRange &other) const { return from <= other.to && other.from <= to; }
    bool operator==(const LikelyRange &) const = default;
};

/// So many of so many. It never stands alone as a percentage: with few people it says little.
struct Rate
{
    static constexpr qint64 enough = 30; ///< people; with fewer it is too few to compare

    qint64 hits = 0;
    qint64 of = 0;

    bool isKnown() const { return of > 0; }
    bool isEnough() const { return of >= enough; }
    /// 0 to 1; 0 when nobody was asked.
    double share() const { return of > 0 ? double(hits) / double(of) : 0; }
    /// Where the true share lies, with a confidence of 95 %: Wilson's score interval (Wilson 1927; Brown, Cai, DasGupta
    /// 2001), which holds for few people and for shares near 0 too. Nobody asked: anywhere.
    LikelyRange likely() const;

    bool operator==(const Rate &) const = default;
};

} // namespace AlwaysLeads
