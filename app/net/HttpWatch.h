#pragma once

#include "net/HttpMessage.h"

#include <QList>
#include <QObject>
#include <QSslError>
#include <QTimer>

#include <functional>

class QNetworkReply;

namespace AlwaysLeads {

/// Watches over one running reply: its phases and their time limits, the size of its body, its TLS errors. Ends it
/// early and remembers why.
class HttpWatch : public QObject
{
    Q_OBJECT
public:
    enum class Phase { Connecting, Sending, Waiting, Receiving };
    enum class End { ByItself, TimedOut, WholeTimedOut, TooLarge, Stopped };

    /// `heard` gets each piece of the body of a 2xx answer; may be empty.
    HttpWatch(QNetworkReply &reply, const HttpTimeouts &timeouts, qint64 maxBytes,
              std::function<void(QByteArray)> heard = {});

    void stop() { finish(End::Stopped); }
    Phase phase() const { return m_phase; }
    End end() const { return m_end; }
    QList<QSslError> tlsErrors() const { return m_tlsErrors; }
    /// What has come of the body.
    QByteArray takeBody();

private:
    void enter(Phase phase, std::chrono::milliseconds patience);
    void sent(qint64 bytes, qint64 ofBytes);
    void receivedHeaders();
    void receivedBytes();
    void finish(End end);

    QNetworkReply &m_reply;
    HttpTimeouts m_timeouts;
    qint64 m_maxBytes;
    Phase m_phase = Phase::Connecting;
    End m_end = End::ByItself;
    QTimer m_phaseTimer;
    QTimer m_wholeTimer;
    QList<QSslError> m_tlsErrors;
    QByteArray m_body;
    std::function<void(QByteArray)> m_heard;
};

} // namespace AlwaysLeads
