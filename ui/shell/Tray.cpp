#include "shell/Tray.h"

#include <QAction>
#include <QMenu>

namespace AlwaysLeads {

Tray::Tray(QIcon icon, QIcon stoppedIcon, QObject *parent)
    : QObject(parent)
    , m_icon(std::move(icon))
    , m_stoppedIcon(std::move(stoppedIcon))
    , m_menu(std::make_unique<QMenu>())
{
    build();
    m_tray.setIcon(m_icon);
    m_tray.setToolTip(QStringLiteral("AlwaysLeads"));
    m_tray.setContextMenu(m_menu.get());
    connect(&m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
            Q_EMIT openRequested();
        }
    });
    connect(&m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
        Q_EMIT openRequested();
        Q_EMIT noteClicked();
    });
    // show() is kept in mind by Qt: where a tray appears later (a desktop that starts slowly) the icon appears with it.
    m_tray.show();
}

Tray::~Tray() = default;

void Tray::build()
{
    m_sending = m_menu->addAction(QString());
    m_sending->setEnabled(false);
    m_next = m_menu->addAction(QString());
    m_next->setEnabled(false);
    m_menu->addSeparator();
    m_drafts = m_menu->addAction(QString(), this, &Tray::draftsRequested);
    m_outbox = m_menu->addAction(QString(), this, &Tray::outboxRequested);
    m_menu->addSeparator();
    m_stop = m_menu->addAction(tr("Stop all sending"), this, &Tray::stopRequested);
    m_resume = m_menu->addAction(tr("Resume sending"), this, &Tray::resumeRequested);
    m_menu->addSeparator();
    m_menu->addAction(tr("Open AlwaysLeads"), this, &Tray::openRequested);
    m_quit = m_menu->addAction(QString(), this, &Tray::quitRequested);
    setState({});
}

bool Tray::isAvailable() const
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::setState(const State &state)
{
    m_state = state;
    m_sending->setText(state.sending.isEmpty() ? tr("Nothing is waiting") : state.sending);
    m_next->setText(state.next);
    m_next->setVisible(!state.next.isEmpty());
    m_drafts->setText(tr("Drafts to review: %L1").arg(state.draftsToReview));
    m_outbox->setText(tr("Outbox: %L1").arg(state.waiting));
    m_stop->setVisible(!state.stopped);
    m_resume->setVisible(state.stopped);
    m_quit->setText(state.waiting > 0 ? tr("Quit, %n mail(s) wait", nullptr, state.waiting) : tr("Quit"));
    m_tray.setIcon(state.stopped ? m_stoppedIcon : m_icon);
    m_tray.setToolTip(state.sending.isEmpty() ? QStringLiteral("AlwaysLeads")
                                              : QStringLiteral("AlwaysLeads: %1").arg(state.sending));
}

bool Tray::note(const QString &title, const QString &text)
{
    if (!isAvailable() || !QSystemTrayIcon::supportsMessages()) {
        return false;
    }
    m_tray.showMessage(title, text, m_icon);
    return true;
}

} // namespace AlwaysLeads
