#include "lead/ImportWriter.h"

#include "lead/ImportMerge.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

// Names of a file of any size pass by; the cache need not hold them all.
constexpr qsizetype cachedCompanies = 100'000;

} // namespace

ImportWriter::ImportWriter(Connection &connection, const ImportPlan &plan, const QDateTime &now)
    : m_connection(connection)
    , m_plan(plan)
    , m_now(now)
    , m_judge(connection)
{
}

Result<ImportId> ImportWriter::begin(const QString &file)
{
    for (const ColumnChoice &choice : m_plan.columns) {
        if (choice.target != ColumnTarget::Custom) {
            continue;
        }
        Result<CustomField> field = m_fieldStore.findOrAdd(m_connection, choice.label);
        if (!field) {
            return failureOf(std::move(field));
        }
        m_fields.insert(field->key, field->id);
    }
    Result<ImportId> id = m_imports.begin(m_connection, file, m_now);
    if (id) {
        m_id = *id;
    }
    return id;
}

Result<> ImportWriter::write(const ImportCandidate &candidate)
{
    Result<ImportJudge::Verdict> verdict = m_judge.judge(candidate);
    if (!verdict) {
        return failureOf(std::move(verdict));
    }
    switch (verdict->fate) {
    case ImportFate::New:
        return add(candidate);
    case ImportFate::Merge:
        return merge(candidate, verdict->existing);
    case ImportFate::Refused:
        ++m_counts.refused;
        return m_imports.note(m_connection, m_id, candidate.number, ImportFate::Refused, {}, {}, verdict->refusal);
    }
    Q_UNREACHABLE();
}

Result<> ImportWriter::add(const ImportCandidate &candidate)
{
    Lead lead = candidate.lead;
    Result<CompanyId> company = companyNamed(lead.companyName);
    if (!company) {
        return failureOf(std::move(company));
    }
    lead.companyId = *company;
    Result<LeadId> id = m_leads.insert(m_connection, lead, m_now);
    if (!id) {
        return failureOf(std::move(id));
    }
    for (const QStringList &names : {lead.tags, m_plan.tags}) {
        for (const QString &name : names) {
            Result<qint64> tag = tagNamed(name);
            if (!tag) {
                return failureOf(std::move(tag));
            }
            if (Result<bool> added = m_tagStore.add(m_connection, *id, *tag); !added) {
                return failureOf(std::move(added));
            }
        }
    }
    for (auto own = lead.custom.cbegin(); own != lead.custom.cend(); ++own) {
        if (Result<> set = m_fieldStore.set(m_connection, *id, m_fields.value(own.key()), own.value()); !set) {
            return set;
        }
    }
    QJsonObject before;
    if (Result<> sized = fillSize(*company, lead.companySize, before); !sized) {
        return sized;
    }
    ++m_counts.added;
    return m_imports.note(m_connection, m_id, candidate.number, ImportFate::New, *id, before, {});
}

Result<> ImportWriter::merge(const ImportCandidate &candidate, LeadId existing)
{
    Result<Lead> lead = m_leads.lead(m_connection, existing);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Lead row = candidate.lead;
    row.tags += m_plan.tags;
    ImportMerge merge = mergeInto(*lead, row);
    if (merge.changesAnything()) {
        merge.merged.companySize.reset(); // only ever filled in, below
        if (Result<> saved = m_leads.save(m_connection, merge.merged, m_now); !saved) {
            return saved;
        }
        if (merge.restores) {
            if (Result<bool> restored = m_leads.restore(m_connection, existing); !restored) {
                return failureOf(std::move(restored));
            }
        }
    }
    if (row.companySize && merge.merged.companyName.compare(row.companyName, Qt::CaseInsensitive) == 0) {
        Result<CompanyId> company = companyNamed(row.companyName);
        if (!company) {
            return failureOf(std::move(company));
        }
        if (Result<> sized = fillSize(*company, row.companySize, merge.before); !sized) {
            return sized;
        }
    }
    ++m_counts.merged;
    return m_imports.note(m_connection, m_id, candidate.number, ImportFate::Merge, existing, merge.before, {});
}

Result<CompanyId> ImportWriter::companyNamed(const QString &name)
{
    if (const auto known = m_companies.constFind(name); known != m_companies.cend()) {
        return *known;
    }
    Result<CompanyId> company = m_companyStore.findOrAdd(m_connection, name, m_now);
    if (company) {
        if (m_companies.size() >= cachedCompanies) {
            m_companies.clear();
        }
        m_companies.insert(name, *company);
    }
    return company;
}

Result<qint64> ImportWriter::tagNamed(const QString &name)
{
    if (const auto known = m_tags.constFind(name); known != m_tags.cend()) {
        return *known;
    }
    Result<qint64> tag = m_tagStore.findOrAdd(m_connection, name);
    if (tag) {
        m_tags.insert(name, *tag);
    }
    return tag;
}

Result<> ImportWriter::fillSize(CompanyId company, std::optional<qint64> size, QJsonObject &before)
{
    if (company.isNull() || !size) {
        return {};
    }
    Result<bool> filled = m_companyStore.fillSize(m_connection, company, *size);
    if (!filled) {
        return failureOf(std::move(filled));
    }
    if (*filled) {
        before.insert(QStringLiteral("sized company"), QJsonArray{company.value(), *size});
    }
    return {};
}

Result<> ImportWriter::finish()
{
    return m_imports.finish(m_connection, m_id, m_counts);
}

} // namespace AlwaysLeads
