#pragma once

#include "campaign/Campaign.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The SQL of the mailboxes a campaign sends from: the one it is written in the name of (Campaign::mailbox), and those
/// beside it. Runs on a database thread, inside its caller's transaction.
class CampaignSenders
{
    Q_DECLARE_TR_FUNCTIONS(CampaignSenders)
public:
    /// Those that are there, the campaign's own first.
    Result<QList<MailboxId>> find(Connection &connection, CampaignId campaign) const;
    /// Each once, the campaign's own first; none takes the choice back. ErrorKind::NotFound: one was removed.
    Result<> put(Connection &connection, CampaignId campaign, const QList<MailboxId> &mailboxes) const;
};

} // namespace AlwaysLeads
