#pragma once

#include "campaign/Campaigns.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Combo;
class Shell;
class TextField;

/// Where the chosen people go: into a new campaign, or into one there is. Says who was left out and why, unless it is
/// asked only for drafts: then whoever asked goes on.
class ChooseCampaignSheet : public DialogSheet
{
    Q_OBJECT
public:
    ChooseCampaignSheet(Campaigns &campaigns, QList<LeadId> leads, Shell &shell, QWidget *inside);

    /// Before it opens: the people go there to be written to. `last` is offered first, the other campaigns next.
    void askForDrafts(CampaignId last);

Q_SIGNALS:
    void enrolled(AlwaysLeads::CampaignId campaign, const AlwaysLeads::EnrolmentReport &report);
    /// Everybody is in a new campaign, which is open to be given the text that drafts are written from.
    void begun(AlwaysLeads::CampaignId campaign);

private:
    void showCampaigns(const QList<CampaignRow> &rows);
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
    bool m_forDrafts = false;
    CampaignId m_last;
};

} // namespace AlwaysLeads
