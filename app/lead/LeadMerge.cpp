#include "lead/LeadMerge.h"

#include "lead/CompanyStore.h"
#include "lead/FieldValue.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadMergeStore.h"
#include "lead/LeadValueStore.h"
#include "suppression/SuppressionStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// A field that can be chosen.
struct EditableName
{
    QString name;
    QString label;
    CustomField own;
};

QString nameOf(const Lead &lead)
{
    return lead.fullName().isEmpty() && lead.email ? lead.email->shown() : lead.fullName();
}

QList<LeadId> othersOf(const QList<Lead> &people)
{
    QList<LeadId> others;
    for (qsizetype at = 1; at < people.size(); ++at) {
        others << people.at(at).id;
    }
    return others;
}

/// Fields that are chosen one by one: the whole name as one, and what is the company's left to it.
QList<EditableName> chosenFields(const QList<CustomField> &own)
{
    QList<EditableName> fields;
    for (const LeadFact &fact : factsOf(Lead())) {
        if (fact.name != QLatin1String("first name") && fact.name != QLatin1String("last name")
            && !CompanyDetails::names().contains(fact.name)) {
            fields << EditableName{fact.name, fact.label, {}};
        }
    }
    fields << EditableName{QStringLiteral("notes"), LeadMerge::tr("Notes"), {}};
    for (const CustomField &field : own) {
        fields << EditableName{SourceStore::customField(field.key), field.label, field};
    }
    return fields;
}

/// How far a conversation has come; the furthest is what is true of the one person.
int reached(LeadStatus status)
{
    static const QList<LeadStatus> order = {LeadStatus::Bounced,    LeadStatus::New,     LeadStatus::DraftReady,
                                            LeadStatus::Contacted,  LeadStatus::NotNow,  LeadStatus::Replied,
                                            LeadStatus::Interested, LeadStatus::OptedOut};
    return int(order.indexOf(status));
}

LeadStatus statusOf(const QList<Lead> &people, const Lead &owner)
{
    LeadStatus furthest = people.first().status;
    for (const Lead &person : people) {
        if (reached(person.status) > reached(furthest)) {
            furthest = person.status;
        }
    }
    // The address that stays does not work, whoever it belonged to.
    const bool bounced = owner.status == LeadStatus::Bounced && furthest != LeadStatus::OptedOut;
    return bounced ? LeadStatus::Bounced : furthest;
}

/// "No" to one of the addresses is a "no" of the person.
Result<bool> saidNo(Connection &connection, const QList<Lead> &people)
{
    for (const Lead &person : people) {
        if (person.status == LeadStatus::OptedOut) {
            return true;
        }
        if (!person.email) {
            continue;
        }
        Result<std::optional<SuppressionEntry>> entry = SuppressionStore().find(connection, *person.email);
        if (!entry) {
            return failureOf(std::move(entry));
        }
        if (*entry && (*entry)->reason != SuppressionReason::Bounced
            && (*entry)->kind == SuppressionEntry::Kind::Address) {
            return true;
        }
    }
    return false;
}

} // namespace

LeadMerge::LeadMerge(Database &database, const Clock &clock, Leads &leads, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
{
    connect(&m_leads.history(), &EditHistory::applied, this, [this](const EditedRows &rows) {
        if (rows.contains(QStringLiteral("different_people"))) {
            Q_EMIT duplicatesChanged();
        }
    });
}

Task<Result<MergeLook>> LeadMerge::look(QList<LeadId> ids)
{
    auto reading = m_database.read<MergeLook>([this, ids](Connection &connection) { return lookAt(connection, ids); });
    Result<MergeLook> outcome = co_await reading;
    co_return outcome;
}

Result<MergeLook> LeadMerge::lookAt(Connection &connection, const QList<LeadId> &ids) const
{
    if (ids.size() < 2 || ids.size() > atMost) {
        return failure(ErrorKind::Invalid, tr("Choose two to %1 people who are the same one.").arg(atMost));
    }
    struct Weighed
    {
        Lead lead;
        qint64 weight = 0;
    };
    QList<Weighed> weighed;
    for (const LeadId id : ids) {
        Result<Lead> lead = LeadStore().lead(connection, id);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        if (lead->deletedAt.isValid()) {
            return failure(ErrorKind::Refused, tr("%1 is deleted. Bring them back first.").arg(nameOf(*lead)));
        }
        qint64 weight = 0;
        for (const LeadMergeUse *use : m_uses) {
            Result<qint64> more = use->weight(connection, id);
            if (!more) {
                return failureOf(std::move(more));
            }
            weight += *more;
        }
        weighed.append({*lead, weight});
    }
    std::ranges::stable_sort(weighed, [](const Weighed &one, const Weighed &other) {
        return one.weight != other.weight ? one.weight > other.weight : one.lead.id < other.lead.id;
    });
    MergeLook look;
    for (const Weighed &one : std::as_const(weighed)) {
        look.people << one.lead;
    }
    Result<QList<CustomField>> own = CustomFieldStore().all(connection);
    if (!own) {
        return failureOf(std::move(own));
    }
    for (const EditableName &known : chosenFields(*own)) {
        MergeField field{known.name, known.label, {}, -1, false};
        QStringList found;
        for (qsizetype at = 0; at < look.people.size(); ++at) {
            const QString value = LeadValueStore::valueOf(look.people.at(at), known.name);
            field.values << FieldValue::shown(known.own, value, QLocale());
            if (!value.isEmpty() && field.proposed < 0) {
                field.proposed = int(at); // the kept one's, or the first that is known
            }
            if (!value.isEmpty() && !found.contains(value)) {
                found << value;
            }
        }
        field.differs = found.size() > 1;
        if (field.proposed >= 0) {
            look.fields << field;
        }
    }
    Result<QString> against = objection(connection, look.people);
    if (!against) {
        return failureOf(std::move(against));
    }
    look.objection = *against;
    for (const LeadMergeUse *use : m_uses) {
        Result<QStringList> moving = use->along(connection, othersOf(look.people));
        if (!moving) {
            return failureOf(std::move(moving));
        }
        look.along << *moving;
    }
    return look;
}

Result<QString> LeadMerge::objection(Connection &connection, const QList<Lead> &people) const
{
    for (const LeadMergeUse *use : m_uses) {
        Result<QString> against = use->objection(connection, people.first().id, othersOf(people));
        if (!against || !against->isEmpty()) {
            return against;
        }
    }
    return QString();
}

Task<Result<>> LeadMerge::merge(MergePlan plan)
{
    auto merging = m_leads.history().write<>(
        [this, plan, now = m_clock.now()](Connection &connection, EditNote &note) -> Result<> {
            Result<MergeLook> look = lookAt(connection, plan.people);
            if (!look) {
                return failureOf(std::move(look));
            }
            if (!look->objection.isEmpty()) {
                return failure(ErrorKind::Refused, look->objection);
            }
            if (look->people.first().id != plan.people.first()) {
                return failure(ErrorKind::Refused, tr("Something changed meanwhile. Look at these people again."));
            }
            note.label = tr("%1 merged into %2").arg(Leads::people(plan.people.size()), nameOf(look->people.first()));
            return carryOut(connection, plan, *look, now);
        });
    Result<> outcome = co_await merging;
    if (outcome) {
        m_leads.announceReset();
    }
    co_return outcome;
}

Result<> LeadMerge::carryOut(Connection &connection, const MergePlan &plan, const MergeLook &look,
                             const QDateTime &now) const
{
    const LeadMergeStore store;
    const LeadValueStore values;
    const SourceStore sources;
    const Lead kept = look.people.first();
    Result<bool> no = saidNo(connection, look.people);
    if (!no) {
        return failureOf(std::move(no));
    }
    Lead addressOwner = kept;
    for (const MergeField &field : look.fields) {
        const LeadId winner = plan.winners.value(field.name, look.people.at(field.proposed).id);
        const auto found = std::ranges::find(look.people, winner, &Lead::id);
        if (found == look.people.end()) {
            return failure(ErrorKind::Bug, tr("This person is none of those."), field.name);
        }
        if (field.name == QLatin1String("email")) {
            addressOwner = *found;
        }
        if (winner == kept.id) {
            continue;
        }
        Result<Origins> origins = sources.of(connection, winner);
        if (!origins) {
            return failureOf(std::move(origins));
        }
        Result<> taken = field.name == QLatin1String("email")
            ? store.swapAddress(connection, kept.id, winner)
            : values.put(connection, kept, field.name, LeadValueStore::valueOf(*found, field.name), now);
        if (taken) {
            const QStringList names = field.name == QLatin1String("name")
                ? QStringList{QStringLiteral("first name"), QStringLiteral("last name")}
                : QStringList{field.name};
            for (const QString &name : names) {
                if (const std::optional<Origin> origin = origins->of(field.name); origin && taken) {
                    taken = sources.setField(connection, kept.id, name, origin->source.id, origin->row);
                }
            }
        }
        if (!taken) {
            return taken;
        }
    }
    const LeadStatus status = *no ? LeadStatus::OptedOut : statusOf(look.people, addressOwner);
    if (status != kept.status) {
        if (Result<> set = LeadStore().setStatus(connection, kept.id, status); !set) {
            return set;
        }
    }
    const QList<LeadId> others = othersOf(look.people);
    for (const LeadMergeUse *use : m_uses) {
        if (Result<> followed = use->follow(connection, kept.id, others, now); !followed) {
            return followed;
        }
    }
    std::vector<qint64> touched{kept.id.value()};
    const LeadEventStore events;
    for (const Lead &other : look.people.mid(1)) {
        Result<> moved = store.moveAlong(connection, kept.id, other.id);
        if (moved) {
            moved = events.moveTo(connection, kept.id, other.id);
        }
        if (moved) {
            moved = store.markMerged(connection, kept.id, other.id, now);
        }
        if (moved) {
            const QString who = other.email ? tr("%1, %2").arg(nameOf(other), other.email->shown()) : nameOf(other);
            moved = events.append(connection, kept.id, LeadEventKind::Merged, who, now);
        }
        if (!moved) {
            return moved;
        }
        touched.push_back(other.id.value());
    }
    return LeadIndexStore().renew(connection, touched);
}

Task<Result<QString>> LeadMerge::keepApart(QList<LeadId> people)
{
    if (people.size() < 2 || people.size() > atMost) {
        Result<QString> invalid = failure(ErrorKind::Invalid, tr("Choose two to %1 people.").arg(atMost));
        co_return invalid;
    }
    auto writing =
        m_leads.history().write<QString>([people](Connection &connection, EditNote &note) -> Result<QString> {
            Result<Lead> one = LeadStore().lead(connection, people.first());
            if (!one) {
                return failureOf(std::move(one));
            }
            if (Result<> kept = DuplicateStore().keepApart(connection, people); !kept) {
                return failureOf(std::move(kept));
            }
            note.label = tr("%1 named %2 are different ones").arg(Leads::people(people.size()), nameOf(*one));
            return note.label;
        });
    Result<QString> outcome = co_await writing;
    if (outcome) {
        Q_EMIT duplicatesChanged();
    }
    co_return outcome;
}

Task<Result<QList<DuplicateGroup>>> LeadMerge::duplicates(std::stop_token stop)
{
    auto reading = m_database.read<QList<DuplicateGroup>>(
        [](Connection &connection) { return DuplicateStore().groups(connection); }, stop);
    Result<QList<DuplicateGroup>> outcome = co_await reading;
    co_return outcome;
}

} // namespace AlwaysLeads
