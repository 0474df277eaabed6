#include "mail/SmtpSession.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

struct SmtpSessionText
{
    Q_DECLARE_TR_FUNCTIONS(SmtpSession)
};

Error notSmtp(const QString &message, const SmtpReply &reply)
{
    return Error{ErrorKind::Invalid, message, QStringLiteral("unexpected reply %1").arg(reply.code)};
}

} // namespace

SmtpSession::SmtpSession(QList<QSslCertificate> trusted, SmtpTimeouts timeouts, std::stop_token stop,
                         StageListener reached)
    : m_timeouts(timeouts)
    , m_reached(std::move(reached))
    , m_connection(std::move(trusted), std::move(stop))
{
}

void SmtpSession::enter(HandOverStage stage)
{
    m_stage = stage;
    if (m_reached) {
        m_reached(stage);
    }
}

SmtpProblem SmtpSession::problemOf(const Error &error)
{
    m_usable = false;
    m_connection.abort();
    return SmtpProblem{error.kind, interruption(error, m_stage)};
}

SmtpProblem SmtpSession::problemOf(const SmtpReply &reply, SmtpCommand command)
{
    if (!reply.isTemporary() && !reply.isPermanent()) {
        // Yes where only "go on" makes sense, or the other way round: from here on nothing it says can be believed.
        return problemOf(notSmtp(
            SmtpSessionText::tr("The server gave an answer (%1) that makes no sense here.").arg(reply.code), reply));
    }
    SmtpProblem problem{ErrorKind::Refused, refusal(reply, command)};
    if (reply.code == 421) {
        m_usable = false;
    }
    if (m_stage == HandOverStage::Tls && command == SmtpCommand::Hello) {
        problem.outcome.stage = HandOverStage::Tls;
    }
    return problem;
}

SmtpProblem SmtpSession::refusedHere(Verdict verdict, Cause cause, const QString &message)
{
    HandOverOutcome outcome;
    outcome.verdict = verdict;
    outcome.cause = cause;
    outcome.stage = m_stage;
    outcome.message = message;
    return SmtpProblem{ErrorKind::Refused, outcome};
}

SmtpStep<> SmtpSession::expectSilence(SmtpCommand command)
{
    const std::optional<Result<SmtpReply>> came = m_connection.unasked();
    if (!came) {
        return {};
    }
    const Result<SmtpReply> &said = *came;
    m_usable = false;
    if (!said) {
        return tl::unexpected(problemOf(said.error()));
    }
    const SmtpProblem problem = problemOf(*said, command);
    m_connection.abort();
    return tl::unexpected(problem);
}

Task<SmtpStep<SmtpReply>> SmtpSession::nextReply(std::chrono::milliseconds patience)
{
    Result<SmtpReply> reply = co_await m_connection.reply(patience);
    if (!reply) {
        co_return tl::unexpected(problemOf(reply.error()));
    }
    co_return *reply;
}

Task<SmtpStep<SmtpReply>> SmtpSession::ask(QByteArray line, SmtpCommand command, std::chrono::milliseconds patience)
{
    if (SmtpStep<> silent = expectSilence(command); !silent) {
        co_return tl::unexpected(silent.error());
    }
    m_connection.write(line + "\r\n");
    SmtpStep<SmtpReply> reply = co_await nextReply(patience);
    co_return reply;
}

Task<SmtpStep<>> SmtpSession::greet()
{
    enter(HandOverStage::Greeting);
    SmtpStep<SmtpReply> greeting = co_await nextReply(m_timeouts.greeting);
    if (!greeting) {
        SmtpProblem problem = greeting.error();
        if (problem.kind == ErrorKind::Timeout && m_security != SmtpAccount::Security::ImplicitTls) {
            problem.outcome.message += QLatin1Char(' ')
                + SmtpSessionText::tr("If port %1 is encrypted from the start, choose TLS in Settings.").arg(m_port);
        }
        co_return tl::unexpected(problem);
    }
    if (!greeting->isDone()) {
        co_return tl::unexpected(problemOf(*greeting, SmtpCommand::Greeting));
    }
    co_return {};
}

Task<SmtpStep<>> SmtpSession::sayHello()
{
    // The name of the person's computer is nobody's business; an address literal is allowed (RFC 5321 §4.1.1.1).
    SmtpStep<SmtpReply> reply =
        co_await ask(QByteArrayLiteral("EHLO [127.0.0.1]"), SmtpCommand::Hello, m_timeouts.command);
    if (!reply) {
        co_return tl::unexpected(reply.error());
    }
    if (!reply->isDone()) {
        co_return tl::unexpected(problemOf(*reply, SmtpCommand::Hello));
    }
    m_offered = SmtpCapabilities::parse(*reply);
    co_return {};
}

Task<SmtpStep<>> SmtpSession::secure()
{
    if (m_security == SmtpAccount::Security::StartTls) {
        enter(HandOverStage::Tls);
        if (!m_offered.startTls) {
            co_return tl::unexpected(refusedHere(
                Verdict::RefusedForNow, Cause::Server,
                SmtpSessionText::tr(
                    "The server does not offer encryption (STARTTLS), so nothing was sent. Try port 465 with TLS; "
                    "if it worked before, somebody may be listening on this network.")));
        }
        SmtpStep<SmtpReply> reply =
            co_await ask(QByteArrayLiteral("STARTTLS"), SmtpCommand::StartTls, m_timeouts.command);
        if (!reply) {
            co_return tl::unexpected(reply.error());
        }
        if (!reply->isDone()) {
            co_return tl::unexpected(problemOf(*reply, SmtpCommand::StartTls));
        }
    }
    Result<> encrypted = co_await m_connection.encrypt(m_timeouts.handshake);
    if (!encrypted) {
        co_return tl::unexpected(problemOf(encrypted.error()));
    }
    m_offered = {}; // what was said in the clear may have been said by anybody
    co_return {};
}

Task<SmtpStep<>> SmtpSession::open(SmtpAccount account)
{
    m_security = account.security;
    m_port = account.port;
    enter(HandOverStage::Connecting);
    Result<> connected =
        co_await m_connection.connectTo(account.host, account.port, account.security, m_timeouts.connect);
    if (!connected) {
        co_return tl::unexpected(problemOf(connected.error()));
    }
    m_usable = true;
    if (m_security == SmtpAccount::Security::ImplicitTls) {
        enter(HandOverStage::Tls);
        if (SmtpStep<> secured = co_await secure(); !secured) {
            co_return secured;
        }
    }
    if (SmtpStep<> greeted = co_await greet(); !greeted) {
        co_return greeted;
    }
    if (SmtpStep<> hello = co_await sayHello(); !hello) {
        co_return hello;
    }
    if (m_security == SmtpAccount::Security::StartTls) {
        if (SmtpStep<> secured = co_await secure(); !secured) {
            co_return secured;
        }
        if (SmtpStep<> hello = co_await sayHello(); !hello) {
            co_return hello;
        }
    }
    if (!account.userName.isEmpty()) {
        enter(HandOverStage::SigningIn);
        if (SmtpStep<> signedIn = co_await signIn(account); !signedIn) {
            co_return signedIn;
        }
    }
    co_return {};
}

bool SmtpSession::goOn(std::stop_token stop, StageListener reached)
{
    m_reached = std::move(reached);
    m_connection.heed(std::move(stop));
    m_usable = m_usable && m_connection.isConnected();
    return m_usable;
}

void SmtpSession::leave(QObject *keeper)
{
    if (m_usable) {
        m_connection.quit(keeper);
    } else {
        m_connection.abort();
    }
    m_usable = false;
}

} // namespace AlwaysLeads
