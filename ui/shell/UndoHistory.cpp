#include "shell/UndoHistory.h"

#include "history/EditHistory.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr size_t longest = 200;
}

void UndoHistory::follow(EditHistory &edits)
{
    m_edits = &edits;
    connect(&edits, &EditHistory::changed, this, &UndoHistory::changed);
    connect(&edits, &EditHistory::recorded, this, [this] {
        noteEdit();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void UndoHistory::noteEdit()
{
    m_done.push_back({++m_tickets, m_edits->newest(), {}});
    forgetOldest();
}

qint64 UndoHistory::add(Undoable undoable)
{
    if (undoable.isEdit && m_edits) { // it has told of itself
        const auto edit =
            std::find_if(m_done.crbegin(), m_done.crend(), [](const Done &done) { return done.edit != 0; });
        return edit == m_done.crend() ? 0 : edit->ticket;
    }
    m_done.push_back({++m_tickets, 0, std::move(undoable)});
    forgetOldest();
    Q_EMIT changed();
    return m_tickets;
}

void UndoHistory::forgetOldest()
{
    if (m_done.size() > longest) {
        m_done.erase(m_done.begin());
    }
}

std::vector<UndoHistory::Done>::const_iterator UndoHistory::newest() const
{
    for (auto done = m_done.cend(); done != m_done.cbegin();) {
        --done;
        // An edit that is not the newest of its history is gone: an import was taken back from its report.
        if (done->edit == 0 || (m_edits && done->edit == m_edits->newest())) {
            return done;
        }
    }
    return m_done.cend();
}

bool UndoHistory::nextIsEdit() const
{
    // Edits of before the start lie below everything that was done since.
    const auto next = newest();
    return m_edits && !m_edits->undoText().isEmpty() && (next == m_done.cend() || next->edit != 0);
}

QString UndoHistory::text() const
{
    if (nextIsEdit()) {
        return m_edits->undoText();
    }
    const auto next = newest();
    return next == m_done.cend() ? QString() : next->undoable.text;
}

QString UndoHistory::redoText() const
{
    return m_edits ? m_edits->redoText() : QString();
}

void UndoHistory::undo()
{
    if (m_isBusy) {
        m_wanted.push_back(Step::Undo); // what comes after it is known when it is done
    } else if (nextIsEdit()) {
        undoEdit();
    } else if (const auto next = newest(); next != m_done.cend()) {
        undoOther(m_done.begin() + (next - m_done.cbegin()));
    }
}

void UndoHistory::undo(qint64 ticket)
{
    const Place place = std::ranges::find(m_done, ticket, &Done::ticket);
    if (place == m_done.end()) {
        Q_EMIT failed({ErrorKind::NotFound, tr("This was taken back already."), {}});
    } else if (place->edit == 0) {
        undoOther(place); // it rests on nothing that came after it
    } else if (m_edits && place->edit == m_edits->newest() && !m_isBusy) {
        undoEdit();
    } else {
        Q_EMIT failed(
            {ErrorKind::Refused, tr("Something was changed since. Ctrl Z takes the newest change back first."), {}});
    }
}

void UndoHistory::undoOther(Place place)
{
    const Undoable last = std::move(place->undoable);
    m_done.erase(place);
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
    m_isBusy = true;
    const qint64 edit = m_edits->newest();
    whenDone(m_edits->undo(), this, [this, edit](const Result<QString> &label) {
        // One that is refused is in nobody's way; one that was stopped, or that something came in between of, stays.
        const bool stays = !label && (label.error().kind == ErrorKind::Cancelled || m_edits->newest() != edit);
        if (!stays) {
            std::erase_if(m_done, [edit](const Done &done) { return done.edit == edit; });
        }
        if (label) {
            Q_EMIT undone(*label);
        }
        endEdit(label);
    });
}

void UndoHistory::redo()
{
    if (m_isBusy) {
        m_wanted.push_back(Step::Redo);
    } else if (!redoText().isEmpty()) {
        redoEdit();
    }
}

void UndoHistory::redoEdit()
{
    m_isBusy = true;
    whenDone(m_edits->redo(), this, [this](const Result<QString> &label) {
        if (label) {
            noteEdit();
            Q_EMIT redone(*label);
        }
        endEdit(label);
    });
}

void UndoHistory::endEdit(const Result<QString> &label)
{
    m_isBusy = false;
    if (!label) {
        m_wanted.clear(); // whoever holds the keys down did not ask for it to be tried again
        Q_EMIT failed(label.error());
    }
    Q_EMIT changed();
    while (!m_isBusy && !m_wanted.empty()) {
        const Step step = m_wanted.front();
        m_wanted.pop_front();
        step == Step::Undo ? undo() : redo();
    }
}

} // namespace AlwaysLeads
