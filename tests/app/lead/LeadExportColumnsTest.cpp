#include "ImportWorld.h"
#include "lead/CustomFields.h"
#include "lead/LeadExport.h"
#include "spreadsheet/Workbook.h"

#include <QtTest>

#include <zip.h>

using namespace AlwaysLeads;

namespace {

QList<QStringList> rowsOf(const QString &path)
{
    QList<QStringList> rows;
    const Result<std::unique_ptr<Workbook>> workbook = Workbook::open(path);
    if (!workbook) {
        return {{workbook.error().message}};
    }
    const std::shared_ptr<const RowFile> file = *(*workbook)->rows(QString());
    const std::unique_ptr<RowSource> source = *file->rows();
    SheetRow row;
    while (*source->read(row)) {
        rows << row.cells;
    }
    return rows;
}

/// The XML of a part, to see what a spreadsheet program will.
QByteArray partOf(const QString &path, const char *name)
{
    QByteArray content;
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, nullptr);
    if (zip_file_t *file = archive ? zip_fopen(archive, name, 0) : nullptr) {
        std::array<char, 4096> part{};
        for (zip_int64_t got = 0; (got = zip_fread(file, part.data(), part.size())) > 0;) {
            content.append(part.data(), got);
        }
        zip_fclose(file);
    }
    zip_discard(archive);
    return content;
}

} // namespace

class LeadExportColumnsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheseColumnsOfThesePeopleInThisOrder()
    {
        ImportWorld world;
        world.run(
            world.plan("Name;Email;Company;Trucks\nAnna Berg;anna@x.example;X AS;48\nJan Lund;jan@y.example;Y;7\n"));
        LeadExport exporter(*world.files.database);
        ExportWish wish;
        wish.ids = {world.lead("jan@y.example").id, LeadId(99), world.lead("anna@x.example").id};
        wish.columns = {QStringLiteral("name"),   QStringLiteral("custom:trucks"),  QStringLiteral("domain"),
                        QStringLiteral("source"), QStringLiteral("no such column"), QStringLiteral("status")};
        wish.path = world.files.folder.filePath(QStringLiteral("view.csv"));
        QCOMPARE(*QCoro::waitFor(exporter.writeColumns(wish)), 2);
        QFile file(wish.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()),
                 QStringLiteral("Name,Trucks,Company domain,Source file,Status\r\n"
                                "Jan Lund,7,y.example,people.csv,New\r\nAnna Berg,48,x.example,people.csv,New\r\n"));
    }

    void writesWhatClaudeSaysAndTheSourceAsTheyAreShown()
    {
        ImportWorld world;
        world.run(world.plan("Name;Email\nAnna Berg;anna@x.example\nJan Lund;jan@y.example\n"));
        const LeadId anna = world.lead("anna@x.example").id;
        QVERIFY(world.files.write([anna](Connection &connection) {
            return connection.run(QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, model, "
                                                 "at) VALUES (?, 82, 'good', '[]', '', 1)"),
                                  {anna.value()});
        }));
        LeadExport exporter(*world.files.database);
        ExportWish wish;
        wish.ids = {anna, world.lead("jan@y.example").id};
        wish.columns = {QStringLiteral("name"), QStringLiteral("verdict"), QStringLiteral("verdict score"),
                        QStringLiteral("provider")};
        wish.path = world.files.folder.filePath(QStringLiteral("view.csv"));
        QCOMPARE(*QCoro::waitFor(exporter.writeColumns(wish)), 2);
        QFile file(wish.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()),
                 QStringLiteral("Name,Claude says,Claude's score,Source\r\n"
                                "Anna Berg,Good fit,82,A file\r\nJan Lund,,,A file\r\n"));
    }

    void writesAWorkbookWithNumbersAndDatesAsSuchAndNothingThatRuns()
    {
        ImportWorld world;
        world.run(
            world.plan("Name;Email;Title;Trucks;Since\nAnna Berg;anna@x.example;\"=HYPERLINK(\"\"http://evil\"\")\";"
                       "48,5;25.11.2026\n"));
        LeadExport exporter(*world.files.database);
        ExportWish wish;
        wish.ids = {world.lead("anna@x.example").id};
        wish.columns = {QStringLiteral("name"),         QStringLiteral("title"),   QStringLiteral("custom:trucks"),
                        QStringLiteral("custom:since"), QStringLiteral("created"), QStringLiteral("score")};
        wish.path = world.file("old", QStringLiteral("view.XLSX"));
        const Result<qint64> written = QCoro::waitFor(exporter.writeColumns(wish));
        QVERIFY2(written, qPrintable(written ? QString() : written.error().message + written.error().detail));
        const QList<QStringList> rows = rowsOf(wish.path);
        QCOMPARE(rows.at(0),
                 (QStringList{QStringLiteral("Name"), QStringLiteral("Title"), QStringLiteral("Trucks"),
                              QStringLiteral("Since"), QStringLiteral("Added"), QStringLiteral("Score")}));
        QCOMPARE(rows.at(1),
                 (QStringList{QStringLiteral("Anna Berg"), QStringLiteral("=HYPERLINK(\"http://evil\")"),
                              QStringLiteral("48.5"), QStringLiteral("2026-11-25"),
                              world.clock.now().toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))}));
        const QByteArray sheet = partOf(wish.path, "xl/worksheets/sheet1.xml");
        QVERIFY(!sheet.isEmpty());
        QVERIFY2(!sheet.contains("<f>"), "no formula");
        QVERIFY(sheet.contains("<v>48.5</v>"));
        QVERIFY(sheet.contains("<v>46351</v>"));
    }

    void writesNumbersAsTheyAreStored()
    {
        const QStringList numbers = {QStringLiteral("1000000"),      QStringLiteral("12.5"),
                                     QStringLiteral("0.00001"),      QStringLiteral("-3"),
                                     QStringLiteral("120000000000"), QStringLiteral("07"),
                                     QStringLiteral("many"),         QStringLiteral("1234567890123456789012")};
        ImportWorld world;
        CustomFields fields(*world.files, world.leads);
        QVERIFY(QCoro::waitFor(fields.add(QStringLiteral("Turnover"), FieldKind::Number, {})));
        ExportWish wish;
        wish.columns = {QStringLiteral("custom:turnover")};
        for (const QString &number : numbers) {
            Lead lead;
            lead.lastName = QStringLiteral("Berg");
            lead.custom.insert(QStringLiteral("turnover"), number);
            wish.ids.push_back(*QCoro::waitFor(world.leads.add(lead)));
        }
        LeadExport exporter(*world.files);
        wish.path = world.files.folder.filePath(QStringLiteral("numbers.csv"));
        QCOMPARE(*QCoro::waitFor(exporter.writeColumns(wish)), numbers.size());
        QFile file(wish.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()),
                 QStringLiteral("Turnover\r\n") + numbers.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n"));
        wish.path = world.files.folder.filePath(QStringLiteral("numbers.xlsx"));
        QCOMPARE(*QCoro::waitFor(exporter.writeColumns(wish)), numbers.size());
        QStringList read;
        const QList<QStringList> rows = rowsOf(wish.path);
        for (const QStringList &row : rows.mid(1)) {
            read << row.value(0);
        }
        QCOMPARE(read, numbers);
        const QByteArray sheet = partOf(wish.path, "xl/worksheets/sheet1.xml");
        for (const char *number : {"1000000", "12.5", "-3", "120000000000"}) {
            QVERIFY2(sheet.contains("<v>" + QByteArray(number) + "</v>"), number);
        }
    }

    void writesTextsThatAWorkbookCannotHold()
    {
        ImportWorld world;
        Lead lead;
        lead.lastName = QStringLiteral("Berg");
        lead.notes = QString(40'000, QLatin1Char('n'));
        lead.title = QStringLiteral("half ") + QChar(0xD800) + QStringLiteral(" and ") + QChar(0xFFFE);
        const LeadId id = *QCoro::waitFor(world.leads.add(lead));
        LeadExport exporter(*world.files.database);
        ExportWish wish{{id},
                        {QStringLiteral("notes"), QStringLiteral("title")},
                        world.files.folder.filePath(QStringLiteral("long.xlsx"))};
        QCOMPARE(*QCoro::waitFor(exporter.writeColumns(wish)), 1);
        QCOMPARE(rowsOf(wish.path).at(1).at(0).size(), 32'767);
        QVERIFY(rowsOf(wish.path).at(1).at(1).startsWith(QStringLiteral("half ")));
    }

    void leavesTheOldWorkbookWhenStoppedAndSaysWhereItCannotWrite()
    {
        ImportWorld world;
        LeadExport exporter(*world.files.database);
        ExportWish wish{{LeadId(1)}, {}, world.file("old", QStringLiteral("view.xlsx"))};
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(QCoro::waitFor(exporter.writeColumns(wish, {}, stop.get_token())).error().kind, ErrorKind::Cancelled);
        QFile file(wish.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("old"));
        wish.path = world.files.folder.filePath(QStringLiteral("no/such/view.xlsx"));
        QCOMPARE(QCoro::waitFor(exporter.writeColumns(wish)).error().kind, ErrorKind::Storage);
    }

    void tellsItsProgress()
    {
        ImportWorld world;
        QByteArray content = "Name;Email\n";
        for (int row = 0; row < 3000; ++row) {
            content += "Person " + QByteArray::number(row) + ";p" + QByteArray::number(row) + "@x.example\n";
        }
        world.run(world.plan(content));
        LeadExport exporter(*world.files.database);
        ExportWish wish;
        for (qint64 round = 0; round < 10; ++round) {
            for (qint64 id = 1; id <= 3000; ++id) {
                wish.ids.emplace_back(id);
            }
        }
        wish.path = world.files.folder.filePath(QStringLiteral("many.csv"));
        QList<ExportProgress> told;
        QCOMPARE(*QCoro::waitFor(exporter.writeColumns(wish, [&told](ExportProgress progress) { told << progress; })),
                 30'000);
        for (qsizetype place = 0; place < told.size(); ++place) {
            QCOMPARE(told.at(place).total, 30'000);
            QVERIFY(place == 0 || told.at(place).done > told.at(place - 1).done);
        }
    }
};

QTEST_GUILESS_MAIN(LeadExportColumnsTest)
#include "LeadExportColumnsTest.moc"
