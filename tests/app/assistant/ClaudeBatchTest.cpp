#include "assistant/ClaudeBatch.h"
#include "assistant/ClaudePrices.h"
#include "net/Json.h"

#include <QtTest>

using namespace AlwaysLeads;

/// What the service says of batches, read without it.
class ClaudeBatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsABatch();
    void takesNothingElseForABatch();
    void readsLinesInAnyOrderAndLeavesOutWhatIsNone();
    void costsHalf();
};

void ClaudeBatchTest::readsABatch()
{
    const ClaudeBatch batch = ClaudeBatch::fromJson(*Json::object(
        R"({"id":"msgbatch_1","type":"message_batch","processing_status":"canceling",
            "request_counts":{"processing":3,"succeeded":1,"errored":2,"canceled":4,"expired":5},
            "created_at":"2026-11-25T10:00:00.5Z","expires_at":"2026-11-26T10:00:00Z"})"));
    QCOMPARE(batch.id, QStringLiteral("msgbatch_1"));
    QCOMPARE(batch.state, ClaudeBatch::State::Cancelling);
    QCOMPARE(batch.total(), 15);
    QCOMPARE(batch.createdAt.msecsTo(batch.expiresAt), 24 * 3600 * 1000 - 500);
}

void ClaudeBatchTest::takesNothingElseForABatch()
{
    for (const char *text : {"{}", R"({"id":"x","type":"message"})", R"({"id":"../models","type":"message_batch"})",
                             R"({"id":"a?b","type":"message_batch"})", R"({"id":7,"type":"message_batch"})"}) {
        QVERIFY2(ClaudeBatch::fromJson(*Json::object(text)).id.isEmpty(), text);
    }
}

void ClaudeBatchTest::readsLinesInAnyOrderAndLeavesOutWhatIsNone()
{
    const QList<ClaudeBatchLine> lines = ClaudeBatchLine::fromJsonLines(
        R"({"custom_id":"b","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error"}}}}
not a line
{"custom_id":"a","result":{"type":"succeeded","message":{"content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn"}}}

{"custom_id":"c","result":{"type":"expired"}}
{"custom_id":"d","result":{"type":"canceled"}}
{"custom_id":"e","result":{"type":"from the future"}})");
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.at(0).kind, ClaudeBatchLine::Kind::Failed);
    QCOMPARE(lines.at(0).problem, QStringLiteral("invalid_request_error"));
    QCOMPARE(lines.at(1).kind, ClaudeBatchLine::Kind::Answered);
    QCOMPARE(lines.at(1).answer.text, QStringLiteral("hi"));
    QCOMPARE(lines.at(2).kind, ClaudeBatchLine::Kind::Expired);
    QCOMPARE(lines.at(3).kind, ClaudeBatchLine::Kind::Cancelled);
    QCOMPARE(lines.at(4).kind, ClaudeBatchLine::Kind::Failed);
}

void ClaudeBatchTest::costsHalf()
{
    ClaudeUsage usage;
    usage.input = 1'000'000;
    usage.output = 1'000'000;
    const QString model = QStringLiteral("claude-sonnet-5-5");
    QCOMPARE(costOf(model, usage).micros, 12'000'000);
    usage.inBatch = true;
    QCOMPARE(costOf(model, usage).micros, 6'000'000);
    usage.inUnitedStates = true;
    QCOMPARE(costOf(model, usage).micros, 6'600'000);
    usage = {};
    usage.input = 1;
    usage.inBatch = true;
    QCOMPARE(costOf(QStringLiteral("claude-haiku-5-5"), usage).micros, 1); // never nothing for something
}

QTEST_GUILESS_MAIN(ClaudeBatchTest)
#include "ClaudeBatchTest.moc"
