#pragma once

#include "widgets/TableView.h"

#include "lead/SavedView.h"

#include <QHash>
#include <QSet>

namespace AlwaysLeads {

class LeadTableModel;

/// The table of people. Moving chooses the row one is on; Space or a box starts collecting: from then on moving keeps
/// what is chosen, until Esc or a plain click.
class LeadsTable : public TableView
{
    Q_OBJECT
public:
    explicit LeadsTable(const QString &name, QWidget *parent = nullptr);

    bool isCollecting() const { return m_collecting; }
    qint64 chosenCount() const;
    /// The rows chosen, ascending.
    QList<int> chosenRows() const;
    void choose(const QList<int> &rows, int current, bool collecting);
    void toggleRow(int row);
    /// The box in the header: all, or none when any is chosen.
    void toggleAll();
    /// Everybody; those whose rows are not there yet as soon as they are.
    void chooseAll();
    /// Everybody is wanted, and not everybody is there: what is chosen is not what the person means.
    bool wantsMore() const { return m_wantsMore; }
    /// Whether the rows are all there will be.
    void setComplete(bool complete);
    /// The list is to be another one.
    void wantNoMore() { m_wantsMore = false; }
    /// Only the current row stays chosen.
    void stopCollecting();
    /// What the person wants to see; a narrow window hides more.
    void setColumnWanted(int column, bool wanted);
    /// Which columns in which order and width; empty: as the design has them. The model has the further ones already.
    void setColumns(const QList<LeadColumn> &columns);
    QList<LeadColumn> columns() const;
    /// Nothing was moved, sized, hidden or added.
    bool isAsDesigned() const;
    /// One place towards the start (-1) or the end (1).
    void moveColumn(int column, int step);
    /// As wide as the design has it, again.
    void resetWidth(int column);
    /// Lets the last row be scrolled clear of what floats over the list.
    void setRoomBelow(int px);
    /// Whether the titles have a column: beside the names, whatever else was arranged. It belongs to the height of the
    /// rows, not to a view: columns() leaves it out.
    void setTitlesApart(bool apart);
    /// In a small window the tags give their place to the address.
    void setNarrow(bool narrow);
    bool isColumnWanted(int column) const;
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    void choiceChanged();
    /// The person moved, sized, showed or hid one.
    void columnsChanged();

protected:
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event = nullptr) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void setCollecting(bool collecting);
    void renewColumns();
    int widthOf(int column) const;
    LeadTableModel *people() const;
    void readAhead();

    QSet<QString> m_unwanted; ///< by key, as columns come and go
    QHash<QString, int> m_widths; ///< set by hand
    bool m_arranging = false; ///< the table itself moves and sizes
    int m_roomBelow = 0;
    bool m_narrow = false;
    bool m_titlesApart = false;
    void placeTitles();
    bool m_collecting = false;
    bool m_complete = true;
    bool m_wantsMore = false;
};

} // namespace AlwaysLeads
