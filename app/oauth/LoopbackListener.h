#pragma once

#include "base/Task.h"

#include <QCoreApplication>
#include <QObject>
#include <QTcpServer>
#include <QUrlQuery>

#include <chrono>
#include <memory>
#include <stop_token>

class QTcpSocket;
template <typename T> class QPromise;

namespace AlwaysLeads {

/// Waits on the loopback interface for the one redirect with which the browser comes back from a sign-in (RFC 8252
/// §7.3). Anything on this computer may connect, so whatever is not that redirect is refused and waiting goes on.
class LoopbackListener : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype longestHead = 16 * 1024; ///< bytes of a request's lines
    static constexpr qsizetype mostConnections = 16; ///< at a time; more are closed at once

    explicit LoopbackListener(QObject *parent = nullptr);
    ~LoopbackListener() override;

    /// On 127.0.0.1, and on ::1 with the same port where there is IPv6: browsers may try either for "localhost".
    Result<> listen();
    quint16 port() const { return m_four.serverPort(); }
    /// The parameters of the first redirect that carries this state, decoded. Errors: Timeout when none came within
    /// `patience`, Cancelled. Then nothing listens any more.
    Task<Result<QUrlQuery>> redirect(QString state, std::chrono::milliseconds patience, std::stop_token stop);

    /// How long a client may take to say what it wants.
    void setClientPatience(std::chrono::milliseconds patience) { m_clientPatience = patience; }

private:
    void serve(QTcpServer &server);
    void read(QTcpSocket *socket);
    /// 0 when this is the redirect, else the status that says why not.
    int judge(const QByteArray &head, QUrlQuery *parameters) const;
    void answer(QTcpSocket *socket, int status);
    void finish(Result<QUrlQuery> outcome);

    QTcpServer m_four;
    QTcpServer m_six;
    QString m_state; ///< empty: not waiting
    std::shared_ptr<QPromise<void>> m_waiting;
    Result<QUrlQuery> m_outcome;
    std::chrono::milliseconds m_clientPatience = std::chrono::seconds(10);
    qsizetype m_connections = 0;
};

} // namespace AlwaysLeads
