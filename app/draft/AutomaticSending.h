#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// A campaign whose drafts are approved without being read.
struct AutomaticCampaign
{
    CampaignId campaign;
    QString name;
    QString who; ///< turned it on
    QDateTime since;

    bool operator==(const AutomaticCampaign &) const = default;
};

/// The table campaign_automatic. Turning it on and off stands in the approval log.
class AutomaticSending
{
    Q_DECLARE_TR_FUNCTIONS(AutomaticSending)
public:
    Result<bool> isOn(Connection &connection, CampaignId campaign) const;
    Result<QList<AutomaticCampaign>> list(Connection &connection) const;
    /// Refused for the campaigns of answers.
    Result<> turnOn(Connection &connection, CampaignId campaign, const QDateTime &now) const;
    Result<> turnOff(Connection &connection, CampaignId campaign, const QDateTime &now) const;
    /// Ready drafts of such campaigns, oldest first.
    Result<QList<DraftId>> waiting(Connection &connection) const;
    /// Of this campaign what was approved that way and has not left, oldest first.
    Result<QList<DraftId>> unread(Connection &connection, CampaignId campaign) const;
};

} // namespace AlwaysLeads
