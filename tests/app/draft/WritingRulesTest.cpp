#include "draft/WritingRules.h"

#include <QtTest>

#include <algorithm>

using namespace AlwaysLeads;

class WritingRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameWordsReplacedTwiceAreARule();
    void oneChangeIsNoRule();
    void wordsTakenOutTwiceAreARule();
    void shorterTextsAreARule();
    void longChangesAreNoRule();
};

namespace {

QStringList textsOf(const QList<WritingRule> &rules)
{
    QStringList texts;
    for (const WritingRule &rule : rules) {
        texts.append(rule.text);
    }
    return texts;
}

} // namespace

void WritingRulesTest::theSameWordsReplacedTwiceAreARule()
{
    const QList<WritingRule> rules = WritingRules::from(
        {{QStringLiteral("Hi Anna,\n\nshall we set up a meeting next week?"),
          QStringLiteral("Hi Anna,\n\nshall we set up a call next week?")},
         {QStringLiteral("Hi Bo,\n\na meeting is useful."), QStringLiteral("Hi Bo,\n\na call is useful.")}});
    QCOMPARE(textsOf(rules), QStringList(QStringLiteral("Write “call” instead of “meeting”.")));
    QCOMPARE(rules.first().seen, 2);
    QCOMPARE(rules.first().state, WritingRule::State::Proposed);
}

void WritingRulesTest::oneChangeIsNoRule()
{
    QVERIFY(
        WritingRules::from({{QStringLiteral("a meeting is a meeting"), QStringLiteral("a call is a call")}}).isEmpty());
}

void WritingRulesTest::wordsTakenOutTwiceAreARule()
{
    const QString greeting = QStringLiteral("I hope this finds you well.");
    QList<WrittenAndApproved> texts;
    for (const QString &name : {QStringLiteral("Anna"), QStringLiteral("Bo")}) {
        const QString rest = QStringLiteral(" your plan in the harbour changes each day, %1, and so on.").arg(name);
        texts.append({QStringLiteral("Hello, ") + greeting + rest, QStringLiteral("Hello,") + rest});
    }
    const QStringList rules = textsOf(WritingRules::from(texts));
    QVERIFY2(rules.contains(QStringLiteral("Leave out “I hope this finds you well”.")), qPrintable(rules.join(u'\n')));
}

void WritingRulesTest::shorterTextsAreARule()
{
    QList<WrittenAndApproved> texts;
    for (int i = 0; i < 3; ++i) {
        QString approved;
        for (int word = 0; word < 60; ++word) {
            approved += QStringLiteral("w%1 ").arg(word);
        }
        QString written = approved;
        for (int word = 0; word < 40; ++word) {
            written += QStringLiteral("d%1x%2 ").arg(i).arg(word);
        }
        texts.append({written, approved});
    }
    QVERIFY(textsOf(WritingRules::from(texts)).contains(QStringLiteral("Write shorter: about 60 words.")));
    QVERIFY(!textsOf(WritingRules::from(texts.mid(1))).contains(QStringLiteral("Write shorter: about 60 words.")));
}

void WritingRulesTest::longChangesAreNoRule()
{
    const QString old = QStringLiteral("one two three four five six seven eight nine");
    const QString now = QStringLiteral("ten eleven twelve");
    QVERIFY(WritingRules::from({{old, now}, {old, now}}).isEmpty());
}

QTEST_APPLESS_MAIN(WritingRulesTest)
#include "WritingRulesTest.moc"
