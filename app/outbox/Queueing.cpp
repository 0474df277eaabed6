#include "outbox/Queueing.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftStore.h"
#include "draft/SenderChoice.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "settings/SettingStore.h"
#include "suppression/SuppressionStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString stoppedName = QStringLiteral("sending.stopped");

/// As they stand in the database.
const QPair<StopCause, QString> causeWords[] = {{StopCause::Person, QStringLiteral("yes")},
                                                {StopCause::Restored, QStringLiteral("restored")},
                                                {StopCause::RestoredBlind, QStringLiteral("restored blind")}};

} // namespace

Result<bool> Queueing::isStopped(Connection &connection)
{
    return stopCause(connection).map([](StopCause cause) { return cause != StopCause::None; });
}

Result<StopCause> Queueing::stopCause(Connection &connection)
{
    Result<std::optional<QString>> value = SettingStore().find(connection, stoppedName);
    if (!value) {
        return failureOf(std::move(value));
    }
    for (const auto &[cause, word] : causeWords) {
        if (*value == word) {
            return cause;
        }
    }
    return StopCause::None;
}

Result<> Queueing::setStopped(Connection &connection, StopCause cause)
{
    QString value;
    for (const auto &[each, word] : causeWords) {
        value = each == cause ? word : value;
    }
    return SettingStore().put(connection, stoppedName, value);
}

Result<bool> Queueing::take(Connection &connection, const DraftMessage &built, const QDateTime &now) const
{
    Result<Campaign> campaign = CampaignStore().find(connection, built.draft.campaign);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    if (campaign->state != CampaignState::Running || campaign->deletedAt.isValid()) {
        return false;
    }
    Send send;
    send.draft = built.draft.id;
    send.lead = built.draft.lead;
    send.campaign = built.draft.campaign;
    send.step = built.draft.step;
    send.version = built.draft.version;
    send.mailbox = built.mailbox.id;
    send.to = built.message.to.address.toString();
    send.messageId = built.draft.messageId;
    send.approvedHash = built.hash;
    send.dueAt = built.draft.dueAt.isValid() ? std::max(now, built.draft.dueAt) : now;
    send.queuedAt = now;
    send.senderWhy = built.draft.facts.approved.value(SenderChoice::factName());
    if (Result<SendId> queued = m_ledger.queue(connection, send); !queued) {
        return failureOf(std::move(queued));
    }
    Result<> set = DraftStore().setState(connection, built.draft.id, DraftState::Queued, {}, now);
    return set ? Result<bool>(true) : failureOf(std::move(set));
}

Result<int> Queueing::takeApproved(Connection &connection, CampaignId campaign, const QDateTime &now) const
{
    const DraftState approved[] = {DraftState::Approved};
    const DraftStore drafts;
    Result<QList<Draft>> waiting = drafts.list(connection, approved, campaign);
    if (!waiting) {
        return failureOf(std::move(waiting));
    }
    int count = 0;
    for (const Draft &draft : std::as_const(*waiting)) {
        Result<DraftMessage> built = DraftMessages().build(connection, draft);
        if (!built && built.error().kind != ErrorKind::Invalid) {
            return failureOf(std::move(built));
        }
        const QString change = built ? DraftMessages::changeSinceApproval(*built) : built.error().message;
        if (!change.isEmpty()) {
            if (Result<> lapsed = drafts.setState(connection, draft.id, DraftState::Lapsed, change, now); !lapsed) {
                return failureOf(std::move(lapsed));
            }
            continue;
        }
        Result<bool> taken = take(connection, *built, now);
        if (!taken) {
            return failureOf(std::move(taken));
        }
        count += *taken ? 1 : 0;
    }
    return count;
}

Result<> Queueing::withdraw(Connection &connection, DraftId draft, SendReason reason, const QDateTime &now) const
{
    Result<std::optional<Send>> send = m_ledger.findForDraft(connection, draft);
    if (!send) {
        return failureOf(std::move(send));
    }
    if (!*send) {
        return {};
    }
    switch ((*send)->state) {
    case SendState::Cancelled:
    case SendState::RefusedForGood:
        return {};
    case SendState::Waiting:
    case SendState::RefusedForNow:
        return m_ledger.move(connection, (*send)->id, (*send)->state, SendState::Cancelled, reason, {}, {}, now);
    case SendState::HandingOver:
        return failure(ErrorKind::Refused, tr("This mail is leaving at this moment."));
    case SendState::Accepted:
        return failure(ErrorKind::Refused, tr("This mail has left already."));
    case SendState::Unknown:
        return failure(ErrorKind::Refused, tr("This mail may have left. Settle it in the outbox first."));
    }
    return {};
}

Result<> Queueing::follow(Connection &connection, const Send &send, const QDateTime &now) const
{
    const DraftStore drafts;
    const LeadStore leads;
    if (send.state != SendState::Accepted && send.state != SendState::RefusedForGood) {
        return {};
    }
    const bool left = send.state == SendState::Accepted;
    if (Result<> set = drafts.setState(connection, send.draft, left ? DraftState::Sent : DraftState::Rejected,
                                       left ? QString() : tr("Their server refused it: %1").arg(send.answerText), now);
        !set) {
        return set;
    }
    Result<Lead> lead = leads.lead(connection, send.lead);
    if (!lead) {
        return lead.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(lead));
    }
    Result<Draft> draft = drafts.find(connection, send.draft);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    if (Result<> told =
            LeadEventStore().append(connection, send.lead, left ? LeadEventKind::Sent : LeadEventKind::Refused,
                                    left ? draft->subject : send.answerText, now);
        !told) {
        return told;
    }
    if (left) {
        if (lead->status == LeadStatus::New || lead->status == LeadStatus::DraftReady) {
            if (Result<> marked = leads.setStatus(connection, send.lead, LeadStatus::Contacted); !marked) {
                return marked;
            }
        }
        if (Result<> touched = leads.touch(connection, send.lead, send.intentAt); !touched) {
            return touched;
        }
        return MailboxStore().noteSuccess(connection, send.mailbox, now);
    }
    if (send.settledBy != QLatin1String("recipient")) {
        return {};
    }
    Result<EmailAddress> address = EmailAddress::parse(send.to);
    if (!address) {
        return failureOf(std::move(address));
    }
    Result<SuppressionEntry> suppressed =
        SuppressionStore().addAddress(connection, *address, SuppressionReason::Bounced, send.answerText, now);
    if (!suppressed) {
        return failureOf(std::move(suppressed));
    }
    if (lead->email != *address) {
        return {}; // the person has another address by now
    }
    if (Result<> marked = leads.setEmailState(connection, send.lead, EmailState::Invalid); !marked) {
        return marked;
    }
    return lead->status == LeadStatus::OptedOut ? Result<>()
                                                : leads.setStatus(connection, send.lead, LeadStatus::Bounced);
}

Result<> Queueing::followUnfinished(Connection &connection, const QDateTime &now) const
{
    Result<QList<Send>> sends = m_ledger.untold(connection);
    if (!sends) {
        return failureOf(std::move(sends));
    }
    for (const Send &send : std::as_const(*sends)) {
        if (Result<> followed = follow(connection, send, now); !followed) {
            return followed;
        }
    }
    return {};
}

} // namespace AlwaysLeads
