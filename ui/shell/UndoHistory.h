#pragma once

#include "shell/Shell.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

namespace AlwaysLeads {

class EditHistory;

/// What can be taken back in this window, newest first, whatever noun it is of. Edits of people are kept by their own
/// history, over a restart too, and can be done again; of the others running an undo removes it, whether it succeeds or
/// not.
class UndoHistory : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// From now on its edits stand in the order of this one.
    void follow(EditHistory &edits);
    void add(Undoable undoable);
    bool isEmpty() const { return text().isEmpty(); }
    /// "4 people deleted", for the menu; empty when there is nothing to undo.
    QString text() const;
    /// What can be done again; empty when there is nothing.
    QString redoText() const;
    void undo();
    void redo();

Q_SIGNALS:
    void changed();
    void undone(const QString &text);
    void redone(const QString &text);
    void failed(const Error &error);

private:
    /// Nothing: an edit, which the history of edits keeps.
    using Done = std::optional<Undoable>;
    bool nextIsEdit() const;
    void forgetOldest();
    void undoEdit();

    QPointer<EditHistory> m_edits;
    std::vector<Done> m_done;
};

} // namespace AlwaysLeads
