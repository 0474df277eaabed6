#pragma once

#include "outbox/OutboxPage.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Label;

/// Mail leaves from this computer, so it has to be on: until when today, and what happens if it is not.
class ThisComputerCard : public Card
{
    Q_OBJECT
public:
    explicit ThisComputerCard(QWidget *parent = nullptr);

    void show(const OutboxPage &page);

Q_SIGNALS:
    /// The person wants another rule.
    void ruleRequested();

private:
    Label *m_title;
    Label *m_text;
};

} // namespace AlwaysLeads
