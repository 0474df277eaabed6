#pragma once

#include "base/LiveQuery.h"
#include "campaign/Campaigns.h"
#include "shell/Page.h"

class QStackedWidget;

namespace AlwaysLeads {

class Button;
class CampaignEditor;
class CampaignLanguages;
class CampaignListModel;
class CampaignSources;
class DomainCheck;
class DraftWriter;
class EmptyState;
class Forecasts;
class LeadLists;
class MailProofs;
class Mailboxes;
class PageHeader;
class Segmented;
class SenderDomains;
class Sequence;
class Spelling;
class Shell;
class TableView;

/// All campaigns, and the editor of one.
class CampaignsPage : public Page
{
    Q_OBJECT
public:
    CampaignsPage(Campaigns &campaigns, DraftWriter &writer, Mailboxes &mailboxes, Shell &shell,
                  QWidget *parent = nullptr);

    /// Whose tasks the people's list shows. It lives as long as this page.
    void setSequence(Sequence &sequence);
    /// Shows what stands under each mail, and sends one to oneself. The same holds for it.
    void setProofs(MailProofs &proofs);
    /// Marks words that no dictionary knows. The same holds for these.
    void setSpelling(Spelling &spelling, CampaignLanguages &languages);
    /// Shows below the editor when each mail leaves. The same holds for it.
    void setForecasts(Forecasts &forecasts);
    /// Shows what the DNS says of the senders. The same holds for these.
    void setDomains(SenderDomains &domains, DomainCheck &check);
    /// Fills campaigns from lists and segments. The same holds for these.
    void setSources(CampaignSources &sources, LeadLists &lists);
    void openCampaign(CampaignId id);
    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    void createNew() override;
    QWidget *mainControl() override;

private:
    void build();
    void buildCommands();
    void refresh();
    void showRows();
    void fitColumns();
    void showMenu(const QPoint &where);
    void remove();
    bool inEditor() const;
    bool eventFilter(QObject *watched, QEvent *event) override;

    Campaigns &m_campaigns;
    Shell &m_shell;
    QStackedWidget *m_sides;
    QWidget *m_list;
    PageHeader *m_header;
    Segmented *m_filter;
    QStackedWidget *m_body;
    CampaignListModel *m_model;
    TableView *m_table;
    EmptyState *m_empty;
    Button *m_first = nullptr; ///< of the empty state
    CampaignEditor *m_editor;
    QList<CampaignRow> m_rows;
    QList<QAction *> m_commands;
    LiveQuery<QList<CampaignRow>> m_reading;
};

} // namespace AlwaysLeads
