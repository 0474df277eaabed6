#pragma once

#include "base/LiveQuery.h"
#include "campaign/CampaignSources.h"
#include "widgets/SheetFrame.h"

class QHBoxLayout;

namespace AlwaysLeads {

class LeadLists;
class Shell;

/// Above the people of a campaign: the lists and segments it is filled from. A chip's x stops that; its people stay.
class SourcesBar : public Pane
{
    Q_OBJECT
public:
    SourcesBar(CampaignSources &sources, LeadLists &lists, Shell &shell, QWidget *parent = nullptr);

    void show(CampaignId campaign);

private:
    void showSources(const QList<CampaignSource> &sources);
    void offer();
    void add(const LeadList &list, bool follows);

    CampaignSources &m_sources;
    LeadLists &m_lists;
    Shell &m_shell;
    CampaignId m_campaign;
    QHBoxLayout *m_chips;
    LiveQuery<QList<CampaignSource>> m_reading;
};

} // namespace AlwaysLeads
