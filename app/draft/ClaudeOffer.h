#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What Claude wrote for a draft that a person changed meanwhile: their words stand, and Claude's are a version that
/// they may take. Runs on a database thread, inside its caller's transaction.
class ClaudeOffer
{
    Q_DECLARE_TR_FUNCTIONS(ClaudeOffer)
public:
    /// A person changed the draft since it was as in `asked`, or types into it what is not kept yet.
    static Result<bool> isDue(Connection &connection, const Draft &draft, const Draft &asked);
    /// Notes `claudes` beside the draft, whose text stays. What its sentences rest on is kept for when it is taken.
    static Result<Draft> put(Connection &connection, const Draft &draft, const Draft &claudes, const QString &wish,
                             const QDateTime &now);
    /// The draft with Claude's text, saved; it must not be approved. ErrorKind::NotFound: there is none.
    static Result<Draft> take(Connection &connection, Draft draft, const QDateTime &now);
    /// What to say when one was put.
    static Error standsAside();
};

} // namespace AlwaysLeads
