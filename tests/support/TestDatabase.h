#pragma once

#include "schema/Schema.h"
#include "storage/Database.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace AlwaysLeads {

/// A real database with the program's schema in a folder of its own, gone with the test. Link al_test_database.
///
///     TestDatabase files;
///     LeadStore leads;
///     QVERIFY(files.write([&](Connection &c) { return leads.add(c, lead); }));
struct TestDatabase
{
    QTemporaryDir folder;
    std::unique_ptr<Database> database = opened();

    QString path() const { return folder.filePath(QStringLiteral("alwaysleads.db")); }
    Database &operator*() const { return *database; }
    Database *operator->() const { return database.get(); }

    /// Runs `work` in one write transaction and waits for it; the type of its outcome is that of `work`.
    template <typename Work> auto write(Work work)
    {
        using T = typename std::invoke_result_t<Work, Connection &>::value_type;
        return QCoro::waitFor(database->write<T>(std::function<Result<T>(Connection &)>(std::move(work))));
    }
    /// Runs `work` in one read transaction and waits for it.
    template <typename Work> auto read(Work work)
    {
        using T = typename std::invoke_result_t<Work, Connection &>::value_type;
        return QCoro::waitFor(database->read<T>(std::function<Result<T>(Connection &)>(std::move(work))));
    }
    /// The first number that `sql` gives: `QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead")), 3)`.
    qint64 number(const QString &sql, const QVariantList &values = {})
    {
        const Result<qint64> found = read([=](Connection &connection) { return connection.number(sql, values); });
        if (!found) {
            qFatal("%s: %s", qPrintable(sql), qPrintable(found.error().detail));
        }
        return *found;
    }
    /// Waits until nothing is being written or read and whoever awaits it has gone on. For the end of a test whose
    /// widgets may have begun something as they went: their services must not go before the answer.
    void settle()
    {
        // Whoever goes on may begin the next piece, and an answer may be a turn of the loop away.
        for (int quietTurns = 0; quietTurns < 3;) {
            quietTurns = database->isIdle() ? quietTurns + 1 : 0;
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents();
            if (quietTurns == 0) {
                QCoro::waitFor(database->write<>([](Connection &) { return Result<>(); })); // at least its turn
            }
        }
    }
    /// Ends the database and opens the same file again, as a new start of the program does.
    void reopen()
    {
        database.reset();
        database = opened();
    }

private:
    std::unique_ptr<Database> opened() const
    {
        Result<std::unique_ptr<Database>> result = Database::open(path(), schemaSteps());
        if (!result) {
            qFatal("%s: %s", qPrintable(result.error().message), qPrintable(result.error().detail));
        }
        return std::move(*result);
    }
};

} // namespace AlwaysLeads
