#include "draft/DraftsPage.h"

#include "campaign/Campaigns.h"
#include "draft/DraftInspector.h"
#include "draft/DraftMailCard.h"
#include "draft/DraftQueueModel.h"
#include "draft/RewritePanel.h"
#include "draft/TypingKeeper.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QApplication>
#include <QHideEvent>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr DraftShelf shelves[] = {DraftShelf::ToReview, DraftShelf::Approved, DraftShelf::Skipped, DraftShelf::Lapsed,
                                  DraftShelf::Rejected};
constexpr int inspectorFrom = 1000; // px of the page; below, the mail needs the room

DraftShelf shelfOf(DraftState state)
{
    switch (state) {
    case DraftState::Approved:
    case DraftState::Queued:
        return DraftShelf::Approved;
    case DraftState::Skipped:
        return DraftShelf::Skipped;
    case DraftState::Lapsed:
        return DraftShelf::Lapsed;
    case DraftState::Rejected:
        return DraftShelf::Rejected;
    case DraftState::Writing:
    case DraftState::Blocked:
    case DraftState::Ready:
    case DraftState::Sent:
        break;
    }
    return DraftShelf::ToReview;
}

bool isDecidable(DraftState state)
{
    return state == DraftState::Ready || state == DraftState::Lapsed || state == DraftState::Blocked
        || state == DraftState::Approved || state == DraftState::Queued || state == DraftState::Skipped;
}

QString claudeWrote(const QDateTime &when, const QDateTime &moment)
{
    if (!when.isValid()) {
        return DraftsPage::tr("Written by Claude");
    }
    const QDateTime now = moment.toLocalTime();
    const QDateTime then = when.toLocalTime();
    const qint64 minutes = then.secsTo(now) / 60;
    if (minutes < 1) {
        return DraftsPage::tr("Written by Claude, just now");
    }
    if (minutes < 60) {
        return DraftsPage::tr("Written by Claude, %1 min ago").arg(minutes);
    }
    return DraftsPage::tr("Written by Claude, %1")
        .arg(then.date() == now.date() ? QLocale().toString(then.time(), QLocale::ShortFormat)
                                       : QLocale().toString(then.date(), QStringLiteral("d MMM")));
}

ChipLook originChip(const DraftPage &page, const QDateTime &now)
{
    switch (page.draft.origin) {
    case DraftOrigin::Claude:
        return {Icon::Sparkles, claudeWrote(page.claudeWroteAt, now), ToneName::Ai};
    case DraftOrigin::Person:
        return {Icon::PencilLine, DraftsPage::tr("Edited by you"), ToneName::Accent};
    case DraftOrigin::Template:
        break;
    }
    return {Icon::FileText, DraftsPage::tr("From your template"), ToneName::Neutral};
}

} // namespace

DraftsPage::DraftsPage(Review &review, Campaigns &campaigns, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_review(review)
    , m_campaigns(campaigns)
    , m_shell(shell)
    , m_header(new PageHeader(tr("Drafts")))
    , m_shelves(new Segmented(tr("Which drafts")))
    , m_model(new DraftQueueModel(this))
    , m_queue(new ListView(tr("Drafts")))
    , m_body(new QStackedWidget)
    , m_empty(new EmptyState(Icon::PencilLine, tr("No drafts to review"),
                             tr("Choose people in Leads and add them to a campaign. Claude writes, you decide.")))
    , m_origin(new StatusChip)
    , m_sides(new Segmented(tr("How to show the mail")))
    , m_problem(new Banner(ToneName::Warn, Icon::TriangleAlert, QString()))
    , m_card(new DraftMailCard)
    , m_rewritePanel(new RewritePanel)
    , m_inspector(new DraftInspector)
    , m_goToLeads(new Button(tr("Go to Leads")))
    , m_seeOutbox(new Button(tr("See the outbox")))
    , m_undoLast(new Button(tr("Undo last"), ButtonKind::Ghost))
    , m_approve(new Button(Icon::Check, tr("Approve"), ButtonKind::Primary))
    , m_edit(new Button(Icon::PencilLine, tr("Edit")))
    , m_rewrite(new Button(Icon::WandSparkles, tr("Rewrite")))
    , m_skip(new Button(tr("Skip"), ButtonKind::Ghost))
    , m_reject(new Button(tr("Reject"), ButtonKind::Ghost))
    , m_retry(new Button(Icon::RotateCcw, tr("Try again")))
    , m_keep(new Button(Icon::Check, tr("Keep"), ButtonKind::Primary))
    , m_leave(new Button(tr("Leave"), ButtonKind::Ghost))
    , m_position(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_alike(new Button(Icon::Copy, QString()))
    , m_more(new Button(tr("More")))
    , m_rule(new Banner(ToneName::Ai, Icon::Sparkles, QString()))
    , m_typing(new TypingKeeper(*m_card, review, shell))
    , m_counts(
          this, [this] { return m_review.counts(); },
          [this](const Result<DraftShelfCounts> &counts) {
              if (counts) {
                  showCounts(*counts);
              }
          })
    , m_rows(
          this, [this] { return m_review.list(shelves[m_shelves->current()]); },
          [this](const Result<QList<DraftRow>> &rows) {
              if (rows) {
                  showRows(*rows);
              } else {
                  m_shell.showProblem(rows.error());
              }
          })
{
    setObjectName(QStringLiteral("draftsPage"));
    build();
    buildCommands();
    buildEmpty();
    connect(&m_review, &Review::changed, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    showNothing();
}

int DraftsPage::bottomBar() const
{
    return m_bar->height(); // a toast must not lie on Approve
}

QWidget *DraftsPage::mainControl()
{
    if (m_body->currentWidget() == m_work) {
        return m_queue;
    }
    return m_seeOutbox->isHidden() ? m_goToLeads : m_seeOutbox;
}

void DraftsPage::enter()
{
    if (!m_lookedForTyping) {
        m_lookedForTyping = true;
        findTyping(); // of a time that ended without being asked
    }
    refresh();
    showRules();
}

void DraftsPage::toggleInspector()
{
    m_inspectorHidden = m_inspector->isVisible(); // in a narrow window it is away without anybody having hidden it
    m_inspector->setVisible(!m_inspectorHidden);
}

void DraftsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_inspector->setVisible(width() >= inspectorFrom && !m_inspectorHidden);
}

void DraftsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous()) {
        keepEdit(); // another page, the tray or the end: words typed are not lost
    }
}

bool DraftsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_bar && event->type() == QEvent::Resize) {
        Q_EMIT bottomBarChanged();
    }
    return Page::eventFilter(watched, event);
}

void DraftsPage::refresh()
{
    m_counts.renew();
    m_rows.renew();
}

void DraftsPage::showDraft(DraftId draft, DraftState state)
{
    m_asked = draft;
    const DraftShelf shelf = shelfOf(state);
    m_shelves->setCurrent(int(std::ranges::find(shelves, shelf) - std::begin(shelves)));
    m_counts.renew();
    m_rows.restart(); // an answer on its way is of before
}

void DraftsPage::showCounts(const DraftShelfCounts &counts)
{
    m_shelves->setCount(0, counts.toReview);
    m_shelves->setCount(1, counts.approved);
    m_shelves->setCount(2, counts.skipped);
    m_shelves->setCount(3, counts.lapsed);
    m_shelves->setCount(4, counts.rejected);
}

void DraftsPage::showRows(const QList<DraftRow> &rows)
{
    if (m_shelves->current() == 0) {
        for (const DraftRow &row : rows) {
            m_decisions.remove(row.id); // its decision was undone
        }
    }
    const int oldRow = m_queue->currentIndex().row();
    const DraftRow *current = m_model->row(m_queue->currentIndex());
    const DraftId kept = current == nullptr ? DraftId() : current->id;
    m_model->setRows(rows);
    if (rows.isEmpty()) {
        showNothing();
        return;
    }
    turnTo(m_work);
    const DraftId asked = std::exchange(m_asked, {});
    QModelIndex next = asked.isNull() ? QModelIndex() : m_model->indexOf(asked);
    if (!next.isValid()) {
        next = m_model->indexOf(kept.isNull() ? m_wanted : kept);
    }
    if (!next.isValid()) {
        next = m_model->draftNear(oldRow);
    }
    m_queue->setCurrentIndex(next);
    renewButtons();
    if (m_model->row(next)->id == kept && m_shown && !m_card->isEditing()) {
        openCurrent(); // the same draft, perhaps with another state or text
    }
}

void DraftsPage::showNothing()
{
    m_shown.reset();
    renewButtons();
    const bool reviewing = m_shelves->current() == 0;
    if (reviewing && !m_decisions.isEmpty()) {
        m_empty->setTone(ToneName::Success);
        m_empty->setTitle(tr("That was the last one"));
        m_empty->setSentence(tr("%n decided: %1 approved, %2 skipped, %3 rejected.", nullptr, int(m_decisions.size()))
                                 .arg(m_decisions.values().count(DraftState::Approved))
                                 .arg(m_decisions.values().count(DraftState::Skipped))
                                 .arg(m_decisions.values().count(DraftState::Rejected)));
    } else {
        m_empty->setTone(ToneName::Accent);
        m_empty->setTitle(reviewing ? tr("No drafts to review") : tr("Nothing here"));
        m_empty->setSentence(reviewing
                                 ? tr("Choose people in Leads and add them to a campaign. Claude writes, you decide.")
                                 : tr("Drafts come here when you decide so."));
    }
    const bool done = reviewing && !m_decisions.isEmpty();
    m_goToLeads->setVisible(!done);
    m_seeOutbox->setVisible(done);
    m_undoLast->setVisible(done);
    turnTo(m_empty);
}

void DraftsPage::turnTo(QWidget *side)
{
    // The keyboard goes along, so that the keys of the page go on working; wherever else it is, it stays.
    const QWidget *focused = QApplication::focusWidget();
    const bool goesAlong = focused != nullptr && m_body->isAncestorOf(focused) && m_body->currentWidget() != side;
    m_body->setCurrentWidget(side);
    if (goesAlong) {
        mainControl()->setFocus();
    }
}

void DraftsPage::openCurrent()
{
    const DraftRow *row = m_model->row(m_queue->currentIndex());
    if (row == nullptr) {
        return;
    }
    if (m_card->isEditing() && m_shown && m_shown->draft.id != row->id) {
        keepEdit();
    }
    if (!m_shown || m_shown->draft.id != row->id) {
        m_rewritePanel->hide(); // the wish was for the other one; for this one it stays until it is fulfilled
    }
    m_wanted = row->id;
    whenDone(m_review.open(row->id), this, [this, id = row->id, reading = ++m_readings](const Result<DraftPage> &page) {
        if (id != m_wanted || reading != m_readings) {
            return; // another one was chosen, or this one changed meanwhile
        }
        if (!page) {
            m_shell.showProblem(page.error());
        } else if (!m_card->isEditing() && !(m_writing && m_shown && m_shown->draft.id == id)) {
            show(*page);
        }
    });
}

void DraftsPage::show(const DraftPage &page)
{
    const bool another = !m_shown || m_shown->draft.id != page.draft.id;
    m_shown = page;
    m_origin->setLook(originChip(page, m_shell.now()));
    m_card->show(page);
    m_inspector->show(page);
    m_problem->setVisible(!page.draft.reason.isEmpty() || !page.whyNot.isEmpty());
    if (page.draft.state == DraftState::Lapsed) {
        m_problem->setText(tr("The approval lapsed."), page.draft.reason);
    } else {
        m_problem->setText(page.draft.reason.isEmpty() ? page.whyNot : page.draft.reason);
    }
    if (another) {
        findAlike();
        m_sides->setCurrent(0);
        setSide(0);
        m_scroll->verticalScrollBar()->setValue(0);
    }
    renewButtons();
    if (another && page.typing && isDecidable(page.draft.state)) {
        resumeTyping(*page.typing);
    }
}

void DraftsPage::renewButtons()
{
    const bool editing = m_card->isEditing();
    const bool shown = m_shown.has_value();
    const DraftState state = shown ? m_shown->draft.state : DraftState::Writing;
    const bool decidable = shown && isDecidable(state);
    const bool approved = state == DraftState::Approved || state == DraftState::Queued;
    m_approve->setVisible(!editing && decidable && !approved && state != DraftState::Blocked);
    m_approve->setDisabledReason(shown && !m_shown->canApprove ? m_shown->whyNot : QString());
    m_retry->setVisible(!editing && state == DraftState::Blocked && shown);
    m_edit->setVisible(!editing && decidable);
    m_rewrite->setVisible(!editing && decidable && !approved);
    m_skip->setVisible(!editing && decidable && state != DraftState::Skipped);
    m_reject->setVisible(!editing && decidable);
    m_sides->setVisible(!editing); // what is typed stands in one place
    m_keep->setVisible(editing);
    m_leave->setVisible(editing);
    const QModelIndex index = m_queue->currentIndex();
    m_position->setText(index.isValid() ? tr("%L1 of %L2").arg(m_model->ordinal(index)).arg(m_model->draftCount())
                                        : QString());
}

void DraftsPage::setSide(int side)
{
    m_card->setSide(DraftMailCard::Side(side));
}

void DraftsPage::toggleSide(DraftMailCard::Side side)
{
    if (m_card->isEditing()) {
        return;
    }
    m_sides->setCurrent(int(m_card->side() == side ? DraftMailCard::Side::Draft : side));
    setSide(m_sides->current());
}

void DraftsPage::move(int direction)
{
    const QModelIndex next = m_model->neighbour(m_queue->currentIndex(), direction);
    if (next.isValid()) {
        m_queue->setCurrentIndex(next);
    }
}

} // namespace AlwaysLeads
