#pragma once

#include "lead/LeadStore.h"
#include "storage/Database.h"

#include <QIODevice>

#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// Writes leads as a CSV file that any spreadsheet opens: UTF-8 with a mark, RFC 4180. The import reads it back
/// unchanged.
class LeadExport
{
    Q_DECLARE_TR_FUNCTIONS(LeadExport)
public:
    explicit LeadExport(Database &database);

    /// Replaces `path` in one step, or leaves it as it was. The number of leads written.
    Task<Result<qint64>> write(std::vector<LeadId> ids, QString path, std::stop_token stop = {});

private:
    Database &m_database;
};

/// One line of a CSV file (RFC 4180) with its line end. A cell that a spreadsheet would take for a formula (it starts
/// with = + - @, tab or carriage return) gets an apostrophe in front (OWASP, "CSV Injection").
QByteArray csvLine(const QStringList &cells);
/// Takes away the apostrophe that csvLine() put there.
QString withoutFormulaGuard(const QString &cell);

} // namespace AlwaysLeads
