#include "spreadsheet/Workbook.h"
#include "WorkbookMaker.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <xlsxwriter.h>

using namespace AlwaysLeads;

namespace {

QByteArray cell(const char *place, const char *type, const QByteArray &value, const char *style = "0")
{
    return QByteArray("<c r=\"") + place + "\" t=\"" + type + "\" s=\"" + style + "\"><v>" + value + "</v></c>";
}

QByteArray inlineCell(const char *place, const QByteArray &content)
{
    return QByteArray("<c r=\"") + place + "\" t=\"inlineStr\"><is>" + content + "</is></c>";
}

struct Sheet
{
    QList<SheetRow> rows;
    QStringList sheets;
    Error error;
    bool read = false;

    QStringList cells(qsizetype row) const { return rows.value(row).cells; }
};

} // namespace

class WorkbookTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name = "people.xlsx") const { return m_folder.filePath(QLatin1String(name)); }

    Sheet read(const QString &file, const QString &name = {})
    {
        Sheet sheet;
        Result<std::unique_ptr<Workbook>> workbook = Workbook::open(file);
        if (!workbook) {
            sheet.error = workbook.error();
            return sheet;
        }
        sheet.sheets = (*workbook)->sheets();
        Result<std::shared_ptr<const RowFile>> rows = (*workbook)->rows(name);
        if (!rows) {
            sheet.error = rows.error();
            return sheet;
        }
        Result<std::unique_ptr<RowSource>> source = (*rows)->rows();
        SheetRow row;
        while (source && *(*source)->read(row)) {
            if (!row.isBlank()) {
                sheet.rows << row;
            }
        }
        sheet.read = true;
        return sheet;
    }
    Sheet read(const WorkbookMaker &maker)
    {
        maker.write(path());
        return read(path());
    }

private Q_SLOTS:
    void readsWhatARealProgramWrites()
    {
        lxw_workbook *book = workbook_new(path("real.xlsx").toUtf8().constData());
        lxw_worksheet *sheet = workbook_add_worksheet(book, "Kunden");
        lxw_worksheet *other = workbook_add_worksheet(book, "Später");
        lxw_format *date = workbook_add_format(book);
        format_set_num_format(date, "dd.mm.yyyy");
        worksheet_write_string(sheet, 0, 0, "Navn", nullptr);
        worksheet_write_string(sheet, 0, 1, "Telefon", nullptr);
        worksheet_write_string(sheet, 2, 0, "Zoë \"Z\" Ångström\r\nLast line, 🚚", nullptr);
        worksheet_write_number(sheet, 2, 1, 4512345678.0, nullptr);
        lxw_datetime day{2026, 11, 25, 0, 0, 0};
        worksheet_write_datetime(sheet, 2, 2, &day, date);
        worksheet_write_formula_num(sheet, 2, 3, "=1+1", nullptr, 2);
        worksheet_write_formula_str(sheet, 2, 4, "=A1", nullptr, "Navn");
        worksheet_write_boolean(sheet, 2, 6, 1, nullptr);
        worksheet_write_string(other, 0, 0, "second", nullptr);
        QCOMPARE(int(workbook_close(book)), int(LXW_NO_ERROR));

        const Sheet people = read(path("real.xlsx"));
        QVERIFY2(people.read, qPrintable(people.error.message + people.error.detail));
        QCOMPARE(people.sheets, (QStringList{QStringLiteral("Kunden"), QStringLiteral("Später")}));
        QCOMPARE(people.rows.size(), 2);
        QCOMPARE(people.rows.at(1).number, 3); // the empty row counts
        QCOMPARE(people.cells(1),
                 (QStringList{QStringLiteral("Zoë \"Z\" Ångström\r\nLast line, 🚚"), QStringLiteral("4512345678"),
                              QStringLiteral("2026-11-25"), QStringLiteral("2"), QStringLiteral("Navn"), QString(),
                              QStringLiteral("TRUE")}));
        QCOMPARE(read(path("real.xlsx"), QStringLiteral("Später")).cells(0), QStringList{QStringLiteral("second")});
        QCOMPARE(read(path("real.xlsx"), QStringLiteral("Nowhere")).error.kind, ErrorKind::NotFound);
    }

    void readsEveryKindOfCell()
    {
        WorkbookMaker maker;
        maker.texts = "<si><t>shared</t></si>"
                      "<si><r><t xml:space=\"preserve\">two </t></r><r><rPr><b/></rPr><t>runs</t></r></si>"
                      "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
                      "<si><t>a_x000D_b_x005F_</t></si><si/>";
        maker.styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/></numFmts>"
                       "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
                       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>";
        maker.sheet = "<row r=\"1\">" + cell("A1", "s", "0") + cell("B1", "s", "1") + cell("C1", "s", "2")
            + cell("D1", "s", "3") + cell("E1", "s", "4") + "</row><row r=\"4\" spans=\"1:9\">"
            + inlineCell("B4", "<r><t>in</t></r><r><t>line</t></r><rPh><t>aloud</t></rPh>") + cell("D4", "b", "0")
            + cell("E4", "e", "#N/A") + cell("F4", "n", "46351", "1") + cell("G4", "n", "46351.5", "2")
            + cell("H4", "d", "2026-11-25T00:00:00") + "<c r=\"I4\" t=\"str\"><f>A1&amp;\"\"</f><v>cached</v></c>"
            + "</row><row><c><v>7</v></c><c t=\"n\"><v>4.5E9</v></c></row>";
        const Sheet sheet = read(maker);
        QVERIFY2(sheet.read, qPrintable(sheet.error.message + sheet.error.detail));
        QCOMPARE(sheet.cells(0),
                 (QStringList{QStringLiteral("shared"), QStringLiteral("two runs"), QStringLiteral("東京"),
                              QStringLiteral("a\rb_")}));
        QCOMPARE(sheet.cells(1),
                 (QStringList{QString(), QStringLiteral("inline"), QString(), QStringLiteral("FALSE"),
                              QStringLiteral("#N/A"), QStringLiteral("2026-11-25"), QStringLiteral("2026-11-25 12:00"),
                              QStringLiteral("2026-11-25"), QStringLiteral("cached")}));
        QCOMPARE(sheet.rows.at(1).number, 4);
        QCOMPARE(sheet.cells(2), (QStringList{QStringLiteral("7"), QStringLiteral("4500000000")}));
        QCOMPARE(sheet.rows.at(2).number, 5);
    }

    void showsNoHiddenSheetAndNoChart()
    {
        WorkbookMaker maker;
        maker.workbookProperties = "<workbookPr date1904=\"true\"/>";
        maker.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
        maker.sheets = R"(<sheet name="Old" sheetId="1" state="hidden" r:id="rId2"/>)"
                       R"(<sheet name="Chart" sheetId="2" r:id="rId3"/><sheet name="People" sheetId="3" r:id="rId1"/>)";
        maker.relations =
            R"(<Relationship Id="rId3" Type="http://x/relationships/chartsheet" Target="chartsheets/sheet1.xml"/>)";
        maker.sheet = "<row>" + cell("A1", "n", "44889", "1") + "</row>";
        const Sheet sheet = read(maker);
        QCOMPARE(sheet.sheets, QStringList{QStringLiteral("People")});
        QCOMPARE(sheet.cells(0), QStringList{QStringLiteral("2026-11-25")});
    }

    void givesAnyRowAgain()
    {
        WorkbookMaker maker;
        for (int row = 1; row <= 3000; ++row) {
            maker.sheet += "<row r=\"" + QByteArray::number(row * 2) + "\">"
                + inlineCell(("A" + QByteArray::number(row * 2)).constData(),
                             "<t>line\n" + QByteArray::number(row) + "</t>")
                + "</row>";
        }
        maker.write(path());
        const std::shared_ptr<const RowFile> rows = *(*Workbook::open(path()))->rows(QString());
        const std::unique_ptr<RowSource> source = *rows->rows();
        QList<SheetRow> all;
        SheetRow row;
        while (*source->read(row)) {
            all << row;
        }
        QCOMPARE(all.size(), 6000);
        for (const qsizetype at : {4001, 1, 5999}) {
            QVERIFY(source->seek(all.at(at).number, all.at(at).offset));
            QVERIFY(*source->read(row));
            QCOMPARE(row.number, at + 1);
            QCOMPARE(row.cells, QStringList{QStringLiteral("line\n%1").arg((at + 1) / 2)});
        }
    }

    void refusesWhatNobodyShouldSend_data()
    {
        QTest::addColumn<WorkbookMaker>("maker");
        QTest::addColumn<QString>("word");
        WorkbookMaker maker;
        maker.sheets = R"(<sheet name="Gone" sheetId="1" r:id="rId77"/>)";
        QTest::newRow("a sheet that is not there") << maker << "\"Gone\" is missing";
        maker = {};
        maker.parts = {{QStringLiteral("xl/worksheets/sheet1.xml"), QByteArray()}};
        QTest::newRow("a part that is not there") << maker << "\"People\" is missing";
        maker = {};
        maker.parts = {{QStringLiteral("xl/workbook.xml"), QByteArray()}};
        QTest::newRow("no workbook") << maker << "is missing";
        maker = {};
        maker.sheets = "";
        QTest::newRow("no sheet") << maker << "no sheet with rows";
        maker = {};
        maker.sheet = "<row>" + cell("A1", "s", "3") + "</row>";
        QTest::newRow("a text that is not there") << maker << "names a text";
        maker = {};
        maker.sheet = "<row r=\"3\"/><row r=\"2\"/>";
        QTest::newRow("rows backwards") << maker << "does not follow";
        maker.sheet = "<row r=\"2000000000\"/>";
        QTest::newRow("a row beyond the last") << maker << "does not follow";
        maker.sheet = "<row>" + cell("ZZZZ1", "n", "3") + "</row>";
        QTest::newRow("a column beyond the last") << maker << "there can be no cell";
        maker.sheet = "<row><c r=\"A1\"><v>1</v></row>";
        QTest::newRow("broken XML") << maker << "damaged";
        maker = {};
        maker.sheet = QByteArray(100, '\0').replace('\0', "<x>");
        QTest::newRow("too deep") << maker << "nested deeper";
        maker = {};
        maker.parts = {{QStringLiteral("xl/worksheets/sheet1.xml"),
                        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><worksheet><sheetData><row>"
                        "<c t=\"str\"><v>&c;</v></c></row></sheetData></worksheet>"}};
        QTest::newRow("entities inside entities") << maker << "definitions";
        maker = {};
        maker.sheet = "<row><c t=\"str\"><v>" + QByteArray(70 * 1024 * 1024, 'a') + "</v></c></row>";
        QTest::newRow("a cell without end") << maker << "unpacks";
        maker.sheet = "<row>" + ("<x>" + QByteArray(1024 * 1024, 'a') + "</x>").repeated(70) + "</row>"; // none is long
        QTest::newRow("a zip bomb") << maker << "unpacks";
    }
    void refusesWhatNobodyShouldSend()
    {
        QFETCH(WorkbookMaker, maker);
        QFETCH(QString, word);
        const Sheet sheet = read(maker);
        QVERIFY(!sheet.read);
        QCOMPARE(sheet.error.kind, ErrorKind::Invalid);
        QVERIFY2(sheet.error.message.contains(word), qPrintable(sheet.error.message));
    }

    void saysWhatToDoWithOtherFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        const QByteArray compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + QByteArray(3000, '\0');
        QByteArray name;
        for (const char letter : QByteArray("EncryptedPackage")) {
            name += letter;
            name += '\0';
        }
        QTest::newRow("old Excel") << compound << ".xls";
        QTest::newRow("a password") << compound + QByteArray(90'000, '\0') + name << "password";
        QTest::newRow("a PDF") << QByteArray("%PDF-1.7\n") << "PDF";
    }
    void saysWhatToDoWithOtherFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        QFile file(path("other.xlsx"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const Result<TableKind> kind = tableKindOf(file.fileName());
        QVERIFY(!kind);
        QVERIFY2(kind.error().message.contains(word) && kind.error().message.contains(QLatin1String(".xlsx")),
                 qPrintable(kind.error().message));
    }

    void knowsOtherArchives()
    {
        writeZip(path("a.ods"), {{QStringLiteral("content.xml"), "<x/>"}, {QStringLiteral("mimetype"), "ods"}});
        QVERIFY(read(path("a.ods")).error.message.contains(QLatin1String(".ods")));
        writeZip(path("a.zip"), {{QStringLiteral("readme.txt"), "hello"}});
        QVERIFY(read(path("a.zip")).error.message.contains(QLatin1String("no workbook")));
        WorkbookMaker binary;
        binary.parts = {{QStringLiteral("_rels/.rels"),
                         "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/>"
                         "</Relationships>"}};
        QVERIFY(read(binary).error.message.contains(QLatin1String(".xlsb")));
    }

    void refusesAFileThatWasCutOffAnywhere()
    {
        WorkbookMaker maker;
        maker.texts = "<si><t>one</t></si>";
        maker.sheet = "<row>" + cell("A1", "s", "0") + "</row>";
        maker.write(path());
        QFile whole(path());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        for (qsizetype size = bytes.size() - 1; size > 4; size -= 97) {
            QFile part(path("part.xlsx"));
            QVERIFY(part.open(QIODevice::WriteOnly) && part.write(bytes.first(size)) == size);
            part.close();
            const Sheet sheet = read(path("part.xlsx"));
            QVERIFY2(!sheet.read || sheet.cells(0) == QStringList{QStringLiteral("one")},
                     qPrintable(QString::number(size)));
            QVERIFY(sheet.read || !sheet.error.message.isEmpty());
        }
    }

    void survivesChangedBytes()
    {
        WorkbookMaker maker;
        maker.texts = "<si><t>one</t></si>";
        maker.sheet = "<row>" + cell("A1", "s", "0") + cell("B1", "n", "46351") + "</row>";
        maker.write(path());
        QFile whole(path());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            QByteArray changed = bytes;
            for (int change = 0; change < 3; ++change) {
                changed[random.bounded(changed.size())] = char(random.bounded(256));
            }
            QFile part(path("changed.xlsx"));
            QVERIFY(part.open(QIODevice::WriteOnly) && part.write(changed) == changed.size());
            part.close();
            const Sheet sheet = read(path("changed.xlsx"));
            QVERIFY(sheet.read || !sheet.error.message.isEmpty());
        }
    }

    void stopsWhenAsked()
    {
        WorkbookMaker maker;
        maker.sheet = "<row>" + cell("A1", "n", "1") + "</row>";
        maker.write(path());
        const std::unique_ptr<Workbook> workbook = *Workbook::open(path());
        std::stop_source stop;
        stop.request_stop();
        const Result<std::shared_ptr<const RowFile>> rows = workbook->rows(QString(), stop.get_token());
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(WorkbookTest)
#include "WorkbookTest.moc"
