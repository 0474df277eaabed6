#pragma once

#include "draft/Review.h"
#include "reply/Reply.h"

#include <QSet>
#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace AlwaysLeads {

class Answers;
class Button;
class DraftMailCard;
class Hairline;
class Label;
class Shell;
class StatusChip;
class TypingKeeper;

/// Under a reply: the answer to it. A draft like others, read and approved here; what is approved is what was shown.
class AnswerPanel : public QWidget
{
    Q_OBJECT
public:
    AnswerPanel(Answers &answers, Review &review, Shell &shell, QWidget *parent = nullptr);

    /// While somebody writes in it, the same reply is not shown anew.
    void show(const ReplyPage &page);
    void clear();

    /// When this reply is shown the keyboard goes into words that were typed and not kept.
    void resumeWithFocus(ReplyId reply) { m_resumed = reply; }
    bool isEditing() const;
    /// Whether somebody is there who can be answered.
    static bool mayAnswer(const ReplyPage &page);
    /// The answer as it is shown; nothing: there is none.
    const std::optional<DraftPage> &draft() const { return m_draft; }
    /// Lights the sentences that rest on this fact of the draft; -1: none.
    void lightFact(int fact);

    /// Writes an answer, or opens the one that is there.
    void begin();
    /// Writes an answer, or the one that is there anew.
    void write();
    /// The next mail at another time.
    void chooseLater();
    void approve();
    void edit();
    void keep();
    void leave();
    /// A person says that a marked sentence is true: the first one, or this.
    void confirm();
    void confirmSentence(const QString &sentence);
    /// What Claude wrote while the answer was being changed comes in its place.
    void takeOffer();
    /// Throws the draft away.
    void discard();

Q_SIGNALS:
    void approved(AlwaysLeads::ReplyId reply, AlwaysLeads::DraftId draft);
    void discarded(AlwaysLeads::DraftId draft);
    /// Another draft is shown, another text of it, or none.
    void draftShown();
    /// The pointer is over a sentence that rests on these facts of the draft.
    void factsPointedAt(const QList<int> &facts);

protected:
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void readDraft(DraftId id);
    void showDraft(const DraftPage &page);
    void showButtons();
    void showHead();
    void showNote();
    void forgetDraft();
    void followUp(const QDateTime &when);
    /// Words typed are kept as the answer's text: another reply, another page, or the end.
    void keepBeforeLeaving();
    void resumeTyping(const DraftTyping &typing);
    bool isDecided() const;
    bool isWriting() const { return m_writing.contains(m_reply); }
    QString firstProblem() const;

    Answers &m_answers;
    Review &m_review;
    Shell &m_shell;
    QWidget *m_head;
    StatusChip *m_origin;
    Label *m_from;
    Hairline *m_rule;
    DraftMailCard *m_card;
    QVBoxLayout *m_foot;
    Label *m_note;
    Button *m_write;
    Button *m_later;
    Button *m_approve;
    Button *m_edit;
    Button *m_discard;
    Button *m_keep;
    Button *m_leave;
    Button *m_confirm;
    Button *m_take;
    TypingKeeper *m_typing;
    ReplyId m_reply;
    QString m_answeredAddress; ///< whom the thread is with
    QString m_threadSubject;
    bool m_mayAnswer = false;
    std::optional<DraftPage> m_draft;
    int m_readings = 0; ///< how often one was asked for: only the last answer counts, there are several readers
    bool m_busy = false; ///< a decision is on its way
    ReplyId m_resumed;
    QSet<ReplyId> m_writing; ///< Claude's text for them is coming
};

} // namespace AlwaysLeads
