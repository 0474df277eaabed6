#pragma once

#include <QJsonObject>
#include <QString>

namespace AlwaysLeads {

/// What the stand-in of Claude says of a mail that came back, asked as ReplyPrompt asks: its class, and the sentence.
QJsonObject claudeReplyClassFor(const QString &text);
/// An answer to it, asked as AnswerPrompt asks; `rules` end with the sender.
QJsonObject claudeReplyAnswerFor(const QString &text, const QString &rules);

} // namespace AlwaysLeads
