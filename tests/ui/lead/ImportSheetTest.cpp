#include "lead/ImportSheet.h"
#include "LeadStage.h"
#include "app/dnscheck/FakeDns.h"
#include "lead/AddressChecks.h"
#include "lead/ImportRowsModel.h"
#include "lead/ImportSum.h"
#include "lead/LeadImport.h"
#include "lead/LeadsPage.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <xlsxwriter.h>

using namespace AlwaysLeads;

namespace {

/// The file of the design, in small: one merge, one bad address, one twice, one without a company.
const char designFile[] =
    "\xEF\xBB\xBF"
    "Navn;E-mail;Stilling;Firma;Ansatte;By;Lastbiler;Noter\r\n"
    "Agnieszka Wójcik;a.wojcik@baltway.example;Head of Operations;Baltway Logistics;120;Gdańsk;48;met at TransLog\r\n"
    "Mikkel Østergaard;mikkel@fynstransport.example;Driftschef;Fyns Transport;80;Odense;22;\r\n"
    "Dorota Pawlak;dorota@pawlaktrans.example;Owner;Pawlak Trans;12;Poznań;9;\r\n"
    "Sander de Wit;sander.de.wit@@waalweg.example;Planner;Waalweg;60;Nijmegen;31;\r\n"
    "Aleksi Salo;aleksi@salocargo.example;COO;Salo Cargo;45;Turku;18;\r\n"
    "Jorge Ferreira;jorge@douro.example;Director;Douro Linhas;70;Porto;40;\r\n"
    "Lena Hofmann;lena@isarfracht.example;Head of Dispatch;Isarfracht;95;München;33;\r\n"
    "Ruta Balčiūnė;ruta@neriscargo.example;Planner;;30;Vilnius;11;\r\n"
    "Emre Yalçın;emre@egelojistik.example;Manager;Ege Lojistik;110;İzmir;52;\r\n"
    "Camille Roux;c.roux@rhonefret.example;Directrice;Rhône Fret;64;Lyon;27;\r\n"
    "Henrik Aas;henrik@aasfrakt.example;Partner;Aas Frakt;20;Bergen;14;\r\n"
    "Zsófia Barta;zsofia@dunacargo.example;Head of Planning;Duna Cargo;88;Győr;36;\r\n"
    "Lena Hofmann;LENA@isarfracht.example;Head of Dispatch;Isarfracht;95;München;33;\r\n"
    "Anders Holm;anders@holmspedition.example;CEO;Holm Spedition;15;Malmö;8;\r\n";
constexpr int rowsOfDesignFile = 14;

} // namespace

class ImportSheetTest : public QObject
{
    Q_OBJECT

private:
    struct Opened
    {
        Opened(LeadStage &stage, const QString &file, QSize size = QSize(1440, 900))
            : stage(stage)
        {
            stage.show(
                new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell),
                size);
            sheet = new ImportSheet(stage.import, stage.leads, stage.shell, &stage.window);
            sheet->openFile(file);
        }
        QString sum() const { return stage.find<ImportSum>("importSum")->text(); }
        Button *button(const char *name) const { return stage.find<Button>(name); }
        bool isChecked() const
        {
            return QTest::qWaitFor([&] { return button("importRun")->isEnabled(); }, 30000);
        }
        QAbstractItemModel *model() const { return stage.find<TableView>("importRows")->model(); }
        void chooseTarget(int column, ColumnTarget target) const
        {
            auto *combo = stage.find<Combo>(qPrintable(QStringLiteral("importTarget%1").arg(column)));
            combo->setCurrentIndex(combo->findData(int(target)));
        }
        LeadStage &stage;
        QPointer<ImportSheet> sheet;
    };

private Q_SLOTS:
    void looksAsDesigned()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage, stage.writeFile(QStringLiteral("spedition-2026.csv"), designFile));
        QVERIFY(opened.isChecked());
        opened.chooseTarget(6, ColumnTarget::Custom);
        opened.chooseTarget(7, ColumnTarget::DoNotImport);
        QVERIFY(opened.isChecked());
        QTRY_VERIFY(!opened.model()->index(0, ImportRowsModel::Name).data().toString().isEmpty());
        QAbstractItemModelTester tester(opened.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        stage.takePictures(QStringLiteral("import-1440"));
        stage.window.resize(1024, 680);
        QCoreApplication::processEvents();
        stage.takePictures(QStringLiteral("import-1024"));
    }

    void countsAreShownOnceTheyAreKnown()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        const auto *fates = stage.find<Segmented>("importFates");
        const QString unknown = QStringLiteral("Rows to show: All, 1 of 4");
        const QString known = QStringLiteral("Rows to show: All 14, 1 of 4");
        QCOMPARE(fates->accessibleName(), unknown);
        for (const char *choice : {"importSheetName", "importEncoding", "importSeparator", "importFirstRow"}) {
            QVERIFY2(stage.find<Combo>(choice)->parentWidget()->isHidden(), choice);
        }
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(fates->accessibleName(), known);
        QVERIFY(stage.find<Combo>("importSheetName")->parentWidget()->isHidden()); // it is no workbook
        QTRY_VERIFY(stage.find<Combo>("importFirstRow")->isVisible());
        opened.chooseTarget(7, ColumnTarget::Tags); // another guess: every row is checked anew
        QCOMPARE(fates->accessibleName(), unknown);
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(fates->accessibleName(), known);
    }

    void theSumIsTrueAndTheImportDoesWhatItSaid()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const qint64 before = stage.files.number(QStringLiteral("SELECT count(*) FROM lead"));
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        auto *fates = stage.find<Segmented>("importFates");
        QTRY_COMPARE(opened.model()->rowCount(), rowsOfDesignFile);
        int parts = 0;
        for (int segment = 1; segment <= 3; ++segment) {
            fates->setCurrent(segment);
            Q_EMIT fates->currentChanged(segment);
            parts += opened.model()->rowCount();
        }
        QCOMPARE(parts, rowsOfDesignFile);
        QVERIFY2(opened.sum().contains(QStringLiteral("= 14 rows.")), qPrintable(opened.sum()));
        const QString promised = opened.sum();

        QTest::keyClick(stage.find<TableView>("importRows"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QCOMPARE(opened.sum(), promised);
        stage.takePictures(QStringLiteral("import-done-1440"));
        const qint64 added = stage.files.number(QStringLiteral("SELECT added FROM import"));
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), before + added);
        QVERIFY(added > 0);

        QTest::mouseClick(opened.button("importUndo"), Qt::LeftButton);
        QTRY_VERIFY(!opened.button("importUndo")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NULL")), before);
        QTest::mouseClick(opened.button("importDone"), Qt::LeftButton);
        QTRY_VERIFY(!opened.sheet);
        QVERIFY(stage.shell.undoables.empty()); // undone already
    }

    void checksTheAddressesAfterwards()
    {
        LeadStage stage;
        FakeDns dns;
        dns.addAddress(QStringLiteral("bell.example"));
        AddressChecks checks(*stage.files.database, stage.clock, dns, stage.leads, {});
        connect(&stage.import, &LeadImport::addressesWanted, &checks, &AddressChecks::wake);
        checks.start();
        stage.show(
            new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell),
            QSize(1440, 900));
        const auto open = [&](bool on) {
            auto *sheet = new ImportSheet(stage.import, stage.leads, stage.shell, &stage.window);
            sheet->offerPeople();
            sheet->offerCheck(checks, on);
            sheet->openFile(stage.writeFile(QStringLiteral("people.csv"),
                                            "Name,Email\nAda Bell,ada@bell.example\nBo Dahl,bo@dead.example\n"));
            return sheet;
        };
        auto *off = open(false); // as chosen the last time
        auto *toggle = stage.find<Toggle>("importCheckAddresses");
        QTRY_VERIFY(toggle->isVisible());
        QVERIFY(!toggle->isChecked());
        QVERIFY(!toggle->accessibleName().isEmpty());
        QSignalSpy chosen(off, &ImportSheet::checkChosen);
        toggle->setFocus();
        QTest::keyClick(toggle, Qt::Key_Space);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(chosen.first().first().toBool());
        QTRY_VERIFY(stage.find<Button>("importRun")->isEnabled());
        QSignalSpy wanted(off, &ImportSheet::unreachableWanted);
        QTest::keyClick(stage.find<TableView>("importRows"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(stage.find<Button>("importAddressesPeople") != nullptr
                    && stage.find<Button>("importAddressesPeople")->isVisible());
        // While the rest is looked up the words are about that.
        const auto words = [&] { return stage.find<Label>("importAddressesWords")->text(); };
        QTRY_VERIFY2(words().startsWith(QStringLiteral("1 address can get no mail")), qPrintable(words()));
        stage.takePictures(QStringLiteral("import-addresses-1440"));
        QTest::mouseClick(stage.find<Button>("importAddressesPeople"), Qt::LeftButton);
        QTRY_COMPARE(wanted.size(), 1);
        QCoro::waitFor(checks.close());
        stage.files.settle();
    }

    void takesATagThatIsStillBeingTyped()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), "Name,Email\nAda Bell,ada@bell.example\n"));
        QVERIFY(opened.isChecked());
        auto *tag = stage.find<QLineEdit>("importTag");
        tag->setFocus();
        QTest::keyClicks(tag, QStringLiteral("Fair Odense"));
        QVERIFY(tag->hasFocus());
        QTest::keyClick(tag, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead_tag JOIN tag ON tag.id = tag_id WHERE "
                                                   "tag.name = 'Fair Odense'")),
                 1);
    }

    void aTagLeavesTheRowsChecked()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        QTRY_VERIFY(!opened.model()->index(0, ImportRowsModel::Happens).data().toString().isEmpty());
        auto *tag = stage.find<QLineEdit>("importTag");
        tag->setFocus();
        QTest::keyClicks(tag, QStringLiteral("Fair"));
        stage.find<TableView>("importRows")->setFocus();
        QVERIFY(opened.button("importRun")->isEnabled()); // a click that leaves the field imports
        QTRY_VERIFY2(opened.model()
                         ->index(0, ImportRowsModel::Happens)
                         .data()
                         .toString()
                         .contains(QStringLiteral("tag"), Qt::CaseInsensitive),
                     qPrintable(opened.model()->index(0, ImportRowsModel::Happens).data().toString()));
    }

    void undoOutlivesTheSheet()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), "Name,Email\nAda Bell,ada@bell.example\n"));
        QVERIFY(opened.isChecked());
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QTest::keyClick(opened.sheet, Qt::Key_Escape);
        QTRY_VERIFY(!opened.sheet);
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("1 person imported"));
        stage.shell.undoLast();
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NULL")), 0);
    }

    void showsThePeopleOfTheImport()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const QByteArray rows = "Name,Email\nAda Bell,ada@bell.example\nBen Cole,ben@cole.example\n";
        {
            Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), rows));
            auto *page = stage.window.findChild<LeadsPage *>();
            opened.sheet->offerPeople();
            connect(opened.sheet.data(), &ImportSheet::peopleWanted, page, &LeadsPage::showImport);
            QVERIFY(opened.isChecked());
            QVERIFY(!opened.button("importPeople")->isVisible());
            QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
            QTRY_VERIFY(opened.button("importDone")->isVisible());
            stage.takePictures(QStringLiteral("import-done-people-1440"));
            auto *table = stage.find<QTableView>("leadsTable");
            QTRY_COMPARE(table->model()->rowCount(), 17);
            opened.button("importPeople")->setFocus();
            QTest::keyClick(opened.button("importPeople"), Qt::Key_Space);
            QTRY_VERIFY(!opened.sheet);
            QTRY_COMPARE(table->model()->rowCount(), 2);
            QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("2 people imported")); // still to be taken back
        }
        // The same file again changes nobody.
        Opened again(stage, stage.writeFile(QStringLiteral("again.csv"), rows));
        again.sheet->offerPeople();
        QVERIFY(again.isChecked());
        QTest::mouseClick(again.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(again.button("importDone")->isVisible());
        QVERIFY(again.button("importPeople")->isVisible());
        QVERIFY(!again.button("importPeople")->isEnabled());
    }

    void savesTheRefusedRows()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        QVERIFY(opened.button("importSaveRefused")->isEnabled());
        const QString path = stage.files.folder.filePath(QStringLiteral("refused.csv"));
        opened.sheet->saveRefused(path);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("waalweg"));
    }

    void readsAgainWithAnotherSeparator()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        QVERIFY(stage.find<Combo>("importTarget7") != nullptr);
        auto *separator = stage.find<Combo>("importSeparator");
        QCOMPARE(separator->currentData().toInt(), int(';'));
        separator->setCurrentIndex(separator->findData(int('|')));
        QTRY_VERIFY(stage.find<Combo>("importTarget7") == nullptr);
        QVERIFY(stage.find<Combo>("importTarget0") != nullptr);
        separator->setCurrentIndex(separator->findData(int(';')));
        QTRY_VERIFY(stage.find<Combo>("importTarget7") != nullptr);
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(opened.model()->rowCount(), rowsOfDesignFile);
    }

    void countsTheFirstRowAsAPersonWhenTold()
    {
        // Enough people that the columns are known by their values, without names.
        LeadStage stage;
        Opened opened(stage,
                      stage.writeFile(QStringLiteral("people.csv"),
                                      "Name,Email\nAda Bell,ada@bell.example\nBen Cole,ben@cole.example\n"
                                      "Cleo Dahl,cleo@dahl.example\nDora Ek,dora@ek.example\n"));
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(opened.model()->rowCount(), 4);
        auto *first = stage.find<Combo>("importFirstRow");
        first->setCurrentIndex(first->findData(false));
        QTRY_COMPARE(opened.model()->rowCount(), 5);
    }

    void aPlaceForOneValueLeavesTheColumnThatHadIt()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        opened.chooseTarget(7, ColumnTarget::City);
        QCOMPARE(stage.find<Combo>("importTarget5")->currentData().toInt(), int(ColumnTarget::DoNotImport));
        QVERIFY(opened.isChecked());
    }

    void explainsAFileThatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("an open quotation mark") << QByteArray("Name,Email\n\"Ada,ada@bell.example\n");
    }

    void explainsAFileThatCannotBeRead()
    {
        QFETCH(QByteArray, bytes);
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("bad.csv"), bytes));
        QTRY_VERIFY(!opened.sum().isEmpty() && !opened.sum().endsWith(QStringLiteral("…")));
        QVERIFY(!opened.button("importRun")->isEnabled());
        QVERIFY(!opened.button("importRun")->toolTip().isEmpty());
        stage.takePictures(QStringLiteral("import-problem-%1").arg(QLatin1String(QTest::currentDataTag()).left(5)));
    }

    void aFileThatWasMendedIsReadAgainFromWhereItsFaultIsTold()
    {
        LeadStage stage;
        const QString name = QStringLiteral("bad.csv");
        Opened opened(stage, stage.writeFile(name, "Name,Email\nBo Berg,bo@berg.example\n\"Ada,ada@bell.example\n"));
        const auto unread = [&stage] { return stage.find<EmptyState>("importUnread"); };
        QTRY_VERIFY(unread() != nullptr && unread()->isVisible());
        QVERIFY(!stage.find<TableView>("importRows")->isVisible());
        QStringList said;
        for (const Label *label : unread()->findChildren<Label *>()) {
            said << label->text();
        }
        QVERIFY2(said.join(QLatin1Char(' ')).contains(QStringLiteral("line 3")),
                 qPrintable(said.join(QLatin1Char('|'))));
        QVERIFY(stage.find<Combo>("importFirstRow")->isVisible()); // how it is read stays within reach
        stage.writeFile(name, "Name,Email\nBo Berg,bo@berg.example\nAda,ada@bell.example\n");
        QTest::mouseClick(stage.find<Button>("importReadAgain"), Qt::LeftButton);
        QVERIFY(opened.isChecked());
        QVERIFY(!unread()->isVisible());
        QTRY_COMPARE(opened.model()->rowCount(), 2);
    }

    void explainsAFileThatIsGone()
    {
        LeadStage stage;
        Opened opened(stage, stage.files.folder.filePath(QStringLiteral("gone.csv")));
        QTRY_VERIFY(stage.find<EmptyState>("importProblem") != nullptr);
        QTest::mouseClick(stage.find<Button>("importOtherFile"), Qt::LeftButton);
        QTRY_COMPARE(stage.shell.imports.size(), 1);
        QTRY_VERIFY(!opened.sheet);
    }

    void aFileThatChangedIsReadAgainInsteadOfImported()
    {
        LeadStage stage;
        const QString name = QStringLiteral("people.csv");
        Opened opened(stage, stage.writeFile(name, "Name,Email\nAda Bell,ada@bell.example\n"));
        QVERIFY(opened.isChecked());
        stage.writeFile(name, "Name,Email\nBen Cole,ben@cole.example\nAda Bell,ada@bell.example\n");
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_COMPARE(stage.shell.problems.size(), 1);
        QVERIFY2(stage.shell.problems.first().contains(name), qPrintable(stage.shell.problems.first()));
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(opened.model()->rowCount(), 2);
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 2);
    }

    void theReportOutlivesTheFile()
    {
        LeadStage stage;
        const QString path = stage.writeFile(QStringLiteral("people.csv"), designFile);
        Opened opened(stage, path);
        QVERIFY(opened.isChecked());
        struct Remover : QObject
        {
            QString path;
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::Show) {
                    QFile::remove(path); // the moment the import is through
                }
                return false;
            }
        };
        Remover remover;
        remover.path = path;
        opened.button("importSaveReport")->installEventFilter(&remover);
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        auto *refused = stage.find<TableView>("importRefusedRows");
        QTRY_COMPARE(refused->model()->index(0, ImportRowsModel::Happens).data().toString(),
                     QStringLiteral("Two @ signs in the address"));
        QVERIFY(!QFile::exists(path));
        QVERIFY(stage.shell.problems.isEmpty());
    }

    void stoppingLeavesNothingBehind()
    {
        LeadStage stage;
        QByteArray bytes = "Name,Email\n";
        for (int i = 0; i < 20000; ++i) {
            bytes += "Person " + QByteArray::number(i) + ",p" + QByteArray::number(i) + "@many.example\n";
        }
        Opened opened(stage, stage.writeFile(QStringLiteral("many.csv"), bytes));
        bool wereThereEarly = false; // the first rows, before all are checked
        connect(opened.model(), &QAbstractItemModel::modelReset, this, [&] {
            wereThereEarly = wereThereEarly
                || (opened.model()->rowCount() == LeadImport::firstRows && !opened.button("importRun")->isEnabled());
        });
        QVERIFY(opened.isChecked());
        QVERIFY(wereThereEarly);
        QTRY_COMPARE(opened.model()->rowCount(), 20000);
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTest::mouseClick(opened.button("importCancel"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(opened.sum().startsWith(QStringLiteral("Stopped.")), 30000);
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
        QVERIFY(opened.button("importRun")->isEnabled());
    }

    void comparesFieldByFieldAndDoesWhatIsChosen()
    {
        LeadStage stage;
        Lead lead;
        lead.firstName = QStringLiteral("Ada");
        lead.lastName = QStringLiteral("Bell");
        lead.email = *EmailAddress::parse(QStringLiteral("ada@bell.example"));
        lead.city = QStringLiteral("York");
        lead.companyName = QStringLiteral("Bell & Daughters");
        stage.add(lead);
        Opened opened(
            stage,
            stage.writeFile(QStringLiteral("people.csv"),
                            "Name,Email,Title,City,Company\nAda Bell,ada@bell.example,Owner,Leeds,Bell Ltd\n"));
        QVERIFY(opened.isChecked());
        QTRY_VERIFY(!opened.model()->index(0, ImportRowsModel::Name).data().toString().isEmpty());
        QCOMPARE(opened.model()->index(0, ImportRowsModel::Happens).data().toString(),
                 QStringLiteral("Merges, adds title"));
        auto *rows = stage.find<TableView>("importRows");
        rows->setCurrentIndex(opened.model()->index(0, 1));
        rows->setFocus();
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<QWidget>("importCompare") != nullptr);
        stage.takePictures(QStringLiteral("import-compare-1440"));
        QTest::keyClick(stage.window.focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(stage.find<QWidget>("importCompare") == nullptr);
        QVERIFY(opened.sheet);
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<QWidget>("importCompare") != nullptr);
        QVERIFY(stage.find<RadioButton>("compareYourscity")->isChecked());
        QVERIFY(stage.find<RadioButton>("compareFiletitle")->isChecked());
        stage.find<RadioButton>("compareFilecity")->click();
        QTest::mouseClick(stage.find<Button>("compareApply"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<QWidget>("importCompare") == nullptr);
        QTRY_COMPARE(opened.model()->index(0, ImportRowsModel::Happens).data().toString(),
                     QStringLiteral("Merges, adds title; changes city"));
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QCOMPARE(
            stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE city = 'Leeds' AND title = 'Owner'")),
            1);
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM company WHERE name = 'Bell & Daughters'")), 1);
    }

    void helpsWithTheRowThatIsWrong()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        auto *rows = stage.find<TableView>("importRows");
        constexpr int wrong = 3; // "sander.de.wit@@waalweg.example"
        constexpr int twice = 12; // Lena Hofmann again
        const auto sentence = [&](int row) {
            return opened.model()->index(row, ImportRowsModel::Happens).data().toString();
        };
        QTRY_VERIFY(!sentence(wrong).isEmpty());
        rows->setCurrentIndex(opened.model()->index(wrong, 1));
        rows->setFocus();
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<QWidget>("importFix") != nullptr);
        auto *email = stage.find<TextField>("importFix1");
        QVERIFY(!email->error().isEmpty());
        QTRY_VERIFY(email->edit()->hasFocus() || !stage.window.isActiveWindow());
        stage.takePictures(QStringLiteral("import-fix-1440"));
        QTest::mouseClick(stage.find<Button>("importFixUse"), Qt::LeftButton); // nothing was changed
        QVERIFY(stage.find<QWidget>("importFix") != nullptr);
        email->edit()->setText(QStringLiteral("sander@waalweg.example"));
        QTest::mouseClick(stage.find<Button>("importFixUse"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<QWidget>("importFix") == nullptr);
        QTRY_COMPARE(sentence(wrong), QStringLiteral("New"));
        QVERIFY(opened.isChecked());
        QVERIFY2(opened.sum().contains(QStringLiteral("0 refused")), qPrintable(opened.sum()));

        QVERIFY(sentence(twice).startsWith(QStringLiteral("Same person as row")));
        rows->setCurrentIndex(opened.model()->index(twice, 1));
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<QWidget>("importCompare") != nullptr);
        stage.takePictures(QStringLiteral("import-choose-1440"));
        QTest::mouseClick(stage.find<Button>("compareLeaveOut"), Qt::LeftButton);
        QTRY_COMPARE(sentence(twice), QStringLiteral("Left out by you"));
        QVERIFY(opened.isChecked());
        QTest::keyClick(rows, Qt::Key_Return); // takes it in again
        QTRY_VERIFY(sentence(twice).startsWith(QStringLiteral("Same person as row")));
    }

    void marksACellThatItCannotReadAndLetsItBe()
    {
        LeadStage stage;
        Opened opened(stage,
                      stage.writeFile(QStringLiteral("people.csv"),
                                      "Name,Email,Company,Employees\nAda Bell,ada@bell.example,Bell,to\n"));
        QVERIFY(opened.isChecked());
        const auto sentence = [&] { return opened.model()->index(0, ImportRowsModel::Happens).data().toString(); };
        QTRY_VERIFY(sentence().contains(QStringLiteral("no company size")));
        auto *rows = stage.find<TableView>("importRows");
        rows->setFocus();
        rows->setCurrentIndex(opened.model()->index(0, 1));
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<TextField>("importFix3") != nullptr);
        QVERIFY(!stage.find<TextField>("importFix3")->error().isEmpty());
        QTest::mouseClick(stage.find<Button>("importFixUse"), Qt::LeftButton); // it comes in without
        QTRY_VERIFY(stage.find<QWidget>("importFix") == nullptr);
        QVERIFY(opened.isChecked()); // all rows once more: until they are read again there is none to be helped with
        QTRY_VERIFY(!sentence().isEmpty());
        QTest::keyClick(rows, Qt::Key_Return);
        QTRY_VERIFY(stage.find<TextField>("importFix3") != nullptr);
        stage.find<TextField>("importFix3")->edit()->setText(QStringLiteral("20"));
        QTest::mouseClick(stage.find<Button>("importFixUse"), Qt::LeftButton);
        QTRY_COMPARE(sentence(), QStringLiteral("New"));
    }

    void keepsTwoRowsApartAndPromisesWhatItDoes()
    {
        LeadStage stage;
        Opened opened(stage,
                      stage.writeFile(QStringLiteral("people.csv"),
                                      "Name,Email\nAda Bell,ada@bell.example\nAda Bell,a.bell@bell.example\n"));
        QVERIFY(opened.isChecked());
        QCOMPARE(opened.button("importRun")->text(), QStringLiteral("Import 1 person"));
        const auto sentence = [&] { return opened.model()->index(1, ImportRowsModel::Happens).data().toString(); };
        QTRY_VERIFY(sentence().startsWith(QStringLiteral("Same person as row")));
        auto *rows = stage.find<TableView>("importRows");
        rows->setFocus();
        const auto part = [&] {
            rows->setCurrentIndex(opened.model()->index(1, 1));
            QTest::keyClick(rows, Qt::Key_Return);
            QTRY_VERIFY(stage.find<Button>("compareApart") != nullptr);
            stage.takePictures(QStringLiteral("import-apart-1440"));
            QTest::keyClick(stage.find<Button>("compareApart"), Qt::Key_Space);
            QTRY_VERIFY(stage.find<QWidget>("importCompare") == nullptr);
            QTRY_VERIFY(sentence().startsWith(QStringLiteral("New, somebody else")));
            QTRY_COMPARE(opened.button("importRun")->text(), QStringLiteral("Import 2 people"));
        };
        part();
        QTest::keyClick(rows, Qt::Key_Return); // and back
        QTRY_VERIFY(sentence().startsWith(QStringLiteral("Same person as row")));
        part();
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 2);
    }

    void asksWhatADuplicateDoes()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        QTRY_VERIFY(!opened.model()->index(0, ImportRowsModel::Name).data().toString().isEmpty());
        auto *duplicates = stage.find<Combo>("importDuplicates");
        duplicates->setCurrentIndex(duplicates->findData(int(DuplicateRule::Keep)));
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(opened.model()->index(0, ImportRowsModel::Happens).data().toString(),
                     QStringLiteral("Known, stays as it is"));
    }

    void offersFieldsThereAre()
    {
        LeadStage stage;
        Opened first(stage, stage.writeFile(QStringLiteral("a.csv"), "Name,Email,Trucks\nAda,ada@bell.example,48\n"));
        QVERIFY(first.isChecked());
        QCOMPARE(stage.find<Combo>("importTarget2")->currentText(), QStringLiteral("New: Trucks (number)"));
        QTest::mouseClick(first.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(first.button("importDone")->isVisible());
        QTest::mouseClick(first.button("importDone"), Qt::LeftButton);
        QTRY_VERIFY(!first.sheet);
        Opened second(stage, stage.writeFile(QStringLiteral("b.csv"), "Name,Email,Lorries\nEva,eva@bell.example,7\n"));
        QVERIFY(second.isChecked());
        auto *target = stage.find<Combo>("importTarget2");
        QCOMPARE(target->currentText(), QStringLiteral("New: Lorries (number)"));
        target->setCurrentIndex(target->findText(QStringLiteral("Trucks")));
        QVERIFY(second.isChecked());
        QTest::mouseClick(second.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(second.button("importDone")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM custom_field")), 1);
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead_custom")), 2);
    }

    void takesTheKindThatIsChosenForANewField()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("a.csv"), "Name,Email,Trucks\nAda,ada@bell.example,48\n"));
        QVERIFY(opened.isChecked());
        auto *target = stage.find<Combo>("importTarget2");
        QCOMPARE(target->toolTip(), QStringLiteral("New: Trucks (number)"));
        const int text = target->findText(QStringLiteral("New: Trucks (text)"));
        QVERIFY(text >= 0);
        target->setCurrentIndex(text);
        QCOMPARE(target->toolTip(), QStringLiteral("New: Trucks (text)"));
        QVERIFY(opened.isChecked());
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM custom_field WHERE kind = 'text'")), 1);
    }

    void readsTheSheetThatIsChosen()
    {
        LeadStage stage;
        const QString path = stage.files.folder.filePath(QStringLiteral("people.xlsx"));
        lxw_workbook *book = workbook_new(path.toUtf8().constData());
        for (const char *name : {"Poland", "Denmark"}) {
            lxw_worksheet *sheet = workbook_add_worksheet(book, name);
            worksheet_write_string(sheet, 0, 0, "Name", nullptr);
            worksheet_write_string(sheet, 1, 0, name, nullptr);
        }
        QCOMPARE(int(workbook_close(book)), int(LXW_NO_ERROR));
        Opened opened(stage, path);
        QVERIFY(opened.isChecked());
        QTRY_COMPARE(opened.model()->index(0, ImportRowsModel::Name).data().toString(), QStringLiteral("Poland"));
        auto *sheet = stage.find<Combo>("importSheetName");
        QVERIFY(sheet->isVisible());
        QVERIFY(!stage.find<Combo>("importEncoding")->isVisible());
        stage.takePictures(QStringLiteral("import-workbook-1440"));
        sheet->setCurrentIndex(sheet->findText(QStringLiteral("Denmark")));
        QTRY_COMPARE(opened.model()->index(0, ImportRowsModel::Name).data().toString(), QStringLiteral("Denmark"));
    }

    void takesPastedRows()
    {
        LeadStage stage;
        stage.show(
            new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell),
            QSize(1440, 900));
        QPointer<ImportSheet> sheet = new ImportSheet(stage.import, stage.leads, stage.shell, &stage.window);
        sheet->openText(QStringLiteral("Name\tE-mail\nZoë Bell\tzoe@bell.example\n"));
        QTRY_VERIFY(stage.find<Button>("importRun")->isEnabled());
        QTest::mouseClick(stage.find<Button>("importRun"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<Button>("importDone")->isVisible());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM source WHERE kind = 'paste'")), 1);
    }

    void reportsOnAPageAndInAFile()
    {
        LeadStage stage;
        Opened opened(stage, stage.writeFile(QStringLiteral("people.csv"), designFile));
        QVERIFY(opened.isChecked());
        QVERIFY(!opened.button("importSaveReport")->isVisible());
        QTest::mouseClick(opened.button("importRun"), Qt::LeftButton);
        QTRY_VERIFY(opened.button("importDone")->isVisible());
        auto *refused = stage.find<TableView>("importRefusedRows");
        QVERIFY(refused != nullptr);
        QCOMPARE(refused->model()->rowCount(), 1);
        QAbstractItemModelTester tester(refused->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTRY_COMPARE(refused->model()->index(0, ImportRowsModel::Happens).data().toString(),
                     QStringLiteral("Two @ signs in the address"));
        QVERIFY(stage.find<QWidget>("importReasons") != nullptr);
        stage.takePictures(QStringLiteral("import-report-1440"));
        QVERIFY(opened.button("importSaveReport")->isVisible());
        const QString path = stage.files.folder.filePath(QStringLiteral("report.csv"));
        opened.sheet->saveReport(path);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), rowsOfDesignFile + 1);
    }
};

QTEST_MAIN(ImportSheetTest)
#include "ImportSheetTest.moc"
