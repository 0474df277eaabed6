#pragma once

#include "draft/SenderChoice.h"
#include "mailbox/Mailbox.h"
#include "sending/LocalTime.h"
#include "sending/SendingRules.h"
#include "storage/Connection.h"

#include <map>

namespace AlwaysLeads {

/// What each mailbox has taken on while a forecast goes on, so that SenderChoice chooses among them at a time to come
/// as it will then: what MailboxBudgetStore will read. Runs on a database thread.
class ForecastSenders
{
public:
    Result<> read(Connection &connection, const QDateTime &now);
    bool isPaused(MailboxId mailbox) const;
    /// Mailbox::mayFollowUp().
    bool mayFollowUp(MailboxId mailbox) const;
    QString address(MailboxId mailbox) const;

    /// Null where there is nothing to choose between.
    MailboxId choose(const QList<MailboxId> &senders, Moment at) const;
    /// A mail was approved to leave from it.
    void takeOn(MailboxId mailbox);
    /// Such a mail left then.
    void leave(MailboxId mailbox, Moment at);

private:
    struct Load
    {
        Mailbox mailbox;
        SendingRules rules;
        QTimeZone zone; ///< of its days
        int open = 0;
        int daysSent = 0; ///< of warming up, before the first of `sent`
        std::map<QDate, int> sent; ///< from the day on which the forecast was made
    };
    static MailboxBudget budget(const Load &load, Moment at);

    std::map<MailboxId, Load> m_loads;
};

} // namespace AlwaysLeads
