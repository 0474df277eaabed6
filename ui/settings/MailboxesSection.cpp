#include "settings/MailboxesSection.h"

#include "mailbox/Mailboxes.h"
#include "settings/MailboxForm.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

MailboxesSection::MailboxesSection(Mailboxes &mailboxes, Shell &shell, QWidget *parent)
    : SettingsSection(
        tr("Mailboxes"),
        tr("Mails leave from your own mailbox, one after the other. Passwords are kept encrypted and never shown."),
        parent)
    , m_mailboxes(mailboxes)
    , m_shell(shell)
    , m_cards(new QVBoxLayout)
{
    m_cards->setSpacing(12);
    lines()->addLayout(m_cards);
    auto *add = new Button(Icon::Plus, tr("Add a mailbox…"));
    add->setObjectName(QStringLiteral("addMailbox"));
    auto *line = new QHBoxLayout;
    line->addWidget(add);
    line->addStretch(1);
    lines()->addLayout(line);
    lines()->addStretch(1);
    connect(add, &QPushButton::clicked, this, [this] { openForm({}); });
    connect(&m_mailboxes, &Mailboxes::changed, this, &MailboxesSection::enter);
}

void MailboxesSection::enter()
{
    whenDone(m_mailboxes.list(), this, [this](const Result<QList<Mailbox>> &mailboxes) {
        if (mailboxes) {
            show(*mailboxes);
        } else {
            m_shell.showProblem(mailboxes.error());
        }
    });
}

void MailboxesSection::show(const QList<Mailbox> &mailboxes)
{
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    if (mailboxes.isEmpty()) {
        auto *empty = new EmptyState(Icon::Mail, tr("No mailbox yet"),
                                     tr("Add the one you write from. Nothing is sent until you approve it."));
        empty->setMinimumHeight(220);
        m_cards->addWidget(empty);
    }
    for (const Mailbox &mailbox : mailboxes) {
        m_cards->addWidget(cardOf(mailbox));
    }
}

QWidget *MailboxesSection::cardOf(const Mailbox &mailbox)
{
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(20, 16, 20, 16);
    inside->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    auto *address = new ElidedLabel(mailbox.address.shown(), TextStyle::Strong);
    address->setElideMode(Qt::ElideMiddle);
    first->addWidget(address);
    first->addWidget(new StatusChip(mailbox.isPaused()
                                        ? ChipLook{Icon::TriangleAlert, tr("Stopped"), ToneName::Danger}
                                        : ChipLook{Icon::CircleCheck, tr("Healthy"), ToneName::Success}));
    first->addStretch(1);
    if (mailbox.isPaused()) {
        auto *resume = new Button(tr("Try again"));
        resume->setObjectName(QStringLiteral("resumeMailbox-%1").arg(mailbox.id.value()));
        resume->setAccessibleName(tr("Try %1 again").arg(mailbox.address.shown()));
        resume->setControlHeight(28);
        connect(resume, &QPushButton::clicked, this, [this, id = mailbox.id] { settle(m_mailboxes.resume(id)); });
        first->addWidget(resume);
    }
    auto *change = new Button(tr("Change…"));
    change->setControlHeight(28);
    change->setAccessibleName(tr("Change %1…").arg(mailbox.address.shown()));
    change->setObjectName(QStringLiteral("changeMailbox-%1").arg(mailbox.id.value()));
    connect(change, &QPushButton::clicked, this, [this, mailbox] { openForm(mailbox); });
    first->addWidget(change);
    auto *removal = new Button(tr("Remove"), ButtonKind::Ghost);
    removal->setObjectName(QStringLiteral("removeMailbox-%1").arg(mailbox.id.value()));
    removal->setAccessibleName(tr("Remove %1").arg(mailbox.address.shown()));
    removal->setControlHeight(28);
    connect(removal, &QPushButton::clicked, this, [this, mailbox] { remove(mailbox); });
    first->addWidget(removal);
    inside->addLayout(first);
    if (mailbox.isPaused()) {
        auto *why = new Label(mailbox.pausedReason, TextStyle::Body);
        why->setTone(ToneName::Danger);
        why->setWordWrap(true);
        inside->addWidget(why);
    }
    const QString last = mailbox.lastSuccessAt.isValid()
        ? tr("last mail accepted %1").arg(QLocale().toString(mailbox.lastSuccessAt.toLocalTime(), QLocale::ShortFormat))
        : tr("no mail sent yet");
    auto *line = new Label(tr("%1, port %2. At most %L3 mails a day, %4.")
                               .arg(mailbox.host)
                               .arg(mailbox.port)
                               .arg(mailbox.dailyLimit)
                               .arg(last),
                           TextStyle::Body, &Theme::text2);
    line->setWordWrap(true);
    inside->addWidget(line);
    return card;
}

void MailboxesSection::openForm(const Mailbox &mailbox)
{
    auto *form = new MailboxForm(mailbox, m_mailboxes, m_shell, this);
    form->open();
}

void MailboxesSection::settle(Task<Result<>> task)
{
    whenDone(std::move(task), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
    });
}

void MailboxesSection::remove(const Mailbox &mailbox)
{
    auto *sheet = new ConfirmSheet(
        tr("Remove %1?").arg(mailbox.address.shown()),
        tr("Its password is wiped. Mails that wait in it stay in the outbox. What was sent stays in the history."),
        tr("Keep it"), tr("Remove"), ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("removeMailboxSheet"));
    connect(sheet, &ConfirmSheet::confirmed, this,
            [this, id = mailbox.id] { settle(withoutValue(m_mailboxes.remove(id))); });
    sheet->open();
}

} // namespace AlwaysLeads
