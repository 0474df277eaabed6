#include "draft/DraftMailCard.h"
#include "support/Patience.h"
#include "ui/reply/InboxStage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

using namespace AlwaysLeads;

/// What a person types into an answer is never lost, and never written over.
class AnswerTypingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsStayWhenAnotherReplyIsChosen();
    void wordsStayWhenThePageIsLeft();
    void eachGroupOfKeystrokesIsOnTheDisk();
    void wordsComeBackWithTheCursorAfterACrash();
    void whoWalksThroughTheListGoesOnWalking();
    void nothingTypedChangesNothing();
    void claudesTextIsOfferedBesideTheirs();
    void markedSentencesAreConfirmedByKey();

private:
    /// The answer of this person, on the screen and open for typing.
    static MailView *editing(InboxStage &inbox)
    {
        inbox.stage.press(Qt::Key_R);
        if (!QTest::qWaitFor([&] { return inbox.stage.isShown("answerEdit"); }, testPatience)) {
            qFatal("no answer came");
        }
        inbox.stage.press(Qt::Key_E);
        if (!QTest::qWaitFor([&] { return inbox.stage.isShown("answerKeep"); }, testPatience)) {
            qFatal("it cannot be edited");
        }
        auto *text = qobject_cast<MailView *>(QApplication::focusWidget());
        text->selectAll();
        return text;
    }
    static QString shownText(InboxStage &inbox)
    {
        const auto *card = inbox.stage.find<DraftMailCard>("draftCard");
        return card == nullptr ? QString() : card->body();
    }
    static Draft answerOf(InboxStage &inbox, int person)
    {
        const std::optional<DraftId> id = inbox.shownReply(person).answer;
        return id ? inbox.world.draft(*id) : Draft();
    }
};

void AnswerTypingTest::wordsStayWhenAnotherReplyIsChosen()
{
    InboxStage inbox(2);
    inbox.receive(1, QStringLiteral("What does it cost?"));
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_COMPARE(inbox.rows(), 2);
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    QTest::keyClicks(editing(inbox), QStringLiteral("Half an answer"));
    auto *list = inbox.list();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QTRY_COMPARE(inbox.text(), QStringLiteral("What does it cost?"));
    QTRY_COMPARE(answerOf(inbox, 0).body, QStringLiteral("Half an answer"));
    QCOMPARE(answerOf(inbox, 0).origin, DraftOrigin::Person);
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    QVERIFY(!inbox.stage.isShown("answerKeep"));
    inbox.goTo(0);
    QTRY_COMPARE(shownText(inbox), QStringLiteral("Half an answer"));
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void AnswerTypingTest::wordsStayWhenThePageIsLeft()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    QTest::keyClicks(editing(inbox), QStringLiteral("Half an answer"));
    inbox.page->hide();
    QTRY_COMPARE(answerOf(inbox, 0).body, QStringLiteral("Half an answer"));
    static_cast<QWidget *>(inbox.page)->show();
    inbox.page->enter();
    QTRY_COMPARE(shownText(inbox), QStringLiteral("Half an answer"));
    QTRY_VERIFY(inbox.stage.isShown("answerApprove"));
    QTRY_VERIFY(inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled()); // of what is shown now
    inbox.list()->setFocus();
    inbox.stage.press(Qt::Key_A);
    QTRY_COMPARE(answerOf(inbox, 0).state, DraftState::Queued);
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void AnswerTypingTest::eachGroupOfKeystrokesIsOnTheDisk()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    MailView *text = editing(inbox);
    QTest::keyClicks(text, QStringLiteral("Half an answer"));
    QTest::keyClick(text, Qt::Key_Left);
    const auto kept = [&] { return must(inbox.world.review.lastTyping()).value_or(DraftTyping()); };
    QTRY_COMPARE(kept().body, QStringLiteral("Half an answer"));
    QTRY_COMPARE(kept().place, 13);
    QVERIFY(answerOf(inbox, 0).body != QStringLiteral("Half an answer")); // the answer itself waits for Keep
    QTest::keyClick(text, Qt::Key_Escape);
    QTRY_VERIFY(!must(inbox.world.review.lastTyping()));
    QTRY_VERIFY(inbox.stage.isShown("answerEdit"));
    QVERIFY(answerOf(inbox, 0).body != QStringLiteral("Half an answer"));
}

void AnswerTypingTest::wordsComeBackWithTheCursorAfterACrash()
{
    InboxStage inbox(2);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.receive(1, QStringLiteral("Good timing. Send me a price."));
    const DraftId draft = must(inbox.world.answers->suggest(inbox.shownReply(0).reply.id));
    must(inbox.world.review.keepTyping({draft, QStringLiteral("Re: Hello"), QStringLiteral("Half a sentence"), 4}));
    inbox.open(); // the newest reply is that of the other one
    QTRY_VERIFY(inbox.stage.isShown("answerKeep"));
    QCOMPARE(shownText(inbox), QStringLiteral("Half a sentence"));
    QTRY_VERIFY(qobject_cast<MailView *>(QApplication::focusWidget()) != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral(", and more,"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(answerOf(inbox, 0).body, QStringLiteral("Half, and more, a sentence"));
    QVERIFY(!must(inbox.world.review.lastTyping()));
}

void AnswerTypingTest::whoWalksThroughTheListGoesOnWalking()
{
    InboxStage inbox(3);
    for (int person = 2; person >= 0; --person) {
        inbox.receive(person, QStringLiteral("Good timing %1. Send me two dates next week.").arg(person));
    }
    const DraftId draft = must(inbox.world.answers->suggest(inbox.shownReply(1).reply.id));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    must(inbox.world.review.keepTyping({draft, QStringLiteral("Re: Hello"), QStringLiteral("Half a sentence"), 4}));
    inbox.goTo(1);
    QTRY_VERIFY(inbox.stage.isShown("answerKeep"));
    QCOMPARE(QApplication::focusWidget(), inbox.list());
    inbox.stage.press(Qt::Key_J);
    QTRY_VERIFY(inbox.text().startsWith(QStringLiteral("Good timing 2")));
    QTRY_COMPARE(answerOf(inbox, 1).body, QStringLiteral("Half a sentence")); // no letter was typed into it
}

void AnswerTypingTest::nothingTypedChangesNothing()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("What does it cost for our trucks?"));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    QTest::keyClick(editing(inbox), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(inbox.stage.isShown("answerEdit"));
    QTRY_COMPARE(answerOf(inbox, 0).origin, DraftOrigin::Claude);
    QCOMPARE(answerOf(inbox, 0).state, DraftState::Blocked); // the price is still to be filled in
    QVERIFY(!inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
}

void AnswerTypingTest::claudesTextIsOfferedBesideTheirs()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.stage.isShown("answerDiscard")); // Claude has ended
    const QString claudes = answerOf(inbox, 0).body;
    inbox.world.claude.setLatency(std::chrono::seconds(3)); // slower than the person, also on a busy machine
    const int calls = inbox.world.claude.calls();
    inbox.stage.press(Qt::Key_R);
    QTRY_COMPARE(inbox.world.claude.calls(), calls + 1);
    inbox.stage.press(Qt::Key_E); // while Claude writes
    QTRY_VERIFY(inbox.stage.isShown("answerKeep"));
    auto *text = qobject_cast<MailView *>(QApplication::focusWidget());
    QVERIFY(text != nullptr);
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("My own words."));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(answerOf(inbox, 0).body, QStringLiteral("My own words."));
    QTRY_VERIFY(inbox.stage.isShown("answerTake"));
    QCOMPARE(shownText(inbox), QStringLiteral("My own words."));
    QCOMPARE(answerOf(inbox, 0).body, QStringLiteral("My own words."));
    QTRY_VERIFY(inbox.stage.shell.problems.join(u' ').contains(QStringLiteral("Your text stands.")));
    inbox.stage.takePictures(QStringLiteral("inbox-answer-offer"));
    QCOMPARE(clippedTexts(inbox.page).join(u'\n'), QString());
    inbox.stage.press(Qt::Key_T);
    QTRY_COMPARE(shownText(inbox), claudes);
    QVERIFY(!inbox.stage.isShown("answerTake"));
}

void AnswerTypingTest::markedSentencesAreConfirmedByKey()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.stage.isShown("answerConfirm"));
    QTRY_VERIFY(inbox.stage.isShown("answerDiscard")); // Claude has ended
    QVERIFY(!inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    QVERIFY(!shownTexts(inbox.page)
                 .filter(QStringLiteral("whether you are free then is yours to say"), Qt::CaseInsensitive)
                 .isEmpty());
    inbox.stage.press(Qt::Key_A);
    QTRY_VERIFY(inbox.stage.shell.toasts.join(u' ').contains(QStringLiteral("no fact holds")));
    QCOMPARE(answerOf(inbox, 0).state, DraftState::Ready);
    inbox.stage.press(Qt::Key_C);
    QTRY_VERIFY(!inbox.stage.isShown("answerConfirm"));
    QTRY_VERIFY(inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    inbox.stage.press(Qt::Key_A);
    QTRY_COMPARE(answerOf(inbox, 0).state, DraftState::Queued);
}

QTEST_MAIN(AnswerTypingTest)
#include "AnswerTypingTest.moc"
