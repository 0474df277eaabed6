#pragma once

#include "reply/Reply.h"

#include <QString>

namespace AlwaysLeads {

/// What stands in an answer before anybody wrote it.
struct AnswerText
{
    QString body;
    QString missing; ///< why it cannot leave as it is: a sentence; empty when it can

    static AnswerText of(const Reply &reply, const QString &firstName);
    static AnswerText followUp(const QString &firstName);
    bool operator==(const AnswerText &) const = default;
};

} // namespace AlwaysLeads
