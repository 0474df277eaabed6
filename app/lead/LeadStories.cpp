#include "lead/LeadStories.h"

#include "lead/CustomFieldStore.h"
#include "lead/FieldValue.h"
#include "lead/LeadMergeStore.h"
#include "lead/LeadStore.h"
#include "suppression/SuppressionStore.h"

namespace AlwaysLeads {

namespace {

constexpr int eventsShown = 300;

Result<QList<StoryFact>> factsWithSources(Connection &connection, const Lead &lead, const Origins &origins,
                                          const QLocale &locale)
{
    QList<StoryFact> facts;
    const auto add = [&](const QString &name, const QString &label, const QString &value, bool isLink) {
        StoryFact fact{name, label, value, {}, {}, isLink};
        if (const std::optional<Origin> origin = origins.of(name)) {
            fact.source = shown(*origin);
            fact.at = origin->source.at;
        }
        facts << fact;
    };
    Lead common = lead;
    common.custom.clear();
    for (const LeadFact &fact : factsOf(common)) {
        if (!fact.value.isEmpty() && !LeadStories::standsAbove(fact.name)) {
            add(fact.name, fact.label, fact.value, fact.name == QLatin1String("website"));
        }
    }
    Result<QList<CustomField>> own = CustomFieldStore().all(connection);
    if (!own) {
        return failureOf(std::move(own));
    }
    for (const CustomField &field : std::as_const(*own)) {
        if (const QString value = lead.custom.value(field.key); !value.isEmpty()) {
            add(SourceStore::customField(field.key), field.label, FieldValue::shown(field, value, locale),
                field.kind == FieldKind::Url);
        }
    }
    return facts;
}

Result<LeadStory> read(Connection &connection, LeadId id, const QLocale &locale)
{
    Result<Lead> lead = LeadStore().lead(connection, id);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    LeadStory story;
    Result<Origins> origins = SourceStore().of(connection, id);
    if (!origins) {
        return failureOf(std::move(origins));
    }
    if (origins->lead()) {
        story.addedFrom = shown(*origins->lead());
    }
    Result<QList<StoryFact>> facts = factsWithSources(connection, *lead, *origins, locale);
    if (!facts) {
        return failureOf(std::move(facts));
    }
    story.facts = *facts;
    Result<QList<LeadEvent>> events = LeadEventStore().of(connection, id, eventsShown);
    if (!events) {
        return failureOf(std::move(events));
    }
    story.events = *events;
    if (lead->email) {
        Result<std::optional<SuppressionEntry>> entry = SuppressionStore().find(connection, *lead->email);
        if (!entry) {
            return failureOf(std::move(entry));
        }
        story.suppressed = *entry ? SuppressionStore::sentence(**entry) : QString();
    }
    Result<QStringList> former = LeadMergeStore().formerNames(connection, id);
    if (!former) {
        return failureOf(std::move(former));
    }
    story.former = *former;
    if (!lead->companyId.isNull()) {
        Result<CompanyPeople> people = CompanyStore().people(connection, lead->companyId, id);
        if (!people) {
            return failureOf(std::move(people));
        }
        story.company = *people;
    }
    return story;
}

} // namespace

bool LeadStories::standsAbove(const QString &fact)
{
    static const QStringList above = {
        QStringLiteral("first name"), QStringLiteral("last name"), QStringLiteral("name"),
        QStringLiteral("email"),      QStringLiteral("title"),     QStringLiteral("company"),
        QStringLiteral("city"),       QStringLiteral("country"),   QStringLiteral("company size")};
    return above.contains(fact);
}

LeadStories::LeadStories(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
}

Task<Result<LeadStory>> LeadStories::story(LeadId id, QLocale locale)
{
    auto reading =
        m_database.read<LeadStory>([id, locale](Connection &connection) { return read(connection, id, locale); });
    Result<LeadStory> outcome = co_await reading;
    co_return outcome;
}

} // namespace AlwaysLeads
