#include "lead/LeadValues.h"

#include "base/ProgressRelay.h"
#include "lead/BulkEditStore.h"
#include "lead/CompanyStore.h"
#include "lead/FieldValue.h"
#include "lead/ImportMatch.h"
#include "lead/LeadValueStore.h"

#include <QSet>

#include <memory>

namespace AlwaysLeads {

namespace {

/// Of whom a bulk edit reads and writes with each statement, and who pass between two looks at the stop.
constexpr qsizetype peopleAtOnce = 500;

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
    EditableField domain{QStringLiteral("company domain"), LeadValues::tr("Company domain"), {}, false};
    domain.own.label = domain.label;
    fields << domain;
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
    if (field.name == QLatin1String("website") && !cleanLine(typed).isEmpty() && !isWebAddress(cleanLine(typed))) {
        return failure(ErrorKind::Invalid, FieldValue::notWeb(cleanLine(typed)));
    }
    if (field.name == QLatin1String("company domain") && !cleanLine(typed).isEmpty()) {
        const QString domain = companyDomain(typed.trimmed(), {});
        if (domain.isEmpty()) {
            return failure(
                ErrorKind::Invalid,
                LeadValues::tr("“%1” is no company's domain. Type one such as company.example.").arg(cleanLine(typed)));
        }
        return domain;
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
        if (CompanyDetails::names().contains(job.field.name) && lead.companyId.isNull()) {
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

/// Of people who change.
Result<> carryOut(Connection &connection, const BulkJob &job, const QList<LeadId> &leads, qint64 tag,
                  const QDateTime &now)
{
    const BulkEditStore store;
    switch (job.edit.what) {
    case BulkEdit::What::Set:
    case BulkEdit::What::Clear:
        return store.set(connection, leads, job.field.name, job.value, now);
    case BulkEdit::What::AddTag:
        return store.addTag(connection, leads, tag);
    case BulkEdit::What::RemoveTag:
        return store.removeTag(connection, leads, job.value);
    case BulkEdit::What::SetStatus:
        return store.setStatus(connection, leads, job.edit.status, now);
    }
    Q_UNREACHABLE();
}

/// Some people at a time, those who are gone left out.
Result<> forSomeAtATime(Connection &connection, const BulkJob &job, const QList<LeadId> &ids, BulkCount count,
                        const std::function<Result<>(const QList<Lead> &)> &see)
{
    const BulkEditStore store;
    const bool tags = job.edit.what == BulkEdit::What::AddTag || job.edit.what == BulkEdit::What::RemoveTag;
    const BulkEditStore::Needs needs{tags, LeadValueStore::ownKey(job.field.name)};
    for (qsizetype from = 0; from < ids.size(); from += peopleAtOnce) {
        const QList<LeadId> some = ids.mid(from, peopleAtOnce);
        for (qsizetype one = 0; one < some.size(); ++one) {
            if (Result<> goesOn = count.next(); !goesOn) {
                return goesOn;
            }
        }
        Result<QList<Lead>> people = store.people(connection, some, needs);
        Result<> seen = people ? see(*people) : Result<>(failureOf(std::move(people)));
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
    const auto see = [&](const QList<Lead> &people) -> Result<> {
        for (const Lead &lead : people) {
            const BulkLine line = judged(*job, lead);
            QList<BulkLine> &lines = line.changes() ? preview.changing : preview.staying;
            ++(line.changes() ? preview.changingCount : preview.stayingCount);
            if (lines.size() < BulkPreview::mostLines) {
                lines << line;
            }
        }
        return {};
    };
    Result<> seen = forSomeAtATime(connection, *job, ids, BulkCount(ids.size(), report, stop), see);
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
    QSet<LeadId> changed;
    // A company has one of each: whoever is there changes with the first of them, also among those read after that.
    QSet<CompanyId> resized;
    const bool resizes = CompanyDetails::names().contains(job->field.name);
    const auto see = [&](const QList<Lead> &people) -> Result<> {
        QList<LeadId> changing;
        for (const Lead &lead : people) {
            const BulkLine line = judged(*job, lead);
            const bool changes = line.changes() || (line.objection.isEmpty() && resized.contains(lead.companyId));
            if (!changes || changed.contains(lead.id)) {
                continue;
            }
            changed.insert(lead.id);
            changing << lead.id;
            if (resizes) {
                resized.insert(lead.companyId);
            }
        }
        return changing.isEmpty() ? Result<>() : carryOut(connection, *job, changing, tag, now);
    };
    Result<> done = forSomeAtATime(connection, *job, ids, BulkCount(ids.size(), report, stop), see);
    if (!done) {
        return failureOf(std::move(done));
    }
    note.label = labelOf(*job, changed.size());
    return qint64(changed.size());
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
        const bool shared = CompanyDetails::names().contains(field); // everybody there has it
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
