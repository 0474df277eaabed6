#include "campaign/CampaignEditor.h"

#include "campaign/CampaignRowDelegate.h"
#include "campaign/ForecastStrip.h"
#include "campaign/LanguageButton.h"
#include "campaign/LaunchPanel.h"
#include "campaign/LaunchSheet.h"
#include "campaign/PeopleList.h"
#include "campaign/SourcesBar.h"
#include "campaign/StepEditor.h"
#include "campaign/StepTimeline.h"
#include "campaign/WriteDraftsSheet.h"
#include "draft/DraftWriter.h"
#include "mailbox/Mailboxes.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QTime>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int bulk = 2; // drafts: from here on the cost is said first
constexpr int timelineFrom = 1100;
} // namespace

CampaignEditor::CampaignEditor(Campaigns &campaigns, DraftWriter &writer, Mailboxes &mailboxes, Shell &shell,
                               QWidget *parent)
    : QWidget(parent)
    , m_campaigns(campaigns)
    , m_writer(writer)
    , m_mailboxes(mailboxes)
    , m_shell(shell)
    , m_header(new PageHeader(QString()))
    , m_state(new StatusChip)
    , m_saved(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_test(new Button(Icon::Mail, tr("Test to me"), ButtonKind::Ghost))
    , m_write(new Button(Icon::Sparkles, tr("Write drafts")))
    , m_pauseUntil(new Button(Icon::CalendarClock, tr("Pause until…"), ButtonKind::Ghost))
    , m_launch(new Button(Icon::Play, tr("Launch…"), ButtonKind::Primary))
    , m_tabs(new Segmented(tr("Parts of the campaign")))
    , m_parts(new QStackedWidget)
    , m_timeline(new StepTimeline)
    , m_step(new StepEditor(campaigns, shell))
    , m_panel(new LaunchPanel)
    , m_peopleList(new PeopleList)
    , m_strip(new ForecastStrip)
    , m_peoplePart(new QWidget)
{
    setObjectName(QStringLiteral("campaignEditor"));
    build();
    const auto refreshShown = [this] {
        if (isVisible()) {
            refresh();
        }
    };
    connect(&m_campaigns, &Campaigns::changed, this, refreshShown);
    connect(&m_mailboxes, &Mailboxes::changed, this, refreshShown);
    connect(&m_writer, &DraftWriter::changed, this, refreshShown);
}

void CampaignEditor::build()
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_header->setPath(tr("Campaigns"));
    m_header->addLeft(m_state);
    m_write->setObjectName(QStringLiteral("campaignWriteDrafts"));
    m_launch->setObjectName(QStringLiteral("campaignLaunch"));
    m_header->addRight(m_saved);
    m_test->setObjectName(QStringLiteral("campaignTest"));
    m_test->hide();
    m_header->addRight(m_test);
    connect(m_test, &QPushButton::clicked, this, &CampaignEditor::testToMe);
    m_header->addRight(m_write);
    m_pauseUntil->setObjectName(QStringLiteral("campaignPauseUntil"));
    m_pauseUntil->hide();
    m_header->addRight(m_pauseUntil);
    m_header->addRight(m_launch);
    connect(m_pauseUntil, &QPushButton::clicked, this, &CampaignEditor::pauseUntil);
    lines->addWidget(m_header);
    connect(m_header, &PageHeader::pathClicked, this, [this] {
        save();
        Q_EMIT left();
    });
    connect(m_write, &QPushButton::clicked, this, &CampaignEditor::writeDrafts);
    connect(m_launch, &QPushButton::clicked, this, &CampaignEditor::launch);

    auto *toolbar = new Pane(&Theme::surface, Qt::BottomEdge);
    toolbar->setFixedHeight(48);
    auto *tools = new QHBoxLayout(toolbar);
    tools->setContentsMargins(20, 0, 20, 0);
    m_tabs->setObjectName(QStringLiteral("campaignTabs"));
    m_tabs->addSegment(tr("Steps"));
    m_tabs->addSegment(tr("People"), 0);
    tools->addWidget(m_tabs);
    tools->addStretch(1);
    m_tools = tools;
    lines->addWidget(toolbar);
    connect(m_tabs, &Segmented::currentChanged, m_parts, &QStackedWidget::setCurrentIndex);

    auto *steps = new QWidget;
    auto *columns = new QHBoxLayout(steps);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_timeline);
    auto *stage = new Pane(&Theme::surface);
    auto *stageLine = new QVBoxLayout(stage);
    stageLine->setContentsMargins(0, 0, 0, 0);
    stageLine->addWidget(m_step);
    columns->addWidget(ScrollArea::withBarOver(stage), 1);
    columns->addWidget(m_panel);
    m_parts->addWidget(steps);
    auto *people = new QVBoxLayout(m_peoplePart);
    people->setContentsMargins(0, 0, 0, 0);
    people->setSpacing(0);
    people->addWidget(m_peopleList, 1);
    m_parts->addWidget(m_peoplePart);
    lines->addWidget(m_parts, 1);
    m_strip->hide();
    lines->addWidget(m_strip);

    connectSteps();
    connect(m_step, &StepEditor::saved, this, [this] {
        m_saved->setText(
            tr("Saved %1").arg(QLocale().toString(m_shell.now().toLocalTime().time(), QLocale::ShortFormat)));
        refresh();
    });
    connect(m_panel, &LaunchPanel::fixWanted, this, &CampaignEditor::fix);
    connect(m_panel, &LaunchPanel::mailboxWanted, this, [this] { m_shell.openSettings(QStringLiteral("mailboxes")); });
    connect(m_panel, &LaunchPanel::quietDaysChosen, this, [this](int days) {
        whenDone(m_campaigns.setQuietDays(m_id, days), this, [this](const Result<> &outcome) {
            if (!outcome) {
                m_shell.showProblem(outcome.error());
            }
        });
    });
    connect(m_panel, &LaunchPanel::mailboxesChosen, this, [this](const QList<MailboxId> &mailboxes) {
        whenDone(m_campaigns.chooseMailboxes(m_id, mailboxes), this, [this](const Result<> &outcome) {
            if (!outcome) {
                m_shell.showProblem(outcome.error());
            }
            refresh();
        });
    });
    connect(m_peopleList, &PeopleList::opened, this, [this](LeadId lead) { m_shell.openLead(lead); });
    connect(m_peopleList, &PeopleList::morePeopleWanted, this, [this] { m_shell.open(Place::Leads); });
    connect(m_peopleList, &PeopleList::leaveOutWanted, this, &CampaignEditor::leaveOut);
    connect(m_peopleList, &PeopleList::pauseWanted, this, &CampaignEditor::pausePerson);
    connect(m_peopleList, &PeopleList::resumeWanted, this, &CampaignEditor::resumePerson);
    connect(m_peopleList, &PeopleList::taskDone, this, &CampaignEditor::finishTask);
}

void CampaignEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_timeline->setNarrow(width() < timelineFrom);
}

void CampaignEditor::openCampaign(CampaignId id)
{
    if (id != m_id) {
        m_step->leave(); // what was typed for the one before is kept, and nothing is typed into it any more
    }
    m_id = id;
    m_stepId = {};
    m_reach.reset();
    m_forecast = {};
    if (m_sourcesBar != nullptr) {
        m_sourcesBar->show(id);
    }
    if (m_language != nullptr) {
        m_language->setCampaign(id);
    }
    m_saved->setText(QString());
    m_tabs->setCurrent(0);
    m_parts->setCurrentIndex(0);
    refresh();
}

void CampaignEditor::refresh()
{
    const CampaignId id = m_id;
    // What was read before the last change must not come to stand over it: a step just added would be gone again.
    const int number = ++m_refreshNumber;
    whenDone(m_mailboxes.list(), this, [this, number](const Result<QList<Mailbox>> &mailboxes) {
        if (mailboxes && number == m_refreshNumber) {
            m_panel->setMailboxes(*mailboxes);
        }
    });
    whenDone(m_campaigns.mailboxes(id), this, [this, number](const Result<QList<MailboxId>> &senders) {
        if (senders && number == m_refreshNumber) {
            m_panel->setSenders(*senders);
        }
    });
    whenDone(m_campaigns.people(id), this, [this, id, number](const Result<QList<EnrolledPerson>> &people) {
        if (number != m_refreshNumber) {
            return;
        }
        if (people) {
            m_people = *people;
            m_peopleList->setPeople(m_people);
            readTasks();
        }
        whenDone(m_campaigns.open(id), this, [this, number](const Result<CampaignPage> &page) {
            if (number != m_refreshNumber) {
                return;
            }
            if (!page) {
                m_shell.showProblem(page.error());
                Q_EMIT left();
                return;
            }
            show(*page);
        });
    });
}

void CampaignEditor::show(const CampaignPage &page)
{
    m_page = page;
    m_header->setTitle(page.campaign.name);
    m_state->setLook(campaignChip(page.campaign.state));
    m_tabs->setCount(1, int(m_people.size())); // also those who answered or left: they are listed
    showChecks();
    if (m_forecasts != nullptr) {
        m_forecastSoon.start();
    }
    showSteps();
    const bool running = page.campaign.state == CampaignState::Running;
    const bool paused = page.campaign.state == CampaignState::Paused;
    m_pauseUntil->setVisible(running);
    m_launch->setText(running ? tr("Pause") : paused ? tr("Resume") : tr("Launch…"));
    m_launch->setPicture(running ? Icon::Pause : Icon::Play);
    m_launch->setKind(running ? ButtonKind::Secondary : ButtonKind::Primary);
    m_write->setDisabledReason(page.people > 0                          ? QString()
                                   : page.campaign.launchedAt.isValid() ? tr("Nobody is left to write to.")
                                                                        : tr("Nobody is in this campaign yet."));
}

void CampaignEditor::save()
{
    m_step->save();
}

void CampaignEditor::offerFields()
{
    m_step->offerFields();
}

void CampaignEditor::previewNeighbour(int direction)
{
    m_step->previewNeighbour(direction);
}

void CampaignEditor::writeDrafts()
{
    if (!m_write->isEnabled()) {
        return;
    }
    m_step->save([this] {
        m_write->setBusy(true, tr("Adding up…"));
        whenDone(m_writer.cost(m_id), this, [this](const Result<WritingCost> &cost) {
            m_write->setBusy(false);
            if (!cost || cost->byClaude < bulk) {
                write(WritingWay::AtOnce); // it says itself what is wrong
                return;
            }
            auto *sheet = new WriteDraftsSheet(*cost, this);
            connect(sheet, &WriteDraftsSheet::chosen, this, &CampaignEditor::write);
            sheet->open();
        });
    });
}

void CampaignEditor::write(WritingWay way)
{
    m_write->setBusy(true, tr("Writing…"));
    whenDone(m_writer.write(m_id, way), this, [this](const Result<DraftWritingReport> &report) {
        m_write->setBusy(false);
        if (!report) {
            m_shell.showProblem(report.error());
            return;
        }
        if (report->stoppedBy) {
            m_shell.showProblem(*report->stoppedBy);
        } else if (report->together > 0) {
            m_shell.showToast(tr("Claude writes %n draft(s) within a day.", nullptr, report->together));
        } else if (report->blocked > 0) {
            m_shell.showToast(tr("%1 %2").arg(tr("%n draft(s) written.", nullptr, report->written),
                                              tr("%n need(s) something from you.", "drafts", report->blocked)));
        } else {
            m_shell.showToast(report->written == 0 ? tr("Every draft is written already.")
                                                   : tr("%n draft(s) written.", nullptr, report->written));
        }
        m_shell.open(Place::Drafts);
    });
}

void CampaignEditor::launch()
{
    if (!m_launch->isEnabled()) {
        return;
    }
    if (m_page.campaign.state == CampaignState::Running || m_page.campaign.state == CampaignState::Paused) {
        togglePause();
        return;
    }
    m_step->save([this] {
        auto *sheet = new LaunchSheet(m_page, m_forecast, this);
        connect(sheet, &LaunchSheet::launched, this, &CampaignEditor::launchNow);
        sheet->open();
    });
}

void CampaignEditor::launchNow()
{
    whenDone(m_campaigns.launch(m_id), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            refresh();
            return;
        }
        writeDrafts();
    });
}

void CampaignEditor::leaveOut(LeadId lead, const QString &name)
{
    whenDone(
        m_campaigns.leaveOut(m_id, lead, tr("Left out by you")), this, [this, lead, name](const Result<> &outcome) {
            if (outcome) {
                m_shell.offerUndo({tr("%1 is left out").arg(name),
                                   [this, lead, campaign = m_id] { return m_campaigns.bringBack(campaign, lead); }});
            } else {
                m_shell.showProblem(outcome.error());
            }
            refresh();
        });
}

void CampaignEditor::rename()
{
    auto *sheet = new DialogSheet(tr("Rename the campaign"), 420, this);
    sheet->setObjectName(QStringLiteral("renameCampaignSheet"));
    auto *name = new TextField(tr("Name"));
    name->edit()->setObjectName(QStringLiteral("renameCampaignName"));
    name->setText(m_page.campaign.name);
    sheet->body()->addWidget(name);
    auto *cancel = sheet->addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    auto *keep = sheet->addButton(new Button(tr("Rename"), ButtonKind::Primary));
    sheet->setDefaultButton(keep);
    sheet->setInitialFocus(name->edit());
    connect(cancel, &QPushButton::clicked, sheet, &DialogSheet::cancel);
    connect(keep, &QPushButton::clicked, this, [this, sheet, name] {
        whenDone(m_campaigns.rename(m_id, name->text()), sheet, [this, sheet, name](const Result<> &outcome) {
            if (!outcome) {
                name->setError(outcome.error().message);
                return;
            }
            sheet->close();
            refresh();
        });
    });
    sheet->open();
}

} // namespace AlwaysLeads
