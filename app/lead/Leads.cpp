#include "lead/Leads.h"

#include "lead/LeadEventStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadRecords.h"
#include "lead/LeadValueStore.h"

#include <QLocale>

namespace AlwaysLeads {

namespace {

/// A person's typing made fit to be kept.
Lead cleaned(Lead lead)
{
    for (QString *line : {&lead.firstName, &lead.lastName, &lead.title, &lead.companyName, &lead.phone, &lead.website,
                          &lead.city, &lead.country, &lead.language}) {
        *line = cleanLine(*line);
    }
    lead.notes = cleanText(lead.notes);
    for (QString &value : lead.custom) {
        value = cleanText(value);
    }
    return lead;
}

bool isNobody(const Lead &lead)
{
    return !lead.email && lead.firstName.isEmpty() && lead.lastName.isEmpty();
}

QString nameOf(const Lead &lead)
{
    return lead.fullName().isEmpty() && lead.email ? lead.email->shown() : lead.fullName();
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

Task<Result<>> Leads::edit(Lead lead)
{
    lead = cleaned(std::move(lead));
    if (isNobody(lead)) {
        Result<> nobody = failure(ErrorKind::Invalid, tr("A lead needs a name or an address."));
        co_return nobody;
    }
    auto saved =
        m_history->write<void>(tr("%1 changed").arg(nameOf(lead)),
                               [store = m_leads, lead, now = m_clock.now()](Connection &connection) -> Result<> {
                                   Result<Lead> before = store.lead(connection, lead.id);
                                   if (!before) {
                                       return failureOf(std::move(before));
                                   }
                                   if (Result<> kept = store.save(connection, lead, now); !kept) {
                                       return kept;
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

Task<Result<QList<LeadId>>> Leads::softDelete(QList<LeadId> ids)
{
    auto deleted = m_history->write<QList<LeadId>>(
        [store = m_leads, ids, now = m_clock.now()](Connection &connection, EditNote &note) -> Result<QList<LeadId>> {
            QList<LeadId> gone;
            for (const LeadId id : ids) {
                Result<bool> changed = store.softDelete(connection, id, now);
                if (!changed) {
                    return failureOf(std::move(changed));
                }
                if (*changed) {
                    gone << id;
                }
            }
            note.label = tr("%1 deleted").arg(people(gone.size()));
            return gone;
        });
    Result<QList<LeadId>> outcome = co_await deleted;
    if (outcome) {
        announce(*outcome);
    }
    co_return outcome;
}

Task<Result<>> Leads::restore(QList<LeadId> ids)
{
    auto restored = m_history->write<void>(tr("%1 brought back").arg(people(ids.size())),
                                           [store = m_leads, ids](Connection &connection) -> Result<> {
                                               for (const LeadId id : ids) {
                                                   if (Result<bool> changed = store.restore(connection, id); !changed) {
                                                       return failureOf(std::move(changed));
                                                   }
                                               }
                                               return {};
                                           });
    Result<> outcome = co_await restored;
    if (outcome) {
        announce(ids);
    }
    co_return outcome;
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
        std::vector<qint64> gone;
        for (const LeadId id : std::as_const(*old)) {
            Result<bool> erased = store.erase(connection, id);
            if (!erased) {
                return failureOf(std::move(erased));
            }
            if (*erased) {
                gone.push_back(id.value());
            }
        }
        return LeadIndexStore().forget(connection, gone).map([&gone] { return qint64(gone.size()); });
    });
    Result<qint64> outcome = co_await purging;
    if (outcome && *outcome > 0) {
        announceReset();
    }
    co_return outcome;
}

Task<Result<QList<LeadStatusBefore>>> Leads::setStatus(QList<LeadId> ids, LeadStatus status)
{
    auto changed = m_history->write<QList<LeadStatusBefore>>(
        [store = m_leads, ids, status, now = m_clock.now()](Connection &connection,
                                                            EditNote &note) -> Result<QList<LeadStatusBefore>> {
            QList<LeadStatusBefore> before;
            for (const LeadId id : ids) {
                Result<Lead> lead = store.lead(connection, id);
                if (!lead) {
                    return failureOf(std::move(lead));
                }
                if (lead->status == status || lead->status == LeadStatus::OptedOut) {
                    continue;
                }
                before.append({id, lead->status});
                if (Result<> set = store.setStatus(connection, id, status); !set) {
                    return failureOf(std::move(set));
                }
                const bool no = status == LeadStatus::OptedOut;
                if (Result<> told =
                        LeadEventStore().append(connection, id, no ? LeadEventKind::OptedOut : LeadEventKind::Status,
                                                no ? QString() : shown(status), now);
                    !told) {
                    return failureOf(std::move(told));
                }
            }
            note.label = tr("%1 now: %2").arg(people(before.size()), shown(status));
            return before;
        });
    Result<QList<LeadStatusBefore>> outcome = co_await changed;
    if (outcome) {
        announce(ids);
    }
    co_return outcome;
}

Task<Result<>> Leads::restoreStatus(QList<LeadStatusBefore> before)
{
    auto restored =
        m_history->write<void>(tr("Status of %1 as before").arg(people(before.size())),
                               [store = m_leads, before](Connection &connection) -> Result<> {
                                   for (const LeadStatusBefore &one : before) {
                                       if (Result<> set = store.setStatus(connection, one.id, one.status); !set) {
                                           return set;
                                       }
                                   }
                                   return {};
                               });
    Result<> outcome = co_await restored;
    if (outcome) {
        QList<LeadId> ids;
        for (const LeadStatusBefore &one : before) {
            ids << one.id;
        }
        announce(ids);
    }
    co_return outcome;
}

Task<Result<QList<LeadId>>> Leads::addTag(QList<LeadId> ids, QString tag)
{
    auto tagged = m_history->write<QList<LeadId>>(
        [store = m_tags, ids, tag](Connection &connection, EditNote &note) -> Result<QList<LeadId>> {
            Result<qint64> number = store.findOrAdd(connection, tag);
            if (!number) {
                return failureOf(std::move(number));
            }
            QList<LeadId> changed;
            for (const LeadId id : ids) {
                Result<bool> added = store.add(connection, id, *number);
                if (!added) {
                    return failureOf(std::move(added));
                }
                if (*added) {
                    changed << id;
                }
            }
            note.label = tr("%1 tagged %2").arg(people(changed.size()), tag);
            return changed;
        });
    Result<QList<LeadId>> outcome = co_await tagged;
    if (outcome) {
        announce(*outcome);
    }
    co_return outcome;
}

Task<Result<QList<LeadId>>> Leads::removeTag(QList<LeadId> ids, QString tag)
{
    auto untagged = m_history->write<QList<LeadId>>(
        [store = m_tags, ids, tag](Connection &connection, EditNote &note) -> Result<QList<LeadId>> {
            QList<LeadId> changed;
            for (const LeadId id : ids) {
                Result<bool> removed = store.remove(connection, id, tag);
                if (!removed) {
                    return failureOf(std::move(removed));
                }
                if (*removed) {
                    changed << id;
                }
            }
            note.label = tr("Tag %1 taken off %2").arg(tag, people(changed.size()));
            return changed;
        });
    Result<QList<LeadId>> outcome = co_await untagged;
    if (outcome) {
        announce(*outcome);
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
