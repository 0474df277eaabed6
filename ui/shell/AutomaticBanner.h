#pragma once

#include "base/LiveQuery.h"
#include "draft/AutomaticSending.h"

#include <QWidget>

namespace AlwaysLeads {

class Banner;
class Campaigns;
class Review;
class Shell;

/// Stands on every screen while a campaign sends what nobody read, beside whatever else is to be said there, and ends
/// that.
class AutomaticBanner : public QWidget
{
    Q_OBJECT
public:
    AutomaticBanner(Review &review, Campaigns &campaigns, Shell &shell, QWidget *parent = nullptr);

private:
    void showCampaigns(const Result<QList<AutomaticCampaign>> &campaigns);
    void turnOff();

    Review &m_review;
    Shell &m_shell;
    Banner *m_banner;
    QList<AutomaticCampaign> m_campaigns;
    LiveQuery<QList<AutomaticCampaign>> m_query;
};

} // namespace AlwaysLeads
