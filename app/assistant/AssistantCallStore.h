#pragma once

#include "assistant/ClaudeAnswer.h"
#include "storage/Connection.h"

#include <QDateTime>

namespace AlwaysLeads {

/// One question put to Claude, and what became of it.
struct AssistantCall
{
    enum class Outcome {
        Used,
        CutOff,
        Refused,
        Unusable, ///< an answer that is not what was asked for
        NoAnswer, ///< none came, or nobody waited for it: it may be on the bill all the same, counted as nothing
    };

    qint64 draftId = 0; ///< 0 for none
    QString purpose; ///< "write mail"
    QString model;
    QString requestId;
    ClaudeUsage usage;
    qint64 costMicros = 0;
    Outcome outcome = Outcome::Used;
    QDateTime at;

    bool operator==(const AssistantCall &) const = default;
};

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
