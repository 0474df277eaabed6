#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/QualificationBrief.h"
#include "base/Result.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// How a brief becomes a question, and an answer becomes a judgement whose reasons rest on something.
class QualificationPrompt
{
    Q_DECLARE_TR_FUNCTIONS(QualificationPrompt)
public:
    static constexpr qsizetype longestFact = 2000; ///< characters of one value; notes can be a whole page
    static constexpr qsizetype longestReason = 240;
    static constexpr qsizetype mostReasons = 6;

    static ClaudeQuestion question(const QualificationBrief &brief, const QString &model, int maxTokens);
    /// ErrorKind::Invalid with what is wrong. A reason whose field is none of `facts` is kept but marked; an answer
    /// none of whose reasons holds is refused. Cost, model and time are not filled in.
    static Result<QualifiedLead> leadFrom(const ClaudeAnswer &answer, const QList<KnownFact> &facts);
};

} // namespace AlwaysLeads
