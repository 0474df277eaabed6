#include "sandbox/ClaudeServer.h"
#include "net/HttpClient.h"
#include "net/Json.h"
#include "support/Patience.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QTcpSocket>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

QJsonObject parsed(const char *text)
{
    const Result<QJsonObject> object = Json::object(text);
    if (!object) {
        qFatal("%s", text);
    }
    return *object;
}

QJsonObject question()
{
    return parsed(R"({"model":"claude-haiku-5-5","max_tokens":600,"messages":[{"role":"user","content":"Hello"}]})");
}

QString textOf(const QJsonObject &message)
{
    QString text;
    for (const QJsonValue block : message.value(QLatin1String("content")).toArray()) {
        text += block.toObject().value(QLatin1String("text")).toString();
    }
    return text;
}

} // namespace

/// The stand-in refuses what the real Messages API refuses. That its answers are right is shown with the official
/// client.
class ClaudeServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusesAWrongKey();
    void wantsTheVersionHeader();
    void refusesABadQuestion_data();
    void refusesABadQuestion();
    void refusesABadSchema_data();
    void refusesABadSchema();
    void takesEveryAllowedKeyword();
    void readsTheBriefAndWritesAMailFromIt();
    void writesDifferentPeopleDifferentMails();
    void answersGarbageWith400();
    void refusesATooLongBody();
    void keepsItsBatchesOverARestart();

private:
    Result<HttpResponse> ask(const QByteArray &method, const QString &path, const QByteArray &body,
                             QList<QPair<QByteArray, QByteArray>> headers)
    {
        HttpRequest request;
        request.method = method;
        request.url = m_server.url();
        request.url.setPath(path);
        request.headers = std::move(headers);
        request.body = body;
        request.retries.when = HttpRetries::When::Never;
        return QCoro::waitFor(m_http.send(request));
    }
    HttpResponse ask(const QJsonObject &body)
    {
        return ask("POST", QStringLiteral("/v1/messages"), Json::write(body),
                   {{"x-api-key", ClaudeServer::acceptedKey}, {"anthropic-version", "2026-10-21"}})
            .value();
    }
    static QString errorOf(const HttpResponse &response)
    {
        return Json::object(response.body)
            ->value(QLatin1String("error"))
            .toObject()
            .value(QLatin1String("message"))
            .toString();
    }

    SystemClock m_clock;
    HttpClient m_http{m_clock};
    ClaudeServer m_server;
};

void ClaudeServerTest::initTestCase()
{
    QVERIFY(m_server.start());
}

void ClaudeServerTest::refusesAWrongKey()
{
    for (const QByteArray &key : {QByteArray(), QByteArray("sk-ant-wrong")}) {
        const HttpResponse got =
            ask("GET", QStringLiteral("/v1/models"), {}, {{"x-api-key", key}, {"anthropic-version", "2026-10-21"}})
                .value();
        QCOMPARE(got.status, 401);
        QVERIFY(got.requestId.startsWith(QStringLiteral("req_")));
        QCOMPARE(Json::object(got.body)->value(QLatin1String("request_id")).toString(), got.requestId);
    }
}

void ClaudeServerTest::wantsTheVersionHeader()
{
    const HttpResponse without =
        ask("GET", QStringLiteral("/v1/models"), {}, {{"x-api-key", ClaudeServer::acceptedKey}}).value();
    QCOMPARE(without.status, 400);
    QVERIFY(errorOf(without).contains(QStringLiteral("anthropic-version")));
    const HttpResponse older = ask("GET", QStringLiteral("/v1/models"), {},
                                   {{"x-api-key", ClaudeServer::acceptedKey}, {"anthropic-version", "2023-06-01"}})
                                   .value();
    QCOMPARE(older.status, 200);
    QVERIFY(!older.header("anthropic-ratelimit-requests-remaining").isEmpty());
}

void ClaudeServerTest::refusesABadQuestion_data()
{
    QTest::addColumn<QByteArray>("change"); // merged over a good question; null removes
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *change, int status, const char *word) {
        QTest::newRow(change) << QByteArray(change) << status << QString::fromLatin1(word);
    };
    row(R"({"temperature":0.5})", 400, "temperature: Extra inputs are not permitted");
    row(R"({"top_p":1})", 400, "top_p: Extra inputs are not permitted");
    row(R"({"output_format":{}})", 400, "output_format: Extra inputs are not permitted");
    row(R"({"max_tokens":null})", 400, "max_tokens");
    row(R"({"max_tokens":-1})", 400, "max_tokens");
    row(R"({"max_tokens":1.5})", 400, "max_tokens");
    row(R"({"model":null})", 400, "model: Field required");
    row(R"({"model":"claude-nobody-9"})", 404, "claude-nobody-9");
    row(R"({"messages":null})", 400, "messages: Field required");
    row(R"({"messages":[]})", 400, "at least one message");
    row(R"({"messages":[{"role":"user","content":""}]})", 400, "non-empty");
    row(R"({"messages":[{"role":"robot","content":"x"}]})", 400, "role");
    row(R"({"messages":[{"role":"user","content":"x","name":"y"}]})", 400, "Extra inputs");
    row(R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"{"}]})", 400,
        "does not support assistant message prefill");
    row(R"({"messages":[{"role":"assistant","content":[{"type":"document"}]},{"role":"user","content":"x"}]})", 400,
        "not allowed here");
    row(R"({"messages":[{"role":"user","content":[{"type":"text","text":"x","citations":[1]}]}]})", 400, "citations");
    row(R"({"system":[{"type":"text","text":""}]})", 400, "system");
    row(R"({"system":7})", 400, "system");
    row(R"({"metadata":{"user_id":"a","email":"b"}})", 400, "metadata.email");
    row(R"({"stream":"yes"})", 400, "stream");
    row(R"({"output_config":{"effort":"enormous"}})", 400, "effort");
    row(R"({"output_config":{"format":{"type":"json"}}})", 400, "json_schema");
    row(R"({"output_config":{"format":{"type":"json_schema"}}})", 400, "Field required");
    row(R"({"thinking":{"type":"enabled","budget_tokens":2048}})", 400, "thinking.type");
    row(R"({"model":"claude-sonnet-5-5","thinking":{"type":"disabled"}})", 400, "thinking.type");
    row(R"({"model":"claude-sonnet-5-5","tool_choice":{"type":"any"}})", 400, "are not supported for this model");
    row(R"({"model":"claude-opus-5-5","tool_choice":{"type":"tool","name":"x"}})", 400,
        "are not supported for this model");
    row(R"({"tools":[{"name":"no spaces","input_schema":{}}]})", 400, "name");
}

void ClaudeServerTest::refusesABadQuestion()
{
    QFETCH(QByteArray, change);
    QFETCH(int, status);
    QFETCH(QString, word);
    QJsonObject body = question();
    QCOMPARE(ask(body).status, 200);
    const QJsonObject changes = parsed(change.constData());
    for (auto field = changes.begin(); field != changes.end(); ++field) {
        if (field.value().isNull()) {
            body.remove(field.key());
        } else {
            body.insert(field.key(), field.value());
        }
    }
    const HttpResponse got = ask(body);
    QCOMPARE(got.status, status);
    QVERIFY2(errorOf(got).contains(word), qPrintable(errorOf(got)));
}

void ClaudeServerTest::refusesABadSchema_data()
{
    QTest::addColumn<QByteArray>("property");
    for (const char *property :
         {R"({"type":"string","minLength":1})", R"({"type":"string","maxLength":9})",
          R"({"type":"integer","minimum":0})", R"({"type":"number","multipleOf":2})",
          R"({"type":"array","items":{"type":"string"},"maxItems":3})",
          R"({"type":"array","items":{"type":"string"},"minItems":2})", R"({"oneOf":[{"type":"string"}]})",
          R"({"type":"object","properties":{}})", R"({"type":"object","properties":{},"additionalProperties":true})",
          R"({"type":"string","format":"phone"})", R"({"type":"text"})", R"({"enum":[{"a":1}]})",
          R"({"$ref":"#/$defs/loop"})", R"({"$ref":"#/$defs/none"})", R"({"type":"string","pattern":"a"})"}) {
        QTest::newRow(property) << QByteArray(property);
    }
}

void ClaudeServerTest::refusesABadSchema()
{
    QFETCH(QByteArray, property);
    const QByteArray schema = R"({"type":"object","additionalProperties":false,"required":["x"],"properties":{"x":)"
        + property
        + R"(},"$defs":{"loop":{"type":"object","additionalProperties":false,"properties":{"again":{"$ref":"#/$defs/loop"}}}}})";
    QJsonObject body = question();
    body.insert(QStringLiteral("output_config"),
                parsed(("{\"format\":{\"type\":\"json_schema\",\"schema\":" + schema + "}}").constData()));
    const HttpResponse got = ask(body);
    QCOMPARE(got.status, 400);
    QVERIFY2(errorOf(got).contains(QStringLiteral("output_config.format.schema")), got.body.constData());
}

void ClaudeServerTest::takesEveryAllowedKeyword()
{
    QJsonObject body = question();
    body.insert(QStringLiteral("output_config"), parsed(R"({"effort":"low","format":{"type":"json_schema","schema":{
        "type":"object","additionalProperties":false,"required":["a","b","c","d"],"$defs":{"n":{"type":"integer"}},"properties":{
        "a":{"type":"array","items":{"type":"string","format":"email"},"minItems":1,"description":"x"},"b":{"$ref":"#/$defs/n"},
        "c":{"anyOf":[{"type":"string"},{"type":"null"}]},"d":{"type":"string","enum":["yes","no"],"default":"no"}}}}})"));
    const HttpResponse got = ask(body);
    QVERIFY2(got.status == 200, got.body.constData());
    const QJsonObject answer = *Json::object(textOf(*Json::object(got.body)).toUtf8());
    QCOMPARE(answer.value(QLatin1String("d")).toString(), QStringLiteral("yes"));
}

static QJsonObject mailQuestion(const QByteArray &brief)
{
    QJsonObject body = question();
    body.insert(QStringLiteral("output_config"),
                parsed(R"({"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false,
        "required":["subject","body","used_facts"],"properties":{"subject":{"type":"string"},"body":{"type":"string"},
        "used_facts":{"type":"array","items":{"type":"string"}}}}}})"));
    body.insert(QStringLiteral("messages"),
                QJsonArray{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                       {QStringLiteral("content"), QString::fromUtf8("Data:\n" + brief)}}});
    return body;
}

void ClaudeServerTest::readsTheBriefAndWritesAMailFromIt()
{
    const QByteArray brief =
        R"({"sender":{"name":"Clara Jensen"},"facts":[{"name":"First name","value":"Freja"},{"name":"Company","value":"Sundet Freight"},
        {"name":"City","value":"Aarhus"}],"template":{"subject":"Load plans","body":"Hi Freja,\n\nWe keep one load plan for all terminals.\n\nUseful?\n\nClara"}})";
    const QJsonObject first = *Json::object(textOf(*Json::object(ask(mailQuestion(brief)).body)).toUtf8());
    const QString text = first.value(QLatin1String("body")).toString();
    QVERIFY2(text.startsWith(QStringLiteral("Hi Freja,\n\n")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("We keep one load plan for all terminals.")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Sundet Freight")), qPrintable(text));
    QVERIFY(first.value(QLatin1String("subject")).toString().contains(QStringLiteral("Load plans")));
    QVERIFY(first.value(QLatin1String("used_facts")).toArray().contains(QStringLiteral("Company")));
    QCOMPARE(*Json::object(textOf(*Json::object(ask(mailQuestion(brief)).body)).toUtf8()), first);
}

void ClaudeServerTest::writesDifferentPeopleDifferentMails()
{
    QSet<QString> openings;
    for (int i = 0; i < 12; ++i) {
        const QByteArray brief =
            QStringLiteral(
                R"({"facts":[{"name":"first_name","value":"A%1"},{"name":"company","value":"C"},{"name":"city","value":"D"}]})")
                .arg(i)
                .toUtf8();
        const QJsonObject mail = *Json::object(textOf(*Json::object(ask(mailQuestion(brief)).body)).toUtf8());
        openings.insert(mail.value(QLatin1String("body")).toString().section(QStringLiteral("\n\n"), 1, 1));
    }
    QVERIFY2(openings.size() >= 3, qPrintable(QStringList(openings.values()).join(u'\n')));
}

void ClaudeServerTest::answersGarbageWith400()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(m_server.url().port()));
    socket.write("\x16\x03\x01 not http\r\n\r\n");
    QByteArray said;
    connect(&socket, &QTcpSocket::readyRead, this, [&] { said += socket.readAll(); });
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY2(said.startsWith("HTTP/1.1 400 "), said.constData());
    QCOMPARE(ask("POST", QStringLiteral("/v1/messages"), "no json",
                 {{"x-api-key", ClaudeServer::acceptedKey}, {"anthropic-version", "2026-10-21"}})
                 ->status,
             400);
    QCOMPARE(ask("GET", QStringLiteral("/v1/elsewhere"), {},
                 {{"x-api-key", ClaudeServer::acceptedKey}, {"anthropic-version", "2026-10-21"}})
                 ->status,
             404);
}

void ClaudeServerTest::refusesATooLongBody()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(m_server.url().port()));
    socket.write("POST /v1/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 33554433\r\n\r\n");
    QByteArray said;
    connect(&socket, &QTcpSocket::readyRead, this, [&] { said += socket.readAll(); });
    QTRY_VERIFY2(said.startsWith("HTTP/1.1 413 "), said.constData());
}

void ClaudeServerTest::keepsItsBatchesOverARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("claude.json"));
    QDateTime now(QDate(2026, 11, 20), QTime(9, 0), Qt::UTC);
    std::unique_ptr<ClaudeServer> server;
    const auto start = [&] {
        server = std::make_unique<ClaudeServer>();
        server->setClock([&now] { return now; });
        server->keepBatchesIn(file);
        server->setLooksUntilEnded(0);
        QVERIFY(server->start());
    };
    const auto askBatches = [&](const QByteArray &method, const QString &path, const QByteArray &body = {}) {
        HttpRequest request;
        request.method = method;
        request.url = server->url();
        request.url.setPath(QStringLiteral("/v1/messages/batches") + path);
        request.headers = {{"x-api-key", ClaudeServer::acceptedKey}, {"anthropic-version", "2026-10-21"}};
        request.body = body;
        request.retries.when = HttpRetries::When::Never;
        return QCoro::waitFor(m_http.send(request)).value();
    };
    const auto create = [&] {
        const QJsonObject one{{QStringLiteral("custom_id"), QStringLiteral("lead-1")},
                              {QStringLiteral("params"), question()}};
        const HttpResponse made =
            askBatches("POST", {}, Json::write(QJsonObject{{QStringLiteral("requests"), QJsonArray{one}}}));
        return Json::object(made.body)->value(QLatin1String("id")).toString();
    };
    start();
    const QString first = create();
    QVERIFY(!first.isEmpty());
    // Not begun when the sandbox ended, it is worked through after the next start.
    start();
    const HttpResponse looked = askBatches("GET", u'/' + first);
    QCOMPARE(looked.status, 200);
    QCOMPARE(Json::object(looked.body)->value(QLatin1String("processing_status")).toString(), QStringLiteral("ended"));
    const QByteArray results = askBatches("GET", u'/' + first + QStringLiteral("/results")).body;
    QVERIFY(results.contains("\"lead-1\"") && results.contains("\"succeeded\""));
    // The results too are there after a restart, and no later batch gets its name.
    start();
    QCOMPARE(askBatches("GET", u'/' + first + QStringLiteral("/results")).body, results);
    const QString second = create();
    QVERIFY(second != first);
    QCOMPARE(server->batchCount(), 2);
    QCOMPARE(askBatches("DELETE", u'/' + first).status, 200);
    start();
    QCOMPARE(server->batchCount(), 1);
    now = now.addDays(30); // the service keeps them no longer either
    start();
    QCOMPARE(server->batchCount(), 0);
    QCOMPARE(askBatches("GET", u'/' + second).status, 404);
}

QTEST_GUILESS_MAIN(ClaudeServerTest)
#include "ClaudeServerTest.moc"
