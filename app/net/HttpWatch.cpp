#include "net/HttpWatch.h"

#include <QNetworkReply>

#include <utility>

namespace AlwaysLeads {

namespace {
// Bounds what Qt holds of a body that comes faster than it is read.
constexpr qint64 readAhead = 256 * 1024;
} // namespace

HttpWatch::HttpWatch(QNetworkReply &reply, const HttpTimeouts &timeouts, qint64 maxBytes,
                     std::function<void(QByteArray)> heard)
    : m_reply(reply)
    , m_timeouts(timeouts)
    , m_maxBytes(maxBytes)
    , m_heard(std::move(heard))
{
    m_phaseTimer.setSingleShot(true);
    m_wholeTimer.setSingleShot(true);
    connect(&m_phaseTimer, &QTimer::timeout, this, [this] { finish(End::TimedOut); });
    connect(&m_wholeTimer, &QTimer::timeout, this, [this] { finish(End::WholeTimedOut); });
    connect(&reply, &QNetworkReply::requestSent, this, [this] {
        if (m_phase == Phase::Connecting) {
            enter(Phase::Waiting, m_timeouts.firstByte);
        }
    });
    connect(&reply, &QNetworkReply::uploadProgress, this, &HttpWatch::sent);
    connect(&reply, &QNetworkReply::metaDataChanged, this, &HttpWatch::receivedHeaders);
    connect(&reply, &QNetworkReply::readyRead, this, &HttpWatch::receivedBytes);
    connect(&reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors += errors; });
    connect(&reply, &QNetworkReply::finished, this, [this] {
        m_phaseTimer.stop();
        m_wholeTimer.stop();
        receivedBytes();
    });
    reply.setReadBufferSize(readAhead);
    m_wholeTimer.start(timeouts.whole);
    enter(Phase::Connecting, timeouts.connect);
}

void HttpWatch::enter(Phase phase, std::chrono::milliseconds patience)
{
    m_phase = phase;
    m_phaseTimer.start(patience);
}

void HttpWatch::sent(qint64 bytes, qint64 ofBytes)
{
    if (m_phase == Phase::Receiving || bytes == 0) {
        return;
    }
    if (bytes < ofBytes) {
        enter(Phase::Sending, m_timeouts.idle);
    } else {
        enter(Phase::Waiting, m_timeouts.firstByte);
    }
}

void HttpWatch::receivedHeaders()
{
    if (m_end != End::ByItself || !m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()) {
        return;
    }
    enter(Phase::Receiving, m_timeouts.idle);
    if (m_reply.header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_maxBytes) {
        finish(End::TooLarge);
    }
}

void HttpWatch::receivedBytes()
{
    if (m_end != End::ByItself || !m_reply.isOpen()) {
        return;
    }
    const QByteArray piece = m_reply.readAll();
    m_body += piece;
    if (m_body.size() > m_maxBytes) {
        finish(End::TooLarge);
        return;
    }
    if (!m_reply.isFinished()) {
        enter(Phase::Receiving, m_timeouts.idle);
    }
    const int status = m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_heard && !piece.isEmpty() && status >= 200 && status < 300) {
        m_heard(piece); // last: whoever hears it may end the reply
    }
}

void HttpWatch::finish(End end)
{
    if (m_end == End::ByItself) {
        m_end = end;
        m_phaseTimer.stop();
        m_wholeTimer.stop();
        m_reply.abort();
    }
}

QByteArray HttpWatch::takeBody()
{
    return std::exchange(m_body, {});
}

} // namespace AlwaysLeads
