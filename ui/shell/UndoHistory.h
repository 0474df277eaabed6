#pragma once

#include "shell/Shell.h"

#include <QObject>
#include <QPointer>

#include <deque>
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
    /// Names it for undo(). Of an edit: the newest one there is.
    qint64 add(Undoable undoable);
    bool isEmpty() const { return text().isEmpty(); }
    /// "4 people deleted", for the menu; empty when there is nothing to undo.
    QString text() const;
    /// What can be done again; empty when there is nothing.
    QString redoText() const;
    void undo();
    /// Takes back this very one. failed() where that cannot be done before something newer is taken back.
    void undo(qint64 ticket);
    void redo();

Q_SIGNALS:
    void changed();
    void undone(const QString &text);
    void redone(const QString &text);
    void failed(const Error &error);

private:
    struct Done
    {
        qint64 ticket = 0;
        qint64 edit = 0; ///< kept by the history of edits under this number; 0: not an edit
        Undoable undoable{};
    };
    using Place = std::vector<Done>::iterator;
    /// The newest one that can still be taken back; end: none, or an edit of before the start.
    std::vector<Done>::const_iterator newest() const;
    bool nextIsEdit() const;
    void noteEdit();
    void forgetOldest();
    void undoEdit();
    void undoOther(Place place);
    void redoEdit();
    void endEdit(const Result<QString> &label);

    QPointer<EditHistory> m_edits;
    std::vector<Done> m_done;
    qint64 m_tickets = 0;
    bool m_isBusy = false; ///< an edit is being undone or done again
    enum class Step { Undo, Redo };
    std::deque<Step> m_wanted; ///< what was asked for meanwhile
};

} // namespace AlwaysLeads
