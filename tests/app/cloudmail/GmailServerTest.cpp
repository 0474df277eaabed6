#include "sandbox/GmailServer.h"
#include "base/Clock.h"
#include "net/HttpClient.h"
#include "net/Json.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QtTest>

using namespace AlwaysLeads;

/// The stand-in refuses what the Gmail API would refuse.
class GmailServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void wantsTheToken();
    void takesTheUrlAlphabetOnly();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
    void uploadsBothWays();
    void refusesAMalformedUpload_data();
    void refusesAMalformedUpload();
    void putsTheAccountInPlaceOfAForeignSender();
    void threadsWhenAllThreeAgree();
    void findsAmongTheSentOnes();
    void errorsHaveTheRealShape();

private:
    HttpResponse ask(const QByteArray &method, const QString &path, const QByteArray &body = {},
                     const QByteArray &type = "application/json", const QByteArray &token = "sandbox-gmail-token")
    {
        HttpRequest request;
        request.method = method;
        request.url = m_server->url();
        request.url.setPath(path.section(u'?', 0, 0));
        request.url.setQuery(path.section(u'?', 1));
        request.headers = {{"authorization", "Bearer " + token}, {"content-type", type}};
        request.body = body;
        request.retries.when = HttpRetries::When::Never;
        return QCoro::waitFor(m_http.send(request)).value();
    }
    HttpResponse send(const QByteArray &mime, const QString &threadId = {})
    {
        QJsonObject body{{QStringLiteral("raw"), QString::fromLatin1(mime.toBase64(QByteArray::Base64UrlEncoding))}};
        if (!threadId.isEmpty()) {
            body.insert(QStringLiteral("threadId"), threadId);
        }
        return ask("POST", sendPath, Json::write(body));
    }
    static QByteArray mail(const QByteArray &id = "<one@h.example>", const QByteArray &more = {},
                           const QByteArray &subject = "x")
    {
        return "From: Clara <clara@harbourline.example>\r\nTo: anna@b.example\r\nMessage-ID: " + id + "\r\n" + more
            + "Subject: " + subject + "\r\n\r\nHello \xc3\xbf\xc3\xbe?>\r\n";
    }
    static QString text(const HttpResponse &response, const char *name)
    {
        return Json::object(response.body)->value(QLatin1String(name)).toString();
    }

    const QString sendPath = QStringLiteral("/gmail/v1/users/me/messages/send");
    const QString uploadPath = QStringLiteral("/upload/gmail/v1/users/me/messages/send");
    SystemClock m_clock;
    HttpClient m_http{m_clock};
    std::unique_ptr<GmailServer> m_server;
};

void GmailServerTest::init()
{
    m_server = std::make_unique<GmailServer>();
    QVERIFY(m_server->start());
}

void GmailServerTest::wantsTheToken()
{
    const HttpResponse refused =
        ask("GET", QStringLiteral("/gmail/v1/users/me/profile"), {}, "application/json", "other");
    QCOMPARE(refused.status, 401);
    QCOMPARE(text(ask("GET", QStringLiteral("/gmail/v1/users/me/profile")), "emailAddress"),
             QStringLiteral("clara@harbourline.example"));
}

void GmailServerTest::takesTheUrlAlphabetOnly()
{
    QCOMPARE(send(mail()).status, 200);
    const QByteArray standard = mail().toBase64();
    QVERIFY(standard.contains('+') || standard.contains('/'));
    const HttpResponse refused = ask("POST", sendPath, R"({"raw":")" + standard + R"("})");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("Invalid value for ByteString"));
    QByteArray padded = mail().toBase64(QByteArray::Base64UrlEncoding);
    QCOMPARE(ask("POST", sendPath, R"({"raw":")" + padded.replace("=", "") + R"("})").status, 200); // padding may go
    QCOMPARE(ask("POST", sendPath, R"({"raw":")" + padded.insert(10, "\\r\\n") + R"("})").status, 400);
    QCOMPARE(m_server->received().size(), 2);
}

void GmailServerTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("no JSON") << QByteArray("raw=x") << QByteArray("application/json");
    QTest::newRow("another type") << QByteArray(R"({"raw":"eA"})") << QByteArray("text/plain");
    QTest::newRow("another field") << QByteArray(R"({"raw":"eA","to":"a"})") << QByteArray("application/json");
    QTest::newRow("no mail") << QByteArray("{}") << QByteArray("application/json");
    QTest::newRow("thread of another type")
        << QByteArray(R"({"raw":"eA","threadId":7})") << QByteArray("application/json");
    QTest::newRow("no recipient") << R"({"raw":")"
            + QByteArray("From: a@b.example\r\n\r\nx").toBase64(QByteArray::Base64UrlEncoding)
            + R"("})" << QByteArray("application/json");
}

void GmailServerTest::refusesWhatItDoesNotKnow()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QCOMPARE(ask("POST", sendPath, body, type).status, 400);
    QCOMPARE(m_server->received().size(), 0);
}

void GmailServerTest::uploadsBothWays()
{
    QCOMPARE(ask("POST", uploadPath + QStringLiteral("?uploadType=media"), mail(), "message/rfc822").status, 200);
    const QString thread = m_server->messages().constFirst().threadId;
    const QByteArray body = "--b1\r\nContent-Type: application/json\r\n\r\n{\"threadId\":\"" + thread.toLatin1()
        + "\"}\r\n--b1\r\nContent-Type: message/rfc822\r\n\r\n"
        + mail("<two@h.example>", "References: <one@h.example>\r\n") + "\r\n--b1--\r\n";
    const HttpResponse sent =
        ask("POST", uploadPath + QStringLiteral("?uploadType=multipart"), body, "multipart/related; boundary=b1");
    QCOMPARE(sent.status, 200);
    QCOMPARE(text(sent, "threadId"), thread);
    QCOMPARE(m_server->received().constLast().mime, mail("<two@h.example>", "References: <one@h.example>\r\n"));
}

void GmailServerTest::refusesAMalformedUpload_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray json = "--b1\r\nContent-Type: application/json\r\n\r\n{}\r\n";
    const QByteArray part = "--b1\r\nContent-Type: message/rfc822\r\n\r\n" + mail() + "\r\n";
    QTest::newRow("no end") << json + part;
    QTest::newRow("one part") << part + "--b1--\r\n";
    QTest::newRow("the wrong way round") << part + json + "--b1--\r\n";
    QTest::newRow("another boundary") << QByteArray(json + part + "--b1--\r\n").replace("b1", "b2");
    QTest::newRow("empty") << QByteArray("--b1--");
}

void GmailServerTest::refusesAMalformedUpload()
{
    QFETCH(QByteArray, body);
    QCOMPARE(ask("POST", uploadPath + QStringLiteral("?uploadType=multipart"), body, "multipart/related; boundary=b1")
                 .status,
             400);
    QCOMPARE(m_server->received().size(), 0);
}

void GmailServerTest::putsTheAccountInPlaceOfAForeignSender()
{
    QCOMPARE(send(mail().replace("clara@", "boss@")).status, 200);
    QVERIFY(m_server->received().constFirst().mime.startsWith("From: clara@harbourline.example\r\n"));
}

void GmailServerTest::threadsWhenAllThreeAgree()
{
    const QString thread = text(send(mail()), "threadId");
    const QByteArray parent = "References: <one@h.example>\r\n";
    QCOMPARE(text(send(mail("<2@h.example>", parent, "Re: x"), thread), "threadId"), thread);
    QVERIFY(text(send(mail("<3@h.example>", parent, "y"), thread), "threadId") != thread);
    QVERIFY(text(send(mail("<4@h.example>", {}, "x"), thread), "threadId") != thread);
    QVERIFY(text(send(mail("<5@h.example>", parent, "x")), "threadId") != thread);
    QCOMPARE(send(mail("<6@h.example>"), QStringLiteral("ffff")).status, 404);
}

void GmailServerTest::findsAmongTheSentOnes()
{
    const QString id = text(send(mail()), "id");
    const auto list = [&](const QString &query) {
        return ask("GET",
                   QStringLiteral("/gmail/v1/users/me/messages?labelIds=SENT&maxResults=10&q=")
                       + QString::fromLatin1(QUrl::toPercentEncoding(query)));
    };
    const QJsonObject found = *Json::object(list(QStringLiteral("rfc822msgid:one@h.example")).body);
    QCOMPARE(found.value(QLatin1String("messages")).toArray().first().toObject().value(QLatin1String("id")).toString(),
             id);
    const QJsonObject none = *Json::object(list(QStringLiteral("rfc822msgid:two@h.example")).body);
    QVERIFY(!none.contains(QLatin1String("messages")));
    QCOMPARE(list(QStringLiteral("rfc822msgid:<one@h.example>")).status, 400);
    QCOMPARE(list(QStringLiteral("after:2026/11/25")).status, 400);
}

void GmailServerTest::errorsHaveTheRealShape()
{
    const HttpResponse refused = send("From: a@b.example\r\n\r\nx");
    const QJsonObject error = Json::object(refused.body)->value(QLatin1String("error")).toObject();
    QCOMPARE(error.value(QLatin1String("code")).toInt(), 400);
    QCOMPARE(error.value(QLatin1String("status")).toString(), QStringLiteral("INVALID_ARGUMENT"));
    const QJsonObject first = error.value(QLatin1String("errors")).toArray().first().toObject();
    QCOMPARE(first.value(QLatin1String("reason")).toString(), QStringLiteral("invalidArgument"));
    QCOMPARE(first.value(QLatin1String("domain")).toString(), QStringLiteral("global"));
}

QTEST_GUILESS_MAIN(GmailServerTest)
#include "GmailServerTest.moc"
