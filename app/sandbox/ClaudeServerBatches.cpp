#include "sandbox/ClaudeRequestCheck.h"
#include "sandbox/ClaudeServer.h"
#include "sandbox/ClaudeServerAnswers.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostRequests = 100'000;
constexpr int daysOfResults = 29; // so long they can be fetched
const QString root = QStringLiteral("/v1/messages/batches");
const QString idBegin = QStringLiteral("msgbatch_sandbox");

ServerAnswer invalid(const QString &message)
{
    return errorAnswer(400, QStringLiteral("invalid_request_error"), message);
}

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toString(Qt::ISODateWithMs)) : QJsonValue();
}

QByteArray lineOf(const QString &customId, const QJsonObject &result)
{
    return Json::write(QJsonObject{{QStringLiteral("custom_id"), customId}, {QStringLiteral("result"), result}});
}

QJsonObject ofType(const QString &type)
{
    return {{QStringLiteral("type"), type}};
}

/// What a batch refuses in the questions it holds, besides what any question is refused for.
QString batchFault(const QJsonObject &params)
{
    if (params.value(QLatin1String("stream")).toBool()) {
        return QStringLiteral("stream: streaming is not supported in batches");
    }
    if (params.contains(QLatin1String("speed"))) {
        return QStringLiteral("speed: Extra inputs are not permitted");
    }
    return params.value(QLatin1String("max_tokens")).toInt(-1) == 0
        ? QStringLiteral("max_tokens: Input should be greater than 0")
        : QString();
}

} // namespace

void ClaudeServer::keepBatchesIn(const QString &file)
{
    m_batchFile = SandboxFile(file);
    const QJsonObject state = m_batchFile.read();
    const QJsonArray kept = state.value(QLatin1String("batches")).toArray();
    // No later batch may have the name of one that is forgotten by now.
    m_requestNumber = std::max<qint64>(m_requestNumber, state.value(QLatin1String("numbers")).toInteger());
    const QDateTime oldest = m_now().addDays(-daysOfResults);
    for (const QJsonValue value : kept) {
        const QJsonObject one = value.toObject();
        const auto time = [&](const char *name) {
            return QDateTime::fromString(one.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
        };
        Batch batch;
        batch.id = one.value(QLatin1String("id")).toString();
        batch.requests = one.value(QLatin1String("requests")).toArray();
        batch.state = one.value(QLatin1String("state")).toString();
        batch.createdAt = time("created_at");
        batch.endedAt = time("ended_at");
        batch.cancelledAt = time("cancelled_at");
        const QJsonArray lines = one.value(QLatin1String("results")).toArray();
        for (const QJsonValue line : lines) {
            batch.lines.append(line.toString().toUtf8());
        }
        const QJsonObject counts = one.value(QLatin1String("counts")).toObject();
        for (auto count = counts.begin(); count != counts.end(); ++count) {
            batch.counts.insert(count.key(), count.value().toInt());
        }
        static const QStringList states{QStringLiteral("in_progress"), QStringLiteral("canceling"),
                                        QStringLiteral("ended")};
        bool numbered = false;
        const qint64 number = batch.id.mid(idBegin.size()).toLongLong(&numbered);
        if (!numbered || !batch.id.startsWith(idBegin) || !states.contains(batch.state)
            || !(batch.createdAt > oldest)) {
            continue;
        }
        m_requestNumber = std::max(m_requestNumber, number); // no later batch may have its name
        m_batches.push_back(batch);
    }
}

void ClaudeServer::keepBatches()
{
    if (!m_batchFile.isUsed()) {
        return;
    }
    QJsonArray kept;
    for (const Batch &batch : m_batches) {
        const bool ended = batch.state == QLatin1String("ended");
        QJsonArray lines;
        for (const QByteArray &line : batch.lines) {
            lines.append(QString::fromUtf8(line));
        }
        QJsonObject counts;
        for (auto count = batch.counts.begin(); count != batch.counts.end(); ++count) {
            counts.insert(count.key(), count.value());
        }
        kept.append(QJsonObject{{QStringLiteral("id"), batch.id},
                                {QStringLiteral("requests"), ended ? QJsonArray() : batch.requests},
                                {QStringLiteral("state"), batch.state},
                                {QStringLiteral("created_at"), timeOrNull(batch.createdAt)},
                                {QStringLiteral("ended_at"), timeOrNull(batch.endedAt)},
                                {QStringLiteral("cancelled_at"), timeOrNull(batch.cancelledAt)},
                                {QStringLiteral("results"), lines},
                                {QStringLiteral("counts"), counts}});
    }
    m_batchFile.write({{QStringLiteral("batches"), kept}, {QStringLiteral("numbers"), m_requestNumber}});
}

ServerAnswer ClaudeServer::batches(const ServerRequest &request)
{
    // Before the answer leaves: whoever has it may rely on it.
    const auto ended = [this] { return std::ranges::count(m_batches, QStringLiteral("ended"), &Batch::state); };
    const auto keeping = qScopeGuard([this, ended, before = ended(), asksOnly = request.method == "GET"] {
        if (!asksOnly || ended() != before) { // most looks change nothing, and a batch may be of thousands
            keepBatches();
        }
    });
    const QString rest = request.path.mid(root.size() + 1);
    const QString id = rest.section(u'/', 0, 0);
    const QString verb = rest.section(u'/', 1);
    if (rest.isEmpty()) {
        return request.method == "POST" ? createBatch(request)
            : request.method == "GET"
            ? listBatches(request)
            : errorAnswer(405, QStringLiteral("invalid_request_error"), QStringLiteral("Method Not Allowed"));
    }
    if (std::optional<ServerAnswer> bad = faultAnswer()) {
        takeFault();
        return *bad;
    }
    const auto found = std::ranges::find(m_batches, id, &Batch::id);
    if (found == m_batches.end()) {
        return errorAnswer(404, QStringLiteral("not_found_error"), QStringLiteral("Batch not found: ") + id);
    }
    if (verb.isEmpty() && request.method == "GET") {
        look(*found);
        return jsonAnswer(200, toJson(*found));
    }
    if (verb.isEmpty() && request.method == "DELETE") {
        if (found->state != QLatin1String("ended")) {
            return invalid(QStringLiteral("A batch can be deleted only after it has ended."));
        }
        m_batches.erase(found);
        return jsonAnswer(
            200, {{QStringLiteral("id"), id}, {QStringLiteral("type"), QStringLiteral("message_batch_deleted")}});
    }
    if (verb == QLatin1String("cancel") && request.method == "POST") {
        if (found->state == QLatin1String("in_progress")) {
            found->state = QStringLiteral("canceling");
            found->cancelledAt = m_now();
        }
        return jsonAnswer(200, toJson(*found));
    }
    if (verb == QLatin1String("results") && request.method == "GET") {
        if (found->state != QLatin1String("ended")) {
            return invalid(QStringLiteral("The batch has not ended yet; its results are not available."));
        }
        ServerAnswer results;
        results.headers = {{"content-type", "application/x-jsonl"}};
        results.body = found->lines.join('\n') + '\n';
        return results;
    }
    return errorAnswer(404, QStringLiteral("not_found_error"), QStringLiteral("Not Found"));
}

ServerAnswer ClaudeServer::createBatch(const ServerRequest &request)
{
    const Result<QJsonObject> body = Json::object(request.body, {256LL * 1024 * 1024, 64});
    if (!body) {
        return invalid(QStringLiteral("The request body is not valid JSON"));
    }
    for (const QString &key : body->keys()) {
        if (key != QLatin1String("requests")) {
            return invalid(key + QStringLiteral(": Extra inputs are not permitted"));
        }
    }
    const QJsonArray requests = body->value(QLatin1String("requests")).toArray();
    if (requests.isEmpty() || requests.size() > mostRequests) {
        return invalid(QStringLiteral("requests: List should have between 1 and 100000 items"));
    }
    static const QRegularExpression plain(QStringLiteral("\\A[a-zA-Z0-9_-]{1,64}\\z"));
    QSet<QString> names;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const QJsonObject one = requests.at(i).toObject();
        const QString name = one.value(QLatin1String("custom_id")).toString();
        if (!plain.match(name).hasMatch()) {
            return invalid(
                QStringLiteral("requests.%1.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'").arg(i));
        }
        if (names.contains(name)) {
            return invalid(QStringLiteral("requests.%1.custom_id: Duplicate custom_id '%2'").arg(i).arg(name));
        }
        if (!one.value(QLatin1String("params")).isObject() || one.size() != 2) {
            return invalid(QStringLiteral("requests.%1.params: Field required, and nothing else").arg(i));
        }
        names.insert(name);
    }
    std::optional<ServerAnswer> bad = faultAnswer();
    if (bad) {
        takeFault();
        if (bad->delivery == ServerAnswer::Delivery::Whole) {
            return *bad;
        }
    }
    Batch batch;
    batch.id = idBegin + QStringLiteral("%1").arg(m_requestNumber, 12, 10, QLatin1Char('0'));
    batch.requests = requests;
    batch.createdAt = m_now();
    m_batches.push_back(batch);
    // The line can break after the batch has come into being: that is why it is looked for, and not made again.
    return bad ? *bad : jsonAnswer(200, toJson(batch));
}

ServerAnswer ClaudeServer::listBatches(const ServerRequest &request)
{
    if (std::optional<ServerAnswer> bad = faultAnswer()) {
        takeFault();
        return *bad;
    }
    const QString limitText = request.query.queryItemValue(QStringLiteral("limit"));
    bool ok = true;
    const int limit = limitText.isEmpty() ? 20 : limitText.toInt(&ok);
    if (!ok || limit < 1 || limit > 1000) {
        return invalid(QStringLiteral("limit: Input should be between 1 and 1000"));
    }
    const QString after = request.query.queryItemValue(QStringLiteral("after_id"));
    QJsonArray data;
    bool more = false;
    bool reached = after.isEmpty();
    for (auto at = m_batches.rbegin(); at != m_batches.rend(); ++at) { // clang 14 knows no std::views::reverse
        const Batch &batch = *at;
        if (!reached) {
            reached = batch.id == after;
            continue;
        }
        if (data.size() == limit) {
            more = true;
            break;
        }
        data.append(toJson(batch));
    }
    const auto idOf = [](const QJsonValue &one) { return one.toObject().value(QLatin1String("id")); };
    return jsonAnswer(200,
                      {{QStringLiteral("data"), data},
                       {QStringLiteral("has_more"), more},
                       {QStringLiteral("first_id"), data.isEmpty() ? QJsonValue() : idOf(data.first())},
                       {QStringLiteral("last_id"), data.isEmpty() ? QJsonValue() : idOf(data.last())}});
}

void ClaudeServer::look(Batch &batch)
{
    if (batch.state == QLatin1String("ended")) {
        return;
    }
    if (batch.state == QLatin1String("canceling")) {
        run(batch, QStringLiteral("canceled"));
    } else if (m_looksUntilEnded >= 0 && batch.looks++ >= m_looksUntilEnded) {
        run(batch, {});
    }
}

void ClaudeServer::run(Batch &batch, const QString &otherwise)
{
    for (const QJsonValue value : std::as_const(batch.requests)) {
        const QJsonObject one = value.toObject();
        const QString name = one.value(QLatin1String("custom_id")).toString();
        const QJsonObject params = one.value(QLatin1String("params")).toObject();
        QString kind = otherwise.isEmpty() ? QStringLiteral("succeeded") : otherwise;
        QJsonObject result = ofType(kind);
        if (otherwise.isEmpty()) {
            QString fault = batchFault(params);
            QString type = QStringLiteral("invalid_request_error");
            if (fault.isEmpty()) {
                if (const auto found = claudeRequestFault(params, m_version, ClaudeEndpoint::Messages)) {
                    fault = found->message;
                    type = found->type;
                }
            }
            if (fault.isEmpty()) {
                QJsonObject made = message(params, takeFault());
                QJsonObject usage = made.value(QLatin1String("usage")).toObject();
                usage.insert(QLatin1String("service_tier"), QStringLiteral("batch"));
                made.insert(QLatin1String("usage"), usage);
                result.insert(QLatin1String("message"), made);
                m_lastQuestion = params;
            } else {
                kind = QStringLiteral("errored");
                const QJsonObject error = {{QStringLiteral("type"), type}, {QStringLiteral("message"), fault}};
                result = {{QStringLiteral("type"), kind},
                          {QStringLiteral("error"),
                           QJsonObject{{QStringLiteral("type"), QStringLiteral("error")},
                                       {QStringLiteral("error"), error},
                                       {QStringLiteral("request_id"), QJsonValue()}}}};
            }
        }
        ++batch.counts[kind];
        batch.lines.prepend(lineOf(name, result)); // never in the order of the requests
    }
    batch.state = QStringLiteral("ended");
    batch.endedAt = m_now();
}

void ClaudeServer::expireBatches()
{
    for (Batch &batch : m_batches) {
        if (batch.state != QLatin1String("ended")) {
            run(batch, QStringLiteral("expired"));
        }
    }
}

QJsonObject ClaudeServer::toJson(const Batch &batch) const
{
    const bool ended = batch.state == QLatin1String("ended");
    const auto count = [&](const char *kind) { return batch.counts.value(QString::fromLatin1(kind)); };
    return {
        {QStringLiteral("id"), batch.id},
        {QStringLiteral("type"), QStringLiteral("message_batch")},
        {QStringLiteral("processing_status"), batch.state},
        {QStringLiteral("request_counts"),
         QJsonObject{{QStringLiteral("processing"), ended ? 0 : int(batch.requests.size())},
                     {QStringLiteral("succeeded"), count("succeeded")},
                     {QStringLiteral("errored"), count("errored")},
                     {QStringLiteral("canceled"), count("canceled")},
                     {QStringLiteral("expired"), count("expired")}}},
        {QStringLiteral("created_at"), timeOrNull(batch.createdAt)},
        {QStringLiteral("expires_at"), timeOrNull(batch.createdAt.addDays(1))},
        {QStringLiteral("ended_at"), timeOrNull(batch.endedAt)},
        {QStringLiteral("cancel_initiated_at"), timeOrNull(batch.cancelledAt)},
        {QStringLiteral("archived_at"), QJsonValue()},
        {QStringLiteral("results_url"),
         ended ? QJsonValue(url().toString() + root + u'/' + batch.id + QStringLiteral("/results")) : QJsonValue()}};
}

} // namespace AlwaysLeads
