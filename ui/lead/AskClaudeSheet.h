#pragma once

#include "lead/Lead.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

class Button;
class Label;
class QualificationBatches;
struct BatchCost;

/// Says what asking Claude about many people costs, before anything is asked.
class AskClaudeSheet : public DialogSheet
{
    Q_OBJECT
public:
    AskClaudeSheet(QualificationBatches &batches, const QList<LeadId> &leads, QWidget *inside);
    ~AskClaudeSheet() override;

Q_SIGNALS:
    void confirmed();
    /// The person wants to raise the month's limit.
    void limitWanted();

private:
    void showCost(const BatchCost &cost);

    Label *m_cost;
    Label *m_left;
    Button *m_limit; ///< where that is set; only while it is in the way
    Label *m_out;
    Button *m_ask;
    std::stop_source m_reading;
};

} // namespace AlwaysLeads
