#include "outbox/WhySheet.h"

#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

QString wayOut(SendObstacle::Fix fix)
{
    switch (fix) {
    case SendObstacle::Fix::None:
        return {};
    case SendObstacle::Fix::Resume:
        return WhySheet::tr("Resume");
    case SendObstacle::Fix::Mailbox:
        return WhySheet::tr("Open mailboxes");
    case SendObstacle::Fix::Campaign:
        return WhySheet::tr("Open campaigns");
    case SendObstacle::Fix::Drafts:
        return WhySheet::tr("Open drafts");
    case SendObstacle::Fix::Rules:
        return WhySheet::tr("Change the rules");
    case SendObstacle::Fix::Late:
        return WhySheet::tr("Send today");
    case SendObstacle::Fix::ThisComputer:
        return WhySheet::tr("Send from here");
    case SendObstacle::Fix::Unlock:
        return WhySheet::tr("Unlock");
    case SendObstacle::Fix::Release:
        return WhySheet::tr("Release them");
    case SendObstacle::Fix::Inbox:
        return WhySheet::tr("Open the inbox");
    }
    return {};
}

} // namespace

WhySheet::WhySheet(const QList<SendObstacle> &obstacles, Outbox &outbox, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Why is nothing sending?"), 560, inside)
    , m_outbox(outbox)
    , m_shell(shell)
{
    setObjectName(QStringLiteral("whySheet"));
    if (obstacles.isEmpty()) {
        auto *text = new Label(tr("Nothing holds mail back. What is approved leaves at its time."), TextStyle::Body,
                               &Theme::text2);
        text->setWordWrap(true);
        body()->addWidget(text);
    }
    for (const SendObstacle &obstacle : obstacles) {
        auto *line = new QHBoxLayout;
        line->setSpacing(12);
        auto *icon = new IconView(Icon::CircleAlert, 16);
        icon->setTone(ToneName::Warn);
        line->addWidget(icon, 0, Qt::AlignTop);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(2);
        auto *what = new Label(obstacle.text, TextStyle::BodyMedium);
        what->setWordWrap(true);
        texts->addWidget(what);
        auto *advice = new Label(obstacle.advice, TextStyle::Meta, &Theme::text3);
        advice->setWordWrap(true);
        texts->addWidget(advice);
        line->addLayout(texts, 1);
        if (obstacle.fix != SendObstacle::Fix::None) {
            auto *button = new Button(wayOut(obstacle.fix));
            button->setObjectName(QStringLiteral("whyFix%1").arg(body()->count()));
            button->setAccessibleName(tr("%1: %2").arg(wayOut(obstacle.fix), obstacle.text));
            button->setControlHeight(28);
            connect(button, &QPushButton::clicked, this, [this, fix = obstacle.fix] { mend(fix); });
            line->addWidget(button, 0, Qt::AlignTop);
        }
        body()->addLayout(line);
        body()->addSpacing(8);
    }
    auto *done = addButton(new Button(tr("Close")));
    setDefaultButton(done);
    connect(done, &QPushButton::clicked, this, &DialogSheet::close);
}

void WhySheet::mend(SendObstacle::Fix fix)
{
    close();
    switch (fix) {
    case SendObstacle::Fix::None:
        break;
    case SendObstacle::Fix::Resume:
        letRun(m_outbox.resumeAll());
        break;
    case SendObstacle::Fix::Mailbox:
        m_shell.openSettings(QStringLiteral("mailboxes"));
        break;
    case SendObstacle::Fix::Campaign:
        m_shell.open(Place::Campaigns);
        break;
    case SendObstacle::Fix::Drafts:
        m_shell.open(Place::Drafts);
        break;
    case SendObstacle::Fix::Rules:
        m_shell.openSettings(QStringLiteral("sending"));
        break;
    case SendObstacle::Fix::Late:
        letRun(m_outbox.decideLate(Outbox::Late::Today));
        break;
    case SendObstacle::Fix::ThisComputer:
        letRun(m_outbox.sendFromHere());
        break;
    case SendObstacle::Fix::Unlock:
        m_outbox.askToUnlock();
        break;
    case SendObstacle::Fix::Release:
        letRun(m_outbox.releaseHeld());
        break;
    case SendObstacle::Fix::Inbox:
        m_shell.open(Place::Inbox);
        break;
    }
}

} // namespace AlwaysLeads
