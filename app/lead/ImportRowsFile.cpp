#include "lead/ImportCandidate.h"
#include "lead/ImportJudge.h"
#include "lead/ImportPages.h"
#include "lead/ImportStore.h"
#include "lead/LeadExport.h"

#include <QSaveFile>

namespace AlwaysLeads {

namespace {

struct RowsText
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
};

constexpr qint64 outcomesAtOnce = 5000;

/// So that the reasons stand under each other, whatever the row's length.
QStringList padded(QStringList cells, const ImportPlan &plan)
{
    while (cells.size() < plan.columns.size()) {
        cells << QString();
    }
    return cells;
}

QString outcomeWord(ImportFate fate, bool changed)
{
    switch (fate) {
    case ImportFate::New:
        return RowsText::tr("Added");
    case ImportFate::Merge:
        return changed ? RowsText::tr("Merged") : RowsText::tr("Known already, nothing changed");
    case ImportFate::Refused:
        return RowsText::tr("Refused");
    }
    Q_UNREACHABLE();
}

tl::unexpected<Error> cannotWrite(const QSaveFile &file)
{
    return failure(ErrorKind::Storage, RowsText::tr("The file cannot be written: %1").arg(file.errorString()),
                   file.fileName());
}

/// What became of the rows of a finished import, read a few thousand at a time.
class Outcomes
{
public:
    Outcomes(Connection &connection, ImportId id)
        : m_connection(connection)
        , m_id(id)
    {
    }
    /// Nothing for a row that the import did not see.
    Result<std::optional<ImportStore::Outcome>> of(qint64 row)
    {
        if (row < m_from || row >= m_from + outcomesAtOnce) {
            m_from = row;
            Result<QHash<qint64, ImportStore::Outcome>> known =
                ImportStore().outcomes(m_connection, m_id, m_from, m_from + outcomesAtOnce - 1);
            if (!known) {
                return failureOf(std::move(known));
            }
            m_known = *known;
        }
        const auto found = m_known.constFind(row);
        return found == m_known.cend() ? std::optional<ImportStore::Outcome>() : *found;
    }

private:
    Connection &m_connection;
    const ImportId m_id;
    qint64 m_from = -outcomesAtOnce;
    QHash<qint64, ImportStore::Outcome> m_known;
};

/// Reads the rows of a plan again and hands each that holds anything to `write`; the one with the names to `head`.
Result<> forEachRow(const ImportPlan &plan, const std::stop_token &stop,
                    const std::function<void(const QStringList &)> &head,
                    const std::function<Result<>(const SheetRow &)> &write)
{
    Result<std::unique_ptr<RowSource>> source = openRows(plan);
    if (!source) {
        return failureOf(std::move(source));
    }
    SheetRow row;
    bool names = plan.format.firstRowIsNames;
    while (true) {
        Result<bool> more = (*source)->read(row);
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more) {
            return {};
        }
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, RowsText::tr("Cancelled."));
        }
        if (row.isBlank()) {
            continue;
        }
        if (names) {
            names = false;
            head(row.cells);
        } else if (Result<> written = write(row); !written) {
            return written;
        }
    }
}

tl::unexpected<Error> fileChanged()
{
    return failure(ErrorKind::Invalid,
                   RowsText::tr("The file was changed since the import, so its rows cannot be told any more."));
}

} // namespace

QString outcomeOf(const ImportedRow &row)
{
    return outcomeWord(row.fate, row.changed);
}

Result<qint64> writePastReport(Connection &connection, const QString &path, ImportId id, std::stop_token stop)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return cannotWrite(file);
    }
    file.write("\xEF\xBB\xBF"
               + csvLine({RowsText::tr("Row"), RowsText::tr("Outcome"), RowsText::tr("Reason"), RowsText::tr("Name"),
                          RowsText::tr("Email")}));
    qint64 count = 0;
    qint64 last = -1;
    while (true) {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, RowsText::tr("Cancelled."));
        }
        Result<QList<ImportedRow>> rows = ImportStore().rows(connection, id, {}, last, int(outcomesAtOnce));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        for (const ImportedRow &row : std::as_const(*rows)) {
            file.write(csvLine({QString::number(row.number), outcomeOf(row), row.reason, row.name, row.email}));
        }
        count += rows->size();
        if (rows->size() < outcomesAtOnce) {
            break;
        }
        last = rows->last().number;
    }
    if (!file.commit()) {
        return cannotWrite(file);
    }
    return count;
}

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
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return cannotWrite(file);
    }
    file.write("\xEF\xBB\xBF");
    const CandidateMaker maker(plan);
    const ImportJudge judge(connection);
    qint64 count = 0;
    const auto head = [&](const QStringList &names) {
        file.write(csvLine(padded(names, plan) << RowsText::tr("Row") << RowsText::tr("Why it was refused")));
    };
    Result<> written = forEachRow(plan, stop, head, [&](const SheetRow &row) -> Result<> {
        QString reason = known.value(row.number);
        if (id.isNull()) {
            Result<ImportJudge::Verdict> verdict = judge.judge(maker.make(row), nullptr);
            if (!verdict) {
                return failureOf(std::move(verdict));
            }
            reason = verdict->refusal;
        }
        if (!reason.isEmpty()) {
            file.write(csvLine(padded(row.cells, plan) << QString::number(row.number) << reason));
            ++count;
        }
        return {};
    });
    if (!written) {
        return failureOf(std::move(written));
    }
    if (!id.isNull() && count != known.size()) {
        return fileChanged();
    }
    if (!file.commit()) {
        return cannotWrite(file);
    }
    return count;
}

Result<qint64> writeAllRows(Connection &connection, const ImportPlan &plan, const QString &path, ImportId id,
                            std::stop_token stop)
{
    Result<PastImport> import = ImportStore().find(connection, id);
    if (!import) {
        return failureOf(std::move(import));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return cannotWrite(file);
    }
    file.write("\xEF\xBB\xBF");
    Outcomes outcomes(connection, id);
    qint64 count = 0;
    const auto head = [&](const QStringList &names) {
        file.write(
            csvLine(padded(names, plan) << RowsText::tr("Row") << RowsText::tr("Outcome") << RowsText::tr("Reason")));
    };
    Result<> written = forEachRow(plan, stop, head, [&](const SheetRow &row) -> Result<> {
        Result<std::optional<ImportStore::Outcome>> outcome = outcomes.of(row.number);
        if (!outcome) {
            return failureOf(std::move(outcome));
        }
        if (!*outcome) {
            return fileChanged();
        }
        file.write(csvLine(padded(row.cells, plan)
                           << QString::number(row.number) << outcomeWord((*outcome)->fate, (*outcome)->changed)
                           << (*outcome)->reason));
        ++count;
        return {};
    });
    if (!written) {
        return failureOf(std::move(written));
    }
    if (count != import->counts.rows()) {
        return fileChanged();
    }
    if (!file.commit()) {
        return cannotWrite(file);
    }
    return count;
}

} // namespace AlwaysLeads
