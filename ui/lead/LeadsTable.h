#pragma once

#include "widgets/TableView.h"

#include <QSet>

namespace AlwaysLeads {

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
    /// Only the current row stays chosen.
    void stopCollecting();
    /// What the person wants to see; a narrow window hides more.
    void setColumnWanted(int column, bool wanted);
    /// Lets the last row be scrolled clear of what floats over the list.
    void setRoomBelow(int px);
    /// In a small window the tags give their place to the address.
    void setNarrow(bool narrow);
    bool isColumnWanted(int column) const { return !m_unwanted.contains(column); }

Q_SIGNALS:
    void choiceChanged();

protected:
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event = nullptr) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void updateGeometries() override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void setCollecting(bool collecting);
    void renewColumns();

    QSet<int> m_unwanted;
    int m_roomBelow = 0;
    bool m_narrow = false;
    bool m_collecting = false;
};

} // namespace AlwaysLeads
