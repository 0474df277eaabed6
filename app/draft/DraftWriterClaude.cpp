#include "draft/DraftWriter.h"

#include "assistant/Assistant.h"
#include "assistant/MailPrompt.h"
#include "campaign/CampaignStore.h"
#include "draft/ClaudeDrafting.h"
#include "draft/ClaudeOffer.h"
#include "draft/DraftBatches.h"
#include "draft/DraftSlots.h"
#include "draft/TemplateDrafting.h"
#include "lead/LeadStore.h"

#include <memory>
#include <utility>

namespace AlwaysLeads {

Task<Result<Draft>> DraftWriter::claudeOn(DraftId id, QString wish, std::stop_token stop,
                                          std::function<void(QString)> heard)
{
    const auto asked = std::make_shared<Draft>(); // as it was when Claude began
    auto reading = m_database.read<MailBrief>([id, wish, asked](Connection &connection) -> Result<MailBrief> {
        Result<Draft> draft = DraftStore().find(connection, id);
        if (!draft) {
            return failureOf(std::move(draft));
        }
        *asked = *draft;
        return ClaudeDrafting::brief(connection, id, wish);
    });
    Result<MailBrief> about = co_await reading;
    if (!about) {
        co_return failureOf(std::move(about));
    }
    Result<WrittenMail> mail = failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
    if (heard && m_claude.streamMail) {
        auto asking = m_claude.streamMail(*about, heard, stop);
        mail = co_await asking;
    } else {
        auto asking = m_claude.writeMail(*about, stop);
        mail = co_await asking;
    }
    if (!mail) {
        co_return failureOf(std::move(mail));
    }
    auto saving = m_database.write<ClaudeDrafting::Kept>(
        [id, mail = *mail, about = *about, asked, now = m_clock.now()](Connection &connection) {
            return ClaudeDrafting::keep(connection, id, mail, about, *asked, now);
        });
    Result<ClaudeDrafting::Kept> saved = co_await saving;
    if (!saved) {
        co_return failureOf(std::move(saved));
    }
    if (saved->isOffer) {
        Q_EMIT changed();
        co_return tl::unexpected<Error>(ClaudeOffer::standsAside());
    }
    const Draft draft = saved->draft;
    co_return draft;
}

Task<Result<QList<LaunchCheckLine>>> DraftWriter::launchLines(CampaignId campaign)
{
    auto asking = claudeWrites(true);
    Result<bool> byClaude = co_await asking;
    if (!byClaude || *byClaude) {
        co_return std::move(byClaude).map([](bool) { return QList<LaunchCheckLine>(); });
    }
    auto reading = m_database.read<QList<LaunchCheckLine>>([campaign](Connection &connection) {
        return CampaignStore().steps(connection, campaign).map([](const QList<CampaignStep> &steps) {
            return DraftSlots::withoutKey(steps);
        });
    });
    Result<QList<LaunchCheckLine>> lines = co_await reading;
    co_return lines;
}

Task<Result<WritingCost>> DraftWriter::cost(CampaignId campaign)
{
    auto reading = m_database.read<WritingPlan>([campaign](Connection &connection) -> Result<WritingPlan> {
        Result<QList<LeadId>> leads = peopleOf(connection, campaign);
        if (!leads) {
            return failureOf(std::move(leads));
        }
        WritingPart everybody;
        everybody.campaign = campaign;
        for (const LeadId lead : std::as_const(*leads)) {
            everybody.due.insert(lead, QDateTime());
        }
        WritingPlan plan;
        plan.parts.append(everybody);
        return plan;
    });
    const Result<WritingPlan> plan = co_await reading;
    if (!plan) {
        co_return failureOf(Result<WritingPlan>(plan));
    }
    auto counting = cost(*plan);
    Result<WritingCost> outcome = co_await counting;
    co_return outcome;
}

Result<> DraftWriter::addCost(Connection &connection, CampaignId campaign, StepId step, const QList<LeadId> &leads,
                              bool byClaude, const QDateTime &now, const QString &model, WritingCost &cost)
{
    Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, campaign, step);
    if (!drafting) {
        return failureOf(std::move(drafting));
    }
    const auto hand = byClaude ? TemplateDrafting::Hand::ClaudeOnTop : TemplateDrafting::Hand::TemplateAlone;
    for (const LeadId id : leads) {
        Result<std::optional<Draft>> draft = drafting->plan(connection, id, hand, now);
        if (!draft) {
            return failureOf(std::move(draft));
        }
        if (!*draft) {
            continue;
        }
        if ((*draft)->state != DraftState::Writing) {
            ++((*draft)->state == DraftState::Ready ? cost.byTemplate : cost.blocked);
            continue;
        }
        Result<Lead> lead = LeadStore().lead(connection, id);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        Result<MailBrief> brief = ClaudeDrafting::brief(connection, **draft, *lead, drafting->wishOf(**draft));
        if (!brief) {
            return failureOf(std::move(brief));
        }
        ++cost.byClaude;
        cost.atOnce += Assistant::costBefore(*brief, model);
        cost.together += DraftBatches::costBefore(*brief, model);
    }
    return {};
}

} // namespace AlwaysLeads
