#include "ImportWorld.h"
#include "StoredContent.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {
constexpr int manyRows = 5000; // long enough to be told of
} // namespace

class LeadImportUndoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void removesWhomItAdded();
    void restoresWhomItMerged();
    void undoesTheSameLeadInTwoRows();
    void worksAfterARestart();
    void leavesWhatWasChangedSince();
    void keepsPeopleWhoAreInACampaign();
    void deletesAgainWhomItHadBroughtBack();
    void refusesToUndoTwice();
    void saysWhenAnImportIsNotKnown();
    void tellsHowFarItIsAndCanBeStopped();
    void redoBringsItBackExactlyAnyNumberOfTimesAlsoAfterARestart();
    void redoBringsBackWhatWasUndoneFromItsReport();
    void aNewEditEndsTheRedoOfAnImport();
    void redoIsRefusedWhereSomebodyHasTheAddressByNow();
    void leavesSomebodyAloneWhoHasTheNumberOfOneWhoIsGone();
    void whoComesNextHasAnotherNumberThanWhoWasTakenBack();
};

void LeadImportUndoTest::removesWhomItAdded()
{
    ImportWorld world;
    world.run(world.plan("Name;Email;Company\nAnna;anna@x.example;X\n"));
    world.clock.advance(std::chrono::hours(1));
    ImportPlan plan = world.plan(
        "Name;Email;Company;Employees;Trucks;Industry\nJan;jan@y.example;Y;5;48;Ice\nEva;eva@x.example;X;7;;Ice\n"
        "Bad;bad;;;;\n");
    plan.tags = {QStringLiteral("Fair")};
    const ImportReport report = world.run(plan);
    QCOMPARE(report.counts, (ImportCounts{2, 0, 1}));
    const Result<ImportUndo> undo = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(undo);
    QCOMPARE(undo->removed, 2);
    QCOMPARE(undo->kept, 0);
    QCOMPARE(undo->sentence, QStringLiteral("Import undone, 2 people removed."));
    QCOMPARE(world.count("lead"), 1);
    QCOMPARE(world.count("lead_search"), 1);
    QCOMPARE(world.count("company"), 1);
    QCOMPARE(world.count("lead_tag"), 0);
    QCOMPARE(world.count("lead_custom"), 0);
    QVERIFY2(!world.lead("anna@x.example").companySize, "the size that came with Eva");
    QCOMPARE(world.lead("anna@x.example").industry, QString());
}

void LeadImportUndoTest::restoresWhomItMerged()
{
    ImportWorld world;
    world.run(world.plan("Name;Email\nAnna Berg;anna@x.example\n"));
    const Lead before = world.lead("anna@x.example");
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(world.plan("Name;Email;Title;Company;Employees;City;Notes;Tags;Trucks\nAnna "
                                                     "B;anna@x.example;COO;X;120;Oslo;hello;Ports;48\n"));
    QCOMPARE(world.lead("anna@x.example").companySize, 120);
    const Result<ImportUndo> undo = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(undo);
    QCOMPARE(undo->restored, 1);
    Lead after = world.lead("anna@x.example");
    after.updatedAt = before.updatedAt;
    QCOMPARE(after, before);
    QCOMPARE(world.count("company"), 0);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH 'oslo'")), 0);
}

void LeadImportUndoTest::undoesTheSameLeadInTwoRows()
{
    ImportWorld world;
    world.run(world.plan("Name;Email\nAnna Berg;anna@x.example\n"));
    const Lead before = world.lead("anna@x.example");
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(world.plan("Name;Email;Title;City\nAnna;anna@x.example;COO;\nAnna;anna@x."
                                                     "example;;Oslo\nJan;jan@x.example;;\nJan;jan@x.example;CEO;\n"));
    QCOMPARE(report.counts, (ImportCounts{1, 3, 0}));
    QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
    Lead after = world.lead("anna@x.example");
    after.updatedAt = before.updatedAt;
    QCOMPARE(after, before);
    QCOMPARE(world.count("lead"), 1);
}

void LeadImportUndoTest::worksAfterARestart()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    const QString path = files.folder.filePath(QStringLiteral("people.csv"));
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Name;Email\nAnna;anna@x.example\nJan;jan@x.example\n");
    }
    {
        Leads leads(*files.database, clock);
        LeadImport import(*files.database, clock, leads);
        const Result<ImportLook> look = QCoro::waitFor(import.look(path));
        QVERIFY(QCoro::waitFor(import.run(look->plan)));
    }
    files.reopen();
    clock.advance(std::chrono::hours(24));
    Leads leads(*files.database, clock);
    LeadImport import(*files.database, clock, leads);
    const QList<PastImport> history = *QCoro::waitFor(import.history());
    QCOMPARE(history.size(), 1);
    QCOMPARE(history.first().counts, (ImportCounts{2, 0, 0}));
    QVERIFY(!history.first().undoneAt.isValid());
    QCOMPARE(QCoro::waitFor(import.undo(history.first().id))->removed, 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
    QCOMPARE(QCoro::waitFor(import.history())->first().undoneAt, clock.now());
}

void LeadImportUndoTest::leavesWhatWasChangedSince()
{
    ImportWorld world;
    world.run(world.plan("Name;Email\nAnna Berg;anna@x.example\n"));
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(
        world.plan("Name;Email;Title;City\nAnna;anna@x.example;COO;Oslo\nJan;jan@x.example;;\nEva;eva@x.example;;\n"));
    world.clock.advance(std::chrono::hours(1));
    Lead anna = world.lead("anna@x.example");
    anna.title = QStringLiteral("CEO");
    QVERIFY(QCoro::waitFor(world.leads.edit(anna)));
    Lead jan = world.lead("jan@x.example");
    jan.city = QStringLiteral("Ulm");
    QVERIFY(QCoro::waitFor(world.leads.edit(jan)));
    QVERIFY(QCoro::waitFor(world.leads.setStatus({world.lead("eva@x.example").id}, LeadStatus::Interested)));
    const Result<ImportUndo> undo = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(undo);
    QCOMPARE(undo->removed, 0);
    QCOMPARE(undo->kept, 2);
    QCOMPARE(undo->restored, 1);
    QVERIFY2(undo->sentence.contains(QStringLiteral("2 stay")), qPrintable(undo->sentence));
    QCOMPARE(world.lead("anna@x.example").title, QStringLiteral("CEO"));
    QCOMPARE(world.lead("anna@x.example").city, QString());
    QCOMPARE(world.lead("jan@x.example").city, QStringLiteral("Ulm"));
}

void LeadImportUndoTest::keepsPeopleWhoAreInACampaign()
{
    ImportWorld world;
    const ImportReport report = world.run(world.plan("Name;Email\nAnna;anna@x.example\nJan;jan@x.example\n"));
    const LeadId anna = world.lead("anna@x.example").id;
    QVERIFY(world.files.write([anna](Connection &connection) -> Result<qint64> {
        connection.run(QStringLiteral("INSERT INTO campaign (id, name, created_at) VALUES (1, 'c', 0)"));
        return connection.run(
            QStringLiteral("INSERT INTO enrolment (campaign_id, lead_id, enrolled_at) VALUES (1, ?, 0)"),
            {anna.value()});
    }));
    const Result<ImportUndo> undo = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(undo);
    QCOMPARE(undo->removed, 1);
    QCOMPARE(undo->kept, 1);
    QCOMPARE(world.lead("anna@x.example").id, anna);
    QCOMPARE(world.count("lead_search"), 1);
}

void LeadImportUndoTest::deletesAgainWhomItHadBroughtBack()
{
    ImportWorld world;
    const ImportPlan plan = world.plan("Name;Email\nAnna;anna@x.example\n");
    world.run(plan);
    QVERIFY(QCoro::waitFor(world.leads.softDelete({world.lead("anna@x.example").id})));
    const QDateTime deletedAt = world.clock.now();
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(plan);
    QVERIFY(!world.lead("anna@x.example").deletedAt.isValid());
    QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
    QCOMPARE(world.lead("anna@x.example").deletedAt, deletedAt);
}

void LeadImportUndoTest::refusesToUndoTwice()
{
    ImportWorld world;
    const ImportReport report = world.run(world.plan("Name;Email\nAnna;anna@x.example\n"));
    QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
    world.run(world.plan("Name;Email\nAnna;anna@x.example\n"));
    QCOMPARE(QCoro::waitFor(world.import.undo(report.id)).error().kind, ErrorKind::Refused);
    QCOMPARE(world.count("lead"), 1);
}

void LeadImportUndoTest::saysWhenAnImportIsNotKnown()
{
    ImportWorld world;
    QCOMPARE(QCoro::waitFor(world.import.undo(ImportId(9))).error().kind, ErrorKind::NotFound);
}

void LeadImportUndoTest::tellsHowFarItIsAndCanBeStopped()
{
    ImportWorld world;
    QByteArray many = "Name,Email\n";
    for (int i = 0; i < manyRows; ++i) {
        many += QStringLiteral("P %1,p%1@x.example\n").arg(i).toUtf8();
    }
    const ImportReport report = world.run(world.plan(many));
    const QString before = world.everything();
    QSignalSpy ended(&world.import, &LeadImport::undoEnded);
    qint64 told = 0;
    const auto stopping = connect(&world.import, &LeadImport::undoProgressed, this, [&](const BulkProgress &progress) {
        QCOMPARE(progress.total, qint64(manyRows));
        told = progress.done;
        world.import.cancelUndo();
    });
    const Result<ImportUndo> stopped = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY2(told > 0 && told < manyRows, qPrintable(QString::number(told)));
    QCOMPARE(ended.size(), 1);
    QCOMPARE(world.everything(), before);

    disconnect(stopping);
    const Result<ImportUndo> undone = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(undone);
    QCOMPARE(undone->removed, qint64(manyRows));
    QCOMPARE(world.count("lead"), 0);
}

void LeadImportUndoTest::redoBringsItBackExactlyAnyNumberOfTimesAlsoAfterARestart()
{
    ImportWorld first;
    first.run(first.plan("Name;Email;Company;Title\nAnna;anna@x.example;X;CEO\n"));
    first.clock.advance(std::chrono::hours(1));
    ImportPlan plan = first.plan("Name;Email;Company;Title;Employees;Trucks\nJan;jan@y.example;Y;;5;48\n"
                                 "Anna;anna@x.example;Z;COO;7;12\nBad;bad;;;;\n");
    plan.tags = {QStringLiteral("Fair")};
    plan.duplicates = DuplicateRule::Overwrite;
    const ImportReport report = first.run(plan);
    QCOMPARE(report.counts, (ImportCounts{1, 1, 1}));
    // What other nouns have about them: it goes with the person, or forgets them.
    QVERIFY(first.files.write([jan = first.lead("jan@y.example").id](Connection &connection) {
        const QString id = QString::number(jan.value());
        return connection.script(
            QStringLiteral("INSERT INTO lead_list (id, name, kind, created_at) VALUES (1, 'Ports', 'list', 1);"
                           "INSERT INTO lead_list_member (list_id, lead_id, added_at) VALUES (1, %1, 1);"
                           "INSERT INTO hand_score (lead_id, score) VALUES (%1, 70);"
                           "INSERT INTO lead_event (lead_id, at, kind) VALUES (%1, 1, 'status');"
                           "INSERT INTO found_person (apollo_id, found_at, state, lead_id) VALUES ('a', 1, 'merged', "
                           "%1);")
                .arg(id));
    }));
    const auto content = [](TestDatabase &files) {
        return *files.read([](Connection &connection) { return contentOf(connection); });
    };
    const QStringList imported = content(first.files);
    QVERIFY(QCoro::waitFor(first.import.undo(report.id))->canBeDoneAgain);
    const QStringList undone = content(first.files);
    QVERIFY(undone != imported);
    QCOMPARE(first.leads.history().redoText(), QStringLiteral("2 people imported"));
    for (int round = 0; round < 3; ++round) {
        first.files.reopen();
        Leads leads(*first.files.database, first.clock);
        LeadImport import(*first.files.database, first.clock, leads);
        leads.history().setImportUndo([&import](qint64 id) { return withoutValue(import.undo(ImportId(id))); });
        QVERIFY(QCoro::waitFor(leads.history().load()));
        QSignalSpy changed(&import, &LeadImport::changed);
        const Result<QString> redone = QCoro::waitFor(leads.history().redo());
        QVERIFY2(redone, qPrintable(redone ? QString() : redone.error().message + redone.error().detail));
        QCOMPARE(*redone, QStringLiteral("2 people imported"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(content(first.files), imported);
        QVERIFY(!QCoro::waitFor(import.history())->first().undoneAt.isValid());
        QCOMPARE(first.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH 'jan'")),
                 1);
        QCOMPARE(first.files.number(QStringLiteral("SELECT count(*) FROM score_stale JOIN lead ON lead.id = lead_id "
                                                   "WHERE first_name = 'Jan'"))
                     > 0,
                 true);
        QCOMPARE(first.files.number(QStringLiteral("SELECT count(*) FROM edit WHERE changes IS NOT NULL")), 0);
        QCOMPARE(leads.history().undoText(), QStringLiteral("2 people imported"));
        QVERIFY(QCoro::waitFor(leads.history().undo()));
        QCOMPARE(content(first.files), undone);
    }
}

void LeadImportUndoTest::redoBringsBackWhatWasUndoneFromItsReport()
{
    ImportWorld world;
    EditHistory &history = world.leads.history();
    history.setImportUndo([&world](qint64 id) { return withoutValue(world.import.undo(ImportId(id))); });
    world.run(world.plan("Name;Email\nAnna Berg;anna@x.example\n"));
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(world.plan("Name;Email\nJan;jan@x.example\nEva;eva@x.example\n"));
    world.clock.advance(std::chrono::hours(1));
    QVERIFY(QCoro::waitFor(world.leads.setNotes(world.lead("eva@x.example").id, QStringLiteral("met in Oslo"))));
    QVERIFY(QCoro::waitFor(world.leads.setNotes(world.lead("anna@x.example").id, QStringLiteral("calls back"))));
    const Result<ImportUndo> undone = QCoro::waitFor(world.import.undo(report.id));
    QVERIFY(undone);
    QCOMPARE(undone->removed, 1);
    QCOMPARE(undone->kept, 1);
    QVERIFY(undone->canBeDoneAgain);
    QCOMPARE(world.count("lead"), 2);
    QCOMPARE(history.undoText(), QStringLiteral("Note on Anna Berg"));
    QCOMPARE(history.redoText(), QStringLiteral("2 people imported"));
    // The newest thing undone is the first to be done again.
    QVERIFY(QCoro::waitFor(history.undo()));
    QCOMPARE(history.redoText(), QStringLiteral("Note on Anna Berg"));
    QVERIFY(QCoro::waitFor(history.redo()));
    QVERIFY(QCoro::waitFor(history.redo()));
    QCOMPARE(world.lead("jan@x.example").firstName, QStringLiteral("Jan"));
    QCOMPARE(world.lead("eva@x.example").notes, QStringLiteral("met in Oslo"));
    QCOMPARE(history.undoText(), QStringLiteral("2 people imported"));
    QVERIFY(QCoro::waitFor(history.undo()));
    QCOMPARE(world.count("lead"), 2);
    QCOMPARE(history.undoText(), QStringLiteral("Note on Anna Berg"));
}

void LeadImportUndoTest::aNewEditEndsTheRedoOfAnImport()
{
    ImportWorld world;
    world.run(world.plan("Name;Email\nAnna;anna@x.example\n"));
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(world.plan("Name;Email\nJan;jan@x.example\n"));
    QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
    QVERIFY(QCoro::waitFor(world.leads.setNotes(world.lead("anna@x.example").id, QStringLiteral("calls back"))));
    QCOMPARE(world.leads.history().redoText(), QString());
    QCOMPARE(QCoro::waitFor(world.leads.history().redo()).error().kind, ErrorKind::NotFound);
    QCOMPARE(world.count("lead"), 1);
}

void LeadImportUndoTest::redoIsRefusedWhereSomebodyHasTheAddressByNow()
{
    ImportWorld world;
    const ImportReport report = world.run(world.plan("Name;Email\nEva;eva@x.example\nJan;jan@x.example\n"));
    QVERIFY(QCoro::waitFor(world.import.undo(report.id)));
    QVERIFY(world.files.write([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO lead (id, first_name, last_name, email, created_at, "
                                             "updated_at) VALUES (50, 'Jana', 'Kurz', 'jan@x.example', 1, 1)"));
    }));
    const Result<QString> redone = QCoro::waitFor(world.leads.history().redo());
    QVERIFY(!redone);
    QCOMPARE(redone.error().kind, ErrorKind::Refused);
    QVERIFY2(redone.error().message.contains(QStringLiteral("Jana Kurz")), qPrintable(redone.error().message));
    QCOMPARE(world.count("lead"), 1);
    QVERIFY(QCoro::waitFor(world.import.history())->first().undoneAt.isValid());
    // Once nobody is in the way, it works.
    QVERIFY(world.files.write(
        [](Connection &connection) { return connection.run(QStringLiteral("DELETE FROM lead WHERE id = 50")); }));
    QVERIFY(QCoro::waitFor(world.leads.history().redo()));
    QCOMPARE(world.count("lead"), 2);
}

void LeadImportUndoTest::leavesSomebodyAloneWhoHasTheNumberOfOneWhoIsGone()
{
    ImportWorld world;
    world.run(world.plan("Name;Email\nAnna;anna@x.example\n"));
    const LeadId anna = world.lead("anna@x.example").id;
    world.clock.advance(std::chrono::hours(1));
    const ImportReport report = world.run(world.plan("Name;Email;City\nAnna;anna@x.example;Oslo\n"));
    QVERIFY(world.files.write([anna](Connection &connection) {
        return connection.script(
            QStringLiteral("DELETE FROM lead WHERE id = %1; DELETE FROM lead_search WHERE rowid = %1; " // for good
                           "DELETE FROM id_given;") // as in a file of before
                .arg(anna.value()));
    }));
    world.clock.advance(std::chrono::hours(1));
    Lead berta;
    berta.firstName = QStringLiteral("Berta");
    berta.city = QStringLiteral("Oslo");
    const Result<LeadId> added = QCoro::waitFor(world.leads.add(berta));
    QVERIFY2(added, qPrintable(added ? QString() : added.error().message));
    QCOMPARE(*added, anna); // SQLite gave the number again
    QCOMPARE(QCoro::waitFor(world.import.pastRows(report.id, {}, 0, 10))->first().name, QString());
    QCOMPARE(QCoro::waitFor(world.import.undo(report.id))->restored, 0);
    QCOMPARE(QCoro::waitFor(world.leads.lead(anna))->city, QStringLiteral("Oslo"));
}

void LeadImportUndoTest::whoComesNextHasAnotherNumberThanWhoWasTakenBack()
{
    ImportWorld world;
    const ImportReport wrong =
        world.run(world.plan("Name;Email;Company;Tags\nAnna;anna@x.example;X;Fair\nJan;j@y.example;Y;\n"));
    const LeadId jan = world.lead("j@y.example").id;
    const CompanyId y = world.lead("j@y.example").companyId;
    QVERIFY(QCoro::waitFor(world.import.undo(wrong.id)));
    QCOMPARE(world.count("lead"), 0);
    world.run(world.plan("Name;Email;Company;Tags\nEva;eva@z.example;Z;Ports\nOtto;otto@v.example;V;\n"));
    // What Claude still has to say of Jan, asked before, must not be taken for Otto's.
    QCOMPARE(world.files.number(QStringLiteral("SELECT min(id) FROM lead")), jan.value() + 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT min(id) FROM company")), y.value() + 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT id FROM tag")), 2);
}

QTEST_GUILESS_MAIN(LeadImportUndoTest)
#include "LeadImportUndoTest.moc"
