#pragma once

#include "mail/MailTransport.h"
#include "mail/ServerLine.h"
#include "mail/SmtpReply.h"
#include "mail/SmtpTimeouts.h"

#include <QCoreApplication>

#include <optional>
#include <stop_token>

namespace AlwaysLeads {

/// The line to one server, with what comes back cut into replies. Knows nothing of what they mean. Errors: those of
/// ServerLine, and Invalid (bytes that are no SMTP).
class SmtpConnection
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SmtpConnection)

public:
    SmtpConnection(QList<QSslCertificate> trusted, std::stop_token stop);

    /// TCP only. With LoopbackPlain a host that is not this computer is refused.
    Task<Result<>> connectTo(QString host, quint16 port, SmtpAccount::Security security,
                             std::chrono::milliseconds patience);
    /// TLS 1.2 or newer with the host's verified certificate. Refuses when bytes came before it.
    Task<Result<>> encrypt(std::chrono::milliseconds patience);
    Task<Result<SmtpReply>> reply(std::chrono::milliseconds patience);
    /// What came without being asked for: a reply, the failure of the line, or a stop request; none when all is quiet.
    std::optional<Result<SmtpReply>> unasked();
    void write(const QByteArray &bytes) { m_line.write(bytes); }
    /// Done when all that was written has been handed to the system. Stops early, without an error, when something
    /// arrives.
    Task<Result<>> flushed(std::chrono::milliseconds patience) { return m_line.flushed(patience); }

    /// From here on this stop request counts, and no earlier one.
    void heed(std::stop_token stop) { m_line.heed(std::move(stop)); }
    bool isConnected() const { return m_line.isConnected(); }
    /// From here on a stop request changes nothing.
    void ignoreStop() { m_line.ignoreStop(); }
    bool isEncrypted() const { return m_line.isEncrypted(); }
    bool isLoopback() const { return m_line.isLoopback(); }
    /// Says QUIT and closes in the background; `keeper` deletes the socket when it ends first.
    void quit(QObject *keeper) { m_line.leave(QByteArrayLiteral("QUIT\r\n"), keeper); }
    void abort() { m_line.abort(); }

private:
    void readWhatCame();
    Error faultError() const;

    ServerLine m_line;
    SmtpReplyParser m_parser;
};

} // namespace AlwaysLeads
