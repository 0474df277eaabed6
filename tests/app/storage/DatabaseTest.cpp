#include "storage/Database.h"

#include <QCoroTask>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <semaphore>

using namespace AlwaysLeads;

namespace {

constexpr Migration steps[] = {
    {1,
     [](Connection &connection) {
         return connection.script(
             QStringLiteral("CREATE TABLE thing (id INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;"
                            "CREATE TABLE part (thing_id INTEGER NOT NULL REFERENCES thing (id) "
                            "DEFERRABLE INITIALLY DEFERRED) STRICT"));
     }},
};

const QString add = QStringLiteral("INSERT INTO thing (number) VALUES (?)");
const QString count = QStringLiteral("SELECT count(*) FROM thing");
// Runs for hours unless interrupted.
const QString endless = QStringLiteral("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                                       "SELECT count(*) FROM n WHERE x < 0");

using Work = std::function<Result<qint64>(Connection &)>;

Work running(QString sql, QVariantList values = {})
{
    return [=](Connection &connection) { return connection.run(sql, values); };
}

Work counting()
{
    return [](Connection &connection) { return connection.number(count); };
}

std::unique_ptr<Database> opened(const QString &path)
{
    Result<std::unique_ptr<Database>> database = Database::open(path, steps);
    if (!database) {
        qFatal("%s %s", qPrintable(database.error().message), qPrintable(database.error().detail));
    }
    return std::move(*database);
}

/// The program that is killed in the middle of its work: says each number that is safely kept.
int writeUntilKilled(const QString &path)
{
    const std::unique_ptr<Database> database = opened(path);
    for (int number = 1;; ++number) {
        if (!QCoro::waitFor(database->write<qint64>(running(add, {number})))) {
            return 1;
        }
        std::printf("%d\n", number);
        std::fflush(stdout);
    }
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsWhatWasWritten();
    void aFailedWriteLeavesNothing();
    void aThrowBecomesABugAndLeavesNothing();
    void aCommitThatFailsLeavesNothingAndTheNextWriteWorks();
    void aReadCannotWrite();
    void aReadSeesOneStateWhileAWriteIsCommitted();
    void aLongReadIsInterrupted();
    void aStopBetweenTwoStatementsIsNotForgotten();
    void workWhoseTokenIsStoppedIsNotStarted();
    void aLateStopHitsNobodyElse();
    void theEndFinishesWritesAndCancelsReads();
    void manyReadersAndWritesAtOnce();
    void killedInTheMiddleKeepsEverythingThatWasCommitted();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("test.db")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void DatabaseTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void DatabaseTest::keepsWhatWasWritten()
{
    auto database = opened(path());
    QCOMPARE(*QCoro::waitFor(database->write<qint64>(running(add, {7}))), 1);
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 1);
    database.reset();
    database = opened(path());
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 1);
}

void DatabaseTest::aFailedWriteLeavesNothing()
{
    const auto database = opened(path());
    const auto outcome = QCoro::waitFor(database->write<void>([](Connection &connection) -> Result<> {
        connection.run(add, {1}).value();
        return failure(ErrorKind::Invalid, QStringLiteral("changed my mind"));
    }));
    QCOMPARE(outcome.error().message, QStringLiteral("changed my mind"));
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 0);
}

void DatabaseTest::aThrowBecomesABugAndLeavesNothing()
{
    const auto database = opened(path());
    const auto outcome = QCoro::waitFor(database->write<void>([](Connection &connection) -> Result<> {
        connection.run(add, {1}).value();
        throw std::runtime_error("broken");
    }));
    QCOMPARE(outcome.error().kind, ErrorKind::Bug);
    QCOMPARE(outcome.error().detail, QStringLiteral("broken"));
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 0);
    QVERIFY(QCoro::waitFor(database->write<qint64>(running(add, {1}))));
}

void DatabaseTest::aCommitThatFailsLeavesNothingAndTheNextWriteWorks()
{
    const auto database = opened(path());
    const auto outcome = QCoro::waitFor(database->write<void>([](Connection &connection) -> Result<> {
        connection.run(add, {1}).value();
        return connection.run(QStringLiteral("INSERT INTO part (thing_id) VALUES (99)")).map([](qint64) {});
    }));
    QCOMPARE(outcome.error().kind, ErrorKind::Refused); // a deferred key is checked by COMMIT
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 0);
    QVERIFY(QCoro::waitFor(database->write<qint64>(running(add, {1}))));
}

void DatabaseTest::aReadCannotWrite()
{
    const auto database = opened(path());
    QCOMPARE(QCoro::waitFor(database->read<qint64>(running(add, {1}))).error().kind, ErrorKind::Storage);
}

void DatabaseTest::aReadSeesOneStateWhileAWriteIsCommitted()
{
    const auto database = opened(path());
    std::binary_semaphore readBegan(0);
    std::binary_semaphore writeDone(0);
    auto reading = database->read<qint64>([&](Connection &connection) -> Result<qint64> {
        const qint64 before = connection.number(count).value();
        readBegan.release();
        writeDone.acquire();
        return connection.number(count).value() * 10 + before;
    });
    readBegan.acquire();
    QVERIFY(QCoro::waitFor(database->write<qint64>(running(add, {1}))));
    writeDone.release();
    QCOMPARE(*QCoro::waitFor(std::move(reading)), 0);
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 1);
}

void DatabaseTest::aLongReadIsInterrupted()
{
    const auto database = opened(path());
    std::stop_source stop;
    std::binary_semaphore began(0);
    auto reading = database->read<qint64>(
        [&](Connection &connection) {
            began.release();
            return connection.number(endless);
        },
        stop.get_token());
    began.acquire();
    stop.request_stop();
    QCOMPARE(QCoro::waitFor(std::move(reading)).error().kind, ErrorKind::Cancelled);
}

void DatabaseTest::aStopBetweenTwoStatementsIsNotForgotten()
{
    const auto database = opened(path());
    std::stop_source stop;
    auto reading = database->read<qint64>(
        [&](Connection &connection) {
            stop.request_stop(); // no statement runs now, so sqlite3_interrupt alone would be lost
            return connection.number(endless);
        },
        stop.get_token());
    QCOMPARE(QCoro::waitFor(std::move(reading)).error().kind, ErrorKind::Cancelled);
}

void DatabaseTest::workWhoseTokenIsStoppedIsNotStarted()
{
    const auto database = opened(path());
    std::stop_source stop;
    stop.request_stop();
    std::atomic_bool started = false;
    auto reading = database->read<qint64>(
        [&](Connection &) -> Result<qint64> {
            started = true;
            return 1;
        },
        stop.get_token());
    QCOMPARE(QCoro::waitFor(std::move(reading)).error().kind, ErrorKind::Cancelled);
    QVERIFY(!started);
}

void DatabaseTest::aLateStopHitsNobodyElse()
{
    const auto database = Database::open(path(), steps, {.readers = 1}).value();
    const QString slow = QStringLiteral("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20000) "
                                        "SELECT count(*) FROM n");
    for (int turn = 0; turn < 50; ++turn) {
        std::stop_source stop;
        QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting(), stop.get_token())), 0);
        auto next = database->read<qint64>([slow](Connection &connection) { return connection.number(slow); });
        stop.request_stop();
        QCOMPARE(*QCoro::waitFor(std::move(next)), 20000);
    }
}

void DatabaseTest::theEndFinishesWritesAndCancelsReads()
{
    auto database = opened(path());
    std::binary_semaphore began(0);
    auto reading = database->read<qint64>([&](Connection &connection) {
        began.release();
        return connection.number(endless);
    });
    auto second = database->read<qint64>([](Connection &connection) { return connection.number(endless); });
    auto third = database->read<qint64>([](Connection &connection) { return connection.number(endless); });
    for (int number = 0; number < 20; ++number) {
        auto dropped = database->write<qint64>(running(add, {number}));
    }
    began.acquire();
    database.reset();
    QCOMPARE(QCoro::waitFor(std::move(reading)).error().kind, ErrorKind::Cancelled);
    QCOMPARE(QCoro::waitFor(std::move(second)).error().kind, ErrorKind::Cancelled);
    QCOMPARE(QCoro::waitFor(std::move(third)).error().kind, ErrorKind::Cancelled);
    QCOMPARE(*QCoro::waitFor(opened(path())->read<qint64>(counting())), 20);
}

void DatabaseTest::manyReadersAndWritesAtOnce()
{
    const auto database = Database::open(path(), steps, {.readers = 4}).value();
    std::vector<Task<Result<qint64>>> tasks;
    // Two rows in each write: an odd count would be half a transaction.
    const Work two = [](Connection &connection) {
        return connection.run(add, {1}).and_then([&](qint64) { return connection.run(add, {2}); });
    };
    for (int turn = 0; turn < 100; ++turn) {
        tasks.push_back(database->write<qint64>(two));
        tasks.push_back(database->read<qint64>([](Connection &connection) -> Result<qint64> {
            return connection.number(count).map([](qint64 seen) { return seen % 2 == 0 ? 1 : -1; });
        }));
    }
    for (Task<Result<qint64>> &task : tasks) {
        QCOMPARE(*QCoro::waitFor(std::move(task)), 1);
    }
    QCOMPARE(*QCoro::waitFor(database->read<qint64>(counting())), 200);
}

void DatabaseTest::killedInTheMiddleKeepsEverythingThatWasCommitted()
{
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write-until-killed"), path()});
    QTRY_VERIFY_WITH_TIMEOUT(program.bytesAvailable() > 200, 30000);
    program.kill();
    QVERIFY(program.waitForFinished());
    const QList<QByteArray> said = program.readAllStandardOutput().trimmed().split('\n');
    const qint64 lastSaid = said.last().toLongLong();
    QVERIFY(lastSaid > 10);

    const auto database = opened(path());
    const qint64 kept = *QCoro::waitFor(database->read<qint64>(counting()));
    QVERIFY2(kept == lastSaid || kept == lastSaid + 1, qPrintable(QStringLiteral("%1 %2").arg(kept).arg(lastSaid)));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--write-until-killed")) {
        return writeUntilKilled(arguments.value(2));
    }
    DatabaseTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "DatabaseTest.moc"
