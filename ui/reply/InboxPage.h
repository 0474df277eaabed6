#pragma once

#include "base/LiveQuery.h"
#include "base/Task.h"
#include "reply/Reply.h"
#include "shell/Page.h"

#include <QUrl>

#include <functional>
#include <optional>

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace AlwaysLeads {

class AnswerPanel;
class Answers;
class Button;
class ElidedLabel;
class EmptyState;
class IconButton;
class InboxModel;
class Label;
class ListView;
class PageHeader;
class Replies;
class ReplyCard;
class ReplyInspector;
class Review;
class Segmented;
class SentMailCard;
class Shell;

/// What came back: the replies of all mailboxes, one of them with the mail it answers, and what it means. Everything a
/// stranger wrote is shown as text.
class InboxPage : public Page
{
    Q_OBJECT
public:
    InboxPage(Replies &replies, Answers &answers, Review &review, Shell &shell, QWidget *parent = nullptr);

    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    QWidget *mainControl() override;
    /// With this reply current, on whatever shelf it lies.
    void showReply(ReplyId reply);
    void toggleInspector() override;
    /// What opens the mail program of the person; tests watch here.
    void setOpenLink(std::function<bool(const QUrl &)> openLink) { m_openLink = std::move(openLink); }

Q_SIGNALS:
    /// The person wants the mailboxes looked at now.
    void lookRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    QWidget *buildCentre();
    void buildCommands();
    void refresh();
    void showList(const InboxList &list);
    void showCounts(const InboxCounts &counts);
    /// The reply that is chosen is the one on the screen.
    bool mayAct() const;
    void openCurrent();
    void showPage(const ReplyPage &page);
    void choose(ReplyClass value);
    void finish();
    void snooze();
    bool isSnoozed() const;
    void move(int direction);
    void answerApproved(ReplyId reply, DraftId draft);
    void answerDiscarded(DraftId draft);
    /// Opens the reply whose answer was being typed when the program ended without being asked.
    void findTyping();
    void noteStep(NextStep step);
    void forward();
    bool isNarrow() const;
    void placeInspector();
    void decide(Task<Result<>> deciding, const QString &said);
    InboxShelf shelf() const;
    InboxQuery query() const;
    /// The shelf, the class, or both are other ones.
    void restart();
    void chooseClass(std::optional<ReplyClass> value);
    void openClassMenu();

    Replies &m_replies;
    Answers &m_answers;
    Review &m_review;
    Shell &m_shell;
    PageHeader *m_header;
    Segmented *m_shelves;
    Label *m_looked;
    IconButton *m_look;
    IconButton *m_filter;
    IconButton *m_details; ///< of a narrow window
    QStackedWidget *m_body;
    EmptyState *m_empty;
    QWidget *m_work = nullptr;
    QHBoxLayout *m_columns = nullptr; ///< of m_work
    InboxModel *m_model;
    ListView *m_list;
    ElidedLabel *m_subject;
    Button *m_done;
    Button *m_snooze;
    SentMailCard *m_sent;
    Label *m_warning;
    ReplyCard *m_reply;
    AnswerPanel *m_answer;
    ReplyInspector *m_inspector;
    std::function<bool(const QUrl &)> m_openLink;
    QList<QAction *> m_commands;
    std::optional<ReplyPage> m_shown;
    std::optional<ReplyClass> m_class; ///< only these are listed
    ReplyId m_wanted; ///< to be current after the next reading
    int m_readings = 0; ///< how often a thread was asked for: only the last answer counts, there are several readers
    bool m_isSeeking = false; ///< where showReply() has to go
    int m_row = 0;
    bool m_inspectorWanted = true; ///< beside the thread
    bool m_drawerOpen = false; ///< over it, in a narrow window
    bool m_lookedForTyping = false;
    LiveQuery<InboxCounts> m_counts;
    LiveQuery<InboxList> m_rows;
};

} // namespace AlwaysLeads
