#include "address/EmailAddress.h"

#include <QTest>

using namespace AlwaysLeads;

class EmailAddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsAndNormalises_data();
    void acceptsAndNormalises();
    void refusesWithASentence_data();
    void refusesWithASentence();
    void refusesEveryControlAndInvisibleCharacter();
    void showsDomainsInTheirLetters();
    void showsMixedAlphabetsEncoded();
    void knowsWhenTheServerMustSpeakUtf8();
    void splitsIntoItsParts();
    void isTheSameHoweverItWasWritten();
    void parsingTwiceChangesNothing();
};

namespace {

QString fromUtf8(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

void EmailAddressTest::acceptsAndNormalises_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *name, const char *text, const char *address) {
        QTest::newRow(name) << fromUtf8(text) << fromUtf8(address);
    };
    row("plain", "anna@firm.example", "anna@firm.example");
    row("capitals", "Anna.Berg@FIRM.Example", "anna.berg@firm.example");
    row("spaces around", "  anna@firm.example \t", "anna@firm.example");
    row("line ends around", "\r\nanna@firm.example\r\n", "anna@firm.example");
    row("no-break space around", "\u00a0anna@firm.example\u00a0", "anna@firm.example");
    row("zero-width space around", "\u200banna@firm.example\ufeff", "anna@firm.example");
    row("mailto", "mailto:anna@firm.example", "anna@firm.example");
    row("mailto in capitals", "MAILTO:anna@firm.example", "anna@firm.example");
    row("mailto with subject", "mailto:anna@firm.example?subject=Hi%20there", "anna@firm.example");
    row("name and address", "Anna Berg <anna@firm.example>", "anna@firm.example");
    row("quoted name with comma", "\"Berg, Anna\" <anna@firm.example>", "anna@firm.example");
    row("name with an at sign", "anna@home <anna@firm.example>", "anna@firm.example");
    row("brackets alone", "<anna@firm.example>", "anna@firm.example");
    row("mailto in brackets", "<mailto:anna@firm.example>", "anna@firm.example");
    row("plus tag", "anna+news@firm.example", "anna+news@firm.example");
    row("every sign atext has", "a!#$&'*+-/=?^_`{|}~z@firm.example", "a!#$&'*+-/=?^_`{|}~z@firm.example");
    row("digits", "123@4firm.example", "123@4firm.example");
    row("one letter", "a@b.co", "a@b.co");
    row("underscore", "_anna_@firm.example", "_anna_@firm.example");
    row("hyphen in domain", "anna@my-firm.example", "anna@my-firm.example");
    row("deep domain", "anna@a.b.c.d.firm.example", "anna@a.b.c.d.firm.example");
    row("international domain", "anna@café.example", "anna@xn--caf-dma.example");
    row("international domain in capitals", "anna@CAFÉ.example", "anna@xn--caf-dma.example");
    row("sharp s stays sharp s", "anna@straße.example", "anna@xn--strae-oqa.example");
    row("Japanese domain", "anna@例え.テスト", "anna@xn--r8jz45g.xn--zckzah");
    row("A-label already", "anna@xn--caf-dma.example", "anna@xn--caf-dma.example");
    row("A-label in capitals", "anna@XN--CAF-DMA.example", "anna@xn--caf-dma.example");
    row("umlaut before the at sign", "jörg@firm.example", "jörg@firm.example");
    row("decomposed umlaut", "jo\u0308rg@firm.example", "jörg@firm.example");
    row("Chinese local part", "用户@firm.example", "用户@firm.example");
    const QByteArray longLocal = QByteArray(64, 'a') + "@firm.example";
    row("64 before the at sign", longLocal.constData(), longLocal.constData());
    const QByteArray longLabel = "a@" + QByteArray(63, 'b') + ".example";
    row("label of 63", longLabel.constData(), longLabel.constData());
}

void EmailAddressTest::acceptsAndNormalises()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    const Result<EmailAddress> parsed = EmailAddress::parse(text);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(parsed->toString(), address);
}

void EmailAddressTest::refusesWithASentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *text, const char *words) {
        QTest::newRow(name) << fromUtf8(text) << fromUtf8(words);
    };
    row("empty", "", "empty");
    row("spaces only", "   ", "empty");
    row("no at sign", "anna.firm.example", "no @ sign");
    row("only a name", "Anna Berg", "space");
    row("two at signs together", "anna@@firm.example", "Two @ signs");
    row("two at signs apart", "anna@firm@example.com", "Two @ signs");
    row("nothing before", "@firm.example", "before the @");
    row("nothing after", "anna@", "after the @");
    row("only the sign", "@", "before the @");
    row("space before", "anna berg@firm.example", "space inside");
    row("space after", "anna@firm .example", "space inside");
    row("tab inside", "anna\tb@firm.example", "space inside");
    row("no-break space inside", "anna\u00a0b@firm.example", "space inside");
    row("ideographic space inside", "anna\u3000b@firm.example", "space inside");
    row("LF inside", "anna\n@firm.example", "line break");
    row("CR inside", "anna@firm\r.example", "line break");
    row("header injection", "anna@firm.example\r\nBcc: all@firm.example", "line break");
    row("line separator", "anna\u2028@firm.example", "line break");
    row("paragraph separator", "anna@firm\u2029.example", "line break");
    row("escape", "an\x1bna@firm.example", "control character");
    row("delete", "an\x7fna@firm.example", "control character");
    row("C1 control", "an\u0085na@firm.example", "control character");
    row("zero-width space inside", "an\u200bna@firm.example", "invisible");
    row("zero-width joiner", "anna@fi\u200drm.example", "invisible");
    row("soft hyphen", "an\u00adna@firm.example", "invisible");
    row("right-to-left override", "anna\u202e@firm.example", "invisible");
    row("isolate", "anna\u2066@firm.example", "invisible");
    row("private use", "anna\ue000@firm.example", "invisible");
    row("tag character", "anna\U000e0041@firm.example", "invisible");
    row("dot first", ".anna@firm.example", "starts with a dot");
    row("dot before the sign", "anna.@firm.example", "right before the @");
    row("two dots before", "anna..berg@firm.example", "two dots");
    row("dot after the sign", "anna@.firm.example", "right after the @");
    row("two dots after", "anna@firm..example", "two dots");
    row("dot last", "anna@firm.example.", "ends with a dot");
    row("no ending", "anna@firm", "no ending");
    row("gmail without ending", "anna@gmail", "Did you mean anna@gmail.com?");
    row("outlook without ending", "Anna@Outlook", "Did you mean anna@outlook.com?");
    row("localhost", "anna@localhost", "no ending");
    row("number for an ending", "anna@firm.123", "number");
    row("an IP address", "anna@192.168.0.1", "number");
    row("address literal", "anna@[192.168.0.1]", "brackets");
    row("IPv6 literal", "anna@[IPv6:::1]", "brackets");
    row("ending of one letter", "anna@firm.c", "too short");
    row("hyphen first in label", "anna@-firm.example", "hyphen");
    row("hyphen last in label", "anna@firm-.example", "hyphen");
    row("underscore in domain", "anna@my_firm.example", "no domain can have");
    row("port", "anna@firm.example:25", "no domain can have");
    row("path", "anna@firm.example/x", "no domain can have");
    row("exclamation mark in domain", "anna@firm!.example", "no domain can have");
    row("star in domain", "anna@*.example", "no domain can have");
    row("broken A-label", "anna@xn--\u00fc.example", "no domain can have");
    row("A-label that decodes to nothing", "anna@xn--.example", "domain");
    row("quoted local part", "\"anna berg\"@firm.example", "space inside");
    row("quoted local part without space", "\"anna\"@firm.example", "quotation marks");
    row("round bracket", "anna(work)@firm.example", "cannot stand");
    row("colon", "anna:b@firm.example", "cannot stand");
    row("backslash", "anna\\b@firm.example", "cannot stand");
    row("square bracket before", "anna[b]@firm.example", "cannot stand");
    row("less-than inside", "anna<b@firm.example", "cannot stand");
    row("greater-than alone", "anna@firm.example>", "no <");
    row("percent encoding", "anna%40firm.example", "no @ sign");
    row("percent encoding before", "anna%20berg@firm.example", "% sign before");
    row("percent hack", "anna%other.example@firm.example", "% sign before");
    row("percent encoding after", "anna@firm%2eexample", "% sign after");
    row("mailto with encoding", "mailto:anna%20berg@firm.example", "% sign before");
    row("comma list", "anna@firm.example,berg@firm.example", "more than one address");
    row("comma and space list", "anna@firm.example, berg@firm.example", "more than one address");
    row("semicolon list", "anna@firm.example;berg@firm.example", "more than one address");
    row("list by space", "anna@firm.example berg@firm.example", "more than one address");
    row("list of brackets", "A <anna@firm.example>, B <berg@firm.example>", "more than one address");
    row("comma at the end", "anna@firm.example,", "comma or semicolon");
    row("comma for a dot", "anna@firm,example", "comma or semicolon");
    row("empty brackets", "Anna <>", "no @ sign");
    row("mailto alone", "mailto:", "no @ sign");
    row("formula", "=cmd|'/c calc'!A1", "space inside");
    row("web address", "https://firm.example", "no @ sign");
    row("full-width at sign", "anna\uff20firm.example", "no @ sign");
    const QByteArray longLocal = QByteArray(65, 'a') + "@firm.example";
    row("65 before the at sign", longLocal.constData(), "longer than 64");
    const QByteArray longUtf8 = QByteArray("ü").repeated(33) + "@firm.example";
    row("66 octets before the at sign", longUtf8.constData(), "longer than 64");
    const QByteArray longLabel = "a@" + QByteArray(64, 'b') + ".example";
    row("label of 64", longLabel.constData(), "longer than 63");
    const QByteArray longDomain = "a@" + QByteArray("bbbbbbbbb.").repeated(26) + "example";
    row("domain of 267", longDomain.constData(), "longer than 253");
    const QByteArray longAddress = QByteArray(60, 'a') + '@' + QByteArray("bbbbbbbbb.").repeated(20) + "example";
    row("address of 268", longAddress.constData(), "longer than 254");
    const QByteArray megabyte = QByteArray(1024 * 1024, 'a') + "@firm.example";
    row("a megabyte", megabyte.constData(), "far too long");
}

void EmailAddressTest::refusesWithASentence()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    const Result<EmailAddress> parsed = EmailAddress::parse(text);
    QVERIFY2(!parsed, parsed ? qPrintable(parsed->toString()) : "");
    QCOMPARE(parsed.error().kind, ErrorKind::Invalid);
    QVERIFY2(parsed.error().message.contains(words), qPrintable(parsed.error().message));
    QVERIFY2(parsed.error().message.endsWith(QLatin1Char('.')) || parsed.error().message.endsWith(QLatin1Char('?')),
             qPrintable(parsed.error().message));
}

void EmailAddressTest::refusesEveryControlAndInvisibleCharacter()
{
    for (uint code = 0; code < 0x10000; ++code) {
        const QChar character(static_cast<char16_t>(code));
        const QChar::Category category = character.category();
        const bool hostile = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Other_Surrogate || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph || category == QChar::Separator_Space;
        if (!hostile) {
            continue;
        }
        const QString before = QStringLiteral("an") + character + QStringLiteral("na@firm.example");
        const QString after = QStringLiteral("anna@fi") + character + QStringLiteral("rm.example");
        QVERIFY2(!EmailAddress::parse(before), qPrintable(QString::number(code, 16)));
        QVERIFY2(!EmailAddress::parse(after), qPrintable(QString::number(code, 16)));
    }
}

void EmailAddressTest::showsDomainsInTheirLetters()
{
    QCOMPARE(EmailAddress::parse(fromUtf8("anna@CAFÉ.example"))->shown(), fromUtf8("anna@café.example"));
    QCOMPARE(EmailAddress::parse(fromUtf8("anna@例え.テスト"))->shown(), fromUtf8("anna@例え.テスト"));
    QCOMPARE(EmailAddress::parse(fromUtf8("anna@firm.example"))->shown(), fromUtf8("anna@firm.example"));
    QCOMPARE(EmailAddress().shown(), QString());
}

void EmailAddressTest::showsMixedAlphabetsEncoded()
{
    // The first letter of the second label is a Cyrillic a.
    const Result<EmailAddress> imitation = EmailAddress::parse(fromUtf8("anna@\u0430pple.example"));
    QVERIFY(imitation);
    QCOMPARE(imitation->shown(), imitation->toString());
    QVERIFY(imitation->shown().contains(QLatin1String("xn--")));
}

void EmailAddressTest::knowsWhenTheServerMustSpeakUtf8()
{
    QVERIFY(EmailAddress::parse(fromUtf8("jörg@firm.example"))->needsSmtpUtf8());
    QVERIFY(!EmailAddress::parse(fromUtf8("joerg@café.example"))->needsSmtpUtf8());
}

void EmailAddressTest::splitsIntoItsParts()
{
    const Result<EmailAddress> address = EmailAddress::parse(fromUtf8("Anna.Berg@mail.Café.example"));
    QCOMPARE(address->localPart(), QStringLiteral("anna.berg"));
    QCOMPARE(address->domain(), QStringLiteral("mail.xn--caf-dma.example"));
    QVERIFY(EmailAddress().isNull());
    QCOMPARE(EmailAddress().domain(), QString());
    QCOMPARE(EmailAddress().localPart(), QString());
}

void EmailAddressTest::isTheSameHoweverItWasWritten()
{
    QCOMPARE(*EmailAddress::parse(fromUtf8("Anna <ANNA@Café.Example>")),
             *EmailAddress::parse(fromUtf8("anna@xn--caf-dma.example")));
    QVERIFY(*EmailAddress::parse(fromUtf8("a@firm.example")) != *EmailAddress::parse(fromUtf8("b@firm.example")));
    QVERIFY(*EmailAddress::parse(fromUtf8("a@firm.example")) < *EmailAddress::parse(fromUtf8("b@firm.example")));
}

void EmailAddressTest::parsingTwiceChangesNothing()
{
    for (const char *text : {"Anna@FIRM.example", "jo\u0308rg@café.example", "a!#$&'*+-/=?^_`{|}~z@x.firm.example"}) {
        const Result<EmailAddress> once = EmailAddress::parse(fromUtf8(text));
        const Result<EmailAddress> twice = EmailAddress::parse(once->toString());
        QVERIFY(twice);
        QCOMPARE(*twice, *once);
        QCOMPARE(*EmailAddress::parse(once->shown()), *once);
    }
}

QTEST_GUILESS_MAIN(EmailAddressTest)
#include "EmailAddressTest.moc"
