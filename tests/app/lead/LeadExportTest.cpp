#include "lead/LeadExport.h"
#include "ImportWorld.h"

#include <QtTest>

using namespace AlwaysLeads;

class LeadExportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesRfc4180();
    void guardsFormulas_data();
    void guardsFormulas();
    void takesTheGuardOffNumbersOfOlderFiles();
    void isReadBackUnchanged();
    void leavesTheOldFileWhenItCannotWrite();
    void leavesTheOldFileWhenCancelled();
};

void LeadExportTest::writesRfc4180()
{
    QCOMPARE(csvLine({QStringLiteral("a"), QStringLiteral("b \"c\", d"), QStringLiteral("e\r\nf"), QString(),
                      QStringLiteral("ü;")}),
             QByteArray("a,\"b \"\"c\"\", d\",\"e\r\nf\",,\"\xC3\xBC;\"\r\n"));
}

void LeadExportTest::guardsFormulas_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("equals") << "=cmd|' /C calc'!A0" << QByteArray("'=cmd|' /C calc'!A0\r\n");
    QTest::newRow("plus") << "+49 30 1" << QByteArray("'+49 30 1\r\n");
    QTest::newRow("minus") << "-5+1" << QByteArray("'-5+1\r\n");
    QTest::newRow("a negative number") << "-12.5" << QByteArray("-12.5\r\n");
    QTest::newRow("a guarded number of its own") << "'-5" << QByteArray("''-5\r\n");
    QTest::newRow("at") << "@SUM(A1)" << QByteArray("'@SUM(A1)\r\n");
    QTest::newRow("tab") << "\t=1" << QByteArray("\"'\t=1\"\r\n");
    QTest::newRow("carriage return") << "\r=1" << QByteArray("\"'\r=1\"\r\n");
    QTest::newRow("full-width") << "\uFF1D1" << QStringLiteral("'\uFF1D1\r\n").toUtf8();
    QTest::newRow("an apostrophe of its own") << "'=1" << QByteArray("''=1\r\n");
    QTest::newRow("two apostrophes") << "''=1" << QByteArray("'''=1\r\n");
    QTest::newRow("harmless") << "a=1" << QByteArray("a=1\r\n");
    QTest::newRow("a harmless apostrophe") << "'s Hertogenbosch" << QByteArray("'s Hertogenbosch\r\n");
}

void LeadExportTest::guardsFormulas()
{
    QFETCH(QString, cell);
    QFETCH(QByteArray, line);
    QCOMPARE(csvLine({cell}), line);
    QString written = QString::fromUtf8(line.chopped(2));
    if (written.startsWith(QLatin1Char('"'))) {
        written = written.mid(1).chopped(1);
    }
    QCOMPARE(withoutFormulaGuard(written), cell);
}

void LeadExportTest::takesTheGuardOffNumbersOfOlderFiles()
{
    QCOMPARE(withoutFormulaGuard(QStringLiteral("'-5")), QStringLiteral("-5"));
}

void LeadExportTest::isReadBackUnchanged()
{
    ImportWorld world;
    QVERIFY(QCoro::waitFor(world.leads.addCustomField(QStringLiteral("Trucks"))));
    Lead lead;
    lead.email = *EmailAddress::parse(QStringLiteral("zoe@café.example"));
    lead.firstName = QStringLiteral("=HYPERLINK(\"http://x.example\";\"Zoë\")");
    lead.lastName = QStringLiteral("van der Øster, \"Z\"");
    lead.title = QStringLiteral("@Head; of");
    lead.companyName = QStringLiteral("-Cargo");
    lead.companySize = 120;
    lead.phone = QStringLiteral("+47 22");
    lead.city = QStringLiteral("'s Hertogenbosch");
    lead.notes = QStringLiteral("one\ntwo, \"three\"");
    lead.tags = {QStringLiteral("Alpine"), QStringLiteral("Ports")};
    lead.custom.insert(QStringLiteral("trucks"), QStringLiteral("'=48"));
    const LeadId id = *QCoro::waitFor(world.leads.add(lead));
    const QString path = world.files.folder.filePath(QStringLiteral("out.csv"));
    LeadExport exporter(*world.files.database);
    QCOMPARE(*QCoro::waitFor(exporter.write({id, LeadId(77)}, path)), 1);

    ImportWorld other;
    const Result<ImportLook> look = QCoro::waitFor(other.import.look(path));
    QVERIFY(look);
    QCOMPARE(look->plan.format, (CsvFormat{CsvEncoding::Utf8Marked, ',', true}));
    QCOMPARE(other.run(look->plan).counts, (ImportCounts{1, 0, 0}));
    Lead read = other.lead("zoe@café.example");
    read.custom.remove(QStringLiteral("status"));
    lead.id = read.id;
    lead.companyId = read.companyId;
    lead.companyDomain = read.companyDomain; // which the import knows from the address
    lead.createdAt = lead.updatedAt = read.createdAt;
    QCOMPARE(factsOf(read), factsOf(lead));
    QCOMPARE(read.tags, lead.tags);
    QCOMPARE(read.notes, lead.notes);
    QCOMPARE(read, lead);
}

void LeadExportTest::leavesTheOldFileWhenItCannotWrite()
{
    ImportWorld world;
    LeadExport exporter(*world.files.database);
    const Result<qint64> written =
        QCoro::waitFor(exporter.write({}, world.files.folder.filePath(QStringLiteral("no/such/out.csv"))));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Storage);
}

void LeadExportTest::leavesTheOldFileWhenCancelled()
{
    ImportWorld world;
    const QString path = world.file("old", QStringLiteral("out.csv"));
    std::stop_source stop;
    stop.request_stop();
    LeadExport exporter(*world.files.database);
    const Result<qint64> written = QCoro::waitFor(exporter.write({LeadId(1)}, path, stop.get_token()));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Cancelled);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("old"));
}

QTEST_GUILESS_MAIN(LeadExportTest)
#include "LeadExportTest.moc"
