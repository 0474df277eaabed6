#include "storage/DatabaseFile.h"
#include "storage/Database.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

Result<> makeThing(Connection &connection)
{
    return connection.script(QStringLiteral("CREATE TABLE thing (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"));
}

Result<> addColumn(Connection &connection)
{
    return connection.script(QStringLiteral("ALTER TABLE thing ADD COLUMN more TEXT NOT NULL DEFAULT 'old'"));
}

Result<> failHalfway(Connection &connection)
{
    if (Result<> made = connection.script(QStringLiteral("CREATE TABLE half (x INTEGER) STRICT")); !made) {
        return made;
    }
    return failure(ErrorKind::Bug, QStringLiteral("no"));
}

Result<> leaveAnOrphan(Connection &connection)
{
    return connection.script(
        QStringLiteral("CREATE TABLE child (thing_id INTEGER REFERENCES thing (id) DEFERRABLE INITIALLY "
                       "DEFERRED) STRICT; INSERT INTO child VALUES (99);"));
}

constexpr Migration one[] = {{1, makeThing}};
constexpr Migration two[] = {{1, makeThing}, {2, addColumn}};
constexpr Migration broken[] = {{1, makeThing}, {2, failHalfway}};
constexpr Migration orphaning[] = {{1, makeThing}, {2, leaveAnOrphan}};

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class DatabaseFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aNewFileIsForItsOwnerOnly();
    void anOlderFileIsBroughtUpToDateWithItsRows();
    void aStepThatFailsLeavesTheFileAsItWas();
    void aStepThatLeavesAnOrphanIsRolledBack();
    void aNewerFileIsRefusedAndNotChanged();
    void aNewerFileWhoseVersionIsStillInTheLogIsRefused();
    void aFileThatIsNoDatabaseIsRefusedAndNotChanged_data();
    void aFileThatIsNoDatabaseIsRefusedAndNotChanged();
    void aDamagedFileIsRefusedAndNotChanged_data();
    void aDamagedFileIsRefusedAndNotChanged();
    void aFileClosedInOrderIsNotReadAgain();
    void aFileThatWasNotClosedInOrderIsRead_data();
    void aFileThatWasNotClosedInOrderIsRead();
    void aBigFileThatWasNotClosedInOrderIsReadWhileItIsUsed_data();
    void aBigFileThatWasNotClosedInOrderIsReadWhileItIsUsed();
    void aBigFileIsReadBeforeItIsBroughtUpToDate();
    void aFolderInPlaceOfTheFileIsRefused();
    void aFolderThatIsNotThereIsRefused();
    void copiesWhileInUse();
    void aCopyThatCannotBeWrittenLeavesNothingBehind();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("test.db")); }
    void makeFile(std::span<const Migration> steps, int rows = 1);
    void setWritten(const QDateTime &when) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(when, QFileDevice::FileModificationTime));
    }
    /// A page of noise, of which nothing is seen from outside.
    void damage() const
    {
        const QDateTime written = QFileInfo(path()).lastModified();
        QByteArray bytes = bytesOf(path());
        bytes.replace(8 * 4096, 4096, QByteArray(4096, '\xa5'));
        put(path(), bytes);
        setWritten(written);
    }
    /// Of more than 64 MB, ended without a word that it was in order, and one page of it noise.
    void makeBigFile(bool damaged);
    std::unique_ptr<QTemporaryDir> m_folder;
};

void DatabaseFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void DatabaseFileTest::makeFile(std::span<const Migration> steps, int rows)
{
    const auto database = Database::open(path(), steps).value();
    const auto outcome = QCoro::waitFor(database->write<void>([rows](Connection &connection) -> Result<> {
        for (int row = 0; row < rows; ++row) {
            const QString text = QStringLiteral("row %1 ").arg(row).repeated(40);
            connection.run(QStringLiteral("INSERT INTO thing (text) VALUES (?)"), {text}).value();
        }
        return {};
    }));
    QVERIFY(outcome);
}

void DatabaseFileTest::aNewFileIsForItsOwnerOnly()
{
    const auto database = Database::open(path(), one).value();
    QVERIFY(QCoro::waitFor(database->write<void>([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO thing (text) VALUES ('a')")).map([](qint64) {});
    })));
#ifdef Q_OS_UNIX
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const QString &file : {path(), path() + QStringLiteral("-wal"), path() + QStringLiteral("-shm")}) {
        QVERIFY2(QFile::exists(file), qPrintable(file));
        QVERIFY2((QFile::permissions(file) & others) == 0, qPrintable(file));
    }
#endif
}

void DatabaseFileTest::anOlderFileIsBroughtUpToDateWithItsRows()
{
    makeFile(one);
    const auto database = Database::open(path(), two).value();
    QCOMPARE(*QCoro::waitFor(database->read<qint64>([](Connection &connection) {
        return connection.number(QStringLiteral("SELECT count(*) FROM thing WHERE more = 'old'"));
    })),
             1);
}

void DatabaseFileTest::aStepThatFailsLeavesTheFileAsItWas()
{
    makeFile(one);
    QVERIFY(!Database::open(path(), broken));
    const auto database = Database::open(path(), two).value(); // still version 1, without the half table
    QCOMPARE(*QCoro::waitFor(database->read<qint64>([](Connection &connection) {
        return connection.number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
    })),
             0);
}

void DatabaseFileTest::aStepThatLeavesAnOrphanIsRolledBack()
{
    makeFile(one);
    const auto outcome = Database::open(path(), orphaning);
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().detail.contains(QLatin1String("child")), qPrintable(outcome.error().detail));
    QVERIFY(Database::open(path(), one));
}

void DatabaseFileTest::aNewerFileIsRefusedAndNotChanged()
{
    makeFile(two);
    const QByteArray before = bytesOf(path());
    const auto outcome = Database::open(path(), one);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
    QCOMPARE(
        outcome.error().message,
        QStringLiteral("This data was saved by a newer AlwaysLeads. To be safe it was not opened. Update, or open a "
                       "backup."));
    QCOMPARE(bytesOf(path()), before);
}

void DatabaseFileTest::aNewerFileWhoseVersionIsStillInTheLogIsRefused()
{
    makeFile(one);
    const QString crashed = m_folder->filePath(QStringLiteral("crashed.db"));
    {
        // A copy of the files in the middle of use is what a killed program leaves.
        const auto database = Database::open(path(), two).value();
        QVERIFY(QFile::copy(path(), crashed));
        QVERIFY(QFile::copy(path() + QStringLiteral("-wal"), crashed + QStringLiteral("-wal")));
    }
    QCOMPARE(bytesOf(crashed).mid(60, 4), QByteArray("\0\0\0\1", 4)); // the file itself still says 1
    const QByteArray before = bytesOf(crashed);
    const auto outcome = Database::open(crashed, one);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.contains(QLatin1String("newer AlwaysLeads")));
    QCOMPARE(bytesOf(crashed), before);
    QVERIFY(Database::open(crashed, two));
}

void DatabaseFileTest::aFileThatIsNoDatabaseIsRefusedAndNotChanged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("text") << QByteArray("first name;last name\nAnna;Keller\n").repeated(300);
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("half a header") << QByteArray("SQLite for");
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16);
    QTest::newRow("header and noise") << QByteArray("SQLite format 3\0", 16) + QByteArray(5000, '\x5a');
}

void DatabaseFileTest::aFileThatIsNoDatabaseIsRefusedAndNotChanged()
{
    QFETCH(QByteArray, bytes);
    put(path(), bytes);
    const auto outcome = Database::open(path(), one);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
    QVERIFY2(outcome.error().message.contains(QLatin1String("damaged")), qPrintable(outcome.error().message));
    QCOMPARE(bytesOf(path()), bytes);
}

void DatabaseFileTest::aDamagedFileIsRefusedAndNotChanged_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("length");
    QTest::newRow("a page of noise in the middle") << 8 * 4096 << 4096;
    QTest::newRow("the table of tables") << 100 << 200;
    QTest::newRow("cut off") << 12 * 4096 + 77 << -1;
}

void DatabaseFileTest::aDamagedFileIsRefusedAndNotChanged()
{
    QFETCH(int, from);
    QFETCH(int, length);
    makeFile(one, 400);
    QByteArray bytes = bytesOf(path());
    QVERIFY(bytes.size() > 16 * 4096);
    if (length < 0) {
        bytes.truncate(from);
    } else {
        bytes.replace(from, length, QByteArray(length, '\xa5'));
    }
    put(path(), bytes);
    setWritten(QDateTime::currentDateTime().addSecs(2)); // the clock of files ticks slower than this test
    const auto outcome = Database::open(path(), one);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
    QVERIFY2(outcome.error().message.contains(QLatin1String("damaged")), qPrintable(outcome.error().message));
    QCOMPARE(bytesOf(path()), bytes);
}

/// Reading every page of a big file takes long, and nothing has touched it since.
void DatabaseFileTest::aFileClosedInOrderIsNotReadAgain()
{
    makeFile(one, 400);
    QVERIFY(QFile::exists(path() + QStringLiteral(".sound")));
    damage();
    auto database = Database::open(path(), one); // that its pages are not read is seen by this alone
    QVERIFY(database);
    QVERIFY(!QFile::exists(path() + QStringLiteral(".sound"))); // until it is closed in order once more
    database->reset();
    QVERIFY(QFile::exists(path() + QStringLiteral(".sound")));
}

void DatabaseFileTest::aFileThatWasNotClosedInOrderIsRead_data()
{
    QTest::addColumn<QString>("why");
    for (const char *why : {"killed", "written", "old", "log"}) {
        QTest::newRow(why) << QString::fromLatin1(why);
    }
}

void DatabaseFileTest::aFileThatWasNotClosedInOrderIsRead()
{
    QFETCH(QString, why);
    makeFile(one, 400);
    damage();
    QFile note(path() + QStringLiteral(".sound"));
    if (why == QLatin1String("killed")) {
        QVERIFY(note.remove());
    } else if (why == QLatin1String("written")) {
        setWritten(QDateTime::currentDateTime().addSecs(5));
    } else if (why == QLatin1String("old")) {
        QVERIFY(note.open(QIODevice::ReadWrite));
        QVERIFY(note.setFileTime(QDateTime::currentDateTime().addDays(-8), QFileDevice::FileModificationTime));
        note.close();
    } else {
        put(path() + QStringLiteral("-wal"), "something that is not in the file yet");
    }
    const auto outcome = Database::open(path(), one);
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.contains(QLatin1String("damaged")), qPrintable(outcome.error().message));
}

void DatabaseFileTest::makeBigFile(bool damaged)
{
    makeFile(one, 400);
    {
        const auto database = Database::open(path(), one).value();
        QVERIFY(QCoro::waitFor(database->write<void>([](Connection &connection) {
            return connection.run(QStringLiteral("INSERT INTO thing (text) SELECT hex(zeroblob(40000000))"))
                .map([](qint64) {});
        })));
    }
    if (damaged) {
        damage();
    }
    QVERIFY(QFile::remove(path() + QStringLiteral(".sound")));
}

void DatabaseFileTest::aBigFileThatWasNotClosedInOrderIsReadWhileItIsUsed_data()
{
    QTest::addColumn<bool>("damaged");
    QTest::newRow("sound") << false;
    QTest::newRow("damaged") << true;
}

/// The window does not wait for it; until it is read, no end of the program makes it known to be sound.
void DatabaseFileTest::aBigFileThatWasNotClosedInOrderIsReadWhileItIsUsed()
{
    QFETCH(bool, damaged);
    makeBigFile(damaged);
    auto database = Database::open(path(), one).value();
    QVERIFY(isYetToBeRead(path()));
    database.reset();
    QVERIFY(isYetToBeRead(path()));
    QVERIFY(!QFile::exists(path() + QStringLiteral(".sound")));

    database = Database::open(path(), one).value();
    QVERIFY(isYetToBeRead(path()));
    const Result<bool> read = QCoro::waitFor(database->read<bool>(
        [this](Connection &connection) { return readEveryPage(connection, path()).map([] { return true; }); }));
    QCOMPARE(read.has_value(), !damaged);
    QCOMPARE(isYetToBeRead(path()), damaged);
    if (damaged) {
        QVERIFY2(read.error().message.contains(QLatin1String("damaged")), qPrintable(read.error().message));
    }
    database.reset();
    QCOMPARE(QFile::exists(path() + QStringLiteral(".sound")), !damaged);
}

void DatabaseFileTest::aBigFileIsReadBeforeItIsBroughtUpToDate()
{
    makeBigFile(true);
    const auto outcome = Database::open(path(), two);
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.contains(QLatin1String("damaged")), qPrintable(outcome.error().message));
}

void DatabaseFileTest::aFolderInPlaceOfTheFileIsRefused()
{
    QVERIFY(QDir().mkpath(path()));
    QCOMPARE(Database::open(path(), one).error().kind, ErrorKind::Storage);
}

void DatabaseFileTest::aFolderThatIsNotThereIsRefused()
{
    QCOMPARE(Database::open(m_folder->filePath(QStringLiteral("not/there.db")), one).error().kind, ErrorKind::Storage);
}

void DatabaseFileTest::copiesWhileInUse()
{
    makeFile(one, 400);
    const auto database = Database::open(path(), one).value();
    const QString copy = m_folder->filePath(QStringLiteral("copy.db"));
    auto copying = database->backUpTo(copy);
    QVERIFY(QCoro::waitFor(database->write<void>([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO thing (text) VALUES ('meanwhile')")).map([](qint64) {});
    })));
    QVERIFY(QCoro::waitFor(std::move(copying)));
    QVERIFY(checkDatabaseFile(copy));
    QVERIFY(!QFile::exists(copy + QStringLiteral("-wal")));
    QVERIFY(!QFile::exists(copy + QStringLiteral(".part")));
    const auto copied = Database::open(copy, one).value();
    const qint64 rows = *QCoro::waitFor(copied->read<qint64>(
        [](Connection &connection) { return connection.number(QStringLiteral("SELECT count(*) FROM thing")); }));
    QVERIFY2(rows == 400 || rows == 401, qPrintable(QString::number(rows)));
}

void DatabaseFileTest::aCopyThatCannotBeWrittenLeavesNothingBehind()
{
    makeFile(one);
    const auto database = Database::open(path(), one).value();
    const auto outcome = QCoro::waitFor(database->backUpTo(m_folder->filePath(QStringLiteral("not/there.db"))));
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(DatabaseFileTest)
#include "DatabaseFileTest.moc"
