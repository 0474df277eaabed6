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
constexpr int titleWidth = 150;
constexpr int companyWidth = 138;
constexpr int leastEmailWidth = 190;
constexpr int furtherWidth = 120;
constexpr int emailWidth = 212; ///< what is above it is shared
constexpr ColumnWidth fixedWidths[] = {
    {LeadTableModel::Score, 60},
    {LeadTableModel::Status, 110},
    {LeadTableModel::LastTouch, 76},
    {LeadTableModel::Tags, 88},
};
/// The first to go when the room is short.
constexpr int goesFirst[] = {LeadTableModel::Tags, LeadTableModel::LastTouch, LeadTableModel::Title,
                             LeadTableModel::Company};

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
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false); // the boxes stay in front
    connect(header(), &QHeaderView::sectionMoved, this, [this] {
        if (!m_arranging) {
            Q_EMIT columnsChanged();
        }
    });
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_arranging && column != LeadTableModel::Box) {
            m_widths.insert(people()->keyOf(column), width);
            renewColumns();
            Q_EMIT columnsChanged();
        }
    });
}

LeadTableModel *LeadsTable::people() const
{
    return qobject_cast<LeadTableModel *>(model());
}

void LeadsTable::setModel(QAbstractItemModel *model)
{
    TableView::setModel(model);
    renewColumns();
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

void LeadsTable::setColumnWanted(int column, bool wanted)
{
    if (wanted) {
        m_unwanted.remove(people()->keyOf(column));
    } else {
        m_unwanted.insert(people()->keyOf(column));
    }
    renewColumns();
    Q_EMIT columnsChanged();
}

bool LeadsTable::isColumnWanted(int column) const
{
    return column == LeadTableModel::Title ? m_titlesApart : !m_unwanted.contains(people()->keyOf(column));
}

void LeadsTable::setColumns(const QList<LeadColumn> &columns)
{
    m_arranging = true;
    m_unwanted.clear();
    m_widths.clear();
    int place = 1;
    if (columns.isEmpty()) { // the design's: all in their own order
        for (int column = LeadTableModel::Name; column < model()->columnCount(); ++column) {
            header()->moveSection(header()->visualIndex(column), place++);
        }
    } else {
        for (int column = LeadTableModel::Name; column < model()->columnCount(); ++column) {
            m_unwanted.insert(people()->keyOf(column));
        }
        for (const LeadColumn &wanted : columns) {
            const int column = people()->columnOf(wanted.key);
            if (column < 0) {
                continue; // its field is gone
            }
            m_unwanted.remove(wanted.key);
            if (wanted.width > 0) {
                m_widths.insert(wanted.key, wanted.width);
            }
            header()->moveSection(header()->visualIndex(column), place++);
        }
    }
    placeTitles();
    m_unwanted.remove(people()->keyOf(LeadTableModel::Title));
    m_arranging = false;
    renewColumns();
}

/// Beside the names, wherever those are.
void LeadsTable::placeTitles()
{
    const int from = header()->visualIndex(LeadTableModel::Title);
    const int name = header()->visualIndex(LeadTableModel::Name);
    header()->moveSection(from, from < name ? name : name + 1);
}

void LeadsTable::setTitlesApart(bool apart)
{
    if (m_titlesApart == apart) {
        return;
    }
    m_titlesApart = apart;
    people()->setTitlesApart(apart);
    m_arranging = true;
    placeTitles();
    m_arranging = false;
    renewColumns();
}

QList<LeadColumn> LeadsTable::columns() const
{
    QList<LeadColumn> columns;
    for (int place = 1; place < header()->count(); ++place) {
        const QString key = people()->keyOf(header()->logicalIndex(place));
        if (header()->logicalIndex(place) != LeadTableModel::Title && !m_unwanted.contains(key)) {
            columns << LeadColumn{key, m_widths.value(key)};
        }
    }
    return columns;
}

bool LeadsTable::isAsDesigned() const
{
    bool inOrder = model()->columnCount() == LeadTableModel::ColumnCount;
    for (int column = 0; inOrder && column < header()->count(); ++column) {
        inOrder = header()->visualIndex(column) == column;
    }
    return inOrder && m_unwanted.isEmpty() && m_widths.isEmpty();
}

void LeadsTable::moveColumn(int column, int step)
{
    const int from = header()->visualIndex(column);
    int to = from + step;
    while (to > 0 && to < header()->count() && isColumnHidden(header()->logicalIndex(to))) {
        to += step;
    }
    if (to > 0 && to < header()->count()) {
        header()->moveSection(from, to);
    }
}

void LeadsTable::resetWidth(int column)
{
    m_widths.remove(people()->keyOf(column));
    renewColumns();
    Q_EMIT columnsChanged();
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

int LeadsTable::widthOf(int column) const
{
    const QString key = people()->keyOf(column);
    if (const int own = m_widths.value(key); own > 0) {
        return own;
    }
    for (const ColumnWidth &one : fixedWidths) {
        if (one.column == column) {
            return one.width;
        }
    }
    return column == LeadTableModel::Box    ? boxWidth
        : column == LeadTableModel::Name    ? nameWidth
        : column == LeadTableModel::Title   ? titleWidth
        : column == LeadTableModel::Company ? companyWidth
                                            : furtherWidth;
}

void LeadsTable::renewColumns()
{
    if (people() == nullptr) {
        return;
    }
    m_arranging = true;
    const int room = viewport()->width();
    int used = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        const bool wanted = isColumnWanted(column);
        setColumnHidden(column, !wanted);
        used += wanted && column != LeadTableModel::Email ? widthOf(column) : 0;
    }
    const bool address = isColumnWanted(LeadTableModel::Email);
    for (const int column : goesFirst) {
        const bool tooMany =
            used + (address ? leastEmailWidth : 0) > room || (m_narrow && column == LeadTableModel::Tags);
        if (tooMany && isColumnWanted(column)) {
            setColumnHidden(column, true);
            used -= widthOf(column);
        }
    }
    // What is left over goes to those that gain by it and were not sized by hand.
    const auto isFree = [this](int column) { return !m_widths.contains(people()->keyOf(column)); };
    const int spare = std::max(0, room - used - emailWidth);
    const int toName = isFree(LeadTableModel::Name) ? std::min(80, spare / 5) : 0;
    const bool company = !isColumnHidden(LeadTableModel::Company) && isFree(LeadTableModel::Company);
    const int toCompany = company ? std::min(80, spare / 6) : 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        setColumnWidth(column, widthOf(column));
    }
    setColumnWidth(LeadTableModel::Name, widthOf(LeadTableModel::Name) + toName);
    setColumnWidth(LeadTableModel::Company, widthOf(LeadTableModel::Company) + toCompany);
    if (isFree(LeadTableModel::Email)) {
        setColumnWidth(LeadTableModel::Email, std::max(leastEmailWidth, room - used - toName - toCompany));
    }
    m_arranging = false;
}

} // namespace AlwaysLeads
