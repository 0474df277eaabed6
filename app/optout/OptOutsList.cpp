#include "lead/LeadExport.h"
#include "optout/OptOuts.h"

#include <QFileInfo>
#include <QSaveFile>

namespace AlwaysLeads {

namespace {

constexpr int rowsAtOnce = 2000;
constexpr int rowsOfExport = 1000;

QString shown(SuppressionEntry::Kind kind)
{
    switch (kind) {
    case SuppressionEntry::Kind::Address:
        return OptOuts::tr("Address");
    case SuppressionEntry::Kind::Domain:
        return OptOuts::tr("Domain");
    case SuppressionEntry::Kind::Pattern:
        break;
    }
    return OptOuts::tr("Pattern");
}

Result<qint64> writeList(Connection &connection, const QString &path, const QString &search)
{
    QSaveFile file(path);
    const auto failed = [&] {
        return failure(ErrorKind::Storage, OptOuts::tr("The file cannot be written: %1").arg(file.errorString()), path);
    };
    if (!file.open(QIODevice::WriteOnly)) {
        return failed();
    }
    file.write("\xEF\xBB\xBF"
               + csvLine({OptOuts::tr("Who"), OptOuts::tr("Kind"), OptOuts::tr("Why"), OptOuts::tr("Detail"),
                          OptOuts::tr("Since")}));
    qint64 written = 0;
    for (;;) {
        Result<SuppressionPage> page = SuppressionStore().page(connection, search, written, rowsOfExport);
        if (!page) {
            return failureOf(std::move(page));
        }
        for (const SuppressionEntry &entry : std::as_const(page->entries)) {
            file.write(csvLine({entry.shown, shown(entry.kind), SuppressionStore::sentence(entry), entry.detail,
                                entry.addedAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))}));
            ++written;
        }
        if (page->entries.size() < rowsOfExport) {
            break;
        }
    }
    if (!file.commit()) {
        return failed();
    }
    return written;
}

} // namespace

Task<Result<OptOutListLook>> OptOuts::look(QString path)
{
    // A reader thread is the place for what must not be slow here; it asks the database nothing.
    std::function<Result<OptOutListLook>(Connection &)> work = [path](Connection &) { return OptOutList::look(path); };
    return m_database.read<OptOutListLook>(work);
}

Task<Result<>> OptOuts::takeOver(Chunk chunk, OptOutListWish wish, std::shared_ptr<OptOutReport> report)
{
    std::function<Result<OptOutReport>(Connection &)> work =
        [chunk, wish, now = m_clock.now(), sofar = *report](Connection &connection) -> Result<OptOutReport> {
        OptOutReport after = sofar;
        const auto refuse = [&after](const OptOutListLine &line, const QString &why) {
            ++after.refused;
            if (after.refusedRows.size() < mostRefusedRows) {
                after.refusedRows.append({line.row, line.text, why});
            }
        };
        const QString detail = OptOuts::tr("From the list %1").arg(QFileInfo(wish.path).fileName().left(80));
        for (const OptOutListLine &line : chunk) {
            if (!line.subject) {
                refuse(line, line.subject.error().message);
                continue;
            }
            const Result<SuppressionAdded> added =
                SuppressionStore().add(connection, *line.subject, wish.reason, detail, now);
            if (!added && (added.error().kind == ErrorKind::Refused || added.error().kind == ErrorKind::Invalid)) {
                refuse(line, added.error().message);
            } else if (!added) {
                return failureOf(added);
            } else if (added->isNew) {
                after.done.added.push_back(added->entry.id);
            } else {
                ++after.done.alreadyThere;
            }
        }
        return after;
    };
    Task<Result<OptOutReport>> writing = m_database.write<OptOutReport>(work);
    Result<OptOutReport> after = co_await writing;
    if (!after) {
        co_return failureOf(std::move(after));
    }
    *report = std::move(*after);
    co_return Result<>();
}

Task<Result<OptOutReport>> OptOuts::importList(OptOutListWish wish, std::function<void(double)> progress,
                                               std::stop_token stop)
{
    auto list = std::make_shared<std::unique_ptr<OptOutList>>();
    auto report = std::make_shared<OptOutReport>();
    Result<> outcome;
    while (outcome) {
        if (stop.stop_requested()) {
            outcome = failure(ErrorKind::Cancelled, tr("Cancelled."));
            break;
        }
        std::function<Result<Chunk>(Connection &)> work = [list, wish](Connection &) -> Result<Chunk> {
            if (!*list) {
                Result<std::unique_ptr<OptOutList>> opened = OptOutList::open(wish.path, wish.column);
                if (!opened) {
                    return failureOf(std::move(opened));
                }
                *list = std::move(*opened);
            }
            return (*list)->next(rowsAtOnce);
        };
        Task<Result<Chunk>> reading = m_database.read<Chunk>(work);
        Result<Chunk> chunk = co_await reading;
        if (!chunk) {
            outcome = failureOf(std::move(chunk));
            break;
        }
        if (chunk->empty()) {
            break;
        }
        Task<Result<>> writing = takeOver(*chunk, wish, report);
        outcome = co_await writing;
        if (outcome && progress && (*list)->size() > 0) {
            progress(double((*list)->bytesRead()) / double((*list)->size()));
        }
    }
    if (!outcome) {
        // Nobody asked for half of a list. What was there before stays there.
        Task<Result<qint64>> releasing = m_suppression.releaseAll(report->done.added);
        const Result<qint64> released = co_await releasing;
        Q_UNUSED(released)
        co_return failureOf(std::move(outcome));
    }
    std::function<Result<QList<StoppedDraft>>(Connection &)> work = [now = m_clock.now()](Connection &connection) {
        return OptOutStore().stopSuppressed(connection, now);
    };
    Task<Result<QList<StoppedDraft>>> stopping = m_database.write<QList<StoppedDraft>>(work);
    Result<QList<StoppedDraft>> halted = co_await stopping;
    if (!halted) {
        co_return failureOf(std::move(halted));
    }
    report->done.stopped = *halted;
    told(!report->done.added.empty(), !halted->isEmpty());
    Result<OptOutReport> done = *report;
    co_return done;
}

Task<Result<qint64>> OptOuts::exportList(QString path, QString search)
{
    std::function<Result<qint64>(Connection &)> work = [path, search](Connection &connection) {
        return writeList(connection, path, search);
    };
    return m_database.read<qint64>(work);
}

} // namespace AlwaysLeads
