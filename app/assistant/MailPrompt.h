#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/MailBrief.h"
#include "base/Result.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// How a brief becomes a question, and an answer becomes a mail that can be shown for approval: the whole of it, or the
/// places of it that the brief leaves to Claude.
class MailPrompt
{
    Q_DECLARE_TR_FUNCTIONS(MailPrompt)
public:
    static constexpr int likelyAnswer = 700; ///< tokens, the model's thinking included

    static ClaudeQuestion question(const MailBrief &brief, const QString &model, int maxTokens);
    /// ErrorKind::Invalid with what is wrong with it. Cost and model are not filled in.
    static Result<WrittenMail> mailFrom(const ClaudeAnswer &answer, const MailBrief &brief);
    /// The body in an answer that is still coming; for showing only, nothing of it is checked.
    static QString bodySoFar(const QString &answer, const MailBrief &brief);
};

} // namespace AlwaysLeads
