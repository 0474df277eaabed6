#include "campaign/Campaigns.h"

#include "campaign/EnrolmentRules.h"

// The people of a campaign.
namespace AlwaysLeads {

Task<Result<EnrolmentReport>> Campaigns::enrol(CampaignId id, QList<LeadId> leads)
{
    auto writing = m_database.write<EnrolmentReport>([id, leads, now = m_clock.now()](Connection &connection) {
        return EnrolmentRules().enrol(connection, id, leads, now);
    });
    Result<EnrolmentReport> report = co_await writing;
    if (report) {
        Q_EMIT changed(id);
    }
    co_return report;
}

Task<Result<QList<EnrolledPerson>>> Campaigns::people(CampaignId id)
{
    auto reading = m_database.read<QList<EnrolledPerson>>(
        [this, id](Connection &connection) { return m_store.people(connection, id); });
    Result<QList<EnrolledPerson>> people = co_await reading;
    co_return people;
}

Task<Result<>> Campaigns::leaveOut(CampaignId id, LeadId lead, QString reason)
{
    auto changing = change(id, [this, id, lead, reason](Connection &connection) {
        return m_store.leave(connection, id, lead, reason.isEmpty() ? tr("Left out by you.") : reason);
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::leaveOutAll(CampaignId id, QList<LeadId> leads, QString reason)
{
    auto changing = change(id, [this, id, leads, reason](Connection &connection) -> Result<> {
        for (const LeadId lead : leads) {
            Result<> left = m_store.leave(connection, id, lead, reason.isEmpty() ? tr("Left out by you.") : reason);
            if (!left) {
                return left;
            }
        }
        return {};
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::bringBackAll(CampaignId id, QList<LeadId> leads)
{
    auto changing = change(id, [id, leads](Connection &connection) -> Result<> {
        for (const LeadId lead : leads) {
            Result<> back = EnrolmentRules().bringBack(connection, id, lead);
            if (!back && back.error().kind != ErrorKind::Refused && back.error().kind != ErrorKind::NotFound) {
                return back;
            }
        }
        return {};
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::bringBack(CampaignId id, LeadId lead)
{
    auto changing =
        change(id, [id, lead](Connection &connection) { return EnrolmentRules().bringBack(connection, id, lead); });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::pausePerson(CampaignId id, LeadId lead, QDateTime until)
{
    const QDateTime now = m_clock.now();
    if (until.isValid() && until <= now) {
        co_return failure(ErrorKind::Invalid, tr("Choose a day that is still to come."));
    }
    auto changing = change(id, [this, id, lead, until, now](Connection &connection) {
        return m_store.setPaused(connection, id, lead, now, until);
    });
    Result<> outcome = co_await changing;
    if (outcome) {
        Q_EMIT stepChanged(id); // what was approved for them has to be looked at
    }
    co_return outcome;
}

Task<Result<>> Campaigns::resumePerson(CampaignId id, LeadId lead)
{
    auto changing = change(
        id, [this, id, lead](Connection &connection) { return m_store.setPaused(connection, id, lead, {}, {}); });
    Result<> outcome = co_await changing;
    co_return outcome;
}

} // namespace AlwaysLeads
