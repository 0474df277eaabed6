#include "analytics/Figures.h"

namespace AlwaysLeads {

int daysOf(AnalyticsQuery::Period period)
{
    switch (period) {
    case AnalyticsQuery::Period::Week:
        return 7;
    case AnalyticsQuery::Period::Month:
        return 30;
    case AnalyticsQuery::Period::Quarter:
        return 90;
    case AnalyticsQuery::Period::All:
        break;
    }
    return 0;
}

Comparison comparisonOf(const QList<BreakdownRow> &rows, qsizetype row)
{
    const Rate own = rows.at(row).tally.replies();
    if (!own.isEnough()) {
        return Comparison::TooFew;
    }
    bool overlaps = false;
    bool hasOther = false;
    for (qsizetype other = 0; other < rows.size(); ++other) {
        const Rate rate = rows.at(other).tally.replies();
        if (other == row || !rate.isEnough()) {
            continue;
        }
        hasOther = true;
        if (rate.share() >= own.share()) {
            return Comparison::None;
        }
        overlaps = overlaps || rate.likely().overlaps(own.likely());
    }
    if (!hasOther) {
        return Comparison::None;
    }
    return overlaps ? Comparison::Highest : Comparison::HighestByFar;
}

} // namespace AlwaysLeads
