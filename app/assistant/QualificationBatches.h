#pragma once

#include "assistant/ClaudeBatches.h"
#include "assistant/Qualification.h"

namespace AlwaysLeads {

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

/// Asks Claude about many people, whether they fit.
class QualificationBatches : public ClaudeBatches
{
    Q_OBJECT
public:
    QualificationBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget, Clock &clock,
                         const Settings &settings, Options options, QObject *parent = nullptr);

    Task<Result<BatchCost>> cost(QList<LeadId> leads, std::stop_token stop = {});
    /// How many were handed over. Answers come later, see changed() and ended().
    Task<Result<qint64>> ask(QList<LeadId> leads);

Q_SIGNALS:
    void changed(const QList<AlwaysLeads::LeadId> &leads);
    void ended(const AlwaysLeads::BatchSum &sum);

protected:
    Result<Taken> take(Connection &connection, const AssistantBatch &batch, const AssistantBatchItem &item,
                       const ClaudeAnswer &answer, const QDateTime &now) const override;
    void noteRound(const Round &round) override;
    void noteAllEnded() override;

private:
    struct Prepared
    {
        Handover handover;
        QuestionCost cost;
        qint64 unknown = 0;
        qint64 waiting = 0;
    };

    std::function<Result<Prepared>(Connection &)> preparing(const QList<LeadId> &leads, const AssistantBatch &batch,
                                                            bool withBody) const;

    const Settings &m_settings;
    BatchSum m_sum;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::BatchSum)
