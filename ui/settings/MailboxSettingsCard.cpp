#include "settings/MailboxSettingsCard.h"

#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

QString shown(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

MailboxSettingsCard::MailboxSettingsCard(const Mailbox &mailbox, const MailboxHealth &health, QWidget *parent)
    : Card(parent)
    , m_mailbox(mailbox)
    , m_lines(new QVBoxLayout(this))
{
    auto *inside = m_lines;
    inside->setContentsMargins(20, 16, 20, 16);
    inside->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    auto *address = new ElidedLabel(mailbox.address.shown(), TextStyle::Strong);
    address->setElideMode(Qt::ElideMiddle);
    first->addWidget(address);
    ChipLook look;
    switch (health.state) {
    case MailboxHealth::State::Good:
        look = {Icon::CircleCheck, tr("Healthy"), ToneName::Success};
        break;
    case MailboxHealth::State::Unproven:
        look = {Icon::Circle, tr("Ready"), ToneName::Neutral};
        break;
    case MailboxHealth::State::SignedOut:
        look = {Icon::LockOpen, tr("Signed out"), ToneName::Danger};
        break;
    case MailboxHealth::State::Stopped:
        look = {Icon::TriangleAlert, tr("Stopped"), ToneName::Danger};
        break;
    case MailboxHealth::State::Troubled:
        look = {Icon::TriangleAlert, tr("Waits"), ToneName::Warn};
        break;
    }
    first->addWidget(new StatusChip(look));
    first->addStretch(1);
    const QString who = mailbox.address.shown();
    if (health.remedy == MailboxHealth::Remedy::Reconnect || health.remedy == MailboxHealth::Remedy::Allow) {
        const bool isAllowed = health.remedy == MailboxHealth::Remedy::Reconnect;
        auto *mend = add(first, new Button(Icon::ExternalLink, isAllowed ? tr("Reconnect…") : tr("Allow again…")),
                         QStringLiteral("reconnectMailbox-%1"),
                         isAllowed ? tr("Reconnect %1…").arg(who) : tr("Allow %1 again…").arg(who));
        connect(mend, &QPushButton::clicked, this, &MailboxSettingsCard::reconnectRequested);
    } else if (health.remedy == MailboxHealth::Remedy::Change) {
        auto *mend = add(first, new Button(tr("Enter the password…")), QStringLiteral("mendMailbox-%1"),
                         tr("Enter the password of %1…").arg(who));
        connect(mend, &QPushButton::clicked, this, &MailboxSettingsCard::changeRequested);
    } else if (health.remedy == MailboxHealth::Remedy::TryAgain) {
        auto *mend =
            add(first, new Button(tr("Try again")), QStringLiteral("resumeMailbox-%1"), tr("Try %1 again").arg(who));
        connect(mend, &QPushButton::clicked, this, &MailboxSettingsCard::resumeRequested);
    }
    auto *change = add(first, new Button(tr("Change…")), QStringLiteral("changeMailbox-%1"), tr("Change %1…").arg(who));
    connect(change, &QPushButton::clicked, this, &MailboxSettingsCard::changeRequested);
    const bool connected = mailbox.isConnected();
    auto *removal =
        add(first, new Button(connected ? tr("Disconnect…") : tr("Remove"), ButtonKind::Ghost),
            QStringLiteral("removeMailbox-%1"), connected ? tr("Disconnect %1…").arg(who) : tr("Remove %1").arg(who));
    connect(removal, &QPushButton::clicked, this, &MailboxSettingsCard::removeRequested);
    inside->addLayout(first);
    if (!health.problem.isEmpty()) {
        auto *why = new Label(health.problem, TextStyle::Body);
        why->setTone(ToneName::Danger);
        why->setWordWrap(true);
        inside->addWidget(why);
    }
    auto *line = new Label(facts(mailbox, health), TextStyle::Body, &Theme::text2);
    line->setWordWrap(true);
    inside->addWidget(line);
    if (health.sendOnly) {
        addSendOnly();
    }
}

void MailboxSettingsCard::addSendOnly()
{
    auto *state = new Label(tr("Only sends: replies are not read here.") + QLatin1Char(' ')
                                + (m_mailbox.followUpsUnread ? tr("Follow-ups go out even to people who answered.")
                                                             : tr("Follow-ups do not leave from it.")),
                            TextStyle::Body);
    state->setObjectName(QStringLiteral("sendOnly-%1").arg(m_mailbox.id.value()));
    state->setTone(ToneName::Warn);
    state->setWordWrap(true);
    m_lines->addWidget(state);
    auto *line = checksLine();
    auto *button = new Button(Icon::MailOpen, tr("Read replies too…"));
    add(line, button, QStringLiteral("readReplies-%1"), tr("Read replies to %1 too…").arg(m_mailbox.address.shown()));
    line->removeWidget(button);
    line->insertWidget(line->count() - 1, button);
    connect(button, &QPushButton::clicked, this, &MailboxSettingsCard::readingRequested);
}

QHBoxLayout *MailboxSettingsCard::checksLine()
{
    if (!m_checks) {
        m_checks = new QHBoxLayout;
        m_checks->setSpacing(8);
        m_checks->addStretch(1);
        m_lines->addLayout(m_checks);
    }
    return m_checks;
}

void MailboxSettingsCard::offerTest()
{
    auto *line = checksLine();
    auto *button = new Button(Icon::Send, tr("Send a test mail…"));
    add(line, button, QStringLiteral("testMailbox-%1"),
        tr("Send a test mail from %1 to itself…").arg(m_mailbox.address.shown()));
    line->removeWidget(button);
    line->insertWidget(line->count() - 1, button);
    connect(button, &QPushButton::clicked, this, &MailboxSettingsCard::testRequested);
}

void MailboxSettingsCard::offerDomainCheck()
{
    auto *line = checksLine();
    auto *button = new Button(Icon::Globe, tr("Check the domain…"));
    add(line, button, QStringLiteral("checkDomain-%1"), tr("Check the domain of %1…").arg(m_mailbox.address.shown()));
    line->removeWidget(button);
    line->insertWidget(line->count() - 1, button);
    connect(button, &QPushButton::clicked, this, &MailboxSettingsCard::domainCheckRequested);
}

void MailboxSettingsCard::showTest(const QString &sentence, bool isTrouble)
{
    if (!m_test) {
        m_test = new Label(QString(), TextStyle::Body, &Theme::text2);
        m_test->setWordWrap(true);
        m_lines->insertWidget(m_lines->count() - (m_checks ? 1 : 0), m_test);
    }
    m_test->setText(sentence);
    if (isTrouble) {
        m_test->setTone(ToneName::Warn);
    }
}

Button *MailboxSettingsCard::add(QHBoxLayout *line, Button *button, const QString &name, const QString &spoken)
{
    button->setObjectName(name.arg(m_mailbox.id.value()));
    button->setAccessibleName(spoken);
    button->setControlHeight(28);
    line->addWidget(button);
    return button;
}

QString MailboxSettingsCard::facts(const Mailbox &mailbox, const MailboxHealth &health) const
{
    const QString last = health.lastSuccessAt.isValid() ? tr("last mail accepted %1").arg(shown(health.lastSuccessAt))
                                                        : tr("no mail sent yet");
    if (mailbox.kind == Mailbox::Kind::Smtp) {
        const QString reading = mailbox.imapHost.isEmpty()
            ? tr("Answers are not read: it has no server for incoming mail.")
            : tr("Read at %1, port %2.").arg(mailbox.imapHost).arg(mailbox.imapPort);
        const QString servers = tr("%1, port %2. At most %L3 mails a day, %4.")
                                    .arg(mailbox.host)
                                    .arg(mailbox.port)
                                    .arg(mailbox.dailyLimit)
                                    .arg(last)
            + QLatin1Char(' ') + reading;
        return mailbox.isConnected() ? signInOf(mailbox.provider.name(), health) + QLatin1Char(' ') + servers : servers;
    }
    const QString service = mailbox.kind == Mailbox::Kind::Microsoft ? tr("Microsoft") : tr("Google");
    return signInOf(service, health) + QLatin1Char(' ')
        + tr("At most %L1 mails a day, %2.").arg(mailbox.dailyLimit).arg(last);
}

QString MailboxSettingsCard::signInOf(const QString &service, const MailboxHealth &health) const
{
    if (!health.signedInAt.isValid()) {
        return tr("%1, not signed in.").arg(service);
    }
    return health.renewedAt.isValid()
        ? tr("%1, signed in %2, permission renewed %3.").arg(service, shown(health.signedInAt), shown(health.renewedAt))
        : tr("%1, signed in %2.").arg(service, shown(health.signedInAt));
}

} // namespace AlwaysLeads
