#pragma once

#include <QHeaderView>
#include <QListView>
#include <QPointer>
#include <QTableView>

namespace AlwaysLeads {

class RowDelegate;

/// The header of a table, 34 px: muted words, an arrow on the sorted column, and optionally a box over the check
/// column.
class TableHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit TableHeader(QWidget *parent = nullptr);

    void setCheckColumn(int column);
    void setCheckState(Qt::CheckState state);
    Qt::CheckState checkState() const { return m_checkState; }
    /// Arrows on these columns, the first one the strongest; more than one are numbered. Instead of the header's own
    /// sort indicator.
    void setSortMarks(const QList<QPair<int, Qt::SortOrder>> &marks);
    /// The keys held during the last click: Shift adds a column to the order.
    Qt::KeyboardModifiers clickModifiers() const { return m_modifiers; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void checkClicked();

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    int m_checkColumn = -1;
    Qt::CheckState m_checkState = Qt::Unchecked;
    QList<QPair<int, Qt::SortOrder>> m_marks;
    Qt::KeyboardModifiers m_modifiers;
};

/// A table of the design, to be used with a RowDelegate: whole rows, no grid, no frame, 48 px rows, smooth scrolling, J
/// and K beside the arrows. Tab leaves it.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(const QString &name, QWidget *parent = nullptr);

    /// Letters are keys of the page, not a search in the list.
    void keyboardSearch(const QString &) override { }

    TableHeader *header() const { return m_header; }
    /// Room before the first column, in head and rows: 12 px, or 20 where the table begins at the
    /// edge of its page and has no boxes, so that its words stand under the page's title.
    void setEdgeInset(int inset);
    int edgeInset() const { return m_edgeInset; }
    /// Takes the delegate's height and check column.
    void setRowDelegate(RowDelegate *delegate);

Q_SIGNALS:
    /// Enter or double click on a row.
    void opened(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    /// A row is one thing: Home and End go to the first and the last row, not along the cells of one.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void renewHeights();

    TableHeader *m_header;
    int m_edgeInset = 12;
    QPointer<RowDelegate> m_rows;
};

/// The same for one column: queues, the inbox's list.
class ListView : public QListView
{
    Q_OBJECT

public:
    explicit ListView(const QString &name, QWidget *parent = nullptr);
    void keyboardSearch(const QString &) override { }

Q_SIGNALS:
    void opened(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
};

} // namespace AlwaysLeads
