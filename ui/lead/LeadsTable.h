#pragma once

#include "widgets/TableView.h"

namespace AlwaysLeads {

class LeadTableColumns;
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
    LeadTableColumns *columns() const { return m_columns; }
    /// Lets the last row be scrolled clear of what floats over the list.
    void setRoomBelow(int px);
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    void choiceChanged();

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
    LeadTableModel *people() const;
    void readAhead();

    LeadTableColumns *m_columns;
    int m_roomBelow = 0;
    bool m_collecting = false;
    bool m_complete = true;
    bool m_wantsMore = false;
};

} // namespace AlwaysLeads
