#pragma once

#include "assistant/AssistantBatchStore.h"
#include "assistant/AssistantCallStore.h"
#include "assistant/ClaudeBatch.h"
#include "base/Clock.h"
#include "base/Task.h"
#include "base/TaskScope.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace AlwaysLeads {

class AssistantBudget;
class ClaudeClient;
class Database;

/// Many questions through the service's batches, at half the price and within a day. A batch is written down with the
/// most it can cost before the service hears of it, so that it is found again after a crash, never handed over twice,
/// and never passes the month's limit. What is asked, and what becomes of an answer, says who derives from this; each
/// purpose looks after its own batches only.
class ClaudeBatches : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        std::chrono::milliseconds poll = std::chrono::minutes(1);
        qsizetype mostPeople = 2000; ///< in one batch; more are several
    };

    ~ClaudeBatches() override;

    /// Looks after what was handed over before the program ended.
    void start();
    Task<> close();
    /// Of all that run. What Claude has answered already is kept, and paid. Holds once it is written down: where the
    /// service could not be told, it is told as soon as it can be.
    Task<Result<>> cancel();
    Task<Result<QList<AssistantBatch>>> open();

Q_SIGNALS:
    void spentChanged();
    /// Of everything that runs; `total` people.
    void progressed(qint64 done, qint64 total);

protected:
    struct Handover
    {
        QList<AssistantBatchItem> items;
        QByteArray body;
        qint64 mostMicros = 0;
    };
    /// Runs on a database thread; the batch says which names its questions have.
    using Preparing = std::function<Result<Handover>(Connection &, const AssistantBatch &)>;

    /// What an answer came to.
    struct Taken
    {
        AssistantCall call; ///< as it stands in the bill
        AssistantBatchItem::State state = AssistantBatchItem::State::Unusable;
        QString word; ///< of an answer that was used, for who counts them
    };
    /// What a batch came to.
    struct Round
    {
        qint64 people = 0;
        QList<LeadId> used;
        QHash<QString, qint64> words; ///< see Taken::word
        qint64 costMicros = 0;
        QString problem; ///< why it ended without answers; empty: it did not
        bool heard = true; ///< false: whoever handed it over is told himself
    };

    ClaudeBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget, Clock &clock, QString purpose,
                  Options options, QObject *parent);

    Database &database() const { return m_database; }
    AssistantBudget &budget() const { return m_budget; }
    qsizetype mostPeople() const { return m_options.mostPeople; }
    const QString &purpose() const { return m_purpose; }

    /// Hands `count` questions over in batches of at most mostPeople(); `part` prepares `size` of them from `at` on.
    /// How many were handed over; 0 when there was none. Refused: the limit does not allow it; those before are on
    /// their way.
    Task<Result<qint64>> handOver(qsizetype count, QString model,
                                  std::function<Preparing(qsizetype at, qsizetype size)> part, qint64 limitMicros);

    /// An answer came: all of it in the transaction that ends the batch, so that answers are never counted or paid for
    /// twice. Runs on a database thread.
    virtual Result<Taken> take(Connection &connection, const AssistantBatch &batch, const AssistantBatchItem &item,
                               const ClaudeAnswer &answer, const QDateTime &now) const = 0;
    /// There is no answer that could be used; `item.state` says why, and `problem` does where there is one for all.
    /// Runs on a database thread.
    virtual Result<> leave(Connection &connection, const AssistantBatchItem &item, const QString &problem,
                           const QDateTime &now) const;
    /// A batch ended.
    virtual void noteRound(const Round &round) = 0;
    /// None runs any more.
    virtual void noteAllEnded() = 0;

private:
    Task<Result<qint64>> handOverOne(QString model, Preparing preparing, qint64 limitMicros);
    Task<Result<>> follow();
    Task<Result<>> lookAfter(AssistantBatch batch);
    Task<Result<>> lookFor(AssistantBatch batch);
    Task<Result<>> tellCancelled(AssistantBatch batch);
    Task<Result<>> fetch(AssistantBatch batch);
    Task<Result<>> endWithout(AssistantBatch batch, AssistantBatch::State state, QString problem);
    Result<Round> apply(Connection &connection, const AssistantBatch &batch, const QByteArray &lines,
                        const QDateTime &now) const;
    Result<bool> endIn(Connection &connection, const AssistantBatch &batch, AssistantBatch::State state,
                       AssistantBatchItem::State rest, const QString &problem, const QDateTime &now) const;
    void wake();

    Database &m_database;
    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    Clock &m_clock;
    QString m_purpose;
    Options m_options;
    AssistantBatchStore m_store;
    TaskScope m_scope{QStringLiteral("batches")};
    int m_handingOver = 0; ///< batches that are on their way to the service at this moment
    int m_cancels = 0; ///< how often cancel() came: what is being handed over then is cancelled too
    QHash<qint64, qint64> m_done; ///< of the running ones, what the service says is done
    bool m_following = false;
    bool m_woken = false; ///< while following: a batch may have come that the look on its way does not see
};

} // namespace AlwaysLeads
