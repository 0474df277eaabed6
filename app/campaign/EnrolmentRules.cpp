#include "campaign/EnrolmentRules.h"

#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "maildomain/MailDomainStore.h"
#include "suppression/SuppressionStore.h"

#include <QLocale>

namespace AlwaysLeads {

Result<EnrolmentReport> EnrolmentRules::enrol(Connection &connection, CampaignId campaign, const QList<LeadId> &leads,
                                              const QDateTime &now) const
{
    const CampaignStore store;
    Result<Campaign> there = store.find(connection, campaign);
    if (!there) {
        return failureOf(std::move(there));
    }
    EnrolmentReport report;
    for (const LeadId id : leads) {
        Result<Lead> lead = LeadStore().lead(connection, id);
        if (!lead) {
            if (lead.error().kind == ErrorKind::NotFound) {
                report.leftOut.append({id, {}, LeftOut::Reason::Deleted, tr("This person was deleted.")});
                continue;
            }
            return failureOf(std::move(lead));
        }
        Result<std::optional<LeftOut>> against = objection(connection, campaign, *lead);
        if (!against) {
            return failureOf(std::move(against));
        }
        if (*against) {
            report.leftOut.append(**against);
            continue;
        }
        if (there->quietDays > 0 && lead->touchedAt.isValid() && lead->touchedAt.addDays(there->quietDays) > now) {
            report.leftOut.append(
                {id, lead->fullName(), LeftOut::Reason::WrittenToLately,
                 tr("Was written to %1, less than %n days ago.", nullptr, there->quietDays)
                     .arg(QLocale().toString(lead->touchedAt.toLocalTime().date(), QLocale::ShortFormat))});
            continue;
        }
        Result<bool> added = store.enrol(connection, campaign, id, now);
        if (!added) {
            return failureOf(std::move(added));
        }
        if (*added) {
            if (Result<> told = LeadEventStore().append(connection, id, LeadEventKind::Enrolled, there->name, now);
                !told) {
                return failureOf(std::move(told));
            }
            ++report.enrolled;
        } else {
            report.leftOut.append({id, lead->fullName(), LeftOut::Reason::AlreadyHere,
                                   tr("Is in this campaign already, or was left out of it.")});
        }
    }
    return report;
}

Result<> EnrolmentRules::bringBack(Connection &connection, CampaignId campaign, LeadId lead) const
{
    Result<Lead> person = LeadStore().lead(connection, lead);
    if (!person) {
        return failureOf(std::move(person));
    }
    Result<std::optional<LeftOut>> against = objection(connection, campaign, *person);
    if (!against) {
        return failureOf(std::move(against));
    }
    if (*against) {
        return failure(ErrorKind::Refused, (*against)->sentence);
    }
    return CampaignStore().comeBack(connection, campaign, lead);
}

Result<std::optional<LeftOut>> EnrolmentRules::objection(Connection &connection, CampaignId campaign,
                                                         const Lead &lead) const
{
    Result<std::optional<LeftOut>> against = againstWriting(connection, lead);
    if (!against || *against) {
        return against;
    }
    Result<std::optional<QString>> elsewhere = CampaignStore().runningElsewhere(connection, campaign, lead.id);
    if (!elsewhere) {
        return failureOf(std::move(elsewhere));
    }
    if (*elsewhere) {
        return std::optional<LeftOut>(LeftOut{lead.id, lead.fullName(), LeftOut::Reason::InAnotherCampaign,
                                              tr("Is in the running campaign “%1”.").arg(**elsewhere)});
    }
    return std::optional<LeftOut>();
}

Result<std::optional<LeftOut>> EnrolmentRules::againstWriting(Connection &connection, const Lead &lead) const
{
    const auto because = [&](LeftOut::Reason reason, const QString &sentence) {
        return std::optional<LeftOut>(LeftOut{lead.id, lead.fullName(), reason, sentence});
    };
    if (lead.deletedAt.isValid()) {
        return because(LeftOut::Reason::Deleted, tr("This person was deleted."));
    }
    if (lead.status == LeadStatus::OptedOut) {
        return because(LeftOut::Reason::Suppressed, tr("Asked not to be written to."));
    }
    if (!lead.email) {
        return because(LeftOut::Reason::NoAddress, tr("Has no email address."));
    }
    Result<std::optional<SuppressionEntry>> suppressed = SuppressionStore().find(connection, *lead.email);
    if (!suppressed) {
        return failureOf(std::move(suppressed));
    }
    if (*suppressed) {
        return because(LeftOut::Reason::Suppressed, SuppressionStore::sentence(**suppressed));
    }
    Result<std::optional<MailDomain>> domain = MailDomainStore().find(connection, lead.email->domain());
    if (!domain) {
        return failureOf(std::move(domain));
    }
    if (*domain && (*domain)->isDead()) { // also of somebody who came after it was looked up
        return because(LeftOut::Reason::InvalidAddress, (*domain)->sentence());
    }
    if (lead.emailState == EmailState::Invalid || lead.status == LeadStatus::Bounced) {
        return because(LeftOut::Reason::InvalidAddress, tr("The email address does not work."));
    }
    return std::optional<LeftOut>();
}

} // namespace AlwaysLeads
