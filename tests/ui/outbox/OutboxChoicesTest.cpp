#include "app/outbox/OutboxWorld.h"
#include "outbox/OutboxModel.h"
#include "outbox/OutboxPageView.h"
#include "stage/PageStage.h"
#include "support/Patience.h"
#include "widgets/Segmented.h"

#include <QAbstractButton>
#include <QHelpEvent>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace AlwaysLeads;

namespace {

struct Stage
{
    explicit Stage(const SendPolicy &policy = OutboxWorld::withoutCalendar(std::chrono::milliseconds(0), 1000))
        : world(policy)
    {
        // The morning of the world's clock: late at night the mails of a day are those of two.
        stage.shell.clock = [this] { return world.clock.now(); };
    }
    ~Stage()
    {
        stage.close();
        world.files.settle();
    }
    void open(QSize size = QSize(1216, 862))
    {
        page = new OutboxPageView(world.outbox, stage.shell);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }
    QTableView *table() const { return stage.find<QTableView>("outboxTable"); }
    int rows() const { return table()->model()->rowCount(); }
    int selected() const { return int(table()->selectionModel()->selectedRows().size()); }

    OutboxWorld world;
    PageStage stage;
    OutboxPageView *page = nullptr;
};

} // namespace

/// What a person does with mails that wait, by keyboard: several at once, now, and what is folded; and the history.
class OutboxChoicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void severalAreHeldAndTakenOutByKeyboard();
    void sendsNowOnlyAfterSayingWhatThatSkips();
    void asksWhereItIsNightThere();
    void aLongDayUnfolds();
    void searchesTheHistory();
    void unlocksFromTheReason();
    void saysWhyAMailLeavesFromItsMailbox_data();
    void saysWhyAMailLeavesFromItsMailbox();
    void everyControlHasAName();
};

void OutboxChoicesTest::severalAreHeldAndTakenOutByKeyboard()
{
    Stage outbox;
    const QList<LeadId> people = outbox.world.queue(4);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 5);
    QVERIFY(!outbox.stage.isShown("outboxSelection"));
    QTest::keyClick(outbox.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(outbox.table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(outbox.selected(), 3);
    QVERIFY(outbox.stage.isShown("outboxSelection"));
    outbox.stage.takePictures(QStringLiteral("outbox-selection"));
    outbox.stage.press(Qt::Key_H);
    QTRY_COMPARE(outbox.world.sendOf(people.at(2)).reason, SendReason::Hold);
    QCOMPARE(outbox.world.sendOf(people.at(0)).reason, SendReason::Hold);
    QCOMPARE(outbox.world.sendOf(people.at(3)).reason, SendReason::Turn);
    QTRY_VERIFY(outbox.rows() >= 5);
    QTRY_COMPARE(outbox.selected(), 3); // they stay chosen, wherever they stand now
    QTRY_COMPARE(outbox.stage.find<QAbstractButton>("outboxHoldChosen")->text(), QStringLiteral("Release"));
    outbox.stage.click("outboxHoldChosen");
    QTRY_COMPARE(outbox.world.sendOf(people.at(2)).reason, SendReason::Turn);
    outbox.page->mainControl()->setFocus();
    QTRY_COMPARE(outbox.selected(), 3);
    outbox.stage.press(Qt::Key_Delete);
    QTRY_COMPARE(outbox.world.sends(SendState::Cancelled), 3);
    QTRY_COMPARE(outbox.stage.shell.lastUndoable(), QStringLiteral("3 mails are taken out"));
    outbox.stage.shell.undoLast();
    QTRY_COMPARE(outbox.world.sends(SendState::Waiting), 4);
    QCOMPARE(outbox.stage.shell.problems, QStringList());
}

void OutboxChoicesTest::sendsNowOnlyAfterSayingWhatThatSkips()
{
    Stage outbox;
    const QList<LeadId> people = outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    outbox.stage.press(Qt::Key_S);
    QTRY_VERIFY(outbox.stage.isShown("sendNowSheet"));
    QVERIFY(!shownTexts(&outbox.stage.window)
                 .filter(QStringLiteral("never skipped: the limits of the hour, the day"))
                 .isEmpty());
    QVERIFY(!shownTexts(&outbox.stage.window).filter(QStringLiteral("the list of people never to write to")).isEmpty());
    outbox.stage.takePictures(QStringLiteral("outbox-send-now"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!outbox.stage.isShown("sendNowSheet"));
    QVERIFY(!outbox.world.sendOf(people.first()).urgent);
    outbox.page->mainControl()->setFocus();
    outbox.stage.press(Qt::Key_S);
    QTRY_VERIFY(outbox.stage.isShown("sendNowSheet"));
    outbox.stage.click("confirmAction");
    QTRY_VERIFY(outbox.world.sendOf(people.first()).urgent);
    QVERIFY(!outbox.world.sendOf(people.at(1)).urgent);
}

void OutboxChoicesTest::asksWhereItIsNightThere()
{
    SendPolicy byTheRules;
    byTheRules.gap = std::chrono::milliseconds(0);
    Stage outbox(byTheRules);
    SendingRules rules;
    const int later = outbox.world.clock.now().time().hour() * 60 + 6 * 60;
    rules.windows.fill(DayWindow{later, later + 30});
    rules.clock = SendingRules::Clock::Sender;
    rules.zone = "UTC";
    must(outbox.world.outbox.rulebook().keep(outbox.world.mailbox, rules));
    outbox.world.queue(1);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.press(Qt::Key_S);
    QTRY_VERIFY(outbox.stage.isShown("sendNowSheet"));
    QVERIFY(
        !shownTexts(&outbox.stage.window).filter(QStringLiteral("outside of the hours in which you write")).isEmpty());
    QCOMPARE(outbox.stage.find<QAbstractButton>("confirmAction")->text(), QStringLiteral("Send it all the same"));
    outbox.stage.takePictures(QStringLiteral("outbox-send-now-night"));
}

void OutboxChoicesTest::aLongDayUnfolds()
{
    Stage outbox;
    outbox.world.queue(18);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 8); // the day, six mails, twelve folded
    const QModelIndex fold = outbox.table()->model()->index(7, 0);
    QVERIFY2(fold.data().toString().startsWith(QStringLiteral("12 more today, the last at about ")),
             qPrintable(fold.data().toString()));
    outbox.stage.takePictures(QStringLiteral("outbox-folded"));
    outbox.table()->setCurrentIndex(fold); // as the arrows do
    outbox.stage.press(Qt::Key_Return);
    QTRY_COMPARE(outbox.rows(), 19);
    QCOMPARE(outbox.table()->currentIndex().row(), 7); // the first of those that came out
    must(outbox.world.outbox.stopAll());
    must(outbox.world.outbox.resumeAll());
    QTRY_COMPARE(outbox.rows(), 19); // it stays unfolded
}

void OutboxChoicesTest::searchesTheHistory()
{
    Stage outbox;
    const QList<LeadId> people = outbox.world.queue(3);
    must(outbox.world.outbox.takeOut({outbox.world.sendOf(people.at(0)).id, outbox.world.sendOf(people.at(1)).id}));
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.press(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(outbox.stage.isShown("outboxSearch"));
    QTRY_COMPARE(outbox.rows(), 3);
    QCOMPARE(QApplication::focusWidget(), outbox.stage.find("outboxSearch"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("person2"));
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.takePictures(QStringLiteral("outbox-history"));
    outbox.page->mainControl()->setFocus();
    outbox.stage.press(Qt::Key_Delete); // it is out already, and its draft keeps what it says
    QTRY_COMPARE(outbox.stage.shell.problems.size(), 1);
    QVERIFY(outbox.stage.shell.undoables.empty());
    outbox.stage.find("outboxSearch")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral(" nobody"));
    QTRY_VERIFY(!shownTexts(outbox.page).filter(QStringLiteral("Nothing found")).isEmpty());
    outbox.stage.find<Segmented>("outboxShelves")->setCurrent(0);
    QTRY_VERIFY(!outbox.stage.isShown("outboxSearch"));
    QTRY_VERIFY(outbox.stage.isShown("outboxTable")); // once its mails are read, in place of "Nothing found"
    QTRY_COMPARE(outbox.rows(), 2);
}

void OutboxChoicesTest::unlocksFromTheReason()
{
    Stage outbox;
    bool open = false;
    outbox.world.outbox.setSecrets([&open] { return open; });
    must(outbox.world.files.write(
        [](Connection &c) { return c.run(QStringLiteral("UPDATE mailbox SET user_name = 'c'")); }));
    int asked = 0;
    connect(&outbox.world.outbox, &Outbox::unlockWanted, this, [&asked] { ++asked; });
    outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    outbox.stage.click("outboxWhy");
    QTRY_VERIFY(outbox.stage.isShown("whySheet"));
    QVERIFY(!shownTexts(&outbox.stage.window).filter(QStringLiteral("2 mails wait for the keychain")).isEmpty());
    outbox.stage.takePictures(QStringLiteral("outbox-why-keychain"));
    const QList<QAbstractButton *> fixes =
        outbox.stage.window.findChildren<QAbstractButton *>(QRegularExpression(QStringLiteral("^whyFix")));
    QCOMPARE(fixes.size(), 1);
    QTest::mouseClick(fixes.first(), Qt::LeftButton);
    QCOMPARE(asked, 1);
}

void OutboxChoicesTest::saysWhyAMailLeavesFromItsMailbox_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("column");
    QTest::newRow("beside the mailbox") << QSize(1216, 862) << int(OutboxModel::FromColumn);
    QTest::newRow("beside what it waits for, in a narrow window") << QSize(800, 642) << int(OutboxModel::ReasonColumn);
}

void OutboxChoicesTest::saysWhyAMailLeavesFromItsMailbox()
{
    QFETCH(QSize, size);
    QFETCH(int, column);
    Stage outbox;
    const MailboxId other = outbox.world.addMailbox(QStringLiteral("ben@harbourline.example"));
    must(outbox.world.campaigns.chooseMailboxes(outbox.world.campaign, {outbox.world.mailbox, other}));
    outbox.world.queue(2);
    outbox.open(size);
    QTRY_COMPARE(outbox.rows(), 3);
    const QModelIndex first = outbox.table()->model()->index(1, column);
    QVERIFY(!outbox.table()->isColumnHidden(column));
    const QPoint place = outbox.table()->visualRect(first).center();
    QHelpEvent pointed(QEvent::ToolTip, place, outbox.table()->viewport()->mapToGlobal(place));
    QCoreApplication::sendEvent(outbox.table()->viewport(), &pointed);
    const QString why = QStringLiteral("From this mailbox, because it had the most left of its day:");
    QTRY_VERIFY2(QToolTip::text().contains(why), qPrintable(QToolTip::text()));
    QVERIFY2(QToolTip::text().contains(QStringLiteral("@harbourline.example\n")), qPrintable(QToolTip::text()));
    QToolTip::hideText();
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(why)); // and to a screen reader
    outbox.stage.press(Qt::Key_Return);
    QTRY_VERIFY(outbox.stage.isShown("mailSheet"));
    QVERIFY(shownTexts(outbox.stage.find("mailSheet")).filter(why).size() == 1);
    outbox.stage.takePictures(QStringLiteral("outbox-why-from-%1").arg(size.width()));
}

void OutboxChoicesTest::everyControlHasAName()
{
    Stage outbox;
    outbox.world.queue(3);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 4);
    QTest::keyClick(outbox.table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(namelessControls(outbox.page), QStringList());
    outbox.stage.find<Segmented>("outboxShelves")->setCurrent(3);
    QCOMPARE(namelessControls(outbox.page), QStringList());
}

QTEST_MAIN(OutboxChoicesTest)
#include "OutboxChoicesTest.moc"
