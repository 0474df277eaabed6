#include "draft/Review.h"
#include "reply/AnswerPanel.h"
#include "reply/Answers.h"
#include "reply/ForwardSheet.h"
#include "reply/InboxPage.h"
#include "reply/NextStepSheet.h"
#include "reply/Replies.h"
#include "shell/Shell.h"
#include "widgets/IconButton.h"
#include "widgets/Menu.h"
#include "widgets/TableView.h"

namespace AlwaysLeads {

namespace {

/// The approval is taken back, and the reply waits for an answer again.
Task<Result<>> takenBack(Review *review, DraftId draft, Replies *replies, ReplyId reply)
{
    const QList<DraftId> one(1, draft);
    auto undoing = review->undo(one);
    Result<> undone = co_await undoing;
    if (!undone) {
        co_return undone;
    }
    auto reopening = replies->setDone(reply, false);
    Result<> reopened = co_await reopening;
    co_return reopened;
}

} // namespace

void InboxPage::answerApproved(ReplyId reply, DraftId draft)
{
    whenDone(m_replies.setDone(reply, true), this, [](const Result<> &) {});
    m_shell.offerUndo({tr("Approved. It leaves when its turn comes."),
                       [this, reply, draft] { return takenBack(&m_review, draft, &m_replies, reply); }});
}

void InboxPage::answerDiscarded(DraftId draft)
{
    m_shell.offerUndo({tr("The answer is thrown away"), [this, draft] {
                           const QList<DraftId> one(1, draft);
                           return m_review.undo(one);
                       }});
}

void InboxPage::findTyping()
{
    whenDone(m_answers.lastTyped(), this, [this](const Result<std::optional<ReplyId>> &reply) {
        if (reply && *reply && !m_answer->isEditing()) {
            m_answer->resumeWithFocus(**reply);
            showReply(**reply);
        }
    });
}

void InboxPage::chooseClass(std::optional<ReplyClass> value)
{
    m_class = value;
    m_filter->setChecked(value.has_value());
    m_filter->setName(value ? tr("Only “%1” is listed").arg(shown(*value)) : tr("Only one class"));
    restart();
}

void InboxPage::openClassMenu()
{
    m_filter->setChecked(m_class.has_value()); // a choice says so, not the click
    auto *menu = new Menu(QString(), this);
    menu->setObjectName(QStringLiteral("inboxClassMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, std::optional<ReplyClass> value) {
        QAction *entry = menu->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(m_class == value);
        connect(entry, &QAction::triggered, this, [this, value] { chooseClass(value); });
    };
    add(tr("All classes"), std::nullopt);
    menu->addSeparator();
    QList<ReplyClass> classes = choosableReplyClasses();
    classes += {ReplyClass::Bounce, ReplyClass::Automatic, ReplyClass::Complaint};
    for (const ReplyClass value : std::as_const(classes)) {
        add(shown(value), value);
    }
    menu->popup(m_filter->mapToGlobal(QPoint(m_filter->width() - menu->sizeHint().width(), m_filter->height() + 4)));
}

void InboxPage::noteStep(NextStep step)
{
    if (!mayAct() || !isHuman(m_shown->reply.value)) {
        return;
    }
    auto *sheet = new NextStepSheet(step, *m_shown, m_shell.now(), this);
    connect(sheet, &NextStepSheet::noted, this, [this, step, id = m_shown->reply.id](const QString &detail) {
        whenDone(m_replies.note(id, step, detail), this, [this, step, id](const Result<QDateTime> &noted) {
            if (!noted) {
                m_shell.showProblem(noted.error());
                return;
            }
            m_shell.offerUndo({step == NextStep::Meeting ? tr("The meeting is noted") : tr("The call is noted"),
                               [this, step, id, at = *noted] { return m_replies.takeBack(id, step, at); }});
            m_list->setFocus();
        });
    });
    sheet->open();
}

void InboxPage::forward()
{
    if (!mayAct()) {
        return;
    }
    auto *sheet = new ForwardSheet(*m_shown, m_openLink, this);
    connect(sheet, &ForwardSheet::failed, this,
            [this] { m_shell.showToast(tr("No mail program could be opened. Copy the text instead.")); });
    sheet->open();
}

} // namespace AlwaysLeads
