#pragma once

#include "base/Clock.h"
#include "lead/BulkProgress.h"
#include "lead/ImportPlan.h"
#include "lead/LeadStore.h"
#include "storage/Database.h"
#include "suppression/SuppressionStore.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

class Leads;

/// Brings people from a spreadsheet in. Every row ends as new, merged or refused with a reason, and the three add up to
/// the rows of the file. A person is known by the address, else by name and company. What a row does to a person there
/// is already is the plan's to say; a deleted lead who appears in a file comes back; who opted out is refused.
class LeadImport : public QObject
{
    Q_OBJECT
public:
    LeadImport(Database &database, const Clock &clock, Leads &leads, QObject *parent = nullptr);

    /// Encoding, separator and columns of a file, guessed; of a workbook the first sheet.
    Task<Result<ImportLook>> look(QString file, std::stop_token stop = {});
    /// The same for pasted text.
    Task<Result<ImportLook>> lookAtText(QString text);
    /// Again after the person changed `plan.format` or `plan.sheet`; the columns are guessed anew.
    Task<Result<ImportLook>> lookAgain(ImportPlan plan, std::stop_token stop = {});

    /// Changes nothing. Pass a new plan after every change of it. `progress` is called on this object's thread.
    Task<Result<ImportPreview>> preview(ImportPlan plan, std::stop_token stop = {},
                                        std::function<void(ImportProgress)> progress = {});
    /// Of the first rows alone, which is soon there: they have the fate that preview() will say.
    Task<Result<ImportPreview>> previewFirst(ImportPlan plan, std::stop_token stop = {});
    static constexpr int firstRows = 50;
    /// `count` rows from the `offset`-th on, of all rows or of those with one fate.
    Task<Result<QList<ImportPreviewRow>>> rows(ImportPlan plan, ImportPreview preview, std::optional<ImportFate> only,
                                               qint64 offset, qint64 count, std::stop_token stop = {});
    /// In what two rows of the file differ that are the same person: Winner::Yours is the row above, Winner::File the
    /// row with this number. Decide by ImportPlan::decisions of `number`.
    Task<Result<QList<FieldDifference>>> differences(ImportPlan plan, ImportPreview preview, qint64 above,
                                                     qint64 number);
    /// All in one transaction: an error or a stop (ErrorKind::Cancelled) leaves the database as it was. `progress` is
    /// called on this object's thread, at most ten times a second.
    Task<Result<ImportReport>> run(ImportPlan plan, std::function<void(ImportProgress)> progress = {},
                                   std::stop_token stop = {});
    /// Takes back what the import did, also after a restart. What was changed since stays. Whoever asks for it, the way
    /// is told by undoProgressed(), and cancelUndo() ends it. Redo of the history brings the import back, unless it was
    /// too large (ImportCounts::canBeDoneAgain()).
    Task<Result<ImportUndo>> undo(ImportId id);
    /// The import that is being taken back stays as it was (ErrorKind::Cancelled).
    void cancelUndo() { m_stopUndo.request_stop(); }
    /// Newest first.
    Task<Result<QList<PastImport>>> history();
    /// What run() gave, also long after it. NotFound when it is not known.
    Task<Result<ImportReport>> report(ImportId id);
    /// What became of the rows, after row `afterRow`; of all, or of those with one fate.
    Task<Result<QList<ImportedRow>>> pastRows(ImportId id, std::optional<ImportFate> only, qint64 afterRow, int most);
    /// The same of all rows as a CSV file; the file that was imported is not needed. How many.
    Task<Result<qint64>> writePastReport(QString path, ImportId id, std::stop_token stop = {});

    /// The refused rows with their cells as they were and the reason, as a CSV file: those of a finished import, or
    /// those a preview would refuse when `id` is null. How many.
    Task<Result<qint64>> writeRefused(ImportPlan plan, QString path, ImportId id = {}, std::stop_token stop = {});
    /// Every row of a finished import with its cells, its outcome and the reason, as a CSV file. How many.
    Task<Result<qint64>> writeReport(ImportPlan plan, QString path, ImportId id, std::stop_token stop = {});

Q_SIGNALS:
    /// An import is in whose addresses shall be checked.
    void addressesWanted();
    /// At most ten times a second.
    void undoProgressed(const AlwaysLeads::BulkProgress &progress);
    void undoEnded();
    /// An import was undone or done again, whoever asked for it.
    void changed();

private:
    Task<Result<ImportLook>> lookInto(ImportPlan plan, bool detect, std::stop_token stop);

    Database &m_database;
    const Clock &m_clock;
    Leads &m_leads;
    std::stop_source m_stopUndo;
};

} // namespace AlwaysLeads
