#include "draft/DraftPlace.h"

#include "campaign/CampaignSenders.h"
#include "campaign/CampaignStore.h"
#include "draft/AnswerStore.h"
#include "draft/SequenceStore.h"
#include "mailbox/MailboxStore.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

Result<DraftPlace> DraftPlaces::find(Connection &connection, const Draft &draft, const Campaign &campaign,
                                     const Lead &lead) const
{
    Result<std::optional<AnswerTie>> answer = AnswerStore().find(connection, draft.id);
    if (!answer) {
        return failureOf(std::move(answer));
    }
    if (*answer) { // it stands in no sequence
        return DraftPlace{campaign.mailbox, (*answer)->references, (*answer)->to};
    }
    const CampaignStore campaigns;
    Result<std::optional<Pause>> pause = campaigns.pauseOf(connection, campaign.id, draft.lead);
    if (!pause) {
        return failureOf(std::move(pause));
    }
    if (*pause) {
        const QDateTime until = (*pause)->until;
        return failure(ErrorKind::Invalid,
                       until.isValid() ? tr("This person is paused until %1.")
                                             .arg(QLocale().toString(until.toLocalTime().date(), QLocale::ShortFormat))
                                       : tr("This person is paused."));
    }
    Result<CampaignStep> step = campaigns.step(connection, draft.step);
    if (!step) {
        return failureOf(std::move(step));
    }
    if (step->isRemoved) {
        return failure(ErrorKind::Invalid, tr("This step was taken out of the campaign."));
    }
    DraftPlace place{campaign.mailbox, {}, {}};
    Result<QList<FollowedMail>> before = SequenceStore().sentMails(connection, campaign.id, draft.lead);
    if (!before) {
        return failureOf(std::move(before));
    }
    before->erase(std::ranges::find(*before, draft.messageId, &FollowedMail::messageId),
                  before->end()); // what came later
    if (before->isEmpty()) {
        if (draft.mailbox.isNull() || draft.mailbox == place.mailbox) {
            return place;
        }
        Result<QList<MailboxId>> senders = CampaignSenders().find(connection, campaign.id);
        if (!senders) {
            return failureOf(std::move(senders));
        }
        place.mailbox = senders->contains(draft.mailbox) ? draft.mailbox : place.mailbox;
        return place;
    }
    if (draft.state != DraftState::Sent && !isMeant(step->rule.audience, lead.status)) {
        return failure(ErrorKind::Invalid,
                       step->rule.audience == StepAudience::Silent ? tr("They answered meanwhile.")
                                                                   : tr("This step is not for them any more."));
    }
    for (const FollowedMail &mail : std::as_const(*before)) {
        place.references.append(mail.threadId);
    }
    const MailboxId first = before->first().mailbox;
    if (!first.isNull() && first != place.mailbox) {
        Result<bool> removed = MailboxStore().isRemoved(connection, first);
        if (!removed) {
            return failureOf(std::move(removed));
        }
        if (*removed) {
            return failure(
                ErrorKind::Invalid,
                tr("The mailbox that wrote to them first was removed. Add it again, or leave this person out."));
        }
        place.mailbox = first;
    }
    if (draft.state == DraftState::Sent) {
        return place;
    }
    Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, place.mailbox);
    if (!mailbox) {
        return failureOf(std::move(mailbox));
    }
    if (*mailbox && !(*mailbox)->mayFollowUp()) {
        return failure(
            ErrorKind::Invalid,
            tr("Replies to %1 are not read here, so they may have answered, or said no. Let replies be read, "
               "or let follow-ups leave all the same: in Settings, under Mailboxes.")
                .arg((*mailbox)->address.shown()));
    }
    return place;
}

} // namespace AlwaysLeads
