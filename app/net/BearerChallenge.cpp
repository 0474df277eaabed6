#include "net/BearerChallenge.h"

#include "net/HttpMessage.h"
#include "net/Json.h"

#include <QHash>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestHeader = 16 * 1024; // bytes
constexpr int mostParameters = 32;
constexpr Json::Limits claimsLimits{BearerChallenge::longestClaims, 8};

bool isTokenByte(char c)
{
    return c > 0x20 && c < 0x7f && !QByteArrayView("()<>@,;:\\\"/[]?={}").contains(c);
}

/// The parameters of the first Bearer challenge in a WWW-Authenticate header (RFC 9110 §11.6.1), names in lower case.
/// None where the header cannot be read that far.
QHash<QByteArray, QByteArray> bearerParameters(const QByteArray &header)
{
    QHash<QByteArray, QByteArray> parameters;
    qsizetype at = 0;
    const auto skip = [&](const char *bytes) {
        while (at < header.size() && QByteArrayView(bytes).contains(header.at(at))) {
            ++at;
        }
    };
    const auto word = [&] {
        const qsizetype begin = at;
        while (at < header.size() && isTokenByte(header.at(at))) {
            ++at;
        }
        return header.sliced(begin, at - begin);
    };
    bool isBearer = false;
    while (at < header.size() && parameters.size() < mostParameters) {
        skip(" \t,");
        const QByteArray name = word().toLower();
        if (name.isEmpty()) {
            return parameters;
        }
        const qsizetype afterName = at;
        skip(" \t");
        if (at >= header.size() || header.at(at) != '=') { // a scheme, not a parameter
            if (isBearer) {
                return parameters;
            }
            isBearer = name == "bearer";
            at = afterName;
            continue;
        }
        ++at;
        skip(" \t");
        QByteArray value;
        if (at < header.size() && header.at(at) == '"') {
            for (++at; at < header.size() && header.at(at) != '"'; ++at) {
                if (header.at(at) == '\\' && at + 1 < header.size()) {
                    ++at;
                }
                value += header.at(at);
            }
            if (at >= header.size()) {
                return parameters; // without its end nobody knows what it was
            }
            ++at;
        } else {
            value = word();
            skip("="); // base64 may end in them
        }
        if (isBearer && !parameters.contains(name)) {
            parameters.insert(name, value);
        }
    }
    return parameters;
}

} // namespace

QString BearerChallenge::checkedClaims(const QByteArray &json)
{
    const Result<QJsonObject> claims = Json::object(json, claimsLimits);
    return claims && !claims->isEmpty() ? QString::fromUtf8(Json::write(*claims)) : QString();
}

QString BearerChallenge::claimsIn(const HttpResponse &response)
{
    if (response.status != 401) {
        return {};
    }
    for (const auto &[name, value] : response.headers) {
        if (name.compare("www-authenticate", Qt::CaseInsensitive) != 0 || value.size() > longestHeader) {
            continue;
        }
        const QHash<QByteArray, QByteArray> parameters = bearerParameters(value);
        if (parameters.value("error") != "insufficient_claims") {
            continue;
        }
        QByteArray text = parameters.value("claims");
        text.replace('-', '+').replace('_', '/'); // both alphabets occur
        const auto decoded =
            QByteArray::fromBase64Encoding(text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        const QString claims = decoded ? checkedClaims(*decoded) : QString();
        if (!claims.isEmpty()) {
            return claims;
        }
    }
    return {};
}

} // namespace AlwaysLeads
