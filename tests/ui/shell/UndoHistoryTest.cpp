#include "shell/UndoHistory.h"

#include "lead/Leads.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    std::unique_ptr<Leads> leads = std::make_unique<Leads>(*files.database, clock);
    std::unique_ptr<UndoHistory> undo = std::make_unique<UndoHistory>();
    QStringList others; ///< what other nouns have taken back

    World() { start(); }
    void start()
    {
        if (const Result<> loaded = QCoro::waitFor(leads->history().load()); !loaded) {
            qFatal("%s", qPrintable(loaded.error().detail));
        }
        undo->follow(leads->history());
    }
    void restart()
    {
        undo.reset();
        leads.reset();
        files.reopen();
        leads = std::make_unique<Leads>(*files.database, clock);
        undo = std::make_unique<UndoHistory>();
        start();
    }
    qint64 add(const QString &name)
    {
        Lead lead;
        lead.firstName = name;
        if (!QCoro::waitFor(leads->add(lead))) {
            qFatal("not added");
        }
        return undo->add({name + QStringLiteral(" added"), {}, true});
    }
    qint64 other(const QString &text)
    {
        return undo->add({text, [this, text]() -> Task<Result<>> {
                              others << text;
                              return done();
                          }});
    }
    static Task<Result<>> done()
    {
        Result<> fine;
        co_return fine;
    }
    bool undone(QSignalSpy &spy)
    {
        const qsizetype before = spy.count();
        undo->undo();
        return QTest::qWaitFor([&] { return spy.count() > before; }, testPatience);
    }
    qint64 people() { return files.number(QStringLiteral("SELECT count(*) FROM lead")); }
};

} // namespace

class UndoHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void undoesWhatIsNewestWhateverItIs();
    void offersEditsOfBeforeARestart();
    void doesAgain();
    void aRefusedEditIsInNobodysWay();
    void theToastTakesBackWhatItNames();
    void anImportTakenBackElsewhereLeavesTheOrder();
    void keysFasterThanTheDatabaseKeepTheOrder();
    void undoAndRedoFasterThanTheDatabaseKeepTheOrder();
    void whatFailedEndsWhatWasAskedForMeanwhile();
};

void UndoHistoryTest::undoesWhatIsNewestWhateverItIs()
{
    World world;
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    world.add(QStringLiteral("Anna"));
    world.other(QStringLiteral("draft approved"));
    world.add(QStringLiteral("Berta"));
    QCOMPARE(world.undo->text(), QStringLiteral("Berta added"));
    QVERIFY(world.undone(undone));
    QCOMPARE(world.people(), 1);
    QCOMPARE(world.undo->text(), QStringLiteral("draft approved"));
    QVERIFY(world.undone(undone));
    QCOMPARE(world.others, QStringList{QStringLiteral("draft approved")});
    QCOMPARE(world.undo->text(), QStringLiteral("Anna added"));
    QVERIFY(world.undone(undone));
    QCOMPARE(world.people(), 0);
    QVERIFY(world.undo->isEmpty());
    world.undo->undo(); // nothing happens
    QCOMPARE(undone.count(), 3);
}

void UndoHistoryTest::offersEditsOfBeforeARestart()
{
    World world;
    world.add(QStringLiteral("Anna"));
    world.restart();
    QCOMPARE(world.undo->text(), QStringLiteral("Anna added"));
    world.other(QStringLiteral("mail taken out"));
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    QCOMPARE(world.undo->text(), QStringLiteral("mail taken out"));
    QVERIFY(world.undone(undone));
    QVERIFY(world.undone(undone));
    QCOMPARE(world.people(), 0);
}

void UndoHistoryTest::doesAgain()
{
    World world;
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    QSignalSpy redone(world.undo.get(), &UndoHistory::redone);
    world.add(QStringLiteral("Anna"));
    QVERIFY(world.undo->redoText().isEmpty());
    QVERIFY(world.undone(undone));
    QCOMPARE(world.undo->redoText(), QStringLiteral("Anna added"));
    world.undo->redo();
    QTRY_COMPARE(redone.count(), 1);
    QCOMPARE(world.people(), 1);
    QCOMPARE(world.undo->text(), QStringLiteral("Anna added"));
    QVERIFY(world.undone(undone));
    QCOMPARE(world.people(), 0);
}

void UndoHistoryTest::aRefusedEditIsInNobodysWay()
{
    World world;
    QSignalSpy failed(world.undo.get(), &UndoHistory::failed);
    world.other(QStringLiteral("draft approved"));
    world.add(QStringLiteral("Anna"));
    QVERIFY(world.files.write(
        [](Connection &connection) { return connection.run(QStringLiteral("UPDATE lead SET city = 'Oslo'")); }));
    world.undo->undo();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(world.people(), 1);
    // What was done before it can still be taken back.
    QCOMPARE(world.undo->text(), QStringLiteral("draft approved"));
    world.undo->undo();
    QTRY_COMPARE(world.others, QStringList{QStringLiteral("draft approved")});
}

void UndoHistoryTest::theToastTakesBackWhatItNames()
{
    World world;
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    QSignalSpy failed(world.undo.get(), &UndoHistory::failed);
    const qint64 skipped = world.other(QStringLiteral("draft skipped"));
    const qint64 anna = world.add(QStringLiteral("Anna"));
    const qint64 berta = world.add(QStringLiteral("Berta"));
    world.other(QStringLiteral("mail taken out"));
    world.undo->undo(anna); // Berta's entry rests on hers: not that one instead
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.last().first().value<Error>().kind, ErrorKind::Refused);
    QCOMPARE(world.people(), 2);
    world.undo->undo(skipped); // the oldest of all
    QTRY_COMPARE(world.others, QStringList{QStringLiteral("draft skipped")});
    world.undo->undo(berta);
    QTRY_COMPARE(world.people(), 1);
    QTRY_COMPARE(undone.count(), 2);
    world.undo->undo(anna);
    QTRY_COMPARE(world.people(), 0);
    world.undo->undo(berta);
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(failed.last().first().value<Error>().kind, ErrorKind::NotFound);
    QCOMPARE(world.undo->text(), QStringLiteral("mail taken out"));
}

void UndoHistoryTest::anImportTakenBackElsewhereLeavesTheOrder()
{
    World world;
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    world.add(QStringLiteral("Anna"));
    world.other(QStringLiteral("score set"));
    QVERIFY(world.files.write([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO import (id, file, started_at) VALUES (7, 'a.csv', 1)"));
    }));
    QVERIFY(QCoro::waitFor(world.leads->history().noteImport(QStringLiteral("Import"), 7)));
    QCOMPARE(world.undo->text(), QStringLiteral("Import"));
    QVERIFY(QCoro::waitFor(world.leads->history().forgetImport(7)));
    QCOMPARE(world.undo->text(), QStringLiteral("score set"));
    QVERIFY(world.undone(undone));
    QCOMPARE(world.others, QStringList{QStringLiteral("score set")});
    QCOMPARE(world.people(), 1);
}

void UndoHistoryTest::keysFasterThanTheDatabaseKeepTheOrder()
{
    World world;
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    world.other(QStringLiteral("draft skipped"));
    world.add(QStringLiteral("Anna"));
    world.add(QStringLiteral("Berta"));
    world.undo->undo();
    world.undo->undo();
    QTRY_COMPARE(undone.count(), 2);
    QCOMPARE(world.people(), 0);
    QCOMPARE(world.others, QStringList());
}

void UndoHistoryTest::undoAndRedoFasterThanTheDatabaseKeepTheOrder()
{
    World world;
    QSignalSpy undone(world.undo.get(), &UndoHistory::undone);
    QSignalSpy redone(world.undo.get(), &UndoHistory::redone);
    QSignalSpy failed(world.undo.get(), &UndoHistory::failed);
    world.add(QStringLiteral("Anna"));
    world.add(QStringLiteral("Berta"));
    world.undo->undo();
    world.undo->undo();
    world.undo->redo();
    world.undo->redo();
    world.undo->undo();
    QTRY_COMPARE(undone.count(), 3);
    QCOMPARE(redone.count(), 2);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(world.people(), 1);
    QCOMPARE(world.undo->text(), QStringLiteral("Anna added"));
    QCOMPARE(world.undo->redoText(), QStringLiteral("Berta added"));
}

void UndoHistoryTest::whatFailedEndsWhatWasAskedForMeanwhile()
{
    World world;
    QSignalSpy failed(world.undo.get(), &UndoHistory::failed);
    world.other(QStringLiteral("draft approved"));
    world.add(QStringLiteral("Anna"));
    QVERIFY(world.files.write(
        [](Connection &connection) { return connection.run(QStringLiteral("UPDATE lead SET city = 'Oslo'")); }));
    world.undo->undo();
    world.undo->undo();
    world.undo->undo();
    QTRY_COMPARE(failed.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(world.others, QStringList());
    QCOMPARE(world.undo->text(), QStringLiteral("draft approved"));
}

QTEST_MAIN(UndoHistoryTest)
#include "UndoHistoryTest.moc"
