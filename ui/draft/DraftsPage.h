#pragma once

#include "base/LiveQuery.h"
#include "draft/DraftMailCard.h"
#include "draft/Review.h"
#include "shell/Page.h"

#include <QHash>

#include <stop_token>

class QHBoxLayout;
class QScrollArea;
class QStackedWidget;

namespace AlwaysLeads {

class Banner;
class Button;
class Campaigns;
class DraftInspector;
class DraftQueueModel;
class EmptyState;
class Label;
class ListView;
class PageHeader;
class RewritePanel;
class Segmented;
class Shell;
class StatusChip;
class TypingKeeper;

/// Reading and deciding, one draft at a time. What is approved is what was shown, by its hash.
class DraftsPage : public Page
{
    Q_OBJECT
public:
    static constexpr int decisionBarHeight = 56; ///< px, at least

    DraftsPage(Review &review, Campaigns &campaigns, Shell &shell, QWidget *parent = nullptr);

    /// Makes this draft the current one, on the shelf where one of this state stands.
    void showDraft(DraftId draft, DraftState state);

    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    void toggleInspector() override;
    int bottomBar() const override;
    QWidget *mainControl() override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildCentre();
    QWidget *buildBottomBar();
    void buildEmpty();
    void buildCommands();
    void refresh();
    void showRows(const QList<DraftRow> &rows);
    void showCounts(const DraftShelfCounts &counts);
    void openCurrent();
    void show(const DraftPage &page);
    void showNothing();
    /// Shows the work or the empty state.
    void turnTo(QWidget *side);
    void renewButtons();
    /// True when the draft that is shown is the current one of the queue and no decision is on its way.
    bool mayDecide() const;
    void move(int direction);
    void approve();
    void skip();
    void reject();
    void beginEditing();
    void keepEdit();
    void leaveEdit();
    void rewrite(const QString &wish);
    void retry();
    /// Takes the decided draft out of the queue and shows the next one.
    void advance(DraftId decided, DraftState state, const QString &said);
    void setSide(int side);
    /// The next or previous sentence that rests on a fact, or on none.
    void stepMark(int direction);
    void lightMark(int mark);
    void confirmSentence(const QString &sentence);
    void useVersion(const QString &subject, const QString &body);
    void resumeTyping(const DraftTyping &typing);
    void findTyping();
    void findAlike();
    void reviewAlike();
    void openAlike(const QList<DraftPage> &pages);
    void exportLog();
    void saveLog(const QString &file);
    void showWriting();
    void showRules();
    void decideRule(qint64 rule, WritingRule::State state);
    void askAutomatic();
    void sendToMyself();
    QWidget *buildNotices();
    /// This side of the mail, or back to the draft when it is shown already.
    void toggleSide(DraftMailCard::Side side);

    Review &m_review;
    Campaigns &m_campaigns;
    Shell &m_shell;
    PageHeader *m_header;
    Segmented *m_shelves;
    DraftQueueModel *m_model;
    ListView *m_queue;
    QStackedWidget *m_body;
    EmptyState *m_empty;
    QWidget *m_work = nullptr;
    QWidget *m_bar = nullptr;
    StatusChip *m_origin;
    Segmented *m_sides;
    Banner *m_problem;
    QScrollArea *m_scroll = nullptr;
    DraftMailCard *m_card;
    RewritePanel *m_rewritePanel;
    DraftInspector *m_inspector;
    Button *m_goToLeads;
    Button *m_seeOutbox;
    Button *m_undoLast;
    Button *m_approve;
    Button *m_edit;
    Button *m_rewrite;
    Button *m_skip;
    Button *m_reject;
    Button *m_retry;
    Button *m_keep;
    Button *m_leave;
    Label *m_position;
    Button *m_alike;
    Button *m_more;
    Banner *m_rule;
    TypingKeeper *m_typing;
    std::stop_source m_stopWriting;
    int m_alikes = 0; ///< how many are alike to the one shown, itself included; 0 until it is known
    std::optional<WritingRule> m_proposed;
    bool m_lookedForTyping = false;
    bool m_writing = false; ///< Claude's text of m_shown is coming; what the database has of it waits
    QList<QAction *> m_commands;
    std::optional<DraftPage> m_shown;
    DraftId m_wanted; ///< the draft that is being read from the database
    int m_readings = 0; ///< how often one was: only the last answer counts, there are several readers
    DraftId m_asked; ///< of showDraft(), until the queue has come
    bool m_busy = false; ///< a decision is on its way; further keys wait for the next draft
    bool m_inspectorHidden = false; ///< by the person
    QHash<DraftId, DraftState> m_decisions; ///< of this sitting, the last one for each draft
    LiveQuery<DraftShelfCounts> m_counts;
    LiveQuery<QList<DraftRow>> m_rows;
};

} // namespace AlwaysLeads
