#pragma once

#include "reply/Reply.h"
#include "widgets/SheetFrame.h"

#include <QDateTime>

class QVBoxLayout;

namespace AlwaysLeads {

/// Beside a reply: who it is, what it was taken for and why, what followed, what only a person can decide.
class ReplyInspector : public Pane
{
    Q_OBJECT
public:
    explicit ReplyInspector(QWidget *parent = nullptr);

    void show(const ReplyPage &page, const QDateTime &now);
    void clear();

Q_SIGNALS:
    void personOpened(AlwaysLeads::LeadId lead);
    void classChosen(AlwaysLeads::ReplyClass value);
    void optOutDecided(bool yes);
    void senderDecided(bool yes);
    void companyDecided(bool stop);
    void bounceDecided(bool dead);
    void stepWanted(AlwaysLeads::NextStep step);
    void forwardWanted();

private:
    QVBoxLayout *addSection(const QString &title);
    void addPerson(const ReplyPage &page);
    void addClass(const ReplyPage &page);
    void addEffects(const ReplyPage &page);
    void addDecisions(const ReplyPage &page);
    void addNextSteps(const ReplyPage &page);

    QVBoxLayout *m_lines;
    QDateTime m_now;
};

} // namespace AlwaysLeads
