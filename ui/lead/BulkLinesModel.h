#pragma once

#include "lead/LeadValues.h"

#include <QAbstractTableModel>

namespace AlwaysLeads {

/// What a bulk edit would do, person by person: before and after, or why they stay.
class BulkLinesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Before, After, ColumnCount };
    enum Role { LineRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const QList<BulkLine> &lines);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<BulkLine> m_lines;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::BulkLine)
