#pragma once

#include "base/Result.h"

#include <QPoint>
#include <QString>
#include <QWidget>

namespace AlwaysLeads {

/// What a person does at the window, done by the program: finds a control by its object name, clicks it, types. Events
/// go through the window as the platform would deliver them, so shortcuts, focus and popups behave as they do for a
/// person.
class Hands
{
public:
    explicit Hands(QWidget &window);

    /// The visible control with this object name in the window or a popup of it; null when there is none.
    QWidget *find(const QString &name) const;
    template <typename T> T *find(const QString &name) const { return qobject_cast<T *>(find(name)); }

    /// A failure when the control is missing, hidden or disabled.
    Result<> click(const QString &name);
    Result<> clickAt(const QString &name, QPoint position);
    /// Clicks into the control, selects what is there and types over it.
    Result<> type(const QString &name, const QString &text);
    /// To whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// To a control with this name, such as a menu, which has the keyboard without having the focus.
    Result<> pressIn(const QString &name, Qt::Key key);
    /// Letters, to whatever has the focus.
    void write(const QString &text);
    void drop(const QString &file);

private:
    QWidget *focused() const;

    QWidget &m_window;
};

} // namespace AlwaysLeads
