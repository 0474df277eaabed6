#include "BrowsingStage.h"
#include "lead/LeadFilterBar.h"
#include "lead/LeadTableColumns.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/LineEdit.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace AlwaysLeads;

/// Columns of the table of people: which, how wide, in what order, and what the list is sorted by.
class LeadsColumnsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsByMoreThanOneColumn()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.clickHeader(LeadTableModel::Status);
        opened.clickHeader(LeadTableModel::Score, Qt::ShiftModifier);
        QTRY_COMPARE(opened.names().first(3),
                     (QStringList{QStringLiteral("Hanna"), QStringLiteral("Yusuf"), QStringLiteral("Marta")}));
        opened.clickHeader(LeadTableModel::Score, Qt::ShiftModifier); // turns the second
        QTRY_COMPARE(opened.names().first(3),
                     (QStringList{QStringLiteral("Marta"), QStringLiteral("Yusuf"), QStringLiteral("Hanna")}));
        stage.takePictures(QStringLiteral("leads-two-sorts-1440"));
        opened.clickHeader(LeadTableModel::Score); // alone again
        QTRY_COMPARE(opened.names().first(), QStringLiteral("Agnieszka"));
    }

    void aColumnShowsWhatDoesNotFitItsFieldAsItWasTyped()
    {
        LeadStage stage;
        QVERIFY(stage.files.write([](Connection &connection) {
            return connection
                .run(
                    QStringLiteral("INSERT INTO custom_field (key, label, kind) VALUES ('trucks', 'Trucks', 'number'), "
                                   "('visit', 'Visit', 'date'), ('partner', 'Partner', 'yes/no')"))
                .map([](qint64) {});
        }));
        Lead lead;
        lead.firstName = QStringLiteral("Zoe");
        lead.custom = {{QStringLiteral("trucks"), QStringLiteral("some")},
                       {QStringLiteral("visit"), QStringLiteral("tomorrow")},
                       {QStringLiteral("partner"), QStringLiteral("maybe")}};
        stage.add(lead);
        lead.custom = {{QStringLiteral("trucks"), QStringLiteral("1234567890123.5")},
                       {QStringLiteral("visit"), QStringLiteral("2026-03-01")},
                       {QStringLiteral("partner"), QStringLiteral("no")}};
        stage.add(lead);
        Browsing opened(stage);
        QVERIFY(opened.hasRows(2));
        QTRY_VERIFY(stage.find<LeadFilterBar>("leadsFilterBar")->fields().find(QStringLiteral("custom:partner"))
                    != nullptr);
        for (const char *entry : {"Trucks", "Visit", "Partner"}) {
            Browsing::chooseInMenu(QString::fromLatin1(entry));
            QTest::mouseClick(stage.find<QPushButton>("leadsColumns"), Qt::LeftButton);
        }
        QTRY_VERIFY(opened.hasRows(2));
        const auto shown = [&opened](const char *key) {
            const int column = opened.model->columnOf(QLatin1String(key));
            QStringList texts{opened.model->index(0, column).data().toString(),
                              opened.model->index(1, column).data().toString()};
            texts.sort();
            return texts;
        };
        const QLocale locale;
        QStringList visits{locale.toString(QDate(2026, 3, 1), QLocale::ShortFormat), QStringLiteral("tomorrow")};
        visits.sort();
        QTRY_COMPARE(shown("custom:trucks"),
                     (QStringList{QStringLiteral("1,234,567,890,123.5"), QStringLiteral("some")}));
        QTRY_COMPARE(shown("custom:visit"), visits);
        QTRY_COMPARE(shown("custom:partner"), (QStringList{QStringLiteral("No"), QStringLiteral("maybe")}));
    }

    void showsMovesAndSizesColumns()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Lead lead;
        lead.firstName = QStringLiteral("Zoe");
        const Result<CustomField> field = QCoro::waitFor(stage.leads.addCustomField(QStringLiteral("Trucks")));
        QVERIFY(field);
        lead.custom.insert(field->key, QStringLiteral("12"));
        lead.city = QStringLiteral("Odense");
        stage.add(lead);
        Browsing opened(stage);
        const QAbstractItemModelTester tester(opened.model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY(opened.hasRows(16));
        QTRY_VERIFY(stage.find<LeadFilterBar>("leadsFilterBar")->fields().find(QStringLiteral("custom:trucks"))
                    != nullptr);
        auto *columns = stage.find<QPushButton>("leadsColumns");
        for (const char *entry : {"Trucks", "City"}) {
            Browsing::chooseInMenu(QString::fromLatin1(entry));
            QTest::mouseClick(columns, Qt::LeftButton);
        }
        QCOMPARE(opened.model->columnCount(), int(LeadTableModel::ColumnCount) + 2);
        const int trucks = opened.model->columnOf(QStringLiteral("custom:trucks"));
        QTRY_VERIFY(opened.hasRows(16));
        QTRY_COMPARE(opened.model->index(0, trucks).data().toString(), QStringLiteral("12"));
        Browsing::chooseInMenu(QStringLiteral("Tags"));
        QTest::mouseClick(columns, Qt::LeftButton);
        QVERIFY(opened.table->isColumnHidden(LeadTableModel::Tags));
        opened.table->columns()->move(trucks, -1);
        opened.table->header()->resizeSection(trucks, 77);
        QTRY_VERIFY(stage.find<Button>("leadsSaveView")->isVisible());
        const QList<LeadColumn> arranged = opened.table->columns()->shown();
        QVERIFY(arranged.contains(LeadColumn{QStringLiteral("custom:trucks"), 77}));
        opened.page->saveViewAs();
        QTRY_VERIFY(stage.find<LineEdit>("nameSheetField") != nullptr);
        stage.find<LineEdit>("nameSheetField")->setText(QStringLiteral("Trucks"));
        QTest::keyClick(stage.find<LineEdit>("nameSheetField"), Qt::Key_Return);
        QTRY_COMPARE(opened.page->views().value(1).title, QStringLiteral("Trucks"));
        stage.files.settle();
        QCOMPARE(std::ranges::count(opened.page->views(), QStringLiteral("Trucks"), &LeadsPage::View::title), 1);
        stage.takePictures(QStringLiteral("leads-columns-1440"));
        opened.page->showView(QStringLiteral("all"));
        QVERIFY(opened.hasRows(16));
        QCOMPARE(opened.table->columns()->shown(), arranged); // as the person left it
        Browsing::chooseInMenu(QStringLiteral("As at first"));
        QTest::mouseClick(columns, Qt::LeftButton);
        QVERIFY(opened.table->columns()->isAsDesigned());
        QVERIFY(opened.hasRows(16));
        opened.page->showView(opened.page->views().value(1).key);
        QVERIFY(opened.hasRows(16));
        QCOMPARE(opened.table->columns()->shown(), arranged);
    }

    void theTableStaysAsThePersonLeftIt()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(QCoro::waitFor(stage.leads.addCustomField(QStringLiteral("Trucks"))));
        const QString trucks = QStringLiteral("custom:trucks");
        QList<LeadColumn> arranged;
        {
            Browsing opened(stage);
            QVERIFY(opened.hasRows(15));
            QTRY_VERIFY(stage.find<LeadFilterBar>("leadsFilterBar")->fields().find(trucks) != nullptr);
            Browsing::chooseInMenu(QStringLiteral("Trucks"));
            QTest::mouseClick(stage.find<QPushButton>("leadsColumns"), Qt::LeftButton);
            opened.table->columns()->move(LeadTableModel::Email, -1);
            opened.clickHeader(LeadTableModel::Company);
            arranged = opened.table->columns()->shown();
            QVERIFY(opened.hasRows(15));
            const QStringList byCompany = opened.names();
            opened.page->showView(QStringLiteral("interested")); // the views that come with the program share it
            QCOMPARE(opened.table->columns()->shown(), arranged);
            opened.page->showView(QStringLiteral("all"));
            QVERIFY(opened.hasRows(15));
            QCOMPARE(opened.names(), byCompany);
            QVERIFY(stage.find<Button>("leadsSaveView")->isVisible());
            delete opened.page; // at once: what was arranged a moment ago is kept all the same
        }
        stage.files.settle();
        const Browsing again(stage);
        QVERIFY(again.hasRows(15));
        QTRY_COMPARE(again.table->columns()->shown(), arranged);
        QTRY_COMPARE(stage.find<Button>("leadsSort")->text(), QStringLiteral("Company"));
        delete again.page;
    }

    void columnsAreSwitchedOneAfterTheOther()
    {
        LeadStage stage;
        stage.addDesignPeople();
        for (int i = 1; i <= 20; ++i) {
            QVERIFY(QCoro::waitFor(stage.leads.addCustomField(QStringLiteral("Own %1").arg(i))));
        }
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        QTRY_VERIFY(stage.find<LeadFilterBar>("leadsFilterBar")->fields().find(QStringLiteral("custom:own 20"))
                    != nullptr);
        bool stayed = false;
        int height = 0;
        QTimer::singleShot(0, &stage.window, [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            height = menu->height();
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().at(3)).center());
            QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("own 17"));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            stayed = menu->isVisible();
            stage.takePictures(QStringLiteral("leads-columns-menu-1440"));
            menu->close();
        });
        QTest::mouseClick(stage.find<QPushButton>("leadsColumns"), Qt::LeftButton);
        QVERIFY(stayed);
        QVERIFY2(height < 500, qPrintable(QString::number(height)));
        QVERIFY(opened.model->columnOf(QStringLiteral("custom:own 17")) > 0);
        QCOMPARE(opened.table->columns()->isAsDesigned(), false);
        QVERIFY(opened.table->isColumnHidden(LeadTableModel::Email));
    }

    void inANarrowWindowButtonsAreIconsAndTheTitleOffersTheViews()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        auto *import = stage.find<Button>("leadsImport");
        auto *sort = stage.find<Button>("leadsSort");
        QCOMPARE(import->text(), QStringLiteral("Import"));
        QCOMPARE(sort->text(), QStringLiteral("Added"));
        auto *views = stage.find<IconButton>("headerMenu");
        QVERIFY(!views->isVisible()); // the sidebar shows them
        opened.page->offerViews(true);
        stage.window.resize(960, 642);
        QTRY_VERIFY(import->text().isEmpty());
        QVERIFY(sort->text().isEmpty() && stage.find<Button>("leadsFind")->text().isEmpty());
        QCOMPARE(import->accessibleName(), QStringLiteral("Import"));
        QCOMPARE(sort->accessibleName(), QStringLiteral("Sorted by Added"));
        QVERIFY(views->isVisible());
        QVERIFY(opened.table->isColumnHidden(LeadTableModel::Tags));
        QVERIFY(opened.page->visibleColumns().contains(QStringLiteral("tags"))); // exported all the same
        QTRY_COMPARE(opened.page->views().value(4).count, 1);
        stage.takePictures(QStringLiteral("leads-narrow-1024"));
        Browsing::chooseInMenu(QStringLiteral("Opted out (1)"));
        QTest::mouseClick(views, Qt::LeftButton);
        QCOMPARE(opened.page->currentView(), QStringLiteral("optedOut"));
        QVERIFY(opened.hasRows(1));
    }

    void showsWhatClaudeSaysInColumns()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const auto judged = [&stage](const char *name, const char *verdict, int score) {
            const qint64 lead =
                stage.files.number(QStringLiteral("SELECT id FROM lead WHERE first_name = ?"), {QLatin1String(name)});
            return bool(stage.files.write([=](Connection &connection) {
                return connection.run(QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, "
                                                     "model, at) VALUES (?, ?, ?, '[]', '', 1)"),
                                      {lead, score, QLatin1String(verdict)});
            }));
        };
        QVERIFY(judged("Marta", "good", 70) && judged("Yusuf", "no", 12) && judged("Hanna", "good", 91));
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        QCOMPARE(opened.model->columnOf(QStringLiteral("verdict")), -1); // hidden until wanted
        for (const char *entry : {"Claude says", "Claude's score"}) {
            Browsing::chooseInMenu(QString::fromLatin1(entry));
            QTest::mouseClick(stage.find<QPushButton>("leadsColumns"), Qt::LeftButton);
        }
        const int verdict = opened.model->columnOf(QStringLiteral("verdict"));
        const int score = opened.model->columnOf(QStringLiteral("verdict score"));
        QVERIFY(verdict > 0 && score > 0);
        opened.clickHeader(score); // the best first, whom nobody asked about last
        QTRY_COMPARE(opened.names().first(3),
                     (QStringList{QStringLiteral("Hanna"), QStringLiteral("Marta"), QStringLiteral("Yusuf")}));
        QTRY_COMPARE(opened.model->index(0, verdict).data().toString(), QStringLiteral("Good fit"));
        QCOMPARE(opened.model->index(0, score).data().toString(), QStringLiteral("91"));
        QCOMPARE(opened.model->index(2, verdict).data().toString(), QStringLiteral("No fit"));
        QVERIFY(opened.model->index(3, verdict).data().toString().isEmpty());
        stage.takePictures(QStringLiteral("leads-verdict-1440"));
        opened.clickHeader(verdict); // good, maybe, no
        QTRY_COMPARE(opened.names().value(2), QStringLiteral("Yusuf"));
        QVERIFY(opened.page->visibleColumns().contains(QStringLiteral("verdict"))); // as they are exported
        QVERIFY(opened.page->visibleColumns().contains(QStringLiteral("verdict score")));
    }
};

QTEST_MAIN(LeadsColumnsTest)
#include "LeadsColumnsTest.moc"
