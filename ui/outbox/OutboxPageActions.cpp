#include "outbox/OutboxPageView.h"

#include "outbox/OutboxModel.h"
#include "outbox/WhySheet.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/Menu.h"
#include "widgets/TableView.h"

#include <QLocale>

// What a person does with a mail, or with all of them.
namespace AlwaysLeads {

const OutboxRow *OutboxPageView::currentRow() const
{
    return m_model->row(m_table->currentIndex());
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
    if (row->at.isValid()) {
        say(QLocale().toString(row->at.toLocalTime(), QLocale::LongFormat), &Theme::text3);
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
    const OutboxRow *row = currentRow();
    if (row == nullptr) {
        return;
    }
    const bool held = isHeld(row->reason);
    settle(held ? m_outbox.release(row->id) : m_outbox.hold(row->id),
           held ? tr("It waits for its turn again.") : tr("Held. It stays here until you release it."));
}

void OutboxPageView::takeOut()
{
    const OutboxRow *row = currentRow();
    if (row == nullptr) {
        return;
    }
    const SendId id = row->id;
    const QString name = row->name;
    whenDone(m_outbox.takeOut(id), this, [this, id, name](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        m_shell.offerUndo({tr("The mail to %1 is taken out").arg(name), [this, id] { return m_outbox.putBack(id); }});
        refresh();
    });
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
