#include "storage/Migration.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::Migration)
};

Result<> runStep(Connection &connection, const Migration &step)
{
    if (Result<> ran = step.run(connection); !ran) {
        return ran;
    }
    Result<Query> orphan = connection.query(QStringLiteral("PRAGMA foreign_key_check"));
    if (!orphan) {
        return failureOf(std::move(orphan));
    }
    if (orphan->next()) {
        return failure(ErrorKind::Bug, Words::tr("Something went wrong inside the program."),
                       QStringLiteral("step %1 leaves a row of %2 without its %3")
                           .arg(step.version)
                           .arg(orphan->text(0), orphan->text(2)));
    }
    if (Result<> checked = orphan->outcome(0).map([](int) {}); !checked) {
        return checked;
    }
    // PRAGMA takes no bound values; the number is ours.
    return connection.script(QStringLiteral("PRAGMA user_version = %1").arg(step.version));
}

Result<> runInTransaction(Connection &connection, std::span<const Migration> steps)
{
    Result<> done = connection.script(QStringLiteral("BEGIN IMMEDIATE"));
    if (!done) {
        return done;
    }
    for (const Migration &step : steps) {
        done = runStep(connection, step);
        if (!done) {
            break;
        }
    }
    if (done) {
        done = connection.script(QStringLiteral("COMMIT"));
    }
    if (!done) {
        connection.script(QStringLiteral("ROLLBACK")); // fails when SQLite has rolled back already: the same outcome
    }
    return done;
}

} // namespace

Result<> refuseNewer(Connection &connection, std::span<const Migration> steps)
{
    const Result<qint64> version = connection.number(QStringLiteral("PRAGMA user_version"));
    if (!version) {
        return failureOf(version);
    }
    const int newest = steps.empty() ? 0 : steps.back().version;
    if (*version > newest) {
        return failure(
            ErrorKind::Storage,
            Words::tr("This data was saved by a newer AlwaysLeads. To be safe it was not opened. Update, or open "
                      "a backup."),
            QStringLiteral("the file has version %1, this program knows %2").arg(*version).arg(newest));
    }
    return {};
}

Result<> migrate(Connection &connection, std::span<const Migration> steps)
{
    if (Result<> known = refuseNewer(connection, steps); !known) {
        return known;
    }
    const Result<qint64> version = connection.number(QStringLiteral("PRAGMA user_version"));
    if (!version) {
        return failureOf(version);
    }
    const auto first = std::ranges::upper_bound(steps, int(*version), {}, &Migration::version);
    const std::span<const Migration> missing(first, steps.end());
    if (*version == 0) {
        return runInTransaction(connection, missing); // a new file is whole or empty, and waits for the disk once
    }
    for (const Migration &step : missing) {
        if (Result<> done = runInTransaction(connection, std::span(&step, 1)); !done) {
            return done;
        }
    }
    return {};
}

} // namespace AlwaysLeads
