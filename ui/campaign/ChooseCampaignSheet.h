#pragma once

#include "campaign/Campaigns.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Combo;
class Shell;
class TextField;

/// Where the chosen people go: into a new campaign, or into one there is. Says who was left out and why.
class ChooseCampaignSheet : public DialogSheet
{
    Q_OBJECT
public:
    ChooseCampaignSheet(Campaigns &campaigns, QList<LeadId> leads, Shell &shell, QWidget *inside);

private:
    void add();
    void enrol(CampaignId campaign);
    void showLeftOut(CampaignId campaign, const EnrolmentReport &report);
    void renew();

    Campaigns &m_campaigns;
    QList<LeadId> m_leads;
    Shell &m_shell;
    Combo *m_choice;
    TextField *m_name;
    Button *m_add;
};

} // namespace AlwaysLeads
