#include "lead/LeadImport.h"

#include "base/ProgressRelay.h"
#include "lead/AddressChecks.h"
#include "lead/ImportFeed.h"
#include "lead/ImportPages.h"
#include "lead/ImportReversal.h"
#include "lead/ImportWriter.h"
#include "lead/Leads.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSet>

namespace AlwaysLeads {

namespace {

constexpr qint64 milliSecondsBetweenReports = 100;
constexpr double secondsToTell = 0.5;
constexpr double shareOfRows = 0.6; // the full-text index at the end takes the rest
constexpr int mostReasons = 50;

QString nameOf(const ImportPlan &plan)
{
    return plan.file.isEmpty() ? LeadImport::tr("Pasted rows") : QFileInfo(plan.file).fileName();
}

/// Tells how far an import is, at most ten times a second.
class ProgressTeller
{
public:
    explicit ProgressTeller(const std::function<void(ImportProgress)> &report)
        : m_report(report)
    {
        m_sinceStart.start();
        m_sinceReport.start();
    }
    void rows(qint64 rows, qint64 bytes, qint64 ofBytes)
    {
        m_now.rows = rows;
        m_now.bytes = bytes;
        m_now.ofBytes = ofBytes;
        m_now.share = ofBytes > 0 ? shareOfRows * double(bytes) / double(ofBytes) : 0;
        const double seconds = double(m_sinceStart.elapsed()) / 1000;
        m_now.rowsPerSecond = seconds >= secondsToTell ? qint64(double(rows) / seconds) : 0;
        tell();
    }
    void indexed(qint64 indexed, qint64 of)
    {
        if (indexed == 0) {
            return; // what comes before the full-text index is no news
        }
        m_now.indexed = std::min(indexed, of); // it is told roughly
        m_now.share = std::max(
            m_now.share, shareOfRows + (1 - shareOfRows) * double(m_now.indexed) / double(std::max<qint64>(of, 1)));
        tell();
    }

private:
    void tell()
    {
        if (m_sinceReport.elapsed() < milliSecondsBetweenReports) {
            return;
        }
        m_sinceReport.restart();
        const double seconds = double(m_sinceStart.elapsed()) / 1000;
        if (seconds >= secondsToTell && m_now.share > 0.01) {
            m_now.secondsLeft = qRound64(seconds * (1 - m_now.share) / m_now.share);
        }
        m_report(m_now);
    }

    const std::function<void(ImportProgress)> &m_report;
    QElapsedTimer m_sinceStart;
    QElapsedTimer m_sinceReport;
    ImportProgress m_now;
};

Result<ImportReport> reportOf(Connection &connection, ImportId id)
{
    const ImportStore imports;
    Result<PastImport> import = imports.find(connection, id);
    if (!import) {
        return failureOf(std::move(import));
    }
    Result<std::pair<qint64, qint64>> known = imports.known(connection, id);
    if (!known) {
        return failureOf(std::move(known));
    }
    Result<QList<ImportReason>> reasons = imports.reasons(connection, id, mostReasons);
    if (!reasons) {
        return failureOf(std::move(reasons));
    }
    return ImportReport{id, import->file, import->counts, known->first, known->second, *reasons};
}

/// The whole import on the writer's thread, inside its transaction.
Result<ImportReport> importAll(Connection &connection, const ImportPlan &plan, const QDateTime &now,
                               const std::function<void(ImportProgress)> &report, const std::stop_token &stop)
{
    ImportFeed feed(plan, stop);
    ImportWriter writer(connection, plan, now);
    Result<ImportId> id = writer.begin(nameOf(plan));
    if (!id) {
        return failureOf(std::move(id));
    }
    ProgressTeller teller(report);
    QSet<QString> domains;
    while (true) {
        Result<ImportFeed::Batch> batch = feed.next();
        if (!batch) {
            return failureOf(std::move(batch));
        }
        if (batch->candidates.empty()) {
            break;
        }
        for (const ImportCandidate &candidate : batch->candidates) {
            if (stop.stop_requested()) {
                return failure(ErrorKind::Cancelled, LeadImport::tr("Cancelled."));
            }
            const qint64 refused = writer.counts().refused;
            if (Result<> written = writer.write(candidate); !written) {
                return failureOf(std::move(written));
            }
            if (plan.checkAddresses && candidate.lead.email && writer.counts().refused == refused) {
                domains.insert(candidate.lead.email->domain());
            }
        }
        teller.rows(writer.counts().rows(), batch->bytes, feed.size());
    }
    if (writer.counts().rows() != feed.rows()) {
        return failure(ErrorKind::Bug, LeadImport::tr("The rows do not add up, so nothing was imported."),
                       QStringLiteral("%1 of %2 rows").arg(writer.counts().rows()).arg(feed.rows()));
    }
    const auto goesOn = [&](qint64 indexed) {
        teller.indexed(indexed, writer.counts().added);
        return !stop.stop_requested();
    };
    if (Result<> finished = writer.finish(goesOn); !finished) {
        return failureOf(std::move(finished));
    }
    if (stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, LeadImport::tr("Cancelled."));
    }
    // In the same transaction: what is to be looked up is as sure as the import.
    if (Result<qint64> wanted = AddressChecks::want(connection, domains.values(), now); !wanted) {
        return failureOf(std::move(wanted));
    }
    Result<ImportReport> told = reportOf(connection, *id);
    if (told && !told->leavesTrace()) { // nothing of it can be undone, so nothing of it may stay but its report
        Result<PastImport> import = ImportStore().find(connection, *id);
        Result<> swept =
            import ? ImportReversal(connection, now).removeUnused(*import) : Result<>(failureOf(std::move(import)));
        if (!swept) {
            return failureOf(std::move(swept));
        }
    }
    return told;
}

} // namespace

LeadImport::LeadImport(Database &database, const Clock &clock, Leads &leads, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
{
    connect(&m_leads.history(), &EditHistory::applied, this, [this](const EditedRows &rows) {
        if (rows.contains(QStringLiteral("import"))) {
            Q_EMIT changed();
        }
    });
}

Task<Result<ImportLook>> LeadImport::look(QString file, std::stop_token stop)
{
    ImportPlan plan;
    plan.file = file;
    Task<Result<ImportLook>> looking = lookInto(plan, true, stop);
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportLook>> LeadImport::lookAtText(QString text)
{
    ImportPlan plan;
    plan.pasted = text.toUtf8();
    Task<Result<ImportLook>> looking = lookInto(plan, true, {});
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportLook>> LeadImport::lookAgain(ImportPlan plan, std::stop_token stop)
{
    Task<Result<ImportLook>> looking = lookInto(plan, false, stop);
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportLook>> LeadImport::lookInto(ImportPlan plan, bool detect, std::stop_token stop)
{
    // A reader's thread serves: telling the encoding reads the whole file, and a workbook is unpacked.
    auto looking = m_database.read<ImportLook>(
        [plan, detect, stop](Connection &connection) { return lookAt(connection, plan, detect, stop); }, stop);
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportPreview>> LeadImport::preview(ImportPlan plan, std::stop_token stop,
                                                std::function<void(ImportProgress)> progress)
{
    ProgressRelay<ImportProgress> relay(this, progress);
    std::function<void(ImportProgress)> report = relay.report();
    auto previewing = m_database.read<ImportPreview>(
        [plan, stop, report](Connection &connection) { return previewAll(connection, plan, stop, report); }, stop);
    Result<ImportPreview> outcome = co_await previewing;
    relay.end();
    co_return outcome;
}

Task<Result<ImportPreview>> LeadImport::previewFirst(ImportPlan plan, std::stop_token stop)
{
    auto previewing = m_database.read<ImportPreview>(
        [plan, stop](Connection &connection) { return previewAll(connection, plan, stop, {}, firstRows); }, stop);
    Result<ImportPreview> outcome = co_await previewing;
    co_return outcome;
}

Task<Result<QList<ImportPreviewRow>>> LeadImport::rows(ImportPlan plan, ImportPreview preview,
                                                       std::optional<ImportFate> only, qint64 offset, qint64 count,
                                                       std::stop_token stop)
{
    auto reading = m_database.read<QList<ImportPreviewRow>>(
        [plan, preview, only, offset, count, stop](Connection &connection) {
            return previewPage(connection, plan, preview, only, offset, count, stop);
        },
        stop);
    Result<QList<ImportPreviewRow>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<QList<FieldDifference>>> LeadImport::differences(ImportPlan plan, ImportPreview preview, qint64 above,
                                                             qint64 number)
{
    auto reading = m_database.read<QList<FieldDifference>>([plan, preview, above, number](Connection &) {
        return differencesInFile(plan, preview, above, number); // on a reader's thread: it may read far into the file
    });
    Result<QList<FieldDifference>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<ImportReport>> LeadImport::run(ImportPlan plan, std::function<void(ImportProgress)> progress,
                                           std::stop_token stop)
{
    if (Result<> possible = CandidateMaker::check(plan); !possible) {
        Result<ImportReport> impossible = failureOf(std::move(possible));
        co_return impossible;
    }
    ProgressRelay<ImportProgress> relay(this, progress);
    std::function<void(ImportProgress)> report = relay.report();
    // In one transaction, so that whatever was imported can be undone.
    auto importing = m_leads.history().writeImport<ImportReport>(
        [plan, report, stop, now = m_clock.now()](Connection &connection, EditNote &note) {
            Result<ImportReport> imported = importAll(connection, plan, now, report, stop);
            if (imported && imported->leavesTrace()) { // undone like any other edit
                note.label = tr("%1 imported").arg(Leads::people(imported->people()));
                note.import = imported->id.value();
            }
            return imported;
        });
    Result<ImportReport> outcome = co_await importing;
    relay.end();
    if (outcome) {
        m_leads.announceReset();
        if (plan.checkAddresses) {
            Q_EMIT addressesWanted();
        }
    }
    co_return outcome;
}

Task<Result<ImportUndo>> LeadImport::undo(ImportId id)
{
    auto finding =
        m_database.read<PastImport>([id](Connection &connection) { return ImportStore().find(connection, id); });
    Result<PastImport> past = co_await finding;
    if (!past) {
        Result<ImportUndo> unknown = failureOf(std::move(past));
        co_return unknown;
    }
    m_stopUndo = std::stop_source();
    ProgressRelay<BulkProgress> relay(this, [this](BulkProgress progress) { Q_EMIT undoProgressed(progress); });
    const BulkListener report = relay.report();
    const std::stop_token stop = m_stopUndo.get_token();
    EditNote note;
    note.label = tr("Import of %1").arg(past->file);
    note.import = id.value();
    auto undoing = m_leads.history().takeImportBack<ImportUndo>(
        note, past->counts.canBeDoneAgain(), [id, report, stop, now = m_clock.now()](Connection &connection) {
            ImportReversal reversal(connection, now, report, stop);
            return reversal.undo(id);
        });
    Result<ImportUndo> outcome = co_await undoing;
    relay.end();
    Q_EMIT undoEnded();
    if (outcome) {
        outcome->canBeDoneAgain = !m_leads.history().redoText().isEmpty();
        if (!outcome->canBeDoneAgain) {
            outcome->sentence +=
                QLatin1Char(' ') + tr("It was too large to be done again by Redo: import the file anew for that.");
        }
        m_leads.announceReset();
        Q_EMIT changed();
    }
    co_return outcome;
}

Task<Result<QList<PastImport>>> LeadImport::history()
{
    auto reading =
        m_database.read<QList<PastImport>>([](Connection &connection) { return ImportStore().all(connection); });
    Result<QList<PastImport>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<ImportReport>> LeadImport::report(ImportId id)
{
    auto reading = m_database.read<ImportReport>([id](Connection &connection) { return reportOf(connection, id); });
    Result<ImportReport> outcome = co_await reading;
    co_return outcome;
}

Task<Result<QList<ImportedRow>>> LeadImport::pastRows(ImportId id, std::optional<ImportFate> only, qint64 afterRow,
                                                      int most)
{
    auto reading = m_database.read<QList<ImportedRow>>([id, only, afterRow, most](Connection &connection) {
        return ImportStore().rows(connection, id, only, afterRow, most);
    });
    Result<QList<ImportedRow>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<qint64>> LeadImport::writePastReport(QString path, ImportId id, std::stop_token stop)
{
    auto writing = m_database.read<qint64>(
        [path, id, stop](Connection &connection) { return AlwaysLeads::writePastReport(connection, path, id, stop); },
        stop);
    Result<qint64> outcome = co_await writing;
    co_return outcome;
}

Task<Result<qint64>> LeadImport::writeRefused(ImportPlan plan, QString path, ImportId id, std::stop_token stop)
{
    auto writing = m_database.read<qint64>(
        [plan, path, id, stop](Connection &connection) { return writeRefusedRows(connection, plan, path, id, stop); },
        stop);
    Result<qint64> outcome = co_await writing;
    co_return outcome;
}

Task<Result<qint64>> LeadImport::writeReport(ImportPlan plan, QString path, ImportId id, std::stop_token stop)
{
    auto writing = m_database.read<qint64>(
        [plan, path, id, stop](Connection &connection) { return writeAllRows(connection, plan, path, id, stop); },
        stop);
    Result<qint64> outcome = co_await writing;
    co_return outcome;
}

} // namespace AlwaysLeads
