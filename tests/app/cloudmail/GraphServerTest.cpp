#include "sandbox/GraphServer.h"
#include "base/Clock.h"
#include "net/HttpClient.h"
#include "net/Json.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QUrlQuery>
#include <QtTest>

using namespace AlwaysLeads;

/// The stand-in refuses what Microsoft Graph would refuse.
class GraphServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void wantsTheToken();
    void refusesWhatIsNoBase64();
    void refusesWhatIsTooLarge();
    void refusesAFilterItDoesNotKnow();
    void idsChangeUnlessTheyAreImmutable();
    void aDraftIsSentOnce();
    void refusesAForeignSender();
    void refusesAnImpossibleRecipient();
    void deletesInTwoSteps();
    void writesWhatArrives();
    void errorsHaveTheRealShape();
    void refusesWhatTheTokenHasNoScopeFor_data();
    void refusesWhatTheTokenHasNoScopeFor();
    void sendsMimeAtOnce();

private:
    HttpResponse ask(const QByteArray &method, const QString &path, const QByteArray &body = {}, bool immutable = true,
                     const QByteArray &token = "sandbox-graph-token")
    {
        HttpRequest request;
        request.method = method;
        request.url = m_server->url();
        request.url.setPath(request.url.path() + path.section(u'?', 0, 0), QUrl::StrictMode);
        request.url.setQuery(path.section(u'?', 1));
        request.headers = {{"authorization", "Bearer " + token}, {"content-type", "text/plain"}};
        if (immutable) {
            request.headers.append({QByteArray("prefer"), QByteArray("IdType=\"ImmutableId\"")});
        }
        request.body = body;
        request.retries.when = HttpRetries::When::Never;
        return QCoro::waitFor(m_http.send(request)).value();
    }
    static QByteArray mail(const QByteArray &from = "clara@harbourline.example",
                           const QByteArray &to = "anna@b.example")
    {
        return "From: Clara <" + from + ">\r\nTo: \"Wood, Anna\"\r\n <" + to
            + ">\r\nMessage-ID: <it's@h.example>\r\nSubject: x\r\n\r\nHello\r\n";
    }
    QString create(const QByteArray &mime, bool immutable = true)
    {
        const HttpResponse made = ask("POST", QStringLiteral("/me/messages"), mime.toBase64(), immutable);
        return made.status == 201 ? idIn(made) : QString();
    }
    static QString idIn(const HttpResponse &response)
    {
        return Json::object(response.body)->value(QLatin1String("id")).toString();
    }
    static QString pathOf(const QString &id)
    {
        return QStringLiteral("/me/messages/") + QString::fromLatin1(QUrl::toPercentEncoding(id));
    }
    static QString codeIn(const HttpResponse &response)
    {
        return Json::object(response.body)
            ->value(QLatin1String("error"))
            .toObject()
            .value(QLatin1String("code"))
            .toString();
    }

    SystemClock m_clock;
    HttpClient m_http{m_clock};
    std::unique_ptr<GraphServer> m_server;
};

void GraphServerTest::init()
{
    m_server = std::make_unique<GraphServer>();
    QVERIFY(m_server->start());
}

void GraphServerTest::refusesWhatTheTokenHasNoScopeFor_data()
{
    QTest::addColumn<QString>("scope"); // all of them but this one
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("send") << "Mail.Send" << QByteArray("POST") << "/me/sendMail";
    QTest::newRow("create") << "Mail.ReadWrite" << QByteArray("POST") << "/me/messages";
    QTest::newRow("find") << "Mail.ReadWrite" << QByteArray("GET")
                          << "/me/messages?$filter=internetMessageId%20eq%20'%3Ca@b%3E'";
    QTest::newRow("folder") << "Mail.ReadWrite" << QByteArray("GET") << "/me/mailFolders/drafts";
    QTest::newRow("delta") << "Mail.ReadWrite" << QByteArray("GET") << "/me/mailFolders/inbox/messages/delta";
    QTest::newRow("profile") << "User.Read" << QByteArray("GET") << "/me";
}

void GraphServerTest::refusesWhatTheTokenHasNoScopeFor()
{
    QFETCH(QString, scope);
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    const QByteArray body = method == "POST" ? mail().toBase64() : QByteArray();
    QVERIFY(ask(method, path, body).isOk());
    const qsizetype there = m_server->messages().size();
    QStringList scopes = GraphServer::Options().scopes;
    QCOMPARE(scopes.removeAll(scope), 1);
    m_server->setScopes(scopes);
    const HttpResponse refused = ask(method, path, body);
    QCOMPARE(refused.status, 403);
    QCOMPARE(codeIn(refused), QStringLiteral("ErrorAccessDenied"));
    QCOMPARE(m_server->messages().size(), there);
}

void GraphServerTest::sendsMimeAtOnce()
{
    const HttpResponse sent = ask("POST", QStringLiteral("/me/sendMail"), mail().toBase64());
    QCOMPARE(sent.status, 202);
    QVERIFY(sent.body.isEmpty()); // no id, no conversation
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->messagesIn(QStringLiteral("sentitems")).size(), 1);
    QCOMPARE(ask("POST", QStringLiteral("/me/sendMail"), mail()).status, 400); // no base64
    QCOMPARE(ask("POST", QStringLiteral("/me/sendMail"), mail("eve@h.example").toBase64()).status, 403);
    QCOMPARE(m_server->messages().size(), 1); // what is refused leaves nothing behind
}

void GraphServerTest::wantsTheToken()
{
    const HttpResponse refused = ask("GET", QStringLiteral("/me/mailFolders/drafts"), {}, true, "other");
    QCOMPARE(refused.status, 401);
    QCOMPARE(codeIn(refused), QStringLiteral("InvalidAuthenticationToken"));
    QVERIFY(refused.header("www-authenticate").startsWith("Bearer"));
    QCOMPARE(ask("GET", QStringLiteral("/me/mailFolders/drafts")).status, 200);
}

void GraphServerTest::refusesWhatIsNoBase64()
{
    for (const QByteArray &body : {mail(), mail().toBase64(QByteArray::Base64UrlEncoding).replace('A', '-'),
                                   mail().toBase64() + "=", mail().toBase64().insert(20, "\r\n")}) {
        const HttpResponse refused = ask("POST", QStringLiteral("/me/messages"), body);
        QCOMPARE(refused.status, 400);
        QCOMPARE(codeIn(refused), QStringLiteral("ErrorMimeContentInvalidBase64String"));
    }
    QCOMPARE(m_server->messages().size(), 0);
}

void GraphServerTest::refusesWhatIsTooLarge()
{
    QCOMPARE(ask("POST", QStringLiteral("/me/messages"), QByteArray(4 * 1024 * 1024 + 4, 'A')).status, 413);
}

void GraphServerTest::refusesAFilterItDoesNotKnow()
{
    create(mail());
    const auto find = [&](const QByteArray &filter) {
        return ask("GET", QStringLiteral("/me/messages?$filter=") + QString::fromLatin1(filter.toPercentEncoding()));
    };
    const HttpResponse found = find("internetMessageId eq '<it''s@h.example>'");
    QCOMPARE(found.status, 200);
    QCOMPARE(Json::object(found.body)->value(QLatin1String("value")).toArray().size(), 1);
    QCOMPARE(find("internetMessageId eq '<it's@h.example>'").status, 400);
    QCOMPARE(find("subject eq 'x'").status, 400);
    QCOMPARE(ask("GET", QStringLiteral("/me/messages")).status, 400);
}

void GraphServerTest::idsChangeUnlessTheyAreImmutable()
{
    const QString moving = create(mail(), false);
    const QString staying = [&] {
        const HttpResponse found =
            ask("GET", QStringLiteral("/me/messages?$filter=internetMessageId%20eq%20'%3Cit''s%40h.example%3E'"));
        return Json::object(found.body)
            ->value(QLatin1String("value"))
            .toArray()
            .first()
            .toObject()
            .value(QLatin1String("id"))
            .toString();
    }();
    QVERIFY(moving != staying);
    QCOMPARE(ask("GET", pathOf(moving), {}, false).status, 200);
    QCOMPARE(ask("GET", pathOf(moving), {}, true).status, 404);
    QCOMPARE(ask("POST", pathOf(staying) + QStringLiteral("/send")).status, 202);
    QCOMPARE(ask("GET", pathOf(moving), {}, false).status, 404); // it lies in another folder now
    const HttpResponse sent = ask("GET", pathOf(staying) + QStringLiteral("?$select=isDraft"));
    QCOMPARE(sent.status, 200);
    QCOMPARE(sent.header("preference-applied"), "IdType=\"ImmutableId\"");
    const QJsonObject body = *Json::object(sent.body);
    QCOMPARE(body.value(QLatin1String("isDraft")), QJsonValue(false));
    QVERIFY(!body.contains(QLatin1String("subject"))); // not selected
}

void GraphServerTest::aDraftIsSentOnce()
{
    const QString id = create(mail());
    QCOMPARE(ask("POST", pathOf(id) + QStringLiteral("/send"), "{}").status, 411);
    const HttpResponse sent = ask("POST", pathOf(id) + QStringLiteral("/send"));
    QCOMPARE(sent.status, 202);
    QVERIFY(sent.body.isEmpty());
    const HttpResponse again = ask("POST", pathOf(id) + QStringLiteral("/send"));
    QCOMPARE(again.status, 400);
    QCOMPARE(codeIn(again), QStringLiteral("ErrorInvalidOperation"));
    QCOMPARE(m_server->received().size(), 1);
    QCOMPARE(m_server->received().constFirst().to, QStringLiteral("anna@b.example"));
}

void GraphServerTest::refusesAForeignSender()
{
    const QString id = create(mail("boss@harbourline.example"));
    const HttpResponse refused = ask("POST", pathOf(id) + QStringLiteral("/send"));
    QCOMPARE(refused.status, 403);
    QCOMPARE(codeIn(refused), QStringLiteral("ErrorSendAsDenied"));
}

void GraphServerTest::refusesAnImpossibleRecipient()
{
    const QString id = create(mail("clara@harbourline.example", "nobody"));
    QCOMPARE(codeIn(ask("POST", pathOf(id) + QStringLiteral("/send"))), QStringLiteral("ErrorInvalidRecipients"));
}

void GraphServerTest::deletesInTwoSteps()
{
    const QString id = create(mail());
    QCOMPARE(ask("DELETE", pathOf(id)).status, 204);
    QCOMPARE(ask("POST", pathOf(id) + QStringLiteral("/send")).status, 400);
    QCOMPARE(m_server->messagesIn(QStringLiteral("deleteditems")).size(), 1);
    QCOMPARE(ask("DELETE", pathOf(id)).status, 204);
    QCOMPARE(ask("DELETE", pathOf(id)).status, 404);
}

void GraphServerTest::writesWhatArrives()
{
    QTemporaryDir folder;
    GraphServer::Options options;
    options.folder = folder.path();
    m_server = std::make_unique<GraphServer>(options);
    QVERIFY(m_server->start());
    ask("POST", pathOf(create(mail("clara@harbourline.example", "../../etc@b.example"))) + QStringLiteral("/send"));
    const QString file = m_server->received().constFirst().file;
    QVERIFY(QFileInfo(file).canonicalFilePath().startsWith(QFileInfo(folder.path()).canonicalFilePath()));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), m_server->received().constFirst().mime);
}

void GraphServerTest::errorsHaveTheRealShape()
{
    const HttpResponse refused = ask("GET", pathOf(QStringLiteral("nothing")));
    QCOMPARE(refused.status, 404);
    const QJsonObject error = Json::object(refused.body)->value(QLatin1String("error")).toObject();
    QCOMPARE(error.value(QLatin1String("code")).toString(), QStringLiteral("ErrorItemNotFound"));
    QVERIFY(!error.value(QLatin1String("message")).toString().isEmpty());
    QVERIFY(error.value(QLatin1String("innerError")).toObject().contains(QLatin1String("request-id")));
}

QTEST_GUILESS_MAIN(GraphServerTest)
#include "GraphServerTest.moc"
