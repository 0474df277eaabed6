#include "mail/Sasl.h"
#include "mail/SmtpSession.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

namespace {

struct SmtpSignIn
{
    Q_DECLARE_TR_FUNCTIONS(SmtpSignIn)
};

/// Some servers repeat what they were given. A secret must not come back in a log or on the screen.
QString withoutSecrets(QString text, const SmtpAccount &account, const QByteArrayList &said)
{
    const QString hidden = QStringLiteral("•••");
    for (const QByteArray &line : said) {
        if (!line.isEmpty()) {
            text.replace(QString::fromLatin1(line), hidden);
        }
    }
    for (const QString &secret : {account.password, account.accessToken}) {
        if (!secret.isEmpty()) {
            text.replace(QString::fromLatin1(secret.toUtf8().toBase64()), hidden);
            text.replace(secret, hidden);
        }
    }
    return text;
}

/// In the order of preference: what tells the server least, of what the account can do.
QString mechanismFor(const SmtpAccount &account, const QStringList &offered)
{
    const QStringList usable = account.accessToken.isEmpty()
        ? QStringList{QStringLiteral("PLAIN"), QStringLiteral("LOGIN"), QStringLiteral("CRAM-MD5")}
        : QStringList{QStringLiteral("OAUTHBEARER"), QStringLiteral("XOAUTH2")};
    for (const QString &mechanism : usable) {
        if (offered.contains(mechanism)) {
            return mechanism;
        }
    }
    return {};
}

QString noMechanism(const SmtpAccount &account, const QStringList &offeredMethods)
{
    const QString offered = offeredMethods.join(QStringLiteral(", ")).left(200);
    if (offered.isEmpty()) {
        return SmtpSignIn::tr("The server offers no sign-in on this port. Check port and encryption in Settings.");
    }
    return account.accessToken.isEmpty()
        ? SmtpSignIn::tr("The server offers no sign-in with a password (only %1).").arg(offered)
        : SmtpSignIn::tr("The server does not take the sign-in of this account's service (only %1).").arg(offered);
}

/// What the server sent after 334; nothing when it is no base64.
std::optional<QByteArray> challengeOf(const SmtpReply &reply)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(reply.lines.first().trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional<QByteArray>(*decoded) : std::nullopt;
}

} // namespace

Task<SmtpStep<SmtpReply>> SmtpSession::signInAtOnce(QByteArray mechanism, QByteArray said, QByteArray giveUp)
{
    const QByteArray encoded = said.toBase64();
    SmtpStep<SmtpReply> reply =
        co_await ask("AUTH " + mechanism + ' ' + encoded, SmtpCommand::Auth, m_timeouts.command);
    if (reply && reply->isMore() && (giveUp.isNull() || reply->lines.first().trimmed().isEmpty())) {
        // A server that overlooks the initial response asks for it again.
        reply = co_await ask(encoded, SmtpCommand::Auth, m_timeouts.command);
    }
    if (reply && reply->isMore() && !giveUp.isNull()) {
        // The token is refused: the reason stands in the challenge, the reply comes after our last word.
        reply = co_await ask(giveUp.toBase64(), SmtpCommand::Auth, m_timeouts.command);
    }
    co_return reply;
}

Task<SmtpStep<SmtpReply>> SmtpSession::signInCramMd5(SmtpAccount account)
{
    SmtpStep<SmtpReply> reply = co_await ask(QByteArrayLiteral("AUTH CRAM-MD5"), SmtpCommand::Auth, m_timeouts.command);
    if (reply && reply->isMore()) {
        const std::optional<QByteArray> challenge = challengeOf(*reply);
        const QByteArray answer = challenge ? Sasl::cramMd5(account.userName, account.password, *challenge).toBase64()
                                            : QByteArrayLiteral("*"); // gives up, RFC 4954 §4
        reply = co_await ask(answer, SmtpCommand::Auth, m_timeouts.command);
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

SmtpProblem SmtpSession::noToken(const Error &error)
{
    SmtpProblem problem{error.kind, interruption(error, m_stage)};
    if (error.kind == ErrorKind::SignedOut) {
        problem.outcome.cause = HandOverOutcome::Cause::Sender;
        problem.outcome.remedy = MailboxRemedy::SignIn;
    }
    return problem;
}

Task<SmtpStep<>> SmtpSession::signIn(SmtpAccount account)
{
    if (!account.token) {
        auto signing = signInOnce(account);
        SmtpStep<> signedIn = co_await signing;
        co_return signedIn;
    }
    for (bool fresh = false;; fresh = true) {
        auto asking = account.token(fresh);
        const Result<QString> token = co_await asking;
        if (!token) {
            co_return tl::unexpected(noToken(token.error()));
        }
        account.accessToken = *token;
        auto signing = signInOnce(account);
        SmtpStep<> signedIn = co_await signing;
        if (signedIn || signedIn.error().kind != ErrorKind::SignedOut) {
            co_return signedIn;
        }
        if (fresh && account.token.hears()) {
            auto telling = account.token.refused(account.accessToken, QString());
            const Error why = co_await telling;
            co_return tl::unexpected(noToken(why));
        }
        if (fresh || !m_usable) {
            SmtpProblem problem = signedIn.error();
            problem.outcome.remedy = MailboxRemedy::SignIn;
            problem.outcome.message =
                SmtpSignIn::tr("The server %1 does not accept what the sign-in with the browser gave (%2). Reconnect "
                               "the mailbox; waiting mails are kept.")
                    .arg(account.host)
                    .arg(problem.outcome.code);
            co_return tl::unexpected(problem);
        }
    }
}

Task<SmtpStep<>> SmtpSession::signInOnce(SmtpAccount account)
{
    if (!m_connection.isEncrypted() && !m_connection.isLoopback()) {
        co_return tl::unexpected(refusedHere(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Sender,
                                             SmtpSignIn::tr("A password is sent over an encrypted connection only.")));
    }
    if (account.userName.contains(QChar(u'\0')) || account.password.contains(QChar(u'\0'))
        || account.accessToken.contains(QChar(u'\0'))) {
        co_return tl::unexpected(
            refusedHere(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Sender,
                        SmtpSignIn::tr("The user name or password has a character that cannot be sent.")));
    }
    const QString mechanism = mechanismFor(account, m_offered.signInMethods);
    if (mechanism.isEmpty()) {
        co_return tl::unexpected(refusedHere(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Sender,
                                             noMechanism(account, m_offered.signInMethods)));
    }
    QByteArray said;
    SmtpStep<SmtpReply> reply = tl::unexpected(SmtpProblem{});
    if (mechanism == QLatin1String("PLAIN")) {
        said = Sasl::plain(account.userName, account.password);
        reply = co_await signInAtOnce(mechanism.toLatin1(), said, QByteArray());
    } else if (mechanism == QLatin1String("LOGIN")) {
        reply = co_await signInLogin(account);
    } else if (mechanism == QLatin1String("CRAM-MD5")) {
        reply = co_await signInCramMd5(account);
    } else if (mechanism == QLatin1String("OAUTHBEARER")) {
        said = Sasl::oauthBearer(account.userName, account.host, account.port, account.accessToken);
        reply = co_await signInAtOnce(mechanism.toLatin1(), said, Sasl::oauthBearerGiveUp());
    } else {
        said = Sasl::xoauth2(account.userName, account.accessToken);
        reply = co_await signInAtOnce(mechanism.toLatin1(), said, QByteArrayLiteral(""));
    }
    if (!reply) {
        co_return tl::unexpected(reply.error());
    }
    if (!reply->isDone()) {
        SmtpProblem problem = problemOf(*reply, SmtpCommand::Auth);
        if (reply->isPermanent()) {
            problem.kind = ErrorKind::SignedOut;
        }
        problem.outcome.serverText = withoutSecrets(problem.outcome.serverText, account, {said.toBase64()});
        co_return tl::unexpected(problem);
    }
    co_return {};
}

} // namespace AlwaysLeads
