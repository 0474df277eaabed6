#include "lead/ImportWriter.h"

#include "lead/ImportMerge.h"

#include <QJsonArray>
#include <QSet>

namespace AlwaysLeads {

namespace {

QJsonArray toJson(const std::vector<qint64> &ids)
{
    QJsonArray array;
    for (const qint64 id : ids) {
        array.append(id);
    }
    return array;
}

} // namespace

ImportWriter::ImportWriter(Connection &connection, const ImportPlan &plan, const QDateTime &now)
    : m_connection(connection)
    , m_plan(plan)
    , m_labels(ownLabels(plan))
    , m_now(now)
    , m_judge(connection)
{
}

Result<ImportId> ImportWriter::begin(const QString &file)
{
    if (Result<> made = makeFields(); !made) {
        return failureOf(std::move(made));
    }
    Result<bool> empty = m_judge.startsEmpty();
    if (!empty) {
        return failureOf(std::move(empty));
    }
    Result<bool> companies = m_imports.hasCompanies(m_connection);
    if (!companies) {
        return failureOf(std::move(companies));
    }
    Result<ImportId> id = m_imports.begin(m_connection, file, m_plan.duplicates, m_now);
    if (!id) {
        return id;
    }
    m_id = *id;
    const SourceKind kind = m_plan.file.isEmpty() ? SourceKind::Paste : SourceKind::File;
    Result<SourceId> source =
        m_sources.add(m_connection, {{}, kind, kind == SourceKind::File ? file : QString(), m_id, m_now});
    if (!source) {
        return failureOf(std::move(source));
    }
    m_source = *source;
    Result<std::unique_ptr<ImportRowStore>> rows = ImportRowStore::begin(m_connection, m_id, m_source, m_now, *empty);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    m_rows = std::move(*rows);
    m_companies.emplace(m_connection, *m_rows, *companies);
    return id;
}

Result<> ImportWriter::makeFields()
{
    QSet<QString> known;
    if (Result<QList<CustomField>> all = m_fieldStore.all(m_connection); all) {
        for (const CustomField &field : *all) {
            known.insert(field.key);
        }
    } else {
        return failureOf(std::move(all));
    }
    for (const ColumnChoice &choice : m_plan.columns) {
        if (choice.target != ColumnTarget::Custom) {
            continue;
        }
        Result<CustomField> field = m_fieldStore.findOrAdd(m_connection, choice.label);
        if (!field) {
            return failureOf(std::move(field));
        }
        m_fields.insert(field->key, field->id);
        if (known.contains(field->key)) {
            continue;
        }
        known.insert(field->key);
        m_madeFields.push_back(field->id);
        field->kind = choice.kind;
        if (Result<> kept = m_fieldStore.save(m_connection, *field); !kept) {
            return kept;
        }
    }
    return {};
}

Result<> ImportWriter::write(const ImportCandidate &candidate)
{
    Result<ImportJudge::Verdict> verdict = m_judge.judge(candidate, &m_people);
    if (!verdict) {
        return failureOf(std::move(verdict));
    }
    LeadId existing = verdict->existing;
    if (verdict->fate != ImportFate::Refused && verdict->ofFile) {
        existing = LeadId(*verdict->ofFile);
    }
    switch (verdict->fate) {
    case ImportFate::New:
        return add(candidate);
    case ImportFate::Merge:
        return merge(candidate, existing);
    case ImportFate::Refused:
        ++m_counts.refused;
        return m_rows->note(candidate.number, ImportFate::Refused, {}, {}, verdict->refusal);
    }
    Q_UNREACHABLE();
}

Result<> ImportWriter::add(const ImportCandidate &candidate)
{
    const Lead &lead = candidate.lead;
    CompanyDetails made = CompanyDetails::of(lead);
    made.domain = candidate.keys.companyDomain; // also one that only the website or the address tells
    Result<CompanyId> company = m_companies->named(lead.companyName, made);
    if (!company) {
        return failureOf(std::move(company));
    }
    Result<LeadId> id = m_rows->insert(lead, *company, candidate.number);
    if (!id) {
        return failureOf(std::move(id));
    }
    if (m_judge.usesFileOnly()) {
        m_people.add(candidate.keys, id->value());
    }
    for (const QStringList *names : {&lead.tags, &m_plan.tags}) {
        if (Result<> tagged = addTags(*id, *names); !tagged) {
            return tagged;
        }
    }
    for (auto own = lead.custom.cbegin(); own != lead.custom.cend(); ++own) {
        if (Result<> set = m_rows->setCustom(*id, m_fields.value(own.key()), own.value()); !set) {
            return set;
        }
    }
    QJsonObject before;
    if (Result<> told = m_companies->tell(*company, CompanyDetails::of(lead), false, before); !told) {
        return told;
    }
    ++m_counts.added;
    return m_rows->note(candidate.number, ImportFate::New, *id, before, candidate.unreadable);
}

Result<> ImportWriter::addTags(LeadId lead, const QStringList &names)
{
    for (const QString &name : names) {
        Result<qint64> tag = tagNamed(name);
        if (!tag) {
            return failureOf(std::move(tag));
        }
        if (Result<> added = m_rows->addTag(lead, *tag); !added) {
            return added;
        }
    }
    return {};
}

Result<> ImportWriter::merge(const ImportCandidate &candidate, LeadId existing)
{
    Result<Lead> lead = m_leads.lead(m_connection, existing);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Lead row = candidate.lead;
    row.tags += m_plan.tags;
    for (const QString &tag : m_plan.duplicates == DuplicateRule::Keep ? QStringList() : row.tags) {
        if (Result<qint64> made = tagNamed(tag); !made) {
            return failureOf(std::move(made));
        }
    }
    ImportMerge merge = mergeInto(*lead, row, m_plan.duplicates, m_plan.decisions.value(candidate.number), m_labels);
    if (merge.changesAnything()) {
        // Known before the person is saved, who would bring a company that this import does not know of.
        if (Result<CompanyId> company = m_companies->named(merge.merged.companyName, {}); !company) {
            return failureOf(std::move(company));
        }
        if (Result<> saved = saveMerge(*lead, merge, candidate.number); !saved) {
            return saved;
        }
    }
    if (m_plan.duplicates != DuplicateRule::Keep && !row.companyName.isEmpty()
        && merge.merged.companyName.compare(row.companyName, Qt::CaseInsensitive) == 0) {
        Result<CompanyId> company = m_companies->named(row.companyName, {});
        if (!company) {
            return failureOf(std::move(company));
        }
        const bool overwrites = m_plan.duplicates == DuplicateRule::Overwrite;
        if (Result<> told = m_companies->tell(*company, CompanyDetails::of(row), overwrites, merge.before); !told) {
            return told;
        }
    }
    if (m_judge.usesFileOnly()) {
        m_people.add(candidate.keys, existing.value());
    }
    ++m_counts.merged;
    QStringList words{merge.words(), candidate.unreadable};
    words.removeAll(QString());
    return m_rows->note(candidate.number, ImportFate::Merge, existing, merge.before, words.join(QStringLiteral("; ")));
}

/// Writes the person and, for each field that changed, where it came from now; what was said before is kept for undo.
Result<> ImportWriter::saveMerge(const Lead &before, ImportMerge &merge, qint64 row)
{
    if (Result<> saved = m_leads.save(m_connection, merge.merged, m_now); !saved) {
        return saved;
    }
    m_rows->noteIndexed(before.id);
    if (merge.restores) {
        if (Result<bool> restored = m_leads.restore(m_connection, before.id); !restored) {
            return failureOf(std::move(restored));
        }
    }
    QJsonObject origins;
    for (const QString &field : merge.changedFields()) {
        Result<std::pair<SourceId, qint64>> origin = m_sources.fieldSource(m_connection, before.id, field);
        if (!origin) {
            return failureOf(std::move(origin));
        }
        origins.insert(field, QJsonArray{origin->first.value(), origin->second});
        if (Result<> noted = m_sources.setField(m_connection, before.id, field, m_source, row); !noted) {
            return noted;
        }
    }
    merge.before.insert(QStringLiteral("sources"), origins);
    merge.before.insert(QStringLiteral("updated at"), before.updatedAt.toMSecsSinceEpoch());
    return {};
}

Result<qint64> ImportWriter::tagNamed(const QString &name)
{
    if (const auto known = m_tags.constFind(name); known != m_tags.cend()) {
        return *known;
    }
    Result<bool> known = m_imports.hasTag(m_connection, name);
    if (!known) {
        return failureOf(std::move(known));
    }
    Result<qint64> tag = m_tagStore.findOrAdd(m_connection, name);
    if (!tag) {
        return tag;
    }
    if (!*known) {
        m_madeTags.push_back(*tag);
    }
    m_tags.insert(name, *tag);
    return tag;
}

Result<> ImportWriter::finish(const std::function<bool(qint64 indexed)> &goesOn)
{
    if (Result<> finished = m_rows->finish(goesOn); !finished) {
        return finished;
    }
    return m_imports.finish(
        m_connection, m_id, m_counts,
        {{QStringLiteral("fields"), toJson(m_madeFields)}, {QStringLiteral("tags"), toJson(m_madeTags)}});
}

} // namespace AlwaysLeads
