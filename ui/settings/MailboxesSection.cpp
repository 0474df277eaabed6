#include "settings/MailboxesSection.h"

#include "mailbox/ConnectSheet.h"
#include "mailbox/MailboxChecks.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "mailbox/ProbeLines.h"
#include "mailbox/ProbeSheet.h"
#include "oauth/OAuthProvider.h"
#include "settings/MailboxForm.h"
#include "settings/MailboxSettingsCard.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

MailboxesSection::MailboxesSection(Mailboxes &mailboxes, Shell &shell, QWidget *parent)
    : SettingsSection(
        tr("Mailboxes"),
        tr("Mails leave from your own mailbox, one after the other. Passwords are kept encrypted and never shown."),
        parent)
    , m_mailboxes(mailboxes)
    , m_shell(shell)
    , m_checks(new MailboxChecks(mailboxes, shell, this))
    , m_cards(new QVBoxLayout)
    , m_reading(
          this, [this] { return m_mailboxes.list(); },
          [this](const Result<QList<Mailbox>> &mailboxes) {
              if (!mailboxes) {
                  m_shell.showProblem(mailboxes.error());
                  return;
              }
              m_listed = *mailboxes;
              m_readingHealth.renew();
          })
    , m_readingHealth(
          this, [this] { return m_mailboxes.health(); },
          [this](const Result<QList<MailboxHealth>> &health) {
              if (health) {
                  show(m_listed, *health);
              } else {
                  m_shell.showProblem(health.error());
              }
          })
{
    m_cards->setSpacing(12);
    lines()->addLayout(m_cards);
    auto *addition = new Button(Icon::Plus, tr("Add a mailbox…"));
    addition->setObjectName(QStringLiteral("addMailbox"));
    auto *line = new QHBoxLayout;
    line->addWidget(addition);
    line->addStretch(1);
    lines()->addLayout(line);
    lines()->addStretch(1);
    connect(addition, &QPushButton::clicked, this, &MailboxesSection::add);
    connect(&m_mailboxes, &Mailboxes::changed, this, &MailboxesSection::enter);
}

void MailboxesSection::enableSignIn(MailboxSignIn &signIn)
{
    m_signIn = &signIn;
}

void MailboxesSection::enableServerSearch(MailAutoConfig &autoConfig)
{
    m_autoConfig = &autoConfig;
}

void MailboxesSection::enableDomainCheck(DomainCheck &check)
{
    m_checks->enableDomainCheck(check);
}

void MailboxesSection::enableProbe(MailProbe &probe)
{
    m_checks->enableProbe(probe);
    connect(&probe, &MailProbe::changed, this, &MailboxesSection::enter);
}

void MailboxesSection::enter()
{
    m_reading.renew();
}

void MailboxesSection::show(const QList<Mailbox> &mailboxes, const QList<MailboxHealth> &health)
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
        MailboxHealth how = MailboxHealth::of(mailbox, std::nullopt);
        for (const MailboxHealth &one : health) {
            how = one.mailbox == mailbox.id ? one : how;
        }
        auto *card = new MailboxSettingsCard(mailbox, how);
        connect(card, &MailboxSettingsCard::reconnectRequested, this, [this, mailbox] { reconnect(mailbox); });
        connect(card, &MailboxSettingsCard::readingRequested, this, [this, mailbox] { readReplies(mailbox); });
        connect(card, &MailboxSettingsCard::resumeRequested, this,
                [this, id = mailbox.id] { settle(m_mailboxes.resume(id)); });
        connect(card, &MailboxSettingsCard::changeRequested, this, [this, mailbox] { openForm(mailbox); });
        connect(card, &MailboxSettingsCard::removeRequested, this, [this, mailbox] { remove(mailbox); });
        addChecks(card, mailbox);
        m_cards->addWidget(card);
    }
}

void MailboxesSection::addChecks(MailboxSettingsCard *card, const Mailbox &mailbox)
{
    if (MailProbe *probe = m_checks->probe()) {
        card->offerTest();
        connect(card, &MailboxSettingsCard::testRequested, this,
                [this, mailbox] { m_checks->openProbe(mailbox, ProbeSheet::Occasion::Asked); });
        whenDone(probe->latest(mailbox.id), card, [card](const Result<std::optional<ProbeReport>> &latest) {
            if (latest && *latest) {
                const QList<ProbeLines::Line> lines = ProbeLines::of(**latest);
                const bool isTrouble = std::ranges::any_of(lines, [](const ProbeLines::Line &line) {
                    return line.tone == ToneName::Warn || line.tone == ToneName::Danger;
                });
                card->showTest(ProbeLines::summary(**latest), isTrouble);
            }
        });
    }
    if (m_checks->canCheckDomain()) {
        card->offerDomainCheck();
        connect(card, &MailboxSettingsCard::domainCheckRequested, this,
                [this, mailbox] { m_checks->checkDomain(mailbox); });
    }
}

void MailboxesSection::add()
{
    if (!m_signIn) {
        openForm({});
        return;
    }
    auto *sheet = new ConnectSheet(*m_signIn, m_shell, this);
    connect(sheet, &ConnectSheet::otherChosen, this, [this] { openForm({}); });
    connect(sheet, &ConnectSheet::connected, m_checks, &MailboxChecks::offerProbe);
    sheet->open();
}

void MailboxesSection::reconnect(const Mailbox &mailbox)
{
    if (m_signIn) {
        auto *sheet = new ConnectSheet(mailbox, *m_signIn, m_shell, this);
        sheet->open();
    }
}

void MailboxesSection::readReplies(const Mailbox &mailbox)
{
    if (m_signIn) {
        auto *sheet = new ConnectSheet(mailbox, *m_signIn, m_shell, this, ConnectSheet::Purpose::ReadReplies);
        sheet->open();
    }
}

void MailboxesSection::offerReconnect(MailboxId id)
{
    whenDone(m_mailboxes.health(), this, [this, id](const Result<QList<MailboxHealth>> &health) {
        const bool isWanted =
            health && std::ranges::any_of(*health, [id](const MailboxHealth &one) {
                return one.mailbox == id
                    && (one.remedy == MailboxHealth::Remedy::Reconnect || one.remedy == MailboxHealth::Remedy::Allow);
            });
        if (!isWanted) {
            return;
        }
        whenDone(m_mailboxes.mailbox(id), this, [this](const Result<Mailbox> &mailbox) {
            if (mailbox) {
                reconnect(*mailbox);
            }
        });
    });
}

void MailboxesSection::openForm(const Mailbox &mailbox)
{
    auto *form = new MailboxForm(mailbox, m_mailboxes, m_autoConfig, m_shell, this);
    if (m_signIn && m_signIn->providers()) {
        form->enableProviderSignIn(*m_signIn->providers());
    }
    connect(form, &MailboxForm::signInWanted, this, &MailboxesSection::add);
    if (mailbox.id.isNull()) {
        connect(form, &MailboxForm::kept, m_checks, &MailboxChecks::offerProbe);
    }
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
    const bool connected = mailbox.isConnected();
    const QString kept = tr("Mails that wait in it stay in the outbox. What was sent stays in the history, and the "
                            "mailbox itself is not touched.");
    QString what = tr("Its password is wiped.");
    if (mailbox.kind == Mailbox::Kind::Google) {
        what =
            tr("Google is asked to take the permission of AlwaysLeads back, which ends it on your other computers too. "
               "The keys kept here are wiped.");
    } else if (mailbox.kind == Mailbox::Kind::Microsoft) {
        what = tr("The keys kept here are wiped. Microsoft lets only you take the permission back: at %1.")
                   .arg(OAuthProvider::microsoft({}).permissionsUrl.toDisplayString());
    } else if (connected) {
        what =
            tr("%1 is asked to take the permission of AlwaysLeads back, where it offers that. The keys kept here are "
               "wiped.")
                .arg(mailbox.provider.name());
    }
    auto *sheet = new ConfirmSheet(connected ? tr("Disconnect %1?").arg(mailbox.address.shown())
                                             : tr("Remove %1?").arg(mailbox.address.shown()),
                                   what + QLatin1Char(' ') + kept, tr("Keep it"),
                                   connected ? tr("Disconnect") : tr("Remove"), ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("removeMailboxSheet"));
    connect(sheet, &ConfirmSheet::confirmed, this, [this, mailbox] { disconnectNow(mailbox); });
    sheet->open();
}

void MailboxesSection::disconnectNow(const Mailbox &mailbox)
{
    whenDone(m_mailboxes.remove(mailbox.id), this,
             [this, address = mailbox.address.shown()](const Result<MailboxRemoval> &removal) {
                 if (!removal) {
                     m_shell.showProblem(removal.error());
                     return;
                 }
                 switch (removal->permission) {
                 case MailboxRemoval::Permission::None:
                     break;
                 case MailboxRemoval::Permission::TakenBack:
                     m_shell.showToast(tr("%1 is disconnected, its permission is taken back.").arg(address));
                     break;
                 case MailboxRemoval::Permission::Left:
                     m_shell.showToast(tr("%1 is disconnected. Take its permission back at %2.")
                                           .arg(address, removal->page.toDisplayString()));
                     break;
                 }
             });
}

} // namespace AlwaysLeads
