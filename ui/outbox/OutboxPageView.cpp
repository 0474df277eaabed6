#include "outbox/OutboxPageView.h"

#include "outbox/MailboxCardView.h"
#include "outbox/OutboxModel.h"
#include "outbox/OutboxNotices.h"
#include "outbox/OutboxRowDelegate.h"
#include "outbox/OutboxTop.h"
#include "outbox/ThisComputerCard.h"
#include "outbox/UnknownMailCard.h"
#include "shell/CommandIcon.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SearchField.h"
#include "widgets/Segmented.h"
#include "widgets/SelectionBar.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr OutboxShelf shelves[] = {OutboxShelf::Waiting, OutboxShelf::SentToday, OutboxShelf::Refused,
                                   OutboxShelf::History};
constexpr int historyShelf = 3;
constexpr int cardsBeside = 3;
constexpr int topShare = 45; // percent of the page, for what stands above the list
constexpr int groupHeight = 36;
constexpr int moreWidth = 52;
} // namespace

OutboxPageView::OutboxPageView(Outbox &outbox, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_outbox(outbox)
    , m_shell(shell)
    , m_header(new PageHeader(tr("Outbox")))
    , m_shelves(new Segmented(tr("Which mails")))
    , m_stop(new Button(Icon::OctagonPause, tr("Stop all sending"), ButtonKind::Danger))
    , m_cards(new QGridLayout)
    , m_computer(new ThisComputerCard)
    , m_notices(new OutboxNotices(outbox, shell))
    , m_unknown(new QVBoxLayout)
    , m_edge(new Hairline)
    , m_body(new QStackedWidget)
    , m_model(new OutboxModel(this))
    , m_table(new TableView(tr("Mails")))
    , m_search(new SearchField(tr("Person, company, address, subject or the server's words")))
    , m_searchLine(new QWidget)
    , m_empty(new EmptyState(Icon::Send, tr("Nothing is waiting"),
                             tr("Approved drafts come here and leave at their time.")))
    , m_reading(
          this, [this] { return ask(); },
          [this](const Result<OutboxPage> &page) {
              if (page) {
                  show(*page);
              } else {
                  m_shell.showProblem(page.error());
              }
          })
    , m_readingNotes(
          this, [this] { return m_settling->notes(); },
          [this](const Result<QHash<SendId, SettlingNote>> &notes) {
              if (notes) {
                  showNotes(*notes);
              } else {
                  m_shell.showProblem(notes.error());
              }
          })
{
    setObjectName(QStringLiteral("outboxPage"));
    m_model->setNow([this] { return m_shell.now(); });
    build();
    buildCommands();
    connect(&m_outbox, &Outbox::changed, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
}

void OutboxPageView::build()
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_shelves->setObjectName(QStringLiteral("outboxShelves"));
    m_shelves->addSegment(tr("Waiting"), 0);
    m_shelves->addSegment(tr("Sent today"), 0);
    m_shelves->addSegment(tr("Refused"), 0);
    m_shelves->addSegment(tr("History"));
    m_header->addLeft(m_shelves);
    auto *why = new Button(Icon::CircleHelp, tr("Why is nothing sending?"), ButtonKind::Ghost);
    why->setObjectName(QStringLiteral("outboxWhy"));
    m_stop->setObjectName(QStringLiteral("outboxStop"));
    m_header->addRight(why);
    m_header->addRight(m_stop);
    lines->addWidget(m_header);
    connect(why, &QPushButton::clicked, this, &OutboxPageView::askWhy);
    connect(m_stop, &QPushButton::clicked, this, &OutboxPageView::toggleStop);
    connect(m_shelves, &Segmented::currentChanged, this, [this] {
        m_searchLine->setVisible(m_shelves->current() == historyShelf);
        m_reading.restart();
    });

    m_cards->setContentsMargins(20, 16, 20, 12);
    m_cards->setSpacing(12);
    m_cards->addWidget(m_computer, 0, 0);
    m_computer->hide();
    connect(m_computer, &ThisComputerCard::ruleRequested, this,
            [this] { m_shell.openSettings(QStringLiteral("sending")); });
    m_unknown->setContentsMargins(20, 0, 20, 0);
    m_unknown->setSpacing(8);
    auto *top = new QWidget;
    auto *topLines = new QVBoxLayout(top);
    topLines->setContentsMargins(0, 0, 0, 0);
    topLines->setSpacing(0);
    topLines->addLayout(m_cards);
    topLines->addWidget(m_notices);
    topLines->addLayout(m_unknown);
    m_top = new OutboxTop(top);
    lines->addWidget(m_top);

    m_search->setObjectName(QStringLiteral("outboxSearch"));
    m_search->setAccessibleName(tr("Search the history"));
    auto *searchLine = new QHBoxLayout(m_searchLine);
    searchLine->setContentsMargins(20, 0, 20, 12);
    searchLine->addWidget(m_search);
    m_searchLine->hide();
    lines->addWidget(m_searchLine);
    connect(m_search, &SearchField::searched, this, [this] { m_reading.restart(); });
    connect(m_search, &SearchField::movedDown, this, [this] { mainControl()->setFocus(); });
    connect(m_search, &SearchField::left, this, [this] { mainControl()->setFocus(); });

    m_table->setObjectName(QStringLiteral("outboxTable"));
    m_table->setModel(m_model);
    auto *delegate = new OutboxRowDelegate(m_table, *m_model);
    m_table->setRowDelegate(delegate);
    m_table->setEdgeInset(20);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->viewport()->installEventFilter(this);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { openRowMenu(m_table->viewport()->mapToGlobal(at)); });
    connect(delegate, &RowDelegate::partClicked, this, [this](const QModelIndex &index, int part) {
        if (part == OutboxRowDelegate::FoldPart) {
            open(index);
            return;
        }
        m_table->setCurrentIndex(index);
        openRowMenu(QCursor::pos());
    });
    connect(m_table, &TableView::opened, this, &OutboxPageView::open);
    m_table->installEventFilter(this);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_table->clearSpans();
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->isGroup(row) || m_model->isFold(row)) {
                m_table->setSpan(row, 0, 1, OutboxModel::ColumnCount);
            }
        }
        fitGroups();
    });
    buildSelectionBar();
    m_edge->hide();
    lines->addWidget(m_edge);
    m_body->addWidget(m_table);
    m_body->addWidget(m_empty);
    lines->addWidget(m_body, 1);
}

void OutboxPageView::buildCommands()
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
    add(Icon::CircleHelp, tr("Why is nothing sending?"), {}, [this] { askWhy(); });
    add(Icon::Hand, tr("Hold or release the mail"), QKeySequence(Qt::Key_H), [this] { holdOrRelease(); });
    add(Icon::Send, tr("Send the mail now…"), QKeySequence(Qt::Key_S), [this] { sendNow(); });
    add(Icon::X, tr("Take the mail out"), QKeySequence(Qt::Key_Delete), [this] { takeOut(); });
    add(Icon::Search, tr("Search the history of mails"), QKeySequence(QKeySequence::Find), [this] { searchHistory(); });
}

QWidget *OutboxPageView::mainControl()
{
    return m_body->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_shelves;
}

void OutboxPageView::enter()
{
    refresh();
    refreshNotes();
    fitColumns();
}

void OutboxPageView::refresh()
{
    m_reading.renew();
}

Task<Result<OutboxPage>> OutboxPageView::ask()
{
    const int shelf = m_shelves->current();
    return m_outbox.page(shelves[shelf], shelf == historyShelf ? m_search->text() : QString());
}

void OutboxPageView::show(const OutboxPage &page)
{
    const bool otherUnknown = page.unknown != m_page.unknown;
    m_page = page;
    m_header->setCount(page.isCut             ? tr("the latest %L1").arg(page.rows.size())
                           : page.waiting > 0 ? tr("%L1 waiting").arg(page.waiting)
                                              : QString());
    m_shelves->setCount(0, page.waiting);
    m_shelves->setCount(1, page.sentToday);
    m_shelves->setCount(2, page.refused);
    m_stop->setText(page.stopped ? tr("Resume sending") : tr("Stop all sending"));
    m_stop->setPicture(page.stopped ? Icon::Play : Icon::OctagonPause);
    m_stop->setKind(page.stopped ? ButtonKind::Primary : ButtonKind::Danger);
    showCards(page);
    if (otherUnknown) {
        showUnknown(page.unknown); // not each time: the keyboard may be on one of their buttons
        refreshNotes();
    }
    const int oldRow = m_table->currentIndex().row();
    const OutboxRow *current = m_model->row(m_table->currentIndex());
    const SendId kept = current == nullptr ? SendId() : current->id;
    QList<SendId> chosen;
    for (const OutboxRow &row : chosenRows()) {
        chosen.append(row.id);
    }
    m_model->setRows(page.rows, m_shelves->current() == 0 ? OutboxModel::Days::Folded : OutboxModel::Days::Whole);
    if (!m_table->currentIndex().isValid()) {
        const QModelIndex now = m_model->indexOf(kept);
        m_table->setCurrentIndex(now.isValid() ? now : m_model->mailNear(oldRow));
        if (chosen.size() > 1) {
            select(chosen);
        }
    }
    const bool searches = !m_search->text().trimmed().isEmpty();
    const QString titles[] = {tr("Nothing is waiting"), tr("Nothing was sent today"), tr("Nothing was refused"),
                              searches ? tr("Nothing found") : tr("Nothing yet")};
    const QString sentences[] = {tr("Approved drafts come here and leave at their time."),
                                 tr("What leaves today is listed here, with the server's answer."),
                                 tr("A mail that a server does not take is listed here with its words."),
                                 searches ? tr("No mail has all these words.")
                                          : tr("Every mail that was sent, refused or taken out is listed here.")};
    m_empty->setTitle(titles[m_shelves->current()]);
    m_empty->setSentence(sentences[m_shelves->current()]);
    const bool hadKeyboard = m_body->isAncestorOf(QApplication::focusWidget());
    m_edge->setVisible(!page.rows.isEmpty());
    m_body->setCurrentWidget(page.rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    showSelection();
    if (hadKeyboard) {
        mainControl()->setFocus(); // the keys of the page go on, also without a mail
    }
}

void OutboxPageView::showCards(const OutboxPage &page)
{
    const qsizetype wanted = page.mailboxes.size();
    while (m_mailboxes.size() > wanted) {
        delete m_mailboxes.takeLast();
    }
    while (m_mailboxes.size() < wanted) {
        auto *card = new MailboxCardView;
        const int place = int(m_mailboxes.size());
        m_cards->addWidget(card, place / cardsBeside, place % cardsBeside);
        m_mailboxes.append(card);
    }
    for (qsizetype i = 0; i < wanted; ++i) {
        m_mailboxes.at(i)->show(page.mailboxes.at(i));
    }
    m_computer->show(page);
    const bool says = m_shelves->current() == 0 && wanted > 0 && wanted < cardsBeside && page.waiting > 0
        && !page.stopped && !page.elsewhere;
    m_cards->removeWidget(m_computer);
    m_cards->addWidget(m_computer, 0, int(qMin<qsizetype>(wanted, cardsBeside - 1)));
    m_computer->setVisible(says);
    const qsizetype beside = qMin<qsizetype>(wanted + (says ? 1 : 0), cardsBeside);
    for (int column = 0; column < cardsBeside; ++column) {
        m_cards->setColumnStretch(column, column < beside ? 1 : 0);
    }
    m_notices->show(page);
    // With more cards than one row the questions come first: what waits for the person is not scrolled away.
    auto *lines = static_cast<QVBoxLayout *>(m_top->widget()->layout());
    const int place = wanted > cardsBeside ? 0 : lines->count() - 1;
    if (lines->itemAt(place)->layout() != m_unknown) {
        lines->removeItem(m_unknown);
        lines->insertLayout(place, m_unknown);
    }
    m_cards->setContentsMargins(20, wanted > 0 ? 16 : 0, 20, wanted > 0 ? 12 : 0);
}

void OutboxPageView::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_top->setMost(height() * topShare / 100);
}

void OutboxPageView::showUnknown(const QList<OutboxRow> &rows)
{
    while (QLayoutItem *item = m_unknown->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_unknownCards.clear();
    for (const OutboxRow &row : rows) {
        auto *card = new UnknownMailCard(row);
        m_unknownCards.insert(row.id, card);
        connect(card, &UnknownMailCard::lookNow, this, &OutboxPageView::lookNow);
        connect(card, &UnknownMailCard::itWasSent, this,
                [this](SendId id) { settle(m_outbox.itWasSent(id), tr("Noted as sent.")); });
        connect(card, &UnknownMailCard::sendAgain, this, &OutboxPageView::sendAgain);
        m_unknown->addWidget(card);
    }
    m_unknown->setContentsMargins(20, m_mailboxes.size() > cardsBeside && !rows.isEmpty() ? 16 : 0, 20,
                                  rows.isEmpty() ? 0 : 12);
}

void OutboxPageView::fitGroups()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->isGroup(row) || m_model->isFold(row)) {
            m_table->setRowHeight(row, qRound(groupHeight * fontsOf(m_table).textFactor()));
        }
    }
}

void OutboxPageView::fitColumns()
{
    const int room = m_table->viewport()->width();
    const qreal factor = fontsOf(this).textFactor();
    const bool narrow = room < 1000 * factor;
    m_table->setColumnHidden(OutboxModel::FromColumn, narrow);
    const int time = qRound(82 * factor);
    const int state = qRound(130 * factor);
    const int rest = room - time - state - moreWidth;
    m_table->setColumnWidth(OutboxModel::TimeColumn, time);
    m_table->setColumnWidth(OutboxModel::StateColumn, state);
    m_table->setColumnWidth(OutboxModel::MoreColumn, moreWidth);
    m_table->setColumnWidth(OutboxModel::ToColumn, rest * (narrow ? 28 : 22) / 100);
    m_table->setColumnWidth(OutboxModel::SubjectColumn, rest * (narrow ? 40 : 31) / 100);
    m_table->setColumnWidth(OutboxModel::FromColumn, rest * 21 / 100);
    m_table->setColumnWidth(OutboxModel::ReasonColumn, rest - rest * (narrow ? 68 : 74) / 100);
}

bool OutboxPageView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    if (watched == m_table && event->type() == QEvent::StyleChange) {
        QMetaObject::invokeMethod(this, &OutboxPageView::fitGroups, Qt::QueuedConnection); // after all rows got one
    }
    return Page::eventFilter(watched, event);
}

} // namespace AlwaysLeads
