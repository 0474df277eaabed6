#pragma once

#include "draft/Review.h"

#include <QAbstractListModel>

#include <vector>

namespace AlwaysLeads {

/// The drafts of one shelf, under a row for each campaign.
class DraftQueueModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit DraftQueueModel(QObject *parent = nullptr);

    void setRows(const QList<DraftRow> &rows);
    /// Null for a group.
    const DraftRow *row(const QModelIndex &index) const;
    bool isGroup(int row) const;
    QString groupTitle(int row) const;
    int groupCount(int row) const;

    QModelIndex indexOf(DraftId id) const;
    /// The first draft at or after a row, else the last one before it; invalid when there is none.
    QModelIndex draftNear(int row) const;
    /// The next draft in a direction (1 or -1); invalid at the end.
    QModelIndex neighbour(const QModelIndex &from, int direction) const;
    int draftCount() const { return m_drafts; }
    /// Which of the drafts this is, from 1.
    int ordinal(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Line
    {
        DraftRow row;
        QString group; ///< not empty: a campaign's row
        int count = 0;
    };

    std::vector<Line> m_lines;
    int m_drafts = 0;
};

} // namespace AlwaysLeads
