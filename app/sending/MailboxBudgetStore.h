#pragma once

#include "mailbox/Mailbox.h"
#include "storage/Connection.h"

#include <QDate>
#include <QTimeZone>

namespace AlwaysLeads {

/// What one mailbox may still take on for today, by its own clock.
struct MailboxBudget
{
    int limit = 0; ///< mails today, lower while it is warming up
    int sent = 0; ///< left today, may have left, or leaving
    int open = 0; ///< waiting in the outbox, or approved to leave from it

    /// Below zero when more waits than leaves today.
    int left() const { return limit - sent - open; }
    /// How many days of its limit are taken; 1 is a full day.
    double load() const { return limit > 0 ? double(sent + open) / limit : 1e9; }
    bool operator==(const MailboxBudget &) const = default;
};

/// Reads it. Runs on a database thread.
class MailboxBudgetStore
{
public:
    Result<MailboxBudget> budget(Connection &connection, const Mailbox &mailbox, const QDateTime &now) const;
    /// Days from `since` to the one before `before` on which mail left; at most 2000.
    static Result<int> daysSent(Connection &connection, MailboxId mailbox, QDate since, QDate before,
                                const QTimeZone &zone);
};

} // namespace AlwaysLeads
