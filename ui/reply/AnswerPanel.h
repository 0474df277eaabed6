#pragma once

#include "draft/Review.h"
#include "reply/Reply.h"

#include <QWidget>

#include <optional>

namespace AlwaysLeads {

class Answers;
class Button;
class DraftMailCard;
class Label;
class Shell;

/// Under a reply: the answer to it. A draft like others, read and approved here; what is approved is what was shown.
class AnswerPanel : public QWidget
{
    Q_OBJECT
public:
    AnswerPanel(Answers &answers, Review &review, Shell &shell, QWidget *parent = nullptr);

    /// While somebody writes in it, the same reply is not shown anew.
    void show(const ReplyPage &page);
    void clear();

    /// Writes an answer, or the one that is there anew.
    void write();
    /// The next mail at another time.
    void chooseLater();
    void approve();
    void edit();
    /// Throws the draft away.
    void discard();

Q_SIGNALS:
    void approved(AlwaysLeads::ReplyId reply);

private:
    void build();
    void readDraft(DraftId id);
    void showDraft(const DraftPage &page);
    void showButtons();
    void followUp(const QDateTime &when);
    void keep();
    void leave();
    bool isDecided() const;

    Answers &m_answers;
    Review &m_review;
    Shell &m_shell;
    Label *m_title;
    Label *m_from;
    DraftMailCard *m_card;
    Label *m_note;
    Button *m_write;
    Button *m_later;
    Button *m_approve;
    Button *m_edit;
    Button *m_discard;
    Button *m_keep;
    Button *m_leave;
    ReplyId m_reply;
    bool m_mayAnswer = false;
    std::optional<DraftPage> m_draft;
    bool m_busy = false;
};

} // namespace AlwaysLeads
