#include "draft/DraftMailCard.h"
#include "draft/DraftQueueModel.h"
#include "draft/DraftsPage.h"
#include "draft/RewritePanel.h"
#include "draft/TypingKeeper.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QPointer>

namespace AlwaysLeads {

bool DraftsPage::mayDecide() const
{
    // Keys come faster than the database answers: a decision is about what is on the screen, never about what was.
    const DraftRow *row = m_model->row(m_queue->currentIndex());
    return !m_busy && m_shown && row != nullptr && row->id == m_shown->draft.id;
}

void DraftsPage::approve()
{
    if (!mayDecide() || !m_approve->isVisible()) {
        return;
    }
    if (!m_approve->isEnabled()) {
        if (!m_shown->whyNot.isEmpty()) {
            m_shell.showToast(m_shown->whyNot); // the key was pressed: it says why nothing happens
        }
        return;
    }
    m_busy = true;
    const DraftId id = m_shown->draft.id;
    whenDone(m_review.approve(id, m_shown->shownHash), this, [this, id](const Result<> &outcome) {
        m_busy = false;
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            openCurrent();
            return;
        }
        const int left = m_model->draftCount() - (m_model->indexOf(id).isValid() ? 1 : 0); // gone already, or soon
        advance(id, DraftState::Approved, tr("Approved. %n left.", nullptr, left));
    });
}

void DraftsPage::skip()
{
    if (!mayDecide() || !m_skip->isVisible()) {
        return;
    }
    m_busy = true;
    const DraftId id = m_shown->draft.id;
    whenDone(m_review.skip(id), this, [this, id](const Result<> &outcome) {
        m_busy = false;
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        advance(id, DraftState::Skipped, tr("Skipped. U brings it back."));
    });
}

void DraftsPage::reject()
{
    if (!mayDecide() || !m_reject->isVisible()) {
        return;
    }
    m_busy = true;
    const DraftId id = m_shown->draft.id;
    whenDone(m_review.reject(id), this, [this, id](const Result<> &outcome) {
        m_busy = false;
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        advance(id, DraftState::Rejected, tr("Rejected. U brings it back."));
    });
}

void DraftsPage::advance(DraftId decided, DraftState state, const QString &said)
{
    m_decisions.insert(decided, state);
    announce(this, said);
    m_shell.offerUndo({said, [review = &m_review, decided] { return review->undo(QList<DraftId>(1, decided)); }});
    if (m_model->indexOf(decided) == m_queue->currentIndex()) {
        const QModelIndex next = m_model->neighbour(m_queue->currentIndex(), 1);
        if (next.isValid()) {
            m_queue->setCurrentIndex(next);
        }
    }
    refresh();
    if (state == DraftState::Approved) {
        showRules(); // something may have been learnt
    }
    m_queue->setFocus();
}

void DraftsPage::beginEditing()
{
    if (!mayDecide() || !m_edit->isVisible()) {
        return;
    }
    m_rewritePanel->hide();
    m_sides->setCurrent(0);
    m_card->beginEditing();
    renewButtons();
}

void DraftsPage::keepEdit()
{
    if (!m_shown || !m_card->isEditing()) {
        return;
    }
    const DraftId id = m_shown->draft.id;
    const QString subject = m_card->subject();
    const QString body = m_card->body();
    if (subject == m_shown->draft.subject && body == m_shown->draft.body) {
        leaveEdit(); // nothing was changed, so an approval stands
        return;
    }
    m_typing->stop(); // keeping it takes the typed words off the disk in the same step
    whenDone(m_review.edit(id, subject, body), this, [this, id](const Result<DraftPage> &page) {
        if (!page) {
            m_shell.showProblem(page.error()); // the words stay in the editor
            return;
        }
        const bool stillHere = m_shown && m_shown->draft.id == id;
        m_card->endEditing();
        if (stillHere) {
            show(*page);
        }
        renewButtons();
        m_queue->setFocus();
        refresh();
    });
}

void DraftsPage::leaveEdit()
{
    if (!m_card->isEditing()) {
        return;
    }
    m_typing->stop();
    if (m_shown) {
        whenDone(m_review.dropTyping(m_shown->draft.id), this, [](const Result<> &) {});
    }
    m_card->endEditing();
    renewButtons();
    m_queue->setFocus();
}

void DraftsPage::rewrite(const QString &wish)
{
    if (!mayDecide()) {
        return;
    }
    m_busy = true;
    m_rewritePanel->setBusy(true);
    m_stopWriting = std::stop_source();
    m_writing = true;
    m_sides->setCurrent(0);
    setSide(0);
    const DraftId id = m_shown->draft.id;
    const auto heard = [page = QPointer(this), id](const QString &body) {
        if (page && page->m_shown && page->m_shown->draft.id == id && !page->m_card->isEditing()) {
            page->m_card->showComing(body);
        }
    };
    whenDone(m_review.rewrite(id, wish, m_stopWriting.get_token(), heard), this,
             [this, id](const Result<DraftPage> &page) {
                 m_busy = false;
                 m_writing = false;
                 m_rewritePanel->setBusy(false);
                 const bool stillHere = m_shown && m_shown->draft.id == id && !m_card->isEditing();
                 if (!page) {
                     if (stillHere) {
                         m_card->show(*m_shown); // as it was before
                         openCurrent(); // its approval may have been taken back
                     }
                     if (page.error().kind != ErrorKind::Cancelled) {
                         m_shell.showProblem(page.error());
                     }
                     return;
                 }
                 m_rewritePanel->hide();
                 if (stillHere) {
                     show(*page);
                 }
                 if (!m_card->isEditing()) { // somebody may be typing into another one
                     m_queue->setFocus();
                 }
             });
}

void DraftsPage::retry()
{
    if (!mayDecide()) {
        return;
    }
    m_busy = true;
    m_retry->setBusy(true, tr("Writing…"));
    const DraftId id = m_shown->draft.id;
    whenDone(m_review.retry(id), this, [this, id](const Result<DraftPage> &page) {
        m_busy = false;
        m_retry->setBusy(false);
        if (!page) {
            m_shell.showProblem(page.error());
            return;
        }
        if (m_shown && m_shown->draft.id == id && !m_card->isEditing()) {
            show(*page);
        }
        refresh();
    });
}

} // namespace AlwaysLeads
