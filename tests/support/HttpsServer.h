#pragma once

#include "support/Certificates.h"

#include <QList>
#include <QSslServer>
#include <QUrl>

#include <functional>

class QSslSocket;

namespace AlwaysLeads {

/// An HTTPS server that does exactly what the test says with each request, byte by byte, also what no server should do.
class HttpsServer : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        QByteArray firstLine;
        QByteArray head; ///< all of it
        QByteArray body;
    };
    /// Gets the whole request and the line to answer on; it may keep the socket (a child of the server) and write
    /// later.
    using Play = std::function<void(QSslSocket *, const Request &)>;

    explicit HttpsServer(const TlsIdentity &identity);

    /// What happens with the n-th request, in order; the last one is repeated.
    void setPlays(QList<Play> plays) { m_plays = std::move(plays); }
    QUrl url(const QString &path = QStringLiteral("/")) const;
    QList<Request> requests() const { return m_requests; }

    /// Writes these bytes.
    static Play says(QByteArray bytes);
    /// Writes these bytes and closes.
    static Play saysAndCloses(QByteArray bytes);
    /// A whole answer with Content-Length.
    static QByteArray answer(int status, const QByteArray &body, const QByteArray &moreHeaders = {});

private:
    void serve(QSslSocket *socket);

    QSslServer m_server;
    QList<Play> m_plays;
    QList<Request> m_requests;
};

} // namespace AlwaysLeads
