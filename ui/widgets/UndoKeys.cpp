#include "widgets/UndoKeys.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace AlwaysLeads {

namespace {

class UndoKeys : public QObject
{
public:
    explicit UndoKeys(QLineEdit *edit)
        : QObject(edit)
        , m_edit(edit)
    {
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::ShortcutOverride || watched != m_edit) {
            return false;
        }
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isUndo = key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
        if (!isUndo || !m_edit->text().isEmpty() || m_edit->isUndoAvailable() || m_edit->isRedoAvailable()) {
            return false;
        }
        event->ignore();
        return true; // the field itself would claim it, with nothing to undo
    }

private:
    QLineEdit *m_edit;
};

} // namespace

void passUndoOn(QLineEdit *edit)
{
    edit->installEventFilter(new UndoKeys(edit));
}

} // namespace AlwaysLeads
