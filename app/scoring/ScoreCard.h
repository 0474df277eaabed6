#pragma once

#include "scoring/ScoreRules.h"

#include <QDateTime>

#include <numeric>
#include <optional>

namespace AlwaysLeads {

/// People by score, in ten steps of ten points: 0 to 9, …, 90 to 100.
using ScoreSpread = std::array<qint64, 10>;

/// What the rules make of one person.
struct ScoreCard
{
    std::array<int, scorePartCount> got{};
    std::array<QString, scorePartCount> reasons; ///< "Freight forwarder, 120 people"; empty: nothing counts

    int sum() const { return std::accumulate(got.begin(), got.end(), 0); }
    bool operator==(const ScoreCard &) const = default;
};

/// A score as it is kept.
struct LeadScore
{
    ScoreCard card;
    std::optional<int> byHand; ///< stays through every new scoring until it is cleared
    qint64 rulesVersion = 0;
    QDateTime at;

    int shown() const { return byHand.value_or(card.sum()); }
    bool operator==(const LeadScore &) const = default;
};

/// One rule held against one person, for "Why?".
struct ScoreLine
{
    ScorePart part = ScorePart::CompanyFit;
    QString rule; ///< "Title contains one of operations, dispatch"
    QString value; ///< what is known; empty: nothing
    int points = 0;
    bool counts = false;

    bool operator==(const ScoreLine &) const = default;
};

} // namespace AlwaysLeads
