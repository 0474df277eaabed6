#include "app/outbox/FakeTransport.h"
#include "app/outbox/OutboxWorld.h"
#include "outbox/OutboxModel.h"
#include "outbox/OutboxPageView.h"
#include "outbox/Sender.h"
#include "stage/PageStage.h"
#include "support/Patience.h"
#include "widgets/Segmented.h"

#include <QAbstractButton>
#include <QMenu>
#include <QTableView>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;

namespace {

/// The outbox in a window, over the ledger and the sender as they are; only the wire is invented.
struct OutboxStage
{
    OutboxStage()
    {
        // The morning of the world's clock: late at night the mails of a day are those of two.
        stage.shell.clock = [this] { return world.clock.now(); };
        QObject::connect(&sender, &Sender::changed, &world.outbox, &Outbox::changed); // as Application does
    }
    ~OutboxStage()
    {
        stage.close();
        QCoro::waitFor(sender.close());
        world.files.settle();
    }

    static Task<Result<MailAccount>> account()
    {
        SmtpAccount found;
        found.host = QStringLiteral("fake");
        co_return found;
    }
    void answer(int person, const HandOverOutcome &outcome)
    {
        transport.outcomes.insert(QStringLiteral("person%1@baltway.example").arg(person), {outcome});
    }
    bool send()
    {
        sender.start();
        return QTest::qWaitFor([this] { return sender.isIdle(); }, testPatience);
    }
    void open(QSize size = QSize(1216, 862))
    {
        page = new OutboxPageView(world.outbox, stage.shell);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }
    QTableView *table() const { return stage.find<QTableView>("outboxTable"); }
    int rows() const { return table() == nullptr ? 0 : table()->model()->rowCount(); }
    QString current(int column) const
    {
        return table()->model()->index(table()->currentIndex().row(), column).data().toString();
    }
    void showShelf(int shelf)
    {
        stage.find("outboxShelves")->setFocus();
        stage.press(Qt::Key_Home);
        const auto *shelves = stage.find<Segmented>("outboxShelves");
        while (shelves->current() > shelf) {
            stage.press(Qt::Key_Left);
        }
        while (shelves->current() < shelf) {
            stage.press(Qt::Key_Right);
        }
    }

    OutboxWorld world;
    FakeTransport transport;
    Sender sender{*world.files, world.clock, transport, [](MailboxId) { return account(); }, world.policy};
    PageStage stage; // ends before the services its page uses
    OutboxPageView *page = nullptr;
};

const HandOverOutcome lostAnswer = FakeTransport::outcome(Verdict::Unknown, Cause::Network, Stage::AwaitingAnswer);
const HandOverOutcome never =
    FakeTransport::outcome(Verdict::RefusedForGood, Cause::Recipient, Stage::Answered, 550, QStringLiteral("5.1.1"));
const HandOverOutcome later =
    FakeTransport::outcome(Verdict::RefusedForNow, Cause::Server, Stage::Answered, 451, QStringLiteral("4.7.1"));

} // namespace

class OutboxPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void manyMailboxesAndQuestionsLeaveRoomForTheList();
    void holdsAndReleasesByKey();
    void takesOutWithUndoAndGoesToTheNext();
    void saysWhyAMailWaits();
    void showsWhatTheServerSaid();
    void asksAboutAnUnknownMail();
    void sendsAnUnknownMailAgainOnlyWhenConfirmed();
    void keepsTheKeyboardOnTheQuestion();
    void stopsAndResumes();
    void listsWhyNothingSends();
    void saysThatNothingWaits();
    void whatHasLeftIsNotTakenOut();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void OutboxPageTest::looksAsDesigned()
{
    OutboxStage outbox;
    outbox.answer(1, lostAnswer);
    outbox.answer(2, later);
    outbox.answer(3, never);
    outbox.world.queue(9);
    for (int person = 4; person <= 9; ++person) {
        outbox.answer(person, FakeTransport::accepted());
    }
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 10);
    outbox.stage.takePictures(QStringLiteral("outbox-waiting-1440"));
    QVERIFY(outbox.send());
    QTRY_VERIFY(outbox.stage.isShown("unknownMail"));
    outbox.stage.takePictures(QStringLiteral("outbox-1440"));
    outbox.stage.window.resize(960, 642);
    outbox.stage.takePictures(QStringLiteral("outbox-1024"));
    outbox.stage.appearance.setTextFactor(1.5);
    outbox.stage.takePictures(QStringLiteral("outbox-1024-150"));
    outbox.stage.appearance.setTextFactor(1.0);
    outbox.stage.window.resize(1216, 862);
    outbox.showShelf(1);
    QTRY_COMPARE(outbox.rows(), 7);
    outbox.stage.takePictures(QStringLiteral("outbox-sent"));
    outbox.showShelf(2);
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.takePictures(QStringLiteral("outbox-refused"));
}

void OutboxPageTest::manyMailboxesAndQuestionsLeaveRoomForTheList()
{
    OutboxStage outbox;
    for (int number = 2; number <= 8; ++number) {
        outbox.world.addMailbox(QStringLiteral("clara%1@harbourline.example").arg(number));
    }
    outbox.world.queue(6);
    for (const int person : {1, 2, 3}) {
        outbox.answer(person, lostAnswer);
    }
    for (const int person : {4, 5, 6}) {
        outbox.answer(person, later);
    }
    QVERIFY(outbox.send());
    for (const QSize size : {QSize(1216, 862), QSize(960, 642)}) {
        outbox.open(size);
        QTRY_VERIFY(shownTexts(outbox.page).contains(QStringLiteral("clara8@harbourline.example")));
        QTRY_COMPARE(outbox.rows(), 4); // with the line of the day
        QTRY_VERIFY(!outbox.stage.find("unknownSendAgain")->visibleRegion().isEmpty()); // a question is on the screen
        QVERIFY2(outbox.table()->height() * 3 >= outbox.page->height(), qPrintable(QString::number(size.height())));
        QTRY_COMPARE(clippedTexts(outbox.page).join(QLatin1Char('\n')), QString());
        outbox.stage.takePictures(QStringLiteral("outbox-many-%1").arg(size.width()));
    }
}

void OutboxPageTest::holdsAndReleasesByKey()
{
    OutboxStage outbox;
    const QList<LeadId> people = outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    QVERIFY(outbox.table()->currentIndex().isValid()); // the first mail is the current one
    outbox.stage.press(Qt::Key_H);
    QTRY_COMPARE(outbox.world.sendOf(people.first()).reason, SendReason::Hold);
    QTRY_COMPARE(outbox.stage.shell.toasts.size(), 1);
    QTRY_VERIFY(outbox.rows() >= 3);
    // Held mails may stand elsewhere in the list; the current one is still the held one.
    QTRY_COMPARE(outbox.current(OutboxModel::StateColumn), QStringLiteral("On hold"));
    outbox.stage.takePictures(QStringLiteral("outbox-held"));
    QVERIFY(outbox.send());
    QCOMPARE(outbox.world.sends(SendState::Accepted), 1);
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.press(Qt::Key_H);
    QTRY_COMPARE(outbox.world.sendOf(people.first()).reason, SendReason::Turn);
}

void OutboxPageTest::takesOutWithUndoAndGoesToTheNext()
{
    OutboxStage outbox;
    const QList<LeadId> people = outbox.world.queue(3);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 4);
    QCOMPARE(outbox.current(OutboxModel::ToColumn), QStringLiteral("Person1 Nowak"));
    outbox.stage.press(Qt::Key_Delete);
    QTRY_COMPARE(outbox.rows(), 3);
    QCOMPARE(outbox.world.sendOf(people.first()).state, SendState::Cancelled);
    QCOMPARE(outbox.world.draftOf(people.first()).state, DraftState::Skipped);
    QTRY_COMPARE(outbox.current(OutboxModel::ToColumn), QStringLiteral("Person2 Nowak"));
    QCOMPARE(outbox.stage.shell.lastUndoable(), QStringLiteral("The mail to Person1 Nowak is taken out"));
    outbox.stage.shell.undoLast();
    QTRY_COMPARE(outbox.rows(), 4);
    QCOMPARE(outbox.world.sendOf(people.first()).state, SendState::Waiting);
    QCOMPARE(outbox.stage.shell.problems, QStringList());
}

void OutboxPageTest::saysWhyAMailWaits()
{
    OutboxStage outbox;
    outbox.world.queue(1);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.press(Qt::Key_Return);
    QVERIFY(outbox.stage.isShown("mailSheet"));
    const QStringList texts = shownTexts(outbox.stage.find("mailSheet"));
    QVERIFY(texts.contains(QStringLiteral("Person1 Nowak")));
    QVERIFY(texts.contains(outbox.current(OutboxModel::ReasonColumn)));
    outbox.stage.takePictures(QStringLiteral("outbox-mail-sheet"));
    outbox.stage.press(Qt::Key_Escape);
    QTRY_COMPARE(QApplication::focusWidget(), outbox.table());
}

void OutboxPageTest::showsWhatTheServerSaid()
{
    OutboxStage outbox;
    HandOverOutcome hostile = never;
    hostile.serverText = QStringLiteral("<b>5.1.1</b> no such user &lt;x&gt;");
    outbox.answer(1, hostile);
    outbox.world.queue(1);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    QVERIFY(outbox.send());
    outbox.showShelf(2);
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.table()->setFocus();
    QTRY_COMPARE(outbox.current(OutboxModel::StateColumn), QStringLiteral("Refused"));
    outbox.stage.press(Qt::Key_Return);
    QTRY_VERIFY(outbox.stage.isShown("mailSheet"));
    QVERIFY(shownTexts(outbox.stage.find("mailSheet"))
                .contains(QStringLiteral("Their server said: “<b>5.1.1</b> no such user &lt;x&gt;”")));
    outbox.stage.takePictures(QStringLiteral("outbox-refused-sheet"));
    QTRY_COMPARE(clippedTexts(outbox.stage.find("mailSheet")).join(QLatin1Char('\n')), QString());
}

void OutboxPageTest::asksAboutAnUnknownMail()
{
    OutboxStage outbox;
    outbox.answer(1, lostAnswer);
    const QList<LeadId> people = outbox.world.queue(1);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    QVERIFY(outbox.send());
    QTRY_VERIFY(outbox.stage.isShown("unknownMail"));
    QCOMPARE(outbox.world.sendOf(people.first()).state, SendState::Unknown);
    QVERIFY(!shownTexts(outbox.page).filter(QStringLiteral("Person1 Nowak")).isEmpty());
    outbox.stage.click("unknownItWasSent");
    QTRY_COMPARE(outbox.world.sendOf(people.first()).state, SendState::Accepted);
    QCOMPARE(outbox.world.sendOf(people.first()).settledBy, QStringLiteral("person"));
    QTRY_VERIFY(!outbox.stage.isShown("unknownMail"));
    QCOMPARE(outbox.transport.mails.size(), 1);
}

void OutboxPageTest::sendsAnUnknownMailAgainOnlyWhenConfirmed()
{
    OutboxStage outbox;
    outbox.transport.outcomes.insert(QStringLiteral("person1@baltway.example"),
                                     {lostAnswer, FakeTransport::accepted()});
    const QList<LeadId> people = outbox.world.queue(1);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    QVERIFY(outbox.send());
    QTRY_VERIFY(outbox.stage.isShown("unknownMail"));
    outbox.stage.click("unknownSendAgain");
    QVERIFY(outbox.stage.isShown("sendAgainSheet"));
    QVERIFY(!shownTexts(outbox.stage.find("sendAgainSheet"))
                 .filter(QStringLiteral("Person1 Nowak gets it twice"))
                 .isEmpty());
    outbox.stage.takePictures(QStringLiteral("outbox-send-again"));
    outbox.stage.press(Qt::Key_Return); // Enter is the safe answer
    QTRY_VERIFY(!outbox.stage.isShown("sendAgainSheet"));
    QCOMPARE(outbox.world.sendOf(people.first()).state, SendState::Unknown);
    outbox.stage.click("unknownSendAgain");
    outbox.stage.click("confirmAction");
    QTRY_VERIFY(outbox.world.sendOf(people.first()).state != SendState::Unknown);
    outbox.sender.wake();
    QTRY_COMPARE(outbox.world.sendOf(people.first()).state, SendState::Accepted);
    QCOMPARE(outbox.transport.mails.size(), 2);
}

void OutboxPageTest::keepsTheKeyboardOnTheQuestion()
{
    OutboxStage outbox;
    outbox.answer(1, lostAnswer);
    const QList<LeadId> people = outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    QVERIFY(outbox.send());
    QTRY_VERIFY(outbox.stage.isShown("unknownMail"));
    QWidget *again = outbox.stage.find("unknownSendAgain");
    again->setFocus();
    must(outbox.world.outbox.stopAll()); // whatever else changes meanwhile
    QTRY_VERIFY(shownTexts(outbox.page).contains(QStringLiteral("Resume sending")));
    QCOMPARE(QApplication::focusWidget(), again);
    QVERIFY(!again->accessibleName().isEmpty());
}

void OutboxPageTest::stopsAndResumes()
{
    OutboxStage outbox;
    outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    outbox.stage.click("outboxStop");
    QVERIFY(outbox.stage.isShown("stopSheet"));
    outbox.stage.takePictures(QStringLiteral("outbox-stop"));
    QCOMPARE(namelessControls(outbox.stage.find("stopSheet")).join(QLatin1Char('\n')), QString());
    outbox.stage.press(Qt::Key_Return); // Enter is the safe answer
    QTRY_VERIFY(!outbox.stage.isShown("stopSheet"));
    QCOMPARE(must(outbox.world.outbox.summary()).state == SendingSummary::State::Stopped, false);
    outbox.stage.click("outboxStop");
    outbox.stage.click("confirmAction");
    QTRY_COMPARE(must(outbox.world.outbox.summary()).state, SendingSummary::State::Stopped);
    QTRY_VERIFY(shownTexts(outbox.page).contains(QStringLiteral("Resume sending")));
    outbox.stage.takePictures(QStringLiteral("outbox-stopped"));
    QVERIFY(outbox.send());
    QVERIFY(outbox.transport.mails.isEmpty());
    outbox.stage.click("outboxStop");
    QTRY_VERIFY(must(outbox.world.outbox.summary()).state != SendingSummary::State::Stopped);
    outbox.sender.wake();
    QTRY_COMPARE(outbox.transport.mails.size(), 2);
}

void OutboxPageTest::listsWhyNothingSends()
{
    OutboxStage outbox;
    outbox.world.queue(1);
    must(outbox.world.outbox.stopAll());
    must(outbox.world.campaigns.pause(outbox.world.campaign));
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.stage.click("outboxWhy");
    QTRY_VERIFY(outbox.stage.isShown("whySheet"));
    const QWidget *sheet = outbox.stage.find("whySheet");
    QCOMPARE(namelessControls(sheet).join(QLatin1Char('\n')), QString());
    QVERIFY(shownTexts(sheet).contains(QStringLiteral("Resume")));
    outbox.stage.takePictures(QStringLiteral("outbox-why"));
    QTRY_COMPARE(clippedTexts(sheet).join(QLatin1Char('\n')), QString());
    const QList<QAbstractButton *> ways = sheet->findChildren<QAbstractButton *>();
    for (QAbstractButton *way : ways) {
        if (way->text() == QStringLiteral("Resume")) {
            way->click();
            break;
        }
    }
    QTRY_VERIFY(must(outbox.world.outbox.summary()).state != SendingSummary::State::Stopped);
}

void OutboxPageTest::saysThatNothingWaits()
{
    OutboxStage outbox;
    outbox.open();
    QTRY_VERIFY(shownTexts(outbox.page).contains(QStringLiteral("Nothing is waiting")));
    outbox.stage.takePictures(QStringLiteral("outbox-empty"));
    outbox.showShelf(2);
    QTRY_VERIFY(shownTexts(outbox.page).contains(QStringLiteral("Nothing was refused")));
    outbox.stage.press(Qt::Key_H);
    outbox.stage.press(Qt::Key_Delete);
    QCOMPARE(outbox.stage.shell.problems, QStringList());
}

void OutboxPageTest::whatHasLeftIsNotTakenOut()
{
    OutboxStage outbox;
    const QList<LeadId> people = outbox.world.queue(1);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 2);
    QVERIFY(outbox.send());
    outbox.showShelf(1);
    QTRY_COMPARE(outbox.rows(), 2);
    outbox.table()->setFocus();
    QTRY_COMPARE(outbox.current(OutboxModel::StateColumn), QStringLiteral("Sent"));
    outbox.stage.press(Qt::Key_Delete);
    QTRY_COMPARE(outbox.stage.shell.problems.size(), 1); // and it says why
    outbox.stage.press(Qt::Key_H);
    QTRY_COMPARE(outbox.stage.shell.problems.size(), 2);
    QCOMPARE(outbox.world.sendOf(people.first()).state, SendState::Accepted);
    QCOMPARE(outbox.world.draftOf(people.first()).state, DraftState::Sent);
    QVERIFY(outbox.stage.shell.undoables.empty());
}

void OutboxPageTest::everyControlHasAName()
{
    OutboxStage outbox;
    outbox.answer(1, lostAnswer);
    outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    QVERIFY(outbox.send());
    QTRY_VERIFY(outbox.stage.isShown("unknownMail"));
    QCOMPARE(namelessControls(outbox.page).join(QLatin1Char('\n')), QString());
}

void OutboxPageTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("1440") << QSize(1216, 862) << 1.0;
    QTest::newRow("1024") << QSize(960, 642) << 1.0;
    QTest::newRow("1440 at 150 %") << QSize(1216, 862) << 1.5;
    QTest::newRow("1024 at 150 %") << QSize(960, 642) << 1.5;
}

void OutboxPageTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, text);
    OutboxStage outbox;
    outbox.answer(1, lostAnswer);
    outbox.world.queue(3);
    outbox.stage.appearance.setTextFactor(text);
    outbox.open(size);
    QTRY_COMPARE(outbox.rows(), 4);
    QVERIFY(outbox.send());
    QTRY_VERIFY(outbox.stage.isShown("unknownMail"));
    QTRY_COMPARE(clippedTexts(outbox.page).join(QLatin1Char('\n')), QString());
    outbox.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(OutboxPageTest)
#include "OutboxPageTest.moc"
