#pragma once

#include "reply/MailSource.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// How the watching of one mailbox stands.
struct MailWatch
{
    MailboxId mailbox;
    QDateTime lookedAt;
    QDateTime nextAt; ///< invalid with a problem: only the person can mend it
    int failures = 0;
    QString problem;
    QDateTime firstSentAt; ///< of our first mail from it; invalid: none yet, so nothing can come back

    bool operator==(const MailWatch &) const = default;
};

/// The SQL of watching mailboxes: when each is looked at, and how far its folders were read. Runs on a database thread,
/// inside its caller's transaction.
class MailWatchStore
{
public:
    /// Of those that are read: a sign-in that may only send sees nothing.
    Result<QList<MailWatch>> watches(Connection &connection) const;
    /// What came before is no news: until a mailbox was looked at, that is when it was added. Invalid: all is news.
    Result<QDateTime> newsFrom(Connection &connection, MailboxId mailbox) const;
    Result<> putWatch(Connection &connection, const MailWatch &watch) const;
    Result<FolderMark> mark(Connection &connection, MailboxId mailbox, const QString &folder) const;
    Result<> putMark(Connection &connection, MailboxId mailbox, const FolderMark &mark) const;
};

} // namespace AlwaysLeads
