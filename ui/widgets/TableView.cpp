#include "widgets/TableView.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"
#include "widgets/RowDelegate.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace AlwaysLeads {

namespace {

void prepare(QAbstractItemView *view, const QString &name)
{
    view->setAccessibleName(name);
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setTabKeyNavigation(false);
    view->setAutoScroll(false);
    view->setTextElideMode(Qt::ElideRight);
}

/// J and K as Down and Up; 0 when the key is none of them.
int arrowFor(const QKeyEvent *event)
{
    if (event->modifiers() != Qt::NoModifier) {
        return 0;
    }
    return event->key() == Qt::Key_J ? int(Qt::Key_Down) : event->key() == Qt::Key_K ? int(Qt::Key_Up) : 0;
}

bool isEnter(const QKeyEvent *event)
{
    return (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

} // namespace

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setSectionsClickable(true);
    setMinimumSectionSize(28);
    setStretchLastSection(false);
    setAttribute(Qt::WA_Hover);
    viewport()->setMouseTracking(true);
}

void TableHeader::setCheckColumn(int column)
{
    m_checkColumn = column;
    viewport()->update();
}

void TableHeader::setCheckState(Qt::CheckState state)
{
    if (m_checkState != state) {
        m_checkState = state;
        viewport()->update();
    }
}

void TableHeader::setSortMarks(const QList<QPair<int, Qt::SortOrder>> &marks)
{
    m_marks = marks;
    viewport()->update();
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), qRound(34 * fontsOf(this).textFactor())};
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Theme &theme = themeOf(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const bool first = visualIndex(logicalIndex) == 0;
    painter->save();
    painter->setLayoutDirection(layoutDirection());
    painter->fillRect(rect, theme.surface);
    paintHairline(painter, rect, Qt::BottomEdge, theme.border);
    const auto *table = qobject_cast<const TableView *>(parentWidget());
    const int start = !first ? 8 : table != nullptr ? table->edgeInset() : 12;
    QRectF inside = QRectF(rect).adjusted(mirrored ? 8 : start, 0, mirrored ? -start : -8, -1);
    if (logicalIndex == m_checkColumn) {
        const QRectF box(mirrored ? inside.right() - 16 : inside.left(), inside.top(), 16, inside.height());
        CellPainting::checkBox(painter, this, box, m_checkState, true, false);
        inside.adjust(mirrored ? 0 : 32, 0, mirrored ? -32 : 0, 0);
    }
    if (model() != nullptr) {
        const QString text = model()->headerData(logicalIndex, Qt::Horizontal, Qt::DisplayRole).toString();
        const QVariant wish = model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole);
        const bool atEnd = wish.isValid() && (wish.toInt() & Qt::AlignRight) != 0;
        qsizetype mark = m_marks.size() - 1;
        while (mark >= 0 && m_marks.at(mark).first != logicalIndex) {
            --mark;
        }
        const bool own = isSortIndicatorShown() && sortIndicatorSection() == logicalIndex;
        const bool sorted = (own || mark >= 0) && !text.isEmpty();
        const Qt::SortOrder order = mark >= 0 ? m_marks.at(mark).second : sortIndicatorOrder();
        const QFont font = fontsOf(this).metaMedium();
        const QString number = mark >= 0 && m_marks.size() > 1 ? QString::number(mark + 1) : QString();
        const qreal arrow = (sorted ? 18 : 0) + (number.isEmpty() ? 0 : 7);
        if (sorted && !atEnd) { // the arrow may stand in the gap, so that a narrow column keeps its word
            inside.adjust(mirrored ? -7 : 0, 0, mirrored ? 0 : 7, 0);
        }
        const qreal width = qMin(QFontMetricsF(font).horizontalAdvance(text) + 1, inside.width() - arrow);
        qreal x = atEnd != mirrored ? inside.right() - width - arrow : inside.left();
        if (mirrored && !atEnd) {
            x = inside.right() - width;
        }
        paintLine(painter, QRectF(x, inside.top(), width, inside.height()), text, font,
                  sorted ? theme.text : theme.text3);
        if (sorted) {
            const Icon icon = order == Qt::AscendingOrder ? Icon::ArrowUp : Icon::ArrowDown;
            const QRectF place(mirrored ? x - 4 - 13 : x + width + 4, inside.center().y() - 6.5, 13, 13);
            iconsOf(this).paint(painter, icon, place, theme.text2);
            if (!number.isEmpty()) {
                paintLine(painter,
                          QRectF(mirrored ? place.left() - 8 : place.right(), inside.top(), 8, inside.height()), number,
                          fontsOf(this).key(), theme.text2);
            }
        }
    }
    painter->restore();
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    if (m_checkColumn >= 0 && logicalIndexAt(event->pos()) == m_checkColumn && event->button() == Qt::LeftButton) {
        return;
    }
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_checkColumn >= 0 && logicalIndexAt(event->pos()) == m_checkColumn && event->button() == Qt::LeftButton) {
        Q_EMIT checkClicked();
        return;
    }
    m_modifiers = event->modifiers();
    QHeaderView::mouseReleaseEvent(event);
}

TableView::TableView(const QString &name, QWidget *parent)
    : QTableView(parent)
    , m_header(new TableHeader(this))
{
    prepare(this, name);
    setHorizontalHeader(m_header);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(20);
    renewHeights();
}

void TableView::setEdgeInset(int inset)
{
    m_edgeInset = inset;
    m_header->viewport()->update();
    viewport()->update();
}

void TableView::setRowDelegate(RowDelegate *delegate)
{
    m_rows = delegate;
    setItemDelegate(delegate);
    m_header->setCheckColumn(delegate->checkColumn());
    renewHeights();
}

void TableView::renewHeights()
{
    verticalHeader()->setDefaultSectionSize(qRound((m_rows ? m_rows->rowHeight() : 48) * fontsOf(this).textFactor()));
}

void TableView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        renewHeights();
    }
    QTableView::changeEvent(event);
}

QItemSelectionModel::SelectionFlags TableView::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    // A click in the box adds or takes one row and leaves the others; so does Space.
    if (m_rows && event != nullptr && selectionMode() == ExtendedSelection) {
        const bool onBox = index.isValid() && index.column() == m_rows->checkColumn();
        if (onBox && event->type() == QEvent::MouseButtonPress) {
            return QItemSelectionModel::Toggle | QItemSelectionModel::Rows;
        }
        if (onBox && (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseMove)) {
            return QItemSelectionModel::NoUpdate;
        }
        if (event->type() == QEvent::KeyPress && static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Space) {
            return QItemSelectionModel::Toggle | QItemSelectionModel::Rows;
        }
    }
    return QTableView::selectionCommand(index, event);
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    // The bar and the ring belong to the whole row, not to the current cell.
    for (const QModelIndex &index : {current, previous}) {
        if (index.isValid()) {
            const QRect cell = visualRect(index);
            viewport()->update(QRect(0, cell.top(), viewport()->width(), cell.height()));
        }
    }
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (const int arrow = arrowFor(event); arrow != 0) {
        QKeyEvent moved(QEvent::KeyPress, arrow, Qt::NoModifier);
        QTableView::keyPressEvent(&moved);
        return;
    }
    if (isEnter(event) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action != MoveHome && action != MoveEnd) {
        return QTableView::moveCursor(action, modifiers);
    }
    const QModelIndex moved = QTableView::moveCursor(action, modifiers | Qt::ControlModifier);
    const QModelIndex current = currentIndex();
    return moved.isValid() && current.isValid() ? moved.siblingAtColumn(current.column()) : moved;
}

void TableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && !(m_rows && index.column() == m_rows->checkColumn())) {
        Q_EMIT opened(index);
        return;
    }
    // A quick second click in a box is a second click, nothing else.
    QMouseEvent press(QEvent::MouseButtonPress, event->position(), event->globalPosition(), event->button(),
                      event->buttons(), event->modifiers());
    QTableView::mousePressEvent(&press);
}

ListView::ListView(const QString &name, QWidget *parent)
    : QListView(parent)
{
    prepare(this, name);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformItemSizes(false);
    setResizeMode(QListView::Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ListView::keyPressEvent(QKeyEvent *event)
{
    if (const int arrow = arrowFor(event); arrow != 0) {
        QKeyEvent moved(QEvent::KeyPress, arrow, Qt::NoModifier);
        QListView::keyPressEvent(&moved);
        return;
    }
    if (isEnter(event) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void ListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid()) {
        Q_EMIT opened(index);
    }
}

} // namespace AlwaysLeads
