#include "oauth/OAuthClaims.h"

#include "net/BearerChallenge.h"
#include "net/Json.h"

namespace AlwaysLeads {

QByteArray claimsParameter(const QStringList &capabilities, const QString &challenge)
{
    // Read again, as it may come from an older database.
    QJsonObject claims =
        Json::object(BearerChallenge::checkedClaims(challenge.toUtf8()).toUtf8()).value_or(QJsonObject());
    if (!capabilities.isEmpty()) {
        const QString token = QStringLiteral("access_token");
        QJsonObject ofToken = claims.value(token).toObject();
        ofToken.insert(QStringLiteral("xms_cc"),
                       QJsonObject{{QStringLiteral("values"), QJsonArray::fromStringList(capabilities)}});
        claims.insert(token, ofToken);
    }
    return claims.isEmpty() ? QByteArray() : Json::write(claims);
}

} // namespace AlwaysLeads
