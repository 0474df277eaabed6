#pragma once

#include "outbox/Outbox.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Shell;

/// "Why is nothing sending?": every reason, the most general first, each with its way out.
class WhySheet : public DialogSheet
{
    Q_OBJECT
public:
    WhySheet(const QList<SendObstacle> &obstacles, Outbox &outbox, Shell &shell, QWidget *inside);

private:
    void mend(SendObstacle::Fix fix);

    Outbox &m_outbox;
    Shell &m_shell;
};

} // namespace AlwaysLeads
