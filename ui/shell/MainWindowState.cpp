#include "Application.h"
#include "ReplyServices.h"
#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "keychain/Vault.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "mailbox/Mailboxes.h"
#include "outbox/Outbox.h"
#include "outbox/Sender.h"
#include "reply/InboxPage.h"
#include "sandbox/Sandbox.h"
#include "settings/Settings.h"
#include "settings/SettingsPage.h"
#include "shell/BackupSheet.h"
#include "shell/BannerArea.h"
#include "shell/KeysSheet.h"
#include "shell/MainWindow.h"
#include "shell/Notes.h"
#include "shell/Page.h"
#include "shell/PassphraseSheet.h"
#include "shell/SendingCard.h"
#include "shell/Sidebar.h"
#include "shell/Tray.h"
#include "storage/Backups.h"
#include "style/AppStyle.h"
#include "style/Mark.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"

#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace AlwaysLeads {

namespace {
const QString stoppedNotice = QStringLiteral("stopped");
const QString vaultNotice = QStringLiteral("vault");
const QString sandboxNotice = QStringLiteral("sandbox");

/// What was due has left.
QString batchTitle(const SendingSummary &summary)
{
    return summary.waiting == 0
        ? MainWindow::tr("Today's mails are out: %L1 of %L2.").arg(summary.sentToday).arg(summary.plannedToday)
        : MainWindow::tr("What could leave today is out: %L1 sent.").arg(summary.sentToday);
}

QString batchRest(const SendingSummary &summary)
{
    return summary.waiting == 0 ? QString()
                                : MainWindow::tr("%n more wait; the outbox says for what.", nullptr, summary.waiting);
}
} // namespace

void MainWindow::buildTray()
{
    const Theme &theme = themeOf(this);
    m_tray = std::make_unique<Tray>(markIcon(theme), stoppedMarkIcon(theme));
    setWindowIcon(markIcon(theme));
    connect(m_tray.get(), &Tray::openRequested, this, &MainWindow::comeForward);
    connect(m_tray.get(), &Tray::draftsRequested, this, [this] {
        comeForward();
        open(Place::Drafts);
    });
    connect(m_tray.get(), &Tray::outboxRequested, this, [this] {
        comeForward();
        open(Place::Outbox);
    });
    connect(m_tray.get(), &Tray::stopRequested, this, &MainWindow::stopSending);
    connect(m_tray.get(), &Tray::resumeRequested, this, &MainWindow::resumeSending);
    connect(m_tray.get(), &Tray::quitRequested, this, &MainWindow::askToQuit);
    m_notes = std::make_unique<Notes>(m_application.settings(), *m_tray, DesktopNotes::make(),
                                      [this](const QString &text) { showToast(text); });
    connect(m_notes.get(), &Notes::opened, this, &MainWindow::openNote);
    connect(m_notes.get(), &Notes::lateDecided, this, &MainWindow::decideLateMail);
    connect(m_notes.get(), &Notes::snoozed, this, [this] {
        const QDateTime later = now().addSecs(60 * 60);
        whenDone(m_application.replyServices().replies().snooze(m_toldReply, later), this, [](const Result<> &) {});
    });
}

void MainWindow::openNote(NoteKind kind)
{
    comeForward();
    if (kind == NoteKind::MailboxStopped) {
        openSettings(QStringLiteral("mailboxes"));
        m_settings->reconnectMailbox(std::exchange(m_signedOut, {}));
    } else if (kind == NoteKind::Answered) {
        open(Place::Inbox);
        m_inbox->showReply(m_toldReply);
    } else {
        open(Place::Outbox); // an unknown mail stands above everything there, with its buttons
    }
}

void MainWindow::decideLateMail(const QString &what)
{
    const Outbox::Late decision = what == QLatin1String("next") ? Outbox::Late::NextOpening
        : what == QLatin1String("today")                        ? Outbox::Late::Today
                                                                : Outbox::Late::Ask;
    const QString said = decision == Outbox::Late::NextOpening ? tr("Late mails leave with the next opening.")
        : decision == Outbox::Late::Today                      ? tr("Late mails leave today, one after the other.")
                                          : tr("Late mails are held in the outbox, until you say.");
    whenDone(m_application.outbox().decideLate(decision, m_application.sender().lateMails()), this,
             [this, said](const Result<> &outcome) { outcome ? showToast(said) : showProblem(outcome.error()); });
}

void MainWindow::unlock()
{
    Vault &vault = m_application.vault();
    const Vault::State state = vault.state();
    if (state == Vault::State::NeedsPassphrase || state == Vault::State::NeedsNewPassphrase) {
        auto *sheet = new PassphraseSheet(vault, this);
        sheet->open();
    } else if (state == Vault::State::KeyLost) {
        openSettings(QStringLiteral("keys"));
    } else {
        whenDone(vault.open(), this, [this](const Result<> &opened) {
            opened ? showToast(tr("Unlocked. Sending goes on.")) : showProblem(opened.error());
        });
    }
}

void MainWindow::watchServices()
{
    Application &app = m_application;
    if (app.isSandbox()) {
        m_banners->show({sandboxNotice, ToneName::Info, Icon::FlaskConical, tr("Sandbox."),
                         tr("Invented people, nothing leaves this computer."), tr("Skip a day"),
                         [this] { skipDay(); }});
    }
    const auto nameProfile = [this] {
        m_sidebar->setProfileName(m_application.isSandbox() ? tr("Sandbox")
                                                            : m_application.settings().senderProfile().company);
    };
    connect(&app.settings(), &Settings::changed, this, nameProfile);
    nameProfile();
    const auto arrangeRows = [this] {
        m_leads->setCompact(m_application.settings().density() == ListDensity::Compact);
    };
    connect(&app.settings(), &Settings::changed, this, arrangeRows);
    arrangeRows();

    connect(&app.review(), &Review::changed, this, [this] { m_drafted.renew(); });
    connect(&app.replyServices().replies(), &Replies::changed, this, [this] { m_answered.renew(); });
    connect(&app.replyServices().watcher(), &ReplyWatcher::arrived, this, &MainWindow::tellOfAnswers);
    tellOfAnswers(); // what came while the program was ended before it could say so
    connect(&app.draftWriter(), &DraftWriter::changed, this, [this] { m_drafted.renew(); });
    connect(&app.outbox(), &Outbox::changed, this, [this] { m_sending.renew(); });
    connect(&app.mailboxes(), &Mailboxes::changed, this, [this] { m_sending.renew(); });
    connect(&app.draftWriter(), &DraftWriter::progress, this, [this](CampaignId campaign, int done, int total) {
        showProgress(QStringLiteral("drafts-%1").arg(campaign.value()),
                     {Icon::Sparkles, tr("Writing drafts"), done, total},
                     [this, campaign] { m_application.draftWriter().cancel(campaign); });
    });
    connect(&app.draftWriter(), &DraftWriter::finished, this,
            [this](CampaignId campaign) { endProgress(QStringLiteral("drafts-%1").arg(campaign.value())); });
    connect(&app.review(), &Review::lapsed, this, [this](int drafts) {
        showToast(tr("%n approval(s) lapsed, because what they rest on changed. Read them again.", nullptr, drafts));
    });

    connect(&app.sender(), &Sender::batchFinished, this, [this] {
        whenDone(m_application.outbox().summary(), this, [this](const Result<SendingSummary> &summary) {
            if (summary) {
                m_notes->tell(NoteKind::BatchFinished, batchTitle(*summary), batchRest(*summary));
            }
        });
    });
    connect(&app.sender(), &Sender::mailboxStopped, this, [this](MailboxId, const QString &reason) {
        m_notes->tell(NoteKind::MailboxStopped, tr("A mailbox needs you."), reason);
    });
    connect(&app.mailboxes(), &Mailboxes::signedOut, this, &MainWindow::tellOfSignOut);
    connect(&app.sender(), &Sender::unknownOutcome, this, [this](SendId, const QString &name) {
        m_notes->tell(NoteKind::UnknownOutcome, tr("One mail needs your decision."),
                      tr("The mail to %1 may or may not have left.").arg(name));
    });

    connect(&app.sender(), &Sender::wentLate, this, [this](int mails) {
        m_notes->tell(NoteKind::LateMail, tr("%n mail(s) did not leave in time.", nullptr, mails),
                      tr("This computer slept. They go one after the other in any case."));
    });
    connect(&app.outbox(), &Outbox::unlockWanted, this, &MainWindow::unlock);
    connect(&app.vault(), &Vault::changed, this, &MainWindow::showVaultState);
    showVaultState();
}

/// What would happen until this time tomorrow happens now: mails that are due leave, people answer.
void MainWindow::skipDay()
{
    SandboxClock &clock = m_application.sandbox()->clock();
    clock.skip(std::chrono::hours(24));
    page()->enter();
    showToast(tr("It is %1 now.").arg(QLocale().toString(clock.now().toLocalTime().date(), tr("dddd, d MMMM"))));
}

void MainWindow::tellOfSignOut(MailboxId mailbox, const QString &problem)
{
    m_signedOut = mailbox;
    whenDone(m_application.outbox().page(OutboxShelf::Unknown), this,
             [this, mailbox, problem](const Result<OutboxPage> &page) {
                 for (const MailboxCard &card : page ? page->mailboxes : QList<MailboxCard>()) {
                     if (card.id == mailbox) {
                         m_notes->tell(
                             NoteKind::MailboxStopped,
                             tr("Sign in to %1 again: %n mail(s) wait.", nullptr, card.waiting).arg(card.address),
                             problem, tr("Reconnect…"));
                     }
                 }
             });
}

void MainWindow::tellOfAnswers()
{
    if (m_isTelling) {
        m_tellAgain = true; // what is told now is still among the news
        return;
    }
    m_isTelling = true;
    const auto end = [this] {
        m_isTelling = false;
        if (std::exchange(m_tellAgain, false)) {
            tellOfAnswers();
        }
    };
    whenDone(m_application.replyServices().replies().news(), this, [this, end](const Result<QList<InboxRow>> &rows) {
        if (!rows || rows->isEmpty()) {
            end();
            return;
        }
        if (!isActiveWindow()) { // else the sidebar counts it before the person's eyes
            const InboxRow &latest = rows->first();
            const int more = int(rows->size()) - 1;
            const QString who = more == 0 ? tr("%1 answered.").arg(latest.name)
                                          : tr("%1 and %n more answered.", nullptr, more).arg(latest.name);
            if (!m_notes->tell(NoteKind::Answered, who, shown(latest.reply.value))) {
                QTimer::singleShot(Notes::quietTime, this, &MainWindow::tellOfAnswers);
                end();
                return;
            }
            m_toldReply = latest.reply.id;
        }
        QList<ReplyId> told;
        for (const InboxRow &row : *rows) {
            told += row.reply.id;
        }
        whenDone(m_application.replyServices().replies().noteTold(told), this, [end](const Result<> &) { end(); });
    });
}

void MainWindow::showDrafts(const Result<DraftShelfCounts> &counts)
{
    if (counts) {
        m_draftsToReview = counts->toReview + counts->lapsed;
        m_sidebar->setCount(Place::Drafts, m_draftsToReview);
        m_sending.renew();
    }
}

void MainWindow::showSending(const Result<SendingSummary> &summary)
{
    if (!summary) {
        return;
    }
    m_waiting = summary->waiting;
    m_sidebar->setCount(Place::Outbox, summary->waiting + summary->unknown);
    m_sidebar->sendingCard()->setSummary(*summary);
    const bool stopped = summary->state == SendingSummary::State::Stopped;
    if (stopped) {
        const bool isRestored = summary->stopCause != StopCause::Person;
        const QString waiting = tr("%n mail(s) wait, none is lost.", nullptr, summary->waiting);
        m_banners->show(
            {stoppedNotice, ToneName::Danger, Icon::OctagonPause,
             isRestored ? tr("Sending is stopped, because you went back to an older copy.") : tr("Sending is stopped."),
             summary->stopCause == StopCause::RestoredBlind ? tr(
                 "The newer file cannot be read: mails that left since may wait here again, and who said no since may "
                 "be missing. Look first.")
                 : isRestored ? tr("What left since counts as sent. Look at what waits first.")
                              : waiting,
             tr("Resume"), [this] { resumeSending(); }});
    } else {
        m_banners->remove(stoppedNotice);
    }
    Tray::State state;
    state.draftsToReview = m_draftsToReview;
    state.waiting = summary->waiting;
    state.stopped = stopped;
    state.sending = stopped ? tr("Stopped") : tr("%L1 sent today").arg(summary->sentToday);
    if (summary->nextAt.isValid() && !stopped) {
        state.next =
            tr("Next at %1 to %2")
                .arg(QLocale().toString(summary->nextAt.toLocalTime().time(), QLocale::ShortFormat), summary->nextName);
    }
    m_tray->setState(state);
}

void MainWindow::stopSending()
{
    whenDone(m_application.outbox().stopAll(), this, [this](const Result<> &outcome) {
        outcome ? showToast(tr("Sending is stopped. One that is leaving right now finishes."))
                : showProblem(outcome.error());
    });
}

void MainWindow::resumeSending()
{
    whenDone(m_application.outbox().resumeAll(), this, [this](const Result<> &outcome) {
        outcome ? showToast(tr("Sending goes on.")) : showProblem(outcome.error());
    });
}

void MainWindow::showVaultState()
{
    const Vault::State state = m_application.vault().state();
    m_sidebar->sendingCard()->setLocked(state != Vault::State::Open);
    const bool locked = state == Vault::State::NeedsPassphrase || state == Vault::State::NeedsNewPassphrase;
    if (!locked) {
        m_banners->remove(vaultNotice);
        return;
    }
    const bool fresh = state == Vault::State::NeedsNewPassphrase;
    m_banners->show(
        {vaultNotice, ToneName::Warn, Icon::Lock,
         fresh ? tr("This computer has no keychain.") : tr("Your passwords and keys are locked."),
         fresh ? tr("Choose a passphrase to keep passwords and keys safe.") : tr("Mails wait until you unlock them."),
         fresh ? tr("Choose…") : tr("Unlock…"), [this] {
             auto *sheet = new PassphraseSheet(m_application.vault(), this);
             sheet->open();
         }});
}

void MainWindow::backUpNow()
{
    whenDone(m_application.backups().makeNow(), this, [this](const Result<Backup> &backup) {
        backup ? showToast(tr("Backed up, %1.").arg(QLocale().formattedDataSize(backup->size)))
               : showProblem(backup.error());
    });
}

void MainWindow::chooseBackup()
{
    auto *sheet = new BackupSheet(m_application.backups(), this);
    connect(sheet, &BackupSheet::restartWanted, this, [this] {
        m_quitting = true;
        keepWindowState();
        hide();
        Q_EMIT restartRequested();
    });
    sheet->open();
}

void MainWindow::showKeys()
{
    auto *sheet = new KeysSheet(page()->commands(), m_commands, this);
    sheet->open();
}

void MainWindow::showAbout()
{
    auto *sheet = new DialogSheet(tr("AlwaysLeads %1").arg(m_application.version()), 420, this);
    sheet->setObjectName(QStringLiteral("aboutSheet"));
    auto *text =
        new Label(tr("Leads, drafts and sending on your own computer. Free software under the GNU General Public "
                     "License, version 3 or later.\n\nYour data: %1")
                      .arg(m_application.folder()),
                  TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    sheet->body()->addWidget(text);
    auto *close = new Button(tr("Close"), ButtonKind::Primary);
    sheet->addButton(close);
    sheet->setDefaultButton(close);
    connect(close, &QPushButton::clicked, sheet, &DialogSheet::close);
    sheet->open();
}

void MainWindow::toggleDensity()
{
    Settings &settings = m_application.settings();
    const bool compact = settings.density() == ListDensity::Compact;
    whenDone(settings.setDensity(compact ? ListDensity::Comfortable : ListDensity::Compact), this,
             [this](const Result<> &kept) {
                 if (!kept) {
                     showProblem(kept.error());
                 }
             });
}

} // namespace AlwaysLeads
