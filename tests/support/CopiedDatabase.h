#pragma once

#include "support/HastyDisk.h"
#include "support/TestDatabase.h"

#include <QFile>

namespace AlwaysLeads {

/// What measures how long it takes says so before it makes its first world.
inline bool benchWaitsForTheDisk = false;

/// A TestDatabase for worlds of which one program makes many: the first of them runs the steps of the schema, the
/// others begin as copies of its file. Forty changed tables are most of the work of a short test under the sanitizers.
///
///     TestDatabase files = copiedDatabase();
inline TestDatabase copiedDatabase()
{
    if (!benchWaitsForTheDisk) {
        doNotWaitForTheDisk();
    }
    static const QByteArray made = [] {
        TestDatabase first;
        first.database.reset(); // its log goes into the file
        QFile file(first.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("alwaysleads.db")));
    if (!file.open(QIODevice::WriteOnly) || file.write(made) != made.size()) {
        qFatal("%s", qPrintable(file.errorString()));
    }
    file.close();
    Result<std::unique_ptr<Database>> opened = Database::open(file.fileName(), schemaSteps());
    if (!opened) {
        qFatal("%s: %s", qPrintable(opened.error().message), qPrintable(opened.error().detail));
    }
    return TestDatabase{std::move(folder), std::move(*opened)};
}

} // namespace AlwaysLeads
