#include "reply/ReplyBranches.h"

#include "campaign/CampaignStore.h"
#include "campaign/EnrolmentRules.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

std::optional<StepAudience> audienceOf(ReplyClass value)
{
    switch (value) {
    case ReplyClass::Interested:
        return StepAudience::Interested;
    case ReplyClass::NotNow:
        return StepAudience::NotNow;
    case ReplyClass::Question:
    case ReplyClass::Referral:
    case ReplyClass::Objection:
    case ReplyClass::Other:
        return StepAudience::Replied;
    case ReplyClass::No:
    case ReplyClass::WrongPerson:
    case ReplyClass::OptOut:
    case ReplyClass::OutOfOffice:
    case ReplyClass::Bounce:
    case ReplyClass::Automatic:
    case ReplyClass::Complaint:
        break;
    }
    return std::nullopt;
}

bool isThrownAway(const StepAhead &step)
{
    return !step.mail.draft.isNull() && (step.draft == DraftState::Skipped || step.draft == DraftState::Rejected);
}

bool isUndecided(const StepAhead &step)
{
    return !step.mail.draft.isNull()
        && (step.draft == DraftState::Ready || step.draft == DraftState::Blocked || step.draft == DraftState::Lapsed);
}

bool isApproved(const StepAhead &step)
{
    return !step.mail.draft.isNull() && (step.draft == DraftState::Approved || step.draft == DraftState::Queued);
}

} // namespace

Result<ReplyBranches::Place> ReplyBranches::find(Connection &connection, const Reply &reply) const
{
    Place place;
    if (reply.lead.isNull() || reply.campaign.isNull()) {
        return place;
    }
    Result<Campaign> campaign = CampaignStore().find(connection, reply.campaign);
    if (!campaign) {
        return campaign.error().kind == ErrorKind::NotFound ? Result<Place>(place) : failureOf(std::move(campaign));
    }
    Result<QList<StepAhead>> ahead = m_store.ahead(connection, reply.campaign, reply.lead);
    if (!ahead) {
        return failureOf(std::move(ahead));
    }
    place.ahead = *ahead;
    const bool lives = !campaign->deletedAt.isValid()
        && (campaign->state == CampaignState::Running || campaign->state == CampaignState::Paused);
    const std::optional<StepAudience> audience = audienceOf(reply.value);
    // Somebody whose mail a person threw away gets no more of the sequence.
    place.goesOn = lives && audience && std::ranges::none_of(*ahead, isThrownAway)
        && std::ranges::any_of(*ahead, [&](const StepAhead &step) { return step.audience == *audience; });
    return place;
}

Result<> ReplyBranches::begin(Connection &connection, const Reply &reply, const Place &place, const QString &why,
                              const QDateTime &now) const
{
    if (reply.lead.isNull() || reply.campaign.isNull() || place.ahead.isEmpty()) {
        return {};
    }
    Result<QList<StepAhead>> after = m_store.ahead(connection, reply.campaign, reply.lead);
    if (!after) {
        return failureOf(std::move(after));
    }
    for (const StepAhead &step : std::as_const(*after)) {
        const auto before = std::ranges::find(place.ahead, step.step, &StepAhead::step);
        if (isThrownAway(step) && before != place.ahead.end() && !isThrownAway(*before)) { // by their answer
            if (Result<> passed = m_store.passOver(connection, reply.campaign, reply.lead, step, why, now); !passed) {
                return passed;
            }
        }
    }
    Result<> kept = m_store.setGoesOn(connection, reply, place.goesOn);
    return kept && place.goesOn ? pass(connection, reply, place.ahead, why, now) : kept;
}

Result<> ReplyBranches::pass(Connection &connection, const Reply &reply, const QList<StepAhead> &ahead,
                             const QString &why, const QDateTime &now) const
{
    for (const StepAhead &step : ahead) {
        if (step.audience != StepAudience::Silent) {
            break;
        }
        if (Result<> passed = m_store.passOver(connection, reply.campaign, reply.lead, step, why, now); !passed) {
            return passed;
        }
    }
    return {};
}

Result<std::optional<bool>> ReplyBranches::turn(Connection &connection, const Reply &reply, const QString &why,
                                                const QDateTime &now) const
{
    const std::optional<bool> unchanged;
    Result<std::optional<bool>> before = m_store.goesOn(connection, reply.id);
    if (!before || !*before) {
        return before ? Result<std::optional<bool>>(unchanged) : failureOf(std::move(before));
    }
    const bool wentOn = **before;
    Result<Place> place = find(connection, reply);
    Result<bool> left = CampaignStore().hasLeft(connection, reply.campaign, reply.lead);
    if (!place || !left) {
        return place ? failureOf(std::move(left)) : failureOf(std::move(place));
    }
    const bool saysPerson = reply.classBy == Reply::ClassBy::Person;
    if (!saysPerson && std::ranges::any_of(place->ahead, isApproved)) {
        return unchanged; // a person has read what they get next
    }
    const std::optional<StepAudience> audience = audienceOf(reply.value);
    for (const StepAhead &step : std::as_const(place->ahead)) {
        if ((isUndecided(step) || isApproved(step)) && (!place->goesOn || step.audience != audience)) {
            Result<> passed = cancelMail(connection, step.mail, why, now);
            passed = passed ? m_store.passOver(connection, reply.campaign, reply.lead, step, why, now) : passed;
            if (!passed) {
                return failureOf(std::move(passed));
            }
        }
    }
    Result<> moved;
    if (place->goesOn && !wentOn && *left) {
        moved = EnrolmentRules().bringBack(connection, reply.campaign, reply.lead);
        if (!moved && moved.error().kind == ErrorKind::Refused) {
            return unchanged; // they are in another campaign by now
        }
    } else if (!place->goesOn && wentOn && !*left) {
        moved = CampaignStore().leave(connection, reply.campaign, reply.lead, why);
    }
    moved = moved ? m_store.setGoesOn(connection, reply, place->goesOn) : moved;
    moved = moved && place->goesOn ? pass(connection, reply, place->ahead, why, now) : moved;
    if (!moved) {
        return failureOf(std::move(moved));
    }
    return place->goesOn == wentOn ? unchanged : std::optional(place->goesOn);
}

} // namespace AlwaysLeads
