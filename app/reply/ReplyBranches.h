#pragma once

#include "reply/BranchStore.h"

namespace AlwaysLeads {

/// Lets somebody who answered go on in the campaign they answered to, where it has a step for such an answer. The steps
/// before it that are meant for silent people are passed over. Who says no, or is the wrong one, goes on nowhere. The
/// mail of the step is a draft that a person reads, as all are.
class ReplyBranches
{
public:
    /// How an answer finds its campaign: to be asked before anything is stopped.
    struct Place
    {
        QList<StepAhead> ahead;
        bool goesOn = false;
    };
    Result<Place> find(Connection &connection, const Reply &reply) const;
    /// Once everything that was open is stopped.
    Result<> begin(Connection &connection, const Reply &reply, const Place &place, const QString &why,
                   const QDateTime &now) const;
    /// The answer has another class now. What a person did with them in the campaign meanwhile stays, unless a person
    /// says the class. Whether they go on, where that is new.
    Result<std::optional<bool>> turn(Connection &connection, const Reply &reply, const QString &why,
                                     const QDateTime &now) const;

private:
    Result<> pass(Connection &connection, const Reply &reply, const QList<StepAhead> &ahead, const QString &why,
                  const QDateTime &now) const;

    BranchStore m_store;
};

} // namespace AlwaysLeads
