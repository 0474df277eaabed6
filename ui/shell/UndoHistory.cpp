#include "shell/UndoHistory.h"

namespace AlwaysLeads {

namespace {
constexpr size_t longest = 50;
}

void UndoHistory::add(Undoable undoable)
{
    m_done.push_back(std::move(undoable));
    if (m_done.size() > longest) {
        m_done.erase(m_done.begin());
    }
    Q_EMIT changed();
}

QString UndoHistory::text() const
{
    return m_done.empty() ? QString() : m_done.back().text;
}

void UndoHistory::undo()
{
    if (m_done.empty()) {
        return;
    }
    const Undoable last = std::move(m_done.back());
    m_done.pop_back();
    Q_EMIT changed();
    whenDone(last.undo(), this, [this, text = last.text](const Result<> &outcome) {
        if (outcome) {
            Q_EMIT undone(text);
        } else {
            Q_EMIT failed(outcome.error());
        }
    });
}

} // namespace AlwaysLeads
