#include "lead/LeadStories.h"

#include "lead/CustomFieldStore.h"
#include "lead/FieldValue.h"
#include "lead/LeadMergeStore.h"
#include "lead/LeadStore.h"
#include "maildomain/MailDomainStore.h"
#include "suppression/SuppressionStore.h"

namespace AlwaysLeads {

namespace {

constexpr int eventsShown = 300;

StoryFact factFrom(const Origins &origins, const QString &name, const QString &label, const QString &value)
{
    StoryFact fact{name, label, value, {}, {}, name == QLatin1String("website")};
    if (const std::optional<Origin> origin = origins.of(name)) {
        fact.source = shown(*origin);
        fact.at = origin->source.at;
        fact.from = origin->source.kind;
    }
    return fact;
}

Result<> addFacts(Connection &connection, const Lead &lead, const Origins &origins, const QLocale &locale,
                  LeadStory &story)
{
    Lead common = lead;
    common.custom.clear();
    for (const LeadFact &fact : factsOf(common)) {
        if (!fact.value.isEmpty() && fact.name != QLatin1String("name")) { // it is its two parts
            (LeadStories::standsAbove(fact.name) ? story.above : story.facts)
                << factFrom(origins, fact.name, fact.label, fact.value);
        }
    }
    if (!lead.tags.isEmpty()) {
        story.above << factFrom(origins, QStringLiteral("tags"), LeadStories::tr("Tags"),
                                lead.tags.join(LeadStories::tr(", ")));
    }
    if (!lead.notes.isEmpty()) {
        story.above << factFrom(origins, QStringLiteral("notes"), LeadStories::tr("Notes"), lead.notes);
    }
    Result<QList<CustomField>> own = CustomFieldStore().all(connection);
    if (!own) {
        return failureOf(std::move(own));
    }
    for (const CustomField &field : std::as_const(*own)) {
        if (const QString value = lead.custom.value(field.key); !value.isEmpty()) {
            StoryFact fact = factFrom(origins, SourceStore::customField(field.key), field.label,
                                      FieldValue::shown(field, value, locale));
            fact.isLink = field.kind == FieldKind::Url;
            story.facts << fact;
        }
    }
    return {};
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
    if (Result<> added = addFacts(connection, *lead, *origins, locale, story); !added) {
        return failureOf(std::move(added));
    }
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
        Result<std::optional<MailDomain>> domain = MailDomainStore().find(connection, lead->email->domain());
        if (!domain) {
            return failureOf(std::move(domain));
        }
        story.unreachable = *domain ? (*domain)->sentence() : QString();
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
