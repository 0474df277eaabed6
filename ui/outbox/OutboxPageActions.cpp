#include "outbox/OutboxPageView.h"

#include "outbox/OutboxModel.h"
#include "outbox/WhySheet.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/Menu.h"
#include "widgets/SearchField.h"
#include "widgets/Segmented.h"
#include "widgets/SelectionBar.h"
#include "widgets/TableView.h"

#include <QItemSelectionModel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

// What a person does with a mail, or with all of them.
namespace AlwaysLeads {

const OutboxRow *OutboxPageView::currentRow() const
{
    return m_model->row(m_table->currentIndex());
}

QList<OutboxRow> OutboxPageView::chosenRows() const
{
    QList<int> numbers;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        numbers.append(index.row());
    }
    std::ranges::sort(numbers);
    QList<OutboxRow> rows;
    for (const int number : std::as_const(numbers)) {
        if (const OutboxRow *row = m_model->row(m_model->index(number, 0))) {
            rows.append(*row);
        }
    }
    const OutboxRow *current = currentRow();
    if (rows.isEmpty() && current != nullptr) {
        rows.append(*current);
    }
    return rows;
}

QList<OutboxRow> OutboxPageView::chosenWaiting() const
{
    QList<OutboxRow> rows = chosenRows();
    rows.removeIf(
        [](const OutboxRow &row) { return row.state != SendState::Waiting && row.state != SendState::RefusedForNow; });
    return rows;
}

void OutboxPageView::buildSelectionBar()
{
    m_selection = new SelectionBar(m_table);
    m_selection->setObjectName(QStringLiteral("outboxSelection"));
    const auto add = [this](Icon icon, const QString &text, const QString &key, const char *name, auto act) {
        auto *button = new Button(icon, text, ButtonKind::Ghost);
        button->setObjectName(QLatin1String(name));
        button->setControlHeight(28);
        button->setKeyCap(key);
        m_selection->addButton(button);
        connect(button, &QPushButton::clicked, this, act);
        return button;
    };
    m_holdChosen = add(Icon::Hand, tr("Hold"), QStringLiteral("H"), "outboxHoldChosen", &OutboxPageView::holdOrRelease);
    add(Icon::Send, tr("Send now…"), QStringLiteral("S"), "outboxSendChosen", &OutboxPageView::sendNow);
    m_selection->addDivider();
    add(Icon::X, tr("Take out"), QStringLiteral("Del"), "outboxTakeOutChosen", &OutboxPageView::takeOut);
    connect(m_selection, &SelectionBar::cleared, this, [this] {
        m_table->clearSelection();
        m_table->setFocus();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutboxPageView::showSelection);
    m_selection->setCount(0);
}

void OutboxPageView::showSelection()
{
    const QList<OutboxRow> rows = chosenWaiting();
    const bool allHeld =
        !rows.isEmpty() && std::ranges::all_of(rows, [](const OutboxRow &row) { return isHeld(row.reason); });
    m_holdChosen->setText(allHeld ? tr("Release") : tr("Hold"));
    m_selection->setCount(rows.size() > 1 ? rows.size() : 0);
}

void OutboxPageView::select(const QList<SendId> &mails)
{
    QItemSelection selection;
    for (const SendId mail : mails) {
        const QModelIndex index = m_model->indexOf(mail);
        if (index.isValid()) {
            selection.select(index, index.siblingAtColumn(OutboxModel::ColumnCount - 1));
        }
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void OutboxPageView::setShelf(int shelf)
{
    if (m_shelves->current() != shelf) {
        m_shelves->setCurrent(shelf);
    }
}

void OutboxPageView::searchHistory()
{
    setShelf(m_shelves->count() - 1);
    m_searchLine->show();
    m_search->setFocus();
    m_search->selectAll();
}

void OutboxPageView::open(const QModelIndex &index)
{
    if (!m_model->isFold(index.row())) {
        explain();
        return;
    }
    const int first = index.row();
    m_model->unfold(first);
    m_table->setCurrentIndex(m_model->mailNear(first)); // the first of those that came out
}

void OutboxPageView::explain()
{
    const OutboxRow *row = currentRow();
    if (row == nullptr) {
        return;
    }
    auto *sheet = new DialogSheet(row->name, 480, this);
    sheet->setObjectName(QStringLiteral("mailSheet"));
    const auto say = [sheet](const QString &text, QColor Theme::*colour) {
        auto *label = new Label(text, TextStyle::Body, colour);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        sheet->body()->addWidget(label);
    };
    say(row->subject, &Theme::text);
    say(row->waitsFor, &Theme::text2);
    if (!row->whyFrom.isEmpty()) {
        say(tr("%1: %2").arg(row->from, row->whyFrom), &Theme::text2);
    }
    if (row->at.isValid()) {
        say(QLocale().toString(row->at.toLocalTime(), QLocale::LongFormat), &Theme::text3);
        if (!row->whyHour.isEmpty()) {
            say(tr("For them: %1").arg(row->whyHour), &Theme::text3);
        }
    }
    if (!row->serverText.isEmpty()) {
        say(tr("Their server said: “%1”").arg(row->serverText), &Theme::text2);
    }
    auto *done = sheet->addButton(new Button(tr("Close")));
    sheet->setDefaultButton(done);
    connect(done, &QPushButton::clicked, sheet, &DialogSheet::close);
    sheet->open();
}

void OutboxPageView::settle(Task<Result<>> task, const QString &said)
{
    whenDone(std::move(task), this, [this, said](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        } else if (!said.isEmpty()) {
            m_shell.showToast(said);
        }
        refresh();
    });
}

void OutboxPageView::holdOrRelease()
{
    const QList<OutboxRow> rows = chosenWaiting();
    if (rows.isEmpty()) {
        const QList<OutboxRow> any = chosenRows();
        if (!any.isEmpty()) {
            settle(m_outbox.hold(any.first().id), QString()); // it says why not
        }
        return;
    }
    QList<SendId> held;
    QList<SendId> free;
    for (const OutboxRow &row : rows) {
        (isHeld(row.reason) ? held : free).append(row.id);
    }
    const int count = int(rows.size());
    if (free.isEmpty()) {
        settle(m_outbox.release(held),
               count == 1 ? tr("It waits for its turn again.")
                          : tr("%n mails wait for their turn again.", nullptr, count));
    } else {
        settle(m_outbox.hold(free),
               count == 1 ? tr("Held. It stays here until you release it.")
                          : tr("%n mails are held, until you release them.", nullptr, count));
    }
}

void OutboxPageView::takeOut()
{
    const QList<OutboxRow> rows = chosenWaiting();
    if (rows.isEmpty()) {
        const QList<OutboxRow> any = chosenRows();
        if (any.isEmpty()) {
            return;
        }
        settle(m_outbox.takeOut(any.first().id), QString()); // it says why not
        return;
    }
    QList<SendId> mails;
    for (const OutboxRow &row : rows) {
        mails.append(row.id);
    }
    const QString said = rows.size() == 1 ? tr("The mail to %1 is taken out").arg(rows.first().name)
                                          : tr("%n mails are taken out", nullptr, int(rows.size()));
    whenDone(m_outbox.takeOut(mails), this, [this, mails, said](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        m_shell.offerUndo({said, [this, mails] { return m_outbox.putBack(mails); }});
        refresh();
    });
}

void OutboxPageView::sendNow()
{
    const QList<OutboxRow> rows = chosenWaiting();
    if (rows.isEmpty()) {
        const QList<OutboxRow> any = chosenRows();
        if (!any.isEmpty()) {
            settle(m_outbox.sendNow({any.first().id}), QString()); // it says why not
        }
        return;
    }
    QList<SendId> mails;
    for (const OutboxRow &row : rows) {
        mails.append(row.id);
    }
    const QString name = rows.size() == 1 ? rows.first().name : QString();
    whenDone(m_outbox.sendNowOutlook(mails), this, [this, mails, name](const Result<SendNowOutlook> &outlook) {
        if (!outlook) {
            m_shell.showProblem(outlook.error());
        } else {
            askToSendNow(mails, name, *outlook);
        }
    });
}

void OutboxPageView::askToSendNow(const QList<SendId> &mails, const QString &name, const SendNowOutlook &outlook)
{
    if (outlook.mails == 0) {
        askWhy(); // everything is stopped or paused: nothing of that is overridden
        return;
    }
    QStringList words;
    if (outlook.outside > 0) {
        words.append(outlook.whereItIs);
        words.append(mails.size() == 1 ? tr("That is outside of the hours in which you write to them.")
                                       : tr("%n of these mails go outside of the hours in which you write to people.",
                                            nullptr, outlook.outside));
    }
    if (!outlook.holds.isEmpty()) {
        words.append(tr("It still waits for this: %1.").arg(outlook.holds));
    }
    words.append(
        tr("What is skipped: the pause between mails, the time of day, the weekday, holidays and the day it was "
           "meant for. What is never skipped: the limits of the hour, the day and the week, the list of people "
           "never to write to, and whatever is paused or stopped."));
    auto *sheet =
        new ConfirmSheet(name.isEmpty() ? tr("Send %n mails now?", nullptr, int(mails.size()))
                                        : tr("Send the mail to %1 now?").arg(name),
                         words.join(QLatin1Char(' ')), tr("Leave it waiting"),
                         outlook.outside > 0 ? tr("Send it all the same") : tr("Send now"),
                         outlook.outside > 0 ? ConfirmSheet::Weight::Danger : ConfirmSheet::Weight::Plain, this);
    sheet->setObjectName(QStringLiteral("sendNowSheet"));
    const QString said = outlook.holds.isEmpty() ? tr("Goes next.") : tr("Goes as soon as the limits let it.");
    connect(sheet, &ConfirmSheet::confirmed, this, [this, mails, said] { settle(m_outbox.sendNow(mails), said); });
    sheet->open();
}

void OutboxPageView::sendAgain(SendId id, const QString &name)
{
    auto *sheet =
        new ConfirmSheet(tr("Send it once more?"), tr("If the first mail did leave, %1 gets it twice.").arg(name),
                         tr("Leave it"), tr("Send again"), ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("sendAgainSheet"));
    connect(sheet, &ConfirmSheet::confirmed, this,
            [this, id] { settle(m_outbox.sendAgain(id), tr("It is queued once more.")); });
    sheet->open();
}

void OutboxPageView::askWhy()
{
    whenDone(m_outbox.whyNothingSends(), this, [this](const Result<QList<SendObstacle>> &obstacles) {
        if (!obstacles) {
            m_shell.showProblem(obstacles.error());
            return;
        }
        auto *sheet = new WhySheet(*obstacles, m_outbox, m_shell, this);
        sheet->open();
    });
}

void OutboxPageView::toggleStop()
{
    if (m_page.stopped) {
        settle(m_outbox.resumeAll(), tr("Sending goes on."));
        return;
    }
    auto *sheet = new ConfirmSheet(
        tr("Stop all sending?"),
        tr("%n mail(s) stay in the queue. The one being handed over finishes first.", nullptr, m_page.waiting),
        tr("Keep sending"), tr("Stop now"), ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("stopSheet"));
    connect(sheet, &ConfirmSheet::confirmed, this, [this] {
        settle(m_outbox.stopAll(), QString());
        announce(this, tr("Sending is stopped."));
    });
    sheet->open();
}

void OutboxPageView::openRowMenu(const QPoint &where)
{
    const OutboxRow *row = currentRow();
    if (row == nullptr) {
        return;
    }
    auto *menu = new Menu(QString(), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addEntry(Icon::Info, tr("Why?")), &QAction::triggered, this, &OutboxPageView::explain);
    connect(menu->addEntry(Icon::User, tr("Open the person")), &QAction::triggered, this,
            [this, lead = row->lead] { m_shell.openLead(lead); });
    if (row->state == SendState::Waiting || row->state == SendState::RefusedForNow) {
        const bool held = isHeld(row->reason);
        connect(menu->addEntry(Icon::Hand, held ? tr("Release") : tr("Hold"), QKeySequence(Qt::Key_H)),
                &QAction::triggered, this, &OutboxPageView::holdOrRelease);
        connect(menu->addEntry(Icon::Send, tr("Send now…"), QKeySequence(Qt::Key_S)), &QAction::triggered, this,
                &OutboxPageView::sendNow);
        menu->addSeparator();
        connect(menu->addDanger(Icon::X, tr("Take out"), QKeySequence(Qt::Key_Delete)), &QAction::triggered, this,
                &OutboxPageView::takeOut);
    } else if (row->state == SendState::RefusedForGood) {
        connect(menu->addEntry(Icon::RotateCcw, tr("Send again…")), &QAction::triggered, this,
                [this, id = row->id, name = row->name] { sendAgain(id, name); });
    }
    menu->popup(where);
}

} // namespace AlwaysLeads
