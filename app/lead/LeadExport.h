#pragma once

#include "lead/LeadStore.h"
#include "storage/Database.h"

#include <QIODevice>
#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// What shall be exported: exactly these people in this order, and exactly these columns.
struct ExportWish
{
    std::vector<LeadId> ids;
    QStringList columns; ///< keys of ExportColumns; empty: all that an import reads back
    QString path; ///< ends in .xlsx: a workbook, else CSV
};

struct ExportProgress
{
    qint64 done = 0;
    qint64 total = 0;
};

/// Writes leads as a file that any spreadsheet opens: CSV (UTF-8 with a mark, RFC 4180), which the import reads back
/// unchanged, or .xlsx with numbers and dates as such. Nothing in either can run.
class LeadExport
{
    Q_DECLARE_TR_FUNCTIONS(LeadExport)
public:
    explicit LeadExport(Database &database);
    ~LeadExport();

    /// Replaces `path` in one step, or leaves it as it was. The number of leads written.
    Task<Result<qint64>> write(std::vector<LeadId> ids, QString path, std::stop_token stop = {});
    /// `progress` is called on the thread this was made on, at most ten times a second.
    Task<Result<qint64>> writeColumns(ExportWish wish, std::function<void(ExportProgress)> progress = {},
                                      std::stop_token stop = {});

private:
    Database &m_database;
    std::unique_ptr<QObject> m_home; ///< where progress is told
};

/// One line of a CSV file (RFC 4180) with its line end. A cell that a spreadsheet would take for a formula (it starts
/// with = + - @, tab or carriage return) gets an apostrophe in front (OWASP, "CSV Injection").
QByteArray csvLine(const QStringList &cells);
/// Takes away the apostrophe that csvLine() put there.
QString withoutFormulaGuard(const QString &cell);

} // namespace AlwaysLeads
