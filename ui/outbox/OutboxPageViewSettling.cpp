#include "outbox/OutboxPageView.h"

#include "outbox/UnknownMailCard.h"
#include "shell/Shell.h"

// The part of OutboxPageView that says what looking for the unknown mails has found.

namespace AlwaysLeads {

void OutboxPageView::addSettling(Settling &settling)
{
    m_settling = &settling;
    connect(m_settling, &Settling::changed, this, [this] {
        if (isVisible()) {
            refreshNotes();
        }
    });
}

void OutboxPageView::refreshNotes()
{
    if (m_settling == nullptr || m_unknownCards.isEmpty()) {
        return;
    }
    m_readingNotes.renew();
}

void OutboxPageView::showNotes(const QHash<SendId, SettlingNote> &notes)
{
    const QDateTime now = m_shell.now();
    for (auto note = notes.cbegin(); note != notes.cend(); ++note) {
        if (UnknownMailCard *card = m_unknownCards.value(note.key())) {
            card->setNote(note.value(), now);
        }
    }
}

void OutboxPageView::lookNow(SendId id)
{
    whenDone(m_settling->lookNow(id), this, [this](const Result<bool> &found) {
        if (!found) {
            m_shell.showProblem(found.error());
        } else {
            m_shell.showToast(*found ? tr("It lies among your sent mails, so it was sent.")
                                     : tr("It is not among your sent mails yet."));
        }
        refresh();
    });
}

} // namespace AlwaysLeads
