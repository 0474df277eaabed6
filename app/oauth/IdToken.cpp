#include "oauth/IdToken.h"

#include "net/Json.h"
#include "oauth/OAuthProblem.h"
#include "oauth/OAuthSecrets.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestToken = 32 * 1024; // characters
constexpr qint64 clockTolerance = 10 * 60; // seconds

/// One of several programs it may only be as the one that asked, `azp` (OpenID Connect Core §3.1.3.7, 4 and 5).
bool isFor(const QJsonObject &claims, const QString &clientId)
{
    const QJsonValue audience = claims.value(QLatin1String("aud"));
    if (!audience.isArray()) {
        return audience.toString() == clientId;
    }
    const bool isAlone = audience.toArray().size() == 1;
    return audience.toArray().contains(clientId)
        && (isAlone || claims.value(QLatin1String("azp")).toString() == clientId);
}

} // namespace

Result<IdToken> IdToken::read(const QString &token, const OAuthProvider &provider, const QString &nonce,
                              const QDateTime &now)
{
    const auto wrong = [&](const char *what) {
        return tl::unexpected<Error>(
            OAuthProblem::unreadable(provider, QStringLiteral("id_token: ") + QLatin1String(what)));
    };
    const QStringList parts = token.size() > longestToken ? QStringList() : token.split(QLatin1Char('.'));
    if (parts.size() != 3) {
        return wrong("not a signed token");
    }
    const auto bytes = QByteArray::fromBase64Encoding(parts.at(1).toLatin1(),
                                                      QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                          | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes) {
        return wrong("not base64url");
    }
    const Result<QJsonObject> claims = Json::object(*bytes, {longestToken, 16});
    if (!claims) {
        return wrong("not JSON");
    }
    const auto text = [&](const char *name) { return claims->value(QLatin1String(name)).toString(); };
    QString issuer = provider.issuer;
    issuer.replace(QStringLiteral("{tid}"), text("tid"));
    // Google also writes its name without the scheme.
    if (!issuer.isEmpty() && text("iss") != issuer && QStringLiteral("https://") + text("iss") != issuer) {
        return wrong("another issuer");
    }
    if (!isFor(*claims, provider.clientId)) {
        return wrong("made for another program");
    }
    if (!isSameSecret(text("nonce"), nonce)) {
        return wrong("another nonce");
    }
    const std::optional<qint64> ends = Json::integer(claims->value(QLatin1String("exp")));
    const std::optional<qint64> made = Json::integer(claims->value(QLatin1String("iat")));
    if (!ends || !made) {
        return wrong("no times");
    }
    const qint64 present = now.toSecsSinceEpoch();
    if (*ends + clockTolerance < present || *made - clockTolerance > present) {
        return failure(
            ErrorKind::Invalid,
            OAuthProblem::tr("The clock of this computer is wrong, so the sign-in cannot be checked. Set it, "
                             "then connect again."),
            QStringLiteral("id_token: made %1, ends %2, now %3").arg(*made).arg(*ends).arg(present));
    }
    IdToken read;
    for (const char *name : {"email", "preferred_username"}) {
        if (!text(name).isEmpty()) {
            read.addresses.append(text(name).left(320));
        }
    }
    return read;
}

} // namespace AlwaysLeads
