#pragma once

#include "prospecting/FoundPerson.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Whom one call asks for, in the order of the call.
struct Reveal
{
    RevealId id;
    QList<FoundPerson> people;

    QStringList apolloIds() const;
};

/// The ledger of reveals: what may have been charged is on the disk before the call leaves, so that no crash hides a
/// cost or asks for a person twice.
class RevealStore
{
    Q_DECLARE_TR_FUNCTIONS(RevealStore)
public:
    struct Intent
    {
        Reveal reveal; ///< nobody: all were known, or the cap is reached
        int skipped = 0; ///< not asked for, since they are known or said no
        int overCap = 0; ///< not asked for, since the day's cap is reached
    };
    /// Decides once more who may be asked for and writes it down. `left` is what the cap allows, in people.
    Result<Intent> begin(Connection &connection, const QList<FoundPersonId> &ids, RevealAgain again, qint64 left,
                         const QDateTime &now) const;
    /// Apollo's answer, before anything is done with it. Its cost counts from here.
    Result<> noteAnswer(Connection &connection, const Reveal &reveal, const ApolloReveal &answer) const;
    Result<> noteSettled(Connection &connection, RevealId id, const QDateTime &now) const;
    /// Surely not charged: its people can be asked for again.
    Result<> noteRefused(Connection &connection, RevealId id, const QString &problem, const QDateTime &now) const;
    /// Perhaps charged: counts in full, and its people are asked for again only when the person says so.
    Result<> noteUnknown(Connection &connection, RevealId id, const QString &problem, const QDateTime &now) const;

    /// In thousandths of a credit; calls without an answer count as if everybody had been charged.
    Result<qint64> usedMillis(Connection &connection, const QDateTime &from, const QDateTime &until) const;

    struct Unfinished
    {
        Reveal reveal;
        bool answered = false;
        ApolloReveal answer;
    };
    /// What a crash left behind.
    Result<QList<Unfinished>> unfinished(Connection &connection) const;

private:
    Result<Reveal> reveal(Connection &connection, RevealId id) const;
    Result<> setState(Connection &connection, RevealId id, const QString &state, const QString &problem,
                      const QDateTime &now) const;
};

} // namespace AlwaysLeads
