#pragma once

#include "analytics/Analytics.h"
#include "shell/Page.h"

#include <functional>
#include <stop_token>

class QGridLayout;
class QStackedWidget;

namespace AlwaysLeads {

class BreakdownCard;
class Button;
class Combo;
class CostCard;
class EmptyState;
class FigureCard;
class FunnelBars;
class MailsCard;
class PageHeader;
class ReplyRateCard;
class Segmented;
class Shell;
class Skeleton;
class WaitingCard;

/// How it went: the reply rate first, with how many people it rests on and how sure it is.
class DashboardPage : public Page
{
    Q_OBJECT
public:
    DashboardPage(Analytics &analytics, Shell &shell, QWidget *parent = nullptr);
    ~DashboardPage() override;

    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    QWidget *mainControl() override;

    /// The tables of what is shown now, into files. Empty: nothing happens.
    void saveTo(const QString &path, const FigureTable &table);
    void saveAllTo(const QString &folder);
    /// What is shown; nothing while the first figures are read.
    const std::optional<Figures> &figures() const { return m_figures; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using MakeTable = std::function<FigureTable(const Figures &)>;

    void build();
    void buildCards();
    void buildCommands();
    /// Puts the cards side by side, or below each other where there is no room.
    void arrange();
    void refresh();
    void show(const Figures &figures);
    void showCampaigns(const QList<CampaignChoice> &campaigns);
    void giveTable(FigureCard *card, MakeTable make);
    void openTable(const FigureTable &table);
    void askWhereToSave(const FigureTable &table);
    void openExport();
    void openRow(Dimension dimension, qint64 id);
    void connectPeople();
    /// Opens Leads with those whom a number counts. `of` says which part of it, such as a campaign; may be empty.
    void openPeople(FigurePeople wanted, const QString &of = {});
    QString periodText() const;

    Analytics &m_analytics;
    Shell &m_shell;
    PageHeader *m_header;
    Segmented *m_period;
    Combo *m_campaign;
    Button *m_export;
    QStackedWidget *m_body;
    Skeleton *m_skeleton;
    EmptyState *m_empty;
    QWidget *m_content;
    QGridLayout *m_grid;
    ReplyRateCard *m_rate;
    MailsCard *m_mails;
    FigureCard *m_funnelCard;
    FunnelBars *m_funnel;
    WaitingCard *m_waiting;
    BreakdownCard *m_breakdown;
    CostCard *m_costs;
    QList<QAction *> m_commands;
    std::optional<Figures> m_figures;
    std::stop_source m_reading;
    quint64 m_asked = 0; ///< how often figures were asked for: only the last answer counts
    std::optional<bool> m_narrow;
};

} // namespace AlwaysLeads
