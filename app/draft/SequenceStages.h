#pragma once

#include "draft/SequenceStore.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QHash>

namespace AlwaysLeads {

/// Mails of a step that are to be written now, and before when each may not leave.
using DueMails = QHash<StepId, QHash<LeadId, QDateTime>>;

/// How people go on along a campaign's steps. The synchronous half of Sequence; runs on a database thread, inside its
/// caller's transaction.
class SequenceStages
{
    Q_DECLARE_TR_FUNCTIONS(SequenceStages)
public:
    /// Mails are written so long before they are due (working days), so that there is time to read them.
    static constexpr int ahead = 1;

    /// Writes down the tasks that are due and the steps that are not for somebody, and says which mails are to be
    /// written. The first step is left to the person when it is a mail.
    Result<DueMails> advance(Connection &connection, CampaignId campaign, const QDateTime &now) const;

private:
    struct Outlook;
    Result<bool> goOn(Connection &connection, const Outlook &outlook, LeadId lead, QList<StepMark> &marks,
                      const QDateTime &since, DueMails &mails) const;
    Result<> makeTask(Connection &connection, const Outlook &outlook, const CampaignStep &step, const Lead &lead,
                      const QDateTime &due) const;
};

} // namespace AlwaysLeads
