#include "lead/ImportJudge.h"
#include "lead/ImportPages.h"
#include "lead/ImportStore.h"
#include "lead/LeadExport.h"

#include <QSaveFile>

namespace AlwaysLeads {

namespace {

struct RefusedText
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
};

/// So that the reasons stand under each other, whatever the row's length.
QStringList padded(QStringList cells, const ImportPlan &plan)
{
    while (cells.size() < plan.columns.size()) {
        cells << QString();
    }
    return cells;
}

} // namespace

Result<qint64> writeRefusedRows(Connection &connection, const ImportPlan &plan, const QString &path, ImportId id,
                                std::stop_token stop)
{
    QHash<qint64, QString> known;
    if (!id.isNull()) {
        Result<QHash<qint64, QString>> reasons = ImportStore().refusals(connection, id);
        if (!reasons) {
            return failureOf(std::move(reasons));
        }
        known = *reasons;
    }
    Result<std::unique_ptr<QIODevice>> device = openSource(plan);
    if (!device) {
        return failureOf(std::move(device));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(ErrorKind::Storage, RefusedText::tr("The file cannot be written: %1").arg(file.errorString()),
                       path);
    }
    file.write("\xEF\xBB\xBF");
    const CandidateMaker maker(plan);
    const ImportJudge judge(connection);
    CsvReader reader(**device, plan.format);
    CsvRow row;
    bool names = plan.format.firstRowIsNames;
    qint64 count = 0;
    while (true) {
        Result<bool> more = reader.read(row);
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more) {
            break;
        }
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, RefusedText::tr("Cancelled."));
        }
        if (row.isBlank()) {
            continue;
        }
        if (names) {
            names = false;
            file.write(
                csvLine(padded(row.cells, plan) << RefusedText::tr("Row") << RefusedText::tr("Why it was refused")));
            continue;
        }
        QString reason = known.value(row.number);
        if (id.isNull()) {
            Result<ImportJudge::Verdict> verdict = judge.judge(maker.make(row));
            if (!verdict) {
                return failureOf(std::move(verdict));
            }
            reason = verdict->refusal;
        }
        if (!reason.isEmpty()) {
            file.write(csvLine(padded(row.cells, plan) << QString::number(row.number) << reason));
            ++count;
        }
    }
    if (!id.isNull() && count != known.size()) {
        return failure(
            ErrorKind::Invalid,
            RefusedText::tr("The file was changed since the import, so its refused rows cannot be told any more."));
    }
    if (!file.commit()) {
        return failure(ErrorKind::Storage, RefusedText::tr("The file cannot be written: %1").arg(file.errorString()),
                       path);
    }
    return count;
}

} // namespace AlwaysLeads
