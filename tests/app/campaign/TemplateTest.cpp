#include "campaign/Template.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

const QList<TemplateField> known{{QStringLiteral("first name"), QStringLiteral("First name")},
                                 {QStringLiteral("company"), QStringLiteral("Company")},
                                 {QStringLiteral("city"), QStringLiteral("City")}};

Template parsed(const QString &text)
{
    return Template::parse(text, known);
}

QString rendered(const QString &text, const QMap<QString, QString> &facts,
                 Template::Lines lines = Template::Lines::Many)
{
    return parsed(text).render(facts, lines).text;
}

} // namespace

class TemplateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsFieldsWithValues();
    void usesTheFallbackOnlyWhereTheValueIsMissing();
    void namesEachMissingFieldOnce();
    void neverExpandsWhatAValueHolds();
    void keepsALiteralBracket();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void collapsesLineBreaksOfValuesInTheSubject();
    void keepsLineBreaksInTheBodyButNoControlCharacters();
    void coversEveryCharacterWithOnePiece();
    void survivesHostileText();
    void remembersTheValuesItUsed();
    void commonFieldsCanAllBeUsed();
};

void TemplateTest::fillsFieldsWithValues()
{
    QCOMPARE(rendered(QStringLiteral("Hi {first name}, how is {company} in {city}?"),
                      {{QStringLiteral("first name"), QStringLiteral("Zoë")},
                       {QStringLiteral("company"), QStringLiteral("Müller & Söhne")},
                       {QStringLiteral("city"), QStringLiteral("Łódź 🚚")}}),
             QStringLiteral("Hi Zoë, how is Müller & Söhne in Łódź 🚚?"));
    QCOMPARE(rendered(QStringLiteral("{ First  Name }"), {{QStringLiteral("first name"), QStringLiteral("Zoë")}}),
             QStringLiteral("Zoë"));
}

void TemplateTest::usesTheFallbackOnlyWhereTheValueIsMissing()
{
    const QString text = QStringLiteral("Hi {first name|there}");
    QCOMPARE(rendered(text, {}), QStringLiteral("Hi there"));
    QCOMPARE(rendered(text, {{QStringLiteral("first name"), QStringLiteral("  ")}}), QStringLiteral("Hi there"));
    QCOMPARE(rendered(text, {{QStringLiteral("first name"), QStringLiteral("Zoë")}}), QStringLiteral("Hi Zoë"));
    const Template::Rendered empty = parsed(QStringLiteral("Hi{first name|}!")).render({}, Template::Lines::Many);
    QCOMPARE(empty.text, QStringLiteral("Hi!"));
    QVERIFY(empty.missing.isEmpty());
    QCOMPARE(rendered(QStringLiteral("{city|a|b}"), {}), QStringLiteral("a|b"));
}

void TemplateTest::namesEachMissingFieldOnce()
{
    const Template::Rendered result =
        parsed(QStringLiteral("{city} {company} {city}"))
            .render({{QStringLiteral("company"), QStringLiteral("A")}}, Template::Lines::Many);
    QCOMPARE(result.missing, QStringList{QStringLiteral("city")});
}

void TemplateTest::neverExpandsWhatAValueHolds()
{
    QCOMPARE(rendered(QStringLiteral("{first name} of {company}"),
                      {{QStringLiteral("first name"), QStringLiteral("{company}")},
                       {QStringLiteral("company"), QStringLiteral("{{first name}")}}),
             QStringLiteral("{company} of {{first name}"));
}

void TemplateTest::keepsALiteralBracket()
{
    const Template text = parsed(QStringLiteral("{{first name} and }"));
    QVERIFY(text.problems().isEmpty());
    QCOMPARE(text.render({}, Template::Lines::Many).text, QStringLiteral("{first name} and }"));
}

void TemplateTest::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<qsizetype>("length");
    QTest::addColumn<QString>("says");
    QTest::newRow("never closed") << QStringLiteral("Hi {first name") << qsizetype(3) << qsizetype(11)
                                  << QStringLiteral("never closed");
    QTest::newRow("closed in the next line")
        << QStringLiteral("Hi {first\nname}") << qsizetype(3) << qsizetype(6) << QStringLiteral("never closed");
    QTest::newRow("opened twice") << QStringLiteral("{a {city}") << qsizetype(0) << qsizetype(3)
                                  << QStringLiteral("never closed");
    QTest::newRow("empty") << QStringLiteral("Hi {}") << qsizetype(3) << qsizetype(2)
                           << QStringLiteral("no field name");
    QTest::newRow("only a fallback") << QStringLiteral("{ |there}") << qsizetype(0) << qsizetype(9)
                                     << QStringLiteral("no field name");
    QTest::newRow("typing error") << QStringLiteral("{frist name}") << qsizetype(0) << qsizetype(12)
                                  << QStringLiteral("Did you mean “first name”");
    QTest::newRow("underscore") << QStringLiteral("{first_name}") << qsizetype(0) << qsizetype(12)
                                << QStringLiteral("Did you mean “first name”");
    QTest::newRow("no space") << QStringLiteral("{FirstName}") << qsizetype(0) << qsizetype(11)
                              << QStringLiteral("Did you mean “first name”");
    QTest::newRow("nothing near") << QStringLiteral("{shoe size in cm}") << qsizetype(0) << qsizetype(17)
                                  << QStringLiteral("Choose one from the list");
}

void TemplateTest::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    QFETCH(qsizetype, length);
    QFETCH(QString, says);
    const Template wrong = parsed(text);
    QCOMPARE(wrong.problems().size(), 1);
    QCOMPARE(wrong.problems().first().position, position);
    QCOMPARE(wrong.problems().first().length, length);
    QVERIFY2(wrong.problems().first().message.contains(says), qPrintable(wrong.problems().first().message));
}

void TemplateTest::collapsesLineBreaksOfValuesInTheSubject()
{
    const QString hostile = QStringLiteral("Zoë\r\nBcc: everybody@example.org\n\x01\u2028x");
    QCOMPARE(rendered(QStringLiteral("For {first name}"), {{QStringLiteral("first name"), hostile}},
                      Template::Lines::Single),
             QStringLiteral("For Zoë Bcc: everybody@example.org x"));
    QCOMPARE(rendered(QStringLiteral("Two\nlines"), {}, Template::Lines::Single), QStringLiteral("Two lines"));
}

void TemplateTest::keepsLineBreaksInTheBodyButNoControlCharacters()
{
    QCOMPARE(rendered(QStringLiteral("{company}"), {{QStringLiteral("company"), QStringLiteral("A\r\nB\rC\x07\tD")}}),
             QStringLiteral("A\nB\nC\tD"));
}

void TemplateTest::coversEveryCharacterWithOnePiece()
{
    const QString text = QStringLiteral("a {{b} {city|x} {nope} tail {open");
    qsizetype next = 0;
    const Template template_ = parsed(text);
    for (const Template::Piece &piece : template_.pieces()) {
        QCOMPARE(piece.position, next);
        next += piece.length;
    }
    QCOMPARE(next, text.size());
}

void TemplateTest::survivesHostileText()
{
    const QString many = QString(200000, QLatin1Char('{'));
    QVERIFY(!parsed(many + QLatin1Char('x')).pieces().isEmpty());
    const Template odd = parsed(QStringLiteral("{%1}").arg(QString(100000, QLatin1Char('a'))));
    QCOMPARE(odd.problems().size(), 1);
    QVERIFY(odd.problems().first().message.size() < 300);
    QVERIFY(parsed(QString()).pieces().isEmpty());
}

void TemplateTest::remembersTheValuesItUsed()
{
    const Template::Rendered result = parsed(QStringLiteral("{city} {first name|you}"))
                                          .render({{QStringLiteral("city"), QStringLiteral("Gdynia")},
                                                   {QStringLiteral("company"), QStringLiteral("not used")}},
                                                  Template::Lines::Many);
    const QMap<QString, QString> used{{QStringLiteral("city"), QStringLiteral("Gdynia")},
                                      {QStringLiteral("first name"), QString()}};
    QCOMPARE(result.used, used);
}

void TemplateTest::commonFieldsCanAllBeUsed()
{
    const QList<TemplateField> fields = Template::commonFields();
    QVERIFY(fields.size() > 5);
    for (const TemplateField &field : fields) {
        QVERIFY2(Template::parse(QStringLiteral("{%1}").arg(field.name), fields).problems().isEmpty(),
                 qPrintable(field.name));
        QVERIFY(!field.label.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TemplateTest)
#include "TemplateTest.moc"
