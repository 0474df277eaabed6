#include "assistant/QualificationFacts.h"

#include "lead/LeadStore.h"
#include "settings/SenderProfile.h"

namespace AlwaysLeads {

Result<QList<KnownFact>> qualificationFacts(Connection &connection, LeadId id)
{
    const LeadStore leads;
    Result<Lead> lead = leads.lead(connection, id);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    QList<KnownFact> facts;
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.trimmed().isEmpty()) {
            facts.append({name, value.trimmed()});
        }
    };
    add(QStringLiteral("title"), lead->title);
    add(QStringLiteral("company"), lead->companyName);
    for (const LeadFact &fact : factsOf(*lead)) {
        static const QStringList known = {QStringLiteral("industry"), QStringLiteral("company size"),
                                          QStringLiteral("website"),  QStringLiteral("city"),
                                          QStringLiteral("country"),  QStringLiteral("language")};
        if (known.contains(fact.name) || lead->custom.contains(fact.name)) {
            add(fact.name, fact.value);
        }
    }
    add(QStringLiteral("tags"), lead->tags.join(QStringLiteral(", ")));
    add(QStringLiteral("notes"), lead->notes);
    return facts;
}

QualificationBrief qualificationBrief(const SenderProfile &profile, const QList<KnownFact> &facts)
{
    QualificationBrief brief;
    brief.business.company = profile.company;
    brief.business.offer = profile.offer;
    brief.ideal = {profile.idealTitles, profile.idealCompanies, profile.idealPlaces};
    brief.facts = facts;
    return brief;
}

} // namespace AlwaysLeads
