#include "reply/ReplyConsequences.h"

#include "campaign/CampaignStore.h"
#include "draft/AnswerStore.h"
#include "draft/DraftStore.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "optout/OptOutStore.h"
#include "outbox/SendLedger.h"
#include "reply/OpenMailStore.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace AlwaysLeads {

namespace {

LeadStatus statusAfter(ReplyClass value)
{
    return value == ReplyClass::Interested ? LeadStatus::Interested
        : value == ReplyClass::NotNow      ? LeadStatus::NotNow
                                           : LeadStatus::Replied;
}

/// Whether somebody at the company talks to us now, so that writing to others there wants a thought.
bool speaksForTheCompany(ReplyClass value)
{
    return value == ReplyClass::Interested || value == ReplyClass::Question || value == ReplyClass::NotNow
        || value == ReplyClass::Referral || value == ReplyClass::No || value == ReplyClass::Objection;
}

} // namespace

Result<> ReplyConsequences::followAnswer(Connection &connection, const Reply &reply, const QDateTime &now) const
{
    const QString why = tr("They answered.");
    Result<ReplyBranches::Place> place = m_branches.find(connection, reply);
    if (!place) {
        return failureOf(std::move(place));
    }
    Result<int> stopped = stopMails(connection, reply.lead, why, now, place->goesOn ? reply.campaign : CampaignId());
    if (!stopped) {
        return failureOf(std::move(stopped));
    }
    if (Result<> begun = m_branches.begin(connection, reply, *place, why, now); !begun) {
        return begun;
    }
    Result<QList<ReplyEffect>> before = m_store.effects(connection, reply.id);
    if (!before) {
        return failureOf(std::move(before));
    }
    if (before->isEmpty() && !reply.lead.isNull()) { // once, however often it is judged
        Result<> told = LeadEventStore().append(connection, reply.lead, LeadEventKind::Replied, reply.subject, now);
        if (!told) {
            return told;
        }
    }
    if (Result<> noted = noteCampaign(connection, reply.id, place->goesOn, now); !noted) {
        return noted;
    }
    if (before->isEmpty() && !reply.lead.isNull()) {
        // The score before it; beside the one of later it says what the answer did.
        Result<Lead> lead = LeadStore().lead(connection, reply.lead);
        if (!lead && lead.error().kind != ErrorKind::NotFound) {
            return failureOf(std::move(lead));
        }
        if (lead && lead->score) {
            if (Result<> noted = note(connection, reply.id, "score", QString::number(*lead->score), now); !noted) {
                return noted;
            }
        }
    }
    if (reply.value == ReplyClass::OptOut) {
        if (Result<> held = holdForOptOut(connection, reply, now); !held) {
            return held;
        }
    }
    if (Result<> set = setStatus(connection, reply.lead, statusAfter(reply.value), now); !set) {
        return set;
    }
    return speaksForTheCompany(reply.value) ? holdCompany(connection, reply, now) : Result<>();
}

Result<> ReplyConsequences::noteCampaign(Connection &connection, ReplyId id, bool goesOn, const QDateTime &now) const
{
    return note(connection, id, "stopped",
                goesOn ? tr("Goes on with the step for such answers") : tr("Sequence stopped"), now);
}

Result<> ReplyConsequences::turnCampaign(Connection &connection, const Reply &reply, const QDateTime &now) const
{
    Result<std::optional<bool>> turned = m_branches.turn(connection, reply, tr("They answered."), now);
    if (!turned) {
        return failureOf(std::move(turned));
    }
    return *turned ? noteCampaign(connection, reply.id, **turned, now) : Result<>();
}

Result<> ReplyConsequences::followVerdict(Connection &connection, const Reply &before, const Reply &after,
                                          const QDateTime &now) const
{
    if (after.lead.isNull()) {
        return {};
    }
    if (Result<> turned = turnCampaign(connection, after, now); !turned) {
        return turned;
    }
    Result<Lead> lead = LeadStore().lead(connection, after.lead);
    if (!lead) {
        return lead.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(lead));
    }
    if (lead->status == statusAfter(before.value)) {
        if (Result<> set = setStatus(connection, after.lead, statusAfter(after.value), now); !set) {
            return set;
        }
    }
    if (after.value == ReplyClass::OptOut) {
        return holdForOptOut(connection, after, now);
    }
    return speaksForTheCompany(after.value) ? holdCompany(connection, after, now) : Result<>();
}

/// Their mails wait for ever, until a person says yes or no. An answer that a person approved having read theirs does
/// not: see held_mail.
Result<> ReplyConsequences::holdForOptOut(Connection &connection, const Reply &reply, const QDateTime &now) const
{
    Result<QList<ReplyDecision>> asked = m_store.decisions(connection, reply.id);
    Result<std::optional<DraftId>> answer = AnswerStore().draftFor(connection, reply.id);
    if (!asked || !answer) {
        return asked ? failureOf(std::move(answer)) : failureOf(std::move(asked));
    }
    const bool wasAsked =
        std::ranges::any_of(*asked, [](const ReplyDecision &one) { return one.kind == ReplyDecision::Kind::OptOut; });
    if (wasAsked) {
        return {};
    }
    if (*answer) {
        Result<Draft> draft = DraftStore().find(connection, **answer);
        if (!draft) {
            return failureOf(std::move(draft));
        }
        const bool isOpen = draft->state == DraftState::Ready || draft->state == DraftState::Blocked
            || draft->state == DraftState::Lapsed;
        Result<> skipped = isOpen ? DraftStore().setState(connection, **answer, DraftState::Skipped,
                                                          tr("They asked not to be written to."), now)
                                  : Result<>();
        if (!skipped) {
            return skipped;
        }
    }
    Result<> held = holdMails(connection, reply.id, reply.lead, {});
    held = held ? m_store.ask(connection, reply.id, ReplyDecision::Kind::OptOut) : held;
    return held ? note(connection, reply.id, "held", tr("Sending to this person is held"), now) : held;
}

Result<> ReplyConsequences::holdCompany(Connection &connection, const Reply &reply, const QDateTime &now) const
{
    if (reply.lead.isNull()) {
        return {};
    }
    Result<QList<ReplyDecision>> asked = m_store.decisions(connection, reply.id);
    Result<QList<LeadId>> colleagues = OpenMailStore().colleagues(connection, reply.lead);
    if (!asked || !colleagues) {
        return asked ? failureOf(std::move(colleagues)) : failureOf(std::move(asked));
    }
    const bool wasAsked =
        std::ranges::any_of(*asked, [](const ReplyDecision &one) { return one.kind == ReplyDecision::Kind::Company; });
    if (wasAsked || colleagues->isEmpty()) {
        return {};
    }
    for (const LeadId colleague : std::as_const(*colleagues)) {
        if (Result<> held = holdMails(connection, reply.id, colleague, {}); !held) {
            return held;
        }
    }
    Result<> done = m_store.ask(connection, reply.id, ReplyDecision::Kind::Company);
    return done ? note(connection, reply.id, "company",
                       tr("%n colleague(s) are on hold", nullptr, int(colleagues->size())), now)
                : done;
}

Result<> ReplyConsequences::decideCompany(Connection &connection, const Reply &reply, bool stop,
                                          const QDateTime &now) const
{
    Result<QList<HeldPerson>> held = m_store.heldBy(connection, reply.id);
    if (!held) {
        return failureOf(std::move(held));
    }
    for (const HeldPerson &person : std::as_const(*held)) {
        if (person.lead == reply.lead) {
            continue;
        }
        if (Result<> ended = m_store.endHold(connection, person.lead, now); !ended) {
            return ended; // first: what is stopped keeps the time at which it would have left
        }
        if (stop) {
            Result<int> stopped = stopMails(connection, person.lead, tr("A colleague of theirs answered."), now);
            if (!stopped) {
                return failureOf(std::move(stopped));
            }
        }
    }
    return note(connection, reply.id, "company",
                stop ? tr("Mails to their colleagues stopped") : tr("Mails to their colleagues go on"), now);
}

Result<> ReplyConsequences::followComplaint(Connection &connection, const Reply &reply, const QString &address,
                                            const QDateTime &now) const
{
    Result<> done = suppress(connection, reply.id, address, SuppressionReason::Complaint,
                             tr("Their provider reported the mail as unwanted."), now);
    done = done ? setStatus(connection, reply.lead, LeadStatus::OptedOut, now) : done;
    return done && !reply.lead.isNull()
        ? LeadEventStore().append(connection, reply.lead, LeadEventKind::OptedOut,
                                  tr("Their provider reported the mail as unwanted."), now)
        : done;
}

Result<> ReplyConsequences::followBounce(Connection &connection, const Reply &reply, const Bounce &bounce,
                                         const QDateTime &now) const
{
    const bool isHard = bounce.report.severity == BounceReport::Severity::Hard;
    if (!bounce.isSure && !bounce.isSomebodyElse) {
        // Anybody can send such a report: it changes nothing before a person says so.
        Result<> noted = note(connection, reply.id, "bounced", tr("Something says that a mail came back"), now);
        return noted && isHard ? m_store.ask(connection, reply.id, ReplyDecision::Kind::Bounce) : noted;
    }
    Result<> done = note(connection, reply.id, "bounced", tr("The mail came back"), now);
    if (!done || bounce.isSomebodyElse) {
        return done;
    }
    const QString said = bounce.report.diagnostic.simplified().left(200);
    if (!reply.lead.isNull()) {
        done = LeadEventStore().append(connection, reply.lead, LeadEventKind::Bounced, said, now);
    }
    // A full mailbox or a filter says nothing of the address, nor of the person.
    return done && isHard ? followDeadAddress(connection, reply, bounce.address, bounce.report.diagnostic, now) : done;
}

Result<> ReplyConsequences::followDeadAddress(Connection &connection, const Reply &reply, const QString &address,
                                              const QString &diagnostic, const QDateTime &now) const
{
    Result<> done = setStatus(connection, reply.lead, LeadStatus::Bounced, now);
    if (done && !reply.send.isNull()) {
        Result<bool> counted = SendLedger().noteReturned(connection, reply.send, now); // against its mailbox
        done = counted ? Result<>() : failureOf(std::move(counted));
    }
    if (!done) {
        return done;
    }
    Result<int> stopped = stopMails(connection, reply.lead, tr("Their address is dead."), now);
    done = stopped ? Result<>() : failureOf(std::move(stopped));
    if (done && !reply.lead.isNull()) {
        done = LeadStore().setEmailState(connection, reply.lead, EmailState::Invalid);
    }
    return done ? suppress(connection, reply.id, address, SuppressionReason::Bounced, diagnostic.left(300), now) : done;
}

/// Nobody is asked: the token proves who it is, and there is nothing to misunderstand.
Result<> ReplyConsequences::followUnsubscribe(Connection &connection, ReplyId id, const UnsubscribedPerson &person,
                                              const QDateTime &now) const
{
    for (const QString &address : person.addresses) {
        Result<> suppressed = suppress(connection, id, address, SuppressionReason::OptedOut,
                                       tr("They used the unsubscribe button of their mail program."), now);
        if (!suppressed) {
            return suppressed;
        }
    }
    Result<int> stopped = stopMails(connection, person.lead, tr("They unsubscribed."), now);
    return stopped ? setStatus(connection, person.lead, LeadStatus::OptedOut, now) : failureOf(std::move(stopped));
}

Result<> ReplyConsequences::followAbsence(Connection &connection, const Reply &reply, const AutoReply &automatic,
                                          const QDateTime &now) const
{
    switch (automatic.kind) {
    case AutoReply::Kind::LeftCompany: {
        Result<int> stopped = stopMails(connection, reply.lead, tr("They do not work there any more."), now);
        return stopped ? note(connection, reply.id, "stopped", tr("Sequence stopped: they left the company"), now)
                       : failureOf(std::move(stopped));
    }
    case AutoReply::Kind::OutOfOffice: {
        const QDateTime until = endOfAbsence(automatic.back, now);
        if (until <= now) {
            return {};
        }
        Result<> held = holdMails(connection, reply.id, reply.lead, until);
        return held ? note(connection, reply.id, "held",
                           tr("Further mails wait until %1")
                               .arg(QLocale().toString(until.toLocalTime().date(), tr("d MMMM yyyy"))),
                           now)
                    : held;
    }
    case AutoReply::Kind::Receipt:
    case AutoReply::Kind::Other:
        break;
    }
    return {};
}

Result<int> ReplyConsequences::stopMails(Connection &connection, LeadId lead, const QString &why, const QDateTime &now,
                                         CampaignId keep) const
{
    if (lead.isNull()) {
        return 0;
    }
    const OpenMailStore store;
    Result<QList<CampaignId>> campaigns = store.campaigns(connection, lead);
    Result<QList<OpenMail>> open = store.mails(connection, lead);
    if (!campaigns || !open) {
        return campaigns ? Result<int>(failureOf(std::move(open))) : Result<int>(failureOf(std::move(campaigns)));
    }
    for (const CampaignId campaign : std::as_const(*campaigns)) {
        if (campaign == keep) {
            continue;
        }
        if (Result<> left = CampaignStore().leave(connection, campaign, lead, why); !left) {
            return failureOf(std::move(left));
        }
    }
    for (const OpenMail &one : std::as_const(*open)) {
        if (Result<> cancelled = cancelMail(connection, one, why, now); !cancelled) {
            return failureOf(std::move(cancelled));
        }
    }
    return int(open->size());
}

Result<> ReplyConsequences::holdMails(Connection &connection, ReplyId reply, LeadId lead, const QDateTime &until) const
{
    if (lead.isNull()) {
        return {};
    }
    const QDateTime end = until.isValid() ? until : holdForEver();
    return m_store.hold(connection, lead, reply, end);
}

Result<> ReplyConsequences::suppress(Connection &connection, ReplyId id, const QString &address,
                                     SuppressionReason reason, const QString &detail, const QDateTime &now) const
{
    const Result<EmailAddress> parsed = EmailAddress::parse(address);
    if (!parsed) {
        return {};
    }
    Result<SuppressionEntry> entry = SuppressionStore().addAddress(connection, *parsed, reason, detail, now);
    if (!entry) {
        return failureOf(std::move(entry));
    }
    Result<QList<StoppedDraft>> stopped = OptOutStore().stopSuppressed(connection, now);
    return stopped ? note(connection, id, "suppressed", tr("Never written to again"), now)
                   : failureOf(std::move(stopped));
}

Result<> ReplyConsequences::setStatus(Connection &connection, LeadId lead, LeadStatus status,
                                      const QDateTime &now) const
{
    if (lead.isNull()) {
        return {};
    }
    Result<Lead> person = LeadStore().lead(connection, lead);
    if (!person) {
        return person.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(person));
    }
    if (person->status == LeadStatus::OptedOut) {
        return {}; // a no stays
    }
    Result<> set = LeadStore().setStatus(connection, lead, status);
    return set ? LeadStore().touch(connection, lead, now) : set;
}

Result<> ReplyConsequences::note(Connection &connection, ReplyId id, const char *kind, const QString &text,
                                 const QDateTime &now) const
{
    return m_store.addEffect(connection, id, ReplyEffect{QString::fromLatin1(kind), text, now});
}

} // namespace AlwaysLeads
