#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/MailBrief.h"
#include "base/Result.h"
#include "reply/ReplyClass.h"

#include <QCoreApplication>
#include <QDate>

namespace AlwaysLeads {

/// How Claude is asked to answer somebody's mail. That mail is data inside of a JSON string; what comes back is text
/// for a draft that a person reads: plain, bounded, without links or addresses.
struct AnswerPrompt
{
    Q_DECLARE_TR_FUNCTIONS(AnswerPrompt)
public:
    static constexpr qsizetype longestText = 8000; ///< characters of each mail that are sent
    static constexpr qsizetype longestBody = 4000;

    struct Brief
    {
        MailAuthor sender;
        QString ourMail;
        QString theirMail;
        ReplyClass value = ReplyClass::Other;
        QDate today;
    };

    static ClaudeQuestion question(const Brief &brief, const QString &model, int maxTokens);
    /// ErrorKind::Invalid: not the form we asked for, or text that no mail of ours may hold.
    static Result<QString> bodyFrom(const ClaudeAnswer &answer);
};

} // namespace AlwaysLeads
