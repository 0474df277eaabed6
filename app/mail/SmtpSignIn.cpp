#include "mail/SmtpSession.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

struct SmtpSignIn
{
    Q_DECLARE_TR_FUNCTIONS(SmtpSignIn)
};

QByteArray plainPayload(const SmtpAccount &account)
{
    QByteArray payload(1, '\0'); // no authorisation identity: we act as ourselves (RFC 4616)
    payload += account.userName.toUtf8();
    payload += '\0';
    payload += account.password.toUtf8();
    return payload.toBase64();
}

/// Some servers repeat what they were given. A password must not come back in a log or on the screen.
QString withoutSecrets(QString text, const SmtpAccount &account)
{
    const QString hidden = QStringLiteral("•••");
    text.replace(QString::fromLatin1(plainPayload(account)), hidden);
    text.replace(QString::fromLatin1(account.password.toUtf8().toBase64()), hidden);
    if (!account.password.isEmpty()) {
        text.replace(account.password, hidden);
    }
    return text;
}

} // namespace

Task<SmtpStep<SmtpReply>> SmtpSession::signInPlain(SmtpAccount account)
{
    const QByteArray payload = plainPayload(account);
    SmtpStep<SmtpReply> reply =
        co_await ask(QByteArrayLiteral("AUTH PLAIN ") + payload, SmtpCommand::Auth, m_timeouts.command);
    if (reply && reply->isMore()) { // a server that overlooks the initial response asks for it again
        reply = co_await ask(payload, SmtpCommand::Auth, m_timeouts.command);
    }
    co_return reply;
}

Task<SmtpStep<SmtpReply>> SmtpSession::signInLogin(SmtpAccount account)
{
    SmtpStep<SmtpReply> reply = co_await ask(QByteArrayLiteral("AUTH LOGIN"), SmtpCommand::Auth, m_timeouts.command);
    if (reply && reply->isMore()) {
        reply = co_await ask(account.userName.toUtf8().toBase64(), SmtpCommand::Auth, m_timeouts.command);
        if (reply && reply->isMore()) {
            reply = co_await ask(account.password.toUtf8().toBase64(), SmtpCommand::Auth, m_timeouts.command);
        }
    }
    co_return reply;
}

Task<SmtpStep<>> SmtpSession::signIn(SmtpAccount account)
{
    if (!m_connection.isEncrypted() && !m_connection.isLoopback()) {
        co_return tl::unexpected(refusedHere(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Sender,
                                             SmtpSignIn::tr("A password is sent over an encrypted connection only.")));
    }
    if (account.userName.contains(QChar(u'\0')) || account.password.contains(QChar(u'\0'))) {
        co_return tl::unexpected(
            refusedHere(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Sender,
                        SmtpSignIn::tr("The user name or password has a character that cannot be sent.")));
    }
    SmtpStep<SmtpReply> reply = tl::unexpected(SmtpProblem{});
    if (m_offered.signInMethods.contains(QLatin1String("PLAIN"))) {
        reply = co_await signInPlain(account);
    } else if (m_offered.signInMethods.contains(QLatin1String("LOGIN"))) {
        reply = co_await signInLogin(account);
    } else {
        const QString offered = m_offered.signInMethods.join(QStringLiteral(", ")).left(200);
        const QString message = offered.isEmpty()
            ? SmtpSignIn::tr("The server offers no sign-in on this port. Check port and encryption in Settings.")
            : SmtpSignIn::tr("The server offers no sign-in with a password (only %1).").arg(offered);
        co_return tl::unexpected(
            refusedHere(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Sender, message));
    }
    if (!reply) {
        co_return tl::unexpected(reply.error());
    }
    if (!reply->isDone()) {
        SmtpProblem problem = problemOf(*reply, SmtpCommand::Auth);
        if (reply->isPermanent()) {
            problem.kind = ErrorKind::SignedOut;
        }
        problem.outcome.serverText = withoutSecrets(problem.outcome.serverText, account);
        co_return tl::unexpected(problem);
    }
    co_return {};
}

} // namespace AlwaysLeads
