#pragma once

#include "assistant/ClaudeAnswer.h"
#include "base/Result.h"
#include "reply/ReplyClass.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// How Claude is asked what an answer means. The mail is data inside of a JSON string, and all that comes back is one
/// of a few words and a sentence that must stand in the mail: nothing that a mail says can do more.
struct ReplyPrompt
{
    Q_DECLARE_TR_FUNCTIONS(ReplyPrompt)
public:
    static constexpr qsizetype longestText = 8000; ///< characters of the mail that are sent

    static ClaudeQuestion question(const QString &newText, const QString &model, int maxTokens);
    /// ErrorKind::Invalid: not the form we asked for, or a sentence that is not in the mail.
    static Result<Classification> classFrom(const ClaudeAnswer &answer, const QString &newText);
};

} // namespace AlwaysLeads
