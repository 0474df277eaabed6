#pragma once

#include "analytics/Figures.h"

#include <QAbstractTableModel>

namespace AlwaysLeads {

/// The rows of one breakdown, as the card shows them.
class BreakdownModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum ModelColumn {
        NameColumn,
        PeopleColumn,
        RepliedColumn,
        RangeColumn,
        InterestedColumn,
        BouncedColumn,
        NoteColumn
    };
    static constexpr int columns = NoteColumn + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<BreakdownRow> &rows, const QString &label);
    const QList<BreakdownRow> &rows() const { return m_rows; }
    /// The common end of all range bars, a share of 1.
    double scale() const { return m_scale; }
    QString note(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<BreakdownRow> m_rows;
    QString m_label;
    double m_scale = 1;
};

} // namespace AlwaysLeads
