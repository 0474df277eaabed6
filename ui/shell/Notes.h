#pragma once

#include "settings/NoteSettings.h"
#include "shell/DesktopNotes.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace AlwaysLeads {

class Tray;

/// Says what happened while nobody looked: as a note of the desktop with buttons, else as one of the tray, else in the
/// window; where the person wants it, and never more than one of a kind in ten minutes.
class Notes : public QObject
{
    Q_OBJECT
public:
    /// `desktop` may be null. `inWindow` shows a sentence there.
    Notes(const Settings &settings, Tray &tray, std::unique_ptr<DesktopNotes> desktop,
          std::function<void(const QString &)> inWindow, QObject *parent = nullptr);
    ~Notes() override;

    /// So long nothing more of a kind is said.
    static constexpr std::chrono::milliseconds quietTime = std::chrono::minutes(10);

    /// `action`: what the way to mend it is called; empty: as always. False: one of its kind was shown lately, so this
    /// one was not.
    bool tell(NoteKind kind, const QString &title, const QString &text, const QString &action = {});
    /// Said whatever the settings are: the person has just done something and must know what follows.
    void tellNow(const QString &title, const QString &text);

Q_SIGNALS:
    /// The person clicked it.
    void opened(AlwaysLeads::NoteKind kind);
    /// Late mail shall leave "today" or with the "next" opening, or the person wants to be asked: "ask".
    void lateDecided(const QString &what);
    /// The person wants to hear of it later.
    void snoozed(AlwaysLeads::NoteKind kind);

private:
    void show(const DesktopNote &note);
    void showWithoutDesktop(const DesktopNote &note);
    static QList<NoteAction> actionsOf(NoteKind kind, const QString &action);

    const Settings &m_settings;
    Tray &m_tray;
    std::unique_ptr<DesktopNotes> m_desktop;
    std::function<void(const QString &)> m_inWindow;
    QHash<NoteKind, qint64> m_toldAt; ///< milliseconds of the monotonic clock
    QString m_lastInTray; ///< whose click the tray tells without saying which
};

} // namespace AlwaysLeads
