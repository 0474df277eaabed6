#include "FindStage.h"
#include "prospecting/FindLeadsPage.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "support/Patience.h"
#include "widgets/Button.h"

#include <QApplication>
#include <QLineEdit>
#include <QMouseEvent>
#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

class FindLeadsRevealTest : public QObject
{
    Q_OBJECT

private:
    static FoundTable *searched(FindStage &stage)
    {
        stage.openPage();
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        if (!QTest::qWaitFor([&] { return stage.rows() > 5; }, testPatience)) {
            qFatal("nobody is found");
        }
        auto *table = stage.find<FoundTable>("foundTable");
        table->setFocus();
        return table;
    }
    static void choose(FoundTable *table, int people)
    {
        for (int row = 0; table->chosen().size() < people; ++row) {
            QTest::keyClick(table, Qt::Key_Space);
            QTest::keyClick(table, Qt::Key_Down);
        }
    }

private Q_SLOTS:
    void saysTheCostBeforeAndTheOutcomeAfter()
    {
        FindStage stage;
        FoundTable *table = searched(stage);
        QVERIFY(!stage.find<QWidget>("revealChosen")->isEnabled());
        choose(table, 3);
        QTRY_VERIFY(stage.text("revealAfter").contains(QStringLiteral("177 left afterwards")));
        QVERIFY(stage.text("revealAfter").contains(QStringLiteral("3 of 50")));
        QVERIFY(stage.text("revealCost").contains(QStringLiteral("Reveals 3")));
        QVERIFY(stage.find<Button>("revealChosen")->text().contains(QStringLiteral("3")));
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QVERIFY2(stage.shell.toasts.first().startsWith(QStringLiteral("3 revealed")),
                 qPrintable(stage.shell.toasts.first()));
        QVERIFY(stage.shell.progress.isEmpty()); // begun and ended
        QCOMPARE(stage.world.count("SELECT count(*) FROM lead"), 3);
        // Their rows are filled, and cannot be chosen any more.
        auto *model = static_cast<FoundTableModel *>(table->model());
        QTRY_COMPARE(model->person(0)->state, FoundState::Known);
        QVERIFY(model->index(0, FoundTableModel::Email).data().toString().contains(QLatin1Char('@')));
        QVERIFY(table->chosen().isEmpty());
        stage.takePictures(QStringLiteral("find-revealed-1440"));
        // Enter opens the person.
        table->setCurrentIndex(model->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(!stage.shell.openedLead.isNull());
    }

    void enterChoosesSomebodyAndGoesToWhatReveals()
    {
        FindStage stage;
        FoundTable *table = searched(stage);
        auto *model = static_cast<FoundTableModel *>(table->model());
        int with = -1;
        int without = -1;
        for (int row = 0; row < model->rowCount(); ++row) {
            (model->person(row)->shown.hasEmail ? with : without) = row;
        }
        QVERIFY(with >= 0 && without >= 0);
        table->setCurrentIndex(model->index(without, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(stage.shell.problems.size(), 1);
        QVERIFY(stage.shell.problems.first().contains(QStringLiteral("no email")));
        const FoundPersonId id = model->person(with)->id;
        table->setCurrentIndex(model->index(with, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(table->chosen(), QList{id});
        QCOMPARE(QApplication::focusWidget(), stage.find<QWidget>("revealChosen"));
        QVERIFY(stage.text("revealCost").contains(QStringLiteral("Reveals 1")));
        QVERIFY(stage.world.server->revealed().isEmpty()); // nothing is paid by one key
        QVERIFY(stage.find<QWidget>("showRevealed")->isHidden());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), table);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        // And on to Leads, with nobody else in it.
        QTRY_VERIFY(stage.find<QWidget>("showRevealed")->isVisible());
        QCOMPARE(stage.find<Button>("showRevealed")->text(), QStringLiteral("Show 1 revealed in Leads"));
        stage.takePictures(QStringLiteral("find-show-revealed-1440"));
        stage.click("showRevealed");
        QCOMPARE(stage.shell.shownPeople.size(), 1);
        QTRY_COMPARE(model->person(model->rowOf(id))->lead, stage.shell.shownPeople.first());
        // Another search has nobody revealed.
        const QString found = stage.text("foundCount");
        stage.addToken("filterCompanyPlaces", QStringLiteral("Poland"));
        QTRY_VERIFY(stage.text("foundCount") != found && stage.find<QWidget>("stopSearch")->isHidden());
        QVERIFY(stage.find<QWidget>("showRevealed")->isHidden());
    }

    void theCapSwitchesTheButtonOffWithItsReason()
    {
        FindStage stage;
        QCoro::waitFor(stage.world.finder->setDailyCap(2));
        FoundTable *table = searched(stage);
        choose(table, 3);
        auto *button = stage.find<Button>("revealChosen");
        QTRY_VERIFY(button->toolTip().contains(QStringLiteral("cap leaves 2")));
        QVERIFY(!button->isEnabled());
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!stage.shell.problems.isEmpty());
        QVERIFY(stage.shell.problems.last().contains(QStringLiteral("cap leaves 2")));
        QVERIFY(stage.world.server->revealed().isEmpty());
        stage.takePictures(QStringLiteral("find-cap-1440"));
        // One click keeps as many as the cap allows, from the top.
        const QList<FoundPersonId> all = table->chosen();
        stage.click("chooseFewer");
        QCOMPARE(table->chosen(), all.first(2));
        QTRY_VERIFY(button->isEnabled());
        QVERIFY(stage.find<QWidget>("chooseFewer")->isHidden());
        choose(table, 3);
        QTRY_VERIFY(!button->isEnabled());
        QCoro::waitFor(stage.world.finder->setDailyCap(20));
        QTRY_VERIFY(button->isEnabled());
    }

    void theCostIsReadWholeInTheSmallestWindow()
    {
        FindStage stage;
        stage.openPage(QSize(959, 640)); // a window of 1024 less its rail
        stage.addToken("filterCompanyPlaces", QStringLiteral("Denmark"));
        QTRY_VERIFY(stage.rows() > 5);
        auto *table = stage.find<FoundTable>("foundTable");
        const auto readsWhole = [&](const char *name) {
            const auto *label = stage.find<QWidget>(name);
            return label->width() >= label->sizeHint().width();
        };
        choose(table, 3);
        QTRY_VERIFY(stage.text("revealAfter").contains(QStringLiteral("177 left afterwards")));
        QTRY_VERIFY2(readsWhole("revealCost"), qPrintable(stage.text("revealCost")));
        QCOMPARE(stage.find<Button>("clearSelection")->text(),
                 QStringLiteral("Choose nobody")); // the filters' is "Clear"
        stage.takePictures(QStringLiteral("find-cost-1024"));
        QCoro::waitFor(stage.world.finder->setDailyCap(2));
        QTRY_VERIFY(stage.text("revealCost").contains(QStringLiteral("cap leaves 2")));
        QTRY_VERIFY2(readsWhole("revealCost"), qPrintable(stage.text("revealCost")));
        QCOMPARE(stage.text("revealAfter"), QStringLiteral("Or raise it in Settings."));
        stage.takePictures(QStringLiteral("find-cap-1024"));
    }

    void aDoubleClickOnFewerDropsNobody()
    {
        FindStage stage;
        QCoro::waitFor(stage.world.finder->setDailyCap(2));
        FoundTable *table = searched(stage);
        choose(table, 3);
        QTRY_VERIFY(!stage.find<QWidget>("chooseFewer")->visibleRegion().isEmpty());
        stage.click("chooseFewer");
        auto *clear = stage.find<QWidget>("clearSelection");
        QTRY_VERIFY(!clear->visibleRegion().isEmpty());
        const QPointF middle = QRectF(clear->rect()).center();
        const QPointF onScreen = clear->mapToGlobal(middle);
        QMouseEvent second(QEvent::MouseButtonDblClick, middle, onScreen, Qt::LeftButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(clear, &second);
        QMouseEvent release(QEvent::MouseButtonRelease, middle, onScreen, Qt::LeftButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(clear, &release);
        QCOMPARE(table->chosen().size(), 2);
        stage.click("clearSelection");
        QVERIFY(table->chosen().isEmpty());
    }

    void creditsThatAreUsedSwitchItOffToo()
    {
        FindStage stage;
        stage.world.server->setCreditsLeft(0);
        FoundTable *table = searched(stage);
        choose(table, 1);
        QTRY_VERIFY(stage.find<Button>("revealChosen")->toolTip().contains(QStringLiteral("no credits left")));
    }

    void asksBeforePayingTwice()
    {
        FindStage stage;
        FoundTable *table = searched(stage);
        choose(table, 1);
        stage.world.server->setFaultyEndpoint(QStringLiteral("people/bulk_match"));
        stage.world.server->setFault(ApolloServer::Fault::ServerError, 1);
        stage.click("revealChosen");
        QTRY_COMPARE(stage.shell.problems.size(), 1);
        QVERIFY(stage.shell.problems.first().contains(QStringLiteral("may have been charged")));
        auto *model = static_cast<FoundTableModel *>(table->model());
        QTRY_COMPARE(model->person(0)->state, FoundState::Asked);
        table->chooseAll();
        QVERIFY(!table->chosen().contains(model->person(0)->id)); // not on its own
        table->choose({model->person(0)->id});
        QTRY_VERIFY(stage.text("revealAfter").contains(QStringLiteral("second time")));
        QTRY_VERIFY(!stage.find<Button>("revealChosen")->isBusy()); // it knows what is left
        stage.click("revealChosen");
        QTRY_VERIFY(stage.find<QWidget>("revealAgainSheet") != nullptr);
        stage.takePictures(QStringLiteral("find-again-1440"));
        QTest::keyClick(stage.window.focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(stage.find<QWidget>("revealAgainSheet") == nullptr);
        QVERIFY(stage.world.server->revealed().isEmpty());
    }

    void asksBeforePayingForWhoIsProbablyThere()
    {
        FindStage stage;
        const FoundPage found = stage.world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const FoundPersonId id = FinderWorld::revealable(found, 1).first();
        const SandboxPerson truth = stage.world.person(*std::ranges::find(found.people, id, &FoundPerson::id));
        Lead mine;
        mine.firstName = truth.firstName;
        mine.lastName = truth.lastName;
        mine.companyName = truth.company.name;
        mine.email = *EmailAddress::parse(truth.email);
        QVERIFY(QCoro::waitFor(stage.world.leads->add(mine)));
        FoundTable *table = searched(stage);
        auto *model = static_cast<FoundTableModel *>(table->model());
        const QModelIndex row = model->index(model->rowOf(id), FoundTableModel::Email);
        QCOMPARE(row.data().toString(), QStringLiteral("Probably yours"));
        const QString name = row.siblingAtColumn(FoundTableModel::Name).data().toString();
        QVERIFY2(name.contains(QChar(0x2022)), qPrintable(name)); // it is a guess, and not said as if it were known
        table->chooseAll();
        QVERIFY(!table->chosen().isEmpty() && !table->chosen().contains(id));
        table->choose({id});
        QTRY_VERIFY(stage.find<Button>("revealChosen")->isEnabled());
        stage.click("revealChosen");
        QTRY_VERIFY(stage.find<QWidget>("revealAgainSheet") != nullptr);
        stage.takePictures(QStringLiteral("find-probably-yours-1440"));
        QVERIFY(stage.world.server->revealed().isEmpty());
        stage.click("confirmAction");
        QTRY_COMPARE(stage.world.server->revealed().size(), 1);
        QTRY_COMPARE(model->person(model->rowOf(id))->state, FoundState::Known);
        QCOMPARE(stage.world.count("SELECT count(*) FROM lead"), 1);
    }

    void stopsBetweenTheTens()
    {
        FindStage stage;
        stage.openPage();
        QTest::keyClicks(stage.find<QLineEdit>("filterWords"), QStringLiteral("freight"));
        QTRY_COMPARE(stage.rows(), 100);
        auto *table = stage.find<FoundTable>("foundTable");
        table->setFocus();
        choose(table, 20);
        stage.world.server->setLatency(std::chrono::milliseconds(60));
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
        // Once the next ten are asked for they are paid for, and their answer is waited for: so between them.
        LeadFinder *finder = stage.world.finder.get();
        connect(finder, &LeadFinder::revealProgressed, finder, [finder](const RevealProgress &progress) {
            if (progress.done == 10) {
                finder->cancelReveal();
            }
        });
        stage.click("revealChosen");
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QVERIFY2(stage.shell.toasts.first().startsWith(QStringLiteral("Stopped.")),
                 qPrintable(stage.shell.toasts.first()));
        QCOMPARE(stage.world.count("SELECT count(*) FROM lead"), 10);
    }

    void aPageThatIsClosedDoesNotStopIt()
    {
        FindStage stage;
        FoundTable *table = searched(stage);
        choose(table, 2);
        QTRY_VERIFY(stage.find<QWidget>("revealChosen")->isEnabled());
        stage.click("revealChosen");
        delete stage.find<QWidget>("findLeadsPage");
        QTRY_VERIFY(stage.world.report.has_value());
        QCOMPARE(stage.world.report->revealed(), 2);
    }
};

QTEST_MAIN(FindLeadsRevealTest)
#include "FindLeadsRevealTest.moc"
