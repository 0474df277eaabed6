// The answers that go wrong, and the shapes that all answers share.
#include "sandbox/ApolloAnswers.h"
#include "sandbox/ApolloServer.h"

#include "net/Json.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

ServerAnswer ApolloAnswers::json(int status, const QJsonObject &body)
{
    ServerAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json; charset=utf-8"}};
    answer.body = Json::write(body);
    return answer;
}

ServerAnswer ApolloAnswers::error(int status, const QString &error, const QString &code)
{
    QJsonObject body = {{QStringLiteral("error"), error}};
    if (!code.isEmpty()) {
        body.insert(QStringLiteral("error_code"), code);
    }
    return json(status, body);
}

ServerAnswer ApolloAnswers::failed(int status, const QString &code, const QString &message)
{
    return json(status,
                {{QStringLiteral("status"), QStringLiteral("failed")},
                 {QStringLiteral("error_code"), code},
                 {QStringLiteral("error_message"), message}});
}

ServerAnswer ApolloAnswers::badKey()
{
    ServerAnswer answer;
    answer.status = 401;
    answer.headers = {{"content-type", "text/plain; charset=utf-8"}};
    answer.body = "Invalid API key. See https://docs.apollo.io/reference/authentication for more information.";
    return answer;
}

ApolloServer::Fault ApolloServer::takeFault(const QString &endpoint)
{
    if (m_fault == Fault::None || (!m_faultyEndpoint.isEmpty() && m_faultyEndpoint != endpoint)) {
        return Fault::None;
    }
    const Fault fault = m_fault;
    if (m_faultTimes > 0 && --m_faultTimes == 0) {
        m_fault = Fault::None;
    }
    return fault;
}

std::optional<ServerAnswer> ApolloServer::faultAnswer(const QString &endpoint)
{
    const bool inside = m_fault == Fault::LockedAddresses || m_fault == Fault::Reordered; // bulkMatch() takes them
    const Fault fault = inside ? Fault::None : takeFault(endpoint);
    return fault == Fault::None ? std::nullopt : std::optional(answerOf(fault, endpoint));
}

ServerAnswer ApolloServer::answerOf(Fault fault, const QString &endpoint) const
{
    const QString limit = QStringLiteral("The maximum number of api calls allowed for api/v1/%1 is 600 times per hour. "
                                         "Please upgrade your plan.")
                              .arg(endpoint);
    ServerAnswer bad;
    switch (fault) {
    case Fault::None:
    case Fault::LockedAddresses:
    case Fault::Reordered:
        break;
    case Fault::Unauthorized:
        return ApolloAnswers::badKey();
    case Fault::ScopeMissing:
        return ApolloAnswers::error(
            403,
            QStringLiteral(
                "This API key is not authorized to access api/v1/%1. Request an API key with the right scope.")
                .arg(endpoint),
            QStringLiteral("API_INACCESSIBLE"));
    case Fault::FreePlan:
        return ApolloAnswers::error(
            403,
            QStringLiteral(
                "api/v1/%1 is not accessible with this access token on a free plan. Please upgrade your plan.")
                .arg(endpoint),
            QStringLiteral("API_INACCESSIBLE"));
    case Fault::RateLimited:
        bad = ApolloAnswers::json(429, {{QStringLiteral("message"), limit}});
        bad.headers.emplaceBack("retry-after", "2");
        break;
    case Fault::RateLimitedInside: {
        const QJsonObject inner = {{QStringLiteral("message"), limit}};
        bad = ApolloAnswers::json(429, {{QStringLiteral("message"), QString::fromUtf8(Json::write(inner))}});
        break;
    }
    case Fault::UnknownError:
        return ApolloAnswers::failed(422, QStringLiteral("UNKNOWN_ERROR"), QStringLiteral("something went wrong"));
    case Fault::ServerError:
        return ApolloAnswers::error(500, QStringLiteral("Internal Server Error"));
    case Fault::Maintenance:
        bad.status = 503;
        bad.headers = {{"content-type", "text/html"}};
        bad.body = "<!DOCTYPE html><html><title>Down for maintenance</title></html>";
        break;
    case Fault::CutConnection:
        bad = ApolloAnswers::json(200, {{QStringLiteral("people"), QJsonArray()}});
        bad.delivery = ServerAnswer::Delivery::CutInside;
        break;
    case Fault::GarbageBody:
        bad.headers = {{"content-type", "application/json"}};
        bad.body = "<html>captive portal</html>";
        break;
    case Fault::WrongTypes:
        return ApolloAnswers::json(200,
                                   {{QStringLiteral("total_entries"), QStringLiteral("many")},
                                    {QStringLiteral("people"), 12},
                                    {QStringLiteral("matches"), QStringLiteral("some")},
                                    {QStringLiteral("credit_usage_stats"), true}});
    }
    return bad;
}

bool ApolloServer::countCall(const QString &endpoint)
{
    if (!m_minute.isValid() || m_minute.elapsed() >= 60'000) {
        newMinute();
    }
    if (m_callsOfMinute.value(endpoint) >= m_minuteLimit) {
        return false;
    }
    ++m_callsOfMinute[endpoint];
    return true;
}

void ApolloServer::newMinute()
{
    m_minute.start();
    m_callsOfMinute.clear();
}

void ApolloServer::addLimits(HttpHeaders &headers, const QString &endpoint) const
{
    const int calls = m_callsOfMinute.value(endpoint);
    const auto add = [&](const QByteArray &limitName, const QByteArray &word, int limit) {
        headers.append({"x-rate-limit-" + limitName, QByteArray::number(limit)});
        headers.append({"x-" + word + "-usage", QByteArray::number(calls)});
        headers.append({"x-" + word + "-requests-left", QByteArray::number(std::max(0, limit - calls))});
    };
    add("minute", "minute", m_minuteLimit);
    add("hourly", "hourly", 6000);
    add("24-hour", "24-hour", 50'000);
}

} // namespace AlwaysLeads
