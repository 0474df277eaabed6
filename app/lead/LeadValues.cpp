#include "lead/LeadValues.h"

#include "base/ProgressRelay.h"
#include "lead/FieldValue.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadValueStore.h"

#include <memory>

namespace AlwaysLeads {

namespace {

QString nameOf(const Lead &lead)
{
    return lead.fullName().isEmpty() && lead.email ? lead.email->shown() : lead.fullName();
}

QList<EditableField> commonFields()
{
    QList<EditableField> fields;
    for (const LeadFact &fact : factsOf(Lead())) {
        EditableField field{fact.name, fact.label, {}, true};
        field.own.label = fact.label;
        const bool name = fact.name == QLatin1String("name") || fact.name == QLatin1String("first name")
            || fact.name == QLatin1String("last name");
        field.forMany = !name && fact.name != QLatin1String("email");
        if (fact.name == QLatin1String("company size")) {
            field.own.kind = FieldKind::Number;
        }
        fields << field;
    }
    EditableField notes{QStringLiteral("notes"), LeadValues::tr("Notes"), {}, true};
    notes.own.label = notes.label;
    fields << notes;
    return fields;
}

Result<QList<EditableField>> allFields(Connection &connection)
{
    Result<QList<CustomField>> own = CustomFieldStore().all(connection);
    if (!own) {
        return failureOf(std::move(own));
    }
    QList<EditableField> fields = commonFields();
    for (const CustomField &field : std::as_const(*own)) {
        fields << EditableField{SourceStore::customField(field.key), field.label, field, true};
    }
    return fields;
}

Result<EditableField> fieldNamed(Connection &connection, const QString &name)
{
    Result<QList<EditableField>> fields = allFields(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    for (const EditableField &field : std::as_const(*fields)) {
        if (field.name == name) {
            return field;
        }
    }
    return failure(ErrorKind::NotFound, LeadValues::tr("This field is not there any more."));
}

/// What was typed as it is kept.
Result<QString> canonical(const EditableField &field, const QString &typed, const QLocale &locale)
{
    if (field.name == QLatin1String("notes")) {
        return cleanText(typed);
    }
    Result<QString> value = FieldValue::parse(field.own, typed, locale);
    if (value && field.own.id == 0) {
        return cleanLine(*value); // the common ones are of one line
    }
    return value;
}

/// A bulk edit made ready: the field looked up and the value read once.
struct BulkJob
{
    BulkEdit edit;
    EditableField field;
    QString value;
};

Result<BulkJob> jobOf(Connection &connection, const BulkEdit &edit)
{
    BulkJob job{edit, {}, {}};
    switch (edit.what) {
    case BulkEdit::What::Set:
    case BulkEdit::What::Clear: {
        Result<EditableField> field = fieldNamed(connection, edit.field);
        if (!field) {
            return failureOf(std::move(field));
        }
        job.field = *field;
        if (!field->forMany) {
            return failure(
                ErrorKind::Invalid,
                LeadValues::tr("%1 belongs to one person, so it cannot be the same for many.").arg(field->label));
        }
        if (edit.what == BulkEdit::What::Set) {
            Result<QString> value = canonical(*field, edit.value, edit.locale);
            if (!value) {
                return failureOf(std::move(value));
            }
            if (value->isEmpty()) {
                return failure(ErrorKind::Invalid, LeadValues::tr("Type the new value, or choose “Clear”."));
            }
            job.value = *value;
        }
        return job;
    }
    case BulkEdit::What::AddTag:
    case BulkEdit::What::RemoveTag:
        job.value = cleanLine(edit.value);
        if (job.value.isEmpty()) {
            return failure(ErrorKind::Invalid, LeadValues::tr("A tag needs a name."));
        }
        return job;
    case BulkEdit::What::SetStatus:
        return job;
    }
    Q_UNREACHABLE();
}

BulkLine judged(const BulkJob &job, const Lead &lead)
{
    BulkLine line{lead.id, nameOf(lead), {}, {}, {}};
    switch (job.edit.what) {
    case BulkEdit::What::Set:
    case BulkEdit::What::Clear:
        line.before = FieldValue::shown(job.field.own, LeadValueStore::valueOf(lead, job.field.name), job.edit.locale);
        line.after = FieldValue::shown(job.field.own, job.value, job.edit.locale);
        if (job.field.name == QLatin1String("company size") && lead.companyId.isNull()) {
            line.objection = LeadValues::tr("Has no company");
        }
        break;
    case BulkEdit::What::AddTag:
    case BulkEdit::What::RemoveTag: {
        QStringList tags = lead.tags;
        line.before = tags.join(LeadValues::tr(", "));
        const bool has = tags.contains(job.value, Qt::CaseInsensitive);
        if (job.edit.what == BulkEdit::What::AddTag && !has) {
            tags << job.value;
        } else if (job.edit.what == BulkEdit::What::RemoveTag && has) {
            tags.removeIf([&job](const QString &tag) { return tag.compare(job.value, Qt::CaseInsensitive) == 0; });
        }
        line.after = tags.join(LeadValues::tr(", "));
        break;
    }
    case BulkEdit::What::SetStatus:
        line.before = shown(lead.status);
        line.after = shown(job.edit.status);
        if (lead.status == LeadStatus::OptedOut && job.edit.status != LeadStatus::OptedOut) {
            line.objection = LeadValues::tr("Opted out, and that holds");
        }
        break;
    }
    if (lead.deletedAt.isValid()) {
        line.objection = LeadValues::tr("Is deleted");
    }
    return line;
}

QString labelOf(const BulkJob &job, qint64 count)
{
    const QString people = Leads::people(count);
    switch (job.edit.what) {
    case BulkEdit::What::Set:
        return LeadValues::tr("%1 of %2 changed").arg(job.field.label, people);
    case BulkEdit::What::Clear:
        return LeadValues::tr("%1 of %2 cleared").arg(job.field.label, people);
    case BulkEdit::What::AddTag:
        return LeadValues::tr("%1 tagged %2").arg(people, job.value);
    case BulkEdit::What::RemoveTag:
        return LeadValues::tr("Tag %1 taken off %2").arg(job.value, people);
    case BulkEdit::What::SetStatus:
        return LeadValues::tr("%1 now: %2").arg(people, shown(job.edit.status));
    }
    Q_UNREACHABLE();
}

Result<> carryOut(Connection &connection, const BulkJob &job, const Lead &lead, qint64 tag, const QDateTime &now)
{
    switch (job.edit.what) {
    case BulkEdit::What::Set:
    case BulkEdit::What::Clear:
        return LeadValueStore().set(connection, lead, job.field.name, job.value, now);
    case BulkEdit::What::AddTag: {
        Result<bool> added = TagStore().add(connection, lead.id, tag);
        return added ? Result<>() : failureOf(std::move(added));
    }
    case BulkEdit::What::RemoveTag: {
        Result<bool> removed = TagStore().remove(connection, lead.id, job.value);
        return removed ? Result<>() : failureOf(std::move(removed));
    }
    case BulkEdit::What::SetStatus:
        if (Result<> set = LeadStore().setStatus(connection, lead.id, job.edit.status); !set) {
            return set;
        }
        return LeadEventStore().append(connection, lead.id, LeadEventKind::Status, shown(job.edit.status), now);
    }
    Q_UNREACHABLE();
}

/// Each person in turn, those who are gone left out.
Result<> forEachLead(Connection &connection, const QList<LeadId> &ids, BulkCount count,
                     const std::function<Result<>(const Lead &)> &see)
{
    const LeadStore store;
    for (const LeadId id : ids) {
        if (Result<> goesOn = count.next(); !goesOn) {
            return goesOn;
        }
        Result<Lead> lead = store.lead(connection, id);
        if (!lead && lead.error().kind == ErrorKind::NotFound) {
            continue;
        }
        Result<> seen = lead ? see(*lead) : Result<>(failureOf(std::move(lead)));
        if (!seen) {
            return seen;
        }
    }
    return {};
}

Result<BulkPreview> previewOf(Connection &connection, const QList<LeadId> &ids, const BulkEdit &edit,
                              const BulkListener &report, const std::stop_token &stop)
{
    Result<BulkJob> job = jobOf(connection, edit);
    if (!job) {
        return failureOf(std::move(job));
    }
    BulkPreview preview;
    Result<> seen =
        forEachLead(connection, ids, BulkCount(ids.size(), report, stop), [&](const Lead &lead) -> Result<> {
            const BulkLine line = judged(*job, lead);
            QList<BulkLine> &lines = line.changes() ? preview.changing : preview.staying;
            ++(line.changes() ? preview.changingCount : preview.stayingCount);
            if (lines.size() < BulkPreview::mostLines) {
                lines << line;
            }
            return {};
        });
    return seen ? Result<BulkPreview>(preview) : failureOf(std::move(seen));
}

Result<qint64> applyTo(Connection &connection, EditNote &note, const QList<LeadId> &ids, const BulkEdit &edit,
                       const QDateTime &now, const BulkListener &report, const std::stop_token &stop)
{
    Result<BulkJob> job = jobOf(connection, edit);
    if (!job) {
        return failureOf(std::move(job));
    }
    qint64 tag = 0;
    if (edit.what == BulkEdit::What::AddTag) {
        Result<qint64> number = TagStore().findOrAdd(connection, job->value);
        if (!number) {
            return number;
        }
        tag = *number;
    }
    qint64 count = 0;
    Result<> done =
        forEachLead(connection, ids, BulkCount(ids.size(), report, stop), [&](const Lead &lead) -> Result<> {
            if (!judged(*job, lead).changes()) {
                return {};
            }
            ++count;
            return carryOut(connection, *job, lead, tag, now);
        });
    if (!done) {
        return failureOf(std::move(done));
    }
    note.label = labelOf(*job, count);
    return count;
}

} // namespace

LeadValues::LeadValues(Database &database, const Clock &clock, Leads &leads, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
{
}

Task<Result<QList<EditableField>>> LeadValues::fields()
{
    auto reading = m_database.read<QList<EditableField>>([](Connection &connection) { return allFields(connection); });
    Result<QList<EditableField>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<QString>> LeadValues::editable(LeadId id, QString field, QLocale locale)
{
    auto reading = m_database.read<QString>([id, field, locale](Connection &connection) -> Result<QString> {
        Result<EditableField> known = fieldNamed(connection, field);
        if (!known) {
            return failureOf(std::move(known));
        }
        return LeadStore().lead(connection, id).map([&](const Lead &lead) {
            return FieldValue::editable(known->own, LeadValueStore::valueOf(lead, field), locale);
        });
    });
    Result<QString> outcome = co_await reading;
    co_return outcome;
}

Task<Result<bool>> LeadValues::set(LeadId id, QString field, QString typed, QLocale locale)
{
    auto setting = m_leads.history().write<bool>(
        [id, field, typed, locale, now = m_clock.now()](Connection &connection, EditNote &note) -> Result<bool> {
            Result<Lead> lead = LeadStore().lead(connection, id);
            if (!lead) {
                return failureOf(std::move(lead));
            }
            Result<EditableField> known = fieldNamed(connection, field);
            if (!known) {
                return failureOf(std::move(known));
            }
            Result<QString> value = canonical(*known, typed, locale);
            if (!value) {
                return failureOf(std::move(value));
            }
            if (LeadValueStore::valueOf(*lead, field) == *value) {
                return false;
            }
            note.label = tr("%1 of %2 changed").arg(known->label, nameOf(*lead));
            Result<> set = LeadValueStore().set(connection, *lead, field, *value, now);
            return set ? Result<bool>(true) : failureOf(std::move(set));
        });
    Result<bool> outcome = co_await setting;
    if (outcome && *outcome) {
        const bool shared = field == QLatin1String("company size"); // everybody there has it
        shared ? m_leads.announceReset() : m_leads.announce({id});
    }
    co_return outcome;
}

Task<Result<BulkPreview>> LeadValues::preview(QList<LeadId> ids, BulkEdit edit, BulkListener progress,
                                              std::stop_token stop)
{
    ProgressRelay<BulkProgress> relay(this, progress);
    BulkListener report = relay.report();
    auto reading = m_database.read<BulkPreview>(
        [ids, edit, report, stop](Connection &connection) { return previewOf(connection, ids, edit, report, stop); },
        stop);
    Result<BulkPreview> outcome = co_await reading;
    relay.end();
    co_return outcome;
}

Task<Result<qint64>> LeadValues::apply(QList<LeadId> ids, BulkEdit edit, BulkListener progress, std::stop_token stop)
{
    ProgressRelay<BulkProgress> relay(this, progress);
    BulkListener report = relay.report();
    auto applying = m_leads.history().write<qint64>(
        [ids, edit, report, stop, now = m_clock.now()](Connection &connection, EditNote &note) {
            return applyTo(connection, note, ids, edit, now, report, stop);
        });
    Result<qint64> outcome = co_await applying;
    relay.end();
    if (outcome && *outcome > 0) {
        m_leads.announceReset();
    }
    co_return outcome;
}

} // namespace AlwaysLeads
