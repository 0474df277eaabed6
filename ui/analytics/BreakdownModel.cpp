#include "analytics/BreakdownModel.h"

#include "analytics/RangeBar.h"
#include "analytics/ReplyRateCard.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

void BreakdownModel::setRows(const QList<BreakdownRow> &rows, const QString &label)
{
    const bool same = m_label == label && m_rows.size() == rows.size();
    double most = 0;
    for (const BreakdownRow &row : rows) {
        if (row.tally.replies().isKnown()) {
            most = std::max(
                most, row.tally.replies().isEnough() ? row.tally.replies().likely().to : row.tally.replies().share());
        }
    }
    if (!same) {
        beginResetModel();
    }
    m_rows = rows;
    m_label = label;
    m_scale = scaleFor(most);
    if (same) { // the current row stays
        if (!m_rows.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columns - 1));
        }
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    } else {
        endResetModel();
    }
}

QString BreakdownModel::note(int row) const
{
    switch (comparisonOf(m_rows, row)) {
    case Comparison::None:
        return {};
    case Comparison::TooFew:
        return tr("Too few to compare");
    case Comparison::Highest:
        return tr("Highest, ranges overlap");
    case Comparison::HighestByFar:
        return tr("Highest, ranges are apart");
    }
    return {};
}

int BreakdownModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int BreakdownModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant BreakdownModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size()) {
        return {};
    }
    const BreakdownRow &row = m_rows.at(index.row());
    const QLocale locale;
    const Rate rate = row.tally.replies();
    const QString share = rate.isKnown() ? percent(rate.share()) : QStringLiteral("–");
    const QString likely = rate.isKnown()
        ? tr("Likely between %1 and %2 %")
              .arg(locale.toString(rate.likely().from * 100, 'f', 1), locale.toString(rate.likely().to * 100, 'f', 1))
        : QString();
    if (role == Qt::AccessibleTextRole) {
        QStringList words{row.label,
                          tr("%n person(s)", nullptr, int(row.tally.people)),
                          tr("%1 replied, %2").arg(locale.toString(rate.hits), share),
                          likely,
                          tr("%n interested", nullptr, int(row.tally.interested)),
                          tr("%n bounced", nullptr, int(row.tally.bounced)),
                          note(index.row())};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    if (role == Qt::ToolTipRole) {
        return index.column() == NameColumn
            ? row.label
            : tr("%1 of %2 replied. %3").arg(locale.toString(rate.hits), locale.toString(rate.of), likely);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return row.label;
    case PeopleColumn:
        return locale.toString(row.tally.people);
    case RepliedColumn:
        return share;
    case InterestedColumn:
        return locale.toString(row.tally.interested);
    case BouncedColumn:
        return locale.toString(row.tally.bounced);
    case NoteColumn:
        return note(index.row());
    default:
        return {};
    }
}

QVariant BreakdownModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return m_label;
    case PeopleColumn:
        return tr("People");
    case RepliedColumn:
        return tr("Replied");
    case RangeColumn:
        return tr("Likely range, 0 to %1 %").arg(QLocale().toString(m_scale * 100, 'f', 0));
    case InterestedColumn:
        return tr("Interested");
    case BouncedColumn:
        return tr("Bounced");
    default:
        return QString();
    }
}

} // namespace AlwaysLeads
