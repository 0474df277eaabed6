#pragma once

#include "campaign/CampaignStore.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What stands between a campaign and its launch, and what is in order. Each line names its fix.
class LaunchCheck
{
    Q_DECLARE_TR_FUNCTIONS(LaunchCheck)
public:
    Result<QList<LaunchCheckLine>> lines(Connection &connection, const Campaign &campaign) const;

private:
    Result<LaunchCheckLine> mailbox(Connection &connection, const Campaign &campaign) const;
    /// Of mailboxes whose replies nobody sees, where it has follow-ups.
    Result<QList<LaunchCheckLine>> unreadMailboxes(Connection &connection, const Campaign &campaign,
                                                   const QList<CampaignStep> &steps) const;
    Result<LaunchCheckLine> senderProfile(Connection &connection) const;
    QList<LaunchCheckLine> texts(const QList<CampaignStep> &steps, const QList<TemplateField> &known) const;
    QList<LaunchCheckLine> text(const StepText &text, StepKind kind, bool isFirstMail,
                                const QList<TemplateField> &known) const;
    Result<QList<LaunchCheckLine>> people(Connection &connection, const Campaign &campaign,
                                          const QList<CampaignStep> &steps, const QList<TemplateField> &known) const;
};

} // namespace AlwaysLeads
