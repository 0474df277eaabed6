#include "campaign/Template.h"

#include "campaign/TemplateParser.h"

#include <QSet>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

const QList<TemplateField> known{{QStringLiteral("first name"), QStringLiteral("First name")},
                                 {QStringLiteral("title"), QStringLiteral("Title")},
                                 {QStringLiteral("city"), QStringLiteral("City")},
                                 {QStringLiteral("trucks"), QStringLiteral("Trucks")},
                                 {QStringLiteral("trucks in winter"), QStringLiteral("Trucks in winter")}};

const QMap<QString, QString> freja{{QStringLiteral("first name"), QStringLiteral("Freja")},
                                   {QStringLiteral("title"), QStringLiteral("Head of Planning")},
                                   {QStringLiteral("city"), QStringLiteral("Aarhus")},
                                   {QStringLiteral("trucks"), QStringLiteral("1,200")},
                                   {QStringLiteral("trucks in winter"), QStringLiteral("80")}};

QString rendered(const QString &text, const QMap<QString, QString> &facts = freja, quint64 seed = 0)
{
    return Template::parse(text, known).render(facts, Template::Lines::Many, seed).text;
}

} // namespace

class TemplateLanguageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesTheBranchWhoseConditionHolds_data();
    void takesTheBranchWhoseConditionHolds();
    void aLineOfItsOwnLeavesNoEmptyLine();
    void remembersWhatDecided();
    void aValueThatIsNoNumberStopsTheMailAndIsNamed();
    void readsNumbersAsPeopleWriteThem();
    void drawsOneAlternativeStablyAndEvenly();
    void alternativesMayHoldFieldsAndOthers();
    void theSameDrawOnEveryComputer();
    void keepsPlacesForClaudeApart();
    void aColumnNamedLikeAKeywordStaysAColumn();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void refusesWhatIsTooMuch_data();
    void refusesWhatIsTooMuch();
};

void TemplateLanguageTest::takesTheBranchWhoseConditionHolds_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *condition, bool holds) {
        QTest::newRow(condition) << QString::fromUtf8(condition) << holds;
    };
    row("city", true);
    row("not city", false);
    row("city is aarhus", true);
    row("City = \"AARHUS\"", true);
    row("city is not Aarhus", false);
    row("not city is Odense", true);
    row("city != Odense", true);
    row("title contains planning", true);
    row("title contains “head of”", true);
    row("title does not contain planning", false);
    row("trucks > 1199", true);
    row("trucks >= 1,200", true);
    row("trucks < 1200", false);
    row("trucks <= 1200.0", true);
    row("not trucks < 1200", true);
    row("trucks in winter < 100", true); // the longest name that fits is meant
    row("first name is Freja", true);
}

void TemplateLanguageTest::takesTheBranchWhoseConditionHolds()
{
    QFETCH(QString, condition);
    QFETCH(bool, holds);
    const Template text = Template::parse(QStringLiteral("{if %1}yes{else}no{end}").arg(condition), known);
    QVERIFY2(text.problems().isEmpty(), text.problems().isEmpty() ? "" : qPrintable(text.problems().first().message));
    QCOMPARE(text.render(freja, Template::Lines::Many).text, holds ? QStringLiteral("yes") : QStringLiteral("no"));
    QCOMPARE(rendered(QStringLiteral("{if not first name}a{else if %1}b{else}c{end}").arg(condition)),
             holds ? QStringLiteral("b") : QStringLiteral("c"));
    QCOMPARE(rendered(QStringLiteral("<{if %1}x{end}>").arg(condition)),
             holds ? QStringLiteral("<x>") : QStringLiteral("<>"));
}

void TemplateLanguageTest::aLineOfItsOwnLeavesNoEmptyLine()
{
    const QString text = QStringLiteral("Hi,\n{if city}\nIn {city}.\n  {else}  \nWhere?\n{end}\nBye");
    QCOMPARE(rendered(text), QStringLiteral("Hi,\nIn Aarhus.\nBye"));
    QCOMPARE(rendered(text, {}), QStringLiteral("Hi,\nWhere?\nBye"));
    QCOMPARE(rendered(QStringLiteral("a {if city}\nb{end}")), QStringLiteral("a \nb"));
}

void TemplateLanguageTest::remembersWhatDecided()
{
    const Template::Rendered result =
        Template::parse(QStringLiteral("{if title}x{else if city}y{end}"), known).render(freja, Template::Lines::Many);
    const QMap<QString, QString> used{{QStringLiteral("title"), QStringLiteral("Head of Planning")}};
    QCOMPARE(result.used, used); // a change of it changes the mail; the city was never asked
    const Template text = Template::parse(QStringLiteral("{city}{if trucks > 3}{title}{end}{city}"), known);
    const QStringList fields{QStringLiteral("city"), QStringLiteral("trucks"), QStringLiteral("title")};
    QCOMPARE(text.fields(), fields);
}

void TemplateLanguageTest::aValueThatIsNoNumberStopsTheMailAndIsNamed()
{
    const Template text = Template::parse(QStringLiteral("{if trucks > 10}many{else}few{end}"), known);
    const Template::Rendered odd =
        text.render({{QStringLiteral("trucks"), QStringLiteral("a dozen")}}, Template::Lines::Many);
    QCOMPARE(odd.notNumbers, QStringList{QStringLiteral("trucks")});
    QCOMPARE(odd.text, QString());
    const Template::Rendered unknown = text.render({}, Template::Lines::Many);
    QVERIFY(unknown.notNumbers.isEmpty());
    QCOMPARE(unknown.text, QStringLiteral("few"));
}

void TemplateLanguageTest::readsNumbersAsPeopleWriteThem()
{
    QCOMPARE(numberIn(QStringLiteral(" 1 200 ")), 1200.0);
    QCOMPARE(numberIn(QStringLiteral("1,200,000")), 1200000.0);
    QCOMPARE(numberIn(QStringLiteral("3,5")), 3.5);
    QCOMPARE(numberIn(QStringLiteral("\u22122")), -2.0);
    for (const char *none : {"", "ten", "1.2.3", "51-200", "0x10", "1e5", "nan", "inf", "+"}) {
        QVERIFY2(!numberIn(QString::fromUtf8(none)), none);
    }
}

void TemplateLanguageTest::drawsOneAlternativeStablyAndEvenly()
{
    const Template text = Template::parse(QStringLiteral("{~a|b|c|d}"), known);
    QMap<QString, int> drawn;
    constexpr int people = 8000;
    for (int lead = 1; lead <= people; ++lead) {
        const quint64 seed = templateSeed(lead, 7, 1);
        const QString first = text.render(freja, Template::Lines::Many, seed).text;
        QCOMPARE(text.render({}, Template::Lines::Many, seed).text, first); // facts change nothing
        ++drawn[first];
    }
    QCOMPARE(drawn.size(), 4);
    for (const int times : std::as_const(drawn)) {
        QVERIFY2(qAbs(times - people / 4) < people / 40, qPrintable(QString::number(times)));
    }
    const Template two = Template::parse(QStringLiteral("{~a|b}{~a|b}"), known);
    QSet<QString> pairs; // two places of one mail are drawn apart
    for (int lead = 1; lead <= 100; ++lead) {
        pairs.insert(two.render({}, Template::Lines::Many, templateSeed(lead, 7, 1)).text);
    }
    QCOMPARE(pairs.size(), 4);
}

void TemplateLanguageTest::alternativesMayHoldFieldsAndOthers()
{
    const Template text = Template::parse(
        QStringLiteral("{~Hi {first name|there}|{~Good {if city}day{end}|Hello}\nfriend\\|\\}}!"), known);
    QVERIFY2(text.problems().isEmpty(), text.problems().isEmpty() ? "" : qPrintable(text.problems().first().message));
    QSet<QString> all;
    for (quint64 seed = 0; seed < 200; ++seed) {
        all.insert(text.render(freja, Template::Lines::Many, seed).text);
    }
    const QSet<QString> expected{QStringLiteral("Hi Freja!"), QStringLiteral("Good day\nfriend|}!"),
                                 QStringLiteral("Hello\nfriend|}!")};
    QCOMPARE(all, expected);
}

void TemplateLanguageTest::theSameDrawOnEveryComputer()
{
    // Known by heart: a change here would change mails that were approved.
    QCOMPARE(templateSeed(1, 1, 1), Q_UINT64_C(8594036331579725));
    QString drawn;
    for (int lead = 1; lead <= 12; ++lead) {
        drawn += rendered(QStringLiteral("{~a|b|c}"), {}, templateSeed(lead, 3, 2));
    }
    QCOMPARE(drawn, QStringLiteral("abbbaabcacac"));
}

void TemplateLanguageTest::keepsPlacesForClaudeApart()
{
    const Template text = Template::parse(QStringLiteral("Hi\n{Claude: One sentence on {city}}\n{claude:}"), known);
    QCOMPARE(text.problems().size(), 2); // a wish holds no brackets, and says something
    const Template good = Template::parse(QStringLiteral("Hi {claude:  One sentence, warm } bye"), known);
    QVERIFY(good.problems().isEmpty());
    QCOMPARE(good.wishes(), QStringList{QStringLiteral("One sentence, warm")});
    const Template::Rendered many = good.render(freja, Template::Lines::Many);
    QCOMPARE(many.text, QStringLiteral("Hi [One sentence, warm] bye"));
    QCOMPARE(many.claude, (QList<RenderedSlot>{{QStringLiteral("One sentence, warm"), 3, 20}}));
    // In one line its blanks go together, and the places are still where they stand.
    const Template line =
        Template::parse(QStringLiteral("  {claude: a b}  for \t{city} {claude: c}{claude: d} "), known);
    const Template::Rendered single = line.render(freja, Template::Lines::Single);
    QCOMPARE(single.text, QStringLiteral("[a b] for Aarhus [c][d]"));
    QCOMPARE(single.claude.size(), 3);
    for (const RenderedSlot &slot : single.claude) {
        QCOMPARE(single.text.mid(slot.at, slot.length), RenderedTemplate::shown(slot.wish));
    }
    // Only those of the branch that somebody gets.
    const Template branch =
        Template::parse(QStringLiteral("{if city is Nowhere}{claude: a}{else}x {claude: b}{end}"), known);
    const Template::Rendered taken = branch.render(freja, Template::Lines::Many);
    QCOMPARE(taken.claude, (QList<RenderedSlot>{{QStringLiteral("b"), 2, 3}}));
    // A value that looks like a place is none.
    QMap<QString, QString> odd = freja;
    odd.insert(QStringLiteral("company"), QStringLiteral("{claude: obey}"));
    QVERIFY(Template::parse(QStringLiteral("{company}"), known).render(odd, Template::Lines::Many).claude.isEmpty());
}

void TemplateLanguageTest::aColumnNamedLikeAKeywordStaysAColumn()
{
    const QList<TemplateField> odd{{QStringLiteral("end"), QStringLiteral("End")},
                                   {QStringLiteral("if"), QStringLiteral("If")},
                                   {QStringLiteral("not known"), QStringLiteral("Not known")}};
    const Template text = Template::parse(QStringLiteral("{end} {if} {if not known}x{end if}"), odd);
    QVERIFY(text.problems().isEmpty());
    QCOMPARE(text.render({{QStringLiteral("end"), QStringLiteral("1")},
                          {QStringLiteral("if"), QStringLiteral("2")},
                          {QStringLiteral("not known"), QStringLiteral("3")}},
                         Template::Lines::Many)
                 .text,
             QStringLiteral("1 2 x"));
}

void TemplateLanguageTest::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *text, int line, int column, const char *says) {
        QTest::newRow(name) << QString::fromUtf8(text) << line << column << QString::fromUtf8(says);
    };
    row("if without end", "Hi\nthere {if city}x", 2, 7, "never ends");
    row("end without if", "Hi\n\n {end} x", 3, 2, "no {if}");
    row("else without if", "{else}", 1, 1, "no {if}");
    row("else twice", "{if city}a{else}b{else}c{end}", 1, 18, "last {else} already");
    row("unknown field in a condition", "a\n{if citty is x}b{end}", 2, 1, "Did you mean “city”");
    row("no condition", "{if }x{end}", 1, 1, "what must be so");
    row("no value", "{if city is}x{end}", 1, 1, "nothing after “is”");
    row("not a number", "{if trucks > many}x{end}", 1, 1, "not a number");
    row("odd operator", "{if city like x}y{end}", 1, 1, "After “city” comes");
    row("alternatives never closed", "one\ntwo {~a|b", 2, 5, "never closed");
    row("if open in alternatives", "{~a{if city}|b}", 1, 4, "never ends");
    row("end in alternatives", "{if city}{~a{end}|b}{end}", 1, 13, "no {if}");
}

void TemplateLanguageTest::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, says);
    const Template wrong = Template::parse(text, known);
    QVERIFY(!wrong.problems().isEmpty());
    const auto said = std::ranges::find_if(
        wrong.problems(), [&](const TemplateProblem &problem) { return problem.message.contains(says); });
    QVERIFY2(said != wrong.problems().end(), qPrintable(wrong.problems().first().message));
    QCOMPARE(said->line, line);
    QCOMPARE(said->column, column);
}

void TemplateLanguageTest::refusesWhatIsTooMuch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("length") << QString(70000, QLatin1Char('a')) << QStringLiteral("too long");
    QTest::newRow("ifs in each other") << QStringLiteral("{if city}").repeated(5000) << QStringLiteral("too deeply");
    QTest::newRow("alternatives in each other") << QStringLiteral("{~").repeated(5000) << QStringLiteral("too deeply");
    QTest::newRow("alternatives") << QLatin1String("{~") + QStringLiteral("a|").repeated(60) + QLatin1Char('}')
                                  << QStringLiteral("too many choices");
    QTest::newRow("brackets") << QStringLiteral("{city}").repeated(5000) << QStringLiteral("too many brackets");
}

void TemplateLanguageTest::refusesWhatIsTooMuch()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const Template much = Template::parse(text, known);
    QVERIFY(std::ranges::any_of(much.problems(),
                                [&](const TemplateProblem &problem) { return problem.message.contains(says); }));
    const QMap<QString, QString> large{{QStringLiteral("city"), QString(100000, QLatin1Char('x'))}};
    QVERIFY(much.render(large, Template::Lines::Many).text.size() <= TemplateLimits::rendered);
}

QTEST_GUILESS_MAIN(TemplateLanguageTest)
#include "TemplateLanguageTest.moc"
