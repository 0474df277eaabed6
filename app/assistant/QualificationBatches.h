#pragma once

#include "assistant/AssistantBatchStore.h"
#include "assistant/Qualification.h"
#include "base/TaskScope.h"

#include <chrono>

namespace AlwaysLeads {

struct ClaudeBatch;

/// What asking about many people would cost, before anything is asked.
struct BatchCost
{
    qint64 people = 0; ///< who would be asked about
    qint64 unknown = 0; ///< left out: nothing is known about them, or they opted out
    qint64 waiting = 0; ///< left out: they are asked about already
    QuestionCost cost;
    qint64 leftMicros = 0; ///< of this month's limit, less what is spent and kept for running batches
    qint64 limitMicros = 0;

    bool fits() const { return cost.mostMicros <= leftMicros; }
    bool operator==(const BatchCost &) const = default;
};

/// What became of the batches since there was none.
struct BatchSum
{
    qint64 people = 0;
    qint64 good = 0;
    qint64 maybe = 0;
    qint64 no = 0;
    qint64 without = 0; ///< no answer that could be used, expired or cancelled
    qint64 costMicros = 0;
    QString problem; ///< of a batch that ended without answers

    bool operator==(const BatchSum &) const = default;
};

/// Asks Claude about many people through the service's batches, at half the price and within a day. A batch is written
/// down with the most it can cost before the service hears of it, so that it is found again after a crash, never handed
/// over twice, and never passes the month's limit.
class QualificationBatches : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        std::chrono::milliseconds poll = std::chrono::minutes(1);
        qsizetype mostPeople = 2000; ///< in one batch; more are several
    };

    QualificationBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget, Clock &clock,
                         const Settings &settings, Options options, QObject *parent = nullptr);

    /// Looks after what was handed over before the program ended.
    void start();
    Task<> close();

    Task<Result<BatchCost>> cost(QList<LeadId> leads, std::stop_token stop = {});
    /// How many were handed over. Answers come later, see changed() and ended().
    Task<Result<qint64>> ask(QList<LeadId> leads);
    /// Of all that run. What Claude has answered already is kept, and paid.
    Task<Result<>> cancel();
    Task<Result<QList<AssistantBatch>>> open();

Q_SIGNALS:
    void changed(const QList<AlwaysLeads::LeadId> &leads);
    void spentChanged();
    /// Of everything that runs; `total` people.
    void progressed(qint64 done, qint64 total);
    void ended(const AlwaysLeads::BatchSum &sum);

private:
    struct Prepared
    {
        QList<AssistantBatchItem> items;
        QByteArray body;
        QuestionCost cost;
        qint64 unknown = 0;
        qint64 waiting = 0;
    };
    struct Applied
    {
        QList<LeadId> changed;
        BatchSum sum;
    };

    std::function<Result<Prepared>(Connection &)> preparing(const QList<LeadId> &leads, const AssistantBatch &batch,
                                                            bool withBody) const;
    Task<Result<qint64>> handOver(QList<LeadId> leads);
    Task<Result<>> follow();
    Task<Result<>> lookAfter(AssistantBatch batch);
    Task<Result<>> lookFor(AssistantBatch batch);
    Task<Result<>> fetch(AssistantBatch batch);
    Task<Result<>> endWithout(AssistantBatch batch, AssistantBatch::State state, QString problem);
    static Result<Applied> apply(Connection &connection, const AssistantBatch &batch, const QByteArray &lines,
                                 const QDateTime &now);
    void wake();

    Database &m_database;
    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    Clock &m_clock;
    const Settings &m_settings;
    Options m_options;
    AssistantBatchStore m_store;
    TaskScope m_scope{QStringLiteral("batches")};
    int m_handingOver = 0; ///< batches that are on their way to the service at this moment
    QHash<qint64, qint64> m_done; ///< of the running ones, what the service says is done
    BatchSum m_sum;
    bool m_following = false;
    bool m_woken = false; ///< while following: a batch may have come that the look on its way does not see
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::BatchSum)
