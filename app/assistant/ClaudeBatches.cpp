#include "assistant/ClaudeBatches.h"

#include "assistant/AssistantBudget.h"
#include "assistant/ClaudeClient.h"
#include "storage/Database.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

/// Letters and digits that no other batch of ours has.
QString freshMark()
{
    return QUuid::createUuid().toString(QUuid::Id128).left(16);
}

/// After these errors the service has certainly no batch of ours.
bool certainlyNot(const Error &error)
{
    return error.kind == ErrorKind::SignedOut || error.kind == ErrorKind::Refused || error.kind == ErrorKind::Bug;
}

} // namespace

ClaudeBatches::ClaudeBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget, Clock &clock,
                             QString purpose, Options options, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_purpose(std::move(purpose))
    , m_options(options)
{
}

ClaudeBatches::~ClaudeBatches() = default;

void ClaudeBatches::start()
{
    wake();
}

Task<> ClaudeBatches::close()
{
    co_await m_scope.close();
}

void ClaudeBatches::wake()
{
    m_woken = true;
    if (!m_following) {
        m_following = true;
        m_scope.run(follow());
    }
}

Result<> ClaudeBatches::leave(Connection &connection, const AssistantBatchItem &item, const QString &problem,
                              const QDateTime &now) const
{
    Q_UNUSED(connection)
    Q_UNUSED(item)
    Q_UNUSED(problem)
    Q_UNUSED(now)
    return {};
}

Task<Result<qint64>> ClaudeBatches::handOver(qsizetype count, QString model,
                                             std::function<Preparing(qsizetype at, qsizetype size)> part,
                                             qint64 limitMicros)
{
    qint64 handedOver = 0;
    const int cancels = m_cancels;
    for (qsizetype at = 0; at < count; at += mostPeople()) {
        if (m_cancels != cancels) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled before Claude was asked about everybody."));
        }
        const Preparing preparing = part(at, std::min(mostPeople(), count - at));
        auto handing = handOverOne(model, preparing, limitMicros);
        Result<qint64> people = co_await handing;
        if (!people) {
            co_return people;
        }
        handedOver += *people;
    }
    Result<qint64> outcome = handedOver;
    co_return outcome;
}

Task<Result<qint64>> ClaudeBatches::handOverOne(QString model, Preparing preparing, qint64 limitMicros)
{
    ++m_handingOver;
    const int cancels = m_cancels;
    AssistantBatch batch;
    batch.purpose = m_purpose;
    batch.model = model;
    batch.mark = freshMark();
    batch.createdAt = m_clock.now();
    auto reading =
        m_database.read<Handover>([preparing, batch](Connection &connection) { return preparing(connection, batch); });
    Result<Handover> prepared = co_await reading;
    if (!prepared || prepared->items.isEmpty()) {
        --m_handingOver;
        co_return std::move(prepared).map([](const Handover &) { return qint64(0); });
    }
    batch.people = prepared->items.size();
    batch.reservedMicros = prepared->mostMicros;
    // Allowed and written down in one transaction: two batches at once cannot both take what is left.
    auto adding = m_database.write<qint64>([store = m_store, budget = &m_budget, batch, items = prepared->items,
                                            limitMicros](Connection &connection) -> Result<qint64> {
        if (Result<> allowed = budget->allowIn(connection, limitMicros, batch.reservedMicros, batch.createdAt);
            !allowed) {
            return failureOf(std::move(allowed));
        }
        return store.add(connection, batch, items);
    });
    Result<qint64> added = co_await adding;
    if (!added) {
        --m_handingOver;
        co_return added;
    }
    batch.id = *added;
    Q_EMIT spentChanged(); // what is kept for it counts as used
    Result<ClaudeBatch> made = co_await m_claude.createBatch(prepared->body, m_scope.token());
    Result<> noted;
    if (made) {
        auto noting = m_database.write<void>([store = m_store, id = batch.id, made = *made](Connection &connection) {
            return store.setRunning(connection, id, made.id, made.expiresAt);
        });
        noted = co_await noting;
    } else if (certainlyNot(made.error())) {
        Result<> ended = co_await endWithout(batch, AssistantBatch::State::NotHandedOver, made.error().message);
        Q_UNUSED(ended)
        --m_handingOver;
        co_return failureOf(std::move(made));
    }
    if (noted && m_cancels != cancels) { // the service had no name for it yet when somebody cancelled
        auto cancelling = m_database.write<void>(
            [store = m_store, id = batch.id](Connection &connection) { return store.setCancelling(connection, id); });
        noted = co_await cancelling;
        if (made) { // else it is told once it is found there
            batch.serviceId = made->id;
            const Result<> told = co_await tellCancelled(batch);
            Q_UNUSED(told) // what is written down is told again
        }
    }
    --m_handingOver;
    if (!noted) {
        co_return failureOf(std::move(noted)); // the row stays as it is, and the batch is found in the list
    }
    wake();
    if (made) {
        co_return Result<qint64>(batch.people);
    }
    co_return failure(
        made.error().kind,
        tr("The line broke while Claude was asked about %L1 people. We look whether it has the questions, and "
           "never ask twice on our own.")
            .arg(batch.people),
        made.error().detail);
}

Task<Result<>> ClaudeBatches::cancel()
{
    ++m_cancels;
    // On the disk first: the service may be out of reach, and the program closed while it thinks.
    using Batches = QList<AssistantBatch>;
    auto noting =
        m_database.write<Batches>([store = m_store, purpose = m_purpose](Connection &connection) -> Result<Batches> {
            Result<Batches> batches = store.open(connection, purpose);
            if (!batches) {
                return batches;
            }
            for (const AssistantBatch &batch : std::as_const(*batches)) {
                if (Result<> noted = store.setCancelling(connection, batch.id); !noted) {
                    return failureOf(std::move(noted));
                }
            }
            return store.open(connection, purpose);
        });
    Result<Batches> batches = co_await noting;
    if (!batches) {
        co_return failureOf(std::move(batches));
    }
    Result<> outcome;
    for (const AssistantBatch &batch : std::as_const(*batches)) {
        if (!batch.serviceId.isEmpty()) { // else it is told once it is found there
            Result<> told = co_await tellCancelled(batch);
            if (!told) {
                outcome = told;
            }
        }
    }
    wake();
    co_return outcome;
}

Task<Result<>> ClaudeBatches::tellCancelled(AssistantBatch batch)
{
    Result<ClaudeBatch> cancelled = co_await m_claude.cancelBatch(batch.serviceId, m_scope.token());
    if (cancelled) {
        co_return Result<>();
    }
    const Error &error = cancelled.error();
    if (error.kind != ErrorKind::Network && error.kind != ErrorKind::Timeout) {
        co_return failureOf(std::move(cancelled));
    }
    co_return failure(error.kind,
                      tr("Claude could not be asked to stop yet. AlwaysLeads goes on trying, also after a restart. %1")
                          .arg(error.message),
                      error.detail);
}

Task<Result<QList<AssistantBatch>>> ClaudeBatches::open()
{
    auto reading = m_database.read<QList<AssistantBatch>>(
        [store = m_store, purpose = m_purpose](Connection &connection) { return store.open(connection, purpose); });
    Result<QList<AssistantBatch>> outcome = co_await reading;
    co_return outcome;
}

} // namespace AlwaysLeads
