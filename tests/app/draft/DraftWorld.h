#pragma once

#include "app/campaign/CampaignWorld.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"

namespace AlwaysLeads {

/// Takes approved drafts as the outbox does, and remembers what it was told.
class RememberingSink : public ApprovedDraftSink
{
public:
    bool campaignRuns = false;
    bool isLeaving = false;
    QList<DraftId> taken;
    QList<DraftId> withdrawn;
    int settledTimes = 0;

    Result<bool> take(Connection &connection, const DraftMessage &message, const QDateTime &now) override
    {
        if (!campaignRuns) {
            return false;
        }
        taken.append(message.draft.id);
        const Result<> set = DraftStore().setState(connection, message.draft.id, DraftState::Queued, {}, now);
        return set ? Result<bool>(true) : failureOf(Result<>(set));
    }
    Result<> withdraw(Connection &, DraftId draft, const QString &, const QDateTime &) override
    {
        if (isLeaving) {
            return failure(ErrorKind::Refused, QStringLiteral("It is leaving."));
        }
        withdrawn.append(draft);
        return {};
    }
    void settled() override { ++settledTimes; }
};

struct DraftWorld : CampaignWorld
{
    explicit DraftWorld(ClaudeWriting claude = {})
        : writer(*files, clock, std::move(claude))
    {
        campaigns.addUse(writer);
    }

    DraftWriter writer;
    RememberingSink sink;
    Review review{*files, clock, writer, sink};

    /// Writes the drafts of the campaign with these people in it.
    DraftWritingReport write(const QList<LeadId> &leads)
    {
        must(campaigns.enrol(campaign, leads));
        return must(writer.write(campaign));
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
    /// One ready draft for one person.
    Draft readyDraft()
    {
        const LeadId lead = addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
        write({lead});
        return draftOf(lead);
    }
    Draft approvedDraft()
    {
        const Draft draft = readyDraft();
        must(review.approve(draft.id, must(review.open(draft.id)).shownHash));
        return draftOf(draft.lead);
    }
};

} // namespace AlwaysLeads
