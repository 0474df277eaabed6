#pragma once

#include "imap/ImapParser.h"
#include "imap/ImapTimeouts.h"
#include "mail/ImapAccount.h"
#include "mail/ServerLine.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The line to one server, with what comes back cut into answers. Knows nothing of what they mean. Errors: those of
/// ServerLine, and Invalid (bytes that are no IMAP, or too many of them).
class ImapConnection
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::ImapConnection)

public:
    ImapConnection(QList<QSslCertificate> trusted, ImapTimeouts timeouts, std::stop_token stop);

    /// TCP only. With LoopbackPlain a host that is not this computer is refused.
    Task<Result<>> connectTo(ImapAccount account);
    /// TLS 1.2 or newer with the host's verified certificate. Bytes that came before it are an attack: refused.
    Task<Result<>> encrypt();
    /// The next answer. The deadline is for all of it; silence ends it earlier.
    Task<Result<ImapResponse>> response(QDeadlineTimer deadline);
    /// The next answer, however long the silence before it; none when the deadline is over.
    Task<Result<std::optional<ImapResponse>>> responseUntil(QDeadlineTimer deadline);
    /// What came without being asked for: an answer, or the failure of the line; none when all is quiet.
    std::optional<Result<ImapResponse>> unasked();
    void write(const QByteArray &bytes) { m_line.write(bytes); }
    Task<Result<>> flushed() { return m_line.flushed(m_timeouts.block); }

    /// Of all answers so far.
    qint64 bytesRead() const { return m_bytesRead; }
    bool isEncrypted() const { return m_line.isEncrypted(); }
    bool isLoopback() const { return m_line.isLoopback(); }
    QString host() const { return m_line.host(); }
    void leave(const QByteArray &lastWord, QObject *keeper) { m_line.leave(lastWord, keeper); }
    void abort() { m_line.abort(); }

private:
    bool readWhatCame();
    Error faultError() const;

    ServerLine m_line;
    ImapTimeouts m_timeouts;
    ImapParser m_parser;
    qint64 m_bytesRead = 0;
};

} // namespace AlwaysLeads
