#include "campaign/CampaignEditor.h"

#include "campaign/ForecastSheet.h"
#include "campaign/ForecastStrip.h"
#include "campaign/LanguageButton.h"
#include "campaign/SourcesBar.h"
#include "campaign/StepEditor.h"
#include "campaign/StepTimeline.h"
#include "draft/MailProofs.h"
#include "outbox/Forecasts.h"
#include "shell/Shell.h"
#include "widgets/Button.h"

#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int forecastAfter = 250; // milliseconds: edits and counts come in groups
}

CampaignEditor::~CampaignEditor()
{
    m_forecasting.request_stop(); // nobody waits for it any more
}

void CampaignEditor::setProofs(MailProofs &proofs)
{
    m_proofs = &proofs;
    m_step->setProofs(proofs);
    m_test->show();
}

void CampaignEditor::setSpelling(Spelling &spelling, CampaignLanguages &languages)
{
    m_language = new LanguageButton(spelling, languages, m_shell);
    m_tools->addWidget(m_language);
    m_step->setSpelling(spelling);
    connect(m_step, &StepEditor::shown, this, [this] { m_language->setWords(m_step->words()); });
    connect(m_step, &StepEditor::saved, this, [this] { m_language->setWords(m_step->words()); });
}

void CampaignEditor::setForecasts(Forecasts &forecasts)
{
    m_forecasts = &forecasts;
    m_forecastSoon.setSingleShot(true);
    m_forecastSoon.setInterval(forecastAfter);
    connect(&m_forecastSoon, &QTimer::timeout, this, &CampaignEditor::readForecast);
    connect(m_strip, &ForecastStrip::dayChosen, this, &CampaignEditor::listMails);
    connect(m_strip, &ForecastStrip::allWanted, this, [this] { listMails(QDate()); });
}

void CampaignEditor::setSources(CampaignSources &sources, LeadLists &lists)
{
    m_sourcesBar = new SourcesBar(sources, lists, m_shell);
    qobject_cast<QVBoxLayout *>(m_peoplePart->layout())->insertWidget(0, m_sourcesBar);
}

void CampaignEditor::setDomains(SenderDomains &domains, DomainCheck &check)
{
    m_domains = &domains;
    m_domainCheck = &check;
}

void CampaignEditor::readForecast()
{
    if (m_forecasts == nullptr || m_id.isNull()) {
        return;
    }
    m_forecasting.request_stop(); // of what has changed since
    m_forecasting = std::stop_source();
    whenDone(m_forecasts->of(m_id, m_forecasting.get_token()), this,
             [this, id = m_id](const Result<Forecast> &forecast) {
                 if (!forecast || id != m_id) {
                     return; // another one is on its way
                 }
                 m_forecast = *forecast;
                 m_strip->show(m_forecast, mailStepNames());
                 m_strip->setVisible(m_page.people > 0);
                 showChecks();
             });
}

QStringList CampaignEditor::mailStepNames() const
{
    QStringList names;
    for (const StepId id : m_forecast.steps) {
        const auto step = std::ranges::find(m_page.steps, id, &CampaignStep::id);
        names.append(step == m_page.steps.end() ? QString()
                                                : StepTimeline::nameOf(m_page.steps, step - m_page.steps.begin()));
    }
    return names;
}

void CampaignEditor::listMails(QDate day)
{
    auto *sheet = new ForecastSheet(m_forecast, mailStepNames(), day, this);
    connect(sheet, &ForecastSheet::opened, this, [this](LeadId lead) { m_shell.openLead(lead); });
    sheet->open();
}

void CampaignEditor::testToMe()
{
    if (m_proofs == nullptr || !m_test->isEnabled() || m_test->isBusy()) {
        return;
    }
    if (m_step->previewed().isNull()) {
        m_shell.showToast(
            tr("Add somebody to the campaign first: the mail is filled in for the person in the preview."));
        return;
    }
    m_test->setBusy(true, tr("Sending…"));
    m_step->save([this] {
        whenDone(m_proofs->sendToMe(m_id, m_step->step(), m_step->variant(), m_step->previewed()), this,
                 [this](const Result<QString> &sent) {
                     m_test->setBusy(false);
                     if (sent) {
                         m_shell.showToast(tr("The mail as they would get it is on its way to %1.").arg(*sent));
                     } else {
                         m_shell.showProblem(sent.error());
                     }
                 });
    });
}

} // namespace AlwaysLeads
