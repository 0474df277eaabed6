#include "lead/LeadsTable.h"

#include "lead/LeadTableColumns.h"
#include "lead/LeadTableModel.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace AlwaysLeads {

namespace {

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
    , m_columns(new LeadTableColumns(this))
{
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    header()->setCheckColumn(LeadTableModel::Box);
    connect(header(), &TableHeader::checkClicked, this, &LeadsTable::toggleAll);
}

LeadTableModel *LeadsTable::people() const
{
    return qobject_cast<LeadTableModel *>(model());
}

void LeadsTable::setModel(QAbstractItemModel *model)
{
    TableView::setModel(model);
    m_columns->renew();
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
    const int last = model()->columnCount() - 1;
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
    m_wantsMore = false;
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
    } else {
        chooseAll();
    }
}

void LeadsTable::chooseAll()
{
    if (model()->rowCount() > 0) {
        m_wantsMore = !m_complete;
        selectAll();
        setCollecting(true);
    }
}

void LeadsTable::setComplete(bool complete)
{
    m_complete = complete;
    if (complete && m_wantsMore) {
        chooseAll();
    }
}

void LeadsTable::stopCollecting()
{
    m_collecting = false;
    m_wantsMore = false;
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
    if (event->matches(QKeySequence::SelectAll)) {
        chooseAll();
        event->accept();
        return;
    }
    TableView::keyPressEvent(event);
}

void LeadsTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    m_wantsMore = m_wantsMore && event->button() != Qt::LeftButton;
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

void LeadsTable::scrollContentsBy(int dx, int dy)
{
    TableView::scrollContentsBy(dx, dy);
    if (dy != 0) {
        readAhead();
    }
}

/// The rows of some screens above and below, so that none is blank when it comes into view.
void LeadsTable::readAhead()
{
    constexpr int screens = 6;
    const int height = std::max(1, verticalHeader()->defaultSectionSize());
    const int onScreen = viewport()->height() / height + 1;
    const int first = verticalScrollBar()->value() / height;
    people()->prefetch(first - onScreen * screens, first + onScreen * (screens + 1));
}

void LeadsTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    m_columns->renew();
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

} // namespace AlwaysLeads
