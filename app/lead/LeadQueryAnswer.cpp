#include "lead/LeadQueryAnswer.h"

#include "lead/LeadSearch.h"
#include "lead/LeadTextMatch.h"
#include "lead/RawStatement.h"
#include "storage/JsonIds.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

namespace AlwaysLeads {

namespace {

/// Times in milliseconds, measured at a million people (docs/performance.md).
constexpr double readingHits = 5;
constexpr double walking = 12;
constexpr double rowOfWalk = 0.007;
constexpr double rowOfOrder = 0.0001; ///< to make a kept order
constexpr size_t fewIds = 400; ///< that SQLite puts in order faster than we look up their places
constexpr size_t someIds = 2000; ///< so many without a kept order are not worth making one
constexpr size_t walkedAtOnce = 128;
constexpr size_t looksBetweenTimes = 128;

std::vector<LeadId> leadIds(std::span<const qint64> ids)
{
    std::vector<LeadId> list;
    list.reserve(ids.size());
    for (const qint64 id : ids) {
        list.emplace_back(id);
    }
    return list;
}

const QString fromLeads = QStringLiteral("FROM lead LEFT JOIN company ON company.id = lead.company_id ");

double millisecondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

/// The rows that the full-text index names, by rising id, as far as they were read.
struct LeadQueryAnswer::Hits
{
    Hits(Connection &connection, const QString &match)
        : rows(connection, QStringLiteral("SELECT rowid FROM lead_search WHERE lead_search MATCH ?"), {match})
    {
        timer.start();
    }
    /// Reads on until the time is up; a negative time means to the end.
    Result<> read(double milliseconds)
    {
        while (rows.next()) {
            ids.push_back(rows.number(0));
            if (milliseconds >= 0 && ids.size() % looksBetweenTimes == 0 && millisecondsOf(timer) > milliseconds) {
                return {};
            }
        }
        return rows.outcome();
    }
    RawStatement rows;
    std::vector<qint64> ids;
    QElapsedTimer timer;
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

Result<std::shared_ptr<const LeadOrder>> LeadQueryAnswer::order(bool again)
{
    if (auto kept = m_orders.order(m_sort.name); kept && !again) {
        return kept;
    }
    auto made = std::make_shared<LeadOrder>();
    const auto append = [&](const QString &sql, const QVariantList &values) -> Result<> {
        return read(sql, values).map([&](const std::vector<qint64> &ids) {
            made->ids.insert(made->ids.end(), ids.begin(), ids.end());
        });
    };
    if (m_sort.byCompany) {
        const QStringList sides = m_sort.by.text.split(QLatin1Char(';'));
        if (Result<> with = append(QStringLiteral("SELECT lead.id FROM company CROSS JOIN lead ON lead.company_id = "
                                                  "company.id ORDER BY ")
                                       + sides.at(0),
                                   {});
            !with) {
            return failureOf(std::move(with));
        }
        if (Result<> without = append(
                QStringLiteral("SELECT lead.id FROM lead WHERE lead.company_id IS NULL ORDER BY ") + sides.at(1), {});
            !without) {
            return failureOf(std::move(without));
        }
    } else if (Result<> everybody = append(
                   QStringLiteral("SELECT lead.id %1 ORDER BY %2").arg(fromLeads, m_sort.by.text), m_sort.by.values);
               !everybody) {
        return failureOf(std::move(everybody));
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

Result<std::shared_ptr<const LeadSet>> LeadQueryAnswer::set()
{
    QString name = m_condition.text;
    for (const QVariant &value : std::as_const(m_condition.values)) {
        const bool time = value.typeId() == QMetaType::QDateTime;
        name += QLatin1Char('|') + (time ? QString::number(value.toDateTime().toMSecsSinceEpoch()) : value.toString());
    }
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
    return read(QStringLiteral("SELECT lead.id FROM json_each(?) AS wanted CROSS JOIN lead ON lead.id = wanted.value "
                               "LEFT JOIN company ON company.id = lead.company_id WHERE %1 ORDER BY wanted.key")
                    .arg(m_walkCondition.text),
                QVariantList{jsonIds(ids)} + m_walkCondition.values);
}

Result<LeadQueryAnswer::First> LeadQueryAnswer::sorted(std::vector<qint64> ids, size_t most)
{
    if (ids.size() <= fewIds || (ids.size() <= someIds && !m_orders.order(m_sort.name))) {
        return sortedBySql(ids).map([](const std::vector<qint64> &all) { return First{leadIds(all), true}; });
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

Result<bool> LeadQueryAnswer::walkRows(const LeadSql &rows, size_t most, double until, std::vector<qint64> &into)
{
    QElapsedTimer timer;
    timer.start();
    std::optional<LeadTextMatch> text;
    if (!m_match.isEmpty()) {
        text.emplace(m_connection, m_words);
        if (!text->isUsable()) {
            return false;
        }
    }
    RawStatement statement(m_connection, rows.text, rows.values);
    std::vector<std::string_view> columns(6);
    for (size_t looked = 1; into.size() < most && statement.next(); ++looked) {
        if (text) {
            for (int column = 0; column < int(columns.size()); ++column) {
                columns[size_t(column)] = statement.text(column + 1);
            }
        }
        if (!text || text->matches(columns)) {
            into.push_back(statement.number(0));
        }
        if (until >= 0 && looked % 16 == 0 && millisecondsOf(timer) > until) {
            return false;
        }
    }
    return statement.outcome().map([&] { return into.size() == most || statement.isAtEnd(); });
}

/// True when `into` holds the first `most` people, or all there are; false when the time was up before.
Result<bool> LeadQueryAnswer::walk(size_t most, double milliseconds, std::vector<qint64> &into)
{
    const QString select = m_match.isEmpty()
        ? QStringLiteral("SELECT lead.id ")
        : QStringLiteral(
            "SELECT lead.id, words.name, words.email, words.title, words.company, words.place, words.notes ");
    const QString words =
        m_match.isEmpty() ? QString() : QStringLiteral("CROSS JOIN lead_search AS words ON words.rowid = lead.id ");
    QElapsedTimer timer;
    timer.start();
    const auto left = [&] { return std::max(0.0, milliseconds - millisecondsOf(timer)); };
    if (const auto kept = m_orders.order(m_sort.name)) {
        const std::span<const qint64> ids(kept->ids);
        for (size_t begin = 0; begin < ids.size() && into.size() < most; begin += walkedAtOnce) {
            const auto chunk = ids.subspan(begin, std::min(walkedAtOnce, ids.size() - begin));
            const LeadSql rows{select
                                   + QStringLiteral("FROM json_each(?) AS wanted CROSS JOIN lead ON lead.id = "
                                                    "wanted.value LEFT JOIN company ON company.id = lead.company_id ")
                                   + words + QStringLiteral("WHERE %1 ORDER BY wanted.key").arg(m_walkCondition.text),
                               QVariantList{jsonIds(chunk)} + m_walkCondition.values};
            Result<bool> enough = walkRows(rows, most, left(), into);
            if (!enough || !*enough) {
                return enough;
            }
        }
        return true;
    }
    if (!m_sort.isWalkable) {
        return false;
    }
    const QString condition = QStringLiteral("WHERE %1 ").arg(m_walkCondition.text);
    if (!m_sort.byCompany) {
        return walkRows({select + fromLeads + words + condition + QStringLiteral("ORDER BY ") + m_sort.by.text,
                         m_walkCondition.values + m_sort.by.values},
                        most, left(), into);
    }
    const QStringList sides = m_sort.by.text.split(QLatin1Char(';'));
    Result<bool> enough =
        walkRows({select + QStringLiteral("FROM company CROSS JOIN lead ON lead.company_id = company.id ") + words
                      + condition + QStringLiteral("ORDER BY ") + sides.at(0),
                  m_walkCondition.values},
                 most, left(), into);
    if (!enough || !*enough || into.size() == most) {
        return enough;
    }
    return walkRows(
        {select + fromLeads + words + condition + QStringLiteral("AND lead.company_id IS NULL ORDER BY ") + sides.at(1),
         m_walkCondition.values},
        most, left(), into);
}

Result<LeadQueryAnswer::First> LeadQueryAnswer::first(size_t most)
{
    std::optional<Hits> hits;
    double patience = m_isRare ? 0 : walking;
    if (!m_match.isEmpty()) {
        hits.emplace(m_connection, m_match);
        if (Result<> read = hits->read(readingHits); !read) {
            return failureOf(std::move(read));
        }
        const bool isAll = hits->rows.isAtEnd();
        const bool isInOrder = m_orders.order(m_sort.name) != nullptr;
        if (isAll && (isInOrder || hits->ids.size() <= someIds || !m_sort.isWalkable || m_isRare)) {
            return sorted(std::move(hits->ids), most);
        }
        // How long either way would take, going by the part of the index that was read.
        Result<qint64> highest = m_connection.number(QStringLiteral("SELECT max(id) FROM lead"));
        if (!highest) {
            return failureOf(std::move(highest));
        }
        const auto everybody = double(*highest);
        const double covered = isAll ? everybody : std::max(1.0, double(hits->ids.back() - hits->ids.front()));
        const double density = double(hits->ids.size()) / std::max(1.0, covered);
        const double reading = readingHits * std::max(0.0, everybody - double(hits->ids.back())) / covered
            + (isInOrder ? 0 : everybody * rowOfOrder);
        const double walked = double(most) / density * rowOfWalk;
        patience = walked < reading && !m_isRare ? walked * 2 + 4 : 0;
    }
    if (patience > 0) {
        std::vector<qint64> found;
        Result<bool> enough = walk(most, patience, found);
        if (!enough) {
            return failureOf(std::move(enough));
        }
        if (*enough) {
            return First{leadIds(found), found.size() < most};
        }
    }
    if (hits) {
        return hits->read(-1).and_then([&] { return sorted(std::move(hits->ids), most); });
    }
    return all().map([most](std::vector<LeadId> everybody) {
        const bool isAll = everybody.size() <= std::max(most, someIds);
        if (!isAll) {
            everybody.resize(most);
        }
        return First{std::move(everybody), isAll};
    });
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
