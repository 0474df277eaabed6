#pragma once

#include <QAbstractItemView>
#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

namespace AlwaysLeads {

/// Paints a row's ground (hover, selected, the bar of the current one, hairline, keyboard ring) and leaves the inside
/// of each cell to its subclasses. It works for tables and lists, and keeps track of the row under the mouse.
///
/// A page subclasses it, paints in paintCell() with CellPainting, and its model says
/// each row in Qt::AccessibleTextRole ("name, title, company, address verified, score 92").
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(QAbstractItemView *view, int rowHeight = 48);

    /// Shows boxes in this column; a click in one sends toggled(). Its state is the model's Qt::CheckStateRole, or the
    /// selection when the model has none. -1 (the start): none.
    void setCheckColumn(int column);
    int checkColumn() const { return m_checkColumn; }
    void setRowHeight(int height);
    int rowHeight() const { return m_rowHeight; }
    int hoveredRow() const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

Q_SIGNALS:
    /// A click in the box of a row.
    void toggled(const QModelIndex &index);
    /// A click on a part that partAt() named.
    void partClicked(const QModelIndex &index, int part);

protected:
    QAbstractItemView *view() const { return m_view; }
    bool isHovered(const QModelIndex &index) const;
    /// Inside of the cell: `rect` has 12 px inset at the row's two ends and 8 between columns.
    virtual void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const;
    /// For actions painted in a row: a number of 0 or more when `position` is on one.
    virtual int partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const;
    /// The full text for the tooltip of a cell, empty for none.
    virtual QString fullText(const QModelIndex &index) const;
    /// Group rows and the like: no hover, no selection, `sunken` ground.
    virtual bool isGroup(const QModelIndex &index) const;

    QRectF cellRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QRect wholeRow(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void setHovered(const QModelIndex &index);
    void updateRow(const QModelIndex &index);
    bool isFirstColumn(const QModelIndex &index) const;
    bool isLastColumn(const QModelIndex &index) const;

    QAbstractItemView *m_view;
    int m_rowHeight;
    int m_checkColumn = -1;
    QPersistentModelIndex m_hovered;
};

} // namespace AlwaysLeads
