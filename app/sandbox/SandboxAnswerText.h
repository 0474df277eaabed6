#pragma once

#include "sandbox/SandboxAnswers.h"

namespace AlwaysLeads {

/// What the invented people write: whole mails in the shapes that real programs give them.
class SandboxAnswerText
{
public:
    /// `mail` is ours, `mails` how many they have had so far. Empty: they do not answer.
    static QByteArray of(SandboxAnswers::Character character, int mails, const SandboxPerson &person,
                         const SandboxMail &mail, const QDateTime &now);
    /// Until they answer, in seconds.
    static int seconds(SandboxAnswers::Character character);
};

} // namespace AlwaysLeads
