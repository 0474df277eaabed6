#include "mail/SmtpConnection.h"

namespace AlwaysLeads {

namespace {

ServerLine::Security lineSecurity(SmtpAccount::Security security)
{
    switch (security) {
    case SmtpAccount::Security::ImplicitTls:
        return ServerLine::Security::ImplicitTls;
    case SmtpAccount::Security::StartTls:
        return ServerLine::Security::StartTls;
    case SmtpAccount::Security::LoopbackPlain:
        return ServerLine::Security::LoopbackPlain;
    }
    return ServerLine::Security::ImplicitTls;
}

} // namespace

SmtpConnection::SmtpConnection(QList<QSslCertificate> trusted, std::stop_token stop)
    : m_line(std::move(trusted), std::move(stop), tr("Stopped before the mail left."))
{
}

Task<Result<>> SmtpConnection::connectTo(QString host, quint16 port, SmtpAccount::Security security,
                                         std::chrono::milliseconds patience)
{
    return m_line.connectTo(host, port, lineSecurity(security), patience);
}

Task<Result<>> SmtpConnection::encrypt(std::chrono::milliseconds patience)
{
    readWhatCame();
    const bool silent = m_parser.isEmpty() && m_parser.fault() == SmtpReplyParser::Fault::None;
    const ServerLine::Before before = silent ? ServerLine::Before::Silence : ServerLine::Before::Words;
    Result<> encrypted = co_await m_line.encrypt(before, patience);
    if (encrypted) {
        m_parser = {};
    }
    co_return encrypted;
}

void SmtpConnection::readWhatCame()
{
    const QByteArray bytes = m_line.read();
    if (!bytes.isEmpty()) {
        m_parser.feed(bytes);
    }
}

Task<Result<SmtpReply>> SmtpConnection::reply(std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    for (;;) {
        readWhatCame();
        if (std::optional<SmtpReply> reply = m_parser.next()) {
            co_return *reply;
        }
        if (m_parser.fault() != SmtpReplyParser::Fault::None) {
            co_return tl::unexpected<Error>(faultError());
        }
        if (Result<> changed = co_await m_line.change(deadline); !changed) {
            co_return failureOf(std::move(changed));
        }
    }
}

std::optional<Result<SmtpReply>> SmtpConnection::unasked()
{
    readWhatCame();
    if (std::optional<SmtpReply> reply = m_parser.next()) {
        return Result<SmtpReply>(std::move(*reply));
    }
    if (m_parser.fault() != SmtpReplyParser::Fault::None) {
        return Result<SmtpReply>(tl::unexpected<Error>(faultError()));
    }
    if (!m_line.isConnected()) {
        return Result<SmtpReply>(tl::unexpected<Error>(m_line.lineError()));
    }
    if (m_line.isStopped()) {
        // A line that never makes us wait would otherwise carry a short mail past the request.
        return Result<SmtpReply>(tl::unexpected<Error>(m_line.stopError()));
    }
    return std::nullopt;
}

Error SmtpConnection::faultError() const
{
    const QString detail = QStringLiteral("reply fault %1").arg(static_cast<int>(m_parser.fault()));
    return Error{ErrorKind::Invalid, tr("What %1 answered is not the language of mail servers.").arg(m_line.host()),
                 detail};
}

} // namespace AlwaysLeads
