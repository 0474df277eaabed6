#include "analytics/AnalyticsStore.h"

#include "analytics/LedgerFiguresStore.h"
#include "lead/RawStatement.h"
#include "outbox/Outbox.h"
#include "outbox/OutboxStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int mostBars = 93;

QString purposeName(const QString &word)
{
    if (word.startsWith(QLatin1String("write mail"))) {
        return AnalyticsStore::tr("Writing mails");
    }
    if (word == QLatin1String("answer reply")) {
        return AnalyticsStore::tr("Answering replies");
    }
    if (word == QLatin1String("classify reply")) {
        return AnalyticsStore::tr("Reading replies");
    }
    if (word.startsWith(QLatin1String("qualify"))) {
        return AnalyticsStore::tr("Judging leads");
    }
    return AnalyticsStore::tr("Other questions");
}

} // namespace

BucketSize bucketSizeFor(qint64 days)
{
    return days <= mostBars ? BucketSize::Day : days <= mostBars * 7 ? BucketSize::Week : BucketSize::Month;
}

QList<TimeBucket> bucketsOf(const LocalDays &days, BucketSize size, const std::vector<qint64> &mails,
                            const std::vector<qint64> &replies, const std::vector<qint64> &costs)
{
    QList<TimeBucket> buckets;
    for (int day = 0; day < days.count(); ++day) {
        const QDate date = days.date(day);
        const bool begins = buckets.isEmpty() || size == BucketSize::Day
            || (size == BucketSize::Week && date.dayOfWeek() == Qt::Monday)
            || (size == BucketSize::Month && date.day() == 1);
        if (begins) {
            buckets.append(TimeBucket{date, date});
        }
        TimeBucket &bucket = buckets.last();
        bucket.to = date;
        bucket.mails += mails[size_t(day)];
        bucket.replies += replies[size_t(day)];
        bucket.costMicros += costs[size_t(day)];
    }
    return buckets;
}

Result<Figures> AnalyticsStore::figures(Connection &connection, const AnalyticsQuery &query, const QDateTime &now,
                                        const QTimeZone &zone) const
{
    const QDate today = dateIn(zone, toMoment(now));
    Result<QDate> first = firstDay(connection, query, today, zone);
    Result<qint64> ever =
        connection.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM send WHERE intent_at IS NOT NULL AND state IN "
                                         "('accepted', 'refused for good'))"));
    if (!first || !ever) {
        return first ? failureOf(std::move(ever)) : failureOf(std::move(first));
    }
    Figures figures;
    figures.query = query;
    figures.first = *first;
    figures.last = today;
    figures.hasEverSent = *ever != 0;
    const LocalDays days(*first, today, zone);
    LedgerFiguresStore ledger(days, query.campaign);
    if (Result<> read = ledger.read(connection, now, figures); !read) {
        return failureOf(std::move(read));
    }
    Result<std::vector<qint64>> costs = readCosts(connection, days, figures);
    if (!costs) {
        return failureOf(std::move(costs));
    }
    figures.bucketSize = bucketSizeFor(days.count());
    figures.overTime = bucketsOf(days, figures.bucketSize, ledger.mailsByDay(), ledger.repliesByDay(), *costs);
    if (Result<> read = readWaiting(connection, now, figures); !read) {
        return failureOf(std::move(read));
    }
    if (Result<> read = readCampaigns(connection, figures); !read) {
        return failureOf(std::move(read));
    }
    return figures;
}

Result<QList<LeadId>> AnalyticsStore::people(Connection &connection, const FigurePeople &wanted, const QDateTime &now,
                                             const QTimeZone &zone) const
{
    const QDate today = dateIn(zone, toMoment(now));
    Result<QDate> first = firstDay(connection, wanted.query, today, zone);
    if (!first) {
        return failureOf(std::move(first));
    }
    const LocalDays days(*first, today, zone);
    return LedgerFiguresStore(days, wanted.query.campaign).people(connection, now, wanted);
}

Result<QDate> AnalyticsStore::firstDay(Connection &connection, const AnalyticsQuery &query, QDate today,
                                       const QTimeZone &zone) const
{
    if (const int days = daysOf(query.period); days > 0) {
        return today.addDays(1 - days);
    }
    // Each by an index of its own: NULL where there is none yet.
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT min(at) FROM (SELECT min(intent_at) AS at FROM send WHERE intent_at IS NOT NULL UNION "
                       "ALL SELECT min(received_at) FROM reply UNION ALL SELECT min(at) FROM assistant_call)"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QDate first = today;
    if (rows->next() && !rows->isNull(0)) {
        first = std::clamp(dateIn(zone, toMoment(rows->time(0))), today.addDays(-mostDays), today);
    }
    return rows->outcome(first);
}

Result<std::vector<qint64>> AnalyticsStore::readCosts(Connection &connection, const LocalDays &days,
                                                      Figures &figures) const
{
    QString sql = QStringLiteral("SELECT a.at, a.cost_micros, a.purpose FROM assistant_call a");
    QVariantList values{toDateTime(days.from()), toDateTime(days.until())};
    const QString when = QStringLiteral(" WHERE a.at >= ? AND a.at < ?");
    if (figures.query.campaign.isNull()) {
        sql += when;
    } else {
        sql += QStringLiteral(" JOIN draft d ON d.id = a.draft_id") + when + QStringLiteral(" AND d.campaign_id = ?");
        values.append(figures.query.campaign.value());
    }
    RawStatement rows(connection, sql, values);
    std::vector<qint64> byDay(size_t(days.count()));
    while (rows.next()) {
        const qint64 cost = rows.number(1);
        const std::string_view word = rows.text(2);
        const QString purpose = purposeName(QString::fromUtf8(word.data(), qsizetype(word.size())));
        auto found = std::ranges::find(figures.costs, purpose, &CostFigure::purpose);
        if (found == figures.costs.end()) {
            figures.costs.append(CostFigure{purpose});
            found = std::prev(figures.costs.end());
        }
        ++found->calls;
        found->micros += cost;
        figures.costMicros += cost;
        byDay[size_t(days.dayAt(rows.number(0)))] += cost;
    }
    if (Result<> read = rows.outcome(); !read) {
        return failureOf(std::move(read));
    }
    std::ranges::stable_sort(figures.costs, std::greater<>(), &CostFigure::micros);
    return byDay;
}

Result<> AnalyticsStore::readWaiting(Connection &connection, const QDateTime &now, Figures &figures) const
{
    using Kind = WaitingFigure::Kind;
    const bool all = figures.query.campaign.isNull();
    const QVariantList values = all ? QVariantList() : QVariantList{figures.query.campaign.value()};
    const QString only = all ? QString() : QStringLiteral(" AND c.id = ?");
    Result<Query> drafts = connection.query(
        QStringLiteral("SELECT d.state, count(*) FROM draft d JOIN campaign c ON c.id = d.campaign_id WHERE d.state IN "
                       "('ready', 'blocked', 'lapsed') AND c.deleted_at IS NULL%1 GROUP BY d.state")
            .arg(only),
        values);
    if (!drafts) {
        return failureOf(std::move(drafts));
    }
    while (drafts->next()) {
        const QString state = drafts->text(0);
        WaitingFigure figure;
        figure.kind = state == QLatin1String("ready") ? Kind::Review
            : state == QLatin1String("blocked")       ? Kind::Blocked
                                                      : Kind::Lapsed;
        figure.text = figure.kind == Kind::Review ? tr("Drafts wait for your review")
            : figure.kind == Kind::Blocked        ? tr("Drafts lack a value")
                                                  : tr("Drafts must be read again");
        figure.count = drafts->number(1);
        figures.waiting.append(figure);
    }
    if (Result<int> read = drafts->outcome(0); !read) {
        return failureOf(std::move(read));
    }
    Result<qint64> tasks = connection.number(
        // As the campaign lists them.
        QStringLiteral("SELECT count(*) FROM step_outcome o JOIN campaign c ON c.id = o.campaign_id JOIN lead l ON "
                       "l.id = o.lead_id JOIN campaign_step s ON s.id = o.step_id JOIN enrolment e ON e.campaign_id = "
                       "o.campaign_id AND e.lead_id = o.lead_id WHERE o.outcome = 'open task' AND c.deleted_at IS NULL "
                       "AND l.deleted_at IS NULL AND s.removed_at IS NULL AND e.left_reason IS NULL%1")
            .arg(only),
        values);
    if (!tasks) {
        return failureOf(std::move(tasks));
    }
    if (*tasks > 0) {
        figures.waiting.append({Kind::Tasks, SendReason::None, tr("Tasks for you, such as a call"), *tasks});
    }
    if (Result<> read = readOutbox(connection, now, figures); !read) {
        return read;
    }
    std::ranges::stable_sort(figures.waiting, std::greater<>(), &WaitingFigure::count);
    return {};
}

/// As the outbox foretells it, so that both say the same.
Result<> AnalyticsStore::readOutbox(Connection &connection, const QDateTime &now, Figures &figures) const
{
    Result<OutboxPage> page = OutboxStore(m_policy).page(connection, OutboxShelf::Waiting, now);
    if (!page) {
        return failureOf(std::move(page));
    }
    QHash<SendId, bool> own;
    const bool all = figures.query.campaign.isNull();
    if (!all) {
        Result<Query> rows =
            connection.query(QStringLiteral("SELECT id FROM send WHERE state IN ('waiting', 'refused for now', "
                                            "'handing over', 'unknown') AND campaign_id = ?"),
                             {figures.query.campaign.value()});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            own.insert(SendId(rows->number(0)), true);
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    WaitingFigure unknown{WaitingFigure::Kind::Unknown, SendReason::None, tr("Mails of unknown fate need your word"),
                          0};
    for (const OutboxRow &row : std::as_const(page->unknown)) {
        unknown.count += all || own.contains(row.id) ? 1 : 0;
    }
    if (unknown.count > 0) {
        figures.waiting.append(unknown);
    }
    QHash<SendReason, qint64> counts;
    for (const OutboxRow &row : std::as_const(page->rows)) {
        counts[row.reason] += all || own.contains(row.id) ? 1 : 0;
    }
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (count.value() > 0) {
            figures.waiting.append(
                {WaitingFigure::Kind::Outbox, count.key(),
                 count.key() == SendReason::None ? tr("Leaving at this moment") : Outbox::sentence(count.key()),
                 count.value()});
        }
    }
    return {};
}

Result<> AnalyticsStore::readCampaigns(Connection &connection, Figures &figures) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT id, name FROM campaign WHERE deleted_at IS NULL AND id NOT IN (SELECT "
                                        "campaign_id FROM answer_campaign) ORDER BY name COLLATE NOCASE, id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        figures.campaigns.append({CampaignId(rows->number(0)), rows->text(1)});
    }
    Result<int> read = rows->outcome(0);
    return read ? Result<>() : failureOf(std::move(read));
}

} // namespace AlwaysLeads
