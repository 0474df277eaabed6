#include "prospecting/FindLeadsPage.h"

#include "FindStage.h"
#include "prospecting/FindFilters.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/FieldMessage.h"
#include "widgets/LineEdit.h"
#include "widgets/TextField.h"
#include "widgets/TokenField.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QMenu>
#include <QTest>

using namespace AlwaysLeads;

class FindLeadsPageTest : public QObject
{
    Q_OBJECT

private:
    static FoundTable *table(const FindStage &stage) { return stage.find<FoundTable>("foundTable"); }
    static QMenu *openMenu() { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }
    /// Clicks the n-th entry of the menu of saved searches.
    static void chooseSaved(FindStage &stage, int entry)
    {
        stage.click("savedSearches");
        QTRY_VERIFY(openMenu() != nullptr);
        QMenu *menu = openMenu();
        QAction *action = menu->actions().at(entry);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }

private Q_SLOTS:
    void asksForAKeyFirst()
    {
        FindStage stage(FindStage::Key::None);
        stage.openPage();
        QTRY_VERIFY(stage.find<QWidget>("findNoKey")->isVisible());
        stage.takePictures(QStringLiteral("find-no-key-1440"));
        QCOMPARE(stage.world.server->calls(), 0);
        // A key that comes while the page is open opens it.
        const QByteArray secret(ApolloServer::acceptedKey);
        QCoro::waitFor(stage.vault.keep(apolloKeyName(), secret, Vault::hintFor(secret)));
        QTRY_VERIFY(stage.find<QWidget>("findFilters")->isVisible());
    }

    void searchesWhileFiltersAreTyped()
    {
        FindStage stage;
        stage.openPage();
        QTRY_VERIFY(stage.find<QWidget>("findEmpty") != nullptr);
        stage.takePictures(QStringLiteral("find-empty-1440"));
        QTRY_COMPARE(stage.world.server->calls(), 1); // the credits
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        const int found = stage.rows();
        stage.click("filterHead");
        QTRY_VERIFY2(stage.rows() > 0 && stage.rows() < found,
                     qPrintable(QStringLiteral("%1 of %2").arg(stage.rows()).arg(found)));
        const QStringList titles = {QStringLiteral("Head of operations")};
        stage.addToken("filterTitles", titles.first());
        QTRY_COMPARE((**QCoro::waitFor(stage.world.finder->lastShown())).filters.titles, titles);
        const FoundPage page = **QCoro::waitFor(stage.world.finder->lastShown());
        QCOMPARE(page.filters.seniorities.size(), 3);
        QTRY_VERIFY(stage.text("foundCount").contains(QStringLiteral("people"))); // kept first, then shown
    }

    void looksAsDrawn()
    {
        FindStage stage;
        stage.openPage();
        for (const char *country : {"Denmark", "Poland", "Finland", "Norway", "Sweden", "Lithuania"}) {
            stage.addToken("filterCompanyPlaces", QLatin1String(country));
        }
        QTRY_VERIFY(stage.rows() > 10);
        // Some are known already, and one said no.
        const FoundPage before = **QCoro::waitFor(stage.world.finder->lastShown());
        const RevealReport report = stage.world.reveal(FinderWorld::revealable(before, 4));
        QCoro::waitFor(stage.world.leads->setStatus({report.leads.first()}, LeadStatus::OptedOut));
        stage.addToken("filterTitles", QStringLiteral("Head of operations"));
        stage.addToken("filterTitles", QStringLiteral("Director"));
        stage.addToken("filterTitles", QStringLiteral("Manager"));
        for (const char *box : {"filterOwner", "filterCLevel", "filterHead", "filterManager"}) {
            stage.click(box);
        }
        QTRY_VERIFY(stage.find<QWidget>("knownLine")->isVisible());
        table(stage)->setFocus();
        QTest::keyClick(table(stage), Qt::Key_Home, Qt::ControlModifier);
        for (int row = 0; row < 9; ++row) {
            QTest::keyClick(table(stage), Qt::Key_Space);
            QTest::keyClick(table(stage), Qt::Key_Down);
        }
        stage.takePictures(QStringLiteral("find-leads-1440"));
        stage.window.resize(960, 642); // 1024 with the rail
        stage.takePictures(QStringLiteral("find-leads-1024"));
        stage.click("showKnown");
        stage.window.resize(1224, 862);
        stage.takePictures(QStringLiteral("find-leads-known-1440"));
    }

    void pagesWithButtonsAndKeys()
    {
        FindStage stage;
        FindLeadsPage *page = stage.openPage();
        QTest::keyClicks(stage.find<QLineEdit>("filterWords"), QStringLiteral("freight"));
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 1 of 2"));
        QCOMPARE(stage.rows(), 100);
        QVERIFY(!stage.find<QWidget>("previousPage")->isEnabled());
        stage.click("nextPage");
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 2 of 2"));
        QVERIFY(!stage.find<QWidget>("nextPage")->isEnabled());
        QTest::keyClick(table(stage), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 1 of 2"));
        QTest::keyClick(table(stage), Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 2 of 2"));
        QVERIFY(!page->commands().isEmpty());
    }

    void choosesWithSpaceClickAndAll()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 5);
        FoundTable *people = table(stage);
        people->setFocus();
        QTest::keyClick(people, Qt::Key_Space);
        QCOMPARE(people->chosen().size(), 1);
        QTest::keyClick(people, Qt::Key_J);
        QCOMPARE(people->chosen().size(), 1); // moving chooses nothing
        QTest::keyClick(people, Qt::Key_Down, Qt::ShiftModifier);
        const qsizetype chosen = people->chosen().size();
        QVERIFY(chosen >= 2);
        const QRect first = people->visualRect(people->model()->index(0, FoundTableModel::Title));
        QTest::mouseClick(people->viewport(), Qt::LeftButton, {}, first.center());
        QCOMPARE(people->chosen().size(), chosen - 1);
        QTest::keyClick(people, Qt::Key_A, Qt::ControlModifier);
        const auto *model = static_cast<FoundTableModel *>(people->model());
        int withEmail = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            withEmail += model->person(row)->canBeRevealed() ? 1 : 0;
        }
        QVERIFY(withEmail < model->rowCount()); // those without an address cannot be chosen
        QCOMPARE(people->chosen().size(), withEmail);
        QTest::keyClick(people, Qt::Key_Escape);
        QVERIFY(people->chosen().isEmpty());
    }

    void saysWhenNobodyFits()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Atlantis"));
        QTRY_VERIFY(stage.find<QWidget>("findClearAll") != nullptr);
        stage.takePictures(QStringLiteral("find-nobody-1440"));
        stage.click("findClearAll");
        QTRY_VERIFY(stage.find<TokenField>("filterCompanyPlaces")->tokens().isEmpty());
        QVERIFY(stage.find<FindFilters>("findFilters")->filters().isEmpty());
    }

    void saysWhatIsWrongAndTriesAgain()
    {
        FindStage stage;
        stage.world.server->setFaultyEndpoint(QStringLiteral("mixed_people/api_search"));
        stage.world.server->setFault(ApolloServer::Fault::FreePlan);
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr && stage.find<QWidget>("findTryAgain")->isVisible());
        stage.takePictures(QStringLiteral("find-problem-1440"));
        QVERIFY(stage.find<QWidget>("findFilters")->isAncestorOf(QApplication::focusWidget())); // who types, types on
        stage.world.server->setFault(ApolloServer::Fault::None);
        stage.click("findTryAgain");
        QTRY_VERIFY(stage.rows() > 0);
    }

    void theKeyboardGoesOnWhereItCanBeTriedAgain()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        stage.click("saveSearch");
        QTRY_VERIFY(stage.find<QLineEdit>("saveSearchName") != nullptr);
        QTest::keyClick(stage.find<QLineEdit>("saveSearchName"), Qt::Key_Return);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        stage.world.server->setFaultyEndpoint(QStringLiteral("mixed_people/api_search"));
        stage.world.server->setFault(ApolloServer::Fault::FreePlan);
        table(stage)->setFocus();
        chooseSaved(stage, 0);
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr);
        QTRY_COMPARE(QApplication::focusWidget(), stage.find<QWidget>("findTryAgain"));
        stage.world.server->setFault(ApolloServer::Fault::None);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") == nullptr && stage.rows() > 0);
        QTRY_COMPARE(QApplication::focusWidget(), table(stage));
    }

    void staysUsableOffline()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        stage.world.server->setFault(ApolloServer::Fault::CutConnection);
        stage.addToken("filterCompanyPlaces", QStringLiteral("Poland"));
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr);
        QVERIFY(stage.rows() > 0); // they stay
        table(stage)->chooseAll();
        QVERIFY(!table(stage)->chosen().isEmpty());
        QVERIFY(!stage.find<QWidget>("revealChosen")->isEnabled());
        stage.takePictures(QStringLiteral("find-offline-1440"));
    }

    void revealsAgainWhenASearchWorksAgain()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        stage.world.server->setFault(ApolloServer::Fault::CutConnection);
        stage.addToken("filterCompanyPlaces", QStringLiteral("Poland"));
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr);
        stage.world.server->setFault(ApolloServer::Fault::None);
        stage.click("findTryAgain");
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") == nullptr && stage.rows() > 0);
        table(stage)->setFocus();
        QTest::keyClick(table(stage), Qt::Key_Space);
        QCOMPARE(table(stage)->chosen().size(), 1);
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
    }

    void triesAgainWhatFailed()
    {
        FindStage stage;
        const auto canTryAgain = [&stage] { // a layout shows what it is given a moment later
            const auto *button = stage.find<QWidget>("findTryAgain");
            return button != nullptr && button->isVisible();
        };
        stage.openPage();
        QTest::keyClicks(stage.find<QLineEdit>("filterWords"), QStringLiteral("freight"));
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 1 of 2"));
        const PeopleSearchId search = (**QCoro::waitFor(stage.world.finder->lastShown())).search;
        QVERIFY(QCoro::waitFor(stage.world.finder->save(search, QStringLiteral("Freight"))));
        // The second page.
        stage.world.server->setFault(ApolloServer::Fault::CutConnection);
        stage.click("nextPage");
        QTRY_VERIFY(canTryAgain());
        QCOMPARE(stage.text("foundPage"), QStringLiteral("Page 1 of 2"));
        stage.world.server->setFault(ApolloServer::Fault::None);
        stage.click("findTryAgain");
        QTRY_COMPARE(stage.text("foundPage"), QStringLiteral("Page 2 of 2"));
        // A saved search.
        stage.world.server->setFault(ApolloServer::Fault::CutConnection);
        chooseSaved(stage, 0);
        QTRY_VERIFY(canTryAgain());
        stage.world.server->setFault(ApolloServer::Fault::None);
        stage.click("findTryAgain");
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") == nullptr && stage.rows() > 0);
        QCOMPARE(stage.world.count("SELECT count(*) FROM people_search"), 1);
        QCOMPARE((**QCoro::waitFor(stage.world.finder->lastShown())).name, QStringLiteral("Freight"));
    }

    void neverShowsTheAnswerToAnOlderQuestion()
    {
        FindStage stage;
        stage.openPage();
        stage.world.server->setLatency(std::chrono::milliseconds(120));
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QLineEdit *words = stage.find<QLineEdit>("filterWords");
        words->setFocus();
        QTest::keyClicks(words, QStringLiteral("fr"));
        QTest::keyClick(words, Qt::Key_Return); // under way
        QTest::keyClicks(words, QStringLiteral("eight"));
        QTest::keyClick(words, Qt::Key_Return);
        QTRY_VERIFY(stage.rows() > 0);
        QCOMPARE((**QCoro::waitFor(stage.world.finder->lastShown())).filters.words, QStringLiteral("freight"));
    }

    void aSearchCanBeStopped()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        const int found = stage.rows();
        QVERIFY(!stage.find<QWidget>("stopSearch")->isVisible());
        stage.world.server->setLatency(std::chrono::minutes(5));
        stage.addToken("filterCompanyPlaces", QStringLiteral("Poland"));
        QTRY_VERIFY(stage.find<QWidget>("stopSearch")->isVisible());
        stage.takePictures(QStringLiteral("find-searching-1440"));
        QTest::keyClick(stage.find<QWidget>("findLeadsPage"), Qt::Key_Escape);
        QTRY_VERIFY(!stage.find<QWidget>("stopSearch")->isVisible());
        QCOMPARE(stage.rows(), found); // those found before
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr && stage.find<QWidget>("findTryAgain")->isVisible());
        QCOMPARE(stage.find<TokenField>("filterCompanyPlaces")->tokens().size(), 2); // nothing typed is lost
        stage.world.server->setLatency(std::chrono::milliseconds(0));
        stage.click("findTryAgain");
        QTRY_VERIFY(stage.rows() > found);
        QVERIFY(stage.find<QWidget>("findTryAgain") == nullptr);
    }

    void showsTheLastSearchAfterARestart()
    {
        FindStage stage;
        stage.world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const int calls = stage.world.server->calls();
        stage.openPage();
        QTRY_VERIFY(stage.rows() > 0);
        QCOMPARE(stage.find<TokenField>("filterCompanyPlaces")->tokens(), QStringList{QStringLiteral("Denmark")});
        QTRY_COMPARE(stage.world.server->calls(), calls + 1); // the credits alone
    }

    void savesASearchAndSaysWhoIsNew()
    {
        FindStage stage;
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        stage.click("saveSearch");
        QTRY_VERIFY(stage.find<QLineEdit>("saveSearchName") != nullptr);
        QLineEdit *name = stage.find<QLineEdit>("saveSearchName");
        QCOMPARE(name->text(), QStringLiteral("Denmark"));
        name->clear();
        QTest::keyClicks(name, QStringLiteral("Danish freight"));
        stage.takePictures(QStringLiteral("find-save-1440"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QTRY_VERIFY(!stage.find<QWidget>("saveSearch")->isEnabled());
        QVERIFY(stage.world.files.write([](Connection &connection) {
            return connection.run(QStringLiteral("DELETE FROM people_search_seen WHERE person_id IN (SELECT person_id "
                                                 "FROM people_search_result WHERE position IN (0, 3))"));
        }));
        chooseSaved(stage, 0);
        QTRY_VERIFY(stage.find<Button>("showOnlyNew")->isVisible());
        QVERIFY(stage.find<Button>("showOnlyNew")->text().startsWith(QStringLiteral("2 new since")));
        stage.takePictures(QStringLiteral("find-saved-new-1440"));
        stage.click("showOnlyNew");
        QCOMPARE(stage.rows(), 2);
        stage.click("showOnlyNew");
        chooseSaved(stage, 0); // nobody came since: that is said too
        QTRY_VERIFY2(stage.text("foundHint").startsWith(QStringLiteral("nobody new since")),
                     qPrintable(stage.text("foundHint")));
        chooseSaved(stage, 3); // behind the separator and renaming: forget
        QTRY_VERIFY(QCoro::waitFor(stage.world.finder->saved())->isEmpty());
        QTRY_COMPARE(stage.rows(), -1); // gone from the page too
        QTRY_VERIFY(stage.shell.lastUndoable().contains(QStringLiteral("is forgotten")));
        stage.shell.undoLast();
        QTRY_VERIFY(stage.rows() > 5);
        QCOMPARE(stage.shell.problems, QStringList());
        QCOMPARE(QCoro::waitFor(stage.world.finder->saved())->first().name, QStringLiteral("Danish freight"));
        QVERIFY(!stage.find<QWidget>("saveSearch")->isEnabled()); // it is saved
    }

    void aSavedSearchIsRenamedByF2()
    {
        FindStage stage;
        FindLeadsPage *page = stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 0);
        table(stage)->setFocus();
        QTest::keyClick(table(stage), Qt::Key_F2); // there is nothing to rename yet
        QTRY_VERIFY(stage.shell.problems.value(0).contains(QStringLiteral("Only a saved search")));
        stage.shell.problems.clear();
        QVERIFY(QCoro::waitFor(stage.world.finder->save((*QCoro::waitFor(stage.world.finder->lastShown()))->search,
                                                        QStringLiteral("Danes"))));
        QTRY_VERIFY(!stage.find<QWidget>("saveSearch")->isEnabled());
        QTest::keyClick(table(stage), Qt::Key_F2);
        QTRY_VERIFY(stage.find<QLineEdit>("saveSearchName") != nullptr);
        QLineEdit *name = stage.find<QLineEdit>("saveSearchName");
        QCOMPARE(name->text(), QStringLiteral("Danes"));
        QTest::keyClicks(name, QStringLiteral("Danish freight"));
        stage.takePictures(QStringLiteral("find-rename-1440"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(QCoro::waitFor(stage.world.finder->saved())->first().name, QStringLiteral("Danish freight"));
        QTRY_VERIFY(!stage.shell.undoables.empty());
        stage.shell.undoLast();
        QCOMPARE(QCoro::waitFor(stage.world.finder->saved())->first().name, QStringLiteral("Danes"));
        QTRY_VERIFY(stage.find<QWidget>("saveSearch")->toolTip().contains(QStringLiteral("“Danes”")));
        QCOMPARE(stage.shell.problems, QStringList());
        QVERIFY(page->isVisible());
    }

    void anAmountThatCannotBeReadIsSaid()
    {
        FindStage stage;
        stage.openPage();
        stage.click("moreFilters");
        auto *from = stage.find<LineEdit>("filterRevenueFrom");
        auto *to = stage.find<LineEdit>("filterRevenueTo");
        auto *wrong = stage.find<FieldMessage>("filterRevenueWrong");
        QTest::keyClicks(from, QStringLiteral("plenty"));
        QVERIFY(from->isBad());
        QVERIFY(wrong->text().contains(QStringLiteral("500k")));
        from->clear();
        QTest::keyClicks(from, QStringLiteral("1.5 million"));
        QVERIFY(wrong->text().isEmpty());
        QCOMPARE(stage.find<FindFilters>("findFilters")->filters().revenue.from.value_or(0), 1'500'000);
        QTest::keyClicks(to, QStringLiteral("800k"));
        QVERIFY(wrong->text().contains(QStringLiteral("more than To")));
        QTest::keyClicks(to, QStringLiteral("x"));
        QVERIFY(to->isBad());
        stage.click("clearFilters"); // takes the complaint away too
        QVERIFY(!to->isBad());
        QVERIFY(wrong->text().isEmpty());
    }

    void theFieldWithTheKeyboardIsInView()
    {
        FindStage stage;
        stage.openPage(QSize(1224, 600));
        stage.click("moreFilters");
        auto *hiring = stage.find<TokenField>("filterHiring")->edit();
        hiring->setFocus();
        auto *page = stage.find<FindLeadsPage>("findLeadsPage");
        auto *titles = stage.find<TokenField>("filterTitles");
        QTRY_VERIFY(titles->visibleRegion().isEmpty());
        page->focusSearch();
        QTRY_VERIFY(!titles->visibleRegion().isEmpty());
    }

    void aSavedSearchOfSeveralPagesSaysWhichItIsAtAndCanBeStopped()
    {
        FindStage stage;
        const FoundPage all = stage.world.search({}); // two hundred people on two pages
        QVERIFY(QCoro::waitFor(stage.world.finder->save(all.search, QStringLiteral("Everybody"))));
        stage.openPage();
        QTRY_VERIFY(stage.rows() > 0);
        // The second page does not come.
        QObject::connect(stage.world.finder.get(), &LeadFinder::runProgressed, stage.world.finder.get(),
                         [&stage] { stage.world.server->setLatency(std::chrono::minutes(5)); });
        QSignalSpy progressed(stage.world.finder.get(), &LeadFinder::runProgressed);
        chooseSaved(stage, 0);
        QTRY_COMPARE(progressed.size(), 1);
        QCOMPARE(progressed.first().at(1).toInt(), 1);
        QCOMPARE(progressed.first().at(2).toInt(), 2);
        QCOMPARE(stage.text("foundCount"), QStringLiteral("Searching… page 2 of 2"));
        QCOMPARE(stage.shell.progress, QStringList{QStringLiteral("saved search")});
        stage.takePictures(QStringLiteral("find-saved-running-1440"));
        stage.shell.cancelLast();
        QTRY_VERIFY(stage.shell.progress.isEmpty());
        QTRY_VERIFY(stage.rows() > 0); // those of the run before
        QTRY_VERIFY(stage.find<QWidget>("findTryAgain") != nullptr);
    }

    void theModelKeepsItsWord()
    {
        FindStage stage;
        FoundTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const FoundPage page = stage.world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        model.show(page);
        const QList<FoundPersonId> ids = FinderWorld::revealable(page, 2);
        stage.world.reveal(ids);
        model.renew(stage.world.again(page));
        QCOMPARE(model.rowCount(), int(page.people.size())); // revealed now: they stay
        QVERIFY(!model.flags(model.index(model.rowOf(ids.first()), 0)).testFlag(Qt::ItemIsSelectable));
        model.show(stage.world.again(page));
        QCOMPARE(model.known(), 2);
        QCOMPARE(model.rowCount(), int(page.people.size()) - 2);
        model.setShowsAll(true);
        QCOMPARE(model.rowCount(), int(page.people.size()));
        model.setOnlyNew(true);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(FindLeadsPageTest)
#include "FindLeadsPageTest.moc"
