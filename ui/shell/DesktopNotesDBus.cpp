#include "shell/DesktopNotes.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QHash>
#include <QVariantMap>

namespace AlwaysLeads {

namespace {

// Desktop Notifications Specification 1.2
const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int patience = 3000; // ms until a desktop that says nothing counts as none
constexpr qsizetype longestText = 300;
constexpr int urgent = 2;

/// Names and servers' sentences come from outside: one line, nothing that could be markup.
QString oneLine(const QString &text)
{
    return text.simplified().left(longestText);
}

class DBusNotes final : public DesktopNotes
{
    Q_OBJECT
public:
    DBusNotes()
    {
        m_bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                      SLOT(actionInvoked(uint, QString)));
        m_bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                      SLOT(notificationClosed(uint, uint)));
        whenAnswered(QStringLiteral("GetCapabilities"), {}, [this](const QDBusPendingCall &call) {
            const QDBusPendingReply<QStringList> reply = call;
            m_isMarkup = !reply.isError() && reply.value().contains(QStringLiteral("body-markup"));
        });
    }

    void show(const DesktopNote &note, std::function<void(bool)> shown) override
    {
        QStringList actions;
        for (const NoteAction &action : note.actions) {
            actions << action.key << action.words;
        }
        QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("alwaysleads")}};
        if (note.isUrgent) {
            hints.insert(QStringLiteral("urgency"), QVariant::fromValue(uchar(urgent)));
        }
        const QString text = oneLine(note.text);
        const QVariantList values{QStringLiteral("AlwaysLeads"),
                                  0U,
                                  QStringLiteral("alwaysleads"),
                                  oneLine(note.title),
                                  m_isMarkup ? text.toHtmlEscaped() : text,
                                  actions,
                                  hints,
                                  -1};
        whenAnswered(QStringLiteral("Notify"), values, [this, id = note.id, shown](const QDBusPendingCall &call) {
            const QDBusPendingReply<uint> reply = call;
            if (!reply.isError()) {
                m_open.insert(reply.value(), id);
            }
            shown(!reply.isError());
        });
    }

private Q_SLOTS:
    void actionInvoked(uint number, const QString &action)
    {
        if (const auto note = m_open.constFind(number); note != m_open.cend()) { // else another program's
            Q_EMIT chosen(*note, action);
        }
    }
    void notificationClosed(uint number, uint) { m_open.remove(number); }

private:
    void whenAnswered(const QString &method, const QVariantList &values,
                      std::function<void(const QDBusPendingCall &)> then)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, method);
        call.setArguments(values);
        auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, patience), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [then, watcher] {
            then(*watcher);
            watcher->deleteLater();
        });
    }

    QDBusConnection m_bus = QDBusConnection::sessionBus();
    QHash<uint, QString> m_open; ///< the desktop's number → ours
    bool m_isMarkup = true; ///< until it says otherwise: an escaped text harms nobody
};

} // namespace

std::unique_ptr<DesktopNotes> DesktopNotes::make()
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        return nullptr;
    }
    return std::make_unique<DBusNotes>();
}

} // namespace AlwaysLeads

#include "DesktopNotesDBus.moc"
