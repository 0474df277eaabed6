#pragma once

#include "app/campaign/CampaignWorld.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "outbox/Outbox.h"
#include "outbox/OutboxStore.h"

namespace AlwaysLeads {

/// Everything from the campaign to the outbox, without a Sender.
struct OutboxWorld : CampaignWorld
{
    /// Without the calendar, so that a test need not know the day of the week.
    explicit OutboxWorld(SendPolicy sendPolicy = withoutCalendar(std::chrono::milliseconds(0), 1000))
        : policy(std::move(sendPolicy))
        , outbox(*files, clock, policy)
        , review(*files, clock, writer, outbox)
    {
        campaigns.addUse(writer);
        campaigns.addUse(outbox);
        setText(QStringLiteral("Hello {first name}"),
                QStringLiteral("Hi {first name},\n\nhow is {city|it}?\n.a line with a dot"));
    }

    static SendPolicy withoutCalendar(std::chrono::milliseconds gap, int dailyLimit)
    {
        SendPolicy policy;
        policy.gap = gap;
        policy.dailyLimit = dailyLimit;
        policy.calendar = false;
        return policy;
    }

    SendPolicy policy;
    DraftWriter writer{*files, clock};
    Outbox outbox;
    Review review;

    DraftId approve(LeadId lead)
    {
        const Draft draft = draftOf(lead);
        must(review.approve(draft.id, must(review.open(draft.id)).shownHash));
        return draft.id;
    }
    Draft draftOf(LeadId lead)
    {
        return must(files.read([=, this](Connection &c) -> Result<Draft> {
            Result<std::optional<Draft>> draft = DraftStore().findFor(c, lead, step);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            return draft->value_or(Draft());
        }));
    }
    /// So many people whose approved mails wait in the outbox of a running campaign.
    QList<LeadId> queue(int people)
    {
        QList<LeadId> leads;
        for (int number = 1; number <= people; ++number) {
            leads.append(addLead(QStringLiteral("Person%1").arg(number),
                                 QStringLiteral("person%1@baltway.example").arg(number)));
        }
        must(campaigns.enrol(campaign, leads));
        must(writer.write(campaign));
        for (const LeadId lead : leads) {
            approve(lead);
        }
        must(campaigns.launch(campaign));
        must(outbox.queueApproved(campaign));
        return leads;
    }
    Send sendOf(LeadId lead)
    {
        const DraftId draft = draftOf(lead).id;
        return must(files.read([=](Connection &c) -> Result<Send> {
            Result<std::optional<Send>> send = SendLedger().findForDraft(c, draft);
            if (!send) {
                return failureOf(std::move(send));
            }
            return send->value_or(Send());
        }));
    }
    int sends(SendState state)
    {
        return static_cast<int>(
            files.number(QStringLiteral("SELECT count(*) FROM send WHERE state = ?"), {sendStateWord(state)}));
    }
};

} // namespace AlwaysLeads
