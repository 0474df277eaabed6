#pragma once

#include "reply/AnswerPrompt.h"

#include <QJsonValue>

namespace AlwaysLeads {

/// What the sentences of an answer rest on: what is known of the reader, what the sender says of themself, and the
/// thread. What they wrote is a fact for whoever names it; what we wrote is our own word.
class AnswerFacts
{
public:
    /// Fills in body and sentences. A day or an hour that nothing names is marked too: whether the person is free then
    /// is theirs to say.
    static void check(WrittenMail &mail, const QJsonValue &sentences, const AnswerPrompt::Brief &brief);

private:
    static MailBrief all(const AnswerPrompt::Brief &brief);
    static void markAppointments(WrittenSentence &sentence, const MailBrief &known);
};

} // namespace AlwaysLeads
