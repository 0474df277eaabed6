#include "net/Json.h"

#include <QtTest>

#include <limits>

using namespace AlwaysLeads;

class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsEveryDigitOfALongNumber_data();
    void keepsEveryDigitOfALongNumber();
    void isNoInteger_data();
    void isNoInteger();
    void namesThePlaceOfTheFault();
    void refusesWhatIsNestedTooDeeply();
    void bracketsInsideOfTextsAreNoNesting();
    void refusesWhatIsTooLong();
    void refusesTheWrongKind();
    void neverQuotesTheText();
    void keepsTextsWithAnyCharacter();
};

void JsonTest::keepsEveryDigitOfALongNumber_data()
{
    QTest::addColumn<qint64>("number");
    for (const qint64 number :
         {qint64(-2212345678901234567), std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(),
          qint64(9007199254740993), qint64(0), qint64(1), qint64(-1)}) {
        QTest::newRow(QByteArray::number(number).constData()) << number;
    }
}

void JsonTest::keepsEveryDigitOfALongNumber()
{
    QFETCH(qint64, number);
    const QByteArray text = "{\"request_id\":" + QByteArray::number(number) + "}";
    const Result<QJsonObject> read = Json::object(text);
    QVERIFY(read.has_value());
    QCOMPARE(Json::integer(read->value(QLatin1String("request_id"))), std::optional(number));
    QCOMPARE(Json::write(*read), text);
    QCOMPARE(Json::write(QJsonObject{{QStringLiteral("request_id"), number}}), text);
}

void JsonTest::isNoInteger_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"1.5", "9223372036854775808", "-9223372036854779000", "1e300", "\"7\"", "null", "true", "[7]"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void JsonTest::isNoInteger()
{
    QFETCH(QByteArray, text);
    const Result<QJsonArray> read = Json::array("[" + text + "]");
    QVERIFY(read.has_value());
    QCOMPARE(Json::integer(read->first()), std::nullopt);
}

void JsonTest::namesThePlaceOfTheFault()
{
    const Result<QJsonObject> read = Json::object("{\n  \"a\": 1,\n  \"b\": oops\n}");
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::Invalid);
    QVERIFY2(read.error().message.contains(QStringLiteral("line 3")), qPrintable(read.error().message));
}

void JsonTest::refusesWhatIsNestedTooDeeply()
{
    QVERIFY(Json::array(QByteArray(64, '[') + QByteArray(64, ']')).has_value());
    QVERIFY(!Json::array(QByteArray(65, '[') + QByteArray(65, ']')).has_value());
    QVERIFY(!Json::array(QByteArray(1'000'000, '[')).has_value());
}

void JsonTest::bracketsInsideOfTextsAreNoNesting()
{
    QVERIFY(Json::object("{\"a\":\"" + QByteArray(500, '[') + "\\\"" + QByteArray(500, '{') + "\"}").has_value());
}

void JsonTest::refusesWhatIsTooLong()
{
    Json::Limits limits;
    limits.bytes = 10;
    QVERIFY(Json::object("{\"a\":1234}", limits).has_value());
    QVERIFY(!Json::object("{\"a\":12345}", limits).has_value());
}

void JsonTest::refusesTheWrongKind()
{
    QVERIFY(!Json::object("[1]").has_value());
    QVERIFY(!Json::array("{}").has_value());
    QVERIFY(!Json::object("").has_value());
    QVERIFY(!Json::object("{\"a\":\"\xff\xfe\"}").has_value());
}

void JsonTest::neverQuotesTheText()
{
    const Result<QJsonObject> read = Json::object("{\"key\": sk-ant-canary}");
    QVERIFY(!read.has_value());
    QVERIFY(!(read.error().message + read.error().detail).contains(QStringLiteral("canary")));
}

void JsonTest::keepsTextsWithAnyCharacter()
{
    const QString text = QStringLiteral("Gda\u0144sk \U0001F69A \"q\" \\ \n \u0001 \u2028 \u0000!");
    const QByteArray written = Json::write(QJsonObject{{QStringLiteral("a"), text}});
    QVERIFY(!written.contains('\n'));
    QCOMPARE(Json::object(written)->value(QLatin1String("a")).toString(), text);
}

QTEST_APPLESS_MAIN(JsonTest)
#include "JsonTest.moc"
