#include "imap/ImapSession.h"
#include "mail/Sasl.h"
#include "net/Json.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int mostChallenges = 3;
constexpr Json::Limits challengeLimits{16 * 1024, 8};
constexpr qsizetype longestUrl = 2000; // characters

/// Some servers repeat what they were given. A secret must not come back in a log or on the screen.
void hideSecrets(QByteArray &text, const ImapAccount &account)
{
    QByteArrayList secrets{
        Sasl::plain(account.userName, account.password).toBase64(),
        Sasl::xoauth2(account.userName, account.accessToken).toBase64(),
        Sasl::oauthBearer(account.userName, account.host, account.port, account.accessToken).toBase64()};
    for (const QString &secret : {account.password, account.accessToken}) {
        secrets += secret.toUtf8().toBase64();
        secrets += secret.toUtf8();
    }
    for (const QByteArray &secret : std::as_const(secrets)) {
        if (!secret.isEmpty()) {
            text.replace(secret, "•••");
        }
    }
}

/// In the order of preference. "" is the LOGIN command.
QByteArrayList usableMechanisms(const ImapAccount &account)
{
    return account.accessToken.isEmpty() ? QByteArrayList{"PLAIN", "CRAM-MD5"}
                                         : QByteArrayList{"OAUTHBEARER", "XOAUTH2"};
}

/// What is said at first; null: the mechanism waits for a challenge.
QByteArray firstWords(const QByteArray &mechanism, const ImapAccount &account)
{
    if (mechanism == "PLAIN") {
        return Sasl::plain(account.userName, account.password);
    }
    if (mechanism == "XOAUTH2") {
        return Sasl::xoauth2(account.userName, account.accessToken);
    }
    if (mechanism == "OAUTHBEARER") {
        return Sasl::oauthBearer(account.userName, account.host, account.port, account.accessToken);
    }
    return {};
}

/// The answer to a challenge after the first words, encoded.
QByteArray answerTo(const QByteArray &challenge, const QByteArray &mechanism, const ImapAccount &account)
{
    if (mechanism == "CRAM-MD5") {
        return Sasl::cramMd5(account.userName, account.password, QByteArray::fromBase64(challenge)).toBase64();
    }
    // A refused token: the reason stands in the challenge, the tagged answer comes after our last word (RFC 7628
    // §3.2.3; for XOAUTH2 an empty line).
    if (mechanism == "OAUTHBEARER") {
        return Sasl::oauthBearerGiveUp().toBase64();
    }
    return mechanism == "XOAUTH2" ? QByteArray() : QByteArrayLiteral("*"); // "*" gives up
}

} // namespace

Task<Result<>> ImapSession::signIn(ImapAccount account)
{
    if (!account.token) {
        auto signing = signInOnce(account);
        Result<> signedIn = co_await signing;
        co_return signedIn;
    }
    for (bool fresh = false;; fresh = true) {
        auto asking = account.token(fresh);
        const Result<QString> token = co_await asking;
        if (!token) {
            co_return tl::unexpected<Error>(token.error());
        }
        account.accessToken = *token;
        if (fresh && m_offered.isEmpty()) { // forgotten with the sign-in that was refused
            auto again = askCapabilities();
            Result<> asked = co_await again;
            if (!asked) {
                co_return asked;
            }
        }
        auto signing = signInOnce(account);
        Result<> signedIn = co_await signing;
        if (signedIn || signedIn.error().kind != ErrorKind::SignedOut) {
            co_return signedIn;
        }
        if (fresh && account.token.hears()) {
            auto telling = account.token.refused(account.accessToken, QString());
            const Error why = co_await telling;
            co_return tl::unexpected<Error>(why);
        }
        if (fresh || !isUsable()) {
            Error error = signedIn.error();
            error.message = tr("The server %1 does not accept what the sign-in with the browser gave. Reconnect the "
                               "mailbox.")
                                .arg(m_connection.host());
            co_return tl::unexpected<Error>(error);
        }
    }
}

Task<Result<>> ImapSession::signInOnce(ImapAccount account)
{
    if (!m_connection.isEncrypted() && !m_connection.isLoopback()) {
        const Error bare{ErrorKind::Refused, tr("A password is sent over an encrypted connection only."), {}};
        co_return tl::unexpected<Error>(lost(bare));
    }
    const QString all = account.userName + account.password + account.accessToken;
    const bool sayable = std::ranges::none_of(all, [](QChar character) {
        return character.isNull() || character == QLatin1Char('\r') || character == QLatin1Char('\n')
            || character == QChar(u'\x01');
    });
    if (!sayable) {
        co_return failure(ErrorKind::SignedOut, tr("The user name or password has a character that cannot be sent."));
    }
    const QByteArrayList offered = m_offered.signInMethods();
    const QByteArrayList usable = usableMechanisms(account);
    const auto mechanism =
        std::ranges::find_if(usable, [&offered](const QByteArray &name) { return offered.contains(name); });
    Result<> signedIn;
    if (mechanism != usable.end()) {
        signedIn = co_await authenticate(*mechanism, account);
    } else if (account.accessToken.isEmpty() && !m_offered.has("LOGINDISABLED")) {
        signedIn = co_await login(account);
    } else {
        const QString names = QString::fromLatin1(offered.join(", ")).left(200);
        const QString message = account.accessToken.isEmpty()
            ? tr("The server offers no sign-in with a password (only: %1). Check port and encryption in Settings.")
            : tr("The server does not take the sign-in of this account's service (only: %1).");
        co_return failure(ErrorKind::Refused, message.arg(names.isEmpty() ? tr("none") : names));
    }
    if (!signedIn) {
        co_return signedIn;
    }
    m_signedIn = true;
    if (m_offered.isEmpty()) {
        co_return co_await askCapabilities();
    }
    co_return Result<>();
}

Task<Result<>> ImapSession::authenticate(QByteArray mechanism, ImapAccount account)
{
    Result<QByteArray> begun = begin();
    if (!begun) {
        co_return failureOf(std::move(begun));
    }
    QByteArray unsaid = firstWords(mechanism, account);
    QByteArray line = *begun + "AUTHENTICATE " + mechanism;
    if (m_offered.has("SASL-IR") && !unsaid.isNull()) { // RFC 4959
        line += ' ' + unsaid.toBase64();
        unsaid = {};
    }
    m_offered = {}; // others may be offered to who is signed in
    m_connection.write(line + "\r\n");
    for (int challenges = 0;; ++challenges) {
        Result<Progress> progress = co_await advance();
        if (!progress) {
            co_return failureOf(std::move(progress));
        }
        if (*progress == Progress::Done) {
            break;
        }
        if (challenges == mostChallenges) {
            co_return tl::unexpected<Error>(nonsense(QStringLiteral("endless challenges")));
        }
        if (unsaid.isNull() && mechanism == "OAUTHBEARER") {
            const auto said =
                QByteArray::fromBase64Encoding(m_reply.status.text.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
            if (const Result<QJsonObject> refused = Json::object(said ? *said : QByteArray(), challengeLimits)) {
                m_openIdConfiguration =
                    refused->value(QLatin1String("openid-configuration")).toString().left(longestUrl);
            }
        }
        const QByteArray answer =
            unsaid.isNull() ? answerTo(m_reply.status.text, mechanism, account) : unsaid.toBase64();
        unsaid = {};
        m_connection.write(answer + "\r\n");
    }
    co_return endSignIn(account);
}

Task<Result<>> ImapSession::login(ImapAccount account)
{
    ImapCommand command(QByteArrayLiteral("LOGIN"));
    command.addString(account.userName.toUtf8()).addString(account.password.toUtf8());
    m_offered =
        m_offered.has("LITERAL+") ? ImapCapabilities({{ImapValue::Kind::Atom, "LITERAL+"}}) : ImapCapabilities();
    const Result<Reply> reply = co_await ask(command);
    if (!reply && m_usable) {
        co_return endSignIn(account);
    }
    if (!reply) {
        co_return tl::unexpected<Error>(reply.error());
    }
    co_return Result<>();
}

Result<> ImapSession::endSignIn(const ImapAccount &account)
{
    ImapResponse &status = m_reply.status;
    if (status.isOk()) {
        return {};
    }
    hideSecrets(status.text, account);
    Error error = refusal(status);
    if (error.kind != ErrorKind::Network) {
        error.kind = ErrorKind::SignedOut; // stop here: trying again and again locks the account
        error.message = account.accessToken.isEmpty()
            ? tr("The server %1 did not accept user name and password: %2").arg(m_connection.host(), status.words())
            : tr("The server %1 did not accept the sign-in: %2").arg(m_connection.host(), status.words());
    }
    return tl::unexpected<Error>(error);
}

Task<Result<>> ImapSession::introduce()
{
    // Some servers (163.com) open no folder for who has not said a name (RFC 2971). It tells the program, not the
    // person.
    if (m_offered.has("ID")) {
        ImapCommand command(QByteArrayLiteral("ID (\"name\" \"AlwaysLeads\")"));
        const Result<Reply> reply = co_await ask(command);
        if (!reply && !m_usable) {
            co_return tl::unexpected<Error>(reply.error());
        }
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
