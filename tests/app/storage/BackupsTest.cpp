#include "storage/Backups.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

constexpr Migration steps[] = {
    {1,
     [](Connection &connection) {
         return connection.script(QStringLiteral("CREATE TABLE thing (number INTEGER NOT NULL) STRICT"));
     }},
};

} // namespace

class BackupsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void makesOneADay();
    void keepsTheLastFourteen();
    void restoresAtTheNextStartAndKeepsWhatWasThere();
    void withoutANoteNothingIsRestored();
    void aDamagedBackupIsNotNoted();
    void aBackupThatWasDamagedAfterItsNoteChangesNothing();
    void aNoteThatPointsElsewhereChangesNothing();
    void otherFilesInTheFolderAreNoBackups();
    void aCopyThatIsBrokenOffLeavesNothingAndIsMadeLater();
    void whatAKilledProgramHadBegunGoes();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("test.db")); }
    QString backupFolder() const { return m_folder->filePath(QStringLiteral("backups")); }
    void open() { m_database = Database::open(file(), steps).value(); }
    void add()
    {
        QVERIFY(QCoro::waitFor(m_database->write<qint64>(
            [](Connection &connection) { return connection.run(QStringLiteral("INSERT INTO thing VALUES (1)")); })));
    }
    qint64 count()
    {
        return *QCoro::waitFor(m_database->read<qint64>(
            [](Connection &connection) { return connection.number(QStringLiteral("SELECT count(*) FROM thing")); }));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<Database> m_database;
};

void BackupsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = std::make_unique<VirtualClock>();
    open();
}

void BackupsTest::cleanup()
{
    m_database.reset();
}

void BackupsTest::makesOneADay()
{
    Backups backups(*m_database, backupFolder(), *m_clock);
    QVERIFY(backups.list().isEmpty());
    QCOMPARE(*QCoro::waitFor(backups.makeTodays()), true);
    m_clock->advance(14h); // from 9:00 to 23:00
    QCOMPARE(*QCoro::waitFor(backups.makeTodays()), false);
    m_clock->advance(2h);
    QCOMPARE(*QCoro::waitFor(backups.makeTodays()), true);
    const QList<Backup> list = backups.list();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.first().takenAt, m_clock->now());
    QVERIFY(list.first().size > 0);
}

void BackupsTest::keepsTheLastFourteen()
{
    Backups backups(*m_database, backupFolder(), *m_clock);
    for (int day = 0; day < 16; ++day) {
        QVERIFY(QCoro::waitFor(backups.makeNow()));
        m_clock->advance(24h);
    }
    const QList<Backup> list = backups.list();
    QCOMPARE(list.size(), 14);
    QCOMPARE(list.first().takenAt, m_clock->now().addDays(-1));
    QCOMPARE(list.last().takenAt, m_clock->now().addDays(-14));
}

void BackupsTest::restoresAtTheNextStartAndKeepsWhatWasThere()
{
    Backups backups(*m_database, backupFolder(), *m_clock);
    add();
    const Backup backup = QCoro::waitFor(backups.makeNow()).value();
    add();
    QVERIFY(Backups::restoreAtNextStart(backupFolder(), backup));
    QCOMPARE(count(), 2);
    m_database.reset();

    QCOMPARE(*Backups::restoreNoted(backupFolder(), file(), *m_clock), true);
    open();
    QCOMPARE(count(), 1);
    m_database.reset();
    QCOMPARE(*Backups::restoreNoted(backupFolder(), file(), *m_clock), false); // once

    const QString replaced = Backups::lastReplaced(backupFolder());
    QVERIFY(QFile::exists(replaced));
    m_database = Database::open(replaced, steps).value();
    QCOMPARE(count(), 2);
    QVERIFY(QFile::exists(backup.file));
}

void BackupsTest::withoutANoteNothingIsRestored()
{
    QCOMPARE(*Backups::restoreNoted(backupFolder(), file(), *m_clock), false);
    QVERIFY(Backups::lastReplaced(backupFolder()).isEmpty());
}

void BackupsTest::aDamagedBackupIsNotNoted()
{
    Backups backups(*m_database, backupFolder(), *m_clock);
    const Backup backup = QCoro::waitFor(backups.makeNow()).value();
    QFile damaged(backup.file);
    QVERIFY(damaged.resize(4096));
    QCOMPARE(Backups::restoreAtNextStart(backupFolder(), backup).error().kind, ErrorKind::Storage);
    m_database.reset();
    QCOMPARE(*Backups::restoreNoted(backupFolder(), file(), *m_clock), false);
}

void BackupsTest::aBackupThatWasDamagedAfterItsNoteChangesNothing()
{
    Backups backups(*m_database, backupFolder(), *m_clock);
    const Backup backup = QCoro::waitFor(backups.makeNow()).value();
    add();
    QVERIFY(Backups::restoreAtNextStart(backupFolder(), backup));
    QFile damaged(backup.file);
    QVERIFY(damaged.resize(4096));
    m_database.reset();
    QVERIFY(!Backups::restoreNoted(backupFolder(), file(), *m_clock));
    open();
    QCOMPARE(count(), 1);
    QCOMPARE(*Backups::restoreNoted(backupFolder(), file(), *m_clock), false);
}

void BackupsTest::aNoteThatPointsElsewhereChangesNothing()
{
    add();
    m_database.reset();
    QVERIFY(QDir().mkpath(backupFolder()));
    QFile note(backupFolder() + QStringLiteral("/restore-at-next-start"));
    QVERIFY(note.open(QIODevice::WriteOnly));
    note.write("../test.db");
    note.close();
    QVERIFY(!Backups::restoreNoted(backupFolder(), file(), *m_clock));
    open();
    QCOMPARE(count(), 1);
}

void BackupsTest::otherFilesInTheFolderAreNoBackups()
{
    QVERIFY(QDir().mkpath(backupFolder()));
    for (const char *name : {"alwaysleads-Z.db", "alwaysleads-20261399T000000000Z.db", "notes.txt",
                             "alwaysleads-20261123T100000000Z.db.part"}) {
        QFile other(backupFolder() + QLatin1Char('/') + QLatin1String(name));
        QVERIFY(other.open(QIODevice::WriteOnly));
    }
    QVERIFY(Backups::list(backupFolder()).isEmpty());
}

void BackupsTest::aCopyThatIsBrokenOffLeavesNothingAndIsMadeLater()
{
    QVERIFY(QCoro::waitFor(m_database->write<qint64>([](Connection &connection) {
        return connection.run(
            QStringLiteral("CREATE TABLE big AS WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "
                           "many WHERE n < 40) SELECT randomblob(1000000) AS bytes FROM many"));
    })));
    const auto files = [this] { return QDir(backupFolder()).entryList(QDir::Files); };
    const auto there = [&files](const char *end) {
        const QStringList names = files();
        return std::ranges::any_of(names, [end](const QString &name) { return name.endsWith(QLatin1String(end)); });
    };
    bool isBrokenOff = false;
    for (int attempt = 0; attempt < 50 && !isBrokenOff; ++attempt) { // a fast disk may be done before it is stopped
        Backups backups(*m_database, backupFolder(), *m_clock);
        auto making = backups.makeTodays();
        QDeadlineTimer patience(60s);
        while (!there(".part") && !there("Z.db") && !patience.hasExpired()) { }
        backups.stop();
        const Result<bool> made = QCoro::waitFor(making);
        isBrokenOff = !there("Z.db");
        if (isBrokenOff) {
            QCOMPARE(made.error().kind, ErrorKind::Cancelled);
            QVERIFY2(files().isEmpty(), qPrintable(files().join(u' ')));
            QCOMPARE(QCoro::waitFor(backups.makeTodays()).error().kind, ErrorKind::Cancelled); // it ends
        }
        QDir(backupFolder()).removeRecursively();
    }
    QVERIFY(isBrokenOff);
    Backups next(*m_database, backupFolder(), *m_clock);
    QCOMPARE(*QCoro::waitFor(next.makeTodays()), true);
    QCOMPARE(next.list().size(), 1);
}

void BackupsTest::whatAKilledProgramHadBegunGoes()
{
    QVERIFY(QDir().mkpath(backupFolder()));
    QFile part(backupFolder() + QStringLiteral("/alwaysleads-20261101T090000000Z.db.part"));
    QVERIFY(part.open(QIODevice::WriteOnly));
    part.close();
    Backups backups(*m_database, backupFolder(), *m_clock);
    QVERIFY(QCoro::waitFor(backups.makeTodays()));
    QVERIFY(!part.exists());
    QCOMPARE(backups.list().size(), 1);
}

QTEST_GUILESS_MAIN(BackupsTest)
#include "BackupsTest.moc"
