#include "lead/LeadsTable.h"

#include "lead/LeadTableModel.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Widths at 1440 px; what is left over goes to name, company and address.
struct ColumnWidth
{
    int column;
    int width;
};
constexpr int boxWidth = 36;
constexpr int nameWidth = 192;
constexpr int companyWidth = 138;
constexpr int leastEmailWidth = 190;
constexpr int emailWidth = 212; ///< what is above it is shared
constexpr ColumnWidth fixedWidths[] = {
    {LeadTableModel::Score, 60},
    {LeadTableModel::Status, 110},
    {LeadTableModel::LastTouch, 76},
    {LeadTableModel::Tags, 88},
};
/// The first to go when the room is short.
constexpr int goesFirst[] = {LeadTableModel::Tags, LeadTableModel::LastTouch, LeadTableModel::Company};

bool movesCurrent(const QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_J:
    case Qt::Key_K:
        return true;
    default:
        return false;
    }
}

} // namespace

LeadsTable::LeadsTable(const QString &name, QWidget *parent)
    : TableView(name, parent)
{
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    header()->setCheckColumn(LeadTableModel::Box);
    connect(header(), &TableHeader::checkClicked, this, &LeadsTable::toggleAll);
}

qint64 LeadsTable::chosenCount() const
{
    qint64 count = 0;
    if (selectionModel() != nullptr) {
        const QItemSelection chosen = selectionModel()->selection();
        for (const QItemSelectionRange &range : chosen) {
            // Whole rows are chosen, but a range may cover only some columns while Qt rearranges them.
            count += range.left() == 0 ? range.height() : 0;
        }
    }
    return count;
}

QList<int> LeadsTable::chosenRows() const
{
    QList<int> rows;
    if (selectionModel() != nullptr) {
        const QItemSelection chosen = selectionModel()->selection();
        for (const QItemSelectionRange &range : chosen) {
            for (int row = range.top(); range.left() == 0 && row <= range.bottom(); ++row) {
                rows << row;
            }
        }
    }
    std::ranges::sort(rows);
    return rows;
}

void LeadsTable::choose(const QList<int> &rows, int current, bool collecting)
{
    QItemSelection chosen;
    const int last = LeadTableModel::ColumnCount - 1;
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i + 1; // one range for rows that follow each other: a million chosen rows are one
        while (end < rows.size() && rows[end] == rows[end - 1] + 1) {
            ++end;
        }
        chosen.append(QItemSelectionRange(model()->index(rows[i], 0), model()->index(rows[end - 1], last)));
        i = end;
    }
    m_collecting = collecting && !rows.isEmpty();
    if (current >= 0) {
        selectionModel()->setCurrentIndex(model()->index(current, LeadTableModel::Name), QItemSelectionModel::NoUpdate);
    }
    selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    Q_EMIT choiceChanged();
}

void LeadsTable::toggleRow(int row)
{
    const QModelIndex index = model()->index(row, LeadTableModel::Name);
    // The row that only follows the keyboard becomes chosen for good by the first press.
    const bool pins = !m_collecting && chosenCount() == 1 && selectionModel()->isRowSelected(row, {});
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    if (pins) {
        setCollecting(true);
        return;
    }
    m_collecting = true;
    selectionModel()->select(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    setCollecting(chosenCount() > 0);
}

void LeadsTable::toggleAll()
{
    if (chosenCount() > 1 || m_collecting) {
        stopCollecting();
    } else if (model()->rowCount() > 0) {
        selectAll();
        setCollecting(true);
    }
}

void LeadsTable::stopCollecting()
{
    m_collecting = false;
    if (currentIndex().isValid()) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    } else {
        clearSelection();
    }
    Q_EMIT choiceChanged();
}

void LeadsTable::setCollecting(bool collecting)
{
    m_collecting = collecting;
    viewport()->update();
    Q_EMIT choiceChanged();
}

QItemSelectionModel::SelectionFlags LeadsTable::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    if (event != nullptr && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (m_collecting && key->modifiers() == Qt::NoModifier && movesCurrent(key)) {
            return QItemSelectionModel::NoUpdate;
        }
    }
    return TableView::selectionCommand(index, event);
}

void LeadsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        toggleRow(currentIndex().row());
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape && (m_collecting || chosenCount() > 1)) {
        stopCollecting();
        event->accept();
        return;
    }
    if (event->matches(QKeySequence::SelectAll) && model()->rowCount() > 0) {
        selectAll();
        setCollecting(true);
        event->accept();
        return;
    }
    TableView::keyPressEvent(event);
}

void LeadsTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool plain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && index.isValid();
    if (plain && index.column() != LeadTableModel::Box) {
        m_collecting = false;
    }
    TableView::mousePressEvent(event);
    if (plain && index.column() == LeadTableModel::Box) {
        setCollecting(chosenCount() > 0);
    }
}

void LeadsTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    TableView::selectionChanged(selected, deselected);
    const qint64 chosen = chosenCount();
    const qint64 all = model() != nullptr ? model()->rowCount() : 0;
    header()->setCheckState(chosen == 0                          ? Qt::Unchecked
                                : chosen == all                  ? Qt::Checked
                                : (chosen == 1 && !m_collecting) ? Qt::Unchecked
                                                                 : Qt::PartiallyChecked);
    Q_EMIT choiceChanged();
}

void LeadsTable::setColumnWanted(int column, bool wanted)
{
    if (wanted) {
        m_unwanted.remove(column);
    } else {
        m_unwanted.insert(column);
    }
    renewColumns();
}

void LeadsTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    renewColumns();
}

void LeadsTable::setRoomBelow(int px)
{
    if (m_roomBelow != px) {
        m_roomBelow = px;
        updateGeometries();
    }
}

void LeadsTable::updateGeometries()
{
    TableView::updateGeometries();
    const int most = verticalHeader()->length() + m_roomBelow - viewport()->height();
    if (m_roomBelow > 0 && most > verticalScrollBar()->maximum()) {
        verticalScrollBar()->setMaximum(most);
    }
}

void LeadsTable::setNarrow(bool narrow)
{
    if (m_narrow != narrow) {
        m_narrow = narrow;
        renewColumns();
    }
}

void LeadsTable::renewColumns()
{
    if (model() == nullptr) {
        return;
    }
    const int room = viewport()->width();
    QHash<int, int> widths = {{LeadTableModel::Company, companyWidth}};
    for (const ColumnWidth &one : fixedWidths) {
        widths.insert(one.column, one.width);
    }
    int used = boxWidth + nameWidth;
    for (auto one = widths.cbegin(); one != widths.cend(); ++one) {
        used += m_unwanted.contains(one.key()) ? 0 : one.value();
    }
    for (auto one = widths.cbegin(); one != widths.cend(); ++one) {
        setColumnHidden(one.key(), m_unwanted.contains(one.key()));
    }
    for (const int column : goesFirst) {
        const bool tooMany = used + leastEmailWidth > room || (m_narrow && column == LeadTableModel::Tags);
        if (tooMany && !m_unwanted.contains(column)) {
            setColumnHidden(column, true);
            used -= widths.value(column);
        }
    }
    const int spare = std::max(0, room - used - emailWidth);
    const int toName = std::min(80, spare / 5);
    const int toCompany = isColumnHidden(LeadTableModel::Company) ? 0 : std::min(80, spare / 6);
    setColumnWidth(LeadTableModel::Box, boxWidth);
    setColumnWidth(LeadTableModel::Name, nameWidth + toName);
    setColumnWidth(LeadTableModel::Company, companyWidth + toCompany);
    for (const ColumnWidth &one : fixedWidths) {
        setColumnWidth(one.column, one.width);
    }
    setColumnWidth(LeadTableModel::Email, std::max(60, room - used - toName - toCompany));
}

} // namespace AlwaysLeads
