#pragma once

#include <QIcon>
#include <QObject>
#include <QSystemTrayIcon>

#include <memory>

class QAction;
class QMenu;

namespace AlwaysLeads {

/// The program's place in the system's tray: what is going on, the ways in, and notes. Where the system has no tray it
/// stays away.
class Tray : public QObject
{
    Q_OBJECT
public:
    struct State
    {
        QString sending; ///< "Sending, 41 of 75 today" or "Stopped"
        QString next; ///< "Next at 10:42 to Mathieu Lefèvre"; may be empty
        int draftsToReview = 0;
        int waiting = 0;
        bool stopped = false;

        bool operator==(const State &) const = default;
    };

    Tray(QIcon icon, QIcon stoppedIcon, QObject *parent = nullptr);
    ~Tray() override;

    bool isAvailable() const;
    void setState(const State &state);
    /// A note at the icon, without buttons. False when the system shows none: say it in the window.
    bool note(const QString &title, const QString &text);

Q_SIGNALS:
    void openRequested();
    /// The note that was shown last.
    void noteClicked();
    void draftsRequested();
    void outboxRequested();
    void stopRequested();
    void resumeRequested();
    void quitRequested();

private:
    void build();

    QIcon m_icon;
    QIcon m_stoppedIcon;
    State m_state;
    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon m_tray;
    QAction *m_sending = nullptr;
    QAction *m_next = nullptr;
    QAction *m_drafts = nullptr;
    QAction *m_outbox = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_quit = nullptr;
};

} // namespace AlwaysLeads
