#include "settings/NotificationsSection.h"

#include "shell/Shell.h"
#include "widgets/Choices.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"

#include <QSystemTrayIcon>
#include <QVBoxLayout>

namespace AlwaysLeads {

NotificationsSection::NotificationsSection(Settings &settings, StartAtLogin startAtLogin, Shell &shell, QWidget *parent)
    : SettingsSection(
        tr("Notifications"),
        tr("What AlwaysLeads tells you by itself. Never more than one of a kind in ten minutes, and never "
           "the text of a mail."),
        parent)
    , m_settings(settings)
    , m_startAtLogin(std::move(startAtLogin))
    , m_shell(shell)
    , m_closes(new Toggle(tr("Stay in the tray when the window closes")))
    , m_starts(new Toggle(tr("Start when I sign in")))
{
    QVBoxLayout *notes = addCard();
    const auto addKind = [&](NoteKind kind, const QString &title, const QString &meaning) {
        auto *ways = new Segmented(title);
        ways->setObjectName(QStringLiteral("note-") + noteKindWord(kind));
        ways->addSegment(tr("System")); // in the order of NoteWay
        ways->addSegment(tr("Window"));
        ways->addSegment(tr("Off"));
        addChoice(notes, title, meaning, ways);
        m_ways.append({kind, ways});
        connect(ways, &Segmented::currentChanged, this, [this, kind](int way) {
            if (!m_filling) {
                kept(setNoteWay(m_settings, kind, NoteWay(way)));
            }
        });
    };
    addKind(NoteKind::BatchFinished, tr("Today's mails are out"), tr("When the last mail of the day has left."));
    addKind(NoteKind::LateMail, tr("Mail is late"), tr("When it did not leave in time, because this computer slept."));
    addKind(NoteKind::MailboxStopped, tr("A mailbox needs you"),
            tr("Sign in again, a full mailbox, a refused sender."));
    addKind(NoteKind::UnknownOutcome, tr("A mail may or may not have left"),
            tr("It waits for your decision and is not sent again by itself."));
    addKind(NoteKind::Answered, tr("Somebody answered"),
            tr("Who it is and what it was taken for. Open it, or be told again in an hour."));
    m_closes->setObjectName(QStringLiteral("closesToTray"));
    m_starts->setObjectName(QStringLiteral("startsAtLogin"));
    QVBoxLayout *window = addCard();
    addChoice(window, tr("Stay in the tray when the window closes"),
              tr("Approved mails go on leaving. Where the system has no tray, closing quits, and says so first."),
              m_closes);
    addChoice(window, tr("Start when I sign in"), tr("In the tray, without opening the window."), m_starts);
    lines()->addStretch(1);
    connect(m_closes, &QAbstractButton::clicked, this, [this](bool on) { kept(setClosesToTray(m_settings, on)); });
    connect(m_starts, &QAbstractButton::clicked, this, [this](bool on) {
        if (const Result<> set = m_startAtLogin.set(on); !set) {
            m_shell.showProblem(set.error());
        }
        enter();
    });
}

void NotificationsSection::kept(Task<Result<>> task)
{
    whenDone(std::move(task), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        enter();
    });
}

void NotificationsSection::enter()
{
    m_filling = true;
    for (const auto &[kind, ways] : std::as_const(m_ways)) {
        ways->setCurrent(int(noteWay(m_settings, kind)));
    }
    m_closes->setChecked(closesToTray(m_settings));
    const bool tray = QSystemTrayIcon::isSystemTrayAvailable();
    m_closes->setEnabled(tray);
    m_closes->setToolTip(tray ? QString() : tr("This system shows no tray."));
    m_starts->setChecked(m_startAtLogin.isOn());
    m_starts->setEnabled(!m_shell.isSandbox());
    m_starts->setToolTip(m_shell.isSandbox() ? tr("The sandbox is started by hand.") : QString());
    m_filling = false;
}

} // namespace AlwaysLeads
