#include "campaign/CampaignEditor.h"

#include "campaign/ForecastStrip.h"
#include "campaign/LaunchPanel.h"
#include "campaign/MissingSheet.h"
#include "campaign/SenderDomains.h"
#include "campaign/StepEditor.h"
#include "mailbox/DomainCheckSheet.h"
#include "mailbox/Mailboxes.h"
#include "shell/Shell.h"
#include "widgets/Button.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Fix = LaunchCheckLine::Fix;
using Level = LaunchCheckLine::Level;

} // namespace

void CampaignEditor::showChecks()
{
    CampaignPage shown = m_page;
    shown.launchCheck += forecastLines();
    m_panel->show(shown);
    const bool running = m_page.campaign.state == CampaignState::Running;
    const auto blocker = std::ranges::find(shown.launchCheck, Level::MustFix, &LaunchCheckLine::level);
    const bool blocked = !running && blocker != shown.launchCheck.end();
    m_launch->setDisabledReason(blocked ? blocker->text : QString());
}

/// What the calendar says of the launch: no time at all, or days that are full.
QList<LaunchCheckLine> CampaignEditor::forecastLines() const
{
    QList<LaunchCheckLine> lines;
    if (m_forecasts == nullptr) {
        return lines;
    }
    if (m_forecast.never > 0) {
        lines.append({m_forecast.mails.isEmpty() ? Level::MustFix : Level::Note, Fix::Limits,
                      tr("For %n mail(s) there is no time to leave", nullptr, m_forecast.never),
                      tr("The hours and limits of the mailbox leave no room. Change them in Settings.")});
    }
    const auto full = std::ranges::find_if(
        m_forecast.days, [](const ForecastDay &day) { return day.own() > 0 && day.own() + day.others >= day.limit; });
    if (full != m_forecast.days.end()) {
        lines.append({Level::Note, Fix::Limits,
                      tr("%1 is full").arg(QLocale().toString(full->date, QStringLiteral("dddd d MMMM"))),
                      tr("At most %L1 mails a day; what is left moves on. The last mail leaves on %2.")
                          .arg(full->limit)
                          .arg(QLocale().toString(m_forecast.days.last().date, QStringLiteral("d MMMM")))});
    }
    return lines;
}

void CampaignEditor::fix(const LaunchCheckLine &line)
{
    switch (line.fix) {
    case Fix::None:
        break;
    case Fix::Mailbox:
        if (QWidget *choice = findChild<QWidget *>(QStringLiteral("campaignMailbox"));
            choice != nullptr && choice->isEnabled()) {
            choice->setFocus();
        } else {
            m_shell.openSettings(QStringLiteral("mailboxes"));
        }
        break;
    case Fix::SenderProfile:
        m_shell.openSettings(QStringLiteral("profile"));
        break;
    case Fix::Subject:
    case Fix::Body:
        goToFault(line);
        break;
    case Fix::People:
        m_shell.open(Place::Leads);
        break;
    case Fix::ClaudeKey:
        m_shell.openSettings(QStringLiteral("keys"));
        break;
    case Fix::Values:
        showMissing(line);
        break;
    case Fix::Limits:
        m_shell.openSettings(QStringLiteral("sending"));
        break;
    case Fix::Domain:
        showDomain(line.field);
        break;
    }
}

void CampaignEditor::goToFault(const LaunchCheckLine &line)
{
    if (!line.step.isNull()) {
        chooseStep(line.step);
        m_step->chooseVariant(line.variant);
    }
    const bool isSubject = line.fix == Fix::Subject;
    findChild<QWidget *>(isSubject ? QStringLiteral("stepSubject") : QStringLiteral("stepBody"))->setFocus();
}

void CampaignEditor::showMissing(const LaunchCheckLine &line)
{
    QList<EnrolledPerson> people;
    for (const EnrolledPerson &person : std::as_const(m_people)) {
        if (line.people.contains(person.lead)) {
            people.append(person);
        }
    }
    auto *sheet = new MissingSheet(line, people, this);
    connect(sheet, &MissingSheet::opened, this, [this](LeadId lead) { m_shell.openLead(lead); });
    connect(sheet, &MissingSheet::previewed, this, [this](LeadId lead) { m_step->previewPerson(lead); });
    connect(sheet, &MissingSheet::leaveOutWanted, this, &CampaignEditor::leaveOutAll);
    sheet->open();
}

void CampaignEditor::showDomain(const QString &domain)
{
    if (m_domainCheck == nullptr) {
        m_shell.openSettings(QStringLiteral("mailboxes"));
        return;
    }
    whenDone(m_mailboxes.list(), this, [this, domain](const Result<QList<Mailbox>> &mailboxes) {
        if (!mailboxes) {
            m_shell.showProblem(mailboxes.error());
            return;
        }
        const auto sender = std::ranges::find_if(
            *mailboxes, [&](const Mailbox &mailbox) { return mailbox.address.domain() == domain; });
        if (sender == mailboxes->end()) {
            return; // it was removed meanwhile
        }
        auto *sheet = new DomainCheckSheet(*m_domainCheck, sender->address, {}, m_shell, this);
        connect(sheet, &DialogSheet::rejected, this, [this] {
            m_domains->forget(); // perhaps it is mended
            refresh();
        });
        sheet->open();
    });
}

void CampaignEditor::leaveOutAll(QList<LeadId> people)
{
    whenDone(m_campaigns.leaveOutAll(m_id, people, tr("Left out by you")), this,
             [this, people](const Result<> &outcome) {
                 if (outcome) {
                     m_shell.offerUndo(
                         {tr("%n person(s) are left out", nullptr, int(people.size())),
                          [this, people, campaign = m_id] { return m_campaigns.bringBackAll(campaign, people); }});
                 } else {
                     m_shell.showProblem(outcome.error());
                 }
                 refresh();
             });
}

} // namespace AlwaysLeads
