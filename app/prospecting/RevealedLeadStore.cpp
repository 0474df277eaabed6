#include "prospecting/RevealedLeadStore.h"

#include "lead/CompanyStore.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "prospecting/FoundPersonStore.h"
#include "suppression/SuppressionStore.h"

#include <QPair>

namespace AlwaysLeads {

namespace {

void fill(QString &mine, const QString &theirs, const QString &field, QStringList &filled)
{
    if (mine.isEmpty() && !theirs.isEmpty()) {
        mine = theirs;
        filled.append(field);
    }
}

} // namespace

EmailState RevealedLeadStore::emailState(const QString &word)
{
    if (word == QLatin1String("verified")) {
        return EmailState::Verified;
    }
    // A guess from the company's pattern, or one that somebody had trouble with.
    for (const char *risky : {"extrapolated", "guessed", "likely to engage", "bounced"}) {
        if (word == QLatin1String(risky)) {
            return EmailState::Risky;
        }
    }
    return EmailState::Unchecked;
}

Result<RevealReport> RevealedLeadStore::keep(Connection &connection, const Reveal &reveal, const ApolloReveal &answer,
                                             const QDateTime &now) const
{
    Result<SourceId> source = sourceOfToday(connection, now);
    if (!source) {
        return failureOf(std::move(source));
    }
    RevealReport report;
    for (qsizetype i = 0; i < reveal.people.size(); ++i) {
        const FoundPerson &person = reveal.people.at(i);
        const std::optional<ApolloMatch> match = answer.matches.value(i);
        if (!match) {
            ++report.notFound;
            if (Result<> set = FoundPersonStore().setRecord(connection, person.id, FoundRecord::Nothing, person.lead);
                !set) {
                return failureOf(std::move(set));
            }
            continue;
        }
        if (Result<> kept = keepOne(connection, person, *match, *source, now, report); !kept) {
            return failureOf(std::move(kept));
        }
    }
    return report;
}

Result<> RevealedLeadStore::keepOne(Connection &connection, const FoundPerson &person, const ApolloMatch &match,
                                    SourceId source, const QDateTime &now, RevealReport &report) const
{
    const FoundPersonStore found;
    Lead lead;
    lead.firstName = match.firstName.isEmpty() ? person.shown.firstName : match.firstName;
    lead.lastName = match.lastName;
    lead.title = match.title.isEmpty() ? person.shown.title : match.title;
    lead.city = match.city;
    lead.country = match.country;
    lead.companySize = match.companySize;
    if (const Result<EmailAddress> address = EmailAddress::parse(match.email); address) {
        lead.email = *address;
        lead.emailState = emailState(match.emailStatus);
        Result<std::optional<SuppressionEntry>> no = SuppressionStore().find(connection, *address);
        if (!no) {
            return failureOf(std::move(no));
        }
        if (*no) { // what was learnt of them is not kept
            ++report.optedOut;
            return found.setRecord(connection, person.id, FoundRecord::OptedOut, person.lead);
        }
    }
    Result<QString> company = this->company(connection, match, now);
    if (!company) {
        return failureOf(std::move(company));
    }
    lead.companyName = *company;
    if (!match.linkedIn.isEmpty()) {
        Result<QString> key = linkedInKey(connection);
        if (!key) {
            return failureOf(std::move(key));
        }
        lead.custom.insert(*key, match.linkedIn);
    }
    Result<LeadId> id = known(connection, lead);
    if (!id) {
        return failureOf(std::move(id));
    }
    const bool merges = !id->isNull();
    if (merges) {
        Result<Lead> there = LeadStore().lead(connection, *id);
        if (!there) {
            return failureOf(std::move(there));
        }
        if (there->status == LeadStatus::OptedOut) {
            ++report.optedOut;
            return found.setRecord(connection, person.id, FoundRecord::OptedOut, *id);
        }
        if (Result<> merged = merge(connection, *id, lead, source, now); !merged) {
            return merged;
        }
        ++report.merged;
    } else {
        id = add(connection, lead, source, now);
        if (!id) {
            return failureOf(std::move(id));
        }
        ++report.added;
    }
    report.leads.append(*id);
    ++(!lead.email                                   ? report.withoutAddress
           : lead.emailState == EmailState::Verified ? report.verified
           : lead.emailState == EmailState::Risky    ? report.risky
                                                     : report.unchecked);
    const FoundRecord record = merges ? FoundRecord::Merged
        : lead.email                  ? FoundRecord::Revealed
                                      : FoundRecord::NoAddress;
    return found.setRecord(connection, person.id, record, *id);
}

Result<LeadId> RevealedLeadStore::known(Connection &connection, const Lead &revealed) const
{
    const LeadStore leads;
    if (revealed.email) {
        Result<LeadId> byEmail = leads.byEmail(connection, *revealed.email);
        if (!byEmail || !byEmail->isNull()) {
            return byEmail;
        }
    }
    if (revealed.companyName.isEmpty() || revealed.lastName.isEmpty()) {
        return LeadId();
    }
    Result<LeadId> byName = leads.byNameAndCompany(connection, revealed);
    if (!byName || byName->isNull()) {
        return byName;
    }
    Result<Lead> there = leads.lead(connection, *byName);
    if (!there) {
        return failureOf(std::move(there));
    }
    // Two people of one name may work in one company; only who has no address can be the same without doubt.
    return there->email && revealed.email ? LeadId() : *byName;
}

Result<LeadId> RevealedLeadStore::add(Connection &connection, const Lead &lead, SourceId source,
                                      const QDateTime &now) const
{
    Result<LeadId> id = LeadStore().add(connection, lead, now);
    if (!id) {
        return id;
    }
    if (Result<> set = SourceStore().setLead(connection, *id, source); !set) {
        return failureOf(std::move(set));
    }
    const QString detail = lead.email ? tr("Found in Apollo, address %1").arg(shown(lead.emailState).toLower())
                                      : tr("Found in Apollo, without an address");
    if (Result<> noted = LeadEventStore().append(connection, *id, LeadEventKind::Revealed, detail, now); !noted) {
        return failureOf(std::move(noted));
    }
    return id;
}

Result<> RevealedLeadStore::merge(Connection &connection, LeadId id, const Lead &revealed, SourceId source,
                                  const QDateTime &now) const
{
    const LeadStore leads;
    Result<Lead> there = leads.lead(connection, id);
    if (!there) {
        return failureOf(std::move(there));
    }
    Lead lead = *there;
    QStringList filled;
    if (!lead.email && revealed.email) {
        lead.email = revealed.email;
        lead.emailState = revealed.emailState;
        filled.append(QStringLiteral("email"));
    } else if (lead.email == revealed.email && lead.emailState == EmailState::Unchecked) {
        lead.emailState = revealed.emailState;
    }
    fill(lead.firstName, revealed.firstName, QStringLiteral("first name"), filled);
    fill(lead.lastName, revealed.lastName, QStringLiteral("last name"), filled);
    fill(lead.title, revealed.title, QStringLiteral("title"), filled);
    fill(lead.companyName, revealed.companyName, QStringLiteral("company"), filled);
    fill(lead.city, revealed.city, QStringLiteral("city"), filled);
    fill(lead.country, revealed.country, QStringLiteral("country"), filled);
    for (auto own = revealed.custom.cbegin(); own != revealed.custom.cend(); ++own) {
        fill(lead.custom[own.key()], own.value(), SourceStore::customField(own.key()), filled);
    }
    if (Result<> saved = leads.save(connection, lead, now); !saved) {
        return saved;
    }
    if (lead.deletedAt.isValid()) { // whoever pays for somebody wants them back
        if (Result<bool> back = leads.restore(connection, id); !back) {
            return failureOf(std::move(back));
        }
    }
    for (const QString &field : std::as_const(filled)) {
        if (Result<> noted = SourceStore().setField(connection, id, field, source); !noted) {
            return noted;
        }
    }
    return LeadEventStore().append(connection, id, LeadEventKind::Revealed,
                                   tr("Found in Apollo, merged with what was here"), now);
}

Result<QString> RevealedLeadStore::company(Connection &connection, const ApolloMatch &match, const QDateTime &now) const
{
    const CompanyStore companies;
    CompanyId id;
    if (!match.companyDomain.isEmpty()) {
        Result<qint64> byDomain =
            connection.number(QStringLiteral("SELECT id FROM company WHERE domain = ?"), {match.companyDomain});
        if (!byDomain) {
            return failureOf(std::move(byDomain));
        }
        id = CompanyId(*byDomain);
    }
    const bool domainIsFree = id.isNull();
    if (id.isNull()) {
        Result<CompanyId> byName = companies.findOrAdd(connection, match.company, now);
        if (!byName) {
            return failureOf(std::move(byName));
        }
        id = *byName;
    }
    if (id.isNull()) {
        return QString();
    }
    Result<Company> there = companies.company(connection, id);
    if (!there) {
        return failureOf(std::move(there));
    }
    Company company = *there;
    QStringList filled;
    if (domainIsFree) {
        fill(company.domain, match.companyDomain, {}, filled);
    }
    fill(company.industry, match.companyIndustry, {}, filled);
    fill(company.city, match.companyCity, {}, filled);
    fill(company.country, match.companyCountry, {}, filled);
    fill(company.website, match.companyWebsite, {}, filled);
    if (!company.size && match.companySize) {
        company.size = match.companySize;
        filled.append(QString());
    }
    if (!filled.isEmpty()) {
        if (Result<> saved = companies.save(connection, company); !saved) {
            return failureOf(std::move(saved));
        }
    }
    return company.name;
}

Result<SourceId> RevealedLeadStore::sourceOfToday(Connection &connection, const QDateTime &now) const
{
    const QDateTime today(now.toLocalTime().date(), QTime(0, 0));
    Result<qint64> known = connection.number(
        QStringLiteral("SELECT id FROM source WHERE kind = 'apollo' AND at >= ? ORDER BY id DESC LIMIT 1"), {today});
    if (!known) {
        return failureOf(std::move(known));
    }
    return *known != 0 ? SourceId(*known) : SourceStore().add(connection, {{}, SourceKind::Apollo, {}, {}, now});
}

Result<QString> RevealedLeadStore::linkedInKey(Connection &connection) const
{
    const QString label = QStringLiteral("LinkedIn");
    const QString key = CustomFieldStore::keyOf(label);
    Result<qint64> there = connection.number(QStringLiteral("SELECT count(*) FROM custom_field WHERE key = ?"), {key});
    if (!there) {
        return failureOf(std::move(there));
    }
    Result<CustomField> field = CustomFieldStore().findOrAdd(connection, label);
    if (!field) {
        return failureOf(std::move(field));
    }
    if (*there == 0) {
        field->kind = FieldKind::Url;
        if (Result<> link = CustomFieldStore().save(connection, *field); !link) {
            return failureOf(std::move(link));
        }
    }
    return key;
}

} // namespace AlwaysLeads
