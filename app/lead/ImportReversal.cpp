#include "lead/ImportReversal.h"

#include "lead/ImportCompanies.h"
#include "lead/ImportMerge.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadMergeStore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <limits>

namespace AlwaysLeads {

namespace {

constexpr int page = 500;

}

ImportReversal::ImportReversal(Connection &connection, const QDateTime &now, BulkListener report, std::stop_token stop)
    : m_connection(connection)
    , m_now(now)
    , m_report(std::move(report))
    , m_stop(std::move(stop))
{
}

Result<ImportUndo> ImportReversal::undo(ImportId id)
{
    Result<PastImport> import = m_imports.find(m_connection, id);
    if (!import) {
        return failureOf(std::move(import));
    }
    if (import->undoneAt.isValid()) {
        return failure(ErrorKind::Refused, tr("This import was undone already."));
    }
    BulkCount count(import->counts.added + import->counts.merged, m_report, m_stop);
    // Backwards, so that a lead which two rows filled in goes through the same states again.
    qint64 below = std::numeric_limits<qint64>::max();
    while (true) {
        Result<QList<std::pair<qint64, ImportStore::Row>>> rows =
            m_imports.changesBefore(m_connection, id, below, page);
        if (!rows) {
            return failureOf(std::move(rows));
        }
        if (rows->isEmpty()) {
            break;
        }
        QList<LeadId> added;
        for (const auto &[number, row] : *rows) {
            below = number;
            Result<> back = count.next();
            if (back && row.fate == ImportFate::New) {
                added << row.lead; // whoever stands below has been merged above
            } else if (back) {
                back = takeBackMerged(row, *import);
            }
            if (back) {
                back = ImportCompanies::takeBack(m_connection, row.before);
            }
            if (!back) {
                return failureOf(std::move(back));
            }
        }
        if (Result<> back = takeBackAdded(added, *import); !back) {
            return failureOf(std::move(back));
        }
    }
    if (Result<> forgotten = LeadIndexStore().forget(m_connection, m_gone); !forgotten) {
        return failureOf(std::move(forgotten));
    }
    if (Result<> swept = removeUnused(*import); !swept) {
        return failureOf(std::move(swept));
    }
    if (Result<> marked = m_imports.markUndone(m_connection, id, m_now); !marked) {
        return failureOf(std::move(marked));
    }
    m_undo.sentence = sentence();
    return m_undo;
}

Result<> ImportReversal::removeUnused(const PastImport &import)
{
    // The time is that of the import to the millisecond: companies that came with it and have nobody left.
    if (Result<> emptied = m_companies.removeEmptyOf(m_connection, import.startedAt); !emptied) {
        return emptied;
    }
    if (Result<> unmade = m_imports.removeMade(m_connection, QJsonDocument::fromJson(import.made).object()); !unmade) {
        return unmade;
    }
    return m_sources.removeUnusedOf(m_connection, import.id);
}

Result<> ImportReversal::takeBackAdded(const QList<LeadId> &leads, const PastImport &import)
{
    Result<LeadEraseStore::SinceThen> since = m_erase.sinceThen(m_connection, leads, import.startedAt);
    if (!since) {
        return failureOf(std::move(since));
    }
    m_undo.kept += since->touched;
    Result<QList<LeadId>> gone = m_erase.erase(m_connection, since->untouched);
    if (!gone) {
        return failureOf(std::move(gone));
    }
    m_undo.removed += gone->size();
    m_undo.kept += since->untouched.size() - gone->size();
    for (const LeadId id : std::as_const(*gone)) {
        m_gone.push_back(id.value());
    }
    return {};
}

Result<> ImportReversal::takeBackMerged(const ImportStore::Row &row, const PastImport &import)
{
    Result<Lead> lead = m_leads.lead(m_connection, row.lead);
    if (!lead) {
        return lead.error().kind == ErrorKind::NotFound ? Result<>() : Result<>(failureOf(std::move(lead)));
    }
    if (lead->createdAt > import.startedAt) { // the number of somebody who is gone
        return {};
    }
    Result<bool> former = LeadMergeStore().isFormer(m_connection, row.lead);
    if (!former || *former) { // what the import gave them is another's by now
        return former ? Result<>() : Result<>(failureOf(std::move(former)));
    }
    const Lead present = *lead;
    const bool wasDeleted = lead->deletedAt.isValid();
    const QStringList undone = takeBack(*lead, row.before);
    if (undone.isEmpty()) {
        return {};
    }
    if (lead->email && lead->email != present.email) {
        Result<LeadId> owner = m_leads.byEmail(m_connection, *lead->email);
        if (!owner) {
            return failureOf(std::move(owner));
        }
        if (!owner->isNull() && *owner != lead->id) { // somebody else has the address by now
            lead->email = present.email;
            lead->emailState = present.emailState;
        }
    }
    lead->companySize.reset();
    const QDateTime deletedAt = lead->deletedAt;
    const QJsonValue updated = row.before.value(QLatin1String("updated at"));
    const bool untouched = updated.isDouble() && lead->updatedAt == import.startedAt;
    const QDateTime updatedAt =
        untouched ? QDateTime::fromMSecsSinceEpoch(qint64(updated.toDouble()), Qt::UTC) : lead->updatedAt;
    if (Result<> saved = m_leads.save(m_connection, *lead, updatedAt); !saved) {
        return saved;
    }
    if (Result<> origins = takeBackSources(row, undone); !origins) {
        return origins;
    }
    if (!wasDeleted && deletedAt.isValid()) {
        if (Result<bool> deleted = m_leads.softDelete(m_connection, row.lead, deletedAt); !deleted) {
            return failureOf(std::move(deleted));
        }
    }
    ++m_undo.restored;
    return {};
}

/// Fields that are as they were came from where they had come from.
Result<> ImportReversal::takeBackSources(const ImportStore::Row &row, const QStringList &fields)
{
    const QJsonObject origins = row.before.value(QLatin1String("sources")).toObject();
    for (const QString &field : fields) {
        const QJsonArray origin = origins.value(field).toArray();
        if (origin.size() != 2) {
            continue;
        }
        const SourceId source(origin.at(0).toInteger());
        Result<> back = source.isNull()
            ? m_sources.clearField(m_connection, row.lead, field)
            : m_sources.setField(m_connection, row.lead, field, source, origin.at(1).toInteger());
        if (!back) {
            return back;
        }
    }
    return {};
}

QString ImportReversal::sentence() const
{
    const QLocale locale;
    // Without a translation file Qt leaves the English plural to us.
    QStringList parts{m_undo.removed == 1
                          ? tr("Import undone, 1 person removed.")
                          : tr("Import undone, %1 people removed.").arg(locale.toString(m_undo.removed))};
    if (m_undo.restored > 0) {
        parts << (m_undo.restored == 1 ? tr("1 is as before.")
                                       : tr("%1 are as they were before.").arg(locale.toString(m_undo.restored)));
    }
    if (m_undo.kept > 0) {
        parts << (m_undo.kept == 1 ? tr("1 stays, because it was changed since, has mails or is in a campaign.")
                                   : tr("%1 stay, because they were changed since, have mails or are in a campaign.")
                                         .arg(locale.toString(m_undo.kept)));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace AlwaysLeads
