#include "lead/LeadRowStore.h"

#include "lead/LeadFilterSql.h"
#include "storage/JsonIds.h"
#include "suppression/SuppressionStore.h"

#include <QHash>

namespace AlwaysLeads {

namespace {
constexpr int mostCompanies = 5000;
} // namespace

Result<QList<LeadSummary>> LeadRowStore::rows(Connection &connection, const std::vector<LeadId> &ids,
                                              const QStringList &columns) const
{
    Result<QList<LeadSummary>> rows = LeadStore().summaries(connection, ids);
    if (!rows) {
        return rows;
    }
    if (Result<> filled = addFields(connection, *rows, columns); !filled) {
        return failureOf(std::move(filled));
    }
    if (Result<> marked = markSuppressed(connection, *rows); !marked) {
        return failureOf(std::move(marked));
    }
    return rows;
}

Result<> LeadRowStore::addFields(Connection &connection, QList<LeadSummary> &rows, const QStringList &columns) const
{
    if (columns.isEmpty() || rows.isEmpty()) {
        return {};
    }
    Result<LeadFields> fields = LeadFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    QStringList expressions;
    QVariantList values;
    QStringList keys;
    for (const QString &column : columns) {
        const LeadField *field = fields->find(column);
        if (field != nullptr && field->isFact) {
            const LeadSql expression = LeadFilterSql::asTyped(*field);
            expressions << expression.text;
            values << expression.values;
            keys << column;
        }
    }
    if (keys.isEmpty()) {
        return {};
    }
    QHash<LeadId, qsizetype> places;
    for (qsizetype place = 0; place < rows.size(); ++place) {
        places.insert(rows.at(place).id, place);
    }
    values << jsonIds(places.keys());
    Result<Query> found = connection.query(
        QStringLiteral("SELECT lead.id, %1 FROM json_each(?) AS wanted CROSS JOIN lead ON lead.id = wanted.value LEFT "
                       "JOIN company ON company.id = lead.company_id")
            .arg(expressions.join(QStringLiteral(", "))),
        values);
    if (!found) {
        return failureOf(std::move(found));
    }
    while (found->next()) {
        LeadSummary &row = rows[places.value(LeadId(found->number(0)))];
        for (int column = 0; column < int(keys.size()); ++column) {
            if (const QString text = found->text(column + 1); !text.isEmpty()) {
                row.fields.insert(keys.at(column), text);
            }
        }
    }
    return found->outcome(0).map([](int) {});
}

Result<> LeadRowStore::markSuppressed(Connection &connection, QList<LeadSummary> &rows) const
{
    const SuppressionStore suppression;
    const Result<bool> nobody = suppression.isEmpty(connection);
    if (!nobody) {
        return failureOf(nobody);
    }
    if (*nobody) {
        return {};
    }
    for (LeadSummary &row : rows) {
        const Result<EmailAddress> address = EmailAddress::parse(row.email);
        if (!address) {
            continue;
        }
        const Result<std::optional<SuppressionEntry>> entry = suppression.find(connection, *address);
        if (!entry) {
            return failureOf(entry);
        }
        if (*entry) {
            row.suppressed = SuppressionStore::sentence(**entry);
        }
    }
    return {};
}

Result<LeadCounts> LeadRowStore::counts(Connection &connection, const QDateTime &now) const
{
    LeadCounts counts;
    const auto add = [&](LeadView view, const QString &sql, const QVariantList &values) -> Result<> {
        return connection.number(sql, values).map([&](qint64 count) { counts.views.insert(view, count); });
    };
    // By indices alone: a look at every row of a million people takes a fifth of a second.
    const QString byStatus = QStringLiteral("SELECT count(*) FROM lead WHERE status = ? AND deleted_at IS NULL");
    for (const auto &[view, status] : {std::pair(LeadView::WaitingForReply, LeadStatus::Contacted),
                                       std::pair(LeadView::Interested, LeadStatus::Interested),
                                       std::pair(LeadView::OptedOut, LeadStatus::OptedOut)}) {
        if (Result<> counted = add(view, byStatus, {toWord(status)}); !counted) {
            return failureOf(std::move(counted));
        }
    }
    const QDateTime week = now.addDays(-7);
    const auto three = {
        std::tuple(LeadView::Deleted, // whoever was merged counts as deleted, but is nobody of their own
                   QStringLiteral("SELECT (SELECT count(*) FROM lead WHERE deleted_at IS NOT NULL) - (SELECT count(*) "
                                  "FROM lead WHERE merged_into IS NOT NULL)"),
                   QVariantList()),
        std::tuple(LeadView::All,
                   QStringLiteral("SELECT (SELECT count(*) FROM lead) - (SELECT count(*) FROM lead WHERE deleted_at "
                                  "IS NOT NULL)"),
                   QVariantList()),
        std::tuple(LeadView::NewThisWeek,
                   QStringLiteral("SELECT (SELECT count(*) FROM lead WHERE created_at >= ?) - (SELECT count(*) FROM "
                                  "lead WHERE deleted_at IS NOT NULL AND +created_at >= ?)"),
                   QVariantList{week, week})};
    for (const auto &[view, sql, values] : three) {
        if (Result<> counted = add(view, sql, values); !counted) {
            return failureOf(std::move(counted));
        }
    }
    return counts;
}

Result<QList<CompanySummary>> LeadRowStore::companies(Connection &connection, const QString &text) const
{
    QString pattern = text.trimmed().left(200);
    pattern.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('%'), QLatin1String("\\%"))
        .replace(QLatin1Char('_'), QLatin1String("\\_"));
    pattern = QLatin1Char('%') + pattern + QLatin1Char('%');
    QString counts;
    for (const LeadStatus status : allLeadStatuses()) {
        counts += QStringLiteral(", sum(lead.status = '%1')").arg(toWord(status));
    }
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT company.id, company.name, coalesce(company.domain, ''), company.industry, count(*), "
                       "max(lead.score), max(lead.touched_at)%1 FROM company JOIN lead ON lead.company_id = company.id "
                       "WHERE lead.deleted_at IS NULL AND (company.name LIKE ? ESCAPE '\\' OR company.domain LIKE ? "
                       "ESCAPE '\\') GROUP BY company.id ORDER BY count(*) DESC, company.name COLLATE NOCASE LIMIT %2")
            .arg(counts)
            .arg(mostCompanies),
        {pattern, pattern});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<CompanySummary> companies;
    while (rows->next()) {
        CompanySummary company;
        company.id = CompanyId(rows->number(0));
        company.name = rows->text(1);
        company.domain = rows->text(2);
        company.industry = rows->text(3);
        company.people = rows->number(4);
        if (!rows->isNull(5)) {
            company.bestScore = int(rows->number(5));
        }
        company.touchedAt = rows->time(6);
        int column = 7;
        for (const LeadStatus status : allLeadStatuses()) {
            if (const qint64 count = rows->number(column++); count > 0) {
                company.statuses.insert(status, count);
            }
        }
        companies.append(std::move(company));
    }
    return rows->outcome(companies);
}

} // namespace AlwaysLeads
