#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QDateTime>

namespace AlwaysLeads {

/// Questions that were, or are to be, handed to Claude in bulk.
struct AssistantBatch
{
    enum class State {
        HandingOver, ///< the service may or may not have it: never handed over again, but looked for
        Running,
        Cancelling,
        Done,
        NotHandedOver, ///< it certainly has it not
    };

    qint64 id = 0;
    QString purpose;
    QString model;
    QString mark; ///< part of the name of each of its questions, so that answers tell whose they are
    QString serviceId;
    State state = State::HandingOver;
    qint64 people = 0;
    qint64 reservedMicros = 0; ///< the most it can cost; counts as used until it ends
    QString problem; ///< a sentence; empty for none
    QDateTime createdAt;
    QDateTime expiresAt;

    bool isOpen() const { return state != State::Done && state != State::NotHandedOver; }
    QString questionName(LeadId lead) const;

    bool operator==(const AssistantBatch &) const = default;
};

struct AssistantBatchItem
{
    enum class State { Waiting, Answered, Refused, Unusable, Failed, Expired, Cancelled };

    LeadId lead;
    State state = State::Waiting;
    QString basis; ///< what the question rested on, to compare its answer with: JSON of whoever asked

    bool operator==(const AssistantBatchItem &) const = default;
};

/// The tables assistant_batch and assistant_batch_item.
class AssistantBatchStore
{
public:
    static QString word(AssistantBatch::State state);

    /// With all its items; the new row's number.
    Result<qint64> add(Connection &connection, const AssistantBatch &batch,
                       const QList<AssistantBatchItem> &items) const;
    /// What the service said of it. Only an open one that has no name there yet changes; one that is cancelled stays
    /// so.
    Result<> setRunning(Connection &connection, qint64 batch, const QString &serviceId,
                        const QDateTime &expiresAt) const;
    Result<> setCancelling(Connection &connection, qint64 batch) const;
    /// Done or not handed over: nothing is reserved any more, and items that still wait get `rest`. False when it had
    /// ended before.
    Result<bool> end(Connection &connection, qint64 batch, AssistantBatch::State state, AssistantBatchItem::State rest,
                     const QString &problem, const QDateTime &now) const;

    /// Of this purpose.
    Result<QList<AssistantBatch>> open(Connection &connection, const QString &purpose) const;
    /// Those of the service's ids that we know.
    Result<QStringList> serviceIds(Connection &connection) const;
    Result<QList<AssistantBatchItem>> waiting(Connection &connection, qint64 batch) const;
    Result<bool> isWaitingFor(Connection &connection, LeadId lead, const QString &purpose) const;
    /// What questions about this person rest on that wait for an answer.
    Result<QStringList> waitingFor(Connection &connection, LeadId lead, const QString &purpose) const;
    /// What an item that has an answer rested on is forgotten.
    Result<> setItem(Connection &connection, qint64 batch, LeadId lead, AssistantBatchItem::State state) const;
    Result<qint64> reservedMicros(Connection &connection) const;
};

} // namespace AlwaysLeads
