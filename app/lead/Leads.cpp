#include "lead/Leads.h"

#include "base/ProgressRelay.h"
#include "lead/CompanyStore.h"
#include "lead/ImportMatch.h"
#include "lead/LeadEraseStore.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadMergeStore.h"
#include "lead/LeadRecords.h"
#include "lead/LeadValueStore.h"

#include <QLocale>

namespace AlwaysLeads {

namespace {

constexpr qsizetype peopleReadAtOnce = 500;

/// A person's typing made fit to be kept.
Lead cleaned(Lead lead)
{
    for (QString *line : {&lead.firstName, &lead.lastName, &lead.title, &lead.companyName, &lead.phone, &lead.website,
                          &lead.city, &lead.country, &lead.language, &lead.industry}) {
        *line = cleanLine(*line);
    }
    lead.companyDomain = companyDomain(lead.companyDomain, {});
    lead.notes = cleanText(lead.notes);
    for (QString &value : lead.custom) {
        value = cleanText(value);
    }
    return lead;
}

/// What was typed about the company is true of everybody there.
Result<> putDetails(Connection &connection, const Lead &lead, const QStringList &told)
{
    const CompanyStore companies;
    Result<CompanyId> company = told.isEmpty() ? CompanyId() : companies.byName(connection, lead.companyName);
    if (!company || company->isNull()) {
        return company ? Result<>() : failureOf(std::move(company));
    }
    const QMap<QString, QVariant> details = CompanyDetails::of(lead).byName();
    for (const QString &name : told) {
        if (Result<> set = companies.setDetail(connection, *company, name, details.value(name).toString()); !set) {
            return set;
        }
    }
    return {};
}

bool isNobody(const Lead &lead)
{
    return !lead.email && lead.firstName.isEmpty() && lead.lastName.isEmpty();
}

QString nameOf(const Lead &lead)
{
    return lead.fullName().isEmpty() && lead.email ? lead.email->shown() : lead.fullName();
}

Result<QList<LeadId>> changeStatus(Connection &connection, const QList<LeadId> &ids, LeadStatus status,
                                   const QDateTime &now, BulkCount &count)
{
    const LeadStore store;
    QList<LeadId> changed;
    for (qsizetype from = 0; from < ids.size(); from += peopleReadAtOnce) {
        const QList<LeadId> some = ids.mid(from, peopleReadAtOnce);
        Result<QList<LeadSummary>> people = store.summaries(connection, {some.begin(), some.end()});
        if (!people) {
            return failureOf(std::move(people));
        }
        QHash<LeadId, LeadStatus> before;
        for (const LeadSummary &person : std::as_const(*people)) {
            before.insert(person.id, person.status);
        }
        Result<QList<LeadId>> these = changeEach(some, count, [&](LeadId id) -> Result<bool> {
            const auto known = before.constFind(id); // not: gone meanwhile
            if (known == before.constEnd() || *known == status || *known == LeadStatus::OptedOut) {
                return false;
            }
            before[id] = status;
            Result<> set = store.setStatus(connection, id, status);
            return set ? Result<bool>(true) : failureOf(std::move(set));
        });
        if (!these) {
            return these;
        }
        const bool no = status == LeadStatus::OptedOut;
        if (Result<> told =
                LeadEventStore().append(connection, *these, no ? LeadEventKind::OptedOut : LeadEventKind::Status,
                                        no ? QString() : shown(status), now);
            !told) {
            return failureOf(std::move(told));
        }
        changed << *these;
    }
    return changed;
}

} // namespace

Leads::Leads(Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
    auto records = std::make_unique<LeadRecords>();
    m_records = records.get();
    m_history = std::make_unique<EditHistory>(database, clock, std::move(records), EditLimits());
    connect(m_history.get(), &EditHistory::applied, this, [this](const EditedRows &rows) {
        const std::optional<QList<LeadId>> people = LeadRecords::peopleIn(rows);
        people ? announce(*people) : announceReset();
    });
}

Leads::~Leads() = default;

QString Leads::people(qint64 number)
{
    return number == 1 ? tr("1 person") : tr("%1 people").arg(QLocale().toString(number));
}

void Leads::recordTables(const QStringList &tables)
{
    m_records->addTables(tables);
}

void Leads::letFollow(const QStringList &tables)
{
    m_records->addDerived(tables);
}

Task<Result<>> Leads::undoLast()
{
    return withoutValue(m_history->undo());
}

Task<Result<LeadId>> Leads::add(Lead lead)
{
    lead = cleaned(std::move(lead));
    if (isNobody(lead)) {
        Result<LeadId> nobody = failure(ErrorKind::Invalid, tr("A lead needs a name or an address."));
        co_return nobody;
    }
    auto added = m_history->write<LeadId>(
        tr("%1 added").arg(nameOf(lead)),
        [store = m_leads, lead, now = m_clock.now()](Connection &connection) -> Result<LeadId> {
            Result<LeadId> id = store.add(connection, lead, now);
            Result<SourceId> source = LeadValueStore().byHand(connection, now);
            if (!id || !source) {
                return id ? failureOf(std::move(source)) : id;
            }
            Result<> noted = SourceStore().setLead(connection, *id, *source, 0);
            return noted ? id : failureOf(std::move(noted));
        });
    Result<LeadId> outcome = co_await added;
    if (outcome) {
        announce({*outcome});
    }
    co_return outcome;
}

Task<Result<>> Leads::edit(Lead lead, QStringList told)
{
    lead = cleaned(std::move(lead));
    if (isNobody(lead)) {
        Result<> nobody = failure(ErrorKind::Invalid, tr("A lead needs a name or an address."));
        co_return nobody;
    }
    auto saved =
        m_history->write<void>(tr("%1 changed").arg(nameOf(lead)),
                               [store = m_leads, lead, told, now = m_clock.now()](Connection &connection) -> Result<> {
                                   Result<Lead> before = store.lead(connection, lead.id);
                                   if (!before) {
                                       return failureOf(std::move(before));
                                   }
                                   if (Result<> kept = store.save(connection, lead, now); !kept) {
                                       return kept;
                                   }
                                   if (Result<> said = putDetails(connection, lead, told); !said) {
                                       return said;
                                   }
                                   return LeadValueStore().noteTyped(connection, *before, lead, now);
                               });
    Result<> outcome = co_await saved;
    if (outcome) {
        announce({lead.id});
    }
    co_return outcome;
}

Task<Result<Lead>> Leads::lead(LeadId id)
{
    auto read =
        m_database.read<Lead>([store = m_leads, id](Connection &connection) { return store.lead(connection, id); });
    Result<Lead> outcome = co_await read;
    co_return outcome;
}

Task<Result<QList<LeadFact>>> Leads::facts(LeadId id)
{
    auto read = m_database.read<QList<LeadFact>>(
        [store = m_leads, id](Connection &connection) { return store.lead(connection, id).map(factsOf); });
    Result<QList<LeadFact>> outcome = co_await read;
    co_return outcome;
}

Task<Result<LeadWhereabouts>> Leads::whereabouts(LeadId id)
{
    auto read = m_database.read<LeadWhereabouts>([store = m_leads, id](Connection &connection) {
        return LeadMergeStore()
            .present(connection, id)
            .and_then([&](LeadId present) { return store.lead(connection, present); })
            .map([](const Lead &lead) {
                return LeadWhereabouts{lead.id, nameOf(lead), lead.deletedAt};
            });
    });
    Result<LeadWhereabouts> outcome = co_await read;
    co_return outcome;
}

Task<Result<QList<LeadId>>> Leads::changeMany(BulkWork work, qint64 total, BulkListener progress, std::stop_token stop)
{
    ProgressRelay<BulkProgress> relay(this, progress);
    BulkListener report = relay.report();
    auto changing =
        m_history->write<QList<LeadId>>([work, total, report, stop](Connection &connection, EditNote &note) {
            BulkCount count(total, report, stop);
            return work(connection, note, count);
        });
    Result<QList<LeadId>> outcome = co_await changing;
    relay.end();
    if (outcome) {
        announce(*outcome);
    }
    co_return outcome;
}

Task<Result<QList<LeadId>>> Leads::softDelete(QList<LeadId> ids, BulkListener progress, std::stop_token stop)
{
    return changeMany(
        [store = m_leads, ids, now = m_clock.now()](Connection &connection, EditNote &note, BulkCount &count) {
            Result<QList<LeadId>> gone =
                changeEach(ids, count, [&](LeadId id) { return store.softDelete(connection, id, now); });
            note.label = tr("%1 deleted").arg(people(gone ? gone->size() : 0));
            return gone;
        },
        ids.size(), std::move(progress), std::move(stop));
}

Task<Result<QList<LeadId>>> Leads::restore(QList<LeadId> ids, BulkListener progress, std::stop_token stop)
{
    return changeMany(
        [store = m_leads, ids](Connection &connection, EditNote &note, BulkCount &count) {
            Result<QList<LeadId>> back =
                changeEach(ids, count, [&](LeadId id) { return store.restore(connection, id); });
            note.label = tr("%1 brought back").arg(people(back ? back->size() : 0));
            return back;
        },
        ids.size(), std::move(progress), std::move(stop));
}

Task<Result<QList<LeadId>>> Leads::setStatus(QList<LeadId> ids, LeadStatus status, BulkListener progress,
                                             std::stop_token stop)
{
    return changeMany(
        [ids, status, now = m_clock.now()](Connection &connection, EditNote &note, BulkCount &count) {
            Result<QList<LeadId>> changed = changeStatus(connection, ids, status, now, count);
            note.label = tr("%1 now: %2").arg(people(changed ? changed->size() : 0), shown(status));
            return changed;
        },
        ids.size(), std::move(progress), std::move(stop));
}

Task<Result<QList<LeadId>>> Leads::addTag(QList<LeadId> ids, QString tag, BulkListener progress, std::stop_token stop)
{
    return changeMany(
        [store = m_tags, ids, tag](Connection &connection, EditNote &note, BulkCount &count) -> Result<QList<LeadId>> {
            Result<qint64> number = store.findOrAdd(connection, tag);
            if (!number) {
                return failureOf(std::move(number));
            }
            Result<QList<LeadId>> tagged =
                changeEach(ids, count, [&](LeadId id) { return store.add(connection, id, *number); });
            note.label = tr("%1 tagged %2").arg(people(tagged ? tagged->size() : 0), tag);
            return tagged;
        },
        ids.size(), std::move(progress), std::move(stop));
}

Task<Result<QList<LeadId>>> Leads::removeTag(QList<LeadId> ids, QString tag, BulkListener progress,
                                             std::stop_token stop)
{
    return changeMany(
        [store = m_tags, ids, tag](Connection &connection, EditNote &note, BulkCount &count) {
            Result<QList<LeadId>> untagged =
                changeEach(ids, count, [&](LeadId id) { return store.remove(connection, id, tag); });
            note.label = tr("Tag %1 taken off %2").arg(tag, people(untagged ? untagged->size() : 0));
            return untagged;
        },
        ids.size(), std::move(progress), std::move(stop));
}

Task<Result<qint64>> Leads::purge()
{
    // Not an edit: nobody wants it back, and what stands in the history longer than this is forgotten there too.
    const QDateTime before = m_clock.now().addDays(-daysToRestore);
    auto purging = m_database.write<qint64>([store = m_leads, before](Connection &connection) -> Result<qint64> {
        Result<QList<LeadId>> old = store.deletedBefore(connection, before);
        if (!old) {
            return failureOf(std::move(old));
        }
        Result<QList<LeadId>> erased = LeadEraseStore().erase(connection, *old);
        if (!erased) {
            return failureOf(std::move(erased));
        }
        std::vector<qint64> gone;
        for (const LeadId id : std::as_const(*erased)) {
            gone.push_back(id.value());
        }
        return LeadIndexStore().forget(connection, gone).map([&gone] { return qint64(gone.size()); });
    });
    Result<qint64> outcome = co_await purging;
    if (outcome && *outcome > 0) {
        announceReset();
    }
    co_return outcome;
}

Task<Result<>> Leads::setNotes(LeadId id, QString notes)
{
    auto kept = m_history->write<void>([store = m_leads, id, text = cleanText(notes),
                                        now = m_clock.now()](Connection &connection, EditNote &note) -> Result<> {
        Result<Lead> lead = store.lead(connection, id);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        note.label = tr("Note on %1").arg(nameOf(*lead));
        note.joins = QStringLiteral("notes of %1").arg(id.value());
        return lead->notes == text ? Result<>()
                                   : LeadValueStore().set(connection, *lead, QStringLiteral("notes"), text, now);
    });
    Result<> outcome = co_await kept;
    if (outcome) {
        announce({id});
    }
    co_return outcome;
}

Task<Result<QList<TagCount>>> Leads::tags()
{
    auto read =
        m_database.read<QList<TagCount>>([store = m_tags](Connection &connection) { return store.all(connection); });
    Result<QList<TagCount>> outcome = co_await read;
    co_return outcome;
}

Task<Result<QList<CustomField>>> Leads::customFields()
{
    auto read = m_database.read<QList<CustomField>>(
        [store = m_fields](Connection &connection) { return store.all(connection); });
    Result<QList<CustomField>> outcome = co_await read;
    co_return outcome;
}

Task<Result<CustomField>> Leads::addCustomField(QString label)
{
    auto added = m_history->write<CustomField>(
        tr("Field %1 added").arg(cleanLine(label)),
        [store = m_fields, label](Connection &connection) { return store.findOrAdd(connection, label); });
    Result<CustomField> outcome = co_await added;
    co_return outcome;
}

void Leads::announce(const QList<LeadId> &ids)
{
    if (!ids.isEmpty()) {
        Q_EMIT changed(ids);
    }
}

void Leads::announceReset()
{
    Q_EMIT reset();
}

} // namespace AlwaysLeads
