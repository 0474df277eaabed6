#include "lead/LeadQueryAnswer.h"

#include "lead/LeadQueryWalk.h"
#include "lead/LeadSearch.h"
#include "lead/RawStatement.h"
#include "storage/JsonIds.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

namespace AlwaysLeads {

namespace {

/// Times in milliseconds, measured at a million people (docs/performance.md).
constexpr double firstWalk = 2; ///< some thousand rows: where a great many fit, that is all there is to do
constexpr double slice = 1; ///< of reading the index, before it is asked again whether walking would be sooner done
constexpr double deciding = 6;
constexpr double unevenness = 1.3; ///< those who fit may stand less dense further down the list
constexpr double patience = 2.5; ///< times as long as a walk was thought to take
constexpr double walking = 12; ///< without a text
constexpr double rowOfSorting = 0.00002;
constexpr size_t fewIds = 400; ///< that SQLite puts in order faster than we look up their places
constexpr size_t someIds = 2000; ///< so many without a kept order are not worth making one
constexpr size_t metIds = 900; ///< more are met sooner in an index than put in order by SQLite
constexpr size_t looksBetweenTimes = 32;

const QString fromLeads = QStringLiteral("FROM lead LEFT JOIN company ON company.id = lead.company_id ");

double millisecondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

std::vector<LeadId> LeadQueryAnswer::leadIds(std::span<const qint64> ids)
{
    std::vector<LeadId> list;
    list.reserve(ids.size());
    for (const qint64 id : ids) {
        list.emplace_back(id);
    }
    return list;
}

/// The rows that the full-text index names, by rising id, as far as they were read.
struct LeadQueryAnswer::Hits
{
    Hits(Connection &connection, const QString &match)
        : rows(connection, QStringLiteral("SELECT rowid FROM lead_search WHERE lead_search MATCH ?"), {match})
    {
    }
    /// Reads on until it has taken so long in all; a negative time means to the end.
    Result<> read(double until)
    {
        QElapsedTimer timer;
        timer.start();
        const double before = timeRead;
        while (rows.next()) {
            ids.push_back(rows.number(0));
            if (until >= 0 && ids.size() % looksBetweenTimes == 0 && before + millisecondsOf(timer) > until) {
                break;
            }
        }
        timeRead = before + millisecondsOf(timer);
        return rows.outcome();
    }
    /// How long it would take to read to the end and to put all in order, going by the part that was read.
    double rest(qint64 highest) const
    {
        if (ids.empty()) {
            return 0;
        }
        const double share = double(highest - ids.back()) / std::max(1.0, double(ids.back()));
        return timeRead * share + double(ids.size()) * (1 + share) * rowOfSorting;
    }
    RawStatement rows;
    std::vector<qint64> ids;
    double timeRead = 0;
};

LeadQueryAnswer::LeadQueryAnswer(Connection &connection, LeadOrders &orders, const QDateTime &now)
    : m_connection(connection)
    , m_orders(orders)
    , m_now(now)
    , m_version(orders.version())
{
}

Result<std::vector<qint64>> LeadQueryAnswer::read(const QString &sql, const QVariantList &values)
{
    RawStatement rows(m_connection, sql, values);
    std::vector<qint64> ids;
    while (rows.next()) {
        ids.push_back(rows.number(0));
    }
    return rows.outcome().map([&] { return std::move(ids); });
}

/// One statement after the other gives everybody in order, also the deleted.
QList<LeadSql> LeadQueryAnswer::everybody() const
{
    if (!m_sort.byCompany) {
        return {{QStringLiteral("SELECT lead.id %1 ORDER BY %2").arg(fromLeads, m_sort.by.text), m_sort.by.values}};
    }
    const QStringList sides = m_sort.by.text.split(QLatin1Char(';'));
    return {{QStringLiteral("SELECT lead.id FROM company CROSS JOIN lead ON lead.company_id = company.id ORDER BY ")
                 + sides.at(0),
             {}},
            {QStringLiteral("SELECT lead.id FROM lead WHERE lead.company_id IS NULL ORDER BY ") + sides.at(1), {}}};
}

Result<std::shared_ptr<const LeadOrder>> LeadQueryAnswer::order(bool again)
{
    if (auto kept = m_orders.order(m_sort.name); kept && !again) {
        return kept;
    }
    auto made = std::make_shared<LeadOrder>();
    const QList<LeadSql> statements = everybody();
    for (const LeadSql &statement : statements) {
        Result<std::vector<qint64>> ids = read(statement.text, statement.values);
        if (!ids) {
            return failureOf(std::move(ids));
        }
        made->ids.insert(made->ids.end(), ids->begin(), ids->end());
    }
    const qint64 highest = made->ids.empty() ? 0 : *std::ranges::max_element(made->ids);
    if (highest > highestId) {
        return failure(ErrorKind::Storage, tr("There are too many people to search through."));
    }
    made->ranks.assign(size_t(highest) + 1, LeadOrder::none);
    for (size_t place = 0; place < made->ids.size(); ++place) {
        made->ranks[size_t(made->ids[place])] = quint32(place);
    }
    m_orders.keepOrder(m_sort.name, made, m_version);
    return std::shared_ptr<const LeadOrder>(made);
}

QString LeadQueryAnswer::setName() const
{
    QString name = m_condition.text;
    for (const QVariant &value : std::as_const(m_condition.values)) {
        const bool time = value.typeId() == QMetaType::QDateTime;
        name += QLatin1Char('|') + (time ? QString::number(value.toDateTime().toMSecsSinceEpoch()) : value.toString());
    }
    return name;
}

bool LeadQueryAnswer::knowsSet() const
{
    return m_takesAll || m_orders.set(setName()) != nullptr;
}

Result<std::shared_ptr<const LeadSet>> LeadQueryAnswer::set()
{
    const QString name = setName();
    if (auto kept = m_orders.set(name)) {
        return kept;
    }
    Result<qint64> highest = m_connection.number(QStringLiteral("SELECT max(id) FROM lead"));
    if (!highest) {
        return failureOf(std::move(highest));
    }
    if (*highest > highestId) {
        return failure(ErrorKind::Storage, tr("There are too many people to search through."));
    }
    auto made = std::make_shared<LeadSet>(size_t(*highest) + 1, m_takesAll);
    const QString wanted = m_takesAll ? QStringLiteral("SELECT id FROM lead WHERE deleted_at IS NOT NULL")
                                      : QStringLiteral("SELECT lead.id %1 WHERE %2").arg(fromLeads, m_condition.text);
    Result<std::vector<qint64>> ids = read(wanted, m_takesAll ? QVariantList() : m_condition.values);
    if (!ids) {
        return failureOf(std::move(ids));
    }
    for (const qint64 id : *ids) {
        (*made)[size_t(id)] = !m_takesAll;
    }
    m_orders.keepSet(name, made, m_version);
    return std::shared_ptr<const LeadSet>(made);
}

Result<std::vector<qint64>> LeadQueryAnswer::sortedBySql(const std::vector<qint64> &ids)
{
    const QString order = m_sort.byCompany
        ? QStringLiteral("company.id IS NULL, ") + m_sort.by.text.section(QLatin1Char(';'), 0, 0)
        : m_sort.by.text;
    return read(QStringLiteral("SELECT lead.id FROM json_each(?) AS wanted CROSS JOIN lead ON lead.id = wanted.value "
                               "LEFT JOIN company ON company.id = lead.company_id WHERE %1 ORDER BY %2")
                    .arg(m_walkCondition.text, order),
                QVariantList{jsonIds(ids)} + m_walkCondition.values + m_sort.by.values);
}

Result<std::vector<qint64>> LeadQueryAnswer::fitting(std::span<const qint64> ids)
{
    if (knowsSet()) {
        Result<std::shared_ptr<const LeadSet>> fits = set();
        if (!fits) {
            return failureOf(std::move(fits));
        }
        const LeadSet &known = **fits;
        if (std::ranges::all_of(ids, [&](qint64 id) { return size_t(id) < known.size(); })) {
            std::vector<qint64> fit;
            std::ranges::copy_if(ids, std::back_inserter(fit), [&](qint64 id) { return known[size_t(id)]; });
            return fit;
        } // somebody came while nobody said so
    }
    return read(QStringLiteral("SELECT lead.id FROM json_each(?) AS wanted CROSS JOIN lead ON lead.id = wanted.value "
                               "LEFT JOIN company ON company.id = lead.company_id WHERE %1 ORDER BY wanted.key")
                    .arg(m_walkCondition.text),
                QVariantList{jsonIds(ids)} + m_walkCondition.values);
}

Result<LeadQueryAnswer::First> LeadQueryAnswer::sorted(std::vector<qint64> ids, size_t most)
{
    const bool isInOrder = m_orders.order(m_sort.name) != nullptr;
    const bool isMet = !isInOrder && m_sort.isWalkable && !m_isRare;
    if (ids.size() <= (isInOrder ? fewIds : isMet ? metIds : someIds)) {
        return sortedBySql(ids).map([](const std::vector<qint64> &all) { return First{leadIds(all), true}; });
    }
    if (isMet) {
        return meet(ids, most);
    }
    Result<std::shared_ptr<const LeadOrder>> places = order();
    if (!places) {
        return failureOf(std::move(places));
    }
    const auto isNew = [&](qint64 id) { return (*places)->rankOf(id) == LeadOrder::none; };
    if (std::ranges::any_of(ids, isNew)) { // somebody came while nobody said so
        places = order(true);
        if (!places) {
            return failureOf(std::move(places));
        }
    }
    std::vector<quint32> ranks;
    ranks.reserve(ids.size());
    for (const qint64 id : ids) {
        if (const quint32 rank = (*places)->rankOf(id); rank != LeadOrder::none) {
            ranks.push_back(rank);
        }
    }
    First first;
    std::vector<qint64> found;
    size_t done = 0;
    for (size_t step = std::max(most * 2, size_t(128)); done < ranks.size() && found.size() < most; step *= 2) {
        const size_t end = std::min(ranks.size(), done + step);
        const auto begin = ranks.begin() + std::ptrdiff_t(done);
        const auto stop = ranks.begin() + std::ptrdiff_t(end);
        if (end < ranks.size()) {
            std::nth_element(begin, stop, ranks.end());
        }
        std::sort(begin, stop);
        std::vector<qint64> next;
        for (auto rank = begin; rank != stop; ++rank) {
            next.push_back((*places)->ids[*rank]);
        }
        Result<std::vector<qint64>> fit = fitting(next);
        if (!fit) {
            return failureOf(std::move(fit));
        }
        found.insert(found.end(), fit->begin(), fit->end());
        done = end;
    }
    first.isAll = done == ranks.size();
    if (!first.isAll && found.size() > most) {
        found.resize(most);
    }
    first.ids = leadIds(found);
    return first;
}

Result<LeadQueryAnswer::First> LeadQueryAnswer::first(size_t most)
{
    if (m_match.isEmpty()) {
        return firstOfAll(most);
    }
    Walk walk(*this, most);
    bool mayWalk = walk.isPossible();
    if (mayWalk) {
        const Result<bool> enough = walk.goOn(firstWalk);
        if (!enough) {
            return failureOf(enough);
        }
        if (*enough) {
            return First{walk.found(), walk.isAll()};
        }
    }
    Hits hits(m_connection, m_match);
    const Result<qint64> highest = m_connection.number(QStringLiteral("SELECT max(id) FROM lead"));
    if (!highest) {
        return failureOf(highest);
    }
    for (double until = slice; mayWalk && until <= deciding; until += slice) {
        if (Result<> read = hits.read(until); !read) {
            return failureOf(std::move(read));
        }
        if (hits.rows.isAtEnd()) {
            break;
        }
        if (walk.rest() * unevenness < hits.rest(*highest)) {
            const Result<bool> enough = walk.goOn(walk.rest() * patience + slice);
            if (!enough) {
                return failureOf(enough);
            }
            if (*enough) {
                return First{walk.found(), walk.isAll()};
            }
            mayWalk = false;
        }
    }
    return hits.read(-1).and_then([&] { return sorted(std::move(hits.ids), most); });
}

Result<LeadQueryAnswer::First> LeadQueryAnswer::firstOfAll(size_t most)
{
    Walk walk(*this, most);
    if (walk.isPossible()) {
        const Result<bool> enough = walk.goOn(walking);
        if (!enough) {
            return failureOf(enough);
        }
        if (*enough) {
            return First{walk.found(), walk.isAll()};
        }
    }
    return all().map([most](std::vector<LeadId> everybody) {
        const bool isAll = everybody.size() <= std::max(most, someIds);
        if (!isAll) {
            everybody.resize(most);
        }
        return First{std::move(everybody), isAll};
    });
}

Result<std::vector<LeadId>> LeadQueryAnswer::everybodyIn(const LeadSet &set)
{
    std::vector<LeadId> found;
    found.reserve(size_t(std::ranges::count(set, true)));
    const QList<LeadSql> statements = everybody();
    for (const LeadSql &statement : statements) {
        RawStatement rows(m_connection, statement.text, statement.values);
        while (rows.next()) {
            const qint64 id = rows.number(0);
            if (size_t(id) < set.size() && set[size_t(id)]) {
                found.emplace_back(id);
            }
        }
        if (Result<> read = rows.outcome(); !read) {
            return failureOf(std::move(read));
        }
    }
    return found;
}

Result<std::vector<LeadId>> LeadQueryAnswer::all()
{
    std::vector<qint64> hits;
    if (!m_match.isEmpty()) {
        Hits rows(m_connection, m_match);
        if (Result<> read = rows.read(-1); !read) {
            return failureOf(std::move(read));
        }
        hits = std::move(rows.ids);
        if (hits.size() <= someIds) {
            return sortedBySql(hits).map([](const std::vector<qint64> &ids) { return leadIds(ids); });
        }
    }
    Result<std::shared_ptr<const LeadSet>> fits = set();
    if (!fits) {
        return failureOf(std::move(fits));
    }
    if (m_takesAll && m_match.isEmpty() && m_sort.isWalkable && !m_orders.order(m_sort.name)) {
        return everybodyIn(**fits); // whoever only looks at the list needs no order of everybody in memory
    }
    Result<std::shared_ptr<const LeadOrder>> places = order();
    if (!places) {
        return failureOf(std::move(places));
    }
    const size_t highest = (*fits)->size();
    const auto isNew = [&](qint64 id) { return (*places)->rankOf(id) == LeadOrder::none; };
    if (highest > (*places)->ranks.size() || std::ranges::any_of(hits, isNew)) {
        places = order(true);
        if (!places) {
            return failureOf(std::move(places));
        }
    }
    LeadSet hit;
    if (!m_match.isEmpty()) {
        hit.assign(highest, false);
        for (const qint64 id : hits) {
            if (size_t(id) < highest) {
                hit[size_t(id)] = true;
            }
        }
    }
    std::vector<LeadId> found;
    for (const qint64 id : (*places)->ids) {
        const auto at = size_t(id);
        if (at < highest && (**fits)[at] && (m_match.isEmpty() || hit[at])) {
            found.emplace_back(id);
        }
    }
    return found;
}

Result<qint64> LeadQueryAnswer::count()
{
    if (!m_match.isEmpty()) {
        return m_connection.number(
            QStringLiteral("SELECT count(*) %1 WHERE %2 AND lead.id IN (SELECT rowid FROM lead_search WHERE "
                           "lead_search MATCH ?)")
                .arg(fromLeads, m_condition.text),
            m_condition.values + QVariantList{m_match});
    }
    return m_connection.number(QStringLiteral("SELECT count(*) %1 WHERE %2").arg(fromLeads, m_condition.text),
                               m_condition.values);
}

} // namespace AlwaysLeads
