#pragma once

#include "lead/LeadImport.h"
#include "lead/Leads.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QFile>

namespace AlwaysLeads {

/// A profile to import into, and files to import from.
struct ImportWorld
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Leads leads{*files.database, clock};
    LeadImport import{*files.database, clock, leads};

    QString file(const QByteArray &content, const QString &name = QStringLiteral("people.csv"))
    {
        const QString path = files.folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
        return path;
    }
    ImportPlan plan(const QByteArray &content)
    {
        const Result<ImportLook> look = QCoro::waitFor(import.look(file(content)));
        if (!look) {
            qFatal("%s", qPrintable(look.error().message));
        }
        return look->plan;
    }
    ImportReport run(const ImportPlan &plan)
    {
        const Result<ImportReport> report = QCoro::waitFor(import.run(plan));
        if (!report) {
            qFatal("%s %s", qPrintable(report.error().message), qPrintable(report.error().detail));
        }
        return *report;
    }
    /// The preview's rows; its counts are checked against what the import then does by whoever asks.
    QList<ImportPreviewRow> rows(const ImportPlan &plan)
    {
        const Result<ImportPreview> preview = QCoro::waitFor(import.preview(plan));
        if (!preview) {
            qFatal("%s", qPrintable(preview.error().message));
        }
        return *QCoro::waitFor(import.rows(plan, *preview, {}, 0, 1000));
    }
    Lead lead(const char *email)
    {
        const Result<Lead> found = files.read([=](Connection &connection) -> Result<Lead> {
            const LeadId id = *LeadStore().byEmail(connection, *EmailAddress::parse(QString::fromUtf8(email)));
            return LeadStore().lead(connection, id);
        });
        return found ? *found : Lead();
    }
    /// Everything that an import may write, as text: equal before and after means that nothing changed.
    QString everything()
    {
        const Result<QString> text = files.read([](Connection &connection) -> Result<QString> {
            QString all;
            for (const char *table : {"lead", "company", "tag", "lead_tag", "custom_field", "lead_custom", "import",
                                      "import_row", "lead_search"}) {
                Result<Query> rows = connection.query(QStringLiteral("SELECT * FROM %1").arg(QLatin1String(table)));
                while (rows && rows->next()) {
                    all += QLatin1String(table);
                    const int columns = QLatin1String(table) == QLatin1String("lead") ? 19 : 3;
                    for (int column = 0; column < columns; ++column) {
                        all += QLatin1Char('|') + rows->text(column);
                    }
                    all += QLatin1Char('\n');
                }
            }
            return all;
        });
        return text ? *text : text.error().detail;
    }
    qint64 count(const char *table)
    {
        return files.number(QStringLiteral("SELECT count(*) FROM %1").arg(QLatin1String(table)));
    }
};

} // namespace AlwaysLeads
