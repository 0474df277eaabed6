#include "campaign/LaunchSheet.h"

#include "campaign/ForecastStrip.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

LaunchSheet::LaunchSheet(const CampaignPage &page, const Forecast &forecast, QWidget *inside)
    : DialogSheet(tr("Launch “%1”?").arg(page.campaign.name), 460, inside)
{
    setObjectName(QStringLiteral("launchSheet"));
    const auto say = [this](const QString &text, QColor Theme::*colour) {
        auto *label = new Label(text, TextStyle::Body, colour);
        label->setWordWrap(true);
        body()->addWidget(label);
    };
    const auto mails = std::ranges::count(page.steps, StepKind::Mail, &CampaignStep::kind);
    say(mails <= 1
            ? tr("%n person(s), one mail each, sent from %1.", nullptr, page.people).arg(page.sender)
            : tr("%n person(s), up to %1 mails each, sent from %2.", nullptr, page.people).arg(mails).arg(page.sender),
        &Theme::text);
    if (!forecast.mails.isEmpty()) {
        const QDateTime first = forecast.mails.first().at.toLocalTime();
        say(tr("%1. The first leaves %2.")
                .arg(ForecastStrip::summary(forecast), QLocale().toString(first, QStringLiteral("dddd d MMMM, HH:mm"))),
            &Theme::text);
    }
    if (const QString missing = ForecastStrip::without(forecast); !missing.isEmpty()) {
        say(tr("Not among them: %1.").arg(missing), &Theme::text2);
    }
    const auto full = std::ranges::find_if(
        forecast.days, [](const ForecastDay &day) { return day.own() > 0 && day.own() + day.others >= day.limit; });
    if (full != forecast.days.end()) {
        say(tr("%1 is full: %n mail(s), what is left moves to the days behind it.", nullptr, full->own() + full->others)
                .arg(QLocale().toString(full->date, QStringLiteral("dddd d MMMM"))),
            &Theme::text2);
    }
    if (!forecast.mails.isEmpty()) {
        say(ForecastStrip::assumptions(forecast), &Theme::text2);
    }
    say(page.counts.approved > 0
            ? tr("%n approved draft(s) leave at their time. Every other draft waits until you have read and approved "
                 "it.",
                 nullptr, page.counts.approved)
            : tr("A draft is written for each person. Nothing leaves until you have read and approved it."),
        &Theme::text2);
    auto *later = addButton(new Button(tr("Not yet")));
    connect(later, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *launch = addButton(new Button(Icon::Play, tr("Launch"), ButtonKind::Primary));
    launch->setObjectName(QStringLiteral("launchNow"));
    // With approved mails a launch sends at once: then a second Enter must not be what starts it.
    Button *usual = page.counts.approved > 0 ? later : launch;
    setDefaultButton(usual);
    setInitialFocus(usual);
    connect(launch, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT launched();
    });
}

} // namespace AlwaysLeads
