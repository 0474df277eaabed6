#include "campaign/LaunchSheet.h"

#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

LaunchSheet::LaunchSheet(const CampaignPage &page, QWidget *inside)
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
    setDefaultButton(launch);
    setInitialFocus(launch);
    connect(launch, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT launched();
    });
}

} // namespace AlwaysLeads
