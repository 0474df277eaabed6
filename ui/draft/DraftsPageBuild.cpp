#include "draft/DraftInspector.h"
#include "draft/DraftMailCard.h"
#include "draft/DraftQueueDelegate.h"
#include "draft/DraftQueueModel.h"
#include "draft/DraftsPage.h"
#include "draft/RewritePanel.h"
#include "shell/CommandIcon.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/Menu.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"
#include "widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int queueWidth = 280;
constexpr int widestMail = 680;
} // namespace

void DraftsPage::build()
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_shelves->setObjectName(QStringLiteral("draftShelves"));
    m_shelves->addSegment(tr("To review"), 0);
    m_shelves->addSegment(tr("Approved"), 0);
    m_shelves->addSegment(tr("Skipped"), 0);
    m_shelves->addSegment(tr("Lapsed"), 0);
    m_shelves->addSegment(tr("Rejected"), 0);
    m_header->addLeft(m_shelves);
    m_alike->setObjectName(QStringLiteral("draftAlike"));
    m_alike->setKeyCap(QStringLiteral("G"));
    m_alike->hide();
    connect(m_alike, &QPushButton::clicked, this, &DraftsPage::reviewAlike);
    m_header->addRight(m_alike);
    m_more->setObjectName(QStringLiteral("draftMore"));
    m_more->setTrailingPicture(Icon::ChevronDown);
    m_header->addRight(m_more);
    lines->addWidget(m_header);
    lines->addWidget(buildNotices());
    connect(m_shelves, &Segmented::currentChanged, this, [this] {
        keepEdit();
        m_shown.reset();
        renewButtons(); // nothing can be decided until a draft of that shelf is shown
        m_counts.renew();
        m_rows.restart();
    });

    m_work = new QWidget;
    auto *columns = new QHBoxLayout(m_work);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    auto *queuePane = new Pane(&Theme::surface, Qt::RightEdge);
    queuePane->setFixedWidth(queueWidth);
    auto *queueLine = new QVBoxLayout(queuePane);
    queueLine->setContentsMargins(0, 0, 1, 0);
    m_queue->setObjectName(QStringLiteral("draftQueue"));
    m_queue->setModel(m_model);
    m_queue->setItemDelegate(new DraftQueueDelegate(m_queue, *m_model));
    queueLine->addWidget(m_queue);
    columns->addWidget(queuePane);
    connect(m_queue->selectionModel(), &QItemSelectionModel::currentChanged, this, &DraftsPage::openCurrent);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(0);
    upper->addWidget(buildCentre(), 1);
    upper->addWidget(m_inspector);
    right->addLayout(upper, 1);
    right->addWidget(buildBottomBar());
    columns->addLayout(right, 1);
    connect(m_inspector, &DraftInspector::personOpened, this, [this](LeadId lead) { m_shell.openLead(lead); });
    connect(m_inspector, &DraftInspector::factEntered, this, [this](int fact) {
        m_card->lightFact(fact);
        m_inspector->light(fact < 0 ? QList<int>() : QList<int>{fact});
    });
    connect(m_inspector, &DraftInspector::confirmed, this, &DraftsPage::confirmSentence);
    connect(m_inspector, &DraftInspector::versionChosen, this, &DraftsPage::useVersion);
    connect(m_card, &DraftMailCard::markPointedAt, this, &DraftsPage::lightMark);

    m_body->addWidget(m_work);
    m_body->addWidget(m_empty);
    lines->addWidget(m_body, 1);
}

QWidget *DraftsPage::buildCentre()
{
    auto *centre = new Pane(&Theme::canvas);
    auto *lines = new QVBoxLayout(centre);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto *stage = new Pane(&Theme::canvas);
    auto *stageLine = new QHBoxLayout(stage);
    stageLine->setContentsMargins(24, 14, 24, 8);
    auto *column = new QWidget;
    column->setMaximumWidth(widestMail);
    auto *stack = new QVBoxLayout(column);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(10);
    auto *top = new QHBoxLayout;
    m_sides->setObjectName(QStringLiteral("draftSides"));
    m_sides->addSegment(tr("Draft"));
    m_sides->addSegment(tr("Changes"));
    m_sides->addSegment(tr("As sent"));
    top->addWidget(m_origin);
    top->addStretch(1);
    top->addWidget(m_sides);
    stack->addLayout(top);
    m_problem->setObjectName(QStringLiteral("draftProblem"));
    stack->addWidget(m_problem);
    stack->addWidget(m_card);
    stack->addStretch(1);
    stageLine->addStretch(1);
    stageLine->addWidget(column, 100);
    stageLine->addStretch(1);
    m_scroll = ScrollArea::withBarOver(stage);
    lines->addWidget(m_scroll, 1);
    auto *panelLine = new QHBoxLayout;
    panelLine->setContentsMargins(24, 0, 24, 12);
    panelLine->addWidget(m_rewritePanel);
    lines->addLayout(panelLine);
    connect(m_sides, &Segmented::currentChanged, this, &DraftsPage::setSide);
    connect(m_card, &DraftMailCard::keepRequested, this, &DraftsPage::keepEdit);
    connect(m_card, &DraftMailCard::leaveRequested, this, &DraftsPage::leaveEdit);
    connect(m_rewritePanel, &RewritePanel::wished, this, &DraftsPage::rewrite);
    connect(m_rewritePanel, &RewritePanel::stopped, this, [this] { m_stopWriting.request_stop(); });
    connect(m_rewritePanel, &RewritePanel::cancelled, this, [this] { m_queue->setFocus(); });
    return centre;
}

QWidget *DraftsPage::buildBottomBar()
{
    m_bar = new Pane(&Theme::surface, Qt::TopEdge);
    m_bar->setMinimumHeight(decisionBarHeight);
    m_bar->installEventFilter(this);
    auto *line = new WrapLayout(m_bar);
    line->setContentsMargins(24, 4, 20, 4);
    line->setSpacing(8);
    const auto place = [line](Button *button, const QString &name, const QString &keys) {
        button->setObjectName(name);
        button->setKeyCap(keys);
        line->addWidget(button);
    };
    place(m_approve, QStringLiteral("draftApprove"), QStringLiteral("A"));
    place(m_retry, QStringLiteral("draftRetry"), QString());
    place(m_edit, QStringLiteral("draftEdit"), QStringLiteral("E"));
    place(m_rewrite, QStringLiteral("draftRewrite"), QStringLiteral("R"));
    place(m_skip, QStringLiteral("draftSkip"), QStringLiteral("S"));
    place(m_reject, QStringLiteral("draftReject"), QStringLiteral("X"));
    place(m_keep, QStringLiteral("draftKeep"), tr("Ctrl Enter"));
    place(m_leave, QStringLiteral("draftLeave"), tr("Esc"));
    m_position->setObjectName(QStringLiteral("draftPosition"));
    line->addWidget(m_position, WrapLayout::Side::End);
    line->addWidget(new KeyCap(QStringLiteral("K")), WrapLayout::Side::End);
    line->addWidget(new KeyCap(QStringLiteral("J")), WrapLayout::Side::End);
    line->addWidget(new Label(tr("previous, next"), TextStyle::Meta, &Theme::text2), WrapLayout::Side::End);
    connect(m_approve, &QPushButton::clicked, this, &DraftsPage::approve);
    connect(m_retry, &QPushButton::clicked, this, &DraftsPage::retry);
    connect(m_edit, &QPushButton::clicked, this, &DraftsPage::beginEditing);
    connect(m_rewrite, &QPushButton::clicked, m_rewritePanel, &RewritePanel::begin);
    connect(m_skip, &QPushButton::clicked, this, &DraftsPage::skip);
    connect(m_reject, &QPushButton::clicked, this, &DraftsPage::reject);
    connect(m_keep, &QPushButton::clicked, this, &DraftsPage::keepEdit);
    connect(m_leave, &QPushButton::clicked, this, &DraftsPage::leaveEdit);
    return m_bar;
}

void DraftsPage::buildEmpty()
{
    m_goToLeads->setObjectName(QStringLiteral("draftsGoToLeads"));
    m_seeOutbox->setObjectName(QStringLiteral("draftsSeeOutbox"));
    m_undoLast->setObjectName(QStringLiteral("draftsUndoLast"));
    m_undoLast->setKeyCap(QStringLiteral("U"));
    for (Button *button : {m_goToLeads, m_seeOutbox, m_undoLast}) {
        m_empty->addButton(button);
    }
    connect(m_goToLeads, &QPushButton::clicked, this, [this] { m_shell.open(Place::Leads); });
    connect(m_seeOutbox, &QPushButton::clicked, this, [this] { m_shell.open(Place::Outbox); });
    connect(m_undoLast, &QPushButton::clicked, this, [this] { m_shell.undoLast(); });
}

void DraftsPage::buildCommands()
{
    const auto add = [this](Icon icon, const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        setCommandIcon(action, icon);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_commands.append(action);
    };
    add(Icon::Check, tr("Approve the draft"), Qt::Key_A, [this] { approve(); });
    add(Icon::PencilLine, tr("Edit the draft"), Qt::Key_E, [this] { beginEditing(); });
    add(Icon::WandSparkles, tr("Rewrite the draft…"), Qt::Key_R, [this] {
        if (mayDecide() && m_rewrite->isEnabled() && m_rewrite->isVisible()) {
            m_rewritePanel->begin();
        }
    });
    add(Icon::SkipForward, tr("Skip the draft"), Qt::Key_S, [this] { skip(); });
    add(Icon::X, tr("Reject the draft"), Qt::Key_X, [this] { reject(); });
    add(Icon::Undo, tr("Undo the last decision"), Qt::Key_U, [this] { m_shell.undoLast(); });
    add(Icon::ChevronDown, tr("Next draft"), Qt::Key_J, [this] { move(1); });
    add(Icon::ChevronUp, tr("Previous draft"), Qt::Key_K, [this] { move(-1); });
    add(Icon::ArrowRight, tr("Next sentence with a fact"), Qt::Key_F, [this] { stepMark(1); });
    add(Icon::ArrowLeft, tr("Previous sentence with a fact"), QKeySequence(Qt::SHIFT | Qt::Key_F),
        [this] { stepMark(-1); });
    add(Icon::CircleCheck, tr("Confirm the marked sentence"), Qt::Key_C, [this] { confirmSentence({}); });
    add(Icon::CheckCheck, tr("Review drafts alike together"), Qt::Key_G, [this] { reviewAlike(); });
    add(Icon::Mail, tr("Send this draft to myself"), Qt::Key_M, [this] { sendToMyself(); });
    auto *menu = new Menu(QString(), m_more);
    const auto addMore = [this, menu](Icon icon, const QString &text, const QString &name, auto act) {
        QAction *action = menu->addEntry(icon, text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
    };
    addMore(Icon::Mail, tr("Send this draft to myself"), QStringLiteral("draftSendToMyself"),
            [this] { sendToMyself(); });
    addMore(Icon::Sparkles, tr("How Claude writes for you…"), QStringLiteral("draftWriting"),
            [this] { showWriting(); });
    addMore(Icon::Download, tr("Export the approval log…"), QStringLiteral("draftExportLog"), [this] { exportLog(); });
    menu->addSeparator();
    addMore(Icon::Send, tr("Send this campaign without reading…"), QStringLiteral("draftAutomatic"),
            [this] { askAutomatic(); });
    m_more->setMenu(menu);
    add(Icon::Copy, tr("Show the changes"), Qt::Key_D, [this] { toggleSide(DraftMailCard::Side::Changes); });
    add(Icon::FileText, tr("Show it as sent"), Qt::Key_V, [this] { toggleSide(DraftMailCard::Side::AsSent); });
}

} // namespace AlwaysLeads
