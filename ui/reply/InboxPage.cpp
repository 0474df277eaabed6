#include "reply/InboxPage.h"

#include "reply/AnswerPanel.h"
#include "reply/InboxModel.h"
#include "reply/Replies.h"
#include "reply/ReplyCard.h"
#include "reply/ReplyInspector.h"
#include "reply/SentMailCard.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QStackedWidget>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr InboxShelf shelves[] = {InboxShelf::ToAnswer, InboxShelf::All, InboxShelf::Automatic, InboxShelf::Snoozed,
                                  InboxShelf::Done};
constexpr int inspectorFrom = 1036; ///< px of the page, below the inspector is a drawer (Ctrl I)
} // namespace

void InboxPage::enter()
{
    if (!m_lookedForTyping) {
        m_lookedForTyping = true;
        findTyping();
    }
    refresh();
}

QWidget *InboxPage::mainControl()
{
    return m_body->currentWidget() == m_work ? static_cast<QWidget *>(m_list) : m_shelves;
}

InboxShelf InboxPage::shelf() const
{
    return shelves[std::clamp(m_shelves->current(), 0, 4)];
}

void InboxPage::refresh()
{
    m_counts.renew();
    m_rows.renew();
}

void InboxPage::showCounts(const InboxCounts &counts)
{
    m_shelves->setCount(0, counts.toAnswer);
    m_shelves->setCount(2, counts.automatic);
    m_shelves->setCount(3, counts.snoozed);
    QString looked;
    if (!counts.problem.isEmpty()) {
        looked = counts.problem;
    } else if (counts.lookedAt.isValid()) {
        const qint64 minutes = std::max<qint64>(0, counts.lookedAt.secsTo(m_shell.now()) / 60);
        looked = minutes == 0 ? tr("Last looked just now")
            : minutes < 60    ? tr("Last looked %n minute(s) ago", nullptr, int(minutes))
                              : tr("Last looked %1").arg(InboxModel::moment(counts.lookedAt, m_shell.now()));
    }
    m_looked->setText(looked.left(80));
    m_looked->setToolTip(looked);
    m_looked->setColour(counts.problem.isEmpty() ? &Theme::text2 : &Theme::text);
}

InboxQuery InboxPage::query() const
{
    return {shelf(), m_class, m_model->mostWanted()};
}

void InboxPage::restart()
{
    m_shown.reset();
    m_list->setCurrentIndex({}); // of another list
    m_row = 0;
    m_model->restart();
    m_counts.renew();
    m_rows.restart();
}

void InboxPage::showList(const InboxList &list)
{
    if (m_isSeeking) {
        return;
    }
    const QModelIndex before = m_list->currentIndex();
    ReplyId current = m_wanted;
    if (const InboxRow *row = m_model->row(before); row != nullptr && current.isNull()) {
        current = row->reply.id; // not the shown one: the next may be chosen and still on its way to the screen
    }
    m_wanted = ReplyId();
    const bool wasSeen = before.isValid() && m_list->viewport()->rect().intersects(m_list->visualRect(before));
    m_model->setList(list);
    const bool isEmpty = list.rows.isEmpty();
    m_body->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_work);
    if (isEmpty) {
        m_shown.reset();
        m_answer->clear();
        const bool isAll = shelf() == InboxShelf::All && !m_class;
        m_empty->setTitle(isAll ? tr("No replies yet.") : tr("Nothing here."));
        m_empty->setSentence(isAll         ? tr("We look every two minutes.")
                                 : m_class ? tr("Only replies of the class “%1” are listed.").arg(shown(*m_class))
                                           : tr("What belongs here appears by itself."));
        return;
    }
    QModelIndex index = m_model->indexOf(current);
    if (!index.isValid()) {
        index = m_list->currentIndex(); // the view goes to the next one itself when the current one leaves
    }
    if (!index.isValid()) {
        index = m_model->index(std::clamp(m_row, 0, m_model->rowCount() - 1));
    }
    if (m_list->currentIndex() != index) {
        m_list->setCurrentIndex(index);
    } else {
        openCurrent();
    }
    if (wasSeen) {
        m_list->scrollTo(index); // new replies above push it down
    }
}

void InboxPage::showReply(ReplyId reply)
{
    m_isSeeking = true; // no other is opened, and marked as read, on the way
    m_shown.reset();
    whenDone(m_replies.placeOf(reply), this, [this, reply](const Result<InboxPlace> &place) {
        m_isSeeking = false;
        if (!place) {
            m_shell.showProblem(place.error());
            refresh();
            return;
        }
        const auto found = std::ranges::find(shelves, place->shelf);
        m_shelves->setCurrent(int(found - std::begin(shelves)));
        chooseClass(std::nullopt);
        m_model->wantUpTo(place->row);
        m_wanted = reply;
        m_rows.restart();
    });
}

bool InboxPage::mayAct() const
{
    // Keys come faster than the database answers: they are about the reply that is on the screen, or about none.
    const InboxRow *row = m_model->row(m_list->currentIndex());
    return m_shown && row != nullptr && row->reply.id == m_shown->reply.id;
}

bool InboxPage::isSnoozed() const
{
    return m_shown && m_shown->reply.snoozedUntil.isValid() && m_shown->reply.snoozedUntil > m_shell.now();
}

void InboxPage::move(int direction)
{
    const QModelIndex next = m_model->index(m_list->currentIndex().row() + direction);
    if (next.isValid()) {
        m_list->setCurrentIndex(next);
    }
}

void InboxPage::openCurrent()
{
    const InboxRow *row = m_model->row(m_list->currentIndex());
    if (!row) {
        return;
    }
    m_row = m_list->currentIndex().row();
    const ReplyId id = row->reply.id;
    whenDone(m_replies.open(id), this, [this, id, reading = ++m_readings](const Result<ReplyPage> &page) {
        const InboxRow *now = m_model->row(m_list->currentIndex());
        if (!now || now->reply.id != id || reading != m_readings) {
            return;
        }
        if (!page) {
            m_shell.showProblem(page.error());
            return;
        }
        showPage(*page);
        if (!page->reply.readAt.isValid() && isVisible()) {
            whenDone(m_replies.markRead(id), this, [](const Result<> &) {});
        }
    });
}

void InboxPage::showPage(const ReplyPage &page)
{
    // That it is read now changes nothing that is shown: what has the keyboard or the mouse keeps it.
    std::optional<ReplyPage> before = m_shown;
    if (before) {
        before->reply.readAt = page.reply.readAt;
    }
    if (before == page) {
        m_shown = page;
        return;
    }
    m_shown = page;
    const Reply &reply = page.reply;
    m_subject->setText(reply.subject.isEmpty() ? tr("Without a subject") : reply.subject);
    const QDateTime now = m_shell.now();
    m_sent->setVisible(!page.sentText.isEmpty());
    m_sent->show(page.sentName, page.sentAddress,
                 page.sentAt.isValid() ? InboxModel::moment(page.sentAt, now) : QString(), page.sentText);
    m_warning->setVisible(reply.givesOrders);
    m_reply->show(page, now);
    m_reply->setMayAnswer(AnswerPanel::mayAnswer(page));
    m_done->setText(reply.doneAt.isValid() ? tr("Not done") : tr("Done"));
    m_snooze->setText(isSnoozed() ? tr("Wake") : tr("Snooze"));
    m_snooze->setToolTip(isSnoozed() ? tr("Back %1").arg(InboxModel::moment(reply.snoozedUntil, now)) : QString());
    m_inspector->show(page, now);
    m_answer->show(page);
    m_inspector->showAnswer(m_answer->draft()); // of the same reply, until it is read again
}

void InboxPage::choose(ReplyClass value)
{
    if (mayAct() && m_shown->reply.value != value) {
        m_wanted = m_shown->reply.id;
        decide(m_replies.setClass(m_shown->reply.id, value), tr("Class: %1").arg(shown(value)));
    }
}

void InboxPage::finish()
{
    if (!mayAct()) {
        return;
    }
    const ReplyId id = m_shown->reply.id;
    const bool done = !m_shown->reply.doneAt.isValid();
    m_shown.reset();
    whenDone(m_replies.setDone(id, done), this, [this, id, done](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        m_shell.offerUndo(
            {done ? tr("Done") : tr("Back in the inbox"), [this, id, done] { return m_replies.setDone(id, !done); }});
    });
}

void InboxPage::snooze()
{
    if (!mayAct()) {
        return;
    }
    const ReplyId id = m_shown->reply.id;
    if (isSnoozed()) {
        const QDateTime until = m_shown->reply.snoozedUntil;
        m_shown.reset();
        whenDone(m_replies.snooze(id, {}), this, [this, id, until](const Result<> &outcome) {
            if (!outcome) {
                m_shell.showProblem(outcome.error());
                return;
            }
            m_shell.offerUndo({tr("Back in the inbox"), [this, id, until] { return m_replies.snooze(id, until); }});
        });
        return;
    }
    const QDateTime until = m_shell.now().toLocalTime().date().addDays(1).startOfDay().addSecs(8 * 60 * 60).toUTC();
    m_shown.reset();
    whenDone(m_replies.snooze(id, until), this, [this, id](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        m_shell.offerUndo({tr("Back tomorrow at 08:00"), [this, id] { return m_replies.snooze(id, {}); }});
    });
}

void InboxPage::decide(Task<Result<>> deciding, const QString &said)
{
    whenDone(std::move(deciding), this, [this, said](const Result<> &outcome) {
        if (outcome) {
            m_shell.showToast(said);
        } else {
            m_shell.showProblem(outcome.error());
        }
        m_list->setFocus();
    });
}

void InboxPage::toggleInspector()
{
    bool &wanted = isNarrow() ? m_drawerOpen : m_inspectorWanted;
    wanted = !wanted;
    placeInspector();
    if (!isNarrow()) {
        return;
    }
    if (!m_drawerOpen) {
        m_list->setFocus();
        return;
    }
    for (QWidget *next = m_inspector->nextInFocusChain(); next != m_inspector; next = next->nextInFocusChain()) {
        if (m_inspector->isAncestorOf(next) && next->isVisible() && (next->focusPolicy() & Qt::TabFocus) != 0) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

bool InboxPage::isNarrow() const
{
    return width() < inspectorFrom;
}

/// Beside the thread; in a narrow window over it, at its end, so that the thread keeps its width.
void InboxPage::placeInspector()
{
    const bool isDrawer = m_columns->indexOf(m_inspector) < 0;
    if (isNarrow() && !isDrawer) {
        m_columns->removeWidget(m_inspector);
        m_inspector->setParent(m_work);
    } else if (!isNarrow() && isDrawer) {
        m_columns->addWidget(m_inspector);
        m_drawerOpen = false;
    }
    m_inspector->setVisible(isNarrow() ? m_drawerOpen : m_inspectorWanted);
    m_details->setVisible(isNarrow());
    m_details->setChecked(m_drawerOpen);
    if (isNarrow()) {
        const int room = m_inspector->width();
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        m_inspector->setGeometry(mirrored ? 0 : m_work->width() - room, 0, room, m_work->height());
        m_inspector->raise();
    }
}

void InboxPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    layout()->activate(); // the size of the work decides where a drawer goes
    placeInspector();
}

void InboxPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isNarrow() && m_drawerOpen) {
        toggleInspector();
        event->accept();
        return;
    }
    Page::keyPressEvent(event);
}

} // namespace AlwaysLeads
