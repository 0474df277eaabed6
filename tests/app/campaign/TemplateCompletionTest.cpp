#include "campaign/TemplateCompletion.h"
#include "campaign/Template.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

QStringList listOf(std::initializer_list<const char *> words)
{
    QStringList list;
    for (const char *word : words) {
        list.append(QString::fromUtf8(word));
    }
    return list;
}

QList<TemplateField> fields()
{
    QList<TemplateField> known = Template::commonFields();
    known.append({QStringLiteral("fleet size"), QStringLiteral("Trucks")});
    return known;
}

/// The text with ^ where the cursor is.
TemplateOffers offersAt(QString marked)
{
    const qsizetype cursor = marked.indexOf(QLatin1Char('^'));
    marked.remove(cursor, 1);
    return TemplateCompletion::at(marked, cursor, fields());
}

QStringList labels(const QString &marked)
{
    QStringList labels;
    for (const TemplateOffer &offer : offersAt(marked).offers) {
        labels.append(offer.label);
    }
    return labels;
}

/// The text after the offer of this label was taken, with ^ where the cursor is then.
QString taken(QString marked, const QString &label)
{
    const TemplateOffers offers = offersAt(marked);
    marked.remove(QLatin1Char('^'));
    for (const TemplateOffer &offer : offers.offers) {
        if (offer.label == label) {
            QString text = marked.replace(offers.from, offers.length, offer.insert);
            return text.insert(offers.from + offer.cursor, QLatin1Char('^'));
        }
    }
    return QStringLiteral("not offered");
}

} // namespace

class TemplateCompletionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offersNothingInOrdinaryText_data();
    void offersNothingInOrdinaryText();
    void completesAFieldByNameAndLabel();
    void offersFieldsAndWordsBehindABareBracket();
    void elseAndEndOnlyWhereAnIfIsOpen();
    void completesConditions();
    void takingAnOfferGivesASoundTemplate_data();
    void takingAnOfferGivesASoundTemplate();
    void neverReachesOutOfTheText();
};

void TemplateCompletionTest::offersNothingInOrdinaryText_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"^", "Hello^", "{city}^", "{{ci^", "{city\nx^", "{city|your^", "{~Hello^", "{claude: a^",
                             "x } y^", "^{city}"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
}

void TemplateCompletionTest::offersNothingInOrdinaryText()
{
    QFETCH(QString, text);
    QCOMPARE(labels(text), QStringList());
}

void TemplateCompletionTest::completesAFieldByNameAndLabel()
{
    QCOMPARE(labels(QStringLiteral("Hi {fir^")).value(0), QStringLiteral("first name"));
    QVERIFY(labels(QStringLiteral("Hi {name^")).contains(QStringLiteral("first name"))); // a word inside
    QCOMPARE(labels(QStringLiteral("Hi {FLEET s^")), listOf({"fleet size"}));
    QCOMPARE(labels(QStringLiteral("Hi {truck^")), listOf({"fleet size"})); // its label
    QCOMPARE(labels(QStringLiteral("Hi {zzz^")), QStringList());
    QCOMPARE(labels(QStringLiteral("Hi {cla^")).value(0), QStringLiteral("claude: …"));
    QCOMPARE(taken(QStringLiteral("Hi {cla^, how"), QStringLiteral("claude: …")),
             QStringLiteral("Hi {claude: ^}, how"));
    QCOMPARE(taken(QStringLiteral("Hi {fir^, how"), QStringLiteral("first name")),
             QStringLiteral("Hi {first name}^, how"));
    QCOMPARE(taken(QStringLiteral("Hi {fir^}, how"), QStringLiteral("first name")),
             QStringLiteral("Hi {first name}^, how"));
    QCOMPARE(taken(QStringLiteral("{{{ci^"), QStringLiteral("city")), QStringLiteral("{{{city}^"));
}

void TemplateCompletionTest::offersFieldsAndWordsBehindABareBracket()
{
    const QStringList all = labels(QStringLiteral("Hi {^"));
    QVERIFY(all.size() <= TemplateCompletion::most);
    QVERIFY(all.contains(QStringLiteral("first name")));
    QVERIFY(all.contains(QStringLiteral("if …")));
    QVERIFY(all.contains(QStringLiteral("~ … | …")));
}

void TemplateCompletionTest::elseAndEndOnlyWhereAnIfIsOpen()
{
    QVERIFY(!labels(QStringLiteral("{e^")).contains(QStringLiteral("else")));
    QVERIFY(labels(QStringLiteral("{if city}x{e^")).contains(QStringLiteral("else")));
    QVERIFY(labels(QStringLiteral("{if city}x{e^")).contains(QStringLiteral("end")));
    QVERIFY(!labels(QStringLiteral("{if city}x{end}{e^")).contains(QStringLiteral("end")));
}

void TemplateCompletionTest::completesConditions()
{
    QVERIFY(labels(QStringLiteral("{if c^}{end}")).contains(QStringLiteral("city")));
    QVERIFY(labels(QStringLiteral("{if n^")).contains(QStringLiteral("not")));
    QCOMPARE(labels(QStringLiteral("{if not co^")).value(0), QStringLiteral("company"));
    QCOMPARE(labels(QStringLiteral("{if city co^")), listOf({"contains"}));
    QCOMPARE(labels(QStringLiteral("{else if city is n^")), listOf({"is not"}));
    QVERIFY(labels(QStringLiteral("{if fleet size ^")).contains(QStringLiteral(">=")));
    QCOMPARE(labels(QStringLiteral("{if city is Gdy^")), QStringList());
    QCOMPARE(taken(QStringLiteral("{if ci^}{end}"), QStringLiteral("city")), QStringLiteral("{if city^}{end}"));
    QCOMPARE(taken(QStringLiteral("{if city does^}"), QStringLiteral("does not contain")),
             QStringLiteral("{if city does not contain ^}"));
}

void TemplateCompletionTest::takingAnOfferGivesASoundTemplate_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"{^", "{c^", "{e^", "{if city}a{^{end}", "Hi {^ there", "{~a|{^}"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
}

void TemplateCompletionTest::takingAnOfferGivesASoundTemplate()
{
    QFETCH(QString, text);
    for (const TemplateOffer &offer : offersAt(text).offers) {
        if (offer.kind != TemplateOffer::Kind::Field) {
            continue; // words of the language need something more to be typed
        }
        const QString whole = taken(text, offer.label).remove(QLatin1Char('^'));
        const Template parsed = Template::parse(whole, fields());
        QVERIFY2(parsed.problems().isEmpty(), qPrintable(whole));
        QVERIFY2(parsed.fields().contains(offer.label), qPrintable(whole));
    }
}

void TemplateCompletionTest::neverReachesOutOfTheText()
{
    QRandomGenerator random(20261126);
    const QStringList parts = listOf({"{", "}", "{{", "{~", "|", "\n", " ", "if ", "else", "end", "city", "not ", "is ",
                                      "claude:", "first name", "é", "👍", "\\"});
    for (int round = 0; round < 4000; ++round) {
        QString text;
        for (quint32 part = random.bounded(24U); part > 0; --part) {
            text += parts.at(random.bounded(int(parts.size())));
        }
        const qsizetype cursor = random.bounded(int(text.size()) + 1);
        const TemplateOffers offers = TemplateCompletion::at(text, cursor, fields());
        QVERIFY(offers.offers.size() <= TemplateCompletion::most);
        QVERIFY(offers.from >= 0 && offers.length >= 0 && offers.from + offers.length <= text.size());
        for (const TemplateOffer &offer : offers.offers) {
            QVERIFY(offers.from <= cursor && offers.from + offers.length >= cursor);
            QVERIFY(offer.cursor >= 0 && offer.cursor <= offer.insert.size());
        }
    }
}

QTEST_GUILESS_MAIN(TemplateCompletionTest)
#include "TemplateCompletionTest.moc"
