#include "cloudmail/ServiceError.h"

#include "net/Json.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostCodes = 10;
constexpr qsizetype longestCode = 100;
constexpr qsizetype longestText = 400;
const Json::Limits limits{256 * 1024, 16};

QString clean(const QString &text, qsizetype longest)
{
    QString shown;
    for (const QChar character : text.left(longest * 2)) {
        shown += character.isPrint() || character.isSurrogate() ? character : QLatin1Char(' ');
    }
    return shown.simplified().left(longest);
}

void addCode(QStringList &codes, const QJsonValue &code)
{
    const QString word = clean(code.toString(), longestCode);
    if (!word.isEmpty() && codes.size() < mostCodes && !codes.contains(word)) {
        codes.append(word);
    }
}

void addReasons(QStringList &codes, const QJsonValue &list)
{
    const QJsonArray entries = list.toArray();
    for (const QJsonValue entry : entries) {
        addCode(codes, entry.toObject().value(QLatin1String("reason")));
    }
}

QJsonObject errorIn(const QByteArray &body)
{
    return Json::object(body, limits).value_or(QJsonObject()).value(QLatin1String("error")).toObject();
}

} // namespace

ServiceError ServiceError::fromGraph(const QByteArray &body)
{
    const QJsonObject outer = errorIn(body);
    ServiceError error;
    error.text = clean(outer.value(QLatin1String("message")).toString(), longestText);
    for (QJsonObject level = outer; !level.isEmpty() && error.codes.size() < mostCodes;) {
        addCode(error.codes, level.value(QLatin1String("code")));
        // Both spellings occur.
        const QJsonValue inner = level.value(QLatin1String("innerError"));
        level = inner.isObject() ? inner.toObject() : level.value(QLatin1String("innererror")).toObject();
    }
    return error;
}

ServiceError ServiceError::fromGoogle(const QByteArray &body)
{
    const QJsonObject outer = errorIn(body);
    ServiceError error;
    error.text = clean(outer.value(QLatin1String("message")).toString(), longestText);
    addCode(error.codes, outer.value(QLatin1String("status")));
    addReasons(error.codes, outer.value(QLatin1String("errors")));
    addReasons(error.codes, outer.value(QLatin1String("details")));
    return error;
}

QString ServiceError::words() const
{
    if (codes.isEmpty()) {
        return text;
    }
    return text.isEmpty() ? codes.constLast() : codes.constLast() + QStringLiteral(": ") + text;
}

} // namespace AlwaysLeads
