#include "ImportWorld.h"
#include "lead/SourceStore.h"

#include <QtTest>

#include <xlsxwriter.h>

using namespace AlwaysLeads;

namespace {

/// Everything that people are made of, as text: an import that was undone leaves the same.
QString people(ImportWorld &world)
{
    const Result<QString> text = world.files.read([](Connection &connection) -> Result<QString> {
        QString all;
        const QList<std::pair<const char *, int>> tables{{"lead", 21},    {"company", 9},      {"tag", 2},
                                                         {"lead_tag", 2}, {"custom_field", 6}, {"lead_custom", 3},
                                                         {"source", 5},   {"field_source", 4}, {"lead_search", 6}};
        for (const auto &[table, columns] : tables) {
            Result<Query> rows = connection.query(QStringLiteral("SELECT * FROM %1").arg(QLatin1String(table)));
            if (!rows) {
                return failureOf(std::move(rows));
            }
            while (rows->next()) {
                all += QLatin1String(table);
                for (int column = 0; column < columns; ++column) {
                    all += QLatin1Char('|') + rows->text(column);
                }
                all += QLatin1Char('\n');
            }
        }
        return all;
    });
    return text ? *text : text.error().detail;
}

Origins origins(ImportWorld &world, const char *email)
{
    const Lead lead = world.lead(email);
    return *world.files.read([&](Connection &connection) { return SourceStore().of(connection, lead.id); });
}

} // namespace

class LeadImportChoicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doesWithDuplicatesWhatIsChosen_data()
    {
        QTest::addColumn<DuplicateRule>("rule");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("city");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("fill gaps") << DuplicateRule::FillGaps << "COO"
                                   << "Oslo"
                                   << "Merges, adds city";
        QTest::newRow("overwrite") << DuplicateRule::Overwrite << "CEO"
                                   << "Oslo"
                                   << "Merges, adds city; changes title";
        QTest::newRow("keep") << DuplicateRule::Keep << "COO"
                              << ""
                              << "Known, stays as it is";
    }
    void doesWithDuplicatesWhatIsChosen()
    {
        QFETCH(DuplicateRule, rule);
        ImportWorld world;
        world.run(world.plan("Name,Email,Title\nAnna Berg,anna@x.example,COO\n"));
        const QString before = people(world);
        world.clock.advance(std::chrono::hours(1));
        ImportPlan plan = world.plan("Name,Email,Title,City\nAnna Berg,anna@x.example,CEO,Oslo\n");
        plan.duplicates = rule;
        QTEST(world.rows(plan).at(0).sentence, "sentence");
        const ImportReport report = world.run(plan);
        QCOMPARE(report.counts, (ImportCounts{0, 1, 0}));
        QCOMPARE(report.changed, rule == DuplicateRule::Keep ? 0 : 1);
        QTEST(world.lead("anna@x.example").title, "title");
        QTEST(world.lead("anna@x.example").city, "city");
        QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
        QCOMPARE(people(world), before);
    }

    void undoIsExactAfterOverwritingEverything()
    {
        ImportWorld world;
        ImportPlan first = world.plan("Name,Email,Title,Company,Employees,City,Phone,Notes,Trucks,Tags\n"
                                      "Anna Berg,anna@x.example,COO,X AS,120,Oslo,11,old,48,Ports\n"
                                      "Jan Lund,jan@y.example,,Y AS,5,,22,,,\n");
        world.run(first);
        const QString before = people(world);
        world.clock.advance(std::chrono::hours(1));
        ImportPlan plan =
            world.plan("First name,Last name,Email,Title,Company,Employees,City,Phone,Notes,Trucks,Fleet,Tags\n"
                       "Annika,Bergh,anna@x.example,CEO,X AS,130,Bergen,33,new,50,yes,Rail\n"
                       "Annika,Bergh,anna@x.example,Chair,Z AS,131,Bergen,34,newer,51,no,Rail\n"
                       "Eva,Aas,eva@z.example,,Z AS,7,,,,,no,\n");
        plan.duplicates = DuplicateRule::Overwrite;
        plan.tags = {QStringLiteral("Fair")};
        const ImportReport report = world.run(plan);
        QCOMPARE(report.counts, (ImportCounts{1, 2, 0}));
        QCOMPARE(world.lead("anna@x.example").title, QStringLiteral("Chair"));
        QCOMPARE(world.lead("anna@x.example").custom.value(QStringLiteral("fleet")), QStringLiteral("no"));
        world.files.reopen();
        ImportWorld *same = &world;
        Leads leads(*same->files.database, same->clock);
        LeadImport import(*same->files.database, same->clock, leads);
        const Result<ImportUndo> undo = QCoro::waitFor(import.undo(report.id));
        QVERIFY2(undo, qPrintable(undo ? QString() : undo.error().detail));
        QCOMPARE(people(world), before);
    }

    void knowsWhereEachFieldCameFrom()
    {
        ImportWorld world;
        world.run(world.plan("Name,Email\nAnna Berg,anna@x.example\nJan Lund,jan@y.example\n"));
        ImportPlan plan = world.plan("Email,Title\njan@y.example,COO\n");
        plan.file = world.file("Email,Title\njan@y.example,COO\n", QStringLiteral("titles.csv"));
        plan.stamp.reset(); // of the other file
        const ImportReport report = world.run(plan);
        QCOMPARE(shown(*origins(world, "jan@y.example").of(QStringLiteral("name"))),
                 QStringLiteral("people.csv, row 3"));
        QCOMPARE(shown(*origins(world, "jan@y.example").of(QStringLiteral("title"))),
                 QStringLiteral("titles.csv, row 2"));
        QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
        QCOMPARE(shown(*origins(world, "jan@y.example").of(QStringLiteral("title"))),
                 QStringLiteral("people.csv, row 3"));
        QCOMPARE(world.count("source"), 1);

        const ImportPlan pasted =
            QCoro::waitFor(world.import.lookAtText(QStringLiteral("Name\tEmail\nZoë\tzoe@x.example\n")))->plan;
        world.run(pasted);
        QCOMPARE(shown(*origins(world, "zoe@x.example").lead()), QStringLiteral("Pasted rows, row 2"));
    }

    void matchesPeopleByNameAndCompanyDomain_data()
    {
        QTest::addColumn<QByteArray>("there");
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<bool>("same");
        const QByteArray head = "First name,Last name,Email,Company,Website\n";
        const auto add = [&](const char *name, const QByteArray &there, const QByteArray &row, bool same) {
            QTest::newRow(name) << head + there << head + row << same;
        };
        add("two addresses at one domain", "Anna,Berg,a.berg@x.example,X,\n", "Anna,BERG,anna@x.example,,\n", true);
        add("an address beside a website", "Anna,Berg,a.berg@x.example,X,\n", "Anna,Berg,,,https://www.x.example/a\n",
            true);
        add("the company's name where no domain is known", "Anna,Berg,,X AS,\n", "Anna,Berg,anna@gmail.com,x as,\n",
            true);
        add("other domains", "Anna,Berg,anna@x.example,X,\n", "Anna,Berg,anna@y.example,X,\n", false);
        add("a provider for everybody is no company", "Anna,Berg,anna1@gmail.com,,\n", "Anna,Berg,anna2@gmail.com,,\n",
            false);
        add("half a name is not enough for two addresses", "Anna,,anna1@x.example,,\n", "Anna,,anna2@x.example,,\n",
            false);
        add("somebody else there", "Anna,Berg,anna@x.example,X,\n", "Jan,Berg,jan@x.example,X,\n", false);
    }
    void matchesPeopleByNameAndCompanyDomain()
    {
        QFETCH(QByteArray, there);
        QFETCH(QByteArray, row);
        QFETCH(bool, same);
        const ImportCounts expected = same ? ImportCounts{0, 1, 0} : ImportCounts{1, 0, 0};
        ImportWorld world;
        world.run(world.plan(there));
        const ImportPlan plan = world.plan(row);
        QCOMPARE(QCoro::waitFor(world.import.preview(plan))->counts, expected);
        QCOMPARE(world.run(plan).counts, expected);
        // The same inside one file, and into a database where somebody else is already.
        for (const QByteArray &other : {QByteArray(), QByteArray("Name,Email\nOle Lie,ole@other.example\n")}) {
            ImportWorld fresh;
            if (!other.isEmpty()) {
                fresh.run(fresh.plan(other));
            }
            const ImportPlan both = fresh.plan(there + row.mid(row.indexOf('\n') + 1));
            const ImportCounts inOne = same ? ImportCounts{1, 1, 0} : ImportCounts{2, 0, 0};
            QCOMPARE(QCoro::waitFor(fresh.import.preview(both))->counts, inOne);
            QCOMPARE(fresh.run(both).counts, inOne);
        }
    }

    void keepsTheAddressOfAPersonWithTwo()
    {
        ImportWorld world;
        world.run(world.plan("Name,Email\nAnna Berg,a.berg@x.example\n"));
        ImportPlan plan = world.plan("Name,Email\nAnna Berg,anna@x.example\n");
        QCOMPARE(world.rows(plan).at(0).remark, ImportPreviewRow::Remark::OtherAddress);
        plan.decisions[2] = {{QStringLiteral("email"), Winner::File}};
        const QString before = people(world);
        const ImportReport report = world.run(plan);
        QCOMPARE(world.lead("anna@x.example").lastName, QStringLiteral("Berg"));
        QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
        QCOMPARE(people(world), before);
    }

    void followsWhatWasDecidedFieldByField()
    {
        ImportWorld world;
        world.run(world.plan("Name,Email,Title,City\nAnna Berg,anna@x.example,COO,Oslo\n"));
        ImportPlan plan = world.plan("Name,Email,Title,City,Phone\nAnna Berg,anna@x.example,CEO,Bergen,11\n");
        const QList<FieldDifference> differences = world.rows(plan).at(0).differences;
        QCOMPARE(differences.size(), 3);
        QCOMPARE(differences.at(0),
                 (FieldDifference{QStringLiteral("title"), QStringLiteral("Title"), QStringLiteral("COO"),
                                  QStringLiteral("CEO"), Winner::Yours}));
        QCOMPARE(differences.at(1).winner, Winner::File); // the phone was a gap
        plan.decisions[2] = {{QStringLiteral("title"), Winner::File}, {QStringLiteral("phone"), Winner::Yours}};
        QCOMPARE(world.rows(plan).at(0).sentence, QStringLiteral("Merges, changes title"));
        world.run(plan);
        const Lead anna = world.lead("anna@x.example");
        QCOMPARE(anna.title, QStringLiteral("CEO"));
        QCOMPARE(anna.city, QStringLiteral("Oslo"));
        QVERIFY(anna.phone.isEmpty());
    }

    void takesWhatThePersonTypedInPlaceOfACell()
    {
        ImportWorld world;
        ImportPlan plan = world.plan(
            "Name,Email,City\nSander de Wit,sander@@waalweg.example,Nijmegen\nAnna Berg,anna@x.example,Oslo\n");
        QCOMPARE(world.rows(plan).at(0).fate, ImportFate::Refused);
        QCOMPARE(world.rows(plan).at(0).help(), ImportPreviewRow::Help::Fix);
        plan.corrections[2].insert(1, QStringLiteral("sander@waalweg.example"));
        QCOMPARE(world.rows(plan).at(0).fate, ImportFate::New);
        QCOMPARE(world.rows(plan).at(0).cells.at(1), QStringLiteral("sander@waalweg.example"));
        QCOMPARE(world.run(plan).counts, (ImportCounts{2, 0, 0}));
        QCOMPARE(world.lead("sander@waalweg.example").city, QStringLiteral("Nijmegen"));
    }

    void fillsACellThatAShortRowDoesNotHave()
    {
        ImportWorld world;
        ImportPlan plan = world.plan("Name,City,Email\n,\nAnna Berg,Oslo,anna@x.example\n,Bergen\n");
        const QList<ImportPreviewRow> rows = world.rows(plan);
        QCOMPARE(rows.last().help(), ImportPreviewRow::Help::Fix); // neither a name nor an address
        plan.corrections[rows.last().number].insert(2, QStringLiteral("ola@x.example"));
        QCOMPARE(world.rows(plan).last().fate, ImportFate::New);
    }

    void leavesOutARowThatThePersonDoesNotWant()
    {
        ImportWorld world;
        ImportPlan plan = world.plan("Name,Email\nAnna Berg,anna@x.example\nOla Dal,ola@x.example\n");
        plan.leftOut.insert(3);
        const ImportPreviewRow row = world.rows(plan).at(1);
        QCOMPARE(row.fate, ImportFate::Refused);
        QCOMPARE(row.remark, ImportPreviewRow::Remark::LeftOut);
        QCOMPARE(row.help(), ImportPreviewRow::Help::TakeIn);
        const ImportReport report = world.run(plan);
        QCOMPARE(report.counts, (ImportCounts{1, 0, 1}));
        QCOMPARE(report.reasons.first().sentence, QStringLiteral("Left out by you"));
    }

    void showsInWhatTwoRowsOfOnePersonDifferAndDoesWhatWasChosen()
    {
        ImportWorld world;
        ImportPlan plan = world.plan("Name,Email,Title,City\nLena Hofmann,lena@isar.example,Planner,Berlin\n"
                                     "Anna Berg,anna@x.example,COO,Oslo\nLena Hofmann,LENA@isar.example,Head,Berlin\n");
        const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
        QVERIFY(preview);
        const ImportPreviewRow row = world.rows(plan).at(2);
        QCOMPARE(row.sameAs, std::optional<qint64>(2));
        QCOMPARE(row.help(), ImportPreviewRow::Help::Choose);
        const Result<QList<FieldDifference>> differences =
            QCoro::waitFor(world.import.differences(plan, *preview, *row.sameAs, row.number));
        QVERIFY(differences);
        QCOMPARE(*differences,
                 (QList<FieldDifference>{{QStringLiteral("title"), QStringLiteral("Title"), QStringLiteral("Planner"),
                                          QStringLiteral("Head"), Winner::Yours}}));
        plan.decisions[row.number] = {{QStringLiteral("title"), Winner::File}};
        world.run(plan);
        QCOMPARE(world.lead("lena@isar.example").title, QStringLiteral("Head"));
    }

    void findsARowFarDownInItsFile()
    {
        ImportWorld world;
        QByteArray text = "Name,Email,Title\n";
        for (int person = 0; person < 1000; ++person) {
            const QByteArray number = QByteArray::number(person);
            text += "Person " + number + ",person" + number + "@x.example,Chief " + number + "\n";
        }
        text += "Person 700,person700@x.example,Owner\n";
        const ImportPlan plan = world.plan(text);
        const Result<ImportPreview> preview = QCoro::waitFor(world.import.preview(plan));
        QVERIFY(preview);
        const Result<QList<FieldDifference>> differences =
            QCoro::waitFor(world.import.differences(plan, *preview, 702, 1002));
        QVERIFY(differences);
        QCOMPARE(differences->size(), 1);
        QCOMPARE(differences->first().yours, QStringLiteral("Chief 700"));
        QCOMPARE(differences->first().files, QStringLiteral("Owner"));
    }

    void offersTheFieldsThereAreAndGuessesWhatNewOnesHold()
    {
        ImportWorld world;
        const QByteArray first = "Name;Email;Trucks;Since;Fleet;Page;Code;Mixed\n"
                                 "Anna;anna@x.example;1.048,5;25.11.2026;ja;www.x.example;0047;12\n"
                                 "Jan;jan@x.example;7;1.2.2025;nein;https://y.example/a;0048;many\n";
        const ImportPlan plan = world.plan(first);
        QList<FieldKind> kinds;
        for (qsizetype column = 2; column < plan.columns.size(); ++column) {
            QCOMPARE(plan.columns.at(column).target, ColumnTarget::Custom);
            kinds << plan.columns.at(column).kind;
        }
        QCOMPARE(kinds,
                 (QList<FieldKind>{FieldKind::Number, FieldKind::Date, FieldKind::YesNo, FieldKind::Url,
                                   FieldKind::Text, FieldKind::Text}));
        world.run(plan);
        const QMap<QString, QString> own = world.lead("anna@x.example").custom;
        QCOMPARE(own.value(QStringLiteral("trucks")), QStringLiteral("1048.5"));
        QCOMPARE(own.value(QStringLiteral("since")), QStringLiteral("2026-11-25"));
        QCOMPARE(own.value(QStringLiteral("fleet")), QStringLiteral("yes"));
        QCOMPARE(own.value(QStringLiteral("page")), QStringLiteral("https://www.x.example"));
        QCOMPARE(own.value(QStringLiteral("code")), QStringLiteral("0047"));

        const Result<ImportLook> again =
            QCoro::waitFor(world.import.look(world.file("Name,Email,TRUCKS\nEva,eva@x.example,many\n")));
        QCOMPARE(again->fields.size(), 6);
        QCOMPARE(again->plan.columns.at(2),
                 (ColumnChoice{ColumnTarget::Custom, QStringLiteral("Trucks"), FieldKind::Number}));
        world.run(again->plan);
        QCOMPARE(world.lead("eva@x.example").custom.value(QStringLiteral("trucks")), QStringLiteral("many"));
    }

    void importsAWorkbook()
    {
        ImportWorld world;
        const QString path = world.files.folder.filePath(QStringLiteral("people.xlsx"));
        lxw_workbook *book = workbook_new(path.toUtf8().constData());
        lxw_worksheet *notes = workbook_add_worksheet(book, "Read me");
        lxw_worksheet *sheet = workbook_add_worksheet(book, "People");
        worksheet_write_string(notes, 0, 0, "Nothing to see", nullptr);
        const char *const names[] = {"Name", "Email", "Telefon", "Trucks"};
        for (lxw_col_t column = 0; column < 4; ++column) {
            worksheet_write_string(sheet, 0, column, names[column], nullptr);
        }
        worksheet_write_string(sheet, 2, 0, "Anna\r\nBerg", nullptr);
        worksheet_write_string(sheet, 2, 1, "anna@x.example", nullptr);
        worksheet_write_number(sheet, 2, 2, 4512345678.0, nullptr);
        worksheet_write_formula_num(sheet, 2, 3, "=40+8", nullptr, 48);
        worksheet_write_string(sheet, 3, 0, "Jan", nullptr);
        worksheet_write_string(sheet, 3, 1, "jan@@x.example", nullptr);
        worksheet_write_formula_str(sheet, 4, 0, "=NA()", nullptr, "#N/A");
        worksheet_write_string(sheet, 4, 1, "eva@x.example", nullptr);
        QCOMPARE(int(workbook_close(book)), int(LXW_NO_ERROR));

        const Result<ImportLook> first = QCoro::waitFor(world.import.look(path));
        QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
        QCOMPARE(first->sheets, (QStringList{QStringLiteral("Read me"), QStringLiteral("People")}));
        QCOMPARE(first->plan.sheet, QStringLiteral("People")); // where people are
        ImportPlan plan = first->plan;
        plan.sheet = QStringLiteral("Read me");
        QCOMPARE(QCoro::waitFor(world.import.lookAgain(plan))->plan.sheet, QStringLiteral("Read me"));
        plan.sheet = QStringLiteral("People");
        plan.format.firstRowIsNames = true;
        plan = QCoro::waitFor(world.import.lookAgain(plan))->plan;
        const QList<ImportPreviewRow> rows = world.rows(plan);
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(0).number, 3);
        QCOMPARE(rows.at(1).sentence, QStringLiteral("Two @ signs in the address"));
        QVERIFY(QFile::remove(path)); // read once, needed no more
        const ImportReport report = world.run(plan);
        QCOMPARE(report.counts, (ImportCounts{2, 0, 1}));
        const Lead anna = world.lead("anna@x.example");
        QCOMPARE(anna.fullName(), QStringLiteral("Anna Berg"));
        QCOMPARE(anna.phone, QStringLiteral("4512345678"));
        QCOMPARE(anna.custom.value(QStringLiteral("trucks")), QStringLiteral("48"));
        QVERIFY2(world.lead("eva@x.example").fullName().isEmpty(), "an error of the spreadsheet is nobody's name");
        const QString refused = world.files.folder.filePath(QStringLiteral("refused.csv"));
        QCOMPARE(*QCoro::waitFor(world.import.writeRefused(plan, refused, report.id)), 1);
    }

    void reportsEveryRowWithItsOutcome()
    {
        ImportWorld world;
        world.run(world.plan("Name,Email\nAnna Berg,anna@x.example\n"));
        const ImportPlan plan = world.plan("Name,Email,Title\nAnna Berg,anna@x.example,COO\n\nJan,jan@y.example,\n"
                                           "Bad,b@@x.example,\nWorse,w@@x.example,\n,,\n,,=1\nJan,jan@y.example,\n");
        const ImportReport report = world.run(plan);
        QCOMPARE(report.counts, (ImportCounts{1, 2, 3}));
        QCOMPARE(report.changed, 1);
        QCOMPARE(report.reasons,
                 (QList<ImportReason>{{QStringLiteral("Two @ signs in the address"), 2},
                                      {QStringLiteral("Neither a name nor an address"), 1}}));
        const QString path = world.files.folder.filePath(QStringLiteral("report.csv"));
        QCOMPARE(*QCoro::waitFor(world.import.writeReport(plan, path, report.id)), 6);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n")),
                 (QStringList{QStringLiteral("Name,Email,Title,Row,Outcome,Reason"),
                              QStringLiteral("Anna Berg,anna@x.example,COO,2,Merged,adds title"),
                              QStringLiteral("Jan,jan@y.example,,4,Added,"),
                              QStringLiteral("Bad,b@@x.example,,5,Refused,Two @ signs in the address"),
                              QStringLiteral("Worse,w@@x.example,,6,Refused,Two @ signs in the address"),
                              QStringLiteral(",,'=1,8,Refused,Neither a name nor an address"),
                              QStringLiteral("Jan,jan@y.example,,9,\"Known already, nothing changed\","), QString()}));
        world.file("Name,Email,Title\nOnly,one@x.example,\n");
        QCOMPARE(QCoro::waitFor(world.import.writeReport(plan, path, report.id)).error().kind, ErrorKind::Invalid);
        QFile again(path);
        QVERIFY(again.open(QIODevice::ReadOnly));
        QVERIFY2(again.readAll().contains("Worse"), "the old report stays");
    }

    void keepsEveryIndexWhatever()
    {
        ImportWorld world;
        const auto indices = [&world] {
            return world.files.number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE type = 'index'"));
        };
        const qint64 before = indices();
        world.run(world.plan("Name,Email\nAnna,anna@x.example\n"));
        QCOMPARE(indices(), before);
        ImportWorld stopped;
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!QCoro::waitFor(stopped.import.run(stopped.plan("Name\nAnna Berg\n"), {}, stop.get_token())));
        QCOMPARE(stopped.files.number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE type = 'index'")),
                 before);
        QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH 'ann*'")),
                 1);
        QCOMPARE(world.files.number(
                     QStringLiteral("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'")),
                 0);
    }
};

QTEST_GUILESS_MAIN(LeadImportChoicesTest)
#include "LeadImportChoicesTest.moc"
