#include "draft/DraftWriter.h"

#include <utility>

// Drafts for people, whatever campaigns they are in.
namespace AlwaysLeads {

Task<Result<WritingPlan>> DraftWriter::plan(QList<LeadId> leads)
{
    auto reading = m_database.read<WritingPlan>(
        [leads](Connection &connection) { return WritingPlans().make(connection, leads); });
    Result<WritingPlan> plan = co_await reading;
    co_return plan;
}

Task<Result<WritingCost>> DraftWriter::cost(WritingPlan plan)
{
    WritingCost none;
    if (!m_claude.means) {
        co_return Result<WritingCost>(none);
    }
    auto asking = claudeWrites(true);
    Result<bool> byClaude = co_await asking;
    if (!byClaude) {
        co_return failureOf(std::move(byClaude));
    }
    auto counting = m_claude.means();
    Result<ClaudeMeans> means = co_await counting;
    if (!means) {
        co_return failureOf(std::move(means));
    }
    auto reading = m_database.read<WritingCost>([plan, byClaude = *byClaude, means = *means,
                                                 now = m_clock.now()](Connection &connection) -> Result<WritingCost> {
        WritingCost cost;
        cost.leftMicros = means.leftMicros;
        cost.limitMicros = means.limitMicros;
        for (const WritingPart &part : plan.parts) {
            Result<> added =
                addCost(connection, part.campaign, part.step, part.due.keys(), byClaude, now, means.model, cost);
            if (!added) {
                return failureOf(std::move(added));
            }
        }
        return cost;
    });
    Result<WritingCost> outcome = co_await reading;
    co_return outcome;
}

} // namespace AlwaysLeads
