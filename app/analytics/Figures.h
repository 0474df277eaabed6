#pragma once

#include "analytics/AnalyticsQuery.h"
#include "analytics/Rate.h"
#include "outbox/Send.h"

#include <QHash>
#include <QList>

#include <array>
#include <optional>

namespace AlwaysLeads {

/// People, each counted once. Somebody counts as written to when a mail to them was handed over in the period and their
/// server has said yes or no; as replied when they answered one of these mails, whenever the answer came.
struct Tally
{
    qint64 people = 0; ///< written to
    qint64 delivered = 0; ///< at least one mail was taken and did not come back
    qint64 replied = 0; ///< a person wrote back, whatever they said
    qint64 interested = 0;
    qint64 bounced = 0; ///< a mail was refused or came back
    qint64 optedOut = 0;
    qint64 meetings = 0; ///< agreed on a meeting after an answer

    Rate replies() const { return {replied, people}; }
    Rate interest() const { return {interested, people}; }
    bool operator==(const Tally &) const = default;
};

/// By what people are put side by side.
enum class Dimension { Campaign, Step, Variant, Mailbox, Segment, Hour };
constexpr int dimensionCount = int(Dimension::Hour) + 1;

struct BreakdownRow
{
    qint64 id = 0; ///< of the campaign, step, mailbox or list; the hour
    int version = 0; ///< of the step, where variants are compared
    int variant = -1; ///< 0 is A
    QString label;
    Tally tally;

    bool operator==(const BreakdownRow &) const = default;
};
/// Those whom one number of the dashboard counts.
struct FigurePeople
{
    enum class Who { WrittenTo, Delivered, Replied, Interested, Meeting, Bounced, OptedOut };

    AnalyticsQuery query;
    Who who = Who::WrittenTo;
    std::optional<Dimension> by; ///< only those of the row with these keys
    qint64 id = 0;
    int version = 0;
    int variant = -1;
    QDate from; ///< valid: only by mails that left on these days
    QDate to;

    bool operator==(const FigurePeople &) const = default;
};

/// What may be said of a row beside the others. Ranges that overlap never make a winner.
enum class Comparison { None, TooFew, Highest, HighestByFar };
Comparison comparisonOf(const QList<BreakdownRow> &rows, qsizetype row);

/// One bar.
struct TimeBucket
{
    QDate from;
    QDate to; ///< the last day of it
    qint64 mails = 0; ///< that left then
    qint64 replies = 0; ///< of people, that came in then
    qint64 costMicros = 0; ///< of Claude, in millionths of a US dollar

    bool operator==(const TimeBucket &) const = default;
};
enum class BucketSize { Day, Week, Month };

/// What has not left yet, and what it waits for.
struct WaitingFigure
{
    enum class Kind { Review, Blocked, Lapsed, Tasks, Unknown, Outbox };
    Kind kind = Kind::Outbox;
    SendReason reason = SendReason::None; ///< of those in the outbox
    QString text;
    qint64 count = 0;

    bool operator==(const WaitingFigure &) const = default;
};

struct CostFigure
{
    QString purpose; ///< "Writing mails"
    qint64 calls = 0;
    qint64 micros = 0;

    bool operator==(const CostFigure &) const = default;
};

struct CampaignChoice
{
    CampaignId id;
    QString name;

    bool operator==(const CampaignChoice &) const = default;
};

/// Everything the dashboard shows, read in one state of the database.
struct Figures
{
    AnalyticsQuery query;
    QDate first;
    QDate last;
    bool hasEverSent = false; ///< whatever the period and the campaign
    Tally people;
    qint64 mails = 0;
    qint64 replies = 0; ///< mails of people that came in
    BucketSize bucketSize = BucketSize::Day;
    QList<TimeBucket> overTime;
    std::array<QList<BreakdownRow>, dimensionCount> breakdowns;
    QList<WaitingFigure> waiting; ///< most first
    QList<CostFigure> costs; ///< dearest first
    qint64 costMicros = 0;
    QList<CampaignChoice> campaigns; ///< those with mails, by name

    const QList<BreakdownRow> &by(Dimension dimension) const { return breakdowns[size_t(dimension)]; }
    bool operator==(const Figures &) const = default;
};

} // namespace AlwaysLeads
