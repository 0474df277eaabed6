#include "storage/OpenConnection.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>

using namespace AlwaysLeads;

class ConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keepsEveryTypeAsItIs();
    void bindsANullTextAsTheEmptyOne();
    void bindsByNumberWhereverTheNumberStands();
    void refusesAValueThatSqliteDoesNotHave();
    void theSameSqlCanBeReadTwiceAtOnce();
    void aStatementThatWasLeftHalfwayHoldsNoLock();
    void aRowReadAfterItsConnectionIsGoneIsNoCrash();
    void saysWhichConstraintRefused();
    void aMistypedNameIsAnErrorAndNoText();
    void aScriptStopsAtItsFirstFault();
    void runsWithTheSettingsThatTheDataNeeds();
    void aFullDiskIsSaidInWords();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("test.db")); }
    Connection &connection() { return m_open->connection(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenConnection> m_open;
};

void ConnectionTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = OpenConnection::open(file(), OpenConnection::Mode::Write);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    m_open = std::move(*opened);
    QVERIFY(connection().script(QStringLiteral("CREATE TABLE thing (id INTEGER PRIMARY KEY, number INTEGER, real REAL, "
                                               "text TEXT, bytes BLOB) STRICT")));
}

void ConnectionTest::cleanup()
{
    m_open.reset();
    m_folder.reset();
}

void ConnectionTest::keepsEveryTypeAsItIs()
{
    const QByteArray bytes("\0\xff\x01", 3);
    const QString text = QStringLiteral("Zoë 🎈\u0000 after a zero");
    const qint64 large = std::numeric_limits<qint64>::min();
    const Result<qint64> id = connection().insert(
        QStringLiteral("INSERT INTO thing (number, real, text, bytes) VALUES (?, ?, ?, ?)"), {large, 0.1, text, bytes});
    QCOMPARE(*id, 1);
    auto row = connection().query(QStringLiteral("SELECT number, real, text, bytes, NULL FROM thing"));
    QVERIFY(row && row->next());
    QCOMPARE(row->number(0), large);
    QCOMPARE(row->real(1), 0.1);
    QCOMPARE(row->text(2), text);
    QCOMPARE(row->blob(3), bytes);
    QVERIFY(row->isNull(4));
    QCOMPARE(row->text(4), QString());
    QVERIFY(!row->time(4).isValid());
    QVERIFY(!row->next());
    QVERIFY(row->outcome(0));

    const QDateTime time(QDate(2026, 11, 23), QTime(10, 31, 5, 123), Qt::UTC);
    const auto bound =
        connection().query(QStringLiteral("SELECT ?, typeof(?), ?, typeof(?)"), {time, QDateTime(), true, quint32(7)});
    QVERIFY(bound);
    auto values =
        connection().query(QStringLiteral("SELECT ?, typeof(?), ?, typeof(?)"), {time, QDateTime(), true, quint32(7)});
    QVERIFY(values && values->next());
    QCOMPARE(values->time(0), time);
    QCOMPARE(values->text(1), QStringLiteral("null"));
    QVERIFY(values->flag(2));
    QCOMPARE(values->text(3), QStringLiteral("integer"));
}

void ConnectionTest::bindsANullTextAsTheEmptyOne()
{
    auto row = connection().query(QStringLiteral("SELECT typeof(?), typeof(?), typeof(?)"),
                                  {QString(), QByteArray(), QVariant()});
    QVERIFY(row && row->next());
    QCOMPARE(row->text(0), QStringLiteral("text"));
    QCOMPARE(row->text(1), QStringLiteral("blob"));
    QCOMPARE(row->text(2), QStringLiteral("null"));
}

void ConnectionTest::bindsByNumberWhereverTheNumberStands()
{
    for (int again = 0; again < 2; ++again) {
        auto row = connection().query(QStringLiteral("SELECT ?2, (SELECT ?1), ?1 || ?2"),
                                      {QStringLiteral("a"), QStringLiteral("b")});
        QVERIFY(row && row->next());
        QCOMPARE(row->text(0), QStringLiteral("b"));
        QCOMPARE(row->text(1), QStringLiteral("a"));
        QCOMPARE(row->text(2), QStringLiteral("ab"));
    }
}

void ConnectionTest::refusesAValueThatSqliteDoesNotHave()
{
    const auto list = connection().query(QStringLiteral("SELECT ?"), {QStringList{QStringLiteral("a")}});
    QCOMPARE(list.error().kind, ErrorKind::Bug);
    const auto tooLarge = connection().query(QStringLiteral("SELECT ?"), {std::numeric_limits<quint64>::max()});
    QCOMPARE(tooLarge.error().kind, ErrorKind::Bug);
}

void ConnectionTest::theSameSqlCanBeReadTwiceAtOnce()
{
    for (int number = 1; number <= 3; ++number) {
        QVERIFY(connection().insert(QStringLiteral("INSERT INTO thing (number) VALUES (?)"), {number}));
    }
    const QString sql = QStringLiteral("SELECT number FROM thing WHERE number > ? ORDER BY number");
    QList<QPair<qint64, qint64>> pairs;
    auto outer = connection().query(sql, {0});
    QVERIFY(outer);
    while (outer->next()) {
        auto inner = connection().query(sql, {outer->number(0)});
        QVERIFY(inner);
        while (inner->next()) {
            pairs.append({outer->number(0), inner->number(0)});
        }
    }
    QCOMPARE(pairs, (QList<QPair<qint64, qint64>>{{1, 2}, {1, 3}, {2, 3}}));
}

void ConnectionTest::aStatementThatWasLeftHalfwayHoldsNoLock()
{
    QVERIFY(connection().insert(QStringLiteral("INSERT INTO thing (number) VALUES (1), (2)")));
    {
        auto rows = connection().query(QStringLiteral("SELECT number FROM thing"));
        QVERIFY(rows && rows->next());
    }
    QVERIFY(connection().script(QStringLiteral("DROP TABLE thing")));
}

void ConnectionTest::aRowReadAfterItsConnectionIsGoneIsNoCrash()
{
    auto rows = std::make_unique<Result<Query>>(connection().query(QStringLiteral("SELECT 1")));
    QVERIFY((*rows)->next());
    m_open.reset();
    rows.reset();
}

void ConnectionTest::saysWhichConstraintRefused()
{
    QVERIFY(connection().run(QStringLiteral("CREATE UNIQUE INDEX one ON thing (text)")));
    const QString add = QStringLiteral("INSERT INTO thing (text) VALUES (?)");
    QVERIFY(connection().run(add, {QStringLiteral("secret value")}));
    const auto again = connection().run(add, {QStringLiteral("secret value")});
    QCOMPARE(again.error().kind, ErrorKind::Refused);
    QVERIFY(again.error().detail.contains(QLatin1String("thing.text")));
    QVERIFY(!again.error().detail.contains(QLatin1String("secret value")));
    QCOMPARE(*connection().run(QStringLiteral("UPDATE thing SET text = 'b'")), 1);
}

void ConnectionTest::aMistypedNameIsAnErrorAndNoText()
{
    QCOMPARE(connection().number(QStringLiteral("SELECT count(*) FROM thing WHERE \"nmuber\" = 1")).error().kind,
             ErrorKind::Bug);
}

void ConnectionTest::aScriptStopsAtItsFirstFault()
{
    const auto outcome = connection().script(QStringLiteral("CREATE TABLE a (x) ; nonsense; CREATE TABLE b (x)"));
    QCOMPARE(outcome.error().kind, ErrorKind::Bug);
    QCOMPARE(*connection().number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b')")), 1);
}

void ConnectionTest::runsWithTheSettingsThatTheDataNeeds()
{
    QCOMPARE(*connection().number(QStringLiteral("PRAGMA foreign_keys")), 1);
    QCOMPARE(*connection().number(QStringLiteral("PRAGMA synchronous")), 2);
    QCOMPARE(*connection().number(QStringLiteral("PRAGMA trusted_schema")), 0);
    QCOMPARE(*connection().number(QStringLiteral("PRAGMA secure_delete")), 1);
    QCOMPARE(*connection().number(QStringLiteral("PRAGMA cell_size_check")), 1);
    auto mode = connection().query(QStringLiteral("PRAGMA journal_mode"));
    QVERIFY(mode && mode->next());
    QCOMPARE(mode->text(0), QStringLiteral("wal"));
}

void ConnectionTest::aFullDiskIsSaidInWords()
{
    // SQLite gives the same code when a file may not grow as when the disk is full.
    QVERIFY(connection().number(QStringLiteral("PRAGMA max_page_count = 5")));
    const auto outcome = connection().run(QStringLiteral("INSERT INTO thing (bytes) VALUES (zeroblob(1000000))"));
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
    QVERIFY2(outcome.error().message.contains(QLatin1String("disk is full")), qPrintable(outcome.error().message));
}

QTEST_GUILESS_MAIN(ConnectionTest)
#include "ConnectionTest.moc"
