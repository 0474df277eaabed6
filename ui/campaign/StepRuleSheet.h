#pragma once

#include "campaign/Campaign.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Combo;
class TextField;

/// When a step is due, and for whom.
class StepRuleSheet : public DialogSheet
{
    Q_OBJECT
public:
    StepRuleSheet(const QString &step, const StepRule &rule, QWidget *inside);

    StepRule rule() const;
    /// Beside the condition.
    void showError(const QString &message);

Q_SIGNALS:
    void kept();
    void removeWanted();

private:
    Combo *m_delay;
    Combo *m_audience;
    TextField *m_condition;
};

} // namespace AlwaysLeads
