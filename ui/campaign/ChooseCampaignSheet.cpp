#include "campaign/ChooseCampaignSheet.h"

#include "shell/Shell.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {
constexpr int shownLeftOut = 8;
}

ChooseCampaignSheet::ChooseCampaignSheet(Campaigns &campaigns, QList<LeadId> leads, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Add %n person(s) to a campaign", nullptr, int(leads.size())), 460, inside)
    , m_campaigns(campaigns)
    , m_leads(std::move(leads))
    , m_shell(shell)
    , m_choice(new Combo)
    , m_name(new TextField(tr("Name of the new campaign")))
    , m_add(new Button(tr("Add"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("chooseCampaignSheet"));
    m_choice->setObjectName(QStringLiteral("chooseCampaign"));
    m_choice->setName(tr("Campaign"));
    m_choice->addChoice(tr("A new campaign"), QVariant(), Icon::Plus);
    body()->addWidget(m_choice);
    m_name->setObjectName(QStringLiteral("newCampaignName"));
    m_name->edit()->setObjectName(QStringLiteral("newCampaignNameEdit"));
    m_name->setPlaceholder(tr("For example: Baltic forwarders, autumn"));
    body()->addWidget(m_name);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_add->setObjectName(QStringLiteral("chooseCampaignAdd"));
    addButton(m_add);
    setDefaultButton(m_add);
    setInitialFocus(m_name->edit());
    connect(m_add, &QPushButton::clicked, this, &ChooseCampaignSheet::add);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ChooseCampaignSheet::renew);
    whenDone(m_campaigns.list(), this, [this](const Result<QList<CampaignRow>> &rows) {
        if (!rows) {
            m_shell.showProblem(rows.error());
            return;
        }
        showCampaigns(*rows);
    });
}

void ChooseCampaignSheet::askForDrafts(CampaignId last)
{
    m_forDrafts = true;
    m_last = last;
    setTitle(tr("Write to %n person(s) in which campaign?", nullptr, int(m_leads.size())));
    auto *why = new Label(tr("A draft is written from a campaign's text. Nothing is sent: you read every draft first."),
                          TextStyle::Body, &Theme::text2);
    why->setWordWrap(true);
    body()->insertWidget(0, why);
    renew();
}

void ChooseCampaignSheet::showCampaigns(const QList<CampaignRow> &rows)
{
    const auto offer = [this](const CampaignRow &row) {
        if (row.campaign.state != CampaignState::Finished) {
            m_choice->addChoice(row.campaign.name, row.campaign.id.value(), Icon::Route);
        }
    };
    if (!m_forDrafts || m_add->isBusy() || !m_name->text().isEmpty()) { // a name is being typed: it stays with that
        std::ranges::for_each(rows, offer);
        return;
    }
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    QList<CampaignRow> ordered = rows;
    std::stable_partition(ordered.begin(), ordered.end(),
                          [this](const CampaignRow &row) { return row.campaign.id == m_last; });
    std::ranges::for_each(std::as_const(ordered), offer);
    m_choice->addChoice(tr("A new campaign"), QVariant(), Icon::Plus); // has no text to write from yet
    m_choice->setCurrentIndex(0);
    renew();
    if (m_choice->count() > 1) {
        m_choice->setFocus();
    }
}

void ChooseCampaignSheet::renew()
{
    const bool isNew = !m_choice->currentData().isValid();
    m_name->setVisible(isNew);
    if (m_forDrafts) {
        m_add->setText(isNew ? tr("Add, and write its text") : tr("Write drafts", "for one person or several"));
    }
}

void ChooseCampaignSheet::add()
{
    if (m_add->isBusy()) {
        return; // a second Enter makes no second campaign
    }
    if (m_choice->currentData().isValid()) {
        enrol(CampaignId(m_choice->currentData().toLongLong()));
        return;
    }
    if (m_name->text().trimmed().isEmpty()) {
        m_name->setError(tr("Give it a name, so that you find it again."));
        m_name->edit()->setFocus();
        return;
    }
    m_add->setBusy(true, tr("Adding…"));
    whenDone(m_campaigns.create(m_name->text().trimmed()), this, [this](const Result<CampaignId> &campaign) {
        if (!campaign) {
            m_add->setBusy(false);
            m_name->setError(campaign.error().message);
            return;
        }
        enrol(*campaign);
    });
}

void ChooseCampaignSheet::enrol(CampaignId campaign)
{
    m_add->setBusy(true, tr("Adding…"));
    whenDone(m_campaigns.enrol(campaign, m_leads), this, [this, campaign](const Result<EnrolmentReport> &report) {
        m_add->setBusy(false);
        if (!report) {
            m_shell.showProblem(report.error());
            return;
        }
        const bool isNew = !m_choice->currentData().isValid();
        if (m_forDrafts && isNew && report->leftOut.isEmpty()) {
            close();
            m_shell.openCampaign(campaign);
            m_shell.showToast(tr("Write the text of the first mail, then press Write drafts."));
            Q_EMIT begun(campaign);
            return;
        }
        Q_EMIT enrolled(campaign, *report);
        if (m_forDrafts) {
            close();
            return;
        }
        if (!report->leftOut.isEmpty()) {
            showLeftOut(campaign, *report);
            return;
        }
        close();
        m_shell.openCampaign(campaign);
        m_shell.showToast(tr("%n person(s) added.", nullptr, report->enrolled));
    });
}

void ChooseCampaignSheet::showLeftOut(CampaignId campaign, const EnrolmentReport &report)
{
    setTitle(tr("%n added", nullptr, report.enrolled));
    m_choice->hide();
    m_name->hide();
    body()->addWidget(
        new Label(tr("%n person(s) left out:", nullptr, int(report.leftOut.size())), TextStyle::BodyMedium));
    for (const LeftOut &person : report.leftOut.first(qMin<qsizetype>(shownLeftOut, report.leftOut.size()))) {
        auto *line = new Label(person.sentence, TextStyle::Body, &Theme::text2);
        line->setLead(isolated(person.name));
        line->setWordWrap(true);
        body()->addWidget(line);
    }
    if (report.leftOut.size() > shownLeftOut) {
        body()->addWidget(new Label(tr("and %n more", nullptr, int(report.leftOut.size()) - shownLeftOut),
                                    TextStyle::Meta, &Theme::text3));
    }
    m_add->setText(tr("Open the campaign"));
    m_add->disconnect(this);
    connect(m_add, &QPushButton::clicked, this, [this, campaign] {
        close();
        m_shell.openCampaign(campaign);
    });
    m_add->setFocus();
}

} // namespace AlwaysLeads
