#include "lead/FieldValue.h"

#include <QtTest>

using namespace AlwaysLeads;

class FieldValueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatPeopleType_data();
    void readsWhatPeopleType();
    void saysWhatWouldFit_data();
    void saysWhatWouldFit();
    void whatStandsInAnEditorReadsBack_data();
    void whatStandsInAnEditorReadsBack();
    void showsWhatIsNotCanonicalAsItIs();
};

namespace {

CustomField fieldOf(FieldKind kind)
{
    return {1, QStringLiteral("x"), QStringLiteral("X"), kind, {QStringLiteral("Gold"), QStringLiteral("Silver")}};
}

} // namespace

void FieldValueTest::readsWhatPeopleType_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("kept");
    using K = FieldKind;
    const auto row = [](K kind, const char *language, const char *typed, const char *kept) {
        QTest::addRow("%s: %s", language, typed)
            << kind << QString::fromLatin1(language) << QString::fromUtf8(typed) << QString::fromUtf8(kept);
    };
    row(K::Text, "en_GB", "  two\nlines ", "two\nlines");
    row(K::Number, "en_GB", "1,234.5", "1234.5");
    row(K::Number, "de_DE", "1.234,5", "1234.5");
    row(K::Number, "de_DE", "12,50", "12.5");
    row(K::Number, "fr_FR", "1 234,5", "1234.5");
    row(K::Number, "en_GB", "-0", "0");
    row(K::Number, "en_GB", "1000000", "1000000");
    row(K::Date, "en_GB", "2026-11-25", "2026-11-25");
    row(K::Date, "en_GB", "25/11/2026", "2026-11-25");
    row(K::Date, "en_US", "11/25/2026", "2026-11-25");
    row(K::Date, "en_US", "11/25/26", "2026-11-25");
    row(K::Date, "de_DE", "25.11.2026", "2026-11-25");
    row(K::Date, "de_DE", "25.11.26", "2026-11-25");
    row(K::Date, "de_DE", "3.1.2026", "2026-01-03");
    row(K::Choice, "en_GB", "gold", "Gold");
    row(K::Url, "en_GB", "company.example/about", "http://company.example/about");
    row(K::Url, "en_GB", "https://company.example", "https://company.example");
    row(K::YesNo, "en_GB", "YES", "yes");
    row(K::YesNo, "en_GB", "0", "no");
    row(K::Date, "en_GB", "   ", "");
}

void FieldValueTest::readsWhatPeopleType()
{
    QFETCH(FieldKind, kind);
    QFETCH(QString, language);
    QFETCH(QString, typed);
    QFETCH(QString, kept);
    const Result<QString> value = FieldValue::parse(fieldOf(kind), typed, QLocale(language));
    QVERIFY2(value, qPrintable(value ? QString() : value.error().message));
    QCOMPARE(*value, kept);
}

void FieldValueTest::saysWhatWouldFit_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("says");
    using K = FieldKind;
    QTest::addRow("number") << K::Number << QStringLiteral("a dozen") << QStringLiteral("1,234.5");
    QTest::addRow("infinite") << K::Number << QStringLiteral("inf") << QStringLiteral("not a number");
    QTest::addRow("date") << K::Date << QStringLiteral("31/02/2026") << QStringLiteral("25/11/2026");
    QTest::addRow("no date") << K::Date << QStringLiteral("soon") << QStringLiteral("not a date");
    QTest::addRow("choice") << K::Choice << QStringLiteral("Bronze") << QStringLiteral("Gold, Silver");
    QTest::addRow("script") << K::Url << QStringLiteral("javascript:alert(1)") << QStringLiteral("https://");
    QTest::addRow("file") << K::Url << QStringLiteral("file:///etc/passwd") << QStringLiteral("https://");
    QTest::addRow("words") << K::Url << QStringLiteral("our site") << QStringLiteral("https://");
    QTest::addRow("yes or no") << K::YesNo << QStringLiteral("maybe") << QStringLiteral("neither yes nor no");
}

void FieldValueTest::saysWhatWouldFit()
{
    QFETCH(FieldKind, kind);
    QFETCH(QString, typed);
    QFETCH(QString, says);
    const Result<QString> value = FieldValue::parse(fieldOf(kind), typed, QLocale(QStringLiteral("en_GB")));
    QVERIFY2(!value, value ? qPrintable(*value) : "");
    QCOMPARE(value.error().kind, ErrorKind::Invalid);
    QVERIFY2(value.error().message.contains(says), qPrintable(value.error().message));
}

void FieldValueTest::whatStandsInAnEditorReadsBack_data()
{
    QTest::addColumn<QString>("language");
    for (const char *language : {"en_GB", "en_US", "de_DE", "fr_FR", "pl_PL", "ja_JP", "sv_SE", "ar_EG", "hi_IN"}) {
        QTest::addRow("%s", language) << QString::fromLatin1(language);
    }
}

void FieldValueTest::whatStandsInAnEditorReadsBack()
{
    QFETCH(QString, language);
    const QLocale locale(language);
    const QList<std::pair<FieldKind, QString>> values = {
        {FieldKind::Number, QStringLiteral("1234567.25")}, {FieldKind::Number, QStringLiteral("-3")},
        {FieldKind::Date, QStringLiteral("2026-11-25")},   {FieldKind::Date, QStringLiteral("2026-02-03")},
        {FieldKind::Date, QStringLiteral("1987-05-09")},   {FieldKind::YesNo, QStringLiteral("no")},
        {FieldKind::Choice, QStringLiteral("Silver")}};
    for (const auto &[kind, value] : values) {
        const CustomField field = fieldOf(kind);
        const QString editable = FieldValue::editable(field, value, locale);
        const Result<QString> back = FieldValue::parse(field, editable, locale);
        QVERIFY2(back, qPrintable(back ? QString() : back.error().message));
        QCOMPARE(*back, value);
    }
}

void FieldValueTest::showsWhatIsNotCanonicalAsItIs()
{
    const QLocale locale(QStringLiteral("en_GB"));
    QCOMPARE(FieldValue::shown(fieldOf(FieldKind::Number), QStringLiteral("a few"), locale), QStringLiteral("a few"));
    QCOMPARE(FieldValue::shown(fieldOf(FieldKind::Date), QStringLiteral("soon"), locale), QStringLiteral("soon"));
    QCOMPARE(FieldValue::shown(fieldOf(FieldKind::Number), QStringLiteral("1234.5"), locale),
             QStringLiteral("1,234.5"));
    QCOMPARE(FieldValue::shown(fieldOf(FieldKind::Date), QStringLiteral("2026-11-25"), locale),
             QStringLiteral("25 Nov 2026"));
}

QTEST_GUILESS_MAIN(FieldValueTest)
#include "FieldValueTest.moc"
