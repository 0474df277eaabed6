#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace AlwaysLeads {

/// A word on a button of a note.
struct NoteAction
{
    QString key; ///< comes back with chosen(); "default" is a click on the note itself
    QString words;
};

struct DesktopNote
{
    QString id; ///< ours: comes back with chosen()
    QString title;
    QString text;
    QList<NoteAction> actions;
    bool isUrgent = false;
};

/// Notes of the desktop that carry buttons, where the system has them (org.freedesktop.Notifications over D-Bus).
class DesktopNotes : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Null where the system or this build has none.
    static std::unique_ptr<DesktopNotes> make();

    /// `shown` hears, later, whether the desktop took it.
    virtual void show(const DesktopNote &note, std::function<void(bool)> shown) = 0;

Q_SIGNALS:
    void chosen(const QString &id, const QString &action);
};

} // namespace AlwaysLeads
