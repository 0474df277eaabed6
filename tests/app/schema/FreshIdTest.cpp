#include "storage/FreshId.h"
#include "support/TestDatabase.h"

#include <QtTest>

using namespace AlwaysLeads;

/// An id is given once: what still names a row that is gone must not come to mean another.
class FreshIdTest : public QObject
{
    Q_OBJECT
private:
    static qint64 add(TestDatabase &files, const char *table, const QString &columns, const QString &values)
    {
        const Result<qint64> id = files.write([=](Connection &connection) {
            return connection.insert(QStringLiteral("INSERT INTO %1 (id, %2) VALUES (%3, %4)")
                                         .arg(QLatin1String(table), columns, freshId(table), values)
                                         .replace(QLatin1Char('#'), QStringLiteral("lower(hex(randomblob(8)))")));
        });
        if (!id) {
            qFatal("%s", qPrintable(id.error().detail));
        }
        return *id;
    }
    static void run(TestDatabase &files, const QString &sql)
    {
        const auto ran = files.write([=](Connection &connection) { return connection.run(sql); });
        QVERIFY2(ran, qPrintable(ran ? QString() : ran.error().detail));
    }

private Q_SLOTS:
    void anIdOfARowThatIsGoneIsNotGivenAgain_data()
    {
        QTest::addColumn<QString>("columns");
        QTest::addColumn<QString>("values");
        // "#" is a text that nobody else has.
        const auto row = [](const char *table, const char *columns, const char *values) {
            QTest::newRow(table) << QString::fromLatin1(columns) << QString::fromLatin1(values);
        };
        row("lead", "email, created_at, updated_at", "#, 1, 1");
        row("company", "name, created_at", "#, 1");
        row("source", "kind, name, at", "'file', #, 1");
        row("tag", "name", "#");
        row("custom_field", "key, label, position", "#, #, 1");
        row("lead_list", "name, kind, created_at", "#, 'list', 1");
        row("saved_view", "name, position, query, created_at", "#, 1, '{}', 1");
        row("people_search", "name, filters, run_at, shown_at", "#, '{}', 1, 1");
        row("edit", "label, at", "#, 1");
        row("suppression", "kind, key_hash, shown, reason, added_at", "'address', randomblob(32), #, 'asked', 1");
    }
    void anIdOfARowThatIsGoneIsNotGivenAgain()
    {
        QFETCH(QString, columns);
        QFETCH(QString, values);
        const char *table = QTest::currentDataTag();
        TestDatabase files;
        const auto next = [&] { return add(files, table, columns, values); };
        const QString from = QStringLiteral("DELETE FROM %1").arg(QLatin1String(table));
        QCOMPARE(next(), 1);
        QCOMPARE(next(), 2);
        QCOMPARE(next(), 3);
        run(files, from + QStringLiteral(" WHERE id = 2"));
        QCOMPARE(next(), 4);
        run(files, from + QStringLiteral(" WHERE id = 4"));
        QCOMPARE(next(), 5);
        run(files, from + QStringLiteral(" WHERE id IN (1, 3, 5)"));
        files.reopen();
        QCOMPARE(next(), 6);
        run(files, from);
        QCOMPARE(next(), 7);
    }
};

QTEST_GUILESS_MAIN(FreshIdTest)
#include "FreshIdTest.moc"
