#include "LeadStage.h"
#include "lead/LeadFilterBar.h"
#include "lead/LeadsPage.h"
#include "lead/PastImportModels.h"
#include "lead/PastImportReport.h"
#include "lead/PastImportsSheet.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QTest>

using namespace AlwaysLeads;

namespace {

struct Opened
{
    explicit Opened(LeadStage &stage)
        : stage(stage)
        , page(new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
    {
        page->addPastImports(stage.import);
        stage.show(page, QSize(1216, 862));
    }
    void import(const QString &name, const QByteArray &rows) const
    {
        const Result<ImportLook> look = QCoro::waitFor(stage.import.look(stage.writeFile(name, rows)));
        QVERIFY(look);
        QVERIFY(QCoro::waitFor(stage.import.run(look->plan)));
    }
    void open() const
    {
        const QList<QAction *> commands = page->commands();
        for (QAction *command : commands) {
            if (command->objectName() == QLatin1String("leadsPastImportsAction")) {
                command->trigger();
            }
        }
    }
    static QString cell(QTableView *table, int row, int column)
    {
        return table->model()->index(row, column).data().toString();
    }

    LeadStage &stage;
    LeadsPage *page;
};

} // namespace

class PastImportsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isReachedFromThePageAndSaysWhenThereIsNone()
    {
        LeadStage stage;
        const Opened opened(stage);
        opened.open();
        QTRY_VERIFY(
            stage.find<Label>("pastImportsState") != nullptr
            && stage.find<Label>("pastImportsState")->text().startsWith(QStringLiteral("Nothing was imported")));
        QVERIFY(!stage.find<Button>("pastImportsOpen")->isEnabled());
    }

    void listsImportsAndShowsTheirReports()
    {
        LeadStage stage;
        const Opened opened(stage);
        opened.import(QStringLiteral("first.csv"), "Name,Email\nAda Bell,ada@bell.example\nBad One,bad@@one.example\n");
        opened.import(QStringLiteral("second.csv"), "Name,Email\nBen Cole,ben@cole.example\n");
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 2);
        auto *imports = stage.find<TableView>("pastImports");
        const QAbstractItemModelTester tester(imports->model());
        QCOMPARE(Opened::cell(imports, 0, PastImportsModel::File), QStringLiteral("second.csv")); // newest first
        QCOMPARE(Opened::cell(imports, 1, PastImportsModel::Refused), QStringLiteral("1"));
        stage.takePictures(QStringLiteral("past-imports-1440"));
        imports->selectRow(1);
        QTest::keyClick(imports, Qt::Key_Return);
        QTRY_VERIFY(stage.find<TableView>("pastImportRows") != nullptr);
        auto *rows = stage.find<TableView>("pastImportRows");
        QTRY_COMPARE(rows->model()->rowCount(), 1); // those that were refused, as there are some
        QCOMPARE(Opened::cell(rows, 0, PastRowsModel::Number), QStringLiteral("3"));
        QVERIFY(Opened::cell(rows, 0, PastRowsModel::Reason).contains(QStringLiteral("@ signs")));
        QTRY_VERIFY(stage.find<QWidget>("pastImportReasons")->isVisible());
        stage.takePictures(QStringLiteral("past-import-report-1440"));
        auto *fates = stage.find<Segmented>("pastImportFates");
        fates->setCurrent(0);
        Q_EMIT fates->currentChanged(0);
        QTRY_COMPARE(rows->model()->rowCount(), 2);
        QCOMPARE(Opened::cell(rows, 0, PastRowsModel::Who), QStringLiteral("Ada Bell"));

        rows->setCurrentIndex(rows->model()->index(1, 0)); // who was refused
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.shell.toasts.value(0).startsWith(QStringLiteral("Nobody is there by this row")));
        stage.shell.toasts.clear();

        const QString file = stage.files.folder.filePath(QStringLiteral("report.csv"));
        stage.window.findChild<PastImportReport *>()->save(file);
        QTRY_COMPARE(stage.shell.toasts.value(0), QStringLiteral("2 rows saved to report.csv"));
        QVERIFY(QFile::exists(file));

        QTest::mouseClick(stage.find<Button>("pastImportUndo"), Qt::LeftButton);
        QTRY_COMPARE(Opened::cell(imports, 1, PastImportsModel::State), QStringLiteral("Undone"));
        QVERIFY(!stage.find<Button>("pastImportUndo")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NULL")), 1);
    }

    void looksAsIfNothingWereMissingOnceUndone()
    {
        LeadStage stage;
        const Opened opened(stage);
        opened.import(QStringLiteral("first.csv"), "Name,Email\nAda Bell,ada@bell.example\nBad One,bad@@one.example\n");
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 1);
        QTest::keyClick(stage.find<TableView>("pastImports"), Qt::Key_Return);
        QTRY_VERIFY(stage.find<TableView>("pastImportRows") != nullptr);
        auto *rows = stage.find<TableView>("pastImportRows");
        auto *fates = stage.find<Segmented>("pastImportFates");
        fates->setCurrent(0);
        Q_EMIT fates->currentChanged(0);
        QTRY_COMPARE(rows->model()->rowCount(), 2);
        QCOMPARE(Opened::cell(rows, 0, PastRowsModel::Who), QStringLiteral("Ada Bell"));
        QCOMPARE(Opened::cell(rows, 1, PastRowsModel::Who), QStringLiteral("Nobody"));
        QCOMPARE(Opened::cell(rows, 0, PastRowsModel::Reason), QString());
        // Nothing is to be explained of her, and nothing stands there, no dash either.
        const auto isBlank = [rows] {
            const QRect cell = rows->visualRect(rows->model()->index(0, PastRowsModel::Reason));
            const QImage shown = rows->viewport()->grab(cell.adjusted(6, 6, -6, -6)).toImage();
            for (int y = 0; y < shown.height(); ++y) {
                for (int x = 0; x < shown.width(); ++x) {
                    if (shown.pixel(x, y) != shown.pixel(0, 0)) {
                        return false;
                    }
                }
            }
            return shown.width() > 20;
        };
        QTRY_VERIFY(isBlank());
        auto *undo = stage.find<Button>("pastImportUndo");
        QTRY_VERIFY(undo->isEnabled() && !undo->visibleRegion().isEmpty());
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_VERIFY(rows->model()->rowCount() == 2
                    && Opened::cell(rows, 0, PastRowsModel::Who) == QStringLiteral("Taken back"));
        QCOMPARE(Opened::cell(rows, 1, PastRowsModel::Who), QStringLiteral("Nobody"));
        stage.takePictures(QStringLiteral("past-import-undone-1440"));
    }

    void opensThePersonOfARow()
    {
        LeadStage stage;
        const Opened opened(stage);
        opened.import(QStringLiteral("first.csv"),
                      "Name,Email\nAda Bell,ada@bell.example\nBen Cole,ben@cole.example\n");
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 1);
        QTest::keyClick(stage.find<TableView>("pastImports"), Qt::Key_Return);
        QTRY_VERIFY(stage.find<TableView>("pastImportRows") != nullptr
                    && stage.find<TableView>("pastImportRows")->model()->rowCount() == 2);
        auto *rows = stage.find<TableView>("pastImportRows");
        rows->setCurrentIndex(rows->model()->index(1, 0));
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<TableView>("pastImports") == nullptr);
        const qint64 ben = stage.files.number(QStringLiteral("SELECT id FROM lead WHERE first_name = 'Ben'"));
        QTRY_COMPARE(opened.page->selectedLeads(), QList<LeadId>{LeadId(ben)});
    }

    void showsThePeopleOfOneAsAFilter()
    {
        LeadStage stage;
        const Opened opened(stage);
        opened.import(QStringLiteral("first.csv"), "Name,Email\nAda Bell,ada@bell.example\n");
        opened.import(QStringLiteral("second.csv"),
                      "Name,Email,City\nBen Cole,ben@cole.example,Oslo\nAda Bell,ada@bell.example,Bergen\n");
        opened.import(QStringLiteral("bad.csv"), "Name,Email\nBad One,bad@@one.example\nCy Dun,cy@dun.example\n");
        auto *table = stage.find<QTableView>("leadsTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto *search = stage.find<QLineEdit>("leadsSearch");
        QVERIFY(search != nullptr);
        QTest::keyClicks(search, QStringLiteral("cy"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 3);
        stage.find<TableView>("pastImports")->selectRow(1);
        QTest::mouseClick(stage.find<Button>("pastImportsPeople"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<QWidget>("pastImportsSheet") == nullptr);
        QTRY_COMPARE(table->model()->rowCount(), 2); // the new one and the one it changed; the search is over
        QVERIFY(search->text().isEmpty());
        auto *bar = stage.find<LeadFilterBar>("leadsFilterBar");
        QCOMPARE(bar->filter().conditionCount(), 1);
        QTRY_VERIFY(bar->filter().sentence(bar->fields()).contains(QStringLiteral("second.csv"))); // by its name
        QTRY_VERIFY(stage.find<Button>("leadsSaveView")->isVisible()); // to be kept as a view
        stage.takePictures(QStringLiteral("leads-of-an-import-1440"));

        // From the report as well. One that was undone has nobody to show.
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 3);
        auto *imports = stage.find<TableView>("pastImports");
        imports->selectRow(2);
        QTest::keyClick(imports, Qt::Key_Return);
        QTRY_VERIFY(stage.find<Button>("pastImportPeople") != nullptr);
        QTest::mouseClick(stage.find<Button>("pastImportPeople"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<QWidget>("pastImportsSheet") == nullptr);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(QCoro::waitFor(stage.import.undo(ImportId(2))));
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 3);
        stage.find<TableView>("pastImports")->selectRow(1);
        QVERIFY(!stage.find<Button>("pastImportsPeople")->isEnabled());
        QVERIFY(stage.find<Button>("pastImportsOpen")->isEnabled());
    }

    void showsNobodyWhereNobodyIsAnotherByIt()
    {
        LeadStage stage;
        const Opened opened(stage);
        const QByteArray rows = "Name,Email\nAda Bell,ada@bell.example\n";
        opened.import(QStringLiteral("first.csv"), rows);
        opened.import(QStringLiteral("again.csv"), rows); // she is known with all of that
        opened.open();
        QTRY_VERIFY(stage.find<TableView>("pastImports") != nullptr
                    && stage.find<TableView>("pastImports")->model()->rowCount() == 2);
        auto *imports = stage.find<TableView>("pastImports");
        imports->selectRow(1);
        QTRY_VERIFY(stage.find<Button>("pastImportsPeople")->isEnabled());
        imports->selectRow(0);
        QTRY_VERIFY(!stage.find<Button>("pastImportsPeople")->isEnabled());
        QVERIFY(stage.find<Button>("pastImportsPeople")->toolTip().contains(QStringLiteral("changed nobody")));
        QTest::keyClick(imports, Qt::Key_Return);
        QTRY_VERIFY(stage.find<Button>("pastImportPeople") != nullptr);
        QVERIFY(!stage.find<Button>("pastImportPeople")->isEnabled());
    }

    void readsTheRowsOfALargeOneAsFarAsOneScrolls()
    {
        LeadStage stage;
        const Opened opened(stage);
        QByteArray rows = "Name,Email\n";
        for (int row = 0; row < 450; ++row) {
            rows += "Person " + QByteArray::number(row) + ",p" + QByteArray::number(row) + "@many.example\n";
        }
        opened.import(QStringLiteral("many.csv"), rows);
        PastRowsModel model(stage.import);
        model.show(ImportId(stage.files.number(QStringLiteral("SELECT max(id) FROM import"))), {});
        QTRY_COMPARE(model.rowCount(), 200);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({})); // while it reads
        QTRY_COMPARE(model.rowCount(), 400);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 450);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(model.index(449, PastRowsModel::Number).data().toString(), QStringLiteral("451"));
    }
};

QTEST_MAIN(PastImportsTest)
#include "PastImportsTest.moc"
