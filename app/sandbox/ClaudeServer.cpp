#include "sandbox/ClaudeServer.h"

#include "net/Json.h"
#include "sandbox/ClaudeModels.h"
#include "sandbox/ClaudeRequestCheck.h"
#include "sandbox/ClaudeServerAnswers.h"
#include "sandbox/ClaudeStream.h"
#include "sandbox/ClaudeWriter.h"

#include <QDateTime>
#include <QJsonArray>

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int roomThatSuffices = 4096;
constexpr int thinkingTokens = 40;
constexpr int leastCachedTokens = 512; // of the models from 5.5 on
constexpr int cacheLifeSeconds = 300; // each use begins it anew

int tokensOf(qsizetype characters)
{
    return int(characters / 3) + 1;
}

QJsonObject withRequestId(const QByteArray &body, const QByteArray &id)
{
    QJsonObject object = Json::object(body).value_or(QJsonObject());
    object.insert(QStringLiteral("request_id"), QString::fromLatin1(id));
    return object;
}

void addLimits(HttpHeaders &headers, const QDateTime &now)
{
    const QByteArray reset = now.addSecs(60).toString(Qt::ISODate).toLatin1();
    const auto add = [&](const QByteArray &what, const QByteArray &limit, const QByteArray &remaining) {
        headers.append({"anthropic-ratelimit-" + what + "-limit", limit});
        headers.append({"anthropic-ratelimit-" + what + "-remaining", remaining});
        headers.append({"anthropic-ratelimit-" + what + "-reset", reset});
    };
    add("requests", "1000", "999");
    add("tokens", "2400000", "2399000");
    add("input-tokens", "2000000", "1999000");
    add("output-tokens", "400000", "399000");
}

} // namespace

ClaudeServer::ClaudeServer(QString key)
    : m_key(std::move(key))
    , m_server([this](const ServerRequest &request) { return answer(request); })
{
}

void ClaudeServer::setFault(Fault fault, int times)
{
    m_fault = fault;
    m_faultTimes = times;
}

ClaudeServer::Fault ClaudeServer::takeFault()
{
    const Fault fault = m_fault;
    if (m_faultTimes > 0 && --m_faultTimes == 0) {
        m_fault = Fault::None;
    }
    return fault;
}

ServerAnswer ClaudeServer::answer(const ServerRequest &request)
{
    ++m_calls;
    const QByteArray id = "req_sandbox" + QByteArray::number(++m_requestNumber).rightJustified(12, '0');
    QByteArray key = request.header("x-api-key");
    if (key.isEmpty() && request.header("authorization").startsWith("Bearer ")) {
        key = request.header("authorization").mid(7);
    }
    ServerAnswer made;
    const QByteArray version = request.header("anthropic-version");
    if (key != m_key.toUtf8()) {
        made = errorAnswer(401, QStringLiteral("authentication_error"), QStringLiteral("invalid x-api-key"));
    } else if (version.isEmpty()) {
        made = errorAnswer(400, QStringLiteral("invalid_request_error"),
                           QStringLiteral("anthropic-version: header is required"));
    } else if (version != "2026-10-21" && version != "2023-06-01") {
        made = errorAnswer(
            400, QStringLiteral("invalid_request_error"),
            QStringLiteral("anthropic-version: \"%1\" is not a valid version").arg(QString::fromLatin1(version)));
    } else if (request.path == QLatin1String("/v1/messages") && request.method == "POST") {
        made = messages(request);
    } else if (request.path == QLatin1String("/v1/messages/batches")
               || request.path.startsWith(QLatin1String("/v1/messages/batches/"))) {
        m_version = version;
        made = batches(request);
    } else if (request.path == QLatin1String("/v1/messages/count_tokens") && request.method == "POST") {
        made = countTokens(request);
    } else if ((request.path == QLatin1String("/v1/models") || request.path.startsWith(QLatin1String("/v1/models/")))
               && request.method == "GET") {
        made = models(request);
    } else {
        made = errorAnswer(404, QStringLiteral("not_found_error"), QStringLiteral("Not Found"));
    }
    if (made.status >= 400 && made.delivery == ServerAnswer::Delivery::Whole) {
        made.body = Json::write(withRequestId(made.body, id));
    }
    made.headers.emplaceBack("request-id", id);
    made.headers.emplaceBack("anthropic-organization-id", "00000000-0000-4000-8000-000000000000");
    addLimits(made.headers, QDateTime::currentDateTimeUtc());
    made.wait = m_latency;
    return made;
}

std::optional<ServerAnswer> ClaudeServer::faultAnswer()
{
    ServerAnswer bad;
    switch (m_fault) {
    case Fault::Unauthorized:
        return errorAnswer(401, QStringLiteral("authentication_error"), QStringLiteral("invalid x-api-key"));
    case Fault::NoCredit:
        return errorAnswer(402, QStringLiteral("billing_error"),
                           QStringLiteral("Your credit balance is too low to access the API."));
    case Fault::Forbidden:
        return errorAnswer(403, QStringLiteral("permission_error"),
                           QStringLiteral("Your API key does not have permission to use this resource."));
    case Fault::RateLimited:
        bad = errorAnswer(429, QStringLiteral("rate_limit_error"),
                          QStringLiteral("This request would exceed your rate limit."));
        bad.headers.emplaceBack("retry-after", "1");
        return bad;
    case Fault::SpendCap:
        return errorAnswer(429, QStringLiteral("rate_limit_error"),
                           QStringLiteral("Your organization has reached its monthly spend limit."),
                           QStringLiteral("enforced_spend_limit_reached"));
    case Fault::OwnLimit:
        return errorAnswer(400, QStringLiteral("invalid_request_error"),
                           QStringLiteral("You have reached your specified API usage limits. You will regain access on "
                                          "2026-12-01 at 00:00 UTC."));
    case Fault::ServerError:
        return errorAnswer(500, QStringLiteral("api_error"), QStringLiteral("Internal server error"));
    case Fault::Overloaded:
        return errorAnswer(529, QStringLiteral("overloaded_error"), QStringLiteral("Overloaded"));
    case Fault::CutConnection:
        bad = jsonAnswer(200, {{QStringLiteral("type"), QStringLiteral("message")}});
        bad.delivery = ServerAnswer::Delivery::CutInside;
        return bad;
    case Fault::GarbageBytes:
        bad.delivery = ServerAnswer::Delivery::Garbage;
        return bad;
    case Fault::GarbageBody:
        bad.headers = {{"content-type", "application/json"}};
        bad.body = "<html>captive portal</html>";
        return bad;
    default:
        return std::nullopt;
    }
}

ServerAnswer ClaudeServer::messages(const ServerRequest &request)
{
    const Result<QJsonObject> body = Json::object(request.body);
    if (!body) {
        return errorAnswer(400, QStringLiteral("invalid_request_error"),
                           QStringLiteral("The request body is not valid JSON"));
    }
    if (const auto fault = claudeRequestFault(*body, request.header("anthropic-version"), ClaudeEndpoint::Messages)) {
        return errorAnswer(fault->status, fault->type, fault->message);
    }
    m_lastQuestion = *body;
    if (std::optional<ServerAnswer> bad = faultAnswer()) {
        takeFault();
        return *bad;
    }
    const Fault fault = takeFault();
    ServerAnswer made = jsonAnswer(200, message(*body, fault));
    if (body->value(QLatin1String("stream")).toBool()) {
        const QJsonObject whole = Json::object(made.body).value_or(QJsonObject());
        made.headers = {{"content-type", "text/event-stream; charset=utf-8"}, {"cache-control", "no-cache"}};
        made.body.clear();
        made.pieces = claudeEvents(whole);
        made.pause = m_streamPause;
        if (fault == Fault::StreamError || fault == Fault::StreamCut) {
            made.pieces = made.pieces.mid(0, made.pieces.size() / 2);
        }
        if (fault == Fault::StreamError) {
            made.pieces.append("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                               "\"message\":\"Overloaded\"}}\n\n");
        }
    }
    return made;
}

QJsonObject ClaudeServer::message(const QJsonObject &body, Fault fault)
{
    const QString question = claudeUserText(body);
    const QJsonObject format =
        body.value(QLatin1String("output_config")).toObject().value(QLatin1String("format")).toObject();
    QJsonObject answer =
        claudeAnswerFor(question, format.value(QLatin1String("schema")).toObject(), claudeSystemText(body));
    const auto setBody = [&answer](const QString &text) {
        if (answer.contains(QLatin1String("sentences"))) {
            answer.insert(QLatin1String("sentences"),
                          claudeSentences(text, [](const QString &) { return QJsonArray(); }));
        } else {
            answer.insert(QLatin1String("body"), text);
        }
    };
    const auto text = [&] {
        return format.isEmpty() ? claudeProseFor(question) : QString::fromUtf8(Json::write(answer));
    };
    switch (fault) {
    case Fault::Refusal:
        return messageOf(body, {}, QStringLiteral("refusal"));
    case Fault::CutOff:
        if (body.value(QLatin1String("max_tokens")).toInt() >= roomThatSuffices) {
            break;
        }
        [[fallthrough]];
    case Fault::AlwaysCutOff:
        return messageOf(body, text().left(text().size() / 2), QStringLiteral("max_tokens"));
    case Fault::NotJson:
        return messageOf(body, QStringLiteral("Of course! Here is your mail: …"), QStringLiteral("end_turn"));
    case Fault::EmptyMail:
        setBody(QStringLiteral(" \n "));
        break;
    case Fault::HeaderInSubject:
        answer.insert(QLatin1String("subject"), QStringLiteral("Hello\r\nBcc: everyone@victim.example"));
        break;
    case Fault::InventedLink:
        setBody(QStringLiteral("Hi,\n\nsee https://attacker.example/offer for more."));
        break;
    case Fault::InventedClaims: {
        QJsonArray sentences = answer.value(QLatin1String("sentences")).toArray();
        sentences.insert(1,
                         QJsonObject{{QStringLiteral("text"),
                                      QStringLiteral("Congratulations on the Golden Anchor award you won in March.")},
                                     {QStringLiteral("before"), QStringLiteral("paragraph")},
                                     {QStringLiteral("facts"), QJsonArray{QStringLiteral("f99")}}});
        sentences.insert(2,
                         QJsonObject{{QStringLiteral("text"), QStringLiteral("Ravnsborg saved 4,200 hours with us.")},
                                     {QStringLiteral("before"), QStringLiteral("space")},
                                     {QStringLiteral("facts"), QJsonArray()}});
        answer.insert(QLatin1String("sentences"), sentences);
        break;
    }
    case Fault::InventedField:
        answer.insert(QLatin1String("reasons"), claudeInventedReasons());
        break;
    case Fault::WildScore:
        answer.insert(QLatin1String("score"), 999);
        break;
    default:
        break;
    }
    return messageOf(body, text(), QStringLiteral("end_turn"));
}

QJsonObject ClaudeServer::messageOf(const QJsonObject &question, const QString &text, const QString &stopReason)
{
    QJsonArray content;
    const QString thinking =
        question.value(QLatin1String("thinking")).toObject().value(QLatin1String("type")).toString();
    const SandboxModel *model = SandboxModel::find(question.value(QLatin1String("model")).toString());
    const bool thinks = thinking != QLatin1String("disabled")
        && (!thinking.isEmpty() || model->thinking != SandboxModel::Thinking::Budget);
    const bool refused = stopReason == QLatin1String("refusal");
    if (thinks && !refused) {
        content.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("thinking")},
                                   {QStringLiteral("thinking"), QString(QLatin1String(""))},
                                   {QStringLiteral("signature"), QStringLiteral("c2FuZGJveA==")}});
    }
    if (!text.isEmpty()) {
        content.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("text")},
                                   {QStringLiteral("text"), text},
                                   {QStringLiteral("citations"), QJsonValue()}});
    }
    const auto [written, read] = refused ? std::pair(0, 0) : cached(question);
    const int input = refused ? 0 : tokensOf(Json::write(question).size()) - written - read;
    const int output = refused ? 0 : tokensOf(text.size()) + (thinks ? thinkingTokens : 0);
    const QJsonObject usage = {
        {QStringLiteral("input_tokens"), std::max(0, input)},
        {QStringLiteral("output_tokens"), output},
        {QStringLiteral("cache_creation_input_tokens"), written},
        {QStringLiteral("cache_read_input_tokens"), read},
        {QStringLiteral("cache_creation"),
         QJsonObject{{QStringLiteral("ephemeral_5m_input_tokens"), written},
                     {QStringLiteral("ephemeral_1h_input_tokens"), 0}}},
        {QStringLiteral("output_tokens_details"),
         QJsonObject{{QStringLiteral("thinking_tokens"), thinks && !refused ? thinkingTokens : 0}}},
        {QStringLiteral("server_tool_use"), QJsonValue()},
        {QStringLiteral("service_tier"), QStringLiteral("standard")},
        {QStringLiteral("speed"), QStringLiteral("standard")},
        {QStringLiteral("inference_geo"), QJsonValue()},
    };
    QJsonValue details;
    if (refused) {
        details = QJsonObject{{QStringLiteral("type"), QStringLiteral("refusal")},
                              {QStringLiteral("category"), QStringLiteral("general_harms")},
                              {QStringLiteral("explanation"), QJsonValue()}};
    }
    return {
        {QStringLiteral("id"), QStringLiteral("msg_sandbox%1").arg(m_requestNumber, 12, 10, QLatin1Char('0'))},
        {QStringLiteral("type"), QStringLiteral("message")},
        {QStringLiteral("role"), QStringLiteral("assistant")},
        {QStringLiteral("model"), question.value(QLatin1String("model"))},
        {QStringLiteral("content"), content},
        {QStringLiteral("stop_reason"), stopReason},
        {QStringLiteral("stop_sequence"), QJsonValue()},
        {QStringLiteral("stop_details"), details},
        {QStringLiteral("container"), QJsonValue()},
        {QStringLiteral("diagnostics"), QJsonValue()},
        {QStringLiteral("usage"), usage},
    };
}

std::pair<int, int> ClaudeServer::cached(const QJsonObject &question)
{
    const QString prefix = claudeSystemText(question, true);
    const int tokens = tokensOf(prefix.size());
    if (prefix.isEmpty() || tokens < leastCachedTokens) {
        return {0, 0}; // silently, as the service does
    }
    const QJsonObject key = {{QStringLiteral("model"), question.value(QLatin1String("model"))},
                             {QStringLiteral("output"), question.value(QLatin1String("output_config"))},
                             {QStringLiteral("prefix"), prefix}};
    const QByteArray digest = QCryptographicHash::hash(Json::write(key), QCryptographicHash::Sha256);
    const QDateTime last = std::exchange(m_prefixes[digest], m_now());
    const bool lives = last.isValid() && last.secsTo(m_now()) < cacheLifeSeconds;
    return lives ? std::pair(0, tokens) : std::pair(tokens, 0);
}

ServerAnswer ClaudeServer::countTokens(const ServerRequest &request)
{
    const Result<QJsonObject> body = Json::object(request.body);
    if (!body) {
        return errorAnswer(400, QStringLiteral("invalid_request_error"),
                           QStringLiteral("The request body is not valid JSON"));
    }
    if (const auto fault =
            claudeRequestFault(*body, request.header("anthropic-version"), ClaudeEndpoint::CountTokens)) {
        return errorAnswer(fault->status, fault->type, fault->message);
    }
    return jsonAnswer(200, {{QStringLiteral("input_tokens"), tokensOf(Json::write(*body).size())}});
}

ServerAnswer ClaudeServer::models(const ServerRequest &request)
{
    if (m_fault != Fault::None) {
        if (std::optional<ServerAnswer> bad = faultAnswer()) {
            takeFault();
            return *bad;
        }
    }
    const QString wanted = request.path.mid(qsizetype(std::char_traits<char>::length("/v1/models/")));
    if (!wanted.isEmpty()) {
        const SandboxModel *model = SandboxModel::find(wanted);
        return model != nullptr
            ? jsonAnswer(200, model->toJson())
            : errorAnswer(404, QStringLiteral("not_found_error"), QStringLiteral("model: ") + wanted);
    }
    const QString after = request.query.queryItemValue(QStringLiteral("after_id"));
    const QString limitText = request.query.queryItemValue(QStringLiteral("limit"));
    bool ok = true;
    const int limit = limitText.isEmpty() ? 20 : limitText.toInt(&ok);
    if (!ok || limit < 1 || limit > 1000) {
        return errorAnswer(400, QStringLiteral("invalid_request_error"),
                           QStringLiteral("limit: Input should be between 1 and 1000"));
    }
    const bool activeOnly = request.query.allQueryItemValues(QStringLiteral("lifecycle[]"), QUrl::FullyDecoded)
                                .contains(QStringLiteral("active"))
        || request.query.allQueryItemValues(QStringLiteral("lifecycle%5B%5D")).contains(QStringLiteral("active"));
    QJsonArray data;
    bool more = false;
    bool reached = after.isEmpty();
    for (const SandboxModel &model : SandboxModel::all()) {
        if (!reached || (activeOnly && !model.retiresAt.isEmpty())) {
            reached = reached || model.id == after;
            continue;
        }
        if (data.size() == limit) {
            more = true;
            break;
        }
        data.append(model.toJson());
    }
    const QJsonValue first = data.isEmpty() ? QJsonValue() : data.first().toObject().value(QLatin1String("id"));
    const QJsonValue last = data.isEmpty() ? QJsonValue() : data.last().toObject().value(QLatin1String("id"));
    return jsonAnswer(200,
                      {{QStringLiteral("data"), data},
                       {QStringLiteral("has_more"), more},
                       {QStringLiteral("first_id"), first},
                       {QStringLiteral("last_id"), last}});
}

} // namespace AlwaysLeads
