#pragma once

#include "prospecting/FoundChoice.h"
#include "widgets/TableView.h"

namespace AlwaysLeads {

class FoundTableModel;

/// The table of people found. A click or Space chooses a row and leaves the others; moving chooses nothing. It shows
/// one page of a search and keeps who is chosen on the others.
class FoundTable : public TableView
{
    Q_OBJECT
public:
    FoundTable(FoundTableModel &model, QWidget *parent = nullptr);

    /// On all pages of the search.
    const FoundChoice &choice() const { return m_choice; }
    /// In the order in which the search shows them.
    QList<FoundPersonId> chosen() const { return m_choice.people(); }
    /// Of the rows in view.
    int chosenHere() const;
    /// "12 chosen, 4 on this page"
    QString choiceWords() const;
    /// All of this page; who is chosen on another stays. Those that were asked for without an answer are left to the
    /// person's own click.
    void chooseAll();
    /// Of who is chosen and who is in view, only these.
    void choose(const QList<FoundPersonId> &people);
    /// The person wants nobody of any page, and is told so.
    void dropChoice();
    /// Silently, for another search or another run of it.
    void forgetChoice();
    /// What became of them; who is in view follows the model.
    void renewChosen(const QList<FoundPerson> &people);

Q_SIGNALS:
    void choiceChanged();
    /// Many were chosen or dropped at once, which no row tells a screen reader.
    void choiceSpoken(const QString &words);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    /// px, for the longest address whole.
    int emailWish() const;
    void renewColumns();
    void toggleAll();
    /// The rows in view say who of them is chosen.
    void takeOver();
    /// Marks the rows of a page that came into view.
    void showChoice();
    void chooseHere(const QList<FoundPersonId> &people);
    void renewHeaderBox();
    int choosableRows() const;

    FoundTableModel &m_model;
    FoundChoice m_choice;
    bool m_ringUnseen = false; ///< the keyboard came here, and no ring has shown yet where it is
};

} // namespace AlwaysLeads
