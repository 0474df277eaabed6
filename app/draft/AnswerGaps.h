#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What Claude left open in an answer for the person to fill in: "[price for 40 trucks]".
class AnswerGaps
{
    Q_DECLARE_TR_FUNCTIONS(AnswerGaps)
public:
    /// The first one that is still there, as a sentence; empty: none. Brackets that a person typed are theirs.
    static QString in(const Draft &draft);
    /// The same; empty too when the draft is no answer.
    static Result<QString> objection(Connection &connection, const Draft &draft);
};

} // namespace AlwaysLeads
