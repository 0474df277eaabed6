#pragma once

#include "mailbox/Mailbox.h"
#include "storage/Connection.h"

#include <QList>

#include <optional>

namespace AlwaysLeads {

/// The table `mailbox`. Removed mailboxes stay as rows, because the send ledger names them.
class MailboxStore
{
public:
    /// Those not removed, oldest first.
    Result<QList<Mailbox>> list(Connection &connection) const;
    /// Also a removed one; none when there never was one.
    Result<std::optional<Mailbox>> find(Connection &connection, MailboxId id) const;
    Result<bool> isRemoved(Connection &connection, MailboxId id) const;
    Result<MailboxId> add(Connection &connection, const Mailbox &mailbox, const QDateTime &now) const;
    /// Everything but id, createdAt, pausedReason, remedy and lastSuccessAt; a trouble is forgotten, and a pause that
    /// other settings mend. ErrorKind::NotFound when it is
    /// not there.
    Result<> change(Connection &connection, const Mailbox &mailbox) const;
    Result<> remove(Connection &connection, MailboxId id, const QDateTime &now) const;
    /// An empty reason takes the pause away.
    Result<> setPaused(Connection &connection, MailboxId id, const QString &reason,
                       MailboxRemedy remedy = MailboxRemedy::TryAgain) const;
    /// Of one that is not paused; an empty one takes it away. True: it is another one now.
    Result<bool> setTrouble(Connection &connection, MailboxId id, const QString &trouble,
                            MailboxRemedy remedy = MailboxRemedy::TryAgain) const;
    Result<> noteSuccess(Connection &connection, MailboxId id, const QDateTime &at) const;
};

} // namespace AlwaysLeads
