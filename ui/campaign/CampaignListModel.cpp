#include "campaign/CampaignListModel.h"

#include <QLocale>

namespace AlwaysLeads {

void CampaignListModel::setRows(const QList<CampaignRow> &rows)
{
    if (rows.size() == m_rows.size()) {
        m_rows = rows;
        if (!rows.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

const CampaignRow *CampaignListModel::row(const QModelIndex &index) const
{
    return index.isValid() ? &m_rows.at(index.row()) : nullptr;
}

int CampaignListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CampaignListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CampaignListModel::progressText(const CampaignRow &row)
{
    if (row.people == 0) {
        return tr("Nobody yet");
    }
    if (row.counts.sent == 0 && row.counts.waiting == 0) {
        return tr("%n people, no mail yet", nullptr, row.people);
    }
    return tr("%L1 sent, %L2 waiting, %L3 people").arg(row.counts.sent).arg(row.counts.waiting).arg(row.people);
}

QVariant CampaignListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const CampaignRow &row = m_rows.at(index.row());
    if (role == Qt::AccessibleTextRole) {
        return tr("%1, %2, %3").arg(row.campaign.name, progressText(row), row.sender);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return row.campaign.name;
    case ProgressColumn:
        return progressText(row);
    case NextColumn:
        return row.counts.nextMailAt.isValid()
            ? QLocale().toString(row.counts.nextMailAt.toLocalTime(), QLocale::ShortFormat)
            : QStringLiteral("—");
    case SenderColumn:
        return row.sender.isEmpty() ? tr("No mailbox yet") : row.sender;
    default:
        return {};
    }
}

QVariant CampaignListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Campaign");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress, people");
    case NextColumn:
        return tr("Next mail");
    case SenderColumn:
        return tr("Sends from");
    default:
        return {};
    }
}

} // namespace AlwaysLeads
