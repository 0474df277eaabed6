#include "draft/DraftQueueModel.h"

#include "lead/Lead.h"

#include <algorithm>

namespace AlwaysLeads {

DraftQueueModel::DraftQueueModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void DraftQueueModel::setRows(const QList<DraftRow> &rows)
{
    beginResetModel();
    m_lines.clear();
    CampaignId campaign;
    size_t group = 0;
    for (const DraftRow &row : rows) {
        if (m_lines.empty() || row.campaign != campaign) {
            campaign = row.campaign;
            group = m_lines.size();
            m_lines.push_back({{}, row.campaignName.isEmpty() ? QStringLiteral("—") : row.campaignName, 0});
        }
        ++m_lines[group].count;
        Line line{row, {}, 0};
        line.row.name = cleanLine(row.name); // a name of several lines would tear the row
        line.row.subject = cleanLine(row.subject);
        m_lines.push_back(line);
    }
    m_drafts = int(rows.size());
    endResetModel();
}

const DraftRow *DraftQueueModel::row(const QModelIndex &index) const
{
    if (!index.isValid() || isGroup(index.row())) {
        return nullptr;
    }
    return &m_lines.at(size_t(index.row())).row;
}

bool DraftQueueModel::isGroup(int row) const
{
    return row >= 0 && row < rowCount() && !m_lines.at(size_t(row)).group.isEmpty();
}

QString DraftQueueModel::groupTitle(int row) const
{
    return m_lines.at(size_t(row)).group;
}

int DraftQueueModel::groupCount(int row) const
{
    return m_lines.at(size_t(row)).count;
}

QModelIndex DraftQueueModel::indexOf(DraftId id) const
{
    const auto found =
        std::ranges::find_if(m_lines, [id](const Line &line) { return line.group.isEmpty() && line.row.id == id; });
    return found == m_lines.end() ? QModelIndex() : index(int(found - m_lines.begin()));
}

QModelIndex DraftQueueModel::draftNear(int row) const
{
    for (int next = std::max(row, 0); next < rowCount(); ++next) {
        if (!isGroup(next)) {
            return index(next);
        }
    }
    for (int before = std::min(row, rowCount()) - 1; before >= 0; --before) {
        if (!isGroup(before)) {
            return index(before);
        }
    }
    return {};
}

QModelIndex DraftQueueModel::neighbour(const QModelIndex &from, int direction) const
{
    for (int row = from.row() + direction; row >= 0 && row < rowCount(); row += direction) {
        if (!isGroup(row)) {
            return index(row);
        }
    }
    return {};
}

int DraftQueueModel::ordinal(const QModelIndex &index) const
{
    return int(std::count_if(m_lines.begin(), m_lines.begin() + index.row() + 1,
                             [](const Line &line) { return line.group.isEmpty(); }));
}

int DraftQueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant DraftQueueModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Line &line = m_lines.at(size_t(index.row()));
    if (role == Qt::DisplayRole) {
        return line.group.isEmpty() ? line.row.name : line.group;
    }
    if (role == Qt::AccessibleTextRole) {
        if (!line.group.isEmpty()) {
            return tr("%1, %n draft(s)", nullptr, line.count).arg(line.group);
        }
        QStringList words = {line.row.name, line.row.subject, line.row.reason};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    return {};
}

Qt::ItemFlags DraftQueueModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    return isGroup(index.row()) ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace AlwaysLeads
