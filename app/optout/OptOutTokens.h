#pragma once

#include "lead/Lead.h"
#include "outbox/Send.h"
#include "storage/Connection.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace AlwaysLeads {

/// Whom a "no" with a token of ours is from.
struct UnsubscribedPerson
{
    SendId send; ///< our mail that carried the token, or the latest one to that address
    LeadId lead; ///< null: the person was taken away meanwhile
    CampaignId campaign;
    QStringList addresses; ///< the one we wrote to first, then the one the person has now

    bool operator==(const UnsubscribedPerson &) const = default;
};

/// Turns the tokens of List-Unsubscribe back into people: the one that a mail to us comes back with in its subject
/// names the mail it was in, the one of the one-click link (UnsubscribeLink::token) the address that was written to.
/// Neither can be guessed, so that nobody unsubscribes somebody else. Runs on a database thread.
class OptOutTokens
{
public:
    /// Whether it is worth asking: "unsubscribe 5f2b…".
    static bool mayBeIn(const QString &subject);
    /// Nothing: no token of ours is in it.
    Result<std::optional<UnsubscribedPerson>> find(Connection &connection, const QString &subject) const;

private:
    Result<std::optional<UnsubscribedPerson>> byMail(Connection &connection, const QString &token) const;
    Result<std::optional<UnsubscribedPerson>> byAddress(Connection &connection, const QString &token) const;
    Result<std::optional<UnsubscribedPerson>> first(Connection &connection, const QString &where,
                                                    const QVariantList &values) const;
};

} // namespace AlwaysLeads
