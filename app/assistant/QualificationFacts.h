#pragma once

#include "assistant/QualificationBrief.h"
#include "assistant/QuestionCost.h"
#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

struct SenderProfile;

/// Reads what a judgement of this person may rest on: what they do, where, for whom, and the person's own columns.
/// Their name, address and phone number stay here. Empty: nothing worth a question is known.
Result<QList<KnownFact>> qualificationFacts(Connection &connection, LeadId lead);
QualificationBrief qualificationBrief(const SenderProfile &profile, const QList<KnownFact> &facts);

} // namespace AlwaysLeads
