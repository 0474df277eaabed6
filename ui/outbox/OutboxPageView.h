#pragma once

#include "base/LiveQuery.h"
#include "outbox/Outbox.h"
#include "outbox/Settling.h"
#include "shell/Page.h"

#include <QHash>

class QGridLayout;
class QStackedWidget;
class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class EmptyState;
class MailboxCardView;
class OutboxModel;
class OutboxNotices;
class OutboxTop;
class PageHeader;
class SearchField;
class Segmented;
class SelectionBar;
class Shell;
class TableView;
class ThisComputerCard;
class UnknownMailCard;

/// What waits, what left, what was refused, and what needs a decision.
class OutboxPageView : public Page
{
    Q_OBJECT
public:
    OutboxPageView(Outbox &outbox, Shell &shell, QWidget *parent = nullptr);

    /// Says of mails whose fate is unknown when they are looked for, and lets the person look now.
    void addSettling(Settling &settling);

    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    QWidget *mainControl() override;

private:
    void build();
    void buildCommands();
    void refresh();
    Task<Result<OutboxPage>> ask();
    void show(const OutboxPage &page);
    void showCards(const OutboxPage &page);
    void showUnknown(const QList<OutboxRow> &rows);
    void refreshNotes();
    void showNotes(const QHash<SendId, SettlingNote> &notes);
    void lookNow(SendId id);
    void fitGroups();
    void fitColumns();
    void buildSelectionBar();
    void showSelection();
    /// Puts the selection back where a model that was reset has these mails.
    void select(const QList<SendId> &mails);
    void setShelf(int shelf);
    void searchHistory();
    const OutboxRow *currentRow() const;
    /// The selected mails in the order of the list; the current one when none is selected.
    QList<OutboxRow> chosenRows() const;
    /// Those of them that wait.
    QList<OutboxRow> chosenWaiting() const;
    void open(const QModelIndex &index);
    void explain();
    void sendNow();
    void askToSendNow(const QList<SendId> &mails, const QString &name, const SendNowOutlook &outlook);
    void holdOrRelease();
    void takeOut();
    void sendAgain(SendId id, const QString &name);
    void settle(Task<Result<>> task, const QString &said);
    void askWhy();
    void toggleStop();
    void openRowMenu(const QPoint &where);
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    Outbox &m_outbox;
    Shell &m_shell;
    PageHeader *m_header;
    Segmented *m_shelves;
    Button *m_stop;
    OutboxTop *m_top = nullptr;
    QGridLayout *m_cards;
    QList<MailboxCardView *> m_mailboxes;
    ThisComputerCard *m_computer;
    OutboxNotices *m_notices;
    QVBoxLayout *m_unknown;
    QHash<SendId, UnknownMailCard *> m_unknownCards;
    Settling *m_settling = nullptr; ///< none: nobody looks
    QWidget *m_edge; ///< above the table
    QStackedWidget *m_body;
    OutboxModel *m_model;
    TableView *m_table;
    SelectionBar *m_selection = nullptr;
    Button *m_holdChosen = nullptr;
    SearchField *m_search;
    QWidget *m_searchLine;
    EmptyState *m_empty;
    QList<QAction *> m_commands;
    OutboxPage m_page;
    LiveQuery<OutboxPage> m_reading;
    LiveQuery<QHash<SendId, SettlingNote>> m_readingNotes;
};

} // namespace AlwaysLeads
