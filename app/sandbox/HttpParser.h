#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QUrlQuery>

#include <optional>
#include <utility>

namespace AlwaysLeads {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

struct ServerRequest
{
    QByteArray method;
    QString path; ///< decoded, without the query
    QUrlQuery query;
    HttpHeaders headers; ///< names in lower case
    QByteArray body;

    QByteArray header(QByteArrayView lowerCaseName) const;
    bool hasHeader(QByteArrayView lowerCaseName) const;
};

struct HttpLimits
{
    qsizetype headerBytes = 32 * 1024;
    qsizetype bodyBytes = 32 * 1024 * 1024;
};

/// Reads HTTP/1.1 requests from bytes as they come (RFC 9112), refusing whatever two readers could understand
/// differently.
class HttpParser
{
public:
    explicit HttpParser(HttpLimits limits = {});

    void feed(const QByteArray &bytes) { m_pending.append(bytes); }
    /// The next whole request, if there is one. After a fault there is none any more.
    std::optional<ServerRequest> next();

    /// 0, or the status to answer before closing: 400, 413, 431, 501 or 505.
    int fault() const { return m_fault; }
    /// True while the head is read, the body is missing and the client waits for "100 Continue".
    bool wantsContinue();

private:
    enum class Stage { Head, Body, ChunkSize, ChunkBytes, ChunkEnd, Trailer };

    bool readHead();
    bool readHeader(const QByteArray &line);
    bool readFraming();
    bool readChunkSize();
    bool readTrailer();
    std::optional<QByteArray> takeLine(qsizetype limit, int tooLong);
    void fail(int status) { m_fault = status; }

    HttpLimits m_limits;
    QByteArray m_pending;
    ServerRequest m_request;
    Stage m_stage = Stage::Head;
    qint64 m_left = 0; ///< bytes still missing of the body or the chunk
    qsizetype m_headBytes = 0;
    int m_fault = 0;
    bool m_wantsContinue = false;
};

} // namespace AlwaysLeads
