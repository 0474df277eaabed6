#include "FindStage.h"
#include "prospecting/FindLeadsPage.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/FocusRing.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

/// Who is chosen on one page of a search stays chosen on the others.
class FindLeadsChoiceTest : public QObject
{
    Q_OBJECT

private:
    /// The first of two pages.
    static FoundTable *found(FindStage &stage)
    {
        ApolloFilters filters;
        filters.words = QStringLiteral("freight");
        const FoundPage page = stage.world.search(filters);
        if (page.pages() != 2 || !QCoro::waitFor(stage.world.finder->save(page.search, QStringLiteral("Freight")))) {
            qFatal("there are no two pages");
        }
        stage.openPage();
        if (!QTest::qWaitFor([&] { return stage.rows() == 100; }, testPatience)) {
            qFatal("nobody is found");
        }
        auto *table = stage.find<FoundTable>("foundTable");
        table->setFocus();
        return table;
    }
    static void turn(FindStage &stage, const char *button, const QString &page)
    {
        stage.click(button);
        if (!QTest::qWaitFor([&] { return stage.text("foundPage") == page && stage.rows() > 0; }, testPatience)) {
            qFatal("the page does not come");
        }
    }
    static void turnToSecond(FindStage &stage) { turn(stage, "nextPage", QStringLiteral("Page 2 of 2")); }
    static void turnToFirst(FindStage &stage) { turn(stage, "previousPage", QStringLiteral("Page 1 of 2")); }
    /// With Space, from the current row on, until so many of this page are chosen.
    static void choose(FoundTable *table, int people)
    {
        for (int key = 0; table->chosenHere() < people && key < table->model()->rowCount(); ++key) {
            QTest::keyClick(table, Qt::Key_Space);
            QTest::keyClick(table, Qt::Key_Down);
        }
    }
    static const FoundPerson &personOf(const FoundPage &page, FoundPersonId id)
    {
        return *std::ranges::find(page.people, id, &FoundPerson::id);
    }

private Q_SLOTS:
    void staysWhenThePagesAreTurned()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 3);
        const QList<FoundPersonId> first = table->chosen();
        QCOMPARE(first.size(), 3);
        QVERIFY(stage.find<QWidget>("chooseNobody")->isHidden()); // what is chosen is in view
        turnToSecond(stage);
        QCOMPARE(table->chosen(), first);
        QCOMPARE(table->chosenHere(), 0);
        QCOMPARE(stage.text("foundChoice"), QStringLiteral("3 chosen, 0 on this page"));
        choose(table, 2);
        QCOMPARE(stage.text("foundChoice"), QStringLiteral("5 chosen, 2 on this page"));
        QCOMPARE(table->chosen().first(3), first); // in the order of the search
        QVERIFY(stage.text("revealCost").contains(QStringLiteral("Reveals 5")));
        QVERIFY(stage.find<Button>("revealChosen")->text().contains(QStringLiteral("5")));
        QTRY_VERIFY(stage.text("revealAfter").contains(QStringLiteral("175 left afterwards")));
        QVERIFY(stage.text("revealAfter").contains(QStringLiteral("5 of 50")));
        stage.takePictures(QStringLiteral("find-chosen-on-two-pages-1440"));
        turnToFirst(stage);
        QCOMPARE(table->chosenHere(), 3);
        QCOMPARE(stage.text("foundChoice"), QStringLiteral("5 chosen, 3 on this page"));
        // Space takes somebody back who was chosen before the pages were turned.
        auto *model = static_cast<FoundTableModel *>(table->model());
        table->selectionModel()->setCurrentIndex(model->index(model->rowOf(first.first()), 0),
                                                 QItemSelectionModel::NoUpdate);
        QTest::keyClick(table, Qt::Key_Space);
        QCOMPARE(table->chosen().size(), 4);
        QVERIFY(!table->chosen().contains(first.first()));
    }

    void staysWhenRowsAreHidden()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        const QList<FoundPersonId> chosen = table->chosen();
        auto *model = static_cast<FoundTableModel *>(table->model());
        model->setShowsAll(true);
        QCOMPARE(table->chosen(), chosen);
        QCOMPARE(table->chosenHere(), 2);
        model->setOnlyNew(true); // nobody is
        QCOMPARE(table->chosen(), chosen);
        QCOMPARE(table->chosenHere(), 0);
        model->setOnlyNew(false);
        QCOMPARE(table->chosenHere(), 2);
    }

    void allOfAPageLeavesTheOthers()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        const QList<FoundPersonId> first = table->chosen();
        turnToSecond(stage);
        QCOMPARE(table->header()->checkState(), Qt::Unchecked);
        QSignalSpy spoken(table, &FoundTable::choiceSpoken);
        QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
        const int here = table->chosenHere();
        QVERIFY(here > 2);
        QCOMPARE(table->chosen().size(), here + 2);
        QCOMPARE(table->header()->checkState(), Qt::Checked);
        QCOMPARE(spoken.last().first().toString(),
                 QStringLiteral("%1 chosen, %2 on this page").arg(here + 2).arg(here));
        // The box over the page is about the page.
        Q_EMIT table->header()->checkClicked();
        QCOMPARE(table->chosen(), first);
        QCOMPARE(spoken.last().first().toString(), QStringLiteral("2 chosen, 0 on this page"));
        // A range with Shift as well.
        QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
        for (int key = 0; table->chosenHere() < 2 && key < 50; ++key) {
            QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        }
        QCOMPARE(table->chosen().size(), 4);
        QCOMPARE(table->chosen().first(2), first);
    }

    void isDroppedAtOnce()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        turnToSecond(stage);
        choose(table, 1);
        QTRY_VERIFY(!stage.find<QWidget>("chooseNobody")->visibleRegion().isEmpty());
        stage.click("chooseNobody");
        QVERIFY(table->chosen().isEmpty());
        QCOMPARE(table->chosenHere(), 0);
        QVERIFY(stage.find<QWidget>("chooseNobody")->isHidden());
        QCOMPARE(stage.text("revealCost"), QStringLiteral("Nobody is chosen"));
        QCOMPARE(QApplication::focusWidget(), table);
        turnToFirst(stage);
        QCOMPARE(table->chosenHere(), 0);
        // So does Esc, and the bar's own button.
        choose(table, 1);
        turnToSecond(stage);
        QSignalSpy spoken(table, &FoundTable::choiceSpoken);
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(table->chosen().isEmpty());
        QCOMPARE(spoken.last().first().toString(), QStringLiteral("Nobody is chosen"));
        choose(table, 1);
        turnToFirst(stage);
        QTRY_VERIFY(!stage.find<QWidget>("clearSelection")->visibleRegion().isEmpty());
        stage.click("clearSelection");
        QVERIFY(table->chosen().isEmpty());
    }

    void isReadWholeInTheSmallestWindow()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(stage.find<QWidget>("showRevealed")->isVisible());
        QTRY_VERIFY(table->chosen().isEmpty());
        choose(table, 3);
        turnToSecond(stage);
        choose(table, 1);
        QTRY_COMPARE(stage.text("foundChoice"), QStringLiteral("4 chosen, 1 on this page"));
        stage.window.resize(959, 640); // a window of 1024 less its rail
        const auto *words = stage.find<QWidget>("foundChoice");
        const auto *link = stage.find<QWidget>("chooseNobody");
        const auto isWhole = [](const QWidget *part) {
            return part->isVisible() && part->width() >= part->sizeHint().width()
                && part->visibleRegion().boundingRect().width() == part->width();
        };
        QTRY_VERIFY(isWhole(words) && isWhole(link));
        QVERIFY(words->geometry().right() < link->geometry().left()); // the count, then what drops it
        QTRY_COMPARE(stage.window.width(), 959);
        stage.takePictures(QStringLiteral("find-chosen-elsewhere-1024"));
        stage.window.resize(1600, 640);
        QTRY_VERIFY(stage.find<QWidget>("showRevealed")->isVisible());
    }

    void aPageTurnedByKeyShowsWhereTheKeyboardIs()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        // The mouse was used last, so no ring shows until then.
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(2, 1)).center());
        QVERIFY(!FocusRing::keyboardIsLeading(table));
        QTest::keyClick(table, Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 2 of 2"));
        QTRY_VERIFY(stage.rows() > 2);
        QTRY_COMPARE(QApplication::focusWidget(), table);
        QTRY_COMPARE(table->currentIndex().row(), 0);
        QVERIFY(FocusRing::keyboardIsLeading(table));
        QTest::keyClick(table, Qt::Key_Down); // from the row with the ring
        QCOMPARE(table->currentIndex().row(), 1);
    }

    void theFirstDownOfAPageTurnedByMouseGoesToItsFirstRow()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        // The mouse was used last, so no ring shows where the keyboard is.
        stage.click("nextPage");
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 2 of 2"));
        QTRY_VERIFY(stage.rows() > 2);
        QTRY_COMPARE(QApplication::focusWidget(), table);
        QTRY_COMPARE(table->currentIndex().row(), 0);
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(table->currentIndex().row(), 0);
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(table->currentIndex().row(), 1);
    }

    void isRevealedWhole()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        turnToSecond(stage);
        choose(table, 1);
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QVERIFY2(stage.shell.toasts.first().startsWith(QStringLiteral("3 revealed")),
                 qPrintable(stage.shell.toasts.first()));
        QCOMPARE(stage.world.server->revealed().size(), 3);
        QTRY_VERIFY(table->chosen().isEmpty()); // also those of the page that is not shown
        QTRY_COMPARE(stage.text("revealCost"), QStringLiteral("Nobody is chosen"));
        turnToFirst(stage);
        QCOMPARE(table->chosenHere(), 0);
        QTRY_VERIFY(stage.find<QWidget>("knownLine")->isVisible());
    }

    void theCapKeepsTheFirstOfAllPages()
    {
        FindStage stage;
        QCoro::waitFor(stage.world.finder->setDailyCap(3));
        FoundTable *table = found(stage);
        turnToSecond(stage);
        choose(table, 2);
        turnToFirst(stage);
        choose(table, 2);
        QTRY_VERIFY(stage.find<Button>("revealChosen")->toolTip().contains(QStringLiteral("cap leaves 3")));
        const QList<FoundPersonId> all = table->chosen();
        QCOMPARE(all.size(), 4);
        QTRY_VERIFY(!stage.find<QWidget>("chooseFewer")->visibleRegion().isEmpty());
        stage.click("chooseFewer");
        QCOMPARE(table->chosen(), all.first(3));
        QCOMPARE(table->chosenHere(), 2);
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
    }

    void whoIsKnownByNowIsNotChosenAnyMore()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        const QList<FoundPersonId> chosen = table->chosen();
        turnToSecond(stage);
        stage.world.reveal({chosen.first()});
        QTRY_COMPARE(table->chosen(), chosen.mid(1));
        QVERIFY(stage.text("revealCost").contains(QStringLiteral("Reveals 1")));
    }

    void whoIsProbablyThereByNowIsAskedAboutOnceMore()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 1);
        const FoundPage page = **QCoro::waitFor(stage.world.finder->lastShown());
        const SandboxPerson truth = stage.world.person(personOf(page, table->chosen().first()));
        turnToSecond(stage);
        Lead mine;
        mine.firstName = truth.firstName;
        mine.lastName = truth.lastName;
        mine.companyName = truth.company.name;
        mine.email = *EmailAddress::parse(truth.email);
        QVERIFY(QCoro::waitFor(stage.world.leads->add(mine)));
        stage.find<FindLeadsPage>("findLeadsPage")->enter();
        QTRY_COMPARE(table->choice().count(FoundState::Likely), 1);
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
        stage.click("revealChosen");
        QTRY_VERIFY(stage.find<QWidget>("revealAgainSheet") != nullptr);
        QVERIFY(stage.world.server->revealed().isEmpty());
    }

    void anotherSearchBeginsWithNobody()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        const QList<FoundPersonId> chosen = table->chosen();
        turnToSecond(stage);
        // While there are no other results, they stay, and so does the choice.
        stage.world.server->setFaultyEndpoint(QStringLiteral("mixed_people/api_search"));
        stage.world.server->setFault(ApolloServer::Fault::FreePlan);
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr);
        QTRY_VERIFY(!stage.find<QWidget>("findTryAgain")->visibleRegion().isEmpty());
        QCOMPARE(table->chosen(), chosen);
        stage.world.server->setFault(ApolloServer::Fault::None);
        stage.click("findTryAgain");
        QTRY_VERIFY(table->chosen().isEmpty());
        QTRY_VERIFY(stage.rows() > 0);
        QCOMPARE(table->chosenHere(), 0);
    }

    void anotherRunOfTheSearchBeginsWithNobody()
    {
        FindStage stage;
        FoundTable *table = found(stage);
        choose(table, 2);
        stage.click("savedSearches");
        QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()) != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().constFirst()).center());
        QTRY_VERIFY(table->chosen().isEmpty());
        QTRY_VERIFY(stage.rows() > 0);
        QCOMPARE(table->chosenHere(), 0);
    }
};

QTEST_MAIN(FindLeadsChoiceTest)
#include "FindLeadsChoiceTest.moc"
