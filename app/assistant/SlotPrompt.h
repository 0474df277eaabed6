#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/MailBrief.h"
#include "base/Result.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace AlwaysLeads {

/// How a text with places for Claude becomes a question, and its answer the text with those places filled. Claude is
/// never asked to repeat the person's words, so it cannot change them: we put its words into the places.
class SlotPrompt
{
    Q_DECLARE_TR_FUNCTIONS(SlotPrompt)
public:
    static constexpr qsizetype most = 12; ///< places of one mail

    static ClaudeQuestion question(const MailBrief &brief, const QString &model, int maxTokens);
    /// ErrorKind::Invalid with what is wrong with it. Its sentences are Claude's alone. Cost and model are not filled
    /// in.
    static Result<WrittenMail> mailFrom(const QJsonObject &answer, const MailBrief &brief);
    /// The body with what has come so far, and "…" in the places that come yet.
    static QString bodySoFar(const QJsonObject &answer, const MailBrief &brief);
    /// The subject or the body with these words in its places: one for each of MailBrief::claude.
    static QString filled(const MailBrief &brief, bool subject, const QStringList &words);
};

} // namespace AlwaysLeads
