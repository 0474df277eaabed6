#include "net/BearerChallenge.h"

#include "net/HttpMessage.h"

#include <QTest>

using namespace AlwaysLeads;

namespace {

const QByteArray wanted = R"({"access_token":{"nbf":{"essential":true,"value":"1604106651"}}})";

HttpResponse answer(const QByteArray &header, int status = 401)
{
    HttpResponse response;
    response.status = status;
    response.headers = {{"content-type", "application/json"}, {"WWW-Authenticate", header}};
    return response;
}

QByteArray bearer(const QByteArray &claims, const QByteArray &error = "insufficient_claims")
{
    return "Bearer realm=\"\", authorization_uri=\"https://login.example/a,b\", error=\"" + error + "\", claims=\""
        + claims + '"';
}

} // namespace

/// What a claims challenge asks for, read from headers that anybody may have written.
class BearerChallengeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatMicrosoftAsksFor_data();
    void readsWhatMicrosoftAsksFor();
    void takesNothingElseForClaims_data();
    void takesNothingElseForClaims();
    void survivesEveryCut();
};

void BearerChallengeTest::readsWhatMicrosoftAsksFor_data()
{
    QTest::addColumn<QByteArray>("header");
    const QByteArray base64 = wanted.toBase64();
    QTest::newRow("as documented") << bearer(base64);
    QTest::newRow("the other alphabet") << bearer(wanted.toBase64(QByteArray::Base64UrlEncoding));
    QTest::newRow("without padding") << bearer(wanted.toBase64(QByteArray::OmitTrailingEquals));
    QTest::newRow("another scheme first") << "Basic realm=\"x\", " + bearer(base64);
    QTest::newRow("other letters") << "bearer ERROR=\"insufficient_claims\",Claims=\"" + base64 + '"';
    QTest::newRow("with escapes")
        << "Bearer realm=\"a \\\"quoted\\\" one, claims=\\\"x\\\"\", error=insufficient_claims, claims=\"" + base64
            + '"';
}

void BearerChallengeTest::readsWhatMicrosoftAsksFor()
{
    QFETCH(QByteArray, header);
    QCOMPARE(BearerChallenge::claimsIn(answer(header)), QString::fromUtf8(wanted));
}

void BearerChallengeTest::takesNothingElseForClaims_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("status");
    const QByteArray base64 = wanted.toBase64();
    QTest::newRow("no challenge") << QByteArray("Bearer realm=\"\"") << 401;
    QTest::newRow("nothing") << QByteArray() << 401;
    QTest::newRow("another error") << bearer(base64, "invalid_token") << 401;
    QTest::newRow("another status") << bearer(base64) << 403;
    QTest::newRow("of another scheme") << "DPoP error=\"insufficient_claims\", claims=\"" + base64 + '"' << 401;
    QTest::newRow("behind another scheme")
        << "Bearer realm=\"\", Other error=\"insufficient_claims\", claims=\"" + base64 + '"' << 401;
    QTest::newRow("no base64") << bearer("{\"a\":1}") << 401;
    QTest::newRow("no JSON") << bearer(QByteArray("hello").toBase64()) << 401;
    QTest::newRow("a list") << bearer(QByteArray("[1]").toBase64()) << 401;
    QTest::newRow("an empty object") << bearer(QByteArray("{}").toBase64()) << 401;
    QTest::newRow("too deep") << bearer(
        (QByteArray(R"({"a":)").repeated(40) + '1' + QByteArray("}").repeated(40)).toBase64())
                              << 401;
    QTest::newRow("too long") << bearer(
        (R"({"a":")" + QByteArray(BearerChallenge::longestClaims, 'x') + "\"}").toBase64())
                              << 401;
    QTest::newRow("a header without end") << "Bearer error=\"insufficient_claims\", claims=\"" + base64 << 401;
    QTest::newRow("a huge header") << bearer(base64) + QByteArray(64 * 1024, ' ') << 401;
}

void BearerChallengeTest::takesNothingElseForClaims()
{
    QFETCH(QByteArray, header);
    QFETCH(int, status);
    QCOMPARE(BearerChallenge::claimsIn(answer(header, status)), QString());
}

void BearerChallengeTest::survivesEveryCut()
{
    const QByteArray whole = bearer(wanted.toBase64());
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const QString claims = BearerChallenge::claimsIn(answer(whole.first(size)));
        QVERIFY2(claims.isEmpty(), qPrintable(claims)); // a value without its end is none
    }
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray odd = whole;
        odd[at] = '\0';
        const QString claims = BearerChallenge::claimsIn(answer(odd));
        QVERIFY(claims.isEmpty() || claims == QString::fromUtf8(wanted));
    }
}

QTEST_GUILESS_MAIN(BearerChallengeTest)
#include "BearerChallengeTest.moc"
