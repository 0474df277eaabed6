#include "widgets/RowDelegate.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"
#include "widgets/FocusRing.h"
#include "widgets/TableView.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QTextDocument>
#include <QToolTip>

namespace AlwaysLeads {

namespace {
constexpr int boxRoom = 32; // the box and the gap behind it
}

RowDelegate::RowDelegate(QAbstractItemView *view, int rowHeight)
    : QStyledItemDelegate(view)
    , m_view(view)
    , m_rowHeight(rowHeight)
{
    view->viewport()->setMouseTracking(true);
    view->viewport()->installEventFilter(this);
    view->installEventFilter(this);
}

void RowDelegate::setCheckColumn(int column)
{
    m_checkColumn = column;
    m_view->viewport()->update();
}

void RowDelegate::setRowHeight(int height)
{
    m_rowHeight = height;
}

int RowDelegate::hoveredRow() const
{
    return m_hovered.isValid() ? m_hovered.row() : -1;
}

bool RowDelegate::isHovered(const QModelIndex &index) const
{
    return m_hovered.isValid() && m_hovered.row() == index.row() && m_hovered.parent() == index.parent();
}

bool RowDelegate::isGroup(const QModelIndex &) const
{
    return false;
}

int RowDelegate::partAt(const QPointF &, const QRectF &, const QModelIndex &) const
{
    return -1;
}

QString RowDelegate::fullText(const QModelIndex &) const
{
    return {};
}

void RowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    CellPainting::line(painter, m_view, rect, index.data(Qt::DisplayRole).toString());
}

bool RowDelegate::isFirstColumn(const QModelIndex &index) const
{
    const auto *table = qobject_cast<const QTableView *>(m_view);
    return table == nullptr || table->horizontalHeader()->visualIndex(index.column()) == 0;
}

bool RowDelegate::isLastColumn(const QModelIndex &index) const
{
    const auto *table = qobject_cast<const QTableView *>(m_view);
    if (table == nullptr) {
        return true;
    }
    const QHeaderView *header = table->horizontalHeader();
    for (int visual = header->visualIndex(index.column()) + 1; visual < header->count(); ++visual) {
        if (!header->isSectionHidden(header->logicalIndex(visual))) {
            return false;
        }
    }
    return true;
}

QRect RowDelegate::wholeRow(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const auto *table = qobject_cast<const QTableView *>(m_view);
    if (table == nullptr) {
        return option.rect;
    }
    const QHeaderView *header = table->horizontalHeader();
    const int width = qMin(header->length() - header->offset(), m_view->viewport()->width() + header->offset());
    return {-header->offset(), option.rect.top(), width + header->offset(), option.rect.height()};
}

QRectF RowDelegate::cellRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool mirrored = m_view->layoutDirection() == Qt::RightToLeft;
    const auto *table = qobject_cast<const TableView *>(m_view);
    const int edge = table != nullptr ? table->edgeInset() : 12;
    const int start = isFirstColumn(index) ? edge : 8;
    const int end = isLastColumn(index) ? 12 : 8;
    return QRectF(option.rect).adjusted(mirrored ? end : start, 0, mirrored ? -start : -end, -1);
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(m_view);
    const bool group = isGroup(index);
    const bool selected = !group && option.state.testFlag(QStyle::State_Selected);
    const bool hovered = !group && isHovered(index);
    const QModelIndex now = m_view->currentIndex();
    const bool current = !group && now.isValid() && now.row() == index.row() && now.parent() == index.parent();
    const bool ringed = current && m_view->hasFocus() && FocusRing::keyboardIsLeading(m_view);
    const bool mirrored = m_view->layoutDirection() == Qt::RightToLeft;

    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    painter->setLayoutDirection(m_view->layoutDirection());
    const QColor ground = group ? theme.sunken
        : selected              ? (hovered ? theme.selectionHover : theme.selection)
        : hovered               ? theme.hover
                                : theme.surface;
    painter->fillRect(option.rect, ground);
    paintHairline(painter, option.rect, Qt::BottomEdge, theme.border);

    const QRectF inside = cellRect(option, index);
    if (index.column() == m_checkColumn && !group) {
        const QVariant state = index.data(Qt::CheckStateRole);
        const bool checked = state.isValid() ? state.toInt() == Qt::Checked : selected;
        const QRectF box(mirrored ? inside.right() - 16 : inside.left(), inside.top(), 16, inside.height());
        CellPainting::checkBox(painter, m_view, box, checked ? Qt::Checked : Qt::Unchecked,
                               index.flags().testFlag(Qt::ItemIsSelectable), !hovered);
        paintCell(painter, mirrored ? inside.adjusted(0, 0, -boxRoom, 0) : inside.adjusted(boxRoom, 0, 0, 0), index);
    } else {
        paintCell(painter, inside, index);
    }

    if (ringed) {
        paintFocusRing(painter, QRectF(wholeRow(option, index)).adjusted(0, 0, 0, -1), 6, theme.focus, -2);
    } else if (current && selected && isFirstColumn(index)) {
        const QRectF edge(mirrored ? option.rect.right() - 2 : option.rect.left(), option.rect.top(), 3,
                          option.rect.height() - 1);
        painter->fillRect(edge, theme.accent);
    }
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const qreal factor = fontsOf(m_view).textFactor();
    return {100, qRound((isGroup(index) ? 36 : m_rowHeight) * factor)};
}

bool RowDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease && !isGroup(index)) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QRectF inside = cellRect(option, index);
        if (mouse->button() == Qt::LeftButton) {
            const int part = partAt(mouse->position(), inside, index);
            if (part >= 0) {
                Q_EMIT partClicked(index, part);
                return true;
            }
            if (index.column() == m_checkColumn && mouse->position().x() < inside.left() + 28) {
                const QVariant state = index.data(Qt::CheckStateRole);
                if (state.isValid()) {
                    model->setData(index, state.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                                   Qt::CheckStateRole);
                }
                Q_EMIT toggled(index);
                return true;
            }
        }
    }
    return false; // nothing in a row is edited in place
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    const QString whole = index.isValid() ? fullText(index) : QString();
    if (whole.isEmpty()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    QToolTip::showText(event->globalPos(), Qt::mightBeRichText(whole) ? whole.toHtmlEscaped() : whole, view->viewport(),
                       option.rect);
    return true;
}

void RowDelegate::updateRow(const QModelIndex &index)
{
    if (index.isValid()) {
        const QRect cell = m_view->visualRect(index);
        m_view->viewport()->update(QRect(0, cell.top(), m_view->viewport()->width(), cell.height()));
    }
}

void RowDelegate::setHovered(const QModelIndex &index)
{
    if (isHovered(index) && index.isValid()) {
        return;
    }
    updateRow(m_hovered);
    m_hovered = index;
    updateRow(m_hovered);
}

bool RowDelegate::eventFilter(QObject *watched, QEvent *event)
{
    // A view that is being destroyed still loses the focus, when it is no more than a widget.
    if (qobject_cast<QAbstractItemView *>(static_cast<QObject *>(m_view)) == nullptr) {
        return false;
    }
    switch (event->type()) {
    case QEvent::MouseMove:
        if (watched == m_view->viewport()) {
            const QPoint position = static_cast<QMouseEvent *>(event)->pos();
            setHovered(m_view->indexAt(position));
            const QModelIndex index = m_hovered;
            QStyleOptionViewItem option;
            option.rect = m_view->visualRect(m_view->indexAt(position));
            const bool onPart = index.isValid()
                && partAt(position, cellRect(option, m_view->indexAt(position)), m_view->indexAt(position)) >= 0;
            m_view->viewport()->setCursor(onPart ? Qt::PointingHandCursor : Qt::ArrowCursor);
        }
        break;
    case QEvent::Leave:
        if (watched == m_view->viewport()) {
            setHovered(QModelIndex());
        }
        break;
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        m_view->viewport()->update();
        break;
    case QEvent::Wheel:
        setHovered(QModelIndex());
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace AlwaysLeads
