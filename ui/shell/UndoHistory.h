#pragma once

#include "shell/Shell.h"

#include <QObject>

#include <vector>

namespace AlwaysLeads {

/// What can be taken back in this window, newest last. Running an undo removes it, whether it succeeds or not.
class UndoHistory : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void add(Undoable undoable);
    bool isEmpty() const { return m_done.empty(); }
    /// "4 people deleted", for the menu; empty when there is nothing to undo.
    QString text() const;
    void undo();

Q_SIGNALS:
    void changed();
    void undone(const QString &text);
    void failed(const Error &error);

private:
    std::vector<Undoable> m_done;
};

} // namespace AlwaysLeads
