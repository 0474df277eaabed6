#include "assistant/ClaudePrices.h"
#include "net/Json.h"

#include <QtTest>

using namespace AlwaysLeads;

class ClaudePricesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsEachModel_data();
    void countsEachModel();
    void aLongPromptToHaikuCostsMoreAsAWhole();
    void countsTheCache();
    void roundsUpToAMillionth();
    void countsAnUnknownModelAtTheDearest();
    void servedInTheUnitedStatesCostsATenthMore();
    void readsTheUsageOfAnAnswer();
};

void ClaudePricesTest::countsEachModel_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("input"); // micros for 100,000 tokens in
    QTest::addColumn<qint64>("output");
    const auto row = [](const char *model, qint64 input, qint64 output) {
        QTest::newRow(model) << QString::fromLatin1(model) << input << output;
    };
    row("claude-haiku-5-5", 10'000, 50'000);
    row("claude-sonnet-5-5", 200'000, 1'000'000);
    row("claude-opus-5-5", 400'000, 2'000'000);
    row("claude-fable-5-2", 800'000, 4'000'000);
    row("claude-fable-5-1", 1'000'000, 5'000'000);
    row("claude-opus-5", 500'000, 2'500'000);
    row("claude-opus-4-8", 500'000, 2'500'000);
    row("claude-opus-4-5-20251101", 500'000, 2'500'000);
    row("claude-sonnet-5", 200'000, 1'000'000);
    row("claude-sonnet-4-6", 300'000, 1'500'000);
    row("claude-haiku-4-5-20251001", 100'000, 500'000);
}

void ClaudePricesTest::countsEachModel()
{
    QFETCH(QString, model);
    QFETCH(qint64, input);
    QFETCH(qint64, output);
    QCOMPARE(costOf(model, {.input = 100'000}), (CallCost{input, true}));
    QCOMPARE(costOf(model, {.output = 100'000}), (CallCost{output, true}));
}

void ClaudePricesTest::aLongPromptToHaikuCostsMoreAsAWhole()
{
    const QString haiku = QStringLiteral("claude-haiku-5-5");
    QCOMPARE(costOf(haiku, {.input = 100'000, .output = 1000}).micros, 10'000 + 500);
    QCOMPARE(costOf(haiku, {.input = 100'001, .output = 1000}).micros, 50'001 + 2500); // 50,000.5 rounded up
    QCOMPARE(costOf(haiku, {.input = 1, .cacheRead = 100'000}).micros, 5001); // cache reads count as prompt
}

void ClaudePricesTest::countsTheCache()
{
    const QString sonnet = QStringLiteral("claude-sonnet-5-5");
    QCOMPARE(costOf(sonnet, {.cacheWrite5m = 1'000'000}).micros, 2'500'000);
    QCOMPARE(costOf(sonnet, {.cacheWrite1h = 1'000'000}).micros, 4'000'000);
    QCOMPARE(costOf(sonnet, {.cacheRead = 1'000'000}).micros, 100'000);
}

void ClaudePricesTest::roundsUpToAMillionth()
{
    QCOMPARE(costOf(QStringLiteral("claude-haiku-5-5"), {.input = 1}).micros, 1);
    QCOMPARE(costOf(QStringLiteral("claude-haiku-5-5"), {}).micros, 0);
}

void ClaudePricesTest::countsAnUnknownModelAtTheDearest()
{
    for (const char *model : {"claude-mythos-5-2", "claude-haiku-5-50", "claude-haiku-5-5-fast", "", "gpt"}) {
        QCOMPARE(costOf(QString::fromLatin1(model), {.input = 1'000'000, .output = 1'000'000, .cacheRead = 1'000'000}),
                 (CallCost{10'000'000 + 50'000'000 + 500'000, false}));
    }
}

void ClaudePricesTest::servedInTheUnitedStatesCostsATenthMore()
{
    QCOMPARE(costOf(QStringLiteral("claude-sonnet-5-5"), {.input = 1'000'000, .inUnitedStates = true}).micros,
             2'200'000);
}

void ClaudePricesTest::readsTheUsageOfAnAnswer()
{
    const QJsonObject message = *Json::object(
        R"({"model":"m","stop_reason":"end_turn","content":[{"type":"thinking","thinking":""},{"type":"text","text":"a"},
        {"type":"new_kind","text":"no"},{"type":"text","text":"b"}],"usage":{"input_tokens":812,"output_tokens":95,"cache_creation_input_tokens":30,
        "cache_read_input_tokens":5200,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"inference_geo":"us"}})");
    const ClaudeAnswer answer = ClaudeAnswer::fromJson(message);
    QCOMPARE(answer.text, QStringLiteral("ab"));
    QCOMPARE(answer.usage, (ClaudeUsage{812, 95, 10, 20, 5200, true}));
    QCOMPARE(answer.usage.prompt(), 6042);
    const ClaudeAnswer hostile =
        ClaudeAnswer::fromJson(*Json::object(R"({"usage":{"input_tokens":-5,"output_tokens":"many"},"content":7})"));
    QCOMPARE(hostile.usage, ClaudeUsage());
}

QTEST_APPLESS_MAIN(ClaudePricesTest)
#include "ClaudePricesTest.moc"
