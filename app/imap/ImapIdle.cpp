#include "imap/ImapSession.h"

#include <algorithm>

namespace AlwaysLeads {

Task<Result<bool>> ImapSession::idle(std::chrono::milliseconds longest)
{
    Result<QByteArray> begun = begin();
    if (!begun) {
        co_return failureOf(std::move(begun));
    }
    m_connection.write(*begun + "IDLE\r\n");
    Result<Progress> progress = co_await advance();
    if (!progress) {
        co_return failureOf(std::move(progress));
    }
    if (*progress == Progress::Done) { // it does not want to, whatever it offered
        Result<Reply> ended = end();
        if (!ended) {
            co_return failureOf(std::move(ended));
        }
        co_return tl::unexpected<Error>(nonsense(QStringLiteral("idle ended before it began")));
    }
    const auto isArrival = [](const ImapResponse &answer) { return answer.name == "EXISTS"; };
    // What came since the last command is told before the waiting begins.
    bool came = std::ranges::any_of(m_reply.untagged, isArrival);
    const QDeadlineTimer deadline(std::min<std::chrono::milliseconds>(longest, longestIdle));
    while (!came) {
        Result<std::optional<ImapResponse>> answer = co_await m_connection.responseUntil(deadline);
        if (!answer) {
            co_return tl::unexpected<Error>(lost(answer.error()));
        }
        if (!*answer) {
            break;
        }
        notice(**answer);
        if ((*answer)->kind != ImapResponse::Kind::Untagged) {
            co_return tl::unexpected<Error>(nonsense(QStringLiteral("idle ended unasked")));
        }
        if ((*answer)->name == "BYE") {
            const Error gone{ErrorKind::Network,
                             tr("The server %1 ended the connection: %2").arg(m_connection.host(), (*answer)->words()),
                             {}};
            co_return tl::unexpected<Error>(lost(gone));
        }
        came = isArrival(**answer);
    }
    m_reply = {};
    m_deadline.setRemainingTime(m_timeouts.command);
    m_bytesBefore = m_connection.bytesRead();
    m_connection.write("DONE\r\n");
    progress = co_await advance();
    if (!progress) {
        co_return failureOf(std::move(progress));
    }
    if (*progress == Progress::Continuation) {
        co_return tl::unexpected<Error>(nonsense(QStringLiteral("continuation nobody waits for")));
    }
    came = came || std::ranges::any_of(m_reply.untagged, isArrival);
    Result<Reply> ended = end();
    if (!ended) {
        co_return failureOf(std::move(ended));
    }
    co_return came;
}

} // namespace AlwaysLeads
