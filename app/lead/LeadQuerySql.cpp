#include "lead/LeadQueryAnswer.h"

#include "lead/LeadSearch.h"
#include "storage/JsonIds.h"
#include "suppression/SuppressionStore.h"

#include <QJsonDocument>

#include <algorithm>
#include <memory>

namespace AlwaysLeads {

namespace {

constexpr qint64 minute = 60'000;

QString directionOf(Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? QStringLiteral("ASC") : QStringLiteral("DESC");
}

/// In the order of the work, not of the alphabet. lead_by_status_rank is an index on exactly this.
QString statusRank()
{
    QString rank = QStringLiteral("CASE lead.status");
    for (const LeadStatus status : allLeadStatuses()) {
        rank += QStringLiteral(" WHEN '%1' THEN %2").arg(toWord(status)).arg(int(status));
    }
    return rank + QStringLiteral(" END");
}

} // namespace

Result<> LeadQueryAnswer::prepare(const LeadQuery &query)
{
    const bool asksFields = !query.filter.isEmpty() || query.sort == LeadSort::Field
        || std::ranges::any_of(query.then, [](const LeadSortKey &key) { return key.by == LeadSort::Field; });
    if (asksFields) {
        Result<LeadFields> fields = LeadFieldStore().all(m_connection);
        if (!fields) {
            return failureOf(std::move(fields));
        }
        m_fields = std::move(*fields);
        if (Result<> fine = query.filter.check(m_fields); !fine) {
            return fine;
        }
    }
    // One moment for all searches of a minute, so that what was worked out for one serves the next.
    m_now = QDateTime::fromMSecsSinceEpoch(m_now.toMSecsSinceEpoch() / minute * minute, Qt::UTC);
    m_words = LeadSearch::wordsOf(query.text);
    m_match = LeadSearch::matchFor(query.text);
    writeSort(query);
    return writeConditions(query);
}

Result<> LeadQueryAnswer::writeConditions(const LeadQuery &query)
{
    QStringList plain;
    QStringList walked;
    QVariantList values;
    const auto add = [&](const QString &text, const QVariant &value = QVariant()) {
        plain << text;
        walked << QLatin1Char('+')
                + text; // a plus keeps SQLite from taking this condition's index instead of the order
        if (value.isValid()) {
            values << value;
        }
    };
    const bool deleted = query.view == LeadView::Deleted;
    add(deleted ? QStringLiteral("lead.deleted_at IS NOT NULL") : QStringLiteral("lead.deleted_at IS NULL"));
    if (deleted) { // who has become one with another is no deleted person, but a former address
        add(QStringLiteral("lead.merged_into IS NULL"));
    }
    const auto status = [&](LeadStatus wanted) { add(QStringLiteral("lead.status = ?"), toWord(wanted)); };
    switch (query.view) {
    case LeadView::All:
    case LeadView::Deleted:
        break;
    case LeadView::NewThisWeek:
        add(QStringLiteral("lead.created_at >= ?"), m_now.addDays(-7));
        break;
    case LeadView::WaitingForReply:
        status(LeadStatus::Contacted);
        break;
    case LeadView::Interested:
        status(LeadStatus::Interested);
        break;
    case LeadView::OptedOut:
        status(LeadStatus::OptedOut);
        break;
    }
    if (query.people) {
        add(QStringLiteral("lead.id IN (SELECT value FROM json_each(?))"), jsonIds(*query.people));
    }
    m_takesAll = query.view == LeadView::All && query.filter.isEmpty() && !query.people;
    m_isRare = deleted || query.people;
    if (!query.filter.isEmpty()) {
        Result<LeadSql> filter = filterCondition(query.filter);
        if (!filter) {
            return failureOf(std::move(filter));
        }
        plain << filter->text;
        walked << filter->text;
        values << filter->values;
    }
    m_condition = {plain.join(QStringLiteral(" AND ")), values};
    m_walkCondition = {walked.join(QStringLiteral(" AND ")), values};
    return {};
}

Result<LeadSql> LeadQueryAnswer::filterCondition(const LeadFilter &filter)
{
    LeadFilterSql sql(m_fields, m_now);
    bool asksSuppressed = filter.asksAbout(QStringLiteral("suppressed"));
    if (filter.asksAbout(QStringLiteral("segment"))) {
        QHash<qint64, LeadFilter> segments;
        Result<Query> rows =
            m_connection.query(QStringLiteral("SELECT id, filter FROM lead_list WHERE kind = 'segment'"));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            const QJsonObject object = QJsonDocument::fromJson(rows->text(1).toUtf8()).object();
            // One that can no longer be read holds nobody, rather than everybody.
            if (Result<LeadFilter> segment = LeadFilter::fromJson(object, m_fields)) {
                asksSuppressed = asksSuppressed || segment->asksAbout(QStringLiteral("suppressed"));
                segments.insert(rows->number(0), *segment);
            }
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
        sql.setSegments(segments);
    }
    if (asksSuppressed) {
        Result<QString> people = suppressedPeople();
        if (!people) {
            return failureOf(std::move(people));
        }
        sql.setSuppressed(*people);
    }
    return sql.condition(filter);
}

/// Their ids as JSON. Worked out once for as long as nothing about people changes: a million addresses take seconds.
Result<QString> LeadQueryAnswer::suppressedPeople()
{
    const QString name = QStringLiteral("suppressed people");
    std::shared_ptr<const LeadSet> people = m_orders.set(name);
    if (!people) {
        Result<LeadSet> found = findSuppressed();
        if (!found) {
            return failureOf(std::move(found));
        }
        people = std::make_shared<const LeadSet>(std::move(*found));
        m_orders.keepSet(name, people, m_version);
    }
    QStringList ids;
    for (size_t id = 0; id < people->size(); ++id) {
        if ((*people)[id]) {
            ids << QString::number(id);
        }
    }
    return QLatin1Char('[') + ids.join(QLatin1Char(',')) + QLatin1Char(']');
}

Result<LeadSet> LeadQueryAnswer::findSuppressed()
{
    const SuppressionStore suppression;
    LeadSet people;
    Result<bool> nobody = suppression.isEmpty(m_connection);
    if (!nobody || *nobody) {
        return nobody ? Result<LeadSet>(people) : failureOf(std::move(nobody));
    }
    Result<SuppressionSieve> sieve = suppression.sieve(m_connection);
    if (!sieve) {
        return failureOf(std::move(sieve));
    }
    Result<Query> rows = m_connection.query(QStringLiteral("SELECT id, email FROM lead WHERE email IS NOT NULL"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        const Result<EmailAddress> address = EmailAddress::parse(rows->text(1));
        if (!address || !sieve->mayHold(*address)) {
            continue;
        }
        const Result<std::optional<SuppressionEntry>> entry = suppression.find(m_connection, *address);
        if (!entry) {
            return failureOf(entry);
        }
        const qint64 id = rows->number(0);
        if (*entry && id <= highestId) {
            people.resize(std::max(people.size(), size_t(id) + 1));
            people[size_t(id)] = true;
        }
    }
    return rows->outcome(people);
}

LeadSql LeadQueryAnswer::wordsOfOne()
{
    return {QStringLiteral("SELECT c0, c1, c2, c3, c4, c5 FROM lead_search_content WHERE id = ?"), {0}};
}

void LeadQueryAnswer::writeSort(const LeadQuery &query)
{
    QStringList terms;
    QVariantList values;
    const QList<LeadSortKey> keys = query.sortKeys();
    bool walkable = keys.size() == 1;
    for (const LeadSortKey &key : keys) {
        const QString direction = directionOf(key.order);
        const auto column = [&](const char *expression) {
            terms << QStringLiteral("%1 %2 NULLS LAST").arg(QLatin1String(expression), direction);
        };
        switch (key.by) {
        case LeadSort::Name:
            terms
                << QStringLiteral("lead.last_name COLLATE NOCASE %1, lead.first_name COLLATE NOCASE %1").arg(direction);
            break;
        case LeadSort::Company:
            column("company.name COLLATE NOCASE");
            break;
        case LeadSort::Email:
            column("lead.email");
            break;
        case LeadSort::Score:
            column("lead.score");
            break;
        case LeadSort::Status:
            terms << QStringLiteral("%1 %2").arg(statusRank(), direction);
            break;
        case LeadSort::LastTouch:
            column("lead.touched_at");
            break;
        case LeadSort::Created:
            terms << QStringLiteral("lead.created_at %1").arg(direction);
            break;
        case LeadSort::Field: {
            walkable = false;
            const LeadField *field = m_fields.find(key.field);
            if (field == nullptr) {
                break; // a field that went away orders nobody
            }
            const LeadSql value = LeadFilterSql::expression(*field);
            const bool text = field->kind != LeadFieldKind::Number && field->kind != LeadFieldKind::Date;
            terms << (text ? QStringLiteral("nullif(%1, '') COLLATE NOCASE %2 NULLS LAST").arg(value.text, direction)
                           : QStringLiteral("%1 %2 NULLS LAST").arg(value.text, direction));
            values << value.values;
            break;
        }
        }
    }
    const QString direction = directionOf(query.order);
    m_sort = Sort();
    if (walkable && query.sort == LeadSort::Company) {
        // Two statements: through the companies by name, then the people without one.
        m_sort.byCompany = true;
        m_sort.by.text =
            QStringLiteral("company.name COLLATE NOCASE %1, company.id %1, lead.id %1;lead.id %1").arg(direction);
    } else {
        terms << QStringLiteral("lead.id %1").arg(direction);
        m_sort.by = {terms.join(QStringLiteral(", ")), values};
    }
    m_sort.isWalkable = walkable;
    m_sort.name = m_sort.by.text;
    for (const QVariant &value : std::as_const(values)) {
        m_sort.name += QLatin1Char('|') + value.toString();
    }
}

} // namespace AlwaysLeads
