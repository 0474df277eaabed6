#pragma once

#include "campaign/Campaign.h"
#include "draft/Draft.h"
#include "outbox/Send.h"
#include "storage/Connection.h"

#include <QHash>

namespace AlwaysLeads {

/// Where somebody is, as far as it matters for when a mail to them leaves.
struct ForecastPlace
{
    QString name;
    CompanyId company;
    QString city;
    QString country;
    QString phone;
    MailboxId mailbox; ///< that wrote to them first; null: none did
};

/// A draft that has not left, with its place in the outbox where it has one.
struct ForecastDraft
{
    DraftId id;
    LeadId lead;
    StepId step;
    DraftState state = DraftState::Ready;
    QDateTime dueAt; ///< invalid: at once
    SendId send; ///< null: not in the outbox
    MailboxId mailbox; ///< from which it was approved to leave; null: it was not
};

/// What waits in the outbox, of any campaign.
struct ForecastSend
{
    CampaignId campaign;
    LeadId lead;
    StepId step;
};

/// The SQL of the forecast. Every method runs on a database thread, inside its caller's transaction.
class ForecastStore
{
public:
    Result<QHash<LeadId, ForecastPlace>> places(Connection &connection, CampaignId campaign) const;
    /// In the order in which they were written.
    Result<QList<ForecastDraft>> drafts(Connection &connection, CampaignId campaign) const;
    Result<QHash<SendId, ForecastSend>> waiting(Connection &connection) const;
    /// The next mail that is queued gets a higher one.
    Result<SendId> last(Connection &connection) const;
};

} // namespace AlwaysLeads
