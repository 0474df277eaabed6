#include "draft/Decisions.h"

#include "campaign/CampaignSenders.h"
#include "draft/ApprovedStates.h"
#include "draft/AutomaticSending.h"
#include "draft/ClaudeOffer.h"
#include "draft/DraftPage.h"
#include "draft/DraftSentences.h"
#include "draft/FormatChange.h"
#include "draft/SenderChoice.h"
#include "draft/WritingRules.h"
#include "lead/LeadEventStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

void forgetApproval(Draft &draft)
{
    draft.approvedHash.clear();
    draft.approvedAt = {};
    draft.facts.approved.clear();
}

} // namespace

/// The mail of this hash, from whichever of the campaign's mailboxes it was shown; else the mail as it is now.
Result<DraftMessage> Decisions::asShown(Connection &connection, const Draft &draft, const QByteArray &shownHash)
{
    Result<DraftMessage> built = DraftMessages().build(connection, draft);
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, draft.campaign);
    if (!built || built->hash == shownHash) {
        return built;
    }
    if (!senders) {
        return failureOf(std::move(senders));
    }
    for (const MailboxId sender : std::as_const(*senders)) {
        Draft other = draft;
        other.mailbox = sender;
        Result<DraftMessage> fromThere = DraftMessages().build(connection, other);
        if (!fromThere || fromThere->hash == shownHash) {
            return fromThere;
        }
    }
    return built;
}

Result<Decision> Decisions::approve(Connection &connection, DraftId id, const QByteArray &shownHash,
                                    const QDateTime &now) const
{
    Result<Draft> found = m_store.find(connection, id);
    if (!found) {
        return failureOf(std::move(found));
    }
    Draft draft = *found;
    if (isApproved(draft) || draft.state == DraftState::Sent || draft.state == DraftState::Writing) {
        return failure(ErrorKind::Refused,
                       draft.state == DraftState::Writing ? tr("It is still being written.")
                                                          : tr("It was approved before."));
    }
    Result<DraftMessage> built = asShown(connection, draft, shownHash);
    if (!built) {
        return failureOf(std::move(built));
    }
    Result<QString> against = DraftPages::objection(connection, *built);
    if (!against) {
        return failureOf(std::move(against));
    }
    if (!against->isEmpty()) {
        return failure(ErrorKind::Refused, *against);
    }
    if (shownHash.isEmpty() || built->hash != shownHash) {
        return failure(ErrorKind::Refused, tr("The text changed since you read it."));
    }
    built->draft = draft; // as it stands, not as it was built for another mailbox: undo goes back to it
    return grant(connection, *built, ApprovalEntry::Act::Approved, now);
}

Result<std::optional<Decision>> Decisions::approveAutomatically(Connection &connection, DraftId id,
                                                                const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    Result<bool> isOn = AutomaticSending().isOn(connection, draft->campaign);
    if (!isOn) {
        return failureOf(std::move(isOn));
    }
    if (!*isOn || draft->state != DraftState::Ready) {
        return std::optional<Decision>();
    }
    Draft sent = *draft;
    if (Result<> given = SenderChoice().giveSender(connection, sent, now); !given) {
        return failureOf(std::move(given));
    }
    Result<DraftMessage> built = DraftMessages().build(connection, sent);
    if (!built) {
        return built.error().kind == ErrorKind::Invalid ? Result<std::optional<Decision>>(std::nullopt)
                                                        : failureOf(std::move(built));
    }
    Result<QString> against = DraftPages::objection(connection, *built);
    if (!against) {
        return failureOf(std::move(against));
    }
    const QList<CopyCheck> checks = CopyChecks::of(*built);
    const bool doubtful =
        std::ranges::any_of(checks, [](const CopyCheck &check) { return check.level != CopyCheck::Level::Good; });
    if (!against->isEmpty() || doubtful) {
        return std::optional<Decision>();
    }
    built->draft = *draft; // undo goes back to it
    Result<Decision> decision = grant(connection, *built, ApprovalEntry::Act::ApprovedAutomatically, now);
    return decision ? Result<std::optional<Decision>>(*decision) : failureOf(std::move(decision));
}

Result<Decision> Decisions::grant(Connection &connection, DraftMessage message, ApprovalEntry::Act act,
                                  const QDateTime &now) const
{
    DraftMessage *built = &message;
    Draft draft = message.draft;
    const Decision decision{draft, DraftState::Approved};
    draft.mailbox = built->mailbox.id;
    Result<QString> why = SenderChoice().word(connection, draft, !built->message.references.isEmpty(), now);
    if (!why) {
        return failureOf(std::move(why));
    }
    draft.state = DraftState::Approved;
    draft.reason.clear();
    draft.approvedHash = built->hash;
    draft.approvedAt = now;
    draft.updatedAt = now;
    const QMap<QString, QString> facts = factValues(built->lead);
    for (auto used = draft.facts.used.begin(); used != draft.facts.used.end(); ++used) {
        used.value() = facts.value(used.key()); // what is known now was beside the text when it was read
    }
    draft.facts.offer = 0;
    draft.facts.approved = DraftMessages::digests(*built);
    if (!why->isEmpty()) {
        draft.facts.approved.insert(SenderChoice::factName(), *why);
    }
    built->draft = draft;
    if (Result<> saved = m_store.save(connection, draft); !saved) {
        return failureOf(std::move(saved));
    }
    Result<bool> queued = m_sink.take(connection, *built, now);
    if (!queued) {
        return failureOf(std::move(queued));
    }
    if (Result<> told = LeadEventStore().append(connection, draft.lead, LeadEventKind::Approved, draft.subject, now);
        !told) {
        return failureOf(std::move(told));
    }
    if (Result<> forgotten = DraftTypingStore().remove(connection, draft.id); !forgotten) {
        return failureOf(std::move(forgotten));
    }
    if (Result<> logged = m_log.note(connection, draft, act, {}, now); !logged) {
        return failureOf(std::move(logged));
    }
    if (draft.origin == DraftOrigin::Person && !draft.facts.prompt.isEmpty()) {
        if (Result<> learnt = WritingRuleStore().learn(connection, now); !learnt) {
            return failureOf(std::move(learnt));
        }
    }
    return decision;
}

Result<Draft> Decisions::confirm(Connection &connection, DraftId id, const QString &sentence,
                                 const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return draft;
    }
    if (draft->state == DraftState::Sent || draft->state == DraftState::Writing) {
        return failure(ErrorKind::Refused, tr("This draft cannot be decided now."));
    }
    if (!DraftSentences::confirm(*draft, sentence)) {
        return failure(ErrorKind::NotFound, tr("This sentence is not in the draft any more."));
    }
    draft->updatedAt = now;
    if (Result<> saved = m_store.save(connection, *draft); !saved) {
        return failureOf(std::move(saved));
    }
    if (Result<> logged = m_log.note(connection, *draft, ApprovalEntry::Act::ConfirmedSentence, sentence, now);
        !logged) {
        return failureOf(std::move(logged));
    }
    return draft;
}

Result<> Decisions::takeBack(Connection &connection, const Draft &draft, const QString &why, const QDateTime &now) const
{
    return isApproved(draft) ? m_sink.withdraw(connection, draft.id, why, now) : Result<>();
}

Result<Decision> Decisions::setAside(Connection &connection, DraftId id, DraftState state, const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    if (draft->state == DraftState::Sent || draft->state == DraftState::Writing || draft->state == state) {
        return failure(ErrorKind::Refused,
                       draft->state == DraftState::Sent ? tr("This mail has left already.")
                                                        : tr("This draft cannot be decided now."));
    }
    if (Result<> taken = takeBack(connection, *draft, tr("Set aside by you."), now); !taken) {
        return failureOf(std::move(taken));
    }
    if (Result<> set = m_store.setState(connection, id, state, draft->reason, now); !set) {
        return failureOf(std::move(set));
    }
    if (Result<> forgotten = DraftTypingStore().remove(connection, id); !forgotten) {
        return failureOf(std::move(forgotten));
    }
    const auto act = state == DraftState::Rejected ? ApprovalEntry::Act::Rejected : ApprovalEntry::Act::Skipped;
    if (Result<> logged = m_log.note(connection, *draft, act, {}, now); !logged) {
        return failureOf(std::move(logged));
    }
    return Decision{*draft, state};
}

Result<Draft> Decisions::reopen(Connection &connection, DraftId id, const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return draft;
    }
    if (draft->state == DraftState::Sent || draft->state == DraftState::Writing) {
        return failure(ErrorKind::Refused,
                       draft->state == DraftState::Sent ? tr("This mail has left already.")
                                                        : tr("It is still being written."));
    }
    if (Result<> ended = endApproval(connection, *draft, tr("You change its text."), now); !ended) {
        return failureOf(std::move(ended));
    }
    if (Result<> saved = m_store.save(connection, *draft); !saved) {
        return failureOf(std::move(saved));
    }
    return draft;
}

Result<> Decisions::endApproval(Connection &connection, Draft &draft, const QString &why, const QDateTime &now) const
{
    if (isApproved(draft)) {
        if (Result<> taken = takeBack(connection, draft, why, now); !taken) {
            return taken;
        }
        draft.state = DraftState::Ready;
        if (Result<> logged = m_log.note(connection, draft, ApprovalEntry::Act::TakenBack, why, now); !logged) {
            return logged;
        }
    }
    forgetApproval(draft);
    draft.updatedAt = now;
    return {};
}

Result<bool> Decisions::bringBack(Connection &connection, DraftId id, const QString &why, const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    if (!isApproved(*draft)) {
        return false;
    }
    const bool waited = draft->state == DraftState::Queued;
    const MailFormat before = DraftMessages::approvedFormat(*draft);
    if (Result<> ended = endApproval(connection, *draft, why, now); !ended) {
        return ended.error().kind == ErrorKind::Refused ? Result<bool>(false) : failureOf(std::move(ended));
    }
    Result<> saved = m_store.save(connection, *draft);
    if (saved && waited) { // until now it could have left as it was
        saved = FormatChange(before).follow(connection, id, now);
    }
    return saved ? Result<bool>(true) : failureOf(std::move(saved));
}

Result<Draft> Decisions::edit(Connection &connection, DraftId id, const QString &subject, const QString &body,
                              const QDateTime &now) const
{
    Result<Draft> draft = reopen(connection, id, now);
    if (!draft) {
        return draft;
    }
    const DraftVersionStore versions;
    if (Result<> noted = versions.note(connection, *draft, {}, now); !noted) { // of before there were versions
        return failureOf(std::move(noted));
    }
    draft->subject = cleanLine(subject);
    draft->body = cleanText(body);
    draft->origin = DraftOrigin::Person;
    draft->state = DraftState::Ready;
    draft->reason.clear();
    if (Result<> saved = m_store.save(connection, *draft); !saved) {
        return failureOf(std::move(saved));
    }
    if (Result<> noted = versions.note(connection, *draft, {}, now); !noted) {
        return failureOf(std::move(noted));
    }
    if (Result<> forgotten = DraftTypingStore().remove(connection, id); !forgotten) {
        return failureOf(std::move(forgotten));
    }
    return draft;
}

Result<Draft> Decisions::takeOffer(Connection &connection, DraftId id, const QDateTime &now) const
{
    Result<Draft> draft = reopen(connection, id, now);
    return draft ? ClaudeOffer::take(connection, *draft, now) : draft;
}

Result<> Decisions::undo(Connection &connection, const Decision &decision, const QDateTime &now) const
{
    Result<Draft> present = m_store.find(connection, decision.before.id);
    if (!present) {
        return failureOf(std::move(present));
    }
    const bool stands = present->state == decision.after
        || (decision.after == DraftState::Approved && present->state == DraftState::Queued);
    if (!stands) {
        return failure(ErrorKind::Refused,
                       present->state == DraftState::Sent ? tr("This mail has left already.")
                                                          : tr("This draft changed since then."));
    }
    if (Result<> taken = takeBack(connection, *present, tr("You took the approval back."), now); !taken) {
        return taken;
    }
    Draft draft = *present;
    draft.updatedAt = now;
    if (Result<> logged = m_log.note(connection, draft, ApprovalEntry::Act::TakenBack, tr("Undone."), now); !logged) {
        return logged;
    }
    if (!isApproved(decision.before)) {
        draft.state = decision.before.state;
        draft.reason = decision.before.reason;
        forgetApproval(draft);
        return m_store.save(connection, draft);
    }
    // It was approved and then set aside: the approval comes back if it still holds.
    draft.state = DraftState::Approved;
    Result<DraftMessage> built = DraftMessages().build(connection, draft);
    const QString change = built ? DraftMessages::changeSinceApproval(*built) : built.error().message;
    if (!change.isEmpty()) {
        draft.state = DraftState::Lapsed;
        draft.reason = change;
        return m_store.save(connection, draft);
    }
    if (Result<> saved = m_store.save(connection, draft); !saved) {
        return saved;
    }
    Result<bool> queued = m_sink.take(connection, *built, now);
    return queued ? Result<>() : failureOf(std::move(queued));
}

} // namespace AlwaysLeads
