#pragma once

#include "base/Task.h"
#include "mail/MailTransport.h"
#include "mail/SmtpReply.h"
#include "mail/SmtpTimeouts.h"

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

/// The line to one server: connects, encrypts, writes, cuts what comes back into replies. Knows nothing of what they
/// mean. Errors: Network (not reached, broken), Timeout, Cancelled, Refused (not secure enough for us), Invalid (bytes
/// that are no SMTP).
class SmtpConnection : public QObject
{
    Q_OBJECT

public:
    SmtpConnection(QList<QSslCertificate> trusted, std::stop_token stop);
    ~SmtpConnection() override;

    /// TCP only. With LoopbackPlain a host that is not this computer is refused.
    Task<Result<>> connectTo(QString host, quint16 port, SmtpAccount::Security security,
                             std::chrono::milliseconds patience);
    /// TLS 1.2 or newer with the host's verified certificate. Refuses when bytes came before it.
    Task<Result<>> encrypt(std::chrono::milliseconds patience);
    Task<Result<SmtpReply>> reply(std::chrono::milliseconds patience);
    /// What came without being asked for: a reply, the failure of the line, or a stop request; none when all is quiet.
    std::optional<Result<SmtpReply>> unasked();
    void write(const QByteArray &bytes);
    /// Done when all that was written has been handed to the system. Stops early, without an error, when something
    /// arrives.
    Task<Result<>> flushed(std::chrono::milliseconds patience);

    /// From here on a stop request changes nothing.
    void ignoreStop() { m_heedsStop = false; }
    bool isEncrypted() const { return m_socket->isEncrypted(); }
    bool isLoopback() const;
    /// Says QUIT and closes in the background; `keeper` deletes the socket when it ends first.
    void quit(QObject *keeper);
    void abort();

private:
    void wake();
    void readWhatCame();
    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    qint64 unwritten() const { return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite(); }
    /// Waits until anything happens on the line; an error when nothing more can.
    Task<Result<>> change(QDeadlineTimer deadline);
    Task<Result<>> refuseUnlessLoopback(QDeadlineTimer deadline);
    Error lineError() const;
    Error faultError() const;

    std::unique_ptr<QSslSocket> m_socket;
    SmtpReplyParser m_parser;
    QString m_host;
    quint16 m_port = 0;
    SmtpAccount::Security m_security = SmtpAccount::Security::ImplicitTls;
    std::optional<bool> m_lookedUpLoopback;
    std::shared_ptr<QPromise<void>> m_waiting;
    bool m_heedsStop = true;
    bool m_handshaking = false;
    std::stop_token m_stop;
    std::stop_callback<std::function<void()>> m_onStop; // last: nothing it could touch is gone before it
};

} // namespace AlwaysLeads
