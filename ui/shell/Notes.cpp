#include "shell/Notes.h"

#include "shell/Tray.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace AlwaysLeads {

Notes::Notes(const Settings &settings, Tray &tray, std::unique_ptr<DesktopNotes> desktop,
             std::function<void(const QString &)> inWindow, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_tray(tray)
    , m_desktop(std::move(desktop))
    , m_inWindow(std::move(inWindow))
{
    const auto open = [this](const QString &id, const QString &action) {
        const auto *kind = std::ranges::find(noteKinds, id, noteKindWord);
        if (kind == std::end(noteKinds)) {
            return;
        }
        if (action == QLatin1String("snooze")) {
            Q_EMIT snoozed(*kind);
        } else {
            Q_EMIT opened(*kind);
        }
    };
    if (m_desktop) {
        connect(m_desktop.get(), &DesktopNotes::chosen, this, [this, open](const QString &id, const QString &action) {
            const bool decides = id == noteKindWord(NoteKind::LateMail) && action != QLatin1String("default");
            decides ? Q_EMIT lateDecided(action) : open(id, action);
        });
    }
    connect(&m_tray, &Tray::noteClicked, this, [this, open] { open(m_lastInTray, QString()); });
}

Notes::~Notes() = default;

QList<NoteAction> Notes::actionsOf(NoteKind kind, const QString &action)
{
    const NoteAction click{QStringLiteral("default"), tr("Open")};
    switch (kind) {
    case NoteKind::BatchFinished:
        return {click, {QStringLiteral("open"), tr("Open")}};
    case NoteKind::MailboxStopped:
        return {click, {QStringLiteral("open"), action.isEmpty() ? tr("Open mailboxes") : action}};
    case NoteKind::LateMail:
        return {click,
                {QStringLiteral("next"), tr("Next opening")},
                {QStringLiteral("today"), tr("Later today")},
                {QStringLiteral("ask"), tr("Hold them")}};
    case NoteKind::Answered:
        return {click, {QStringLiteral("open"), tr("Open")}, {QStringLiteral("snooze"), tr("In an hour")}};
    case NoteKind::UnknownOutcome:
        break;
    }
    return {click, {QStringLiteral("look"), tr("Decide")}};
}

bool Notes::tell(NoteKind kind, const QString &title, const QString &text, const QString &action)
{
    const NoteWay way = noteWay(m_settings, kind);
    if (way == NoteWay::Off) {
        return true;
    }
    const qint64 now = QDeadlineTimer::current(Qt::PreciseTimer).deadline();
    const auto last = m_toldAt.constFind(kind);
    if (last != m_toldAt.cend() && now - *last < quietTime.count()) {
        return false;
    }
    m_toldAt.insert(kind, now);
    const bool waitsForThePerson =
        kind == NoteKind::MailboxStopped || kind == NoteKind::UnknownOutcome || kind == NoteKind::LateMail;
    const DesktopNote note{noteKindWord(kind), title, text, actionsOf(kind, action), waitsForThePerson};
    if (way == NoteWay::Window) {
        m_inWindow(text.isEmpty() ? title : QStringLiteral("%1 %2").arg(title, text));
        return true;
    }
    show(note);
    return true;
}

void Notes::tellNow(const QString &title, const QString &text)
{
    show({QString(), title, text, {}, false});
}

void Notes::show(const DesktopNote &note)
{
    if (!m_desktop) {
        showWithoutDesktop(note);
        return;
    }
    m_desktop->show(note, [this, note](bool shown) {
        if (!shown) {
            showWithoutDesktop(note);
        }
    });
}

void Notes::showWithoutDesktop(const DesktopNote &note)
{
    if (m_tray.note(note.title, note.text)) {
        m_lastInTray = note.id;
        return;
    }
    m_inWindow(note.text.isEmpty() ? note.title : QStringLiteral("%1 %2").arg(note.title, note.text));
}

} // namespace AlwaysLeads
