#pragma once

#include "assistant/ClaudeAnswer.h"
#include "base/Result.h"

#include <QByteArray>

#include <optional>

namespace AlwaysLeads {

/// Puts a streamed answer together, event by event (text/event-stream; "Streaming" in the Messages API). Events and
/// characters may be cut anywhere; unknown events are passed over.
class ClaudeStreamReader
{
public:
    /// True when the text grew.
    bool feed(const QByteArray &bytes);
    /// All text blocks so far.
    QString text() const { return QString::fromUtf8(m_text); }
    /// True after message_stop.
    bool isComplete() const { return m_stopped; }
    /// The `error` object of an error event, which can come in the middle of an answer.
    const std::optional<QJsonObject> &error() const { return m_error; }
    ClaudeAnswer answer() const;

private:
    bool take(const QByteArray &data);

    QByteArray m_waiting; ///< bytes of an event that has not ended
    QJsonObject m_message;
    QJsonObject m_usage; ///< what each event said of it; the last word counts
    QByteArray m_text;
    bool m_stopped = false;
    std::optional<QJsonObject> m_error;
};

} // namespace AlwaysLeads
