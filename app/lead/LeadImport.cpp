#include "lead/LeadImport.h"

#include "lead/ImportFeed.h"
#include "lead/ImportPages.h"
#include "lead/ImportReversal.h"
#include "lead/ImportWriter.h"
#include "lead/Leads.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace AlwaysLeads {

namespace {

constexpr qint64 milliSecondsBetweenReports = 100;

QString nameOf(const ImportPlan &plan)
{
    return plan.file.isEmpty() ? LeadImport::tr("Pasted rows") : QFileInfo(plan.file).fileName();
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
    QElapsedTimer sinceReport;
    sinceReport.start();
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
            if (Result<> written = writer.write(candidate); !written) {
                return failureOf(std::move(written));
            }
        }
        if (sinceReport.elapsed() >= milliSecondsBetweenReports) {
            sinceReport.restart();
            report({writer.counts().rows(), batch->bytes, feed.size()});
        }
    }
    if (writer.counts().rows() != feed.rows()) {
        return failure(ErrorKind::Bug, LeadImport::tr("The rows do not add up, so nothing was imported."),
                       QStringLiteral("%1 of %2 rows").arg(writer.counts().rows()).arg(feed.rows()));
    }
    if (Result<> finished = writer.finish(); !finished) {
        return failureOf(std::move(finished));
    }
    if (stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, LeadImport::tr("Cancelled."));
    }
    return ImportReport{*id, nameOf(plan), writer.counts()};
}

} // namespace

LeadImport::LeadImport(Database &database, const Clock &clock, Leads &leads, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
{
}

Task<Result<ImportLook>> LeadImport::look(QString file)
{
    ImportPlan plan;
    plan.file = file;
    Task<Result<ImportLook>> looking = lookInto(plan, true);
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportLook>> LeadImport::lookAtText(QString text)
{
    ImportPlan plan;
    plan.pasted = text.toUtf8();
    Task<Result<ImportLook>> looking = lookInto(plan, true);
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportLook>> LeadImport::lookAgain(ImportPlan plan)
{
    Task<Result<ImportLook>> looking = lookInto(plan, false);
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportLook>> LeadImport::lookInto(ImportPlan plan, bool detect)
{
    // A reader's thread serves: telling the encoding reads the whole file.
    auto looking = m_database.read<ImportLook>([plan, detect](Connection &) { return lookAt(plan, detect); });
    Result<ImportLook> outcome = co_await looking;
    co_return outcome;
}

Task<Result<ImportPreview>> LeadImport::preview(ImportPlan plan, std::stop_token stop)
{
    auto previewing = m_database.read<ImportPreview>(
        [plan, stop](Connection &connection) { return previewAll(connection, plan, stop); }, stop);
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

Task<Result<ImportReport>> LeadImport::run(ImportPlan plan, std::function<void(ImportProgress)> progress,
                                           std::stop_token stop)
{
    if (Result<> possible = CandidateMaker::check(plan); !possible) {
        Result<ImportReport> impossible = failureOf(std::move(possible));
        co_return impossible;
    }
    const auto running = std::make_shared<bool>(true); // read and written on this object's thread only
    std::function<void(ImportProgress)> report = [this, progress, running](ImportProgress now) {
        QMetaObject::invokeMethod(
            this,
            [progress, running, now] {
                if (progress && *running) {
                    progress(now);
                }
            },
            Qt::QueuedConnection);
    };
    auto importing = m_database.write<ImportReport>([plan, report, stop, now = m_clock.now()](Connection &connection) {
        return importAll(connection, plan, now, report, stop);
    });
    Result<ImportReport> outcome = co_await importing;
    *running = false;
    if (outcome) {
        const qint64 changed = outcome->counts.added + outcome->counts.merged;
        if (changed > 0) { // undone like any other edit
            const QString label = tr("%1 imported").arg(Leads::people(changed));
            Task<Result<>> noting = m_leads.history().noteImport(label, outcome->id.value());
            const Result<> noted = co_await noting;
            Q_UNUSED(noted) // the import's own report undoes it as well
        }
        m_leads.announceReset();
    }
    co_return outcome;
}

Task<Result<ImportUndo>> LeadImport::undo(ImportId id)
{
    auto undoing = m_database.write<ImportUndo>([id, now = m_clock.now()](Connection &connection) {
        ImportReversal reversal(connection, now);
        return reversal.undo(id);
    });
    Result<ImportUndo> outcome = co_await undoing;
    if (outcome) {
        Task<Result<>> forgetting = m_leads.history().forgetImport(id.value());
        const Result<> forgotten = co_await forgetting;
        Q_UNUSED(forgotten) // then undo says that there is nothing left of it
        m_leads.announceReset();
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

Task<Result<qint64>> LeadImport::writeRefused(ImportPlan plan, QString path, ImportId id, std::stop_token stop)
{
    auto writing = m_database.read<qint64>(
        [plan, path, id, stop](Connection &connection) { return writeRefusedRows(connection, plan, path, id, stop); },
        stop);
    Result<qint64> outcome = co_await writing;
    co_return outcome;
}

} // namespace AlwaysLeads
