#include "scoring/ScoreJudge.h"
#include "scoring/ScoreEffect.h"
#include "settings/SenderProfile.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

/// The rules by themselves, without a database.
class ScoreJudgeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsARuleAgainstAValue_data();
    void holdsARuleAgainstAValue();
    void countsEvents_data();
    void countsEvents();
    void staysWithinThePartsWhateverTheRules();
    void neverDependsOnTheOrder();
    void saysWhyInWordsOfTheLead();
    void saysNumbersAndDaysAsThePersonWritesThem();
    void countsNothingForARuleThatCannotBeUsed_data();
    void countsNothingForARuleThatCannotBeUsed();
    void readsBackWhatItWrote();
    void refusesWhatItDidNotWrite();
    void suggestsRulesThatCanAllBeUsed();
    void addsUpTheEffect();

private:
    static ScoreFields fields()
    {
        return ScoreFields({{1, QStringLiteral("trucks"), QStringLiteral("Trucks"), FieldKind::Number, {}},
                            {2, QStringLiteral("since"), QStringLiteral("Since"), FieldKind::Date, {}},
                            {3, QStringLiteral("hiring"), QStringLiteral("Hiring"), FieldKind::YesNo, {}}},
                           {QStringLiteral("visited the fair")});
    }
    static ScoreCard card(const QList<ScoreRule> &rules, const ScoreSubject &subject)
    {
        return ScoreJudge({1, rules}, fields(), today()).cardFor(subject);
    }
    static QDate today() { return {2026, 11, 25}; }
    static ScoreSubject agnieszka()
    {
        ScoreSubject subject;
        subject.id = LeadId(7);
        subject.name = QStringLiteral("Agnieszka Wójcik");
        subject.values = {{QStringLiteral("title"), QStringLiteral("Head of Operations")},
                          {QStringLiteral("company"), QStringLiteral("Baltway Logistics")},
                          {QStringLiteral("company size"), QStringLiteral("120")},
                          {QStringLiteral("city"), QStringLiteral("Gdańsk")},
                          {QStringLiteral("status"), QStringLiteral("interested")},
                          {QStringLiteral("added"), QStringLiteral("2026-11-01")},
                          {QStringLiteral("custom:trucks"), QStringLiteral("12.5")},
                          {QStringLiteral("custom:since"), QStringLiteral("2026-11-25")},
                          {QStringLiteral("custom:hiring"), QStringLiteral("yes")}};
        subject.tags = {QStringLiteral("Baltic"), QStringLiteral("Ports")};
        subject.events = {{QStringLiteral("replied"), {1, QDate(2026, 11, 20)}},
                          {QStringLiteral("opened"), {4, QDate(2026, 10, 1)}}};
        return subject;
    }
};

Q_DECLARE_METATYPE(AlwaysLeads::ScoreTest)

void ScoreJudgeTest::holdsARuleAgainstAValue_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<ScoreTest>("test");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("counts");
    const auto row = [](const char *field, ScoreTest test, const char *value, bool counts) {
        QTest::addRow("%s %d %s", field, int(test), value)
            << QString::fromUtf8(field) << test << QString::fromUtf8(value) << counts;
    };
    using enum ScoreTest;
    row("title", ContainsAny, "operations", true);
    row("title", ContainsAny, "OPERATIONS, dispatch", true);
    row("title", ContainsAny, "operation", false); // whole words
    row("title", ContainsAny, "operat*", true);
    row("title", ContainsAny, "*rations", true);
    row("title", ContainsAny, "perat", false);
    row("title", ContainsAny, "head of operations", true);
    row("title", ContainsNone, "intern", true);
    row("title", ContainsNone, "head", false);
    row("title", IsAny, "head of operations", true);
    row("title", IsAny, "head", false);
    row("title", IsAny, "head*", true);
    row("title", IsNone, "ceo", true);
    row("title", Known, "", true);
    row("title", Unknown, "", false);
    row("industry", Known, "", false);
    row("industry", Unknown, "", true);
    row("industry", ContainsNone, "retail", false); // nothing known is no reason
    row("city", ContainsAny, "gdansk", true); // without the accent
    row("city", ContainsAny, "GDAŃSK", true);
    row("company size", AtLeast, "120", true);
    row("company size", AtLeast, "120.5", false);
    row("company size", AtMost, "119", false);
    row("company size", Between, "50-120", true);
    row("company size", Between, "121-500", false);
    row("custom:trucks", AtLeast, "12.5", true);
    row("custom:hiring", IsAny, "yes", true);
    row("custom:hiring", IsNone, "yes", false);
    row("status", IsAny, "interested, replied", true);
    row("status", IsNone, "opted out", true);
    row("added", WithinDays, "24", true);
    row("added", WithinDays, "23", false);
    row("added", OlderThanDays, "23", true);
    row("custom:since", WithinDays, "0", true);
    row("last touch", WithinDays, "30", false);
    row("last touch", OlderThanDays, "30", false);
    row("last touch", Unknown, "", true);
    row("tag", IsAny, "ports", true);
    row("tag", IsAny, "port", false);
    row("tag", IsNone, "alpine", true);
    row("tag", IsNone, "alpine, baltic", false);
}

void ScoreJudgeTest::holdsARuleAgainstAValue()
{
    QFETCH(QString, field);
    QFETCH(ScoreTest, test);
    QFETCH(QString, value);
    QFETCH(bool, counts);
    const ScoreRule rule{ScorePart::Role, field, test, value, 9, {}};
    QCOMPARE(fields().problemOf(rule), QString());
    QCOMPARE(card({rule}, agnieszka()).got[size_t(ScorePart::Role)], counts ? 9 : 0);
}

void ScoreJudgeTest::countsEvents_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<ScoreTest>("test");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("counts");
    using enum ScoreTest;
    QTest::newRow("happened") << "event:replied" << Known << "" << true;
    QTest::newRow("not never") << "event:replied" << Unknown << "" << false;
    QTest::newRow("never") << "event:clicked" << Unknown << "" << true;
    QTest::newRow("often enough") << "event:opened" << AtLeast << "4" << true;
    QTest::newRow("not often enough") << "event:opened" << AtLeast << "5" << false;
    QTest::newRow("lately") << "event:replied" << WithinDays << "5" << true;
    QTest::newRow("not lately") << "event:opened" << WithinDays << "5" << false;
    QTest::newRow("a kind of later") << "event:visited the fair" << Unknown << "" << true;
}

void ScoreJudgeTest::countsEvents()
{
    QFETCH(QString, field);
    QFETCH(ScoreTest, test);
    QFETCH(QString, value);
    QFETCH(bool, counts);
    const ScoreRule rule{ScorePart::Engagement, field, test, value, 5, {}};
    QCOMPARE(fields().problemOf(rule), QString());
    QCOMPARE(card({rule}, agnieszka()).sum(), counts ? 5 : 0);
}

namespace {

QList<ScoreRule> randomRules(QRandomGenerator &random, const ScoreFields &fields)
{
    QList<ScoreRule> rules;
    const int count = int(random.bounded(1, 30));
    for (int i = 0; i < count; ++i) {
        const ScoreField &field = fields.all().at(random.bounded(int(fields.all().size())));
        const QList<ScoreTest> tests = ScoreFields::testsOf(field.kind);
        static const QStringList values = {QStringLiteral("1"), QStringLiteral("operations, head*"),
                                           QStringLiteral("10-200"), QStringLiteral("interested"), QStringLiteral("")};
        rules.append({allScoreParts[size_t(random.bounded(scorePartCount))], field.name,
                      tests.at(random.bounded(int(tests.size()))), values.at(random.bounded(int(values.size()))),
                      int(random.bounded(-100, 101)), random.bounded(2) ? QStringLiteral("label {}") : QString()});
    }
    return rules;
}

} // namespace

void ScoreJudgeTest::staysWithinThePartsWhateverTheRules()
{
    QRandomGenerator random(20261125);
    const ScoreFields known = fields();
    int highest = 0;
    for (int round = 0; round < 2000; ++round) {
        const ScoreCard made = card(randomRules(random, known), agnieszka());
        int sum = 0;
        for (const ScorePart part : allScoreParts) {
            const int got = made.got[size_t(part)];
            QVERIFY(got >= 0 && got <= mostOf(part));
            sum += got;
        }
        QCOMPARE(made.sum(), sum);
        QVERIFY(sum >= 0 && sum <= 100);
        highest = std::max(highest, sum);
    }
    QVERIFY2(highest > 60, "the rules never counted, so nothing was shown");
}

void ScoreJudgeTest::neverDependsOnTheOrder()
{
    QRandomGenerator random(4711);
    const ScoreFields known = fields();
    for (int round = 0; round < 500; ++round) {
        QList<ScoreRule> rules = randomRules(random, known);
        const ScoreCard before = card(rules, agnieszka());
        std::shuffle(rules.begin(), rules.end(), random);
        QCOMPARE(card(rules, agnieszka()), before);
    }
}

void ScoreJudgeTest::saysWhyInWordsOfTheLead()
{
    const ScoreCard made =
        card({{ScorePart::CompanyFit, QStringLiteral("company size"), ScoreTest::Between, QStringLiteral("50-200"), 10,
               QStringLiteral("{} people")},
              {ScorePart::CompanyFit, QStringLiteral("company"), ScoreTest::ContainsAny, QStringLiteral("logistics"),
               28, QStringLiteral("freight forwarder")},
              {ScorePart::Role, QStringLiteral("title"), ScoreTest::ContainsAny, QStringLiteral("operations"), 28, {}},
              {ScorePart::Engagement, QStringLiteral("status"), ScoreTest::IsAny, QStringLiteral("interested"), 8,
               QStringLiteral("{}")}},
             agnieszka());
    QCOMPARE(made.got, (std::array<int, 4>{38, 28, 0, 8}));
    QCOMPARE(made.reasons[0], QStringLiteral("Freight forwarder, 120 people"));
    QCOMPARE(made.reasons[1], QStringLiteral("Title: Head of Operations"));
    QCOMPARE(made.reasons[2], QString());
    QCOMPARE(made.reasons[3], QStringLiteral("Interested"));
}

void ScoreJudgeTest::saysNumbersAndDaysAsThePersonWritesThem()
{
    const QLocale american(QLocale::English, QLocale::UnitedStates);
    QLocale::setDefault(american);
    ScoreSubject large = agnieszka();
    large.values.insert(QStringLiteral("company size"), QStringLiteral("2400"));
    const ScoreCard made =
        card({{ScorePart::CompanyFit, QStringLiteral("company size"), ScoreTest::AtLeast, QStringLiteral("50"), 10,
               QStringLiteral("{} people")},
              {ScorePart::Timing, QStringLiteral("added"), ScoreTest::WithinDays, QStringLiteral("60"), 5, {}}},
             large);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(made.reasons[size_t(ScorePart::CompanyFit)], QStringLiteral("2,400 people"));
    QCOMPARE(made.reasons[size_t(ScorePart::Timing)],
             QStringLiteral("Added: ") + american.toString(QDate(2026, 11, 1), QLocale::ShortFormat));
}

void ScoreJudgeTest::countsNothingForARuleThatCannotBeUsed_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<ScoreTest>("test");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("points");
    using enum ScoreTest;
    QTest::newRow("no such field") << "shoe size" << Known << "" << 5;
    QTest::newRow("a text is not at least anything") << "title" << AtLeast << "5" << 5;
    QTest::newRow("not a number") << "company size" << AtLeast << "many" << 5;
    QTest::newRow("one number for two") << "company size" << Between << "50" << 5;
    QTest::newRow("the wrong way round") << "company size" << Between << "200-50" << 5;
    QTest::newRow("nothing to compare with") << "title" << ContainsAny << " , " << 5;
    QTest::newRow("no points") << "title" << Known << "" << 0;
    QTest::newRow("too many points") << "title" << Known << "" << 101;
    QTest::newRow("days below zero") << "added" << WithinDays << "-1" << 5;
}

void ScoreJudgeTest::countsNothingForARuleThatCannotBeUsed()
{
    QFETCH(QString, field);
    QFETCH(ScoreTest, test);
    QFETCH(QString, value);
    QFETCH(int, points);
    const ScoreRule rule{ScorePart::Role, field, test, value, points, {}};
    QVERIFY(!fields().problemOf(rule).isEmpty());
    QCOMPARE(card({rule}, agnieszka()).sum(), 0);
}

void ScoreJudgeTest::readsBackWhatItWrote()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 100; ++round) {
        const ScoreRules rules{round, randomRules(random, fields())};
        const Result<ScoreRules> read = ScoreRules::fromJson(rules.toJson(), round);
        QVERIFY(read);
        QCOMPARE(*read, rules);
    }
}

void ScoreJudgeTest::refusesWhatItDidNotWrite()
{
    for (const char *text : {"", "{}", "[1]", "[{\"part\":\"luck\",\"test\":\"known\",\"points\":1}]",
                             "[{\"part\":\"role\",\"test\":\"known\",\"points\":1000}]",
                             "[{\"part\":\"role\",\"test\":\"known\",\"points\":1.5}]"}) {
        QVERIFY2(!ScoreRules::fromJson(text, 1), text);
    }
}

void ScoreJudgeTest::suggestsRulesThatCanAllBeUsed()
{
    SenderProfile profile;
    for (const bool described : {false, true}) {
        if (described) {
            profile.idealTitles = QStringLiteral("Head of operations; dispatch\nplanning");
            profile.idealCompanies = QStringLiteral("freight, logistics");
            profile.idealPlaces = QStringLiteral("Poland, Gdańsk");
        }
        const ScoreRules rules = ScoreRules::suggested(profile);
        for (const ScoreRule &rule : rules.rules) {
            QVERIFY2(fields().problemOf(rule).isEmpty(), qPrintable(fields().sentenceFor(rule)));
        }
        const ScoreCard made = ScoreJudge(rules, fields(), today()).cardFor(agnieszka());
        QCOMPARE(made.got[size_t(ScorePart::Role)], described ? 30 : 14);
        QVERIFY(made.got[size_t(ScorePart::Engagement)] == 10);
    }
}

void ScoreJudgeTest::addsUpTheEffect()
{
    ScoreEffect effect;
    const auto add = [&effect](std::optional<int> before, int after, std::optional<int> byHand = {}) {
        ScoreSubject subject;
        subject.id = LeadId(effect.looked + 1);
        subject.score = byHand ? byHand : before;
        subject.byHand = byHand;
        ScoreCard made;
        made.got = {std::min(after, 40), std::max(0, after - 40), 0, 0};
        effect.add(subject, made);
    };
    add(10, 20);
    add(10, 15);
    add(50, 20);
    add(10, 10);
    add({}, 40);
    add({}, 5, 90); // set by hand: stays
    add(10, 70);
    add(10, 18);
    QCOMPARE(effect.looked, 8);
    QCOMPARE(effect.up, 4);
    QCOMPARE(effect.down, 1);
    QCOMPARE(effect.same, 1);
    QCOMPARE(effect.fresh, 1);
    QCOMPARE(effect.byHand, 1);
    QCOMPARE(std::accumulate(effect.after.begin(), effect.after.end(), qint64(0)), 8);
    QCOMPARE(std::accumulate(effect.before.begin(), effect.before.end(), qint64(0)), 7);
    QCOMPARE(effect.after[9], 1);
    QCOMPARE(effect.rising.size(), 3);
    QCOMPARE(effect.rising.first().after, 70);
    QCOMPARE(effect.rising.last().after, 18);
    QCOMPARE(effect.falling.size(), 1);
}

QTEST_GUILESS_MAIN(ScoreJudgeTest)
#include "ScoreJudgeTest.moc"
