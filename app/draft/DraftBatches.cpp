#include "draft/DraftBatches.h"

#include "assistant/Assistant.h"
#include "assistant/ClaudeClient.h"
#include "assistant/MailBriefJson.h"
#include "assistant/MailPrompt.h"
#include "draft/ClaudeDrafting.h"
#include "draft/DraftStore.h"
#include "settings/Settings.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

const QString writing = QStringLiteral("write drafts");
constexpr int room = 4096; // tokens of an answer; a cut one is not asked for again on its own

/// Blocks the draft with a reason; one that went on without the batch stays as it is.
Result<> block(Connection &connection, DraftId id, const QString &reason, const QDateTime &now)
{
    Result<Draft> draft = DraftStore().find(connection, id);
    if (!draft) {
        return draft.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(draft));
    }
    return draft->state == DraftState::Writing ? DraftStore().setState(connection, id, DraftState::Blocked, reason, now)
                                               : Result<>();
}

} // namespace

DraftBatches::DraftBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget, Clock &clock,
                           const Settings &settings, Options options, QObject *parent)
    : ClaudeBatches(database, claude, budget, clock, writing, options, parent)
    , m_settings(settings)
{
}

Result<bool> DraftBatches::isAwaited(Connection &connection, const Draft &draft)
{
    return AssistantBatchStore().waitingFor(connection, draft.lead, writing).map([&draft](const QStringList &bases) {
        return std::ranges::any_of(
            bases, [&draft](const QString &basis) { return mailBriefFrom(basis).draftId == draft.id.value(); });
    });
}

QuestionCost DraftBatches::costBefore(const MailBrief &brief, const QString &model)
{
    return AlwaysLeads::costBefore(MailPrompt::question(brief, model, room), true, MailPrompt::likelyAnswer);
}

Task<Result<qint64>> DraftBatches::ask(QList<DraftId> drafts, QHash<DraftId, QString> wishes)
{
    const auto part = [drafts, wishes](qsizetype at, qsizetype size) -> Preparing {
        return [some = drafts.mid(at, size), wishes](Connection &connection, const AssistantBatch &batch) {
            return prepare(connection, batch, some, wishes);
        };
    };
    auto handing = handOver(drafts.size(), m_settings.claudeModel(), part, m_settings.monthlyBudgetMicros());
    Result<qint64> people = co_await handing;
    co_return people;
}

Result<DraftBatches::Handover> DraftBatches::prepare(Connection &connection, const AssistantBatch &batch,
                                                     const QList<DraftId> &drafts,
                                                     const QHash<DraftId, QString> &wishes)
{
    Handover handover;
    QList<std::pair<QString, ClaudeQuestion>> questions;
    for (const DraftId id : drafts) {
        Result<Draft> draft = DraftStore().find(connection, id);
        if (!draft) {
            return failureOf(std::move(draft));
        }
        Result<MailBrief> brief = ClaudeDrafting::brief(connection, id, wishes.value(id));
        if (!brief) {
            return failureOf(std::move(brief));
        }
        const ClaudeQuestion question = MailPrompt::question(*brief, batch.model, room);
        handover.mostMicros += AlwaysLeads::costBefore(question, true).mostMicros;
        handover.items.append({draft->lead, AssistantBatchItem::State::Waiting, toJson(*brief)});
        questions.append({batch.questionName(draft->lead), question});
    }
    handover.body = ClaudeClient::batchBody(questions);
    return handover;
}

Result<DraftBatches::Taken> DraftBatches::take(Connection &connection, const AssistantBatch &batch,
                                               const AssistantBatchItem &item, const ClaudeAnswer &answer,
                                               const QDateTime &now) const
{
    const MailBrief brief = mailBriefFrom(item.basis);
    const DraftId id(brief.draftId);
    Assistant::Written written = Assistant::read(answer, brief, batch.model, now);
    Taken taken;
    taken.call = written.call;
    taken.call.purpose = QStringLiteral("write mail in a batch");
    taken.state = written.call.outcome == AssistantCall::Outcome::Refused ? AssistantBatchItem::State::Refused
                                                                          : AssistantBatchItem::State::Unusable;
    if (!written.mail) {
        return block(connection, id, written.mail.error().message, now).map([&taken] { return taken; });
    }
    Result<Draft> draft = DraftStore().find(connection, id);
    if (!draft || draft->state != DraftState::Writing) { // it was deleted, or went on without the batch
        return taken;
    }
    Result<ClaudeDrafting::Kept> kept = ClaudeDrafting::keep(connection, id, *written.mail, brief, *draft, now);
    if (kept) {
        taken.state = AssistantBatchItem::State::Answered;
        return taken;
    }
    if (kept.error().kind == ErrorKind::Refused) {
        return block(connection, id, kept.error().message, now).map([&taken] { return taken; });
    }
    return failureOf(std::move(kept));
}

Result<> DraftBatches::leave(Connection &connection, const AssistantBatchItem &item, const QString &problem,
                             const QDateTime &now) const
{
    const QString reason = !problem.isEmpty()              ? problem
        : item.state == AssistantBatchItem::State::Expired ? tr("Claude did not come to it within a day. Try it again.")
        : item.state == AssistantBatchItem::State::Cancelled ? tr("Writing was cancelled. Try it again when you like.")
                                                             : tr("Claude could not answer this one. Try it again.");
    return block(connection, DraftId(mailBriefFrom(item.basis).draftId), reason, now);
}

void DraftBatches::noteRound(const Round &round)
{
    if (round.heard) {
        m_sum.drafts += round.people;
        m_sum.written += round.used.size();
        m_sum.without += round.people - round.used.size();
        m_sum.costMicros += round.costMicros;
        m_sum.problem = round.problem.isEmpty() ? m_sum.problem : round.problem;
    }
    Q_EMIT changed();
}

void DraftBatches::noteAllEnded()
{
    if (const DraftBatchSum sum = std::exchange(m_sum, {}); sum.drafts > 0) {
        Q_EMIT ended(sum);
    }
}

} // namespace AlwaysLeads
