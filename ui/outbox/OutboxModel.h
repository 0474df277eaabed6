#pragma once

#include "outbox/Outbox.h"

#include <QAbstractTableModel>

#include <vector>

namespace AlwaysLeads {

/// The mails of one shelf, grouped by day. A group is a row of its own that only the first column fills.
class OutboxModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, ToColumn, SubjectColumn, FromColumn, ReasonColumn, StateColumn, MoreColumn, ColumnCount };

    explicit OutboxModel(QObject *parent = nullptr);

    /// Keeps the model's identity of rows where nothing but values changed, so that the current row stays.
    void setRows(const QList<OutboxRow> &rows);
    /// Null for a group.
    const OutboxRow *row(const QModelIndex &index) const;
    bool isGroup(int row) const;
    /// "Today", "Tomorrow, Wednesday 25 November".
    QString groupTitle(int row) const;
    int groupCount(int row) const;
    QModelIndex indexOf(SendId id) const;
    /// The first mail at or after a row, else the last one before it; invalid when there is none.
    QModelIndex mailNear(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Line
    {
        OutboxRow row;
        QString group; ///< not empty: a group's title
        int count = 0;
        bool isGroup() const { return !group.isEmpty(); }
        bool sameAs(const Line &other) const { return group == other.group && row.id == other.row.id; }
    };

    QString spoken(const OutboxRow &row) const;

    std::vector<Line> m_lines;
};

/// "Today", "Yesterday", "Tomorrow, Wednesday 25 November", or the day with its name.
QString dayTitle(const QDate &day, const QDate &today);

} // namespace AlwaysLeads
