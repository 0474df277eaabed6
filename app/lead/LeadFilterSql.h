#pragma once

#include "lead/LeadFilter.h"

#include <QDateTime>
#include <QHash>
#include <QVariantList>

namespace AlwaysLeads {

/// A piece of a statement and what is bound to its question marks.
struct LeadSql
{
    QString text;
    QVariantList values;
};

/// Writes filters as SQL over `lead LEFT JOIN company`. Every value is bound.
class LeadFilterSql
{
    Q_DECLARE_TR_FUNCTIONS(LeadFilterSql)
public:
    static constexpr int mostInAll = 400; ///< conditions, with those of the segments it names

    LeadFilterSql(const LeadFields &fields, const QDateTime &now);
    void setSegments(const QHash<qint64, LeadFilter> &segments) { m_segments = segments; }
    /// A JSON array of the people whom the list of those who said no names.
    void setSuppressed(const QString &ids) { m_suppressed = ids; }

    /// Invalid when the filter is too large once its segments are written out.
    Result<LeadSql> condition(const LeadFilter &filter);
    /// The field's value: text ('' where there is none), or a number or time that may be NULL.
    static LeadSql expression(const LeadField &field);
    /// The same as it was typed, also where it is no number or day although its own field wants one.
    static LeadSql asTyped(const LeadField &field);

private:
    Result<LeadSql> write(const LeadFilter &filter, int segmentsDeep);
    Result<LeadSql> write(const LeadCondition &condition, int segmentsDeep);
    LeadSql onText(const LeadField &field, const LeadCondition &condition) const;
    LeadSql onNumber(const LeadField &field, const LeadCondition &condition) const;
    LeadSql onTime(const LeadField &field, const LeadCondition &condition) const;
    LeadSql onDay(const LeadField &field, const LeadCondition &condition) const;
    LeadSql onEvent(const LeadCondition &condition) const;
    LeadSql onTags(const LeadCondition &condition) const;
    LeadSql onLists(const LeadCondition &condition) const;
    LeadSql onImports(const LeadCondition &condition) const;
    Result<LeadSql> onSegments(const LeadCondition &condition, int segmentsDeep);
    QDateTime daysAgo(const QString &days) const;

    const LeadFields &m_fields;
    QDateTime m_now;
    QHash<qint64, LeadFilter> m_segments;
    QString m_suppressed = QStringLiteral("[]");
    int m_written = 0;
};

} // namespace AlwaysLeads
