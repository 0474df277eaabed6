#include "draft/DraftMailCard.h"
#include "draft/FactRow.h"
#include "support/Patience.h"
#include "ui/reply/InboxStage.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTest>

using namespace AlwaysLeads;

/// What stands round an answer: the thread above it, and beside it what it rests on.
class AnswerInThreadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheAnswerRestsOn();
    void aFactAndItsSentenceLightEachOther();
    void aSentenceIsConfirmedBesideIt();
    void theSubjectCanBeChangedAndIsThenSaid();
    void ourMailUnfoldsByKeyboard();
    void theReplyIconGoesOnWithTheAnswerThatIsThere();

private:
    static void openWithAnswer(InboxStage &inbox)
    {
        inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
        inbox.open();
        QVERIFY(QTest::qWaitFor([&] { return inbox.stage.isShown("answerWrite"); }, testPatience));
        inbox.stage.press(Qt::Key_R);
        const auto hasEnded = [&] {
            return inbox.stage.isShown("answerConfirm") && inbox.stage.isShown("answerDiscard");
        };
        QVERIFY(QTest::qWaitFor(hasEnded, testPatience));
        inbox.world.files.settle(); // a reading that still comes builds the facts anew
    }
    static QStringList textsOf(InboxStage &inbox, const char *name)
    {
        const auto *part = inbox.stage.find<QWidget>(name);
        return part == nullptr ? QStringList() : shownTexts(part);
    }
};

void AnswerInThreadTest::saysWhatTheAnswerRestsOn()
{
    InboxStage inbox(1);
    openWithAnswer(inbox);
    QTRY_VERIFY(inbox.stage.isShown("answerFacts"));
    const QStringList facts = textsOf(inbox, "answerFacts");
    QVERIFY2(facts.contains(QStringLiteral("Good timing. Send me two dates next week.")),
             qPrintable(facts.join(u'\n'))); // "thank you" rests on their mail
    QVERIFY(!facts.filter(QStringLiteral("Their mail")).isEmpty());
    QVERIFY(!facts.filter(QStringLiteral("person1@baltway.example")).isEmpty());
    const QStringList claims = textsOf(inbox, "answerClaims");
    QVERIFY2(!claims.filter(QStringLiteral("13:30")).isEmpty(), qPrintable(claims.join(u'\n')));
    inbox.stage.takePictures(QStringLiteral("inbox-answer-facts"));
    QCOMPARE(clippedTexts(inbox.page).join(u'\n'), QString());
    QCOMPARE(namelessControls(inbox.page).join(u'\n'), QString());
}

void AnswerInThreadTest::aFactAndItsSentenceLightEachOther()
{
    InboxStage inbox(1);
    openWithAnswer(inbox);
    QTRY_VERIFY(inbox.stage.isShown("draftFact1"));
    auto *fact = inbox.stage.find<FactRow>("draftFact1");
    auto *card = inbox.stage.find<DraftMailCard>("draftCard");
    QCOMPARE(card->litMark(), -1);
    fact->setFocus();
    QTRY_VERIFY(card->litMark() >= 0);
    Q_EMIT card->markPointedAt(card->litMark());
    QVERIFY(fact->isLit());
    Q_EMIT card->markPointedAt(-1);
    QVERIFY(!fact->isLit());
}

void AnswerInThreadTest::aSentenceIsConfirmedBesideIt()
{
    InboxStage inbox(1);
    openWithAnswer(inbox);
    QTRY_VERIFY(inbox.stage.isShown("answerClaims"));
    QVERIFY(!inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    auto *confirm = inbox.stage.find<QWidget>("answerClaims")->findChild<QAbstractButton *>();
    QVERIFY(confirm != nullptr);
    confirm->click();
    QTRY_VERIFY(inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    QTRY_VERIFY(!inbox.stage.isShown("answerClaims"));
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

/// What leaves is read: a subject that is not the thread's stands above the text.
void AnswerInThreadTest::theSubjectCanBeChangedAndIsThenSaid()
{
    InboxStage inbox(1);
    openWithAnswer(inbox);
    QVERIFY(!inbox.stage.isShown("draftSubject"));
    inbox.stage.press(Qt::Key_E);
    QTRY_VERIFY(inbox.stage.isShown("draftSubjectEdit"));
    auto *subject = inbox.stage.find<QLineEdit>("draftSubjectEdit");
    subject->setFocus();
    subject->selectAll();
    QTest::keyClicks(subject, QStringLiteral("Two dates"));
    QTest::keyClick(subject, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(inbox.stage.isShown("draftSubject"));
    QCOMPARE(inbox.world.draft(*inbox.shownReply(0).answer).subject, QStringLiteral("Two dates"));
    QCOMPARE(inbox.stage.find<StatusChip>("answerOrigin")->look().word, QStringLiteral("Your answer"));
}

void AnswerInThreadTest::ourMailUnfoldsByKeyboard()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Yes?"));
    inbox.open();
    QTRY_COMPARE(inbox.text(), QStringLiteral("Yes?"));
    QVERIFY(!inbox.stage.isShown("sentWhole"));
    auto *chevron = inbox.stage.find<QAbstractButton>("replyUnfold");
    chevron->setFocus();
    QTest::keyClick(chevron, Qt::Key_Space);
    QTRY_VERIFY(inbox.stage.isShown("sentWhole"));
    QCOMPARE(inbox.stage.find<Label>("sentWhole")->text(), inbox.shownReply(0).sentText);
    QCOMPARE(clippedTexts(inbox.page).join(u'\n'), QString());
    QTest::keyClick(chevron, Qt::Key_Space);
    QTRY_VERIFY(!inbox.stage.isShown("sentWhole"));
}

void AnswerInThreadTest::theReplyIconGoesOnWithTheAnswerThatIsThere()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.click("replyAnswer");
    QTRY_VERIFY(inbox.stage.isShown("answerEdit"));
    const DraftId draft = *inbox.shownReply(0).answer;
    QTRY_COMPARE(inbox.world.draft(draft).origin, DraftOrigin::Claude);
    QTRY_VERIFY(inbox.stage.isShown("answerConfirm"));
    const QString body = inbox.world.draft(draft).body;
    inbox.stage.click("replyAnswer");
    QTRY_VERIFY(inbox.stage.isShown("answerKeep")); // opened, not written anew
    QCOMPARE(*inbox.shownReply(0).answer, draft);
    QCOMPARE(inbox.world.draft(draft).body, body);
}

QTEST_MAIN(AnswerInThreadTest)
#include "AnswerInThreadTest.moc"
