#include "lead/BulkLinesModel.h"

namespace AlwaysLeads {

void BulkLinesModel::show(const QList<BulkLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

int BulkLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int BulkLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BulkLinesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_lines.size()) {
        return {};
    }
    const BulkLine &line = m_lines.at(index.row());
    if (role == LineRole) {
        return QVariant::fromValue(line);
    }
    if (role == Qt::AccessibleTextRole && index.column() == Name) {
        if (!line.objection.isEmpty()) {
            return tr("%1 stays: %2").arg(line.name, line.objection);
        }
        return line.changes() ? tr("%1: %2 becomes %3")
                                    .arg(line.name, line.before.isEmpty() ? tr("nothing") : line.before,
                                         line.after.isEmpty() ? tr("nothing") : line.after)
                              : tr("%1 has it already").arg(line.name);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case Name:
        return line.name;
    case Before:
        return line.before;
    case After:
        return line.changes() ? line.after : line.objection.isEmpty() ? tr("Has it already") : line.objection;
    default:
        return {};
    }
}

QVariant BulkLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Person");
    case Before:
        return tr("Now");
    case After:
        return tr("Becomes");
    default:
        return {};
    }
}

} // namespace AlwaysLeads
