#include "sandbox/GraphServer.h"

#include "sandbox/GraphServerAnswers.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

namespace {

constexpr int usualPage = 10;

/// What a link of a delta carries on: what was asked for, how far it was told.
struct DeltaPlace
{
    int age = 0;
    QDateTime since;
    qint64 upTo = 0; ///< of the changes
    int told = 0; ///< by the pages before, of this round
    QString select;
};

/// The token of the service is opaque: only this stand-in reads it.
QString tokenOf(const DeltaPlace &place)
{
    const QByteArray text = QByteArray::number(place.age) + ';' + QByteArray::number(place.since.toMSecsSinceEpoch())
        + ';' + QByteArray::number(place.upTo) + ';' + QByteArray::number(place.told) + ';' + place.select.toUtf8();
    return QString::fromLatin1(text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<DeltaPlace> placeOf(const QString &token)
{
    const QList<QByteArray> parts = QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding).split(';');
    if (parts.size() != 5) {
        return std::nullopt;
    }
    DeltaPlace place;
    place.age = parts.at(0).toInt();
    place.since = QDateTime::fromMSecsSinceEpoch(parts.at(1).toLongLong(), Qt::UTC);
    place.upTo = parts.at(2).toLongLong();
    place.told = parts.at(3).toInt();
    place.select = QString::fromUtf8(parts.at(4));
    return place;
}

ServerAnswer badQuery(const QString &what)
{
    return GraphAnswers::error(400, QStringLiteral("BadRequest"), what);
}

} // namespace

GraphServer::Message GraphServer::deliver(const QByteArray &mime, const QString &folder, const QDateTime &at)
{
    Message message = numbered(mime);
    message.folder = folder;
    message.isDraft = false;
    message.created = at;
    message.sent = at;
    message.change = ++m_lastChange;
    m_messages += message;
    return message;
}

void GraphServer::removeDelivered(const QByteArray &messageId)
{
    for (Message &message : m_messages) {
        if (message.messageId == messageId && message.change > 0) {
            message.folder += QStringLiteral(".removed");
            message.change = ++m_lastChange;
        }
    }
}

ServerAnswer GraphServer::delta(const ServerRequest &request, const QString &folder) const
{
    if (folder != QLatin1String("inbox") && folder != QLatin1String("junkemail")) {
        return GraphAnswers::error(404, QStringLiteral("ErrorFolderNotFound"),
                                   QStringLiteral("The specified folder could not be found in the store."));
    }
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    DeltaPlace place;
    place.age = m_deltaAge;
    place.since = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    for (const auto &[name, value] : items) {
        if (name == QLatin1String("$select")) {
            place.select = value;
        } else if (name == QLatin1String("$filter")) {
            static const QRegularExpression since(
                QStringLiteral("^receivedDateTime ge (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)$"));
            const QRegularExpressionMatch match = since.match(value);
            if (!match.hasMatch()) {
                return GraphAnswers::error(400, QStringLiteral("ErrorInvalidUrlQueryFilter"),
                                           QStringLiteral("The query filter contains one or more invalid nodes."));
            }
            place.since = QDateTime::fromString(match.captured(1), Qt::ISODate);
        } else if (name == QLatin1String("$deltatoken") || name == QLatin1String("$skiptoken")) {
            if (items.size() != 1) {
                return badQuery(QStringLiteral("A link of a delta is to be followed as it is."));
            }
            const std::optional<DeltaPlace> told = placeOf(value);
            if (!told) {
                return badQuery(QStringLiteral("Badly formed token."));
            }
            if (told->age != m_deltaAge) {
                return refusal(Refusal::SyncStateNotFound);
            }
            place = *told;
        } else if (name != QLatin1String("changeType")) {
            return badQuery(QStringLiteral("The query parameter '%1' is not supported.").arg(name));
        }
    }
    static const QRegularExpression page(QStringLiteral("odata\\.maxpagesize=(\\d{1,4})"));
    const QRegularExpressionMatch wanted = page.match(QString::fromLatin1(request.header("prefer")));
    const int most = wanted.hasMatch() ? wanted.captured(1).toInt() : usualPage;

    QList<Message> changed;
    std::ranges::copy_if(m_messages, std::back_inserter(changed), [&](const Message &message) {
        return message.change > place.upTo && message.folder.section(QLatin1Char('.'), 0, 0) == folder
            && message.created >= place.since;
    });
    if (place.since.toMSecsSinceEpoch() > 0 && changed.size() > m_options.mostOfDelta - place.told) {
        std::ranges::sort(changed, std::ranges::greater(), &Message::created);
        changed = changed.first(std::max(0, m_options.mostOfDelta - place.told));
    }
    std::ranges::sort(changed, {}, &Message::change);
    // What select names counts for all pages, also those of a link.
    ServerRequest asked = request;
    asked.query.clear();
    asked.query.addQueryItem(QStringLiteral("$select"), QString::fromLatin1(QUrl::toPercentEncoding(place.select)));
    QJsonArray value;
    for (const Message &message : std::as_const(changed)) {
        if (value.size() == most) {
            break;
        }
        if (message.folder.endsWith(QLatin1String(".removed"))) {
            value.append(QJsonObject{
                {QStringLiteral("id"), idOf(message, request)},
                {QStringLiteral("@removed"), QJsonObject{{QStringLiteral("reason"), QStringLiteral("deleted")}}}});
        } else {
            QJsonObject one = jsonOf(message, asked);
            if (!m_options.deltaHasHeaders) {
                one.remove(QStringLiteral("internetMessageHeaders"));
            }
            value.append(one);
        }
        place.upTo = message.change;
    }
    QUrl link = url();
    link.setPath(request.path);
    const bool isMore = value.size() < changed.size();
    place.told = isMore ? place.told + int(value.size()) : 0;
    place.upTo = isMore ? place.upTo : m_lastChange; // what was left out is not told later either
    link.setQuery(QStringLiteral("%1=%2").arg(isMore ? QStringLiteral("$skiptoken") : QStringLiteral("$deltatoken"),
                                              tokenOf(place)));
    return GraphAnswers::json(200,
                              {{isMore ? QStringLiteral("@odata.nextLink") : QStringLiteral("@odata.deltaLink"),
                                link.toString(QUrl::FullyEncoded)},
                               {QStringLiteral("value"), value}});
}

ServerAnswer GraphServer::list(const ServerRequest &request, const QString &folder) const
{
    static const QRegularExpression since(
        QStringLiteral("^receivedDateTime ge (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)$"));
    const QRegularExpressionMatch match =
        since.match(request.query.queryItemValue(QStringLiteral("$filter"), QUrl::FullyDecoded));
    // The property of the filter has to be the first one of the order, as the service wants it.
    const bool isOrdered = request.query.queryItemValue(QStringLiteral("$orderby"), QUrl::FullyDecoded)
        == QLatin1String("receivedDateTime");
    const int most = request.query.queryItemValue(QStringLiteral("$top")).toInt();
    const int skip = request.query.queryItemValue(QStringLiteral("$skip")).toInt();
    if (!match.hasMatch() || !isOrdered || most < 1 || most > 1000 || skip < 0) {
        return badQuery(QStringLiteral("The restriction or sort order is too complex for this operation."));
    }
    const QDateTime from = QDateTime::fromString(match.captured(1), Qt::ISODate);
    QList<Message> found;
    std::ranges::copy_if(m_messages, std::back_inserter(found),
                         [&](const Message &message) { return message.folder == folder && message.created >= from; });
    std::ranges::stable_sort(found, {}, &Message::created);
    QJsonArray value;
    for (const Message &message : found.mid(skip, most)) {
        value.append(jsonOf(message, request));
    }
    QJsonObject body{{QStringLiteral("value"), value}};
    if (skip + value.size() < found.size()) {
        QUrl link = url();
        link.setPath(request.path);
        QUrlQuery query = request.query;
        query.removeAllQueryItems(QStringLiteral("$skip"));
        query.addQueryItem(QStringLiteral("$skip"), QString::number(skip + value.size()));
        link.setQuery(query);
        body.insert(QStringLiteral("@odata.nextLink"), link.toString(QUrl::FullyEncoded));
    }
    return GraphAnswers::json(200, body);
}

ServerAnswer GraphServer::mime(const ServerRequest &request, const QString &id) const
{
    const qsizetype at = indexOf(request, id);
    if (at < 0) {
        return refusal(Refusal::NotFound);
    }
    ServerAnswer answer;
    answer.headers = {{QByteArray("content-type"), QByteArray("text/plain")}};
    answer.body = m_messages.at(at).mime;
    return answer;
}

} // namespace AlwaysLeads
