#pragma once

#include "draft/Draft.h"

namespace AlwaysLeads {

/// The column `facts` of a draft. What cannot be read counts as nothing.
QString toJson(const DraftFacts &facts);
DraftFacts draftFactsFrom(const QString &json);

} // namespace AlwaysLeads
