#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/ClaudePrices.h"
#include "base/Result.h"

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

    /// Notes what came back: who answered, what it used up and cost, how it ended. What came to its end counts as used
    /// until its reader finds it unusable.
    CallCost take(const ClaudeAnswer &answer);

    /// Whether a question that failed so may cost money all the same: the service may have worked on it. Where the
    /// service itself declined, it costs nothing.
    static bool mayBeOnTheBill(const Error &error);

    bool operator==(const AssistantCall &) const = default;
};

} // namespace AlwaysLeads
