#include "reply/AnswerPanel.h"
#include "support/Patience.h"
#include "ui/reply/InboxStage.h"
#include "widgets/Segmented.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

/// Everything in the inbox by keys, each of which stands in the list of keys; and taking back what was done.
class InboxKeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyClassHasAKey();
    void everyKeyStandsInTheListOnce();
    void snoozedOnesHaveAShelfAndAreWoken();
    void aPageFromBeforeTheAnswerDoesNotHideIt();
    void takingAnApprovalBackIsAboutThatAnswer();
    void aThrownAwayAnswerComesBack();
    void theInspectorOpensAndClosesInANarrowWindow();
};

void InboxKeysTest::everyClassHasAKey()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Hm."));
    inbox.open();
    QTRY_COMPARE(inbox.text(), QStringLiteral("Hm."));
    const std::pair<Qt::Key, ReplyClass> keys[] = {
        {Qt::Key_1, ReplyClass::Interested}, {Qt::Key_2, ReplyClass::Question},    {Qt::Key_3, ReplyClass::NotNow},
        {Qt::Key_4, ReplyClass::Referral},   {Qt::Key_5, ReplyClass::OutOfOffice}, {Qt::Key_7, ReplyClass::Other},
        {Qt::Key_8, ReplyClass::No},         {Qt::Key_9, ReplyClass::Objection},   {Qt::Key_0, ReplyClass::WrongPerson},
        {Qt::Key_6, ReplyClass::OptOut}};
    QCOMPARE(int(std::size(keys)), int(choosableReplyClasses().size()));
    for (const auto &[key, value] : keys) {
        inbox.list()->setFocus();
        inbox.stage.press(key);
        QTRY_COMPARE(inbox.shownReply(0).reply.value, value);
        QTRY_VERIFY(!inbox.stage.shell.toasts.filter(QStringLiteral("Class: %1").arg(shown(value))).isEmpty());
    }
}

void InboxKeysTest::everyKeyStandsInTheListOnce()
{
    InboxStage inbox(1);
    inbox.open();
    QStringList keys;
    for (const QAction *action : inbox.page->commands()) {
        if (!action->shortcut().isEmpty()) {
            keys.append(action->shortcut().toString());
        }
    }
    QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    for (const char *key : {"A", "C", "D", "E", "F", "H", "J", "K", "L", "M", "P", "R",           "T",
                            "X", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "Ctrl+Return", "Esc"}) {
        QVERIFY2(keys.contains(QString::fromLatin1(key)), key);
    }
}

void InboxKeysTest::snoozedOnesHaveAShelfAndAreWoken()
{
    InboxStage inbox(2);
    inbox.receive(1, QStringLiteral("Second."));
    inbox.receive(0, QStringLiteral("First."));
    inbox.open();
    QTRY_COMPARE(inbox.text(), QStringLiteral("First."));
    inbox.stage.press(Qt::Key_H);
    QTRY_COMPARE(inbox.rows(), 1);
    QCOMPARE(must(inbox.world.replies.counts()).snoozed, 1);
    auto *shelves = inbox.stage.find<Segmented>("inboxShelves");
    shelves->setCurrent(3);
    QTRY_COMPARE(inbox.rows(), 1);
    QTRY_COMPARE(inbox.text(), QStringLiteral("First."));
    QTRY_VERIFY(inbox.stage.find<QAbstractButton>("replySnooze")->text().contains(QStringLiteral("Wake")));
    inbox.list()->setFocus();
    inbox.stage.press(Qt::Key_H);
    QTRY_VERIFY(shownTexts(inbox.page).contains(QStringLiteral("Nothing here.")));
    QCOMPARE(inbox.world.inbox().size(), 2);
    inbox.stage.shell.undoLast();
    QTRY_COMPARE(inbox.world.inbox().size(), 1);
    QCOMPARE(inbox.world.inbox(InboxShelf::Snoozed).size(), 1);
    inbox.world.clock.advanceTo(QDateTime::currentDateTimeUtc().addDays(2));
    QCOMPARE(inbox.world.inbox(InboxShelf::Snoozed).size(), 0);
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void InboxKeysTest::aPageFromBeforeTheAnswerDoesNotHideIt()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("We change our system in spring. Please ask me again in spring."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    const ReplyPage before = inbox.shownReply(0);
    QVERIFY(!before.answer);
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.shownReply(0).answer);
    const DraftId draft = *inbox.shownReply(0).answer;
    QTRY_VERIFY(inbox.stage.isShown("answerApprove")
                && inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    auto *panel = inbox.stage.window.findChild<AnswerPanel *>();
    QVERIFY(panel != nullptr);
    panel->show(before); // its reading took longer than that of the answer
    inbox.stage.press(Qt::Key_A);
    QTRY_COMPARE(inbox.world.draft(draft).state, DraftState::Queued);
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void InboxKeysTest::takingAnApprovalBackIsAboutThatAnswer()
{
    InboxStage inbox(3);
    inbox.receive(1, QStringLiteral("We change our system in spring. Please ask me again in spring."));
    inbox.receive(0, QStringLiteral("We change our system in spring. Please ask me again in spring."));
    const DraftId other = must(inbox.world.answers->suggest(inbox.shownReply(1).reply.id));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.shownReply(0).answer);
    const DraftId draft = *inbox.shownReply(0).answer;
    // Last, and nothing between it and the key: while the page reads anew what it shows, a key is about nothing.
    QTRY_VERIFY(inbox.stage.isShown("answerApprove")
                && inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    inbox.stage.press(Qt::Key_A);
    QTRY_COMPARE(inbox.world.draft(draft).state, DraftState::Queued);
    QTRY_VERIFY(inbox.shownReply(0).reply.doneAt.isValid());
    must(inbox.world.review.skip(other)); // decided elsewhere since
    QTRY_COMPARE(inbox.stage.shell.undoables.size(), size_t(1));
    inbox.stage.shell.undoLast();
    QCOMPARE(inbox.stage.shell.problems, QStringList());
    QTRY_COMPARE(inbox.world.draft(draft).state, DraftState::Ready);
    QCOMPARE(inbox.world.draft(other).state, DraftState::Skipped);
    QTRY_VERIFY(!inbox.shownReply(0).reply.doneAt.isValid());
    QCOMPARE(inbox.world.files.number(
                 QStringLiteral("SELECT count(*) FROM send WHERE state = 'waiting' AND draft_id = ?"), {draft.value()}),
             0);
}

void InboxKeysTest::aThrownAwayAnswerComesBack()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("We change our system in spring. Please ask me again in spring."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.stage.isShown("answerDiscard"));
    inbox.stage.press(Qt::Key_X);
    QTRY_VERIFY(!inbox.stage.isShown("answerDiscard"));
    QVERIFY(!inbox.shownReply(0).answer);
    QTRY_COMPARE(inbox.stage.shell.undoables.size(), size_t(1));
    inbox.stage.shell.undoLast();
    QTRY_VERIFY(inbox.stage.isShown("answerDiscard"));
    QVERIFY(inbox.shownReply(0).answer);
}

void InboxKeysTest::theInspectorOpensAndClosesInANarrowWindow()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open(QSize(860, 640));
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.stage.isShown("answerDiscard")); // Claude has ended: the thread grows no more
    inbox.world.files.settle();
    QVERIFY(!inbox.stage.isShown("replyInspector"));
    const auto *reply = inbox.stage.find<MailView>("replyText");
    const int room = reply->width();
    inbox.page->toggleInspector(); // Ctrl I of the window
    QTRY_VERIFY(inbox.stage.isShown("replyInspector"));
    QCOMPARE(reply->width(), room); // it lies over the thread and squeezes nothing
    const QWidget *inspector = inbox.stage.find("replyInspector");
    const QRect place(inspector->mapTo(inbox.page, QPoint()), inspector->size());
    QVERIFY(inbox.page->rect().contains(place));
    QVERIFY(inspector->isAncestorOf(QApplication::focusWidget())); // so that it can be used by keys
    inbox.stage.takePictures(QStringLiteral("inbox-narrow-inspector"));
    inbox.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!inbox.stage.isShown("replyInspector"));
    QCOMPARE(QApplication::focusWidget(), inbox.list());
    inbox.page->toggleInspector();
    QTRY_VERIFY(inbox.stage.isShown("replyInspector"));
    inbox.page->toggleInspector();
    QTRY_VERIFY(!inbox.stage.isShown("replyInspector"));
    inbox.page->toggleInspector();
    inbox.stage.window.resize(1216, 862); // wide again: beside the thread
    QTRY_VERIFY(inbox.stage.isShown("replyInspector"));
    QTRY_VERIFY(reply->mapTo(inbox.page, QPoint(reply->width(), 0)).x() <= inspector->mapTo(inbox.page, QPoint()).x());
    QTRY_COMPARE(clippedTexts(inbox.page).join(u'\n'), QString());
}

QTEST_MAIN(InboxKeysTest)
#include "InboxKeysTest.moc"
