#pragma once

#include "draft/DraftPage.h"
#include "reply/Reply.h"
#include "widgets/SheetFrame.h"

#include <QDateTime>

#include <optional>

class QVBoxLayout;

namespace AlwaysLeads {

class AnswerBasis;
class ReplySection;

/// Beside a reply: who it is, what it was taken for and why, what followed, what only a person can decide.
class ReplyInspector : public Pane
{
    Q_OBJECT
public:
    explicit ReplyInspector(QWidget *parent = nullptr);

    void show(const ReplyPage &page, const QDateTime &now);
    void clear();
    /// What the answer under the reply rests on; nothing: there is none.
    void showAnswer(const std::optional<DraftPage> &draft);
    /// Lights these facts of the answer.
    void light(const QList<int> &facts);

Q_SIGNALS:
    void personOpened(AlwaysLeads::LeadId lead);
    void classChosen(AlwaysLeads::ReplyClass value);
    void optOutDecided(bool yes);
    void senderDecided(bool yes);
    void companyDecided(bool stop);
    void bounceDecided(bool dead);
    void stepWanted(AlwaysLeads::NextStep step);
    void forwardWanted();
    /// The pointer or the keyboard is at this fact of the answer; -1: at none.
    void factEntered(int fact);
    /// The person says that this sentence of the answer is true.
    void confirmed(const QString &sentence);

private:
    ReplySection *add(ReplySection *section);
    void addPerson(const ReplyPage &page);
    void addClass(const ReplyPage &page);
    void addEffects(const ReplyPage &page);
    void addDecisions(const ReplyPage &page);
    void addNextSteps(const ReplyPage &page);

    QVBoxLayout *m_lines;
    AnswerBasis *m_answer = nullptr; ///< of the current content
    QDateTime m_now;
};

} // namespace AlwaysLeads
