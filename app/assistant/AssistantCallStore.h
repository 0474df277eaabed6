#pragma once

#include "assistant/AssistantCall.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// The table of all questions. Rows are only added.
class AssistantCallStore
{
public:
    Result<> add(Connection &connection, const AssistantCall &call) const;
    /// The word in the table.
    static QString word(AssistantCall::Outcome outcome);

    /// Millionths of a US dollar spent from `from` up to and without `until`.
    Result<qint64> spentMicros(Connection &connection, const QDateTime &from, const QDateTime &until) const;
    Result<qint64> spentMicrosForDraft(Connection &connection, qint64 draftId) const;
    /// Of the tokens read for this draft, how many of a hundred came from the service's cache.
    Result<qint64> cachedPercentForDraft(Connection &connection, qint64 draftId) const;
    /// When the last answer came that this draft was written with; invalid for none.
    Result<QDateTime> lastUsedForDraft(Connection &connection, qint64 draftId) const;
};

} // namespace AlwaysLeads
