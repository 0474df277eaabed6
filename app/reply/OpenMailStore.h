#pragma once

#include "campaign/Campaign.h"
#include "draft/Draft.h"
#include "outbox/Send.h"
#include "storage/Connection.h"

#include <QList>

namespace AlwaysLeads {

/// A mail to somebody that has not left: its draft, and its place in the queue where it has one.
struct OpenMail
{
    DraftId draft;
    SendId send; ///< null: not queued
    SendState state = SendState::Waiting;

    bool operator==(const OpenMail &) const = default;
};

/// It does not leave: out of the queue, and its draft is skipped for this reason.
Result<> cancelMail(Connection &connection, const OpenMail &mail, const QString &why, const QDateTime &now);

/// What of somebody's mails can still be stopped. Runs on a database thread, inside its caller's transaction.
class OpenMailStore
{
public:
    /// The campaigns the person is in.
    Result<QList<CampaignId>> campaigns(Connection &connection, LeadId lead) const;
    Result<QList<OpenMail>> mails(Connection &connection, LeadId lead) const;
    /// Others of the same company who may get more mails; at most 50.
    Result<QList<LeadId>> colleagues(Connection &connection, LeadId lead) const;
};

} // namespace AlwaysLeads
