#pragma once

#include "assistant/ClaudeBatches.h"
#include "assistant/QuestionCost.h"
#include "draft/Draft.h"

namespace AlwaysLeads {

class Settings;

/// What became of the batches since there was none.
struct DraftBatchSum
{
    qint64 drafts = 0;
    qint64 written = 0;
    qint64 without = 0; ///< no text that could be used, expired or cancelled: each draft says why
    qint64 costMicros = 0;
    QString problem; ///< of a batch that ended without answers

    bool operator==(const DraftBatchSum &) const = default;
};

/// Lets Claude write many drafts together, for half and within a day. Until its answer is there a draft stays in
/// Writing, also over a restart; then it is what a single question would have made of it, or blocked with the reason.
class DraftBatches : public ClaudeBatches
{
    Q_OBJECT
public:
    DraftBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget, Clock &clock,
                 const Settings &settings, Options options, QObject *parent = nullptr);

    /// `wishes` by draft. How many were handed over; answers come later, see changed() and ended().
    Task<Result<qint64>> ask(QList<DraftId> drafts, QHash<DraftId, QString> wishes);
    /// The draft's text is on its way in a batch.
    static Result<bool> isAwaited(Connection &connection, const Draft &draft);

    /// What writing this mail in a batch would cost.
    static QuestionCost costBefore(const MailBrief &brief, const QString &model);

Q_SIGNALS:
    void changed();
    void ended(const AlwaysLeads::DraftBatchSum &sum);

protected:
    Result<Taken> take(Connection &connection, const AssistantBatch &batch, const AssistantBatchItem &item,
                       const ClaudeAnswer &answer, const QDateTime &now) const override;
    Result<> leave(Connection &connection, const AssistantBatchItem &item, const QString &problem,
                   const QDateTime &now) const override;
    void noteRound(const Round &round) override;
    void noteAllEnded() override;

private:
    static Result<Handover> prepare(Connection &connection, const AssistantBatch &batch, const QList<DraftId> &drafts,
                                    const QHash<DraftId, QString> &wishes);
    const Settings &m_settings;
    DraftBatchSum m_sum;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::DraftBatchSum)
