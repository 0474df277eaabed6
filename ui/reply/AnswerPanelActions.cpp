#include "draft/DraftMailCard.h"
#include "draft/TypingKeeper.h"
#include "reply/AnswerPanel.h"
#include "reply/Answers.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Menu.h"

namespace AlwaysLeads {

void AnswerPanel::write()
{
    if (m_busy || isWriting() || isDecided() || m_card->isEditing() || (!m_draft && !m_mayAnswer)) {
        return;
    }
    m_writing.insert(m_reply);
    showButtons();
    const auto end = [this](ReplyId reply, const Result<> &outcome) {
        m_writing.remove(reply);
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        if (reply == m_reply) {
            showButtons();
        }
    };
    if (m_draft) {
        const DraftId id = m_draft->draft.id;
        whenDone(m_answers.rewrite(id), this, [this, id, end, reply = m_reply](const Result<> &outcome) {
            end(reply, outcome);
            if (reply == m_reply) {
                readDraft(id);
            }
        });
        return;
    }
    whenDone(m_answers.suggest(m_reply), this, [this, end, reply = m_reply](const Result<DraftId> &draft) {
        end(reply, draft ? Result<>() : failureOf(draft));
        if (draft && reply == m_reply) {
            readDraft(*draft);
        }
    });
}

void AnswerPanel::chooseLater()
{
    if (m_busy || isWriting() || m_draft || !m_mayAnswer) {
        return;
    }
    auto *menu = new Menu(QString(), this);
    menu->setObjectName(QStringLiteral("answerLaterMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<int, QString> choices[] = {
        {1, tr("In a month")}, {3, tr("In three months")}, {6, tr("In six months")}};
    for (const auto &[months, text] : choices) {
        const QDateTime when = m_shell.now().toLocalTime().date().addMonths(months).startOfDay().toUTC();
        connect(menu->addAction(text), &QAction::triggered, this, [this, when] { followUp(when); });
    }
    menu->popup(m_later->mapToGlobal(QPoint(0, m_later->height())));
}

void AnswerPanel::followUp(const QDateTime &when)
{
    whenDone(m_answers.followUp(m_reply, when), this, [this, reply = m_reply](const Result<DraftId> &draft) {
        if (!draft) {
            m_shell.showProblem(draft.error());
        } else if (reply == m_reply) {
            readDraft(*draft);
        }
    });
}

void AnswerPanel::approve()
{
    if (!m_draft || m_busy || isWriting() || m_card->isEditing() || isDecided()) {
        return;
    }
    if (!m_draft->canApprove) {
        if (!m_draft->whyNot.isEmpty()) {
            m_shell.showToast(m_draft->whyNot); // the key was pressed: it says why nothing happens
        }
        return;
    }
    m_busy = true;
    const DraftId id = m_draft->draft.id;
    whenDone(m_review.approve(id, m_draft->shownHash), this, [this, id, reply = m_reply](const Result<> &outcome) {
        m_busy = false;
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        } else {
            Q_EMIT approved(reply, id);
        }
        if (reply == m_reply) {
            readDraft(id);
        }
    });
}

void AnswerPanel::begin()
{
    if (m_draft) {
        edit();
    } else {
        write();
    }
}

void AnswerPanel::confirm()
{
    confirmSentence(firstProblem());
}

void AnswerPanel::confirmSentence(const QString &sentence)
{
    if (!m_draft || sentence.isEmpty() || m_busy || m_card->isEditing() || isDecided()) {
        return;
    }
    m_busy = true;
    whenDone(m_review.confirm(m_draft->draft.id, sentence), this,
             [this, reply = m_reply](const Result<DraftPage> &page) {
                 m_busy = false;
                 if (!page) {
                     m_shell.showProblem(page.error());
                 } else if (reply == m_reply && !m_card->isEditing()) {
                     showDraft(*page);
                     readDraft(page->draft.id); // a reading asked for before this must not be shown after it
                     announce(this, page->canApprove ? tr("Confirmed. It can be approved now.") : tr("Confirmed."));
                 }
             });
}

void AnswerPanel::takeOffer()
{
    if (!m_draft || m_draft->draft.facts.offer == 0 || m_busy || m_card->isEditing() || isDecided()) {
        return;
    }
    m_busy = true;
    whenDone(m_review.takeOffer(m_draft->draft.id), this, [this, reply = m_reply](const Result<DraftPage> &page) {
        m_busy = false;
        if (!page) {
            m_shell.showProblem(page.error());
        } else if (reply == m_reply && !m_card->isEditing()) {
            showDraft(*page);
            readDraft(page->draft.id); // as above
        }
    });
}

void AnswerPanel::edit()
{
    if (!m_draft || m_busy || isDecided() || m_card->isEditing()) {
        return;
    }
    m_card->beginEditing();
    showButtons();
}

void AnswerPanel::keep()
{
    if (!m_draft || !m_card->isEditing()) {
        return;
    }
    if (m_card->subject() == m_draft->draft.subject && m_card->body() == m_draft->draft.body) {
        leave(); // nothing was changed
        return;
    }
    m_typing->stop(); // keeping it takes the typed words off the disk in the same step
    whenDone(m_review.edit(m_draft->draft.id, m_card->subject(), m_card->body()), this,
             [this, reply = m_reply](const Result<DraftPage> &page) {
                 if (!page) {
                     m_shell.showProblem(page.error());
                     return; // what was typed stays there
                 }
                 if (reply == m_reply) {
                     m_card->endEditing();
                     showDraft(*page);
                     readDraft(page->draft.id); // as above
                     m_approve->setFocus();
                 }
             });
}

void AnswerPanel::leave()
{
    if (!m_draft || !m_card->isEditing()) {
        return;
    }
    m_typing->stop();
    const DraftId id = m_draft->draft.id;
    m_draft->typing.reset();
    m_card->endEditing();
    m_card->show(*m_draft);
    showButtons();
    m_edit->setFocus();
    whenDone(m_review.dropTyping(id), this, [this, id, reply = m_reply](const Result<> &) {
        if (reply == m_reply) {
            readDraft(id); // Claude may have written meanwhile
        }
    });
}

void AnswerPanel::keepBeforeLeaving()
{
    if (!m_draft || !m_card->isEditing()) {
        return;
    }
    m_typing->flush(); // should it not be kept as its text, it is still there
    m_typing->stop();
    const Draft before = m_draft->draft;
    const QString subject = m_card->subject();
    const QString body = m_card->body();
    m_draft->typing.reset();
    m_card->endEditing();
    if (subject == before.subject && body == before.body) {
        whenDone(m_review.dropTyping(before.id), this, [](const Result<> &) {});
        showButtons();
        return;
    }
    forgetDraft(); // nothing can be decided about words that nobody sees any more
    showButtons();
    whenDone(m_review.edit(before.id, subject, body), this, [this, reply = m_reply](const Result<DraftPage> &page) {
        if (!page) {
            m_shell.showProblem(page.error());
        } else if (reply == m_reply && !m_card->isEditing()) {
            showDraft(*page);
            readDraft(page->draft.id); // as above
        }
    });
}

void AnswerPanel::discard()
{
    if (!m_draft || m_busy || isWriting() || m_card->isEditing() || isDecided()) {
        return;
    }
    const DraftId id = m_draft->draft.id;
    whenDone(m_review.reject(id), this, [this, id, reply = m_reply](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        if (reply == m_reply) {
            forgetDraft();
            showButtons();
        }
        Q_EMIT discarded(id);
    });
}

} // namespace AlwaysLeads
