#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/MailBrief.h"
#include "base/Result.h"
#include "reply/ReplyClass.h"

#include <QCoreApplication>
#include <QDate>

namespace AlwaysLeads {

/// The question for an answer to somebody's mail. That mail is data inside of a JSON string; what comes back is text
/// for a draft that a person reads: plain, bounded, without links or addresses, each sentence compared with what it
/// rests on.
struct AnswerPrompt
{
    Q_DECLARE_TR_FUNCTIONS(AnswerPrompt)
public:
    static constexpr qsizetype longestText = 8000; ///< characters of each mail that are sent

    struct Brief
    {
        MailBrief reader; ///< who writes and what is known of the reader; its texts stay empty
        QString ourMail;
        QString theirMail;
        ReplyClass value = ReplyClass::Other;
        QDate today;
    };

    static ClaudeQuestion question(const Brief &brief, const QString &model, int maxTokens);
    /// ErrorKind::Invalid: not the form we asked for, or text that no mail of ours may hold. Without a subject.
    static Result<WrittenMail> mailFrom(const ClaudeAnswer &answer, const Brief &brief);
};

} // namespace AlwaysLeads
