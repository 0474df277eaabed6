#pragma once

#include "mailbox/MailboxHealth.h"
#include "storage/Connection.h"

#include <QHash>

namespace AlwaysLeads {

/// The table `mailbox_sign_in`.
class MailboxSignInStore
{
public:
    Result<QHash<MailboxId, MailboxSignInState>> all(Connection &connection) const;
    Result<std::optional<MailboxSignInState>> find(Connection &connection, MailboxId id) const;
    /// The person signed in: whatever was wrong is over.
    Result<> noteSignedIn(Connection &connection, MailboxId id, const QDateTime &at) const;
    Result<> noteRenewed(Connection &connection, MailboxId id, const QDateTime &at) const;
    /// `claims` as MailboxSignInState::claims; empty ones leave those that are there.
    Result<> noteProblem(Connection &connection, MailboxId id, const QString &problem, const QString &claims) const;
    Result<> remove(Connection &connection, MailboxId id) const;
};

} // namespace AlwaysLeads
