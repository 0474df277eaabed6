#include "autoconfig/TlsServerProbe.h"

#include "mail/ServerLine.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostBytes = 64 * 1024; // of all that a server says
using Lines = QList<QByteArray>;

/// The conversation up to where one would sign in.
class Conversation
{
public:
    Conversation(const MailServerOffer &offer, const QList<QSslCertificate> &trusted,
                 std::chrono::milliseconds patience, std::stop_token stop)
        : m_offer(offer)
        , m_patience(patience)
        , m_line(trusted, std::move(stop), TlsServerProbe::tr("Cancelled."))
    {
    }

    Task<Result<Lines>> run();
    void leave(QObject *keeper)
    {
        m_line.leave(isSmtp() ? QByteArrayLiteral("QUIT\r\n") : QByteArrayLiteral("z LOGOUT\r\n"), keeper);
    }

private:
    bool isSmtp() const { return m_offer.protocol == MailServerOffer::Protocol::Smtp; }
    Task<Result<Lines>> greeting();
    Task<Result<Lines>> capabilities();
    Task<Result<>> startTls();
    /// Asks, and hears all lines up to the last of the answer.
    Task<Result<Lines>> ask(QByteArray command);
    Task<Result<Lines>> hear();
    bool isLast(const QByteArray &line) const;
    tl::unexpected<Error> strange() const
    {
        return failure(
            ErrorKind::Invalid,
            TlsServerProbe::tr("%1 answered something that is not what a mail server says.").arg(m_offer.host));
    }

    MailServerOffer m_offer;
    std::chrono::milliseconds m_patience;
    ServerLine m_line;
    QByteArray m_buffer;
    qsizetype m_heard = 0;
    bool m_greeted = false;
};

bool Conversation::isLast(const QByteArray &line) const
{
    if (isSmtp()) {
        return line.size() < 4 || line.at(3) != '-';
    }
    return !m_greeted || line.startsWith("a ");
}

Task<Result<Lines>> Conversation::hear()
{
    Result<Lines> lines = Lines();
    const QDeadlineTimer deadline(m_patience);
    while (true) {
        for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
            const QByteArray line = m_buffer.left(end).trimmed();
            m_buffer.remove(0, end + 1);
            *lines += line;
            if (isLast(line)) {
                co_return lines;
            }
        }
        Result<> changed = co_await m_line.change(deadline);
        const QByteArray came = m_line.read();
        if (came.isEmpty() && !changed) {
            co_return failureOf(std::move(changed));
        }
        m_buffer += came;
        m_heard += came.size();
        if (m_heard > mostBytes) {
            co_return strange();
        }
    }
}

Task<Result<Lines>> Conversation::ask(QByteArray command)
{
    m_line.write(command);
    Result<Lines> answer = co_await hear();
    if (!answer) {
        co_return answer;
    }
    const QByteArray last = answer->constLast();
    const bool yes = isSmtp() ? last.startsWith('2') : last.left(4).toUpper() == "A OK";
    if (!yes) {
        co_return strange();
    }
    co_return answer;
}

Task<Result<Lines>> Conversation::greeting()
{
    Result<Lines> greeting = co_await hear();
    if (!greeting) {
        co_return greeting;
    }
    m_greeted = true;
    const QByteArray first = greeting->constFirst().toUpper();
    if (isSmtp() ? !first.startsWith("220") : !first.startsWith("* OK") && !first.startsWith("* PREAUTH")) {
        co_return strange();
    }
    co_return greeting;
}

Task<Result<Lines>> Conversation::capabilities()
{
    // The name says nothing of this computer.
    const QByteArray question =
        isSmtp() ? QByteArrayLiteral("EHLO [127.0.0.1]\r\n") : QByteArrayLiteral("a CAPABILITY\r\n");
    Result<Lines> answer = co_await ask(question);
    co_return answer;
}

Task<Result<>> Conversation::startTls()
{
    Result<Lines> before = co_await capabilities();
    if (!before) {
        co_return failureOf(std::move(before));
    }
    const bool offered = std::ranges::any_of(*before, [](const QByteArray &line) {
        return line.toUpper().replace('-', ' ').split(' ').contains("STARTTLS");
    });
    if (!offered) {
        co_return failure(
            ErrorKind::Refused,
            TlsServerProbe::tr("%1 cannot encrypt the connection on port %2.").arg(m_offer.host).arg(m_offer.port));
    }
    const QByteArray command = isSmtp() ? QByteArrayLiteral("STARTTLS\r\n") : QByteArrayLiteral("a STARTTLS\r\n");
    Result<Lines> answer = co_await ask(command);
    if (!answer) {
        co_return failureOf(std::move(answer));
    }
    const ServerLine::Before words = m_buffer.isEmpty() ? ServerLine::Before::Silence : ServerLine::Before::Words;
    Result<> encrypted = co_await m_line.encrypt(words, m_patience);
    co_return encrypted;
}

Task<Result<Lines>> Conversation::run()
{
    const bool implicit = m_offer.security == MailServerOffer::Security::ImplicitTls;
    const auto security = implicit ? ServerLine::Security::ImplicitTls : ServerLine::Security::StartTls;
    Result<> connected = co_await m_line.connectTo(m_offer.host, m_offer.port, security, m_patience);
    if (connected && implicit) {
        connected = co_await m_line.encrypt(ServerLine::Before::Silence, m_patience);
    }
    if (!connected) {
        co_return failureOf(std::move(connected));
    }
    Result<Lines> greeted = co_await greeting();
    if (!greeted) {
        co_return greeted;
    }
    if (!implicit) {
        Result<> encrypted = co_await startTls();
        if (!encrypted) {
            co_return failureOf(std::move(encrypted));
        }
    }
    Result<Lines> answer = co_await capabilities();
    co_return answer;
}

ReachedServer reachedIn(const Lines &lines)
{
    ReachedServer reached;
    for (const QByteArray &line : lines) {
        QByteArray words = line.toUpper();
        words.replace('=', ' ').replace("250-", "").replace("250 ", "");
        const QList<QByteArray> list = words.split(' ');
        for (const QByteArray &word : list) {
            reached.password = reached.password || word == "PLAIN" || word == "LOGIN" || word == "CRAM-MD5";
            reached.oauth = reached.oauth || word == "XOAUTH2" || word == "OAUTHBEARER";
        }
    }
    return reached;
}

} // namespace

TlsServerProbe::TlsServerProbe(QList<QSslCertificate> trusted, std::chrono::milliseconds patience)
    : m_trusted(std::move(trusted))
    , m_patience(patience)
{
}

Task<Result<ReachedServer>> TlsServerProbe::reach(MailServerOffer offer, std::stop_token stop)
{
    Conversation conversation(offer, m_trusted, m_patience, stop);
    Result<Lines> said = co_await conversation.run();
    conversation.leave(&m_keeper);
    if (!said) {
        co_return failureOf(std::move(said));
    }
    ReachedServer reached = reachedIn(*said);
    const bool isImap = offer.protocol == MailServerOffer::Protocol::Imap;
    const bool hasLogin =
        std::ranges::none_of(*said, [](const QByteArray &line) { return line.toUpper().contains("LOGINDISABLED"); });
    reached.password = reached.password || (isImap && hasLogin); // LOGIN is a command of every IMAP server (RFC 9051)
    co_return Result<ReachedServer>(reached);
}

} // namespace AlwaysLeads
