#pragma once

#include "base/Result.h"
#include "base/Task.h"

#include <QDeadlineTimer>
#include <QList>
#include <QObject>
#include <QPromise>
#include <QSslCertificate>
#include <QSslSocket>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

/// The line to one mail server: connects, encrypts, carries bytes. Knows nothing of what they mean.
/// Errors: Network (not reached, broken), Timeout, Cancelled, Refused (not secure enough for us).
class ServerLine : public QObject
{
    Q_OBJECT

public:
    /// RFC 8314: the mode belongs to the setting, there is no fallback to plain.
    enum class Security { ImplicitTls, StartTls, LoopbackPlain };
    /// What the server said before the handshake, beyond what it was asked for.
    enum class Before { Silence, Words };

    /// `stopped` is the sentence for a line that was asked to stop.
    ServerLine(QList<QSslCertificate> trusted, std::stop_token stop, QString stopped);
    ~ServerLine() override;

    /// TCP only. With LoopbackPlain a host that is not this computer is refused.
    Task<Result<>> connectTo(QString host, quint16 port, Security security, std::chrono::milliseconds patience);
    /// TLS 1.2 or newer with the host's verified certificate. Refuses after words nobody asked for.
    Task<Result<>> encrypt(Before before, std::chrono::milliseconds patience);
    /// Waits until anything happens on the line; an error when nothing more can.
    Task<Result<>> change(QDeadlineTimer deadline);
    QByteArray read() { return m_socket->readAll(); }
    void write(const QByteArray &bytes) { m_socket->write(bytes); }
    /// Done when all that was written has been handed to the system. Stops early, without an error, when something
    /// arrives.
    Task<Result<>> flushed(std::chrono::milliseconds patience);

    /// From here on this stop request counts, and no earlier one.
    void heed(std::stop_token stop);
    /// From here on a stop request changes nothing.
    void ignoreStop() { m_heedsStop = false; }
    bool isStopped() const { return m_heedsStop && m_stop.stop_requested(); }
    bool isEncrypted() const { return m_socket->isEncrypted(); }
    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    bool isLoopback() const;
    QString host() const { return m_host; }
    quint16 port() const { return m_port; }
    /// Why the line is down.
    Error lineError() const;
    Error stopError() const;
    /// Says this last word and closes in the background; `keeper` deletes the socket when it ends first.
    void leave(const QByteArray &lastWord, QObject *keeper);
    void abort() { m_socket->abort(); }

private:
    void wake();
    qint64 unwritten() const { return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite(); }
    Task<Result<>> refuseUnlessLoopback(QDeadlineTimer deadline);

    std::unique_ptr<QSslSocket> m_socket;
    QString m_host;
    QString m_stopped;
    quint16 m_port = 0;
    Security m_security = Security::ImplicitTls;
    std::optional<bool> m_lookedUpLoopback;
    std::shared_ptr<QPromise<void>> m_waiting;
    bool m_heedsStop = true;
    bool m_handshaking = false;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop; // last: nothing it could touch is gone before it
};

} // namespace AlwaysLeads
