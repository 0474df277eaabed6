#pragma once

#include "lead/ImportPlan.h"
#include "storage/Connection.h"

#include <QHash>

#include <functional>
#include <stop_token>
#include <vector>

namespace AlwaysLeads {

struct ImportIndex
{
    struct Place
    {
        qint64 number = 0;
        qint64 offset = 0;
    };
    std::vector<ImportFate> fates; ///< of every row
    std::vector<Place> pages; ///< where every rowsPerPage-th row begins
    QHash<qint64, qint64> samePerson; ///< by the row's place in `fates`: the number of the row above

    static constexpr qint64 rowsPerPage = 256;
};

/// The work of LeadImport that reads a file and changes nothing; runs on a reader's thread.
Result<ImportLook> lookAt(Connection &connection, ImportPlan plan, bool detect, std::stop_token stop);
/// `report` hears how far it is, at most ten times a second. Of the first `most` rows only, when it is not negative.
Result<ImportPreview> previewAll(Connection &connection, const ImportPlan &plan, std::stop_token stop,
                                 const std::function<void(ImportProgress)> &report, qint64 most = -1);
Result<QList<ImportPreviewRow>> previewPage(Connection &connection, const ImportPlan &plan,
                                            const ImportPreview &preview, std::optional<ImportFate> only, qint64 offset,
                                            qint64 count, std::stop_token stop);
/// In what the rows with these numbers differ, which are the same person: `above` is "yours", `number` "the file's".
Result<QList<FieldDifference>> differencesInFile(const ImportPlan &plan, const ImportPreview &preview, qint64 above,
                                                 qint64 number);
Result<qint64> writeRefusedRows(Connection &connection, const ImportPlan &plan, const QString &path, ImportId id,
                                std::stop_token stop);
Result<qint64> writeAllRows(Connection &connection, const ImportPlan &plan, const QString &path, ImportId id,
                            std::stop_token stop);
/// What became of every row, without its cells: the file may be gone.
Result<qint64> writePastReport(Connection &connection, const QString &path, ImportId id, std::stop_token stop);

} // namespace AlwaysLeads
