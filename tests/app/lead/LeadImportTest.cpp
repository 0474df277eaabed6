#include "ImportWorld.h"
#include "suppression/SuppressionStore.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

QByteArray encoded(const QString &text, QStringConverter::Encoding encoding)
{
    return QStringEncoder(encoding, QStringConverter::Flag::WriteBom)(text);
}

#if defined(__SANITIZE_ADDRESS__)
constexpr int manyRows = 20'000; // the sanitizer makes ten times the work of it
#else
constexpr int manyRows = 100'000;
#endif

} // namespace

class LeadImportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void importsEveryKindOfFile_data();
    void importsEveryKindOfFile();
    void keepsAllFields();
    void givesEveryRefusedRowItsReason();
    void takesFilesWithoutPeople_data();
    void takesFilesWithoutPeople();
    void previewsWhatTheImportThenDoes();
    void callsAFieldOfThePersonAsTheyWriteIt();
    void fillsGapsOnlyWhenItMerges();
    void tellsTheCompanyItsIndustryAndDomain();
    void mergesTheSamePersonFurtherDown();
    void keepsTwoPeopleApartWhoAreSaidToBeTwo_data();
    void keepsTwoPeopleApartWhoAreSaidToBeTwo();
    void countsPeopleAndNotTheirRows();
    void saysWhichCellItCouldNotRead();
    void matchesPeopleWithoutAddressByNameAndCompany();
    void refusesWhoOptedOut();
    void bringsBackWhoWasDeleted();
    void keepsLineBreaksOutOfNames();
    void refusesAFiveMegabyteName();
    void ignoresAFiveMegabyteCellNobodyWants();
    void stopsAtAQuoteThatIsNeverClosed();
    void pagesThroughALongFile_data();
    void pagesThroughALongFile();
    void leavesNothingBehindWhenCancelled();
    void tellsItsProgress();
    void writesTheRefusedRows();
    void asksForANameOfANewField();
    void saysWhenTheFileIsGone();
    void importsNoRowThatNobodyChecked();
    void readsPastedRows();
    void keepsTheSumWhateverTheBytes();
    void importsVeryManyRows();
};

void LeadImportTest::importsEveryKindOfFile_data()
{
    QTest::addColumn<QByteArray>("content");
    const QString semicolons =
        QStringLiteral("Navn;E-mail;Firma;By\r\nZoë Østergård;zoe@cargo.example;Łódź Cargo;Århus\r\n");
    const QString latin = QStringLiteral("Navn;E-mail;Firma;By\nZoë Østergård;zoe@cargo.example;Lodz Cargo;Århus\n");
    QTest::newRow("UTF-8") << semicolons.toUtf8();
    QTest::newRow("UTF-8 with a mark") << encoded(semicolons, QStringConverter::Utf8);
    QTest::newRow("UTF-16LE") << encoded(semicolons, QStringConverter::Utf16LE);
    QTest::newRow("UTF-16BE") << encoded(semicolons, QStringConverter::Utf16BE);
    QTest::newRow("Latin-1") << latin.toLatin1();
    QTest::newRow("tabs") << QString(semicolons).replace(QLatin1Char(';'), QLatin1Char('\t')).toUtf8();
    QTest::newRow("commas and quotes") << QByteArray("\"Navn\",\"E-mail\",\"Firma\",\"By\"\r\n\"Østergård, "
                                                     "Zoë\",\"zoe@cargo.example\",\"Łódź\n Cargo\",\"Århus\"\r\n");
    QTest::newRow("sep=") << "sep=;\r\n" + semicolons.toUtf8();
    QTest::newRow("no names") << semicolons.section(QLatin1Char('\n'), 1)
                                     .replace(QStringLiteral("Łódź Cargo"), QStringLiteral("L&C 1"))
                                     .toUtf8();
    QTest::newRow("lone carriage returns") << QString(semicolons).remove(QLatin1Char('\n')).toUtf8();
    QTest::newRow("blank lines") << "\n\n"
            + QString(semicolons).replace(QStringLiteral("\r\n"), QStringLiteral("\r\n;;;\r\n\r\n")).toUtf8();
}

void LeadImportTest::importsEveryKindOfFile()
{
    QFETCH(QByteArray, content);
    ImportWorld world;
    const ImportReport report = world.run(world.plan(content));
    QCOMPARE(report.counts, (ImportCounts{1, 0, 0}));
    QCOMPARE(report.file, QStringLiteral("people.csv"));
    const Lead lead = world.lead("zoe@cargo.example");
    QCOMPARE(lead.firstName, QStringLiteral("Zoë"));
    QCOMPARE(lead.lastName, QStringLiteral("Østergård"));
    QCOMPARE(world.count("lead_search"), 1);
}

void LeadImportTest::keepsAllFields()
{
    ImportWorld world;
    ImportPlan plan = world.plan(
        "First name,Last name,Email,Title,Company,Employees,City,Country,Phone,Website,Language,Notes,Tags,Trucks\n"
        "Anna,Berg,ANNA@Cargo.example,COO,Cargo,\"1,200\",Oslo,Norway,'+47 22,www.x.example,no,\"a\r\nb\",\"Ports, "
        "Alpine\",48\n");
    plan.tags = {QStringLiteral("Fair Odense")};
    QCOMPARE(world.run(plan).counts, (ImportCounts{1, 0, 0}));
    const Lead lead = world.lead("anna@cargo.example");
    QCOMPARE(lead.fullName(), QStringLiteral("Anna Berg"));
    QCOMPARE(lead.title, QStringLiteral("COO"));
    QCOMPARE(lead.companyName, QStringLiteral("Cargo"));
    QCOMPARE(lead.companySize, 1200);
    QCOMPARE(lead.city, QStringLiteral("Oslo"));
    QCOMPARE(lead.country, QStringLiteral("Norway"));
    QCOMPARE(lead.phone, QStringLiteral("+47 22"));
    QCOMPARE(lead.website, QStringLiteral("www.x.example"));
    QCOMPARE(lead.language, QStringLiteral("no"));
    QCOMPARE(lead.notes, QStringLiteral("a\nb"));
    QCOMPARE(lead.tags,
             (QStringList{QStringLiteral("Alpine"), QStringLiteral("Fair Odense"), QStringLiteral("Ports")}));
    QCOMPARE(lead.custom.value(QStringLiteral("trucks")), QStringLiteral("48"));
    QCOMPARE(lead.createdAt, world.clock.now());
}

void LeadImportTest::givesEveryRefusedRowItsReason()
{
    ImportWorld world;
    const QByteArray content = "Name;Email;Company\n"
                               "Anna Berg;anna@x.example;X\n" // row 2
                               "Two Signs;a@@x.example;X\n"
                               ";;Only Company\n"
                               "Too;many@x.example;X;surplus\n"
                               "Nul%l;nul@x.example;X\n"
                               "Short\n"
                               "Empty;;\n"
                               "Trailing;t@x.example;X;;;\n";
    const ImportPlan plan = world.plan(QByteArray(content).replace('%', '\0'));
    const QList<ImportPreviewRow> rows = world.rows(plan);
    QStringList sentences;
    for (const ImportPreviewRow &row : rows) {
        sentences << QStringLiteral("%1 %2").arg(row.number).arg(row.sentence);
    }
    QCOMPARE(
        sentences,
        (QStringList{QStringLiteral("2 New"), QStringLiteral("3 Two @ signs in the address"),
                     QStringLiteral("4 Neither a name nor an address"),
                     QStringLiteral("5 4 cells, but the file has 3 columns"),
                     QStringLiteral("6 There is a NUL byte in the row"), QStringLiteral("7 No address, still imported"),
                     QStringLiteral("8 No address, still imported"), QStringLiteral("9 New")}));
    QCOMPARE(rows.at(1).faulty, ColumnTarget::Email);
    QCOMPARE(rows.at(1).email, QStringLiteral("a@@x.example"));
    QCOMPARE(world.run(plan).counts, (ImportCounts{4, 0, 4}));
    QCOMPARE(world.files.number(
                 QStringLiteral("SELECT count(*) FROM import_row WHERE outcome = 'refused' AND reason <> ''")),
             4);
}

void LeadImportTest::takesFilesWithoutPeople_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<qint64>("rows");
    QTest::newRow("names only") << QByteArray("Name;Email\n") << qint64(0);
    QTest::newRow("blank rows") << QByteArray("Name;Email\n;\n\n;\n") << qint64(0);
    QTest::newRow("one row, no line end") << QByteArray("Name;Email\nAnna;a@x.example") << qint64(1);
}

void LeadImportTest::takesFilesWithoutPeople()
{
    QFETCH(QByteArray, content);
    QFETCH(qint64, rows);
    ImportWorld world;
    const ImportPlan plan = world.plan(content);
    QCOMPARE(qint64(world.rows(plan).size()), rows);
    QCOMPARE(world.run(plan).counts.rows(), rows);
    QCOMPARE(world.count("lead"), rows);

    const Result<ImportLook> empty = QCoro::waitFor(world.import.look(world.file(QByteArray())));
    QCOMPARE(empty.error().kind, ErrorKind::Invalid);
    QVERIFY2(empty.error().message.contains(QStringLiteral("is empty")), qPrintable(empty.error().message));
}

void LeadImportTest::callsAFieldOfThePersonAsTheyWriteIt()
{
    ImportWorld world;
    world.run(world.plan("Name;Email;City;Messe Stand\nAnna;anna@x.example;Oslo;\nJan;jan@x.example;;Halle 3\n"));
    ImportPlan plan = world.plan("Name;Email;City;MESSE STAND;Letzter Kontakt\nAnna;anna@x.example;Bergen;Halle 1;am "
                                 "Telefon\nJan;jan@x.example;Turku;Halle 4;\n");
    QCOMPARE(world.rows(plan).at(0).sentence, QStringLiteral("Merges, adds Letzter Kontakt, Messe Stand"));
    QCOMPARE(world.rows(plan).at(1).sentence, QStringLiteral("Merges, adds city"));
    plan.duplicates = DuplicateRule::Overwrite;
    QCOMPARE(world.rows(plan).at(1).sentence, QStringLiteral("Merges, adds city; changes Messe Stand"));
    const ImportReport report = world.run(plan);
    QCOMPARE(QCoro::waitFor(world.import.pastRows(report.id, {}, 0, 10))->at(1).reason,
             QStringLiteral("adds city; changes Messe Stand"));
}

void LeadImportTest::previewsWhatTheImportThenDoes()
{
    ImportWorld world;
    world.run(world.plan("Name;Email;Company\nAnna Berg;anna@x.example;X\nNo Address;;Y\n"));
    const ImportPlan plan = world.plan("Name;Email;Company;Trucks\nAnna Berg;anna@x.example;X;48\nno "
                                       "address;;y;\nJan;jan@x.example;X;\nJan;JAN@x.example;;7\nBad;bad;;\n");
    const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
    QVERIFY(preview);
    QCOMPARE(preview->counts, (ImportCounts{1, 3, 1}));
    const QString before = world.everything();
    const QList<ImportPreviewRow> rows = world.rows(plan);
    QCOMPARE(world.everything(), before);
    QCOMPARE(rows.at(0).sentence, QStringLiteral("Merges, adds Trucks"));
    QCOMPARE(rows.at(0).changes, (QList<FieldChange>{{QStringLiteral("Trucks"), QString(), QStringLiteral("48")}}));
    QCOMPARE(rows.at(0).existing, world.lead("anna@x.example").id);
    QCOMPARE(rows.at(1).sentence, QStringLiteral("Merges, nothing to add"));
    QCOMPARE(rows.at(3).sentence, QStringLiteral("Same person as row 4"));
    QCOMPARE(rows.at(3).remark, ImportPreviewRow::Remark::SamePerson);
    QCOMPARE(rows.at(4).fate, ImportFate::Refused);
    QCOMPARE(world.run(plan).counts, preview->counts);
}

void LeadImportTest::fillsGapsOnlyWhenItMerges()
{
    ImportWorld world;
    world.run(world.plan("First name;Last name;Email;Title;Company;City\nAnna;Berg;anna@x.example;COO;X;\n"));
    world.clock.advance(std::chrono::hours(1));
    world.run(world.plan(
        "First name;Last "
        "name;Email;Title;Company;City;Employees;Tags\nAnnemarie;Other;Anna@X.example;CEO;Y;Oslo;99;Ports\n"));
    const Lead lead = world.lead("anna@x.example");
    QCOMPARE(lead.fullName(), QStringLiteral("Anna Berg"));
    QCOMPARE(lead.title, QStringLiteral("COO"));
    QCOMPARE(lead.companyName, QStringLiteral("X"));
    QVERIFY2(!lead.companySize, "the size of another company");
    QCOMPARE(lead.city, QStringLiteral("Oslo"));
    QCOMPARE(lead.tags, QStringList{QStringLiteral("Ports")});
    QCOMPARE(world.count("lead"), 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH 'oslo'")), 1);
}

void LeadImportTest::tellsTheCompanyItsIndustryAndDomain()
{
    ImportWorld world;
    ImportPlan plan = world.plan("Name;Email;Company;Branche;Website;Domain\n"
                                 "Anna Berg;anna@mail.example;X;;;\n"
                                 "Jan Berg;jan@mail.example;X;Freight;https://jan.example;www.X.example\n"
                                 "Eva Falk;eva@y.example;Y;Retail;;gmail.com\n"
                                 "Ole Falk;ole@z.example;Z;;;x.example\n");
    QCOMPARE(plan.columns.at(3).target, ColumnTarget::Industry);
    QCOMPARE(plan.columns.at(5).target, ColumnTarget::CompanyDomain);
    const ImportReport report = world.run(plan);
    QCOMPARE(report.counts, (ImportCounts{4, 0, 0}));
    const Lead anna = world.lead("anna@mail.example"); // the row below told of her company
    QCOMPARE(anna.industry, QStringLiteral("Freight"));
    QCOMPARE(anna.companyDomain, QStringLiteral("mail.example")); // known from her address before
    QCOMPARE(world.lead("eva@y.example").companyDomain, QStringLiteral("y.example")); // everybody has mail at gmail.com
    QCOMPARE(world.lead("ole@z.example").companyDomain, QStringLiteral("x.example"));
    QCOMPARE(world.count("custom_field"), 0);

    world.clock.advance(std::chrono::hours(1));
    const QByteArray later = "Email;Company;Industry;Website;Domain\nanna@mail.example;X;Shipping;;x.example\n"
                             "eva@y.example;Y;Fashion;;yy.example\n";
    plan = world.plan(later);
    world.run(plan); // fills gaps: there are none
    QCOMPARE(world.lead("anna@mail.example").industry, QStringLiteral("Freight"));
    plan.duplicates = DuplicateRule::Overwrite;
    const ImportReport over = world.run(plan);
    QCOMPARE(world.lead("anna@mail.example").industry, QStringLiteral("Shipping"));
    QCOMPARE(world.lead("jan@mail.example").industry, QStringLiteral("Shipping"));
    QCOMPARE(world.lead("anna@mail.example").companyDomain, QStringLiteral("mail.example")); // the other is Z's
    QCOMPARE(world.lead("eva@y.example").companyDomain, QStringLiteral("yy.example"));
    QVERIFY(QCoro::waitFor(world.import.undo(over.id)));
    QCOMPARE(world.lead("anna@mail.example").industry, QStringLiteral("Freight"));
    QCOMPARE(world.lead("eva@y.example").industry, QStringLiteral("Retail"));
    QCOMPARE(world.lead("eva@y.example").companyDomain, QStringLiteral("y.example"));
}

void LeadImportTest::mergesTheSamePersonFurtherDown()
{
    ImportWorld world;
    const ImportReport report =
        world.run(world.plan("Name;Email;City\nAnna Berg;anna@x.example;\nAnna Berg;<ANNA@x.example>;Oslo\n"));
    QCOMPARE(report.counts, (ImportCounts{1, 1, 0}));
    QCOMPARE(world.lead("anna@x.example").city, QStringLiteral("Oslo"));
}

void LeadImportTest::keepsTwoPeopleApartWhoAreSaidToBeTwo_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("two rows") << false;
    QTest::newRow("a row and somebody there is") << true;
}

void LeadImportTest::keepsTwoPeopleApartWhoAreSaidToBeTwo()
{
    QFETCH(bool, isThere);
    ImportWorld world;
    if (isThere) {
        world.run(world.plan("Name;Email\nAnna Berg;anna@x.example\n"));
    }
    ImportPlan plan =
        world.plan("Name;Email\nAnna Berg;anna@x.example\nAnna Berg;a.berg@x.example\nAnna Berg;ANNA@x.example\n");
    QCOMPARE(world.rows(plan).at(1).fate, ImportFate::Merge);
    plan.apart = {3, 4};
    const QList<ImportPreviewRow> rows = world.rows(plan);
    QCOMPARE(rows.at(1).fate, ImportFate::New);
    QCOMPARE(rows.at(1).help(), ImportPreviewRow::Help::Join);
    QCOMPARE(rows.at(2).fate, ImportFate::Merge); // one address is one person
    QVERIFY(!rows.at(2).canBeApart(rows.at(2).differences));
    const ImportReport report = world.run(plan);
    QCOMPARE(report.counts, (isThere ? ImportCounts{1, 2, 0} : ImportCounts{2, 1, 0}));
    QCOMPARE(world.lead("a.berg@x.example").lastName, QStringLiteral("Berg"));
    QCOMPARE(world.count("lead"), 2);
}

void LeadImportTest::countsPeopleAndNotTheirRows()
{
    ImportWorld world;
    world.run(world.plan("Name;Email;City\nAnna Berg;anna@x.example;\nEva Holm;eva@x.example;Oslo\n"));
    const ImportPlan plan = world.plan("Name;Email;City\nAnna Berg;anna@x.example;Oslo\nAnna Berg;anna@x.example;\n"
                                       "Eva Holm;eva@x.example;Oslo\nJan Lund;jan@y.example;\n"
                                       "Jan Lund;jan@y.example;Bergen\n");
    const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
    QVERIFY(preview);
    QCOMPARE(preview->counts, (ImportCounts{1, 4, 0}));
    QCOMPARE(preview->people(), 3);
    const ImportReport report = world.run(plan);
    QCOMPARE(report.counts, preview->counts);
    QCOMPARE(report.people(), 3);
    QCOMPARE(report.changed, 1); // Anna; Jan is new
    QCOMPARE(report.repeats(), 2);
}

void LeadImportTest::saysWhichCellItCouldNotRead()
{
    ImportWorld world;
    QVERIFY(world.files.write([](Connection &connection) {
        CustomField trucks = *CustomFieldStore().findOrAdd(connection, QStringLiteral("Trucks"));
        trucks.kind = FieldKind::Number;
        return CustomFieldStore().save(connection, trucks);
    }));
    const ImportPlan plan =
        world.plan("Name;Email;Company;Employees;Website;Trucks\nAnna;anna@x.example;X;to;x.example;\n"
                   "Jan;jan@y.example;Y;12;javascript:alert(1);7\nEva;eva@z.example;Z;-;?;-\n"
                   "Ole;ole@z.example;Z;;;many\n");
    QCOMPARE(plan.columns.at(3).target, ColumnTarget::CompanySize);
    QCOMPARE(plan.columns.at(4).target, ColumnTarget::Website);
    const QList<ImportPreviewRow> rows = world.rows(plan);
    QCOMPARE(rows.at(0).sentence, QStringLiteral("“to” is no company size, left empty"));
    QCOMPARE(rows.at(0).faulty, ColumnTarget::CompanySize);
    QCOMPARE(rows.at(0).help(), ImportPreviewRow::Help::Fix);
    QCOMPARE(rows.at(1).sentence, QStringLiteral("“javascript:alert(1)” is no web address, left empty"));
    QCOMPARE(rows.at(1).faulty, ColumnTarget::Website);
    QCOMPARE(rows.at(2).sentence, QStringLiteral("New"));
    QCOMPARE(rows.at(3).sentence, QStringLiteral("“many” is no number, “Trucks” keeps it as it stands"));
    const ImportReport report = world.run(plan);
    QCOMPARE(report.counts, (ImportCounts{4, 0, 0}));
    QCOMPARE(world.lead("ole@z.example").custom.value(QStringLiteral("trucks")), QStringLiteral("many"));
    QVERIFY(world.lead("jan@y.example").website.isEmpty());
    QCOMPARE(world.lead("anna@x.example").website, QStringLiteral("x.example"));
    const Result<QList<ImportedRow>> past = QCoro::waitFor(world.import.pastRows(report.id, {}, -1, 10));
    QVERIFY(past);
    QCOMPARE(past->size(), 4);
    QCOMPARE(past->at(0).reason, rows.at(0).sentence);
    QCOMPARE(past->at(1).reason, rows.at(1).sentence);
}

void LeadImportTest::matchesPeopleWithoutAddressByNameAndCompany()
{
    ImportWorld world;
    const QByteArray content = "Name;Company\nAnna Berg;X\nAnna Berg;Y\nAnna Berg;\nAnna Berg;\n";
    QCOMPARE(world.run(world.plan(content)).counts, (ImportCounts{4, 0, 0}));
    // Without a company a name alone tells nobody apart.
    QCOMPARE(world.run(world.plan(content)).counts, (ImportCounts{2, 2, 0}));
}

void LeadImportTest::refusesWhoOptedOut()
{
    ImportWorld world;
    QVERIFY(world.files.write([&](Connection &connection) -> Result<> {
        const SuppressionStore store;
        store.addDomain(connection, QStringLiteral("gone.example"), SuppressionReason::ByHand, {}, world.clock.now());
        return store
            .addAddress(connection, *EmailAddress::parse(QStringLiteral("anna@x.example")), SuppressionReason::OptedOut,
                        {}, world.clock.now())
            .map([](const SuppressionEntry &) {});
    }));
    const ImportPlan plan =
        world.plan("Name;Email\nAnna;ANNA@x.example\nJan;jan@mail.gone.example\nEva;eva@x.example\n");
    const QList<ImportPreviewRow> rows = world.rows(plan);
    QCOMPARE(rows.at(0).fate, ImportFate::Refused);
    QVERIFY2(rows.at(0).sentence.contains(QStringLiteral("2026")), qPrintable(rows.at(0).sentence));
    QCOMPARE(rows.at(1).fate, ImportFate::Refused);
    QCOMPARE(rows.at(2).fate, ImportFate::New);
    QCOMPARE(world.run(plan).counts, (ImportCounts{1, 0, 2}));
    QVERIFY(world.lead("anna@x.example").id.isNull());

    Lead eva = world.lead("eva@x.example");
    QVERIFY(QCoro::waitFor(world.leads.setStatus({eva.id}, LeadStatus::OptedOut)));
    QCOMPARE(world.run(plan).counts, (ImportCounts{0, 0, 3}));
}

void LeadImportTest::bringsBackWhoWasDeleted()
{
    ImportWorld world;
    const ImportPlan plan = world.plan("Name;Email\nAnna;anna@x.example\n");
    world.run(plan);
    QVERIFY(QCoro::waitFor(world.leads.softDelete({world.lead("anna@x.example").id})));
    QCOMPARE(world.rows(plan).first().remark, ImportPreviewRow::Remark::Restored);
    QCOMPARE(world.run(plan).counts, (ImportCounts{0, 1, 0}));
    QVERIFY(!world.lead("anna@x.example").deletedAt.isValid());
}

void LeadImportTest::keepsLineBreaksOutOfNames()
{
    ImportWorld world;
    world.run(world.plan("First name;Last name;Email;Company\n\"Anna\r\nBcc: "
                         "evil@x.example\";\"Be\u2028rg\n\";anna@x.example;\"X\r\nY\"\n"));
    const Lead lead = world.lead("anna@x.example");
    QCOMPARE(lead.firstName, QStringLiteral("Anna Bcc: evil@x.example"));
    QCOMPARE(lead.lastName, QStringLiteral("Be rg"));
    QCOMPARE(lead.companyName, QStringLiteral("X Y"));
}

void LeadImportTest::refusesAFiveMegabyteName()
{
    ImportWorld world;
    const QByteArray large(5 * 1024 * 1024, 'x');
    const ImportPlan plan =
        world.plan("Name;Email\n" + large + ";a@x.example\nB;" + large + "@x.example\nC;c@x.example\n");
    const QList<ImportPreviewRow> rows = world.rows(plan);
    QCOMPARE(rows.at(0).sentence, QStringLiteral("Name is longer than 200 characters"));
    QVERIFY(rows.at(0).cells.first().size() <= 500);
    QCOMPARE(rows.at(1).fate, ImportFate::Refused);
    QCOMPARE(world.run(plan).counts, (ImportCounts{1, 0, 2}));
}

void LeadImportTest::ignoresAFiveMegabyteCellNobodyWants()
{
    ImportWorld world;
    ImportPlan plan = world.plan("Name;Email;Blob\nA;a@x.example;\"" + QByteArray(5 * 1024 * 1024, '\n') + "\"\n");
    plan.columns[2] = {};
    QCOMPARE(world.run(plan).counts, (ImportCounts{1, 0, 0}));
}

void LeadImportTest::stopsAtAQuoteThatIsNeverClosed()
{
    ImportWorld world;
    const ImportPlan plan = world.plan("Name;Email\nAnna;anna@x.example\n\"Jan;jan@x.example\nEva;eva@x.example\n");
    const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
    QVERIFY(!preview);
    QVERIFY2(preview.error().message.contains(QStringLiteral("line 3")), qPrintable(preview.error().message));
    const QString before = world.everything();
    QVERIFY(!QCoro::waitFor(world.import.run(plan)));
    QCOMPARE(world.everything(), before);
}

void LeadImportTest::pagesThroughALongFile_data()
{
    QTest::addColumn<bool>("wide");
    QTest::newRow("UTF-8") << false;
    QTest::newRow("UTF-16") << true;
}

void LeadImportTest::pagesThroughALongFile()
{
    QFETCH(bool, wide);
    ImportWorld world;
    QString content = QStringLiteral("Name;Email\n");
    for (int row = 2; row < 3002; ++row) {
        content += row % 7 == 0 ? QStringLiteral("Bad %1;bad\n").arg(row)
                                : QStringLiteral("\"Person\n%1\";p%1@x.example\n").arg(row);
        content += row % 50 == 0 ? QStringLiteral("\n") : QString();
    }
    const ImportPlan plan = world.plan(encoded(content, wide ? QStringConverter::Utf16LE : QStringConverter::Utf8));
    const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
    QVERIFY(preview);
    QCOMPARE(preview->counts, (ImportCounts{2572, 0, 428}));
    const QList<ImportPreviewRow> all = *QCoro::waitFor(world.import.rows(plan, *preview, {}, 0, 100'000));
    QCOMPARE(all.size(), 3000);
    const QList<ImportPreviewRow> page = *QCoro::waitFor(world.import.rows(plan, *preview, {}, 1234, 100));
    QCOMPARE(page, all.mid(1234, 100));
    QList<ImportPreviewRow> refused;
    for (const ImportPreviewRow &row : all) {
        if (row.fate == ImportFate::Refused) {
            refused << row;
        }
    }
    QCOMPARE(*QCoro::waitFor(world.import.rows(plan, *preview, ImportFate::Refused, 400, 100)), refused.mid(400));
    QCOMPARE(QCoro::waitFor(world.import.rows(plan, *preview, ImportFate::Merge, 0, 100))->size(), 0);
    QCOMPARE(QCoro::waitFor(world.import.rows(plan, *preview, {}, 3000, 100))->size(), 0);

    const Result<ImportPreview> first = QCoro::waitFor(world.import.previewFirst(plan)); // before the others are known
    QVERIFY(first);
    QCOMPARE(first->counts.rows(), qint64(LeadImport::firstRows));
    QCOMPARE(*QCoro::waitFor(world.import.rows(plan, *first, {}, 0, 1000)), all.mid(0, LeadImport::firstRows));
}

void LeadImportTest::leavesNothingBehindWhenCancelled()
{
    ImportWorld world;
    world.run(world.plan("Name;Email;Company\nAnna;p5@x.example;\n"));
    QByteArray content = "Name;Email;Company;Trucks\n";
    for (int row = 0; row < 20'000; ++row) {
        content += "Person " + QByteArray::number(row) + ";p" + QByteArray::number(row) + "@x.example;C"
            + QByteArray::number(row % 100) + ";1\n";
    }
    ImportPlan plan = world.plan(content);
    plan.tags = {QStringLiteral("Fair")};
    const QString before = world.everything();
    std::stop_source stop;
    int told = 0;
    const Result<ImportReport> report = QCoro::waitFor(world.import.run(
        plan,
        [&](ImportProgress) {
            ++told;
            stop.request_stop();
        },
        stop.get_token()));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    QCOMPARE(told, 1);
    QCOMPARE(world.everything(), before);
    // Nor is anything in the way of doing it again.
    QCOMPARE(world.run(plan).counts, (ImportCounts{19'999, 1, 0}));
}

void LeadImportTest::tellsItsProgress()
{
    ImportWorld world;
    QByteArray content = "Name;Email\n";
    for (int row = 0; row < 20'000; ++row) {
        content += "Person " + QByteArray::number(row) + ";p" + QByteArray::number(row) + "@x.example\n";
    }
    QList<ImportProgress> told;
    QElapsedTimer time;
    time.start();
    QVERIFY(
        QCoro::waitFor(world.import.run(world.plan(content), [&told](ImportProgress progress) { told << progress; })));
    QVERIFY(!told.isEmpty());
    QVERIFY2(told.size() <= time.elapsed() / 100 + 1, "at most ten times a second");
    for (qsizetype place = 1; place < told.size(); ++place) {
        QVERIFY(told.at(place).share >= told.at(place - 1).share);
        QVERIFY(told.at(place).rows > told.at(place - 1).rows || told.at(place).indexed > 0);
    }
    QCOMPARE(told.last().ofBytes, content.size());
    QVERIFY(told.last().bytes <= content.size());
}

void LeadImportTest::writesTheRefusedRows()
{
    ImportWorld world;
    const ImportPlan plan =
        world.plan("Name;Email;Note\nAnna;anna@x.example;x\n\"Berg; B\";b@@x.example;=cmd|' /C calc'!A0\nShort\n;;z\n");
    const QString path = world.files.folder.filePath(QStringLiteral("refused.csv"));
    const QByteArray expected = "\xEF\xBB\xBFName,Email,Note,Row,Why it was refused\r\n"
                                "\"Berg; B\",b@@x.example,'=cmd|' /C calc'!A0,3,Two @ signs in the address\r\n"
                                ",,z,5,Neither a name nor an address\r\n";
    const auto written = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QCOMPARE(*QCoro::waitFor(world.import.writeRefused(plan, path)), 2);
    QCOMPARE(written(), expected);
    const ImportReport report = world.run(plan);
    QVERIFY(QFile::remove(path));
    QCOMPARE(*QCoro::waitFor(world.import.writeRefused(plan, path, report.id)), 2);
    QCOMPARE(written(), expected);

    world.file("Name;Email;Note\n");
    const Result<qint64> changed = QCoro::waitFor(world.import.writeRefused(plan, path, report.id));
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, ErrorKind::Invalid);
    QCOMPARE(written(), expected);
}

void LeadImportTest::asksForANameOfANewField()
{
    ImportWorld world;
    ImportPlan plan = world.plan("Name;Email;Zeug\nAnna;anna@x.example;1\n");
    QCOMPARE(plan.columns.at(2).target, ColumnTarget::Custom);
    plan.columns[2].label = QStringLiteral(" {} ");
    QCOMPARE(QCoro::waitFor(world.import.preview(plan)).error().kind, ErrorKind::Invalid);
    QCOMPARE(QCoro::waitFor(world.import.run(plan)).error().kind, ErrorKind::Invalid);
    QCOMPARE(world.count("import"), 0);
}

void LeadImportTest::saysWhenTheFileIsGone()
{
    ImportWorld world;
    const QString nowhere = world.files.folder.filePath(QStringLiteral("nowhere.csv"));
    QCOMPARE(QCoro::waitFor(world.import.look(nowhere)).error().kind, ErrorKind::Storage);
    QCOMPARE(QCoro::waitFor(world.import.look(world.files.folder.path())).error().kind, ErrorKind::Storage);
    ImportPlan plan = world.plan("Name;Email\nAnna;anna@x.example\n");
    plan.file = nowhere;
    QCOMPARE(QCoro::waitFor(world.import.preview(plan)).error().kind, ErrorKind::Storage);
    QCOMPARE(QCoro::waitFor(world.import.run(plan)).error().kind, ErrorKind::Storage);
    QCOMPARE(world.count("import"), 0);
}

void LeadImportTest::importsNoRowThatNobodyChecked()
{
    ImportWorld world;
    ImportPlan plan = world.plan("Name;Email\nAnna;anna@x.example\n");
    QVERIFY(QCoro::waitFor(world.import.preview(plan)));
    world.file("Name;Email\nBerg;berg@x.example\nAnna;anna@x.example\n");
    const Result<ImportReport> report = QCoro::waitFor(world.import.run(plan));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Invalid);
    QCOMPARE(world.count("lead"), 0);
    QCOMPARE(world.count("import"), 0);
    QCOMPARE(QCoro::waitFor(world.import.preview(plan)).error().kind, ErrorKind::Invalid);

    const Result<ImportLook> again = QCoro::waitFor(world.import.lookAgain(plan));
    QVERIFY(again);
    QCOMPARE(world.run(again->plan).counts, (ImportCounts{2, 0, 0}));
}

void LeadImportTest::readsPastedRows()
{
    ImportWorld world;
    const Result<ImportLook> look =
        QCoro::waitFor(world.import.lookAtText(QStringLiteral("Navn\tE-mail\nZoë\tzoe@x.example\n")));
    QVERIFY(look);
    QCOMPARE(look->columns.at(0).sample, QStringLiteral("Zoë"));
    ImportPlan plan = look->plan;
    plan.format.firstRowIsNames = false;
    const Result<ImportLook> again = QCoro::waitFor(world.import.lookAgain(plan));
    QCOMPARE(again->columns.at(0).name, QStringLiteral("Column 1"));
    QCOMPARE(again->columns.at(0).sample, QStringLiteral("Navn"));
    QCOMPARE(world.run(look->plan).counts, (ImportCounts{1, 0, 0}));
}

void LeadImportTest::keepsTheSumWhateverTheBytes()
{
    ImportWorld world;
    static constexpr char likely[] = ";;;\n\n\"\r,\t@@..aAbc=+-\xC3\xBC\xFF\0";
    int imported = 0;
    for (quint32 seed = 1; seed <= 150; ++seed) {
        QRandomGenerator random(seed);
        QByteArray bytes = random.bounded(2) == 0 ? QByteArray("Name;Email;Company;X;Tags\n") : QByteArray();
        for (int length = random.bounded(600); length > 0; --length) {
            bytes += random.bounded(10) == 0 ? char(random.bounded(256)) : likely[random.bounded(int(sizeof likely))];
        }
        const Result<ImportLook> look = QCoro::waitFor(world.import.look(world.file(bytes)));
        if (!look) {
            QCOMPARE(look.error().kind, ErrorKind::Invalid);
            continue;
        }
        const ImportPlan plan = look->plan;
        const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
        const qint64 before = world.count("lead");
        const Result<ImportReport> report = QCoro::waitFor(world.import.run(plan));
        QCOMPARE(bool(report), bool(preview));
        if (!report) {
            QCOMPARE(report.error().kind, ErrorKind::Invalid);
            continue;
        }
        ++imported;
        QCOMPARE(report->counts, preview->counts);
        QCOMPARE(world.count("lead"), before + report->counts.added);
        QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM import_row WHERE import_id = ?"),
                                    {report->id.value()}),
                 report->counts.rows());
        const Result<QList<ImportPreviewRow>> rows = QCoro::waitFor(world.import.rows(plan, *preview, {}, 0, 1000));
        QCOMPARE(qint64(rows->size()), report->counts.rows());
    }
    QVERIFY(imported > 50);
    QCOMPARE(world.count("lead"), world.count("lead_search"));
}

void LeadImportTest::importsVeryManyRows()
{
    ImportWorld world;
    QByteArray content = "Name;Email;Title;Company;City\n";
    for (int row = 0; row < manyRows; ++row) {
        const QByteArray number = QByteArray::number(row);
        content += "Anna Berg" + number + ";anna" + number + "@firm" + QByteArray::number(row % 5000)
            + ".example;Head of Operations;Firm " + QByteArray::number(row % 5000) + ";Oslo\n";
    }
    const ImportPlan plan = world.plan(content);
    QElapsedTimer time;
    time.start();
    const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
    const qint64 previewed = time.restart();
    const ImportReport report = world.run(plan);
    qInfo("%d rows: preview %lld ms, import %lld ms", manyRows, previewed, time.elapsed());
    QCOMPARE(preview->counts, report.counts);
    QCOMPARE(report.counts, (ImportCounts{manyRows, 0, 0}));
    QCOMPARE(world.count("company"), 5000);
}

QTEST_GUILESS_MAIN(LeadImportTest)
#include "LeadImportTest.moc"
