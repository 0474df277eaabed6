#include "assistant/AssistantLog.h"
#include "assistant/ClaudeClient.h"
#include "assistant/QualificationBatches.h"
#include "storage/Database.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

constexpr auto clockSkew = 10min; // the service's clock beside this computer's
constexpr auto untilListed = 2min; // before a batch that is not in the list counts as never handed over

} // namespace

Task<Result<>> QualificationBatches::follow()
{
    const std::stop_token stop = m_scope.token();
    Result<> outcome;
    while (!stop.stop_requested()) {
        m_woken = false;
        Result<QList<AssistantBatch>> batches = co_await open();
        if (!batches) {
            outcome = failureOf(std::move(batches));
            break;
        }
        if (batches->isEmpty()) {
            if (m_woken) {
                continue;
            }
            break;
        }
        for (const AssistantBatch &batch : std::as_const(*batches)) {
            const Result<> looked = co_await lookAfter(batch);
            if (!looked && !stop.stop_requested()) {
                // Nothing is lost: the service keeps the answers for weeks.
                qCInfo(assistantLog).noquote() << "batch" << batch.id << "waits:" << looked.error().detail;
            }
        }
        Result<QList<AssistantBatch>> left = co_await open();
        if (left && left->isEmpty()) {
            if (m_woken) {
                continue;
            }
            break;
        }
        qint64 done = 0;
        qint64 total = 0;
        for (const AssistantBatch &batch : left.value_or(QList<AssistantBatch>())) {
            done += m_done.value(batch.id);
            total += batch.people;
        }
        Q_EMIT progressed(done, total);
        const QDateTime later = m_clock.now().addMSecs(m_options.poll.count());
        co_await m_clock.sleepUntil(later, stop);
    }
    m_following = false;
    if (const BatchSum sum = std::exchange(m_sum, {}); sum.people > 0) {
        Q_EMIT ended(sum);
    }
    co_return outcome;
}

Task<Result<>> QualificationBatches::lookAfter(AssistantBatch batch)
{
    if (batch.state == AssistantBatch::State::HandingOver) {
        // Only a batch that nobody is handing over can be lost. What was read before an answer of the service came is
        // of before: it may have arrived meanwhile, and must not count as one that never did.
        if (m_handingOver > 0) {
            co_return Result<>();
        }
        Result<QList<AssistantBatch>> now = co_await open();
        if (!now) {
            co_return failureOf(std::move(now));
        }
        if (std::ranges::find(*now, batch) == now->end()) {
            co_return Result<>();
        }
        Result<> found = co_await lookFor(batch);
        co_return found;
    }
    Result<ClaudeBatch> state = co_await m_claude.batch(batch.serviceId, m_scope.token());
    if (!state && state.error().kind == ErrorKind::NotFound) {
        Result<> ended = co_await endWithout(batch, AssistantBatch::State::Done, state.error().message);
        co_return ended;
    }
    if (!state) {
        co_return failureOf(std::move(state));
    }
    m_done.insert(batch.id, std::max<qint64>(0, batch.people - state->processing));
    if (state->state != ClaudeBatch::State::Ended) {
        co_return Result<>();
    }
    Result<> fetched = co_await fetch(batch);
    co_return fetched;
}

Task<Result<>> QualificationBatches::lookFor(AssistantBatch batch)
{
    auto reading = m_database.read<QStringList>(
        [store = m_store](Connection &connection) { return store.serviceIds(connection); });
    Result<QStringList> known = co_await reading;
    if (!known) {
        co_return failureOf(std::move(known));
    }
    const QDateTime since = batch.createdAt.addMSecs(-std::chrono::milliseconds(clockSkew).count());
    Result<QList<ClaudeBatch>> listed = co_await m_claude.batchesSince(since, m_scope.token());
    if (!listed) {
        co_return failureOf(std::move(listed));
    }
    for (const ClaudeBatch &one : std::as_const(*listed)) {
        // The list does not tell the names of the questions; the answers will, and none that is not ours is taken.
        if (!known->contains(one.id) && one.total() == batch.people) {
            auto noting = m_database.write<void>([store = m_store, id = batch.id, one](Connection &connection) {
                return store.setRunning(connection, id, one.id, one.expiresAt);
            });
            Result<> noted = co_await noting;
            co_return noted;
        }
    }
    if (m_clock.now() < batch.createdAt.addMSecs(std::chrono::milliseconds(untilListed).count())) {
        co_return Result<>();
    }
    const QString problem =
        tr("Claude never got the questions about %1 people, and nothing was charged. Ask again.").arg(batch.people);
    Result<> ended = co_await endWithout(batch, AssistantBatch::State::NotHandedOver, problem);
    co_return ended;
}

Task<Result<>> QualificationBatches::endWithout(AssistantBatch batch, AssistantBatch::State state, QString problem)
{
    const bool never = state == AssistantBatch::State::NotHandedOver;
    auto ending = m_database.write<bool>(
        [store = m_store, id = batch.id, state, never, problem, now = m_clock.now()](Connection &connection) {
            return store.end(connection, id, state,
                             never ? AssistantBatchItem::State::Cancelled : AssistantBatchItem::State::Failed, problem,
                             now);
        });
    Result<bool> ended = co_await ending;
    if (!ended) {
        co_return failureOf(std::move(ended));
    }
    m_done.remove(batch.id);
    if (*ended && m_following) {
        m_sum.people += batch.people;
        m_sum.without += batch.people;
        m_sum.problem = problem;
    }
    Q_EMIT spentChanged();
    co_return Result<>();
}

Task<Result<>> QualificationBatches::fetch(AssistantBatch batch)
{
    Result<QByteArray> lines = co_await m_claude.batchResults(batch.serviceId, m_scope.token());
    if (!lines) {
        co_return failureOf(std::move(lines));
    }
    auto applying = m_database.write<Applied>([batch, text = *lines, now = m_clock.now()](Connection &connection) {
        return apply(connection, batch, text, now);
    });
    Result<Applied> applied = co_await applying;
    if (!applied) {
        co_return failureOf(std::move(applied));
    }
    m_done.remove(batch.id);
    m_sum.people += applied->sum.people;
    m_sum.good += applied->sum.good;
    m_sum.maybe += applied->sum.maybe;
    m_sum.no += applied->sum.no;
    m_sum.without += applied->sum.without;
    m_sum.costMicros += applied->sum.costMicros;
    if (!applied->sum.problem.isEmpty()) {
        m_sum.problem = applied->sum.problem;
    }
    Q_EMIT spentChanged();
    if (!applied->changed.isEmpty()) {
        Q_EMIT changed(applied->changed);
    }
    co_return Result<>();
}

/// All of it in one transaction, with the batch's end: answers are never counted or paid for twice.
Result<QualificationBatches::Applied> QualificationBatches::apply(Connection &connection, const AssistantBatch &batch,
                                                                  const QByteArray &lines, const QDateTime &now)
{
    using Item = AssistantBatchItem::State;
    const AssistantBatchStore batches;
    const AssistantCallStore calls;
    const QualificationStore qualifications;
    Result<QList<AssistantBatchItem>> items = batches.waiting(connection, batch.id);
    if (!items) {
        return failureOf(std::move(items));
    }
    QHash<QString, AssistantBatchItem> waiting;
    for (const AssistantBatchItem &item : std::as_const(*items)) {
        waiting.insert(batch.questionName(item.lead), item);
    }
    Applied applied;
    applied.sum.people = waiting.size();
    const QList<ClaudeBatchLine> read = ClaudeBatchLine::fromJsonLines(lines);
    if (read.isEmpty() && !waiting.isEmpty()) { // the service has a line for each question, whatever became of it
        return failure(ErrorKind::Invalid, tr("Claude's answers could not be read. They are asked for again."),
                       QStringLiteral("%1 bytes without a line of results").arg(lines.size()));
    }
    const auto ours = [&waiting](const ClaudeBatchLine &line) { return waiting.contains(line.customId); };
    if (!read.isEmpty() && !waiting.isEmpty() && std::none_of(read.begin(), read.end(), ours)) {
        applied.sum.without = applied.sum.people;
        applied.sum.problem =
            tr("Claude's answers were to other questions. Nothing was used; ask again about these %1 people.")
                .arg(applied.sum.people);
        return batches
            .end(connection, batch.id, AssistantBatch::State::NotHandedOver, Item::Cancelled, applied.sum.problem, now)
            .map([&applied](bool) { return applied; });
    }
    for (const ClaudeBatchLine &line : read) {
        if (!waiting.contains(line.customId)) {
            continue; // not ours, or its second line
        }
        const AssistantBatchItem item = waiting.take(line.customId);
        Item state = line.kind == ClaudeBatchLine::Kind::Cancelled ? Item::Cancelled
            : line.kind == ClaudeBatchLine::Kind::Expired          ? Item::Expired
                                                                   : Item::Failed;
        if (line.kind == ClaudeBatchLine::Kind::Answered) {
            Qualification::Judged judged = Qualification::judge(line.answer, item.facts, batch.model, now);
            judged.call.purpose = QStringLiteral("qualify lead in a batch");
            judged.call.requestId = batch.serviceId;
            if (Result<> counted = calls.add(connection, judged.call); !counted) {
                return failureOf(std::move(counted));
            }
            applied.sum.costMicros += judged.call.costMicros;
            state = judged.call.outcome == AssistantCall::Outcome::Refused ? Item::Refused
                : judged.lead                                              ? Item::Answered
                                                                           : Item::Unusable;
            if (judged.lead) {
                if (Result<> kept = qualifications.keep(connection, item.lead, *judged.lead); !kept) {
                    return failureOf(std::move(kept));
                }
                applied.changed.append(item.lead);
                applied.sum.good += judged.lead->verdict == QualificationVerdict::Good ? 1 : 0;
                applied.sum.maybe += judged.lead->verdict == QualificationVerdict::Maybe ? 1 : 0;
                applied.sum.no += judged.lead->verdict == QualificationVerdict::No ? 1 : 0;
            }
        }
        if (Result<> noted = batches.setItem(connection, batch.id, item.lead, state); !noted) {
            return failureOf(std::move(noted));
        }
    }
    applied.sum.without = applied.sum.people - applied.sum.good - applied.sum.maybe - applied.sum.no;
    Result<bool> ended = batches.end(connection, batch.id, AssistantBatch::State::Done, Item::Failed, QString(), now);
    if (!ended) {
        return failureOf(std::move(ended));
    }
    return applied;
}

} // namespace AlwaysLeads
