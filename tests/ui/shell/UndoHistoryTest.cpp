#include "shell/UndoHistory.h"

#include "lead/Leads.h"
#include "support/TestDatabase.h"
#include "support/VirtualClock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files;
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
    void add(const QString &name)
    {
        Lead lead;
        lead.firstName = name;
        if (!QCoro::waitFor(leads->add(lead))) {
            qFatal("not added");
        }
        undo->add({name + QStringLiteral(" added"), {}, true});
    }
    void other(const QString &text)
    {
        undo->add({text, [this, text]() -> Task<Result<>> {
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
        return QTest::qWaitFor([&] { return spy.count() > before; });
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

QTEST_MAIN(UndoHistoryTest)
#include "UndoHistoryTest.moc"
