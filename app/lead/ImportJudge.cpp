#include "lead/ImportJudge.h"

namespace AlwaysLeads {

namespace {

using Verdict = ImportJudge::Verdict;

std::optional<Verdict> mergeWith(LeadId existing, LeadStatus status, const QString &optedOut)
{
    if (status == LeadStatus::OptedOut) {
        return Verdict{ImportFate::Refused, existing, {}, optedOut, ColumnTarget::Email};
    }
    return Verdict{ImportFate::Merge, existing, {}, {}, ColumnTarget::DoNotImport};
}

std::optional<Verdict> mergeInFile(qint64 number)
{
    return Verdict{ImportFate::Merge, {}, number, {}, ColumnTarget::DoNotImport};
}

} // namespace

ImportJudge::ImportJudge(Connection &connection)
    : m_connection(connection)
{
}

Result<ImportJudge::Verdict> ImportJudge::judge(const ImportCandidate &candidate, const PeopleOfFile *above) const
{
    if (!candidate.refusal.isEmpty()) {
        return Verdict{ImportFate::Refused, {}, {}, candidate.refusal, candidate.faulty, false};
    }
    Result<std::optional<Verdict>> verdict = suppressed(candidate.lead);
    if (verdict && !*verdict) {
        verdict = known(candidate, above);
    }
    if (!verdict) {
        return failureOf(std::move(verdict));
    }
    return verdict->value_or(Verdict());
}

Result<std::optional<ImportJudge::Verdict>> ImportJudge::suppressed(const Lead &lead) const
{
    if (!lead.email) {
        return std::optional<Verdict>();
    }
    if (!m_sieve) {
        Result<SuppressionSieve> sieve = m_suppression.sieve(m_connection);
        if (!sieve) {
            return failureOf(std::move(sieve));
        }
        m_sieve = std::move(*sieve);
    }
    if (!m_sieve->mayHold(*lead.email)) {
        return std::optional<Verdict>();
    }
    Result<std::optional<SuppressionEntry>> no = m_suppression.find(m_connection, *lead.email);
    if (!no) {
        return failureOf(std::move(no));
    }
    if (!*no) {
        return std::optional<Verdict>();
    }
    QString sentence = SuppressionStore::sentence(**no);
    if (sentence.endsWith(QLatin1Char('.'))) {
        sentence.chop(1);
    }
    return std::optional<Verdict>(Verdict{ImportFate::Refused, {}, {}, sentence, ColumnTarget::Email, true});
}

Result<std::optional<ImportJudge::Verdict>> ImportJudge::known(const ImportCandidate &candidate,
                                                               const PeopleOfFile *above) const
{
    Result<bool> empty = startsEmpty();
    if (!empty) {
        return failureOf(std::move(empty));
    }
    const Lead &lead = candidate.lead;
    if (!*empty && lead.email) {
        Result<std::optional<std::pair<LeadId, LeadStatus>>> owner = m_leads.standing(m_connection, *lead.email);
        if (!owner) {
            return failureOf(std::move(owner));
        }
        if (*owner) {
            return mergeWith((*owner)->first, (*owner)->second, tr("Opted out"));
        }
    }
    if (above != nullptr) {
        if (const std::optional<qint64> same = above->withEmail(candidate.keys)) {
            return mergeInFile(*same);
        }
    }
    if (candidate.apart) {
        return std::optional<Verdict>();
    }
    if (!*empty) {
        Result<std::optional<Verdict>> person = samePerson(candidate);
        if (!person || *person) {
            return person;
        }
    }
    if (above != nullptr) {
        if (const std::optional<qint64> same = above->samePerson(candidate.keys)) {
            return mergeInFile(*same);
        }
    }
    return std::optional<Verdict>();
}

Result<std::optional<ImportJudge::Verdict>> ImportJudge::samePerson(const ImportCandidate &candidate) const
{
    const PersonKeys &keys = candidate.keys;
    if (keys.domain == 0 && keys.company == 0) {
        return std::optional<Verdict>();
    }
    const Lead &lead = candidate.lead;
    Result<QList<ImportMatchStore::Namesake>> namesakes =
        m_matches.namesakes(m_connection, lead.firstName, lead.lastName);
    if (!namesakes) {
        return failureOf(std::move(namesakes));
    }
    for (const ImportMatchStore::Namesake &other : *namesakes) {
        const QStringList domains{other.companyDomain, companyDomain(other.website, other.email),
                                  companyDomain(QString(), other.email),
                                  companyDomain(other.companyWebsite, QString())};
        const bool hasDomain = std::ranges::any_of(domains, [](const QString &domain) { return !domain.isEmpty(); });
        const bool sameDomain = !keys.companyDomain.isEmpty() && domains.contains(keys.companyDomain);
        const bool sameCompany =
            !lead.companyName.isEmpty() && other.company.compare(lead.companyName, Qt::CaseInsensitive) == 0;
        if (isSamePerson(keys, sameDomain, sameCompany, hasDomain, !other.email.isEmpty())) {
            return mergeWith(other.id, other.status, tr("Opted out"));
        }
    }
    return std::optional<Verdict>();
}

Result<bool> ImportJudge::startsEmpty() const
{
    if (!m_startsEmpty) {
        Result<bool> any = m_matches.hasLeads(m_connection);
        if (!any) {
            return any;
        }
        m_startsEmpty = !*any;
    }
    return *m_startsEmpty;
}

} // namespace AlwaysLeads
