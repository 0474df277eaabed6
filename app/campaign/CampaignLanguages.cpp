#include "campaign/CampaignLanguages.h"

#include "campaign/CampaignLanguageStore.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestName = 40;

} // namespace

CampaignLanguages::CampaignLanguages(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
}

Task<Result<QString>> CampaignLanguages::of(CampaignId campaign)
{
    auto reading = m_database.read<QString>(
        [campaign](Connection &connection) { return CampaignLanguageStore().of(connection, campaign); });
    Result<QString> language = co_await reading;
    co_return language;
}

Task<Result<>> CampaignLanguages::choose(CampaignId campaign, QString language)
{
    if (language.size() > longestName) {
        co_return failure(ErrorKind::Invalid, tr("This is no language: “%1”.").arg(language.left(longestName)));
    }
    auto writing = m_database.write<>([campaign, language](Connection &connection) {
        return CampaignLanguageStore().put(connection, campaign, language);
    });
    Result<> written = co_await writing;
    if (written) {
        Q_EMIT changed(campaign);
    }
    co_return written;
}

} // namespace AlwaysLeads
