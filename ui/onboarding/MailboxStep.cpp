#include "onboarding/MailboxStep.h"

#include "mailbox/ConnectSheet.h"
#include "mailbox/MailboxChecks.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "mailbox/PermissionPoints.h"
#include "mailbox/ProviderCard.h"
#include "settings/MailboxForm.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QEvent>
#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int narrowBelow = 640; // px at normal text size

QString serviceName(Mailbox::Kind kind)
{
    return kind == Mailbox::Kind::Microsoft ? MailboxStep::tr("Microsoft")
        : kind == Mailbox::Kind::Google     ? MailboxStep::tr("Google")
                                            : QString();
}

} // namespace

MailboxStep::MailboxStep(Mailboxes &mailboxes, MailboxSignIn &signIn, MailAutoConfig *autoConfig, Shell &shell,
                         QWidget *parent)
    : OnboardingStep(tr("Connect your mailbox"),
                     tr("Mails leave from here and land in your own Sent folder. Answers come back to you, not to us."),
                     parent)
    , m_mailboxes(mailboxes)
    , m_signIn(signIn)
    , m_autoConfig(autoConfig)
    , m_shell(shell)
    , m_checks(new MailboxChecks(mailboxes, shell, this))
    , m_points(new PermissionPoints)
    , m_connected(new Card)
    , m_connectedText(new Label(QString(), TextStyle::Body))
    , m_reading(
          this, [this] { return m_mailboxes.list(); },
          [this](const Result<QList<Mailbox>> &mailboxes) {
              if (mailboxes) {
                  show(*mailboxes);
              } else {
                  m_shell.showProblem(mailboxes.error());
              }
          })
{
    setObjectName(QStringLiteral("onboardingMailbox"));
    auto *card = static_cast<Card *>(m_connected);
    card->setObjectName(QStringLiteral("firstConnected"));
    card->setTone(ToneName::Success);
    auto *line = new QHBoxLayout(card);
    line->setContentsMargins(16, 12, 16, 12);
    line->setSpacing(12);
    auto *tick = new IconView(Icon::CircleCheck, 18);
    tick->setTone(ToneName::Success);
    line->addWidget(tick, 0, Qt::AlignTop);
    m_connectedText->setWordWrap(true);
    m_connectedText->setObjectName(QStringLiteral("firstConnectedText"));
    line->addWidget(m_connectedText, 1);
    lines()->addWidget(m_connected);
    m_connected->hide();
    lines()->addWidget(cards());
    lines()->addWidget(m_points);
    lines()->addStretch(1);
    choose(Mailbox::Kind::Google);
    connect(&m_mailboxes, &Mailboxes::changed, this, [this] { m_reading.renew(); });
}

void MailboxStep::enableChecks(DomainCheck &domainCheck, MailProbe &probe)
{
    m_checks->enableDomainCheck(domainCheck);
    m_checks->enableProbe(probe);
}

QWidget *MailboxStep::cards()
{
    auto *all = new QWidget;
    m_cards = new QBoxLayout(QBoxLayout::LeftToRight, all);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(12);
    const auto add = [&](const char *objectName, Icon icon, const QString &name, const QString &covers,
                         Mailbox::Kind kind) {
        auto *card = new ProviderCard(icon, name, covers);
        card->setObjectName(QLatin1String(objectName));
        card->setChecked(kind == Mailbox::Kind::Google);
        connect(card, &QAbstractButton::toggled, this, [this, kind](bool chosen) {
            if (chosen) {
                choose(kind);
            }
        });
        m_cards->addWidget(card, 1);
        return card;
    };
    m_first = add("firstGoogle", Icon::Mail, tr("Google"), tr("Gmail and Workspace"), Mailbox::Kind::Google);
    add("firstMicrosoft", Icon::Building, tr("Microsoft"), tr("Outlook and Microsoft 365"), Mailbox::Kind::Microsoft);
    add("firstOther", Icon::Server, tr("Other mailbox"), tr("IMAP and SMTP"), Mailbox::Kind::Smtp);
    return all;
}

void MailboxStep::choose(Mailbox::Kind kind)
{
    m_kind = kind;
    m_points->showFor(kind, serviceName(kind));
    Q_EMIT proceedChanged();
}

QString MailboxStep::proceedText() const
{
    return m_addresses.isEmpty() ? tr("Connect…") : tr("Continue");
}

QWidget *MailboxStep::firstField()
{
    return m_first;
}

bool MailboxStep::proceed()
{
    if (!m_addresses.isEmpty()) {
        return false;
    }
    m_kind == Mailbox::Kind::Smtp ? openForm() : connectService();
    return true;
}

void MailboxStep::connectService()
{
    auto *sheet = new ConnectSheet(m_signIn, m_shell, this);
    // The sheet begins with Google; what was chosen here is chosen there.
    if (m_kind == Mailbox::Kind::Microsoft) {
        if (auto *card = sheet->findChild<QAbstractButton *>(QStringLiteral("connectMicrosoft"))) {
            card->setChecked(true);
        }
    }
    connect(sheet, &ConnectSheet::otherChosen, this, &MailboxStep::openForm);
    connect(sheet, &ConnectSheet::connected, m_checks, &MailboxChecks::offerProbe);
    sheet->open();
}

void MailboxStep::openForm()
{
    auto *form = new MailboxForm(Mailbox(), m_mailboxes, m_autoConfig, m_shell, this);
    if (m_signIn.providers()) {
        form->enableProviderSignIn(*m_signIn.providers());
    }
    connect(form, &MailboxForm::signInWanted, this, &MailboxStep::connectService);
    connect(form, &MailboxForm::kept, m_checks, &MailboxChecks::offerProbe);
    form->open();
}

void MailboxStep::enter()
{
    m_reading.renew();
}

void MailboxStep::show(const QList<Mailbox> &mailboxes)
{
    m_addresses.clear();
    for (const Mailbox &mailbox : mailboxes) {
        m_addresses << mailbox.address.shown();
    }
    m_connectedText->setText(
        tr("Connected: %1. More can be added in Settings, Mailboxes.").arg(m_addresses.join(QStringLiteral(", "))));
    m_connected->setVisible(!m_addresses.isEmpty());
    Q_EMIT proceedChanged();
    Q_EMIT counted();
}

void MailboxStep::arrange()
{
    m_cards->setDirection(width() < narrowBelow * fontsOf(this).textFactor() ? QBoxLayout::TopToBottom
                                                                             : QBoxLayout::LeftToRight);
}

void MailboxStep::resizeEvent(QResizeEvent *event)
{
    OnboardingStep::resizeEvent(event);
    arrange();
}

void MailboxStep::changeEvent(QEvent *event)
{
    OnboardingStep::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        arrange();
    }
}

} // namespace AlwaysLeads
