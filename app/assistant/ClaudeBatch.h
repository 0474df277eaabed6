#pragma once

#include "assistant/ClaudeAnswer.h"

#include <QJsonObject>

namespace AlwaysLeads {

/// Questions handed over in bulk, as the service tells of them.
struct ClaudeBatch
{
    enum class State { Running, Cancelling, Ended };

    QString id;
    State state = State::Running;
    qint64 processing = 0; ///< the others stay 0 until the batch has ended
    qint64 succeeded = 0;
    qint64 errored = 0;
    qint64 cancelled = 0;
    qint64 expired = 0;
    QDateTime createdAt;
    QDateTime expiresAt;

    qint64 total() const { return processing + succeeded + errored + cancelled + expired; }
    /// An empty id for what is not a batch.
    static ClaudeBatch fromJson(const QJsonObject &object);

    bool operator==(const ClaudeBatch &) const = default;
};

/// What became of one question of a batch.
struct ClaudeBatchLine
{
    enum class Kind { Answered, Failed, Cancelled, Expired };

    QString customId;
    Kind kind = Kind::Failed;
    ClaudeAnswer answer; ///< its usage is marked as a batch's, which costs half
    QString problem; ///< the type of the service's error

    /// From JSON Lines, in any order. What is not such a line is left out.
    static QList<ClaudeBatchLine> fromJsonLines(const QByteArray &lines);

    bool operator==(const ClaudeBatchLine &) const = default;
};

} // namespace AlwaysLeads
