#include "DraftStage.h"
#include "support/Patience.h"

#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>

#include <functional>

using namespace AlwaysLeads;

namespace {

/// What the invented Claude was asked and shall answer.
struct Pen
{
    Result<WrittenMail> answer;
    QStringList wishes;
    std::function<void()> meanwhile{};
};

Task<Result<bool>> hasKey()
{
    co_return true;
}

Task<Result<WrittenMail>> writes(std::shared_ptr<Pen> pen, MailBrief brief)
{
    pen->wishes.append(brief.wish);
    if (pen->meanwhile) {
        pen->meanwhile();
    }
    co_return pen->answer;
}

ClaudeWriting writingWith(const std::shared_ptr<Pen> &pen)
{
    return {[] { return hasKey(); }, [pen](MailBrief brief, std::stop_token) { return writes(pen, std::move(brief)); }};
}

} // namespace

class DraftEditingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatIsTyped();
    void leavesItAsItWas();
    void typesTheLettersThatAreKeysElsewhere();
    void anApprovalStandsWhenNothingWasChanged();
    void keepsTheWordsWhenAnotherDraftIsChosen();
    void keepsTheWordsWhenAnotherShelfIsChosen();
    void keepsTheWordsWhenThePageIsLeft();
    void rewritesAsWished();
    void quickWishesNeedOneClick();
    void aRefusedRewriteLeavesTheDraft();
    void escapeClosesTheRewriting();
    void whatAPersonWroteMeanwhileStandsAndClaudesCanBeTaken();
};

void DraftEditingTest::keepsWhatIsTyped()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_E);
    drafts.stage.press(Qt::Key_End, Qt::ControlModifier);
    drafts.stage.type(QStringLiteral("\n\nSee you in Gdańsk."));
    drafts.stage.find("draftSubjectEdit")->setFocus();
    drafts.stage.press(Qt::Key_A, Qt::ControlModifier);
    drafts.stage.type(QStringLiteral("A new subject"));
    drafts.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    const Draft kept = drafts.world.draftOf(drafts.people.first());
    QCOMPARE(kept.body, QStringLiteral("Hi Anna,\n\nhow is Gdynia?\n\nSee you in Gdańsk."));
    QCOMPARE(kept.subject, QStringLiteral("A new subject"));
    QCOMPARE(kept.origin, DraftOrigin::Person);
    QCOMPARE(kept.state, DraftState::Ready);
    QVERIFY(drafts.shows(QStringLiteral("Anna"))); // still here, to be read once more
    QCOMPARE(QApplication::focusWidget(), drafts.page->mainControl());
}

void DraftEditingTest::leavesItAsItWas()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const Draft before = drafts.world.draftOf(drafts.people.first());
    drafts.stage.press(Qt::Key_E);
    drafts.stage.type(QStringLiteral("Nonsense"));
    QVERIFY(drafts.text().contains(QStringLiteral("Nonsense")));
    drafts.stage.press(Qt::Key_Escape);
    QVERIFY(!drafts.text().contains(QStringLiteral("Nonsense")));
    QVERIFY(drafts.stage.isShown("draftApprove"));
    QCOMPARE(drafts.world.draftOf(drafts.people.first()), before);
}

void DraftEditingTest::typesTheLettersThatAreKeysElsewhere()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_E);
    drafts.stage.press(Qt::Key_Home, Qt::ControlModifier);
    drafts.stage.type(QStringLiteral("aersxjkudv"));
    QVERIFY2(drafts.text().startsWith(QStringLiteral("aersxjkudvHi Anna")), qPrintable(drafts.text()));
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
    drafts.stage.press(Qt::Key_Escape);
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
}

void DraftEditingTest::anApprovalStandsWhenNothingWasChanged()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_A);
    QTRY_COMPARE(drafts.stateOf(0), DraftState::Approved);
    drafts.stage.find("draftShelves")->setFocus();
    drafts.stage.press(Qt::Key_Right);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.page->mainControl()->setFocus();
    drafts.stage.press(Qt::Key_E);
    QVERIFY(drafts.stage.isShown("draftKeep"));
    drafts.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!drafts.stage.isShown("draftKeep"));
    QCOMPARE(drafts.stateOf(0), DraftState::Approved);
    QVERIFY(drafts.world.sink.withdrawn.isEmpty());
}

void DraftEditingTest::keepsTheWordsWhenAnotherDraftIsChosen()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_E);
    drafts.stage.type(QStringLiteral("Dear all. "));
    auto *queue = drafts.stage.find<QListView>("draftQueue");
    QTest::mouseClick(queue->viewport(), Qt::LeftButton, {}, queue->visualRect(queue->model()->index(2, 0)).center());
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    QVERIFY(drafts.world.draftOf(drafts.people.at(0)).body.contains(QStringLiteral("Dear all.")));
    QVERIFY(!drafts.world.draftOf(drafts.people.at(1)).body.contains(QStringLiteral("Dear all.")));
}

void DraftEditingTest::keepsTheWordsWhenAnotherShelfIsChosen()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_S);
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    drafts.stage.press(Qt::Key_E);
    drafts.stage.type(QStringLiteral("Dear all. "));
    auto *shelves = drafts.stage.find<Segmented>("draftShelves");
    shelves->setFocus();
    drafts.stage.press(Qt::Key_Right);
    drafts.stage.press(Qt::Key_Right);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.world.draftOf(drafts.people.at(1)).body.contains(QStringLiteral("Dear all.")));
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    QVERIFY(!drafts.stage.isShown("draftKeep"));
}

void DraftEditingTest::keepsTheWordsWhenThePageIsLeft()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_E);
    drafts.stage.type(QStringLiteral("Dear all. "));
    drafts.page->hide();
    QTRY_VERIFY(drafts.world.draftOf(drafts.people.at(0)).body.contains(QStringLiteral("Dear all.")));
    static_cast<QWidget *>(drafts.page)->show();
    drafts.page->enter();
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    QTRY_VERIFY(drafts.text().contains(QStringLiteral("Dear all.")));
}

void DraftEditingTest::rewritesAsWished()
{
    auto pen = std::make_shared<Pen>();
    pen->answer = WrittenMail{QStringLiteral("Shorter"), QStringLiteral("Hi Anna, in short."), {}, 900, true, {}};
    DraftStage drafts(writingWith(pen));
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_R);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("rewriteWish"));
    drafts.stage.press(Qt::Key_Return); // nothing wished: nothing is paid for
    QVERIFY(pen->wishes.isEmpty());
    drafts.stage.type(QStringLiteral("say it in one line"));
    drafts.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!drafts.stage.isShown("rewritePanel"));
    QCOMPARE(pen->wishes, QStringList{QStringLiteral("say it in one line")});
    QCOMPARE(drafts.text(), QStringLiteral("Hi Anna, in short."));
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
    QCOMPARE(drafts.world.draftOf(drafts.people.first()).origin, DraftOrigin::Claude);
    QCOMPARE(QApplication::focusWidget(), drafts.page->mainControl());
}

void DraftEditingTest::quickWishesNeedOneClick()
{
    auto pen = std::make_shared<Pen>();
    pen->answer = WrittenMail{QStringLiteral("Warm"), QStringLiteral("Hi Anna, warmly."), {}, 900, true, {}};
    DraftStage drafts(writingWith(pen));
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.click("draftRewrite");
    drafts.stage.click("rewriteQuick1");
    QTRY_COMPARE(drafts.text(), QStringLiteral("Hi Anna, warmly."));
    QCOMPARE(pen->wishes, QStringList{QStringLiteral("Warmer")});
}

void DraftEditingTest::aRefusedRewriteLeavesTheDraft()
{
    auto pen = std::make_shared<Pen>();
    pen->answer = failure(ErrorKind::Refused, QStringLiteral("November’s budget is used."));
    DraftStage drafts(writingWith(pen));
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_R);
    drafts.stage.type(QStringLiteral("better"));
    drafts.stage.press(Qt::Key_Return);
    QTRY_COMPARE(drafts.stage.shell.problems, QStringList{QStringLiteral("November’s budget is used.")});
    QCOMPARE(drafts.stage.find<QLineEdit>("rewriteWish")->text(), QStringLiteral("better")); // to try again
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QVERIFY(drafts.stage.find("rewriteRun")->isEnabled());
}

void DraftEditingTest::escapeClosesTheRewriting()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_R);
    drafts.stage.type(QStringLiteral("asx"));
    drafts.stage.press(Qt::Key_Escape);
    QVERIFY(!drafts.stage.isShown("rewritePanel"));
    QCOMPARE(QApplication::focusWidget(), drafts.page->mainControl());
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
}

void DraftEditingTest::whatAPersonWroteMeanwhileStandsAndClaudesCanBeTaken()
{
    auto pen = std::make_shared<Pen>();
    pen->answer = WrittenMail{QStringLiteral("Shorter"), QStringLiteral("Hi Anna, in short."), {}, 900, true, {}};
    DraftStage drafts(writingWith(pen));
    drafts.addPeople({QStringLiteral("Anna")});
    const Draft draft = drafts.world.draftOf(drafts.people.first());
    pen->meanwhile = [&] { // in the inbox, or wherever else it can be edited
        must(drafts.world.review.edit(draft.id, QStringLiteral("Mine"), QStringLiteral("Hi Anna, my own words.")));
    };
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.click("draftRewrite");
    drafts.stage.click("rewriteQuick1");
    QTRY_VERIFY(drafts.stage.shell.problems.join(u' ').contains(QStringLiteral("Your text stands.")));
    QTRY_COMPARE(drafts.text(), QStringLiteral("Hi Anna, my own words."));
    QCOMPARE(drafts.world.draftOf(drafts.people.first()).body, QStringLiteral("Hi Anna, my own words."));
    QTRY_VERIFY(drafts.stage.isShown("draftVersion0")); // the newest, and not the text that is shown
    drafts.stage.click("draftVersion0");
    QTRY_COMPARE(drafts.text(), QStringLiteral("Hi Anna, in short."));
    QCOMPARE(drafts.world.draftOf(drafts.people.first()).origin, DraftOrigin::Claude);
}

QTEST_MAIN(DraftEditingTest)
#include "DraftEditingTest.moc"
