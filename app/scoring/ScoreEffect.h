#pragma once

#include "scoring/ScoreJudge.h"

namespace AlwaysLeads {

/// What other rules would do to the present people. Adds up in portions, so that a part of it can be shown while the
/// rest is read.
struct ScoreEffect
{
    static constexpr int buckets = 10; ///< 0 to 9, 10 to 19, …, 90 to 100
    static constexpr qsizetype mostExamples = 3; ///< in each direction

    struct Example
    {
        LeadId id;
        QString name;
        QString company;
        int before = 0;
        int after = 0;
        QString reason; ///< of the part that changes most

        bool operator==(const Example &) const = default;
    };

    qint64 people = 0; ///< all there are
    qint64 looked = 0;
    qint64 up = 0;
    qint64 down = 0;
    qint64 same = 0;
    qint64 fresh = 0; ///< had no score yet
    qint64 byHand = 0; ///< stay as they are
    std::array<qint64, buckets> before{};
    std::array<qint64, buckets> after{};
    QList<Example> rising; ///< those that rise most, most first
    QList<Example> falling;

    static constexpr int bucketOf(int score) { return score >= 100 ? buckets - 1 : score / buckets; }
    void add(const ScoreSubject &subject, const ScoreCard &card);

    bool operator==(const ScoreEffect &) const = default;
};

} // namespace AlwaysLeads
