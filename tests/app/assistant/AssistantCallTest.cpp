#include "assistant/AssistantCall.h"

#include <QtTest>

using namespace AlwaysLeads;

/// What the bill says of an answer, whoever asked.
class AssistantCallTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesWhoAnsweredWhatItCostAndHowItEnded_data();
    void takesWhoAnsweredWhatItCostAndHowItEnded();
    void keepsTheModelAskedWhereTheAnswerNamesNone();
    void countsAnUnknownModelAndSaysSo();
    void onlyWhatTheServiceDeclinedIsNotOnTheBill_data();
    void onlyWhatTheServiceDeclinedIsNotOnTheBill();

private:
    static AssistantCall asked()
    {
        AssistantCall call;
        call.draftId = 7;
        call.purpose = QStringLiteral("write mail");
        call.model = QStringLiteral("claude-sonnet-5");
        call.at = QDateTime::fromMSecsSinceEpoch(5, Qt::UTC);
        return call;
    }
};

void AssistantCallTest::takesWhoAnsweredWhatItCostAndHowItEnded_data()
{
    using Ending = ClaudeAnswer::Ending;
    using Outcome = AssistantCall::Outcome;
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("complete") << Ending::Complete << Outcome::Used;
    QTest::newRow("other") << Ending::Other << Outcome::Used;
    QTest::newRow("cut off") << Ending::CutOff << Outcome::CutOff;
    QTest::newRow("no room in the context") << Ending::ContextFull << Outcome::CutOff;
    QTest::newRow("refused") << Ending::Refused << Outcome::Refused;
}

void AssistantCallTest::takesWhoAnsweredWhatItCostAndHowItEnded()
{
    QFETCH(ClaudeAnswer::Ending, ending);
    QFETCH(AssistantCall::Outcome, outcome);
    ClaudeAnswer answer;
    answer.model = QStringLiteral("claude-haiku-4-5");
    answer.requestId = QStringLiteral("req_1");
    answer.usage.input = 1000;
    answer.usage.output = 200;
    answer.ending = ending;
    AssistantCall expected = asked();
    expected.model = answer.model;
    expected.requestId = answer.requestId;
    expected.usage = answer.usage;
    expected.costMicros = costOf(answer.model, answer.usage).micros;
    expected.outcome = outcome;
    QVERIFY(expected.costMicros > 0);
    AssistantCall call = asked();
    QCOMPARE(call.take(answer), costOf(answer.model, answer.usage));
    QCOMPARE(call, expected);
}

void AssistantCallTest::keepsTheModelAskedWhereTheAnswerNamesNone()
{
    ClaudeAnswer answer;
    answer.usage.output = 100;
    AssistantCall call = asked();
    call.take(answer);
    QCOMPARE(call.model, asked().model);
    QCOMPARE(call.costMicros, costOf(asked().model, answer.usage).micros);
}

void AssistantCallTest::countsAnUnknownModelAndSaysSo()
{
    ClaudeAnswer answer;
    answer.model = QStringLiteral("claude-of-tomorrow");
    answer.usage.output = 100;
    QTest::ignoreMessage(QtWarningMsg, "no price is known for the model claude-of-tomorrow - counted at the dearest");
    AssistantCall call = asked();
    QVERIFY(!call.take(answer).priceKnown);
    QVERIFY(call.costMicros > 0);
}

void AssistantCallTest::onlyWhatTheServiceDeclinedIsNotOnTheBill_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("mayBe");
    QTest::newRow("the line broke") << ErrorKind::Network << true;
    QTest::newRow("no answer in time") << ErrorKind::Timeout << true;
    QTest::newRow("nobody waited") << ErrorKind::Cancelled << true;
    QTest::newRow("an answer without sense") << ErrorKind::Invalid << true;
    QTest::newRow("refused") << ErrorKind::Refused << false;
    QTest::newRow("not there") << ErrorKind::NotFound << false;
}

void AssistantCallTest::onlyWhatTheServiceDeclinedIsNotOnTheBill()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, mayBe);
    QCOMPARE(AssistantCall::mayBeOnTheBill(Error{kind, {}, {}}), mayBe);
}

QTEST_GUILESS_MAIN(AssistantCallTest)
#include "AssistantCallTest.moc"
