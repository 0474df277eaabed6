#include "outbox/OutboxNotices.h"

#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

OutboxNotices::OutboxNotices(Outbox &outbox, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_outbox(outbox)
    , m_shell(shell)
    , m_elsewhere(new Banner(ToneName::Warn, Icon::Laptop, tr("Another computer sent for this profile last."),
                             tr("If both send, people get mails twice. Nothing leaves from here until you say so.")))
    , m_late(new Banner(ToneName::Warn, Icon::AlarmClock, QString()))
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 0, 20, 12);
    lines->setSpacing(8);
    m_elsewhere->setObjectName(QStringLiteral("otherComputer"));
    m_late->setObjectName(QStringLiteral("lateMail"));
    lines->addWidget(m_elsewhere);
    lines->addWidget(m_late);
    Button *here = m_elsewhere->addButton(tr("Send from this computer"));
    here->setObjectName(QStringLiteral("sendFromHere"));
    connect(here, &QPushButton::clicked, this, [this] { decide(m_outbox.sendFromHere()); });
    Button *today = m_late->addButton(tr("Send them today"));
    today->setObjectName(QStringLiteral("lateToday"));
    connect(today, &QPushButton::clicked, this, [this] { decide(m_outbox.decideLate(Outbox::Late::Today)); });
    Button *next = m_late->addButton(tr("With the next opening"));
    next->setObjectName(QStringLiteral("lateNextOpening"));
    connect(next, &QPushButton::clicked, this, [this] { decide(m_outbox.decideLate(Outbox::Late::NextOpening)); });
    hide();
}

void OutboxNotices::show(const OutboxPage &page)
{
    m_late->setText(page.late == 1 ? tr("One mail is late.") : tr("%L1 mails are late.").arg(page.late),
                    tr("This computer slept when they should have left. They go one after the other in any case."));
    m_elsewhere->setVisible(page.elsewhere);
    m_late->setVisible(page.late > 0);
    const bool any = page.elsewhere || page.late > 0;
    if (any && isHidden()) {
        (page.elsewhere ? m_elsewhere : m_late)->announceIt();
    }
    setVisible(any);
}

void OutboxNotices::decide(Task<Result<>> task)
{
    whenDone(std::move(task), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
    });
}

} // namespace AlwaysLeads
