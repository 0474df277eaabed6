#include "assistant/ClaudeBatches.h"

#include "assistant/AssistantLog.h"
#include "assistant/ClaudeClient.h"
#include "storage/Database.h"

#include <algorithm>
#include <map>
#include <utility>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

constexpr auto clockSkew = 10min; // the service's clock beside this computer's
constexpr auto untilListed = 2min; // before a batch that is not in the list counts as never handed over

} // namespace

Task<Result<>> ClaudeBatches::follow()
{
    const std::stop_token stop = m_scope.token();
    Result<> outcome;
    std::map<qint64, qint64> people; // of all batches followed, also of those that have ended
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
            people[batch.id] = batch.people;
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
        const QList<AssistantBatch> running = left.value_or(QList<AssistantBatch>());
        qint64 missing = 0;
        for (const AssistantBatch &batch : running) {
            people[batch.id] = batch.people;
            missing += batch.people - m_done.value(batch.id);
        }
        qint64 total = 0;
        for (const auto &[id, count] : people) {
            total += count;
        }
        const qint64 done = total - missing;
        if (left) {
            Q_EMIT progressed(done, total);
        }
        const QDateTime later = m_clock.now().addMSecs(m_options.poll.count());
        co_await m_clock.sleepUntil(later, stop);
    }
    m_following = false;
    noteAllEnded();
    co_return outcome;
}

Task<Result<>> ClaudeBatches::lookAfter(AssistantBatch batch)
{
    if (batch.serviceId.isEmpty()) { // it may be cancelled already
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
        const QString problem =
            tr("No answer came about those who were asked about together (%L1), so ask about them again. %2")
                .arg(batch.people)
                .arg(state.error().message);
        Result<> ended = co_await endWithout(batch, AssistantBatch::State::Done, problem);
        co_return ended;
    }
    if (!state) {
        co_return failureOf(std::move(state));
    }
    if (batch.state == AssistantBatch::State::Cancelling && state->state == ClaudeBatch::State::Running) {
        Result<> told = co_await tellCancelled(batch); // it did not hear of it
        co_return told;
    }
    m_done.insert(batch.id, std::max<qint64>(0, batch.people - state->processing));
    if (state->state != ClaudeBatch::State::Ended) {
        co_return Result<>();
    }
    Result<> fetched = co_await fetch(batch);
    co_return fetched;
}

Task<Result<>> ClaudeBatches::lookFor(AssistantBatch batch)
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
        tr("Claude never got the questions about %L1 people, and nothing was charged. Ask again.").arg(batch.people);
    Result<> ended = co_await endWithout(batch, AssistantBatch::State::NotHandedOver, problem);
    co_return ended;
}

Task<Result<>> ClaudeBatches::endWithout(AssistantBatch batch, AssistantBatch::State state, QString problem)
{
    const bool never = state == AssistantBatch::State::NotHandedOver;
    auto ending = m_database.write<bool>([this, batch, state, never, problem,
                                          now = m_clock.now()](Connection &connection) {
        return endIn(connection, batch, state,
                     never ? AssistantBatchItem::State::Cancelled : AssistantBatchItem::State::Failed, problem, now);
    });
    Result<bool> ended = co_await ending;
    if (!ended) {
        co_return failureOf(std::move(ended));
    }
    m_done.remove(batch.id);
    if (*ended) {
        Round round;
        round.people = batch.people;
        round.problem = problem;
        round.heard = m_following;
        noteRound(round);
    }
    Q_EMIT spentChanged();
    co_return Result<>();
}

Task<Result<>> ClaudeBatches::fetch(AssistantBatch batch)
{
    Result<QByteArray> lines = co_await m_claude.batchResults(batch.serviceId, m_scope.token());
    if (!lines) {
        co_return failureOf(std::move(lines));
    }
    auto applying = m_database.write<Round>([this, batch, text = *lines, now = m_clock.now()](Connection &connection) {
        return apply(connection, batch, text, now);
    });
    Result<Round> round = co_await applying;
    if (!round) {
        co_return failureOf(std::move(round));
    }
    m_done.remove(batch.id);
    Q_EMIT spentChanged();
    noteRound(*round);
    co_return Result<>();
}

Result<bool> ClaudeBatches::endIn(Connection &connection, const AssistantBatch &batch, AssistantBatch::State state,
                                  AssistantBatchItem::State rest, const QString &problem, const QDateTime &now) const
{
    Result<QList<AssistantBatchItem>> items = m_store.waiting(connection, batch.id);
    if (!items) {
        return failureOf(std::move(items));
    }
    Result<bool> ended = m_store.end(connection, batch.id, state, rest, problem, now);
    if (!ended || !*ended) {
        return ended;
    }
    for (AssistantBatchItem &item : *items) {
        item.state = rest;
        if (Result<> left = leave(connection, item, problem, now); !left) {
            return failureOf(std::move(left));
        }
    }
    return true;
}

Result<ClaudeBatches::Round> ClaudeBatches::apply(Connection &connection, const AssistantBatch &batch,
                                                  const QByteArray &lines, const QDateTime &now) const
{
    using Item = AssistantBatchItem::State;
    Result<QList<AssistantBatchItem>> items = m_store.waiting(connection, batch.id);
    if (!items) {
        return failureOf(std::move(items));
    }
    QHash<QString, AssistantBatchItem> waiting;
    for (const AssistantBatchItem &item : std::as_const(*items)) {
        waiting.insert(batch.questionName(item.lead), item);
    }
    Round round;
    round.people = waiting.size();
    const QList<ClaudeBatchLine> read = ClaudeBatchLine::fromJsonLines(lines);
    if (read.isEmpty() && !waiting.isEmpty()) { // the service has a line for each question, whatever became of it
        return failure(ErrorKind::Invalid, tr("Claude's answers could not be read. They are asked for again."),
                       QStringLiteral("%1 bytes without a line of results").arg(lines.size()));
    }
    const auto ours = [&waiting](const ClaudeBatchLine &line) { return waiting.contains(line.customId); };
    if (!read.isEmpty() && !waiting.isEmpty() && std::none_of(read.begin(), read.end(), ours)) {
        round.problem =
            tr("Claude's answers were to other questions. Nothing was used; ask again about these %L1 people.")
                .arg(round.people);
        return endIn(connection, batch, AssistantBatch::State::NotHandedOver, Item::Cancelled, round.problem, now)
            .map([&round](bool) { return round; });
    }
    for (const ClaudeBatchLine &line : read) {
        if (!waiting.contains(line.customId)) {
            continue; // not ours, or its second line
        }
        AssistantBatchItem item = waiting.take(line.customId);
        item.state = line.kind == ClaudeBatchLine::Kind::Cancelled ? Item::Cancelled
            : line.kind == ClaudeBatchLine::Kind::Expired          ? Item::Expired
                                                                   : Item::Failed;
        if (line.kind == ClaudeBatchLine::Kind::Answered) {
            Result<Taken> taken = take(connection, batch, item, line.answer, now);
            if (!taken) {
                return failureOf(std::move(taken));
            }
            taken->call.requestId = batch.serviceId;
            if (Result<> counted = AssistantCallStore().add(connection, taken->call); !counted) {
                return failureOf(std::move(counted));
            }
            round.costMicros += taken->call.costMicros;
            item.state = taken->state;
            if (taken->state == Item::Answered) {
                round.used.append(item.lead);
                ++round.words[taken->word];
            }
        } else if (Result<> left = leave(connection, item, QString(), now); !left) {
            return failureOf(std::move(left));
        }
        if (Result<> noted = m_store.setItem(connection, batch.id, item.lead, item.state); !noted) {
            return failureOf(std::move(noted));
        }
    }
    Result<bool> ended = endIn(connection, batch, AssistantBatch::State::Done, Item::Failed, QString(), now);
    if (!ended) {
        return failureOf(std::move(ended));
    }
    return round;
}

} // namespace AlwaysLeads
