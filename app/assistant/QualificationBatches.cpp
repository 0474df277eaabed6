#include "assistant/QualificationBatches.h"

#include "assistant/AssistantLog.h"
#include "assistant/ClaudeClient.h"
#include "assistant/QualificationPrompt.h"
#include "lead/LeadStore.h"
#include "settings/Settings.h"
#include "storage/Database.h"

#include <QUuid>

namespace AlwaysLeads {

namespace {

constexpr int room = 1536; // tokens of an answer, the model's thinking included

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

QualificationBatches::QualificationBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget,
                                           Clock &clock, const Settings &settings, Options options, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_settings(settings)
    , m_options(options)
{
}

void QualificationBatches::start()
{
    wake();
}

Task<> QualificationBatches::close()
{
    co_await m_scope.close();
}

void QualificationBatches::wake()
{
    m_woken = true;
    if (!m_following) {
        m_following = true;
        m_scope.run(follow());
    }
}

std::function<Result<QualificationBatches::Prepared>(Connection &)>
QualificationBatches::preparing(const QList<LeadId> &leads, const AssistantBatch &batch, bool withBody) const
{
    return [leads, batch, withBody, profile = m_settings.senderProfile(),
            store = m_store](Connection &connection) -> Result<Prepared> {
        Prepared prepared;
        QList<std::pair<QString, ClaudeQuestion>> questions;
        for (const LeadId id : leads) {
            const Result<Lead> lead = LeadStore().lead(connection, id);
            if (!lead && lead.error().kind == ErrorKind::NotFound) {
                continue;
            }
            Result<QList<KnownFact>> facts = qualificationFacts(connection, id);
            if (!facts) {
                return failureOf(std::move(facts));
            }
            if (facts->isEmpty() || lead->status == LeadStatus::OptedOut || lead->deletedAt.isValid()) {
                ++prepared.unknown;
                continue;
            }
            Result<bool> waiting = store.isWaitingFor(connection, id);
            if (!waiting) {
                return failureOf(std::move(waiting));
            }
            if (*waiting) {
                ++prepared.waiting;
                continue;
            }
            const ClaudeQuestion question =
                QualificationPrompt::question(qualificationBrief(profile, *facts), batch.model, room);
            const QuestionCost cost = costBefore(question, true);
            prepared.cost.likelyMicros += cost.likelyMicros;
            prepared.cost.mostMicros += cost.mostMicros;
            prepared.items.append({id, AssistantBatchItem::State::Waiting, *facts});
            if (withBody) {
                questions.append({batch.questionName(id), question});
            }
        }
        if (withBody) {
            prepared.body = ClaudeClient::batchBody(questions);
        }
        return prepared;
    };
}

Task<Result<BatchCost>> QualificationBatches::cost(QList<LeadId> leads, std::stop_token stop)
{
    BatchCost sum;
    AssistantBatch batch;
    batch.model = m_settings.qualificationModel();
    for (qsizetype at = 0; at < leads.size(); at += m_options.mostPeople) {
        auto looking = m_database.read<Prepared>(preparing(leads.mid(at, m_options.mostPeople), batch, false), stop);
        Result<Prepared> some = co_await looking;
        if (!some) {
            co_return failureOf(std::move(some));
        }
        sum.people += some->items.size();
        sum.unknown += some->unknown;
        sum.waiting += some->waiting;
        sum.cost.likelyMicros += some->cost.likelyMicros;
        sum.cost.mostMicros += some->cost.mostMicros;
    }
    Result<qint64> spent = co_await m_budget.spentThisMonth();
    if (!spent) {
        co_return failureOf(std::move(spent));
    }
    Result<qint64> reserved = co_await m_budget.reserved();
    if (!reserved) {
        co_return failureOf(std::move(reserved));
    }
    sum.limitMicros = m_settings.monthlyBudgetMicros();
    sum.leftMicros = std::max<qint64>(0, sum.limitMicros - *spent - *reserved);
    Result<BatchCost> outcome = sum;
    co_return outcome;
}

Task<Result<qint64>> QualificationBatches::ask(QList<LeadId> leads)
{
    qint64 handedOver = 0;
    for (qsizetype at = 0; at < leads.size(); at += m_options.mostPeople) {
        const QList<LeadId> some = leads.mid(at, m_options.mostPeople);
        ++m_handingOver;
        Result<qint64> people = co_await handOver(some);
        --m_handingOver;
        if (!people) {
            co_return people;
        }
        handedOver += *people;
    }
    Result<qint64> outcome = handedOver;
    co_return outcome;
}

Task<Result<qint64>> QualificationBatches::handOver(QList<LeadId> leads)
{
    AssistantBatch batch;
    batch.purpose = QStringLiteral("qualify leads");
    batch.model = m_settings.qualificationModel();
    batch.mark = freshMark();
    batch.createdAt = m_clock.now();
    auto reading = m_database.read<Prepared>(preparing(leads, batch, true));
    Result<Prepared> prepared = co_await reading;
    if (!prepared) {
        co_return failureOf(std::move(prepared));
    }
    if (prepared->items.isEmpty()) {
        co_return Result<qint64>(0);
    }
    batch.people = prepared->items.size();
    batch.reservedMicros = prepared->cost.mostMicros;
    // Allowed and written down in one transaction: two batches at once cannot both take what is left.
    auto adding =
        m_database.write<qint64>([store = m_store, budget = &m_budget, batch, items = prepared->items,
                                  limit = m_settings.monthlyBudgetMicros()](Connection &connection) -> Result<qint64> {
            if (Result<> allowed = budget->allowIn(connection, limit, batch.reservedMicros, batch.createdAt);
                !allowed) {
                return failureOf(std::move(allowed));
            }
            return store.add(connection, batch, items);
        });
    Result<qint64> added = co_await adding;
    if (!added) {
        co_return added;
    }
    batch.id = *added;
    Q_EMIT spentChanged(); // what is kept for it counts as used
    Result<ClaudeBatch> made = co_await m_claude.createBatch(prepared->body, m_scope.token());
    if (made) {
        auto noting = m_database.write<void>([store = m_store, id = batch.id, made = *made](Connection &connection) {
            return store.setRunning(connection, id, made.id, made.expiresAt);
        });
        Result<> noted = co_await noting;
        if (!noted) {
            co_return failureOf(std::move(noted)); // the row stays as it is, and the batch is found in the list
        }
        wake();
        co_return Result<qint64>(batch.people);
    }
    if (certainlyNot(made.error())) {
        Result<> ended = co_await endWithout(batch, AssistantBatch::State::NotHandedOver, made.error().message);
        Q_UNUSED(ended)
        co_return failureOf(std::move(made));
    }
    wake();
    co_return failure(
        made.error().kind,
        tr("The line broke while Claude was asked about %1 people. We look whether it has the questions, and "
           "never ask twice on our own.")
            .arg(batch.people),
        made.error().detail);
}

Task<Result<>> QualificationBatches::cancel()
{
    Result<QList<AssistantBatch>> batches = co_await open();
    if (!batches) {
        co_return failureOf(std::move(batches));
    }
    Result<> outcome;
    for (const AssistantBatch &batch : *batches) {
        if (batch.state != AssistantBatch::State::Running) {
            continue;
        }
        Result<ClaudeBatch> cancelled = co_await m_claude.cancelBatch(batch.serviceId, m_scope.token());
        if (!cancelled) {
            outcome = failureOf(std::move(cancelled));
            continue;
        }
        auto noting = m_database.write<void>(
            [store = m_store, id = batch.id](Connection &connection) { return store.setCancelling(connection, id); });
        Result<> noted = co_await noting;
        if (!noted) {
            outcome = noted;
        }
    }
    wake();
    co_return outcome;
}

Task<Result<QList<AssistantBatch>>> QualificationBatches::open()
{
    auto reading = m_database.read<QList<AssistantBatch>>(
        [store = m_store](Connection &connection) { return store.open(connection); });
    Result<QList<AssistantBatch>> outcome = co_await reading;
    co_return outcome;
}

} // namespace AlwaysLeads
