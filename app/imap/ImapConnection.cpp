#include "imap/ImapConnection.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

ServerLine::Security lineSecurity(ImapAccount::Security security)
{
    switch (security) {
    case ImapAccount::Security::ImplicitTls:
        return ServerLine::Security::ImplicitTls;
    case ImapAccount::Security::StartTls:
        return ServerLine::Security::StartTls;
    case ImapAccount::Security::LoopbackPlain:
        return ServerLine::Security::LoopbackPlain;
    }
    return ServerLine::Security::ImplicitTls;
}

} // namespace

ImapConnection::ImapConnection(QList<QSslCertificate> trusted, ImapTimeouts timeouts, std::stop_token stop)
    : m_line(std::move(trusted), std::move(stop), tr("Stopped."))
    , m_timeouts(timeouts)
{
}

Task<Result<>> ImapConnection::connectTo(ImapAccount account)
{
    return m_line.connectTo(account.host, account.port, lineSecurity(account.security), m_timeouts.connect);
}

Task<Result<>> ImapConnection::encrypt()
{
    readWhatCame();
    const bool silent = m_parser.isEmpty() && m_parser.fault() == ImapParser::Fault::None;
    const ServerLine::Before before = silent ? ServerLine::Before::Silence : ServerLine::Before::Words;
    Result<> encrypted = co_await m_line.encrypt(before, m_timeouts.handshake);
    if (encrypted) {
        m_parser = ImapParser();
    }
    co_return encrypted;
}

bool ImapConnection::readWhatCame()
{
    const QByteArray bytes = m_line.read();
    m_bytesRead += bytes.size();
    m_parser.feed(bytes);
    return !bytes.isEmpty();
}

Task<Result<ImapResponse>> ImapConnection::response(QDeadlineTimer deadline)
{
    QDeadlineTimer silence(m_timeouts.silence);
    for (;;) {
        if (readWhatCame()) {
            silence.setRemainingTime(m_timeouts.silence);
        }
        if (std::optional<ImapResponse> response = m_parser.next()) {
            co_return std::move(*response);
        }
        if (m_parser.fault() != ImapParser::Fault::None) {
            co_return tl::unexpected<Error>(faultError());
        }
        const QDeadlineTimer first = std::min(deadline, silence);
        if (Result<> changed = co_await m_line.change(first); !changed) {
            co_return failureOf(std::move(changed));
        }
    }
}

Task<Result<std::optional<ImapResponse>>> ImapConnection::responseUntil(QDeadlineTimer deadline)
{
    std::optional<ImapResponse> nothing;
    for (;;) {
        readWhatCame();
        if (std::optional<ImapResponse> response = m_parser.next()) {
            co_return response;
        }
        if (m_parser.fault() != ImapParser::Fault::None) {
            co_return tl::unexpected<Error>(faultError());
        }
        if (deadline.hasExpired()) {
            co_return nothing;
        }
        Result<> changed = co_await m_line.change(deadline);
        if (!changed && !(changed.error().kind == ErrorKind::Timeout && deadline.hasExpired())) {
            co_return failureOf(std::move(changed));
        }
    }
}

std::optional<Result<ImapResponse>> ImapConnection::unasked()
{
    readWhatCame();
    if (std::optional<ImapResponse> response = m_parser.next()) {
        return Result<ImapResponse>(std::move(*response));
    }
    if (m_parser.fault() != ImapParser::Fault::None) {
        return Result<ImapResponse>(tl::unexpected<Error>(faultError()));
    }
    if (!m_line.isConnected()) {
        return Result<ImapResponse>(tl::unexpected<Error>(m_line.lineError()));
    }
    if (m_line.isStopped()) {
        return Result<ImapResponse>(tl::unexpected<Error>(m_line.stopError()));
    }
    return std::nullopt;
}

Error ImapConnection::faultError() const
{
    const QString detail = QStringLiteral("imap fault %1").arg(static_cast<int>(m_parser.fault()));
    const QString host = m_line.host();
    if (m_parser.fault() == ImapParser::Fault::NotImap) {
        return Error{ErrorKind::Invalid,
                     tr("What %1 answered is not the language of IMAP. Check server and port in Settings.").arg(host),
                     detail};
    }
    return Error{ErrorKind::Invalid, tr("The server %1 sent more than can be right, so it was cut off.").arg(host),
                 detail};
}

} // namespace AlwaysLeads
