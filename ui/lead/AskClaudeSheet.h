#pragma once

#include "lead/Lead.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

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

private:
    void showCost(const BatchCost &cost);

    Label *m_cost;
    Label *m_left;
    Label *m_out;
    Button *m_ask;
    std::stop_source m_reading;
};

} // namespace AlwaysLeads
