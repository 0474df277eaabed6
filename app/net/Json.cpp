#include "net/Json.h"

#include <QJsonDocument>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Where the nesting first passes `depth`; -1 when it never does. Looks at brackets outside of strings only, which is
/// enough: a text with unbalanced ones is refused by the parser.
qsizetype tooDeepAt(const QByteArray &text, int depth)
{
    int open = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++open > depth) {
                return i;
            }
        } else if (c == '}' || c == ']') {
            --open;
        }
    }
    return -1;
}

QString place(const QByteArray &text, qsizetype offset)
{
    const QByteArray before = text.left(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return QStringLiteral("line %1, column %2").arg(line).arg(column);
}

} // namespace

static Result<QJsonDocument> parsed(const QByteArray &text, const Json::Limits &limits)
{
    if (text.size() > limits.bytes) {
        return failure(ErrorKind::Invalid, Json::tr("The answer is too long to be read."),
                       QStringLiteral("JSON of %1 bytes, at most %2").arg(text.size()).arg(limits.bytes));
    }
    if (const qsizetype at = tooDeepAt(text, limits.depth); at >= 0) {
        return failure(ErrorKind::Invalid, Json::tr("The answer is nested too deeply to be read."),
                       QStringLiteral("JSON deeper than %1 at %2").arg(limits.depth).arg(place(text, at)));
    }
    QJsonParseError problem;
    QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const QString where = place(text, problem.offset);
        return failure(ErrorKind::Invalid, Json::tr("The answer is not valid JSON (%1).").arg(where),
                       QStringLiteral("JSON at %1: %2").arg(where, problem.errorString()));
    }
    return document;
}

Result<QJsonObject> Json::object(const QByteArray &text, Limits limits)
{
    Result<QJsonDocument> document = parsed(text, limits);
    if (!document) {
        return failureOf(std::move(document));
    }
    if (!document->isObject()) {
        return failure(ErrorKind::Invalid, tr("The answer is not what was expected."),
                       QStringLiteral("JSON: no object"));
    }
    return document->object();
}

Result<QJsonArray> Json::array(const QByteArray &text, Limits limits)
{
    Result<QJsonDocument> document = parsed(text, limits);
    if (!document) {
        return failureOf(std::move(document));
    }
    if (!document->isArray()) {
        return failure(ErrorKind::Invalid, tr("The answer is not what was expected."),
                       QStringLiteral("JSON: no array"));
    }
    return document->array();
}

std::optional<qint64> Json::integer(const QJsonValue &value)
{
    if (!value.isDouble()) {
        return std::nullopt;
    }
    // toInteger() gives the default back when the number is not whole or does not fit: two defaults tell that apart.
    const qint64 number = value.toInteger(0);
    if (number == 0 && value.toInteger(1) == 1) {
        return std::nullopt;
    }
    return number;
}

QByteArray Json::write(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray Json::write(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

} // namespace AlwaysLeads
