#include "shell/UndoHistory.h"

#include "history/EditHistory.h"

namespace AlwaysLeads {

namespace {
constexpr size_t longest = 200;
}

void UndoHistory::follow(EditHistory &edits)
{
    m_edits = &edits;
    connect(&edits, &EditHistory::changed, this, &UndoHistory::changed);
    connect(&edits, &EditHistory::recorded, this, [this] {
        m_done.emplace_back();
        forgetOldest();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void UndoHistory::add(Undoable undoable)
{
    if (undoable.isEdit && m_edits) {
        return; // it has told of itself
    }
    m_done.emplace_back(std::move(undoable));
    forgetOldest();
    Q_EMIT changed();
}

void UndoHistory::forgetOldest()
{
    if (m_done.size() > longest) {
        m_done.erase(m_done.begin());
    }
}

bool UndoHistory::nextIsEdit() const
{
    // Edits of before the start lie below everything that was done since.
    return m_edits && !m_edits->undoText().isEmpty() && (m_done.empty() || !m_done.back());
}

QString UndoHistory::text() const
{
    if (nextIsEdit()) {
        return m_edits->undoText();
    }
    for (auto done = m_done.rbegin(); done != m_done.rend(); ++done) {
        if (*done) { // edits above it are gone: the history has forgotten them
            return (*done)->text;
        }
    }
    return {};
}

QString UndoHistory::redoText() const
{
    return m_edits ? m_edits->redoText() : QString();
}

void UndoHistory::undo()
{
    if (nextIsEdit()) {
        undoEdit();
        return;
    }
    while (!m_done.empty() && !m_done.back()) {
        m_done.pop_back();
    }
    if (m_done.empty()) {
        return;
    }
    const Undoable last = std::move(*m_done.back());
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

void UndoHistory::undoEdit()
{
    if (!m_done.empty()) {
        m_done.pop_back();
    }
    whenDone(m_edits->undo(), this, [this](const Result<QString> &label) {
        if (label) {
            Q_EMIT undone(*label);
        } else {
            Q_EMIT failed(label.error());
        }
        Q_EMIT changed();
    });
}

void UndoHistory::redo()
{
    if (redoText().isEmpty()) {
        return;
    }
    whenDone(m_edits->redo(), this, [this](const Result<QString> &label) {
        if (label) {
            m_done.emplace_back();
            forgetOldest();
            Q_EMIT redone(*label);
        } else {
            Q_EMIT failed(label.error());
        }
        Q_EMIT changed();
    });
}

} // namespace AlwaysLeads
