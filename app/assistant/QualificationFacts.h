#pragma once

#include "assistant/ClaudePrices.h"
#include "assistant/QualificationBrief.h"
#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

struct ClaudeQuestion;
struct SenderProfile;

/// Reads what a judgement of this person may rest on: what they do, where, for whom, and the person's own columns.
/// Their name, address and phone number stay here. Empty: nothing worth a question is known.
Result<QList<KnownFact>> qualificationFacts(Connection &connection, LeadId lead);
QualificationBrief qualificationBrief(const SenderProfile &profile, const QList<KnownFact> &facts);

/// What a question will cost, before it is asked: what is likely, and what it cannot pass.
struct QuestionCost
{
    qint64 likelyMicros = 0;
    qint64 mostMicros = 0;

    bool operator==(const QuestionCost &) const = default;
};
QuestionCost costBefore(const ClaudeQuestion &question, bool inBatch);

} // namespace AlwaysLeads
