#pragma once

#include "campaign/Campaign.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <functional>

namespace AlwaysLeads {

class CampaignListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, ProgressColumn, NextColumn, SenderColumn, MoreColumn, ColumnCount };

    /// `now` is asked for the day that is today.
    explicit CampaignListModel(std::function<QDateTime()> now, QObject *parent = nullptr);

    void setRows(const QList<CampaignRow> &rows);
    /// Null for an invalid index.
    const CampaignRow *row(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "96 waiting, 21 sent, 25 to review"
    static QString progressText(const CampaignRow &row);
    /// "Today 10:49", "Tomorrow 09:05", "3 Dec 09:05".
    QString nextMailText(const CampaignRow &row) const;

private:
    std::function<QDateTime()> m_now;
    QList<CampaignRow> m_rows;
};

} // namespace AlwaysLeads
