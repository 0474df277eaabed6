#include "ImportWorld.h"
#include "StoredContent.h"
#include "lead/LeadStories.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

const char people[] = "Name;Email;Company\n"
                      "Anna Berg;anna@x.example;X AS\n"
                      "Jan Lund;jan@@y.example;Y\n"
                      "Ida Moe;ida@z.example;Z\n";

struct Imported
{
    Imported()
    {
        Lead known;
        known.firstName = QStringLiteral("Ida");
        known.email = *EmailAddress::parse(QStringLiteral("ida@z.example"));
        if (!QCoro::waitFor(world.leads.add(known))) {
            qFatal("cannot add");
        }
        report = world.run(world.plan(people));
    }
    QList<ImportedRow> rows(std::optional<ImportFate> only = {}, qint64 after = -1, int most = 100)
    {
        return *QCoro::waitFor(world.import.pastRows(report.id, only, after, most));
    }

    ImportWorld world;
    ImportReport report;
};

} // namespace

class PastImportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsTheSameReportLater()
    {
        Imported imported;
        QCOMPARE(imported.report.counts, (ImportCounts{1, 1, 1}));
        const Result<ImportReport> later = QCoro::waitFor(imported.world.import.report(imported.report.id));
        QVERIFY(later);
        QCOMPARE(later->counts, imported.report.counts);
        QCOMPARE(later->changed, imported.report.changed);
        QCOMPARE(later->reasons, imported.report.reasons);
        QCOMPARE(later->file, QStringLiteral("people.csv"));
        QCOMPARE(QCoro::waitFor(imported.world.import.report(ImportId(77))).error().kind, ErrorKind::NotFound);
    }

    void tellsWhatBecameOfEachRow()
    {
        Imported imported;
        const QList<ImportedRow> rows = imported.rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(0),
                 (ImportedRow{2,
                              ImportFate::New,
                              false,
                              {},
                              QStringLiteral("Anna Berg"),
                              QStringLiteral("anna@x.example"),
                              imported.world.lead("anna@x.example").id}));
        QVERIFY(rows.at(1).lead.isNull());
        QCOMPARE(rows.at(1).fate, ImportFate::Refused);
        QVERIFY(!rows.at(1).reason.isEmpty());
        QVERIFY(rows.at(1).name.isEmpty());
        QCOMPARE(rows.at(2).fate, ImportFate::Merge);
        QVERIFY(rows.at(2).changed);
        QCOMPARE(outcomeOf(rows.at(2)), QStringLiteral("Merged"));
        QCOMPARE(imported.rows(ImportFate::Refused), rows.mid(1, 1));
        QCOMPARE(imported.rows({}, 2, 1), rows.mid(1, 1)); // page by page
    }

    void knowsWhetherAnybodyIsThereOrAnotherByIt()
    {
        Imported imported;
        ImportWorld &world = imported.world;
        const ImportReport again = world.run(world.plan(people)); // the same once more: nobody new, nothing new
        QCOMPARE(again.counts, (ImportCounts{0, 2, 1}));
        QCOMPARE(again.changed, 0);
        const ImportReport city = world.run(world.plan("Name;Email;City\nIda Moe;ida@z.example;Oslo\n"));
        QCOMPARE(city.counts, (ImportCounts{0, 1, 0}));
        const QList<PastImport> imports = *QCoro::waitFor(world.import.history());
        QCOMPARE(imports.size(), 3); // the newest first
        QVERIFY(imports.at(0).leavesTrace);
        QVERIFY(!imports.at(1).leavesTrace);
        QVERIFY(imports.at(2).leavesTrace);
        QVERIFY(QCoro::waitFor(world.import.undo(city.id)));
        QVERIFY(!QCoro::waitFor(world.import.history())->at(0).leavesTrace);
    }

    void whatChangesNobodyLeavesNothingButItsReport()
    {
        Imported imported;
        ImportWorld &world = imported.world;
        const auto content = [&world] {
            return *world.files.read([](Connection &connection) {
                return contentOf(connection, {QStringLiteral("import"), QStringLiteral("import_row")});
            });
        };
        const QStringList before = content();
        ImportPlan plan = world.plan("Name;Email;Depots;Company\nAnna Berg;anna@x.example;3;Tidewater\n");
        plan.duplicates = DuplicateRule::Keep;
        plan.tags = {QStringLiteral("Fair")};
        const ImportReport kept = world.run(plan);
        QVERIFY(!kept.leavesTrace());
        QCOMPARE(differenceOf(before, content()), QString());
        QCOMPARE(QCoro::waitFor(world.import.history())->size(), 2);
    }

    void theStoryOfAPersonNamesFileAndRow()
    {
        Imported imported;
        LeadStories stories(*imported.world.files);
        const LeadId anna = imported.world.lead("anna@x.example").id;
        const LeadStory story = *QCoro::waitFor(stories.story(anna, QLocale::c()));
        QStringList names;
        for (const StoryFact &fact : story.above) {
            names << fact.name;
            QCOMPARE(fact.source, QStringLiteral("people.csv, row 2"));
            QCOMPARE(fact.from, SourceKind::File);
            QCOMPARE(fact.at, imported.world.clock.now());
        }
        QVERIFY2(names.contains(QStringLiteral("last name")) && names.contains(QStringLiteral("email"))
                     && names.contains(QStringLiteral("company")) && !names.contains(QStringLiteral("name")),
                 qPrintable(names.join(QLatin1Char(' '))));
    }

    void writesItAsAFileWithoutTheFileThatWasImported()
    {
        Imported imported;
        QVERIFY(QFile::remove(imported.world.files.folder.filePath(QStringLiteral("people.csv"))));
        const QString path = imported.world.files.folder.filePath(QStringLiteral("report.csv"));
        QCOMPARE(*QCoro::waitFor(imported.world.import.writePastReport(path, imported.report.id)), 3);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.at(0), QByteArray("\xEF\xBB\xBFRow,Outcome,Reason,Name,Email\r"));
        QCOMPARE(lines.at(1), QByteArray("2,Added,,Anna Berg,anna@x.example\r"));
        QVERIFY(lines.at(2).startsWith("3,Refused,") && lines.at(2).contains("@ signs"));
        QVERIFY2(lines.at(3).startsWith("4,Merged,") && lines.at(3).endsWith(",Ida Moe,ida@z.example\r"),
                 lines.at(3).constData());
    }
};

QTEST_GUILESS_MAIN(PastImportTest)
#include "PastImportTest.moc"
