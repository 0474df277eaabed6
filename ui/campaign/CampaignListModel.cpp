#include "campaign/CampaignListModel.h"

#include "campaign/CampaignRowDelegate.h"

#include <QLocale>

#include <utility>

namespace AlwaysLeads {

CampaignListModel::CampaignListModel(std::function<QDateTime()> now, QObject *parent)
    : QAbstractTableModel(parent)
    , m_now(std::move(now))
{
}

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

QString CampaignListModel::nextMailText(const CampaignRow &row) const
{
    if (row.campaign.state == CampaignState::Paused) {
        return tr("Paused by you");
    }
    if (!row.counts.nextMailAt.isValid()) {
        return QStringLiteral("—");
    }
    const QDateTime at = row.counts.nextMailAt.toLocalTime();
    const QString time = QLocale().toString(at.time(), QLocale::ShortFormat);
    const qint64 days = m_now().toLocalTime().date().daysTo(at.date());
    if (days <= 0) {
        return tr("Today %1").arg(time); // what is late leaves as soon as it may
    }
    return days == 1 ? tr("Tomorrow %1").arg(time)
                     : QLocale().toString(at.date(), QStringLiteral("d MMM")) + QLatin1Char(' ') + time;
}

QVariant CampaignListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const CampaignRow &row = m_rows.at(index.row());
    if (role == Qt::AccessibleTextRole) {
        const QStringList words = {row.campaign.name, campaignChip(row.campaign.state).word, progressText(row),
                                   row.sender.isEmpty() ? tr("No mailbox yet") : row.sender};
        return words.join(QStringLiteral(", "));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return row.campaign.name;
    case StateColumn:
        return campaignChip(row.campaign.state).word;
    case ProgressColumn:
        return progressText(row);
    case NextColumn:
        return nextMailText(row);
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
