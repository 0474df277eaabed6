#pragma once

#include "prospecting/FoundPerson.h"
#include "widgets/TableView.h"

namespace AlwaysLeads {

class FoundTableModel;

/// The table of people found. A click or Space chooses a row and leaves the others; moving chooses nothing.
class FoundTable : public TableView
{
    Q_OBJECT
public:
    FoundTable(FoundTableModel &model, QWidget *parent = nullptr);

    /// In the order of the rows.
    QList<FoundPersonId> chosen() const;
    /// Those that were asked for without an answer are left to the person's own click.
    void chooseAll();
    void choose(const QList<FoundPersonId> &people);

Q_SIGNALS:
    void choiceChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    /// px, for the longest address whole.
    int emailWish() const;
    void renewColumns();
    void toggleAll();
    void renewHeaderBox();
    int choosableRows() const;

    FoundTableModel &m_model;
};

} // namespace AlwaysLeads
