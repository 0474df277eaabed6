#include "campaign/CampaignSources.h"

namespace AlwaysLeads {

CampaignSources::CampaignSources(Database &database, const Clock &clock, Campaigns &campaigns, LeadSearch &search,
                                 QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_campaigns(campaigns)
    , m_search(search)
{
}

Task<Result<QList<CampaignSource>>> CampaignSources::of(CampaignId campaign)
{
    auto reading = m_database.read<QList<CampaignSource>>(
        [store = m_store, campaign](Connection &connection) { return store.of(connection, campaign); });
    Result<QList<CampaignSource>> sources = co_await reading;
    co_return sources;
}

Task<Result<EnrolmentReport>> CampaignSources::enrol(CampaignId campaign, LeadListId list, LeadList::Kind kind)
{
    LeadCondition condition;
    condition.field = kind == LeadList::Kind::Segment ? QStringLiteral("segment") : QStringLiteral("list");
    condition.asks = LeadOperator::IsOneOf;
    condition.values = QStringList(QString::number(list.value()));
    LeadQuery query;
    query.filter = LeadFilter(condition);
    query.order = Qt::AscendingOrder;
    auto searching = m_search.ids(query);
    Result<std::vector<LeadId>> people = co_await searching;
    if (!people) {
        co_return failureOf(std::move(people));
    }
    auto reading = m_database.read<QList<LeadId>>([store = m_store, campaign, all = *people](Connection &connection) {
        return store.notIn(connection, campaign, all);
    });
    Result<QList<LeadId>> missing = co_await reading;
    if (!missing) {
        co_return failureOf(std::move(missing));
    }
    EnrolmentReport report;
    if (missing->isEmpty()) {
        co_return report;
    }
    auto enrolling = m_campaigns.enrol(campaign, *missing);
    Result<EnrolmentReport> enrolled = co_await enrolling;
    co_return enrolled;
}

Task<Result<EnrolmentReport>> CampaignSources::add(CampaignId campaign, LeadList list, bool follows)
{
    auto enrolling = enrol(campaign, list.id, list.kind);
    Result<EnrolmentReport> report = co_await enrolling;
    if (!report) {
        co_return report;
    }
    auto writing =
        m_database.write<>([store = m_store, campaign, id = list.id, follows, now = m_clock.now()](
                               Connection &connection) { return store.put(connection, campaign, id, follows, now); });
    Result<> written = co_await writing;
    if (!written) {
        co_return failureOf(std::move(written));
    }
    Q_EMIT changed(campaign);
    co_return report;
}

Task<Result<>> CampaignSources::remove(CampaignId campaign, LeadListId list)
{
    auto writing = m_database.write<>(
        [store = m_store, campaign, list](Connection &connection) { return store.remove(connection, campaign, list); });
    Result<> written = co_await writing;
    if (written) {
        Q_EMIT changed(campaign);
    }
    co_return written;
}

Task<Result<int>> CampaignSources::follow()
{
    if (m_following) {
        co_return 0; // the next look is soon
    }
    m_following = true;
    auto reading = m_database.read<QList<CampaignSource>>(
        [store = m_store](Connection &connection) { return store.followed(connection); });
    Result<QList<CampaignSource>> sources = co_await reading;
    Result<int> taken = 0;
    if (!sources) {
        taken = failureOf(std::move(sources));
    }
    for (qsizetype at = 0; taken && at < sources->size(); ++at) {
        const CampaignSource source = sources->at(at);
        auto enrolling = settled(enrol(source.campaign, source.list, source.kind));
        Result<EnrolmentReport> report = co_await enrolling;
        if (report) {
            *taken += report->enrolled;
        } else if (report.error().kind != ErrorKind::Refused && report.error().kind != ErrorKind::Invalid) {
            taken = failureOf(std::move(report)); // one that does not hold any more keeps nobody else out
        }
    }
    m_following = false;
    co_return taken;
}

} // namespace AlwaysLeads
