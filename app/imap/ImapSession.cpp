#include "imap/ImapSession.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr size_t mostAnswers = 100'000; // to one command
constexpr qint64 mostBytes = 128 * 1024 * 1024; // to one command
constexpr qsizetype longestPushed = 4096; // RFC 7888 §5, LITERAL-

/// Codes after which the same may be asked again later (RFC 5530).
const QByteArrayList &passingCodes()
{
    static const QByteArrayList codes{"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"};
    return codes;
}

} // namespace

ImapSession::ImapSession(QList<QSslCertificate> trusted, ImapTimeouts timeouts, std::stop_token stop)
    : m_timeouts(timeouts)
    , m_connection(std::move(trusted), timeouts, std::move(stop))
{
}

Error ImapSession::lost(Error error)
{
    m_usable = false;
    m_connection.abort();
    if (error.kind == ErrorKind::Network && !m_farewell.isEmpty()) {
        error.message = tr("The server %1 closed the connection: %2").arg(m_connection.host(), m_farewell);
    }
    m_lost = error;
    return error;
}

Error ImapSession::nonsense(const QString &detail)
{
    return lost(Error{ErrorKind::Invalid,
                      tr("The server %1 gave an answer that makes no sense here.").arg(m_connection.host()), detail});
}

Error ImapSession::refusal(const ImapResponse &status) const
{
    const QString words = status.words();
    const QString detail =
        QStringLiteral("%1 [%2] %3").arg(QString::fromLatin1(status.name), QString::fromLatin1(status.code), words);
    if (status.name == "BAD") {
        return Error{ErrorKind::Refused, tr("The server did not understand what it was asked: %1").arg(words), detail};
    }
    if (passingCodes().contains(status.code)) {
        return Error{ErrorKind::Network, tr("The server asks for a later try: %1").arg(words), detail};
    }
    if (status.code == "NONEXISTENT" || status.code == "TRYCREATE") {
        return Error{ErrorKind::NotFound, tr("The folder is not there any more: %1").arg(words), detail};
    }
    if (status.code == "OVERQUOTA") {
        return Error{ErrorKind::Refused, tr("The mailbox is full. Make room in it, then it works again."), detail};
    }
    return Error{ErrorKind::Refused, tr("The server refused it: %1").arg(words), detail};
}

void ImapSession::notice(const ImapResponse &response)
{
    if (response.name == "CAPABILITY" && response.kind == ImapResponse::Kind::Untagged) {
        m_offered = ImapCapabilities(response.values);
    } else if (response.code == "CAPABILITY") {
        m_offered = ImapCapabilities(response.codeValues);
    } else if (response.name == "BYE") {
        m_farewell = response.words();
    }
}

bool ImapSession::isUsable()
{
    while (m_usable) {
        const std::optional<Result<ImapResponse>> came = m_connection.unasked();
        if (!came) {
            return true;
        }
        const Result<ImapResponse> &response = *came;
        if (!response) {
            lost(response.error());
        } else if (response->kind != ImapResponse::Kind::Untagged) {
            nonsense(QStringLiteral("unasked answer"));
        } else {
            notice(*response);
            m_usable = response->name != "BYE";
        }
    }
    return false;
}

Result<QByteArray> ImapSession::begin()
{
    if (!isUsable()) {
        const Error broken{ErrorKind::Network, tr("The connection to %1 broke.").arg(m_connection.host()), {}};
        return tl::unexpected<Error>(m_lost ? *m_lost : lost(broken));
    }
    m_tag = 'A' + QByteArray::number(++m_tags);
    m_reply = {};
    m_deadline.setRemainingTime(m_timeouts.command);
    m_bytesBefore = m_connection.bytesRead();
    return m_tag + ' ';
}

Task<Result<ImapSession::Progress>> ImapSession::advance()
{
    for (;;) {
        Result<ImapResponse> response = co_await m_connection.response(m_deadline);
        if (!response) {
            co_return tl::unexpected<Error>(lost(response.error()));
        }
        notice(*response);
        if (response->kind == ImapResponse::Kind::Continuation) {
            m_reply.status = std::move(*response);
            co_return Progress::Continuation;
        }
        if (response->kind == ImapResponse::Kind::Tagged) {
            if (response->tag != m_tag) {
                co_return tl::unexpected<Error>(nonsense(QStringLiteral("tag of another command")));
            }
            if (response->name != "OK" && response->name != "NO" && response->name != "BAD") {
                co_return tl::unexpected<Error>(nonsense(QStringLiteral("tagged farewell")));
            }
            m_reply.status = std::move(*response);
            co_return Progress::Done;
        }
        if (m_reply.untagged.size() == mostAnswers || m_connection.bytesRead() - m_bytesBefore > mostBytes) {
            co_return tl::unexpected<Error>(nonsense(QStringLiteral("too many answers")));
        }
        m_reply.untagged.push_back(std::move(*response));
    }
}

Result<ImapSession::Reply> ImapSession::end()
{
    if (!m_reply.status.isOk()) {
        return tl::unexpected<Error>(refusal(m_reply.status));
    }
    return std::exchange(m_reply, {});
}

bool ImapSession::mayPush(qsizetype literal) const
{
    return m_offered.has("LITERAL+") || (m_offered.has("LITERAL-") && literal <= longestPushed);
}

Task<Result<ImapSession::Reply>> ImapSession::ask(ImapCommand command)
{
    Result<QByteArray> begun = begin();
    if (!begun) {
        co_return failureOf(std::move(begun));
    }
    QByteArray line = *begun;
    for (const ImapCommand::Part &part : command.parts()) {
        if (!part.isLiteral) {
            line += part.bytes;
            continue;
        }
        const bool push = mayPush(part.bytes.size());
        line += '{' + QByteArray::number(part.bytes.size()) + (push ? "+}\r\n" : "}\r\n");
        if (!push) {
            m_connection.write(std::exchange(line, {}));
            Result<Progress> progress = co_await advance();
            if (!progress) {
                co_return failureOf(std::move(progress));
            }
            if (*progress == Progress::Done) { // it does not want the literal
                if (m_reply.status.isOk()) {
                    co_return tl::unexpected<Error>(nonsense(QStringLiteral("done before the literal")));
                }
                co_return end();
            }
        }
        line += part.bytes;
        if (line.size() > longestPushed) {
            m_connection.write(std::exchange(line, {}));
            if (Result<> flushed = co_await m_connection.flushed(); !flushed) {
                co_return tl::unexpected<Error>(lost(flushed.error()));
            }
            m_deadline.setRemainingTime(m_timeouts.command); // the server's time begins when ours is over
        }
    }
    m_connection.write(line + "\r\n");
    Result<Progress> progress = co_await advance();
    if (!progress) {
        co_return failureOf(std::move(progress));
    }
    if (*progress == Progress::Continuation) {
        co_return tl::unexpected<Error>(nonsense(QStringLiteral("continuation nobody waits for")));
    }
    co_return end();
}

Task<Result<>> ImapSession::greet()
{
    const QDeadlineTimer deadline(m_timeouts.greeting);
    Result<ImapResponse> greeting = co_await m_connection.response(deadline);
    if (!greeting) {
        Error error = lost(greeting.error());
        if (error.kind == ErrorKind::Timeout && m_security != ImapAccount::Security::ImplicitTls) {
            error.message +=
                QLatin1Char(' ') + tr("If port %1 is encrypted from the start, choose TLS in Settings.").arg(m_port);
        }
        co_return tl::unexpected<Error>(error);
    }
    notice(*greeting);
    if (greeting->kind != ImapResponse::Kind::Untagged) {
        co_return tl::unexpected<Error>(nonsense(QStringLiteral("no greeting")));
    }
    if (greeting->name == "BYE") {
        const Error busy{ErrorKind::Network,
                         tr("The server %1 takes nobody now: %2").arg(m_connection.host(), greeting->words()),
                         {}};
        co_return tl::unexpected<Error>(lost(busy));
    }
    m_signedIn = greeting->name == "PREAUTH";
    if (!m_signedIn && !greeting->isOk()) {
        co_return tl::unexpected<Error>(nonsense(QStringLiteral("no greeting")));
    }
    co_return {};
}

Task<Result<>> ImapSession::askCapabilities()
{
    ImapCommand command(QByteArrayLiteral("CAPABILITY"));
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    if (m_offered.isEmpty()) {
        co_return tl::unexpected<Error>(nonsense(QStringLiteral("no capabilities")));
    }
    co_return {};
}

Task<Result<>> ImapSession::secure()
{
    if (m_security == ImapAccount::Security::StartTls) {
        // A server that says "signed in" in the clear makes STARTTLS impossible: nobody honest does (RFC 9051 §11.1).
        if (m_signedIn || !m_offered.has("STARTTLS")) {
            const Error bare{ErrorKind::Refused,
                             tr("The server does not offer encryption (STARTTLS), so nothing was said. Try port 993 "
                                "with TLS; if it worked before, somebody may be listening on this network."),
                             {}};
            co_return tl::unexpected<Error>(lost(bare));
        }
        ImapCommand command(QByteArrayLiteral("STARTTLS"));
        if (Result<Reply> reply = co_await ask(command); !reply) {
            co_return failureOf(std::move(reply));
        }
    }
    if (Result<> encrypted = co_await m_connection.encrypt(); !encrypted) {
        co_return tl::unexpected<Error>(lost(encrypted.error()));
    }
    m_offered = {}; // what was said in the clear may have been said by anybody
    co_return {};
}

Task<Result<>> ImapSession::open(ImapAccount account)
{
    m_security = account.security;
    m_port = account.port;
    if (Result<> connected = co_await m_connection.connectTo(account); !connected) {
        co_return tl::unexpected<Error>(lost(connected.error()));
    }
    m_usable = true;
    if (m_security == ImapAccount::Security::ImplicitTls) {
        if (Result<> secured = co_await secure(); !secured) {
            co_return secured;
        }
    }
    if (Result<> greeted = co_await greet(); !greeted) {
        co_return greeted;
    }
    if (m_offered.isEmpty()) {
        if (Result<> asked = co_await askCapabilities(); !asked) {
            co_return asked;
        }
    }
    if (m_security == ImapAccount::Security::StartTls) {
        if (Result<> secured = co_await secure(); !secured) {
            co_return secured;
        }
        if (Result<> asked = co_await askCapabilities(); !asked) {
            co_return asked;
        }
    }
    if (!m_signedIn) {
        m_reply = {};
        if (Result<> signedIn = co_await signIn(account); !signedIn) {
            co_return signedIn;
        }
    }
    co_return co_await introduce();
}

void ImapSession::leave(QObject *keeper)
{
    if (m_usable) {
        m_connection.leave('A' + QByteArray::number(++m_tags) + " LOGOUT\r\n", keeper);
    } else {
        m_connection.abort();
    }
    m_usable = false;
}

} // namespace AlwaysLeads
