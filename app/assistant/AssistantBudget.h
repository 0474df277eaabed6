#pragma once

#include "assistant/AssistantBatchStore.h"
#include "assistant/AssistantCallStore.h"
#include "base/Clock.h"
#include "base/Task.h"

#include <QCoreApplication>

namespace AlwaysLeads {

class Database;

/// What Claude may cost in a month of the calendar on this computer's clock.
class AssistantBudget
{
    Q_DECLARE_TR_FUNCTIONS(AssistantBudget)
public:
    AssistantBudget(Database &database, const Clock &clock);

    Task<Result<qint64>> spentThisMonth();
    /// What batches that have not ended may still cost.
    Task<Result<qint64>> reserved();
    /// Of this limit, less what is spent and kept for running batches; never below 0.
    Task<Result<qint64>> left(qint64 limitMicros);
    /// Fails with ErrorKind::Refused and "November's $20.00 are used. …" when the limit is reached. The limit is looked
    /// at before a question, so calls that run at the same time can pass it by their own cost. 0: Claude writes
    /// nothing.
    /// What batches may still cost counts as used.
    Task<Result<>> allow(qint64 limitMicros);
    /// The same inside of a transaction, with room for `more`: what is allowed and written down in it cannot pass the
    /// limit.
    Result<> allowIn(Connection &connection, qint64 limitMicros, qint64 more, const QDateTime &now) const;
    /// Whether this failure of allow() or allowIn() is the limit, which the person can raise.
    static bool isLimit(const Error &error);
    /// A failure is in the log too: what the call brought is paid for, so nobody throws it away for that.
    Task<Result<>> record(AssistantCall call);

    /// "$20.00", "$0.0012": never "0" for something that cost money.
    static QString shown(qint64 micros);

private:
    Database &m_database;
    const Clock &m_clock;
    AssistantCallStore m_calls;
    AssistantBatchStore m_batches;
};

} // namespace AlwaysLeads
