#include "mail/LightText.h"
#include "mail/Message.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QtTest>

using namespace AlwaysLeads;

class LightTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsMarks_data();
    void readsMarks();
    void makesListsAndParagraphs();
    void linksShowTheirWordsAndLeadWhereTheySay();
    void nothingButWebAndMailAddressesIsALink_data();
    void nothingButWebAndMailAddressesIsALink();
    void escapedWordsComeOutAsTheyWere();
    void escapedWordsAreNoItemsOfAList();
    void escapedWordsStayWordsBehindABackslash();
    void anyTextGivesSoundHtml();
    void readsLongHostileTextInOneGo();
    void theMailHasBothParts();
};

void LightTextTest::readsMarks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("plain");
    const auto row = [](const char *name, const QString &text, const QString &html, const QString &plain) {
        QTest::newRow(name) << text << QStringLiteral("<p>%1</p>\n").arg(html) << plain;
    };
    row("words", QStringLiteral("Hello"), QStringLiteral("Hello"), QStringLiteral("Hello"));
    row("bold", QStringLiteral("a **b c** d"), QStringLiteral("a <strong>b c</strong> d"), QStringLiteral("a b c d"));
    row("italic", QStringLiteral("*a* b"), QStringLiteral("<em>a</em> b"), QStringLiteral("a b"));
    row("italic in bold", QStringLiteral("**a *b* c**"),
        QStringLiteral("<strong>a </strong><strong><em>b</em></strong><strong> c</strong>"), QStringLiteral("a b c"));
    row("both", QStringLiteral("***a***"), QStringLiteral("<strong><em>a</em></strong>"), QStringLiteral("a"));
    row("before a sign", QStringLiteral("(**a**)."), QStringLiteral("(<strong>a</strong>)."), QStringLiteral("(a)."));
    row("times", QStringLiteral("5 * 3 * 2"), QStringLiteral("5 * 3 * 2"), QStringLiteral("5 * 3 * 2"));
    row("within a word", QStringLiteral("2*3*4"), QStringLiteral("2*3*4"), QStringLiteral("2*3*4"));
    row("no end", QStringLiteral("**a"), QStringLiteral("**a"), QStringLiteral("**a"));
    row("end after a space", QStringLiteral("**a **b"), QStringLiteral("**a **b"), QStringLiteral("**a **b"));
    row("no end, then one of the other kind", QStringLiteral("**a *b*"), QStringLiteral("**a <em>b</em>"),
        QStringLiteral("**a b"));
    row("not over lines", QStringLiteral("**a\nb**"), QStringLiteral("**a<br>\nb**"), QStringLiteral("**a\nb**"));
    row("escaped", QStringLiteral("\\*a\\* \\[b\\](c)"), QStringLiteral("*a* [b](c)"), QStringLiteral("*a* [b](c)"));
    row("escaped end", QStringLiteral("*a\\* b*"), QStringLiteral("<em>a* b</em>"), QStringLiteral("a* b"));
    row("a backslash of its own", QStringLiteral("C:\\new"), QStringLiteral("C:\\new"), QStringLiteral("C:\\new"));
    row("stars alone", QStringLiteral("*** ** *"), QStringLiteral("*** ** *"), QStringLiteral("*** ** *"));
    row("html", QStringLiteral("**<b>&\"**"), QStringLiteral("<strong>&lt;b&gt;&amp;&quot;</strong>"),
        QStringLiteral("<b>&\""));
}

void LightTextTest::readsMarks()
{
    QFETCH(QString, text);
    QFETCH(QString, html);
    QFETCH(QString, plain);
    QCOMPARE(lightHtml(text), html);
    QCOMPARE(lightPlain(text), plain);
}

void LightTextTest::makesListsAndParagraphs()
{
    const QString text = QStringLiteral("Hi Ola,\nthree things:\n- **one**\n- two\n\n- three\nSo much.\n\nBest\n- \n");
    QCOMPARE(lightHtml(text),
             QStringLiteral("<p>Hi Ola,<br>\nthree things:</p>\n<ul>\n<li><strong>one</strong></li>\n"
                            "<li>two</li>\n</ul>\n<ul>\n<li>three</li>\n</ul>\n<p>So much.</p>\n"
                            "<p>Best<br>\n- </p>\n"));
    QCOMPARE(lightPlain(text),
             QStringLiteral("Hi Ola,\nthree things:\n- one\n- two\n\n- three\nSo much.\n\nBest\n- \n"));
    QCOMPARE(lightPlain(QStringLiteral("\\- no item")), QStringLiteral("- no item"));
    QVERIFY(!lightHtml(QStringLiteral("\\- no item")).contains(QStringLiteral("<ul>")));
}

void LightTextTest::linksShowTheirWordsAndLeadWhereTheySay()
{
    QCOMPARE(lightHtml(QStringLiteral("See [our **new** page](https://a.example/x?y=1&z=2).")),
             QStringLiteral("<p>See <a href=\"https://a.example/x?y=1&amp;z=2\">our </a><strong><a "
                            "href=\"https://a.example/x?y=1&amp;z=2\">new</a></strong><a "
                            "href=\"https://a.example/x?y=1&amp;z=2\"> page</a>.</p>\n"));
    QCOMPARE(lightPlain(QStringLiteral("See [our **new** page](https://a.example/x).")),
             QStringLiteral("See our new page (https://a.example/x)."));
    QCOMPARE(lightPlain(QStringLiteral("[a@b.example](mailto:a@b.example) or [write](mailto:a@b.example)")),
             QStringLiteral("a@b.example or write (a@b.example)"));
    QCOMPARE(lightPlain(QStringLiteral("[https://a.example](https://a.example)")), QStringLiteral("https://a.example"));
    // Addresses that just stand there are links too.
    QCOMPARE(lightHtml(QStringLiteral("at https://a.example/.")),
             QStringLiteral("<p>at <a href=\"https://a.example/\">https://a.example/</a>.</p>\n"));
}

void LightTextTest::nothingButWebAndMailAddressesIsALink_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"[a](javascript:alert(1))", "[a](data:text/html,x)", "[a](file:///etc/passwd)", "[a](//b.example)", "[a]()",
          "[](https://a.example)", "[a](https://a.example", "[a] (https://)", "[a](https://a b.example)",
          "[a](https://a\"onclick=x)", "[a](<https://a.example>)"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
}

void LightTextTest::nothingButWebAndMailAddressesIsALink()
{
    QFETCH(QString, text);
    static const QRegularExpression target(QStringLiteral("href=\"(?!https?://[a-z.]+\")"));
    QVERIFY2(!lightHtml(text).contains(target), qPrintable(lightHtml(text)));
    for (const LightLine &line : lightLines(text)) {
        for (const LightRun &run : line.runs) {
            QCOMPARE(run.link, QString());
        }
    }
}

namespace {

QString randomText(QRandomGenerator &random, int length)
{
    static const QString signs = QStringLiteral("**[]()\\- \nab<>&\"'https://x.example mailto:é\t");
    QString text;
    for (int at = 0; at < length; ++at) {
        if (random.bounded(12) == 0) {
            text += QStringLiteral("[a](https://b.example)").left(random.bounded(23));
        }
        text += signs.at(random.bounded(signs.size()));
    }
    return text;
}

} // namespace

void LightTextTest::escapedWordsComeOutAsTheyWere()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 3000; ++round) {
        const QString words =
            QLatin1Char('x') + randomText(random, random.bounded(60)).replace(QLatin1Char('\n'), QLatin1Char(' '));
        const QString escaped = lightEscaped(words);
        QCOMPARE(lightPlain(escaped), words);
        const QList<LightRun> runs = lightLines(escaped).first().runs;
        for (const LightRun &run : runs) {
            QVERIFY2(!run.bold && !run.italic && run.link.isEmpty(), qPrintable(words));
        }
    }
}

void LightTextTest::escapedWordsAreNoItemsOfAList()
{
    const QString words = QStringLiteral("- one\n- *two* - three\n-four");
    QCOMPARE(lightEscaped(words), QStringLiteral("- one\n\\- \\*two\\* - three\n-four")); // behind other words
    const QString escaped = lightEscaped(words, true);
    QCOMPARE(escaped, QStringLiteral("\\- one\n\\- \\*two\\* - three\n-four"));
    QCOMPARE(lightPlain(escaped), words);
    QCOMPARE(lightHtml(escaped), QStringLiteral("<p>- one<br>\n- *two* - three<br>\n-four</p>\n"));
    QRandomGenerator random(7);
    for (int round = 0; round < 3000; ++round) {
        const QString text = cleanBodyText(randomText(random, random.bounded(60)));
        QCOMPARE(lightPlain(lightEscaped(text, true)), text);
        QVERIFY2(!lightHtml(lightEscaped(text, true)).contains(QStringLiteral("<li>")), qPrintable(text));
    }
}

void LightTextTest::escapedWordsStayWordsBehindABackslash()
{
    const QStringList befores = {QString(),
                                 QStringLiteral("C:"),
                                 QStringLiteral("C:\\"),
                                 QStringLiteral("\\\\"),
                                 QStringLiteral("a\\\\\\"),
                                 QStringLiteral("line\n"),
                                 QStringLiteral("line\n\\")};
    const QStringList values = {
        QStringLiteral("*Acme*"), QStringLiteral("**Acme**"), QStringLiteral("[pay](https://evil.example)"),
        QStringLiteral("Acme"),   QStringLiteral("\\*"),      QStringLiteral("- item")};
    for (const QString &before : befores) {
        for (const QString &value : values) {
            const LightEscape escaped = lightEscapedBehind(before, value);
            const QString text = before + escaped.between + escaped.words;
            QVERIFY2(lightPlain(text).endsWith(value), qPrintable(text));
            const QString html = lightHtml(text);
            for (const char *tag : {"<em>", "<strong>", ">pay</a>", "<li>"}) {
                QVERIFY2(!html.contains(QLatin1String(tag)), qPrintable(text));
            }
        }
    }
}

void LightTextTest::anyTextGivesSoundHtml()
{
    QRandomGenerator random(6);
    static const QRegularExpression tag(
        QStringLiteral("</?(?:p|ul|li|strong|em)>|<br>|<a href=\"(?:https?://|mailto:)[^<>\"\\s]*\">|</a>"));
    for (int round = 0; round < 3000; ++round) {
        const QString text = randomText(random, random.bounded(120));
        const QString html = lightHtml(text);
        QStringList open;
        QString rest = html;
        for (auto found = tag.globalMatch(html); found.hasNext();) {
            const QString name = found.next().captured();
            if (name == QLatin1String("<br>")) {
                continue;
            }
            const QString bare = QString(name).remove(QLatin1Char('/')).section(QLatin1Char(' '), 0, 0);
            const QString word = bare.mid(1).remove(QLatin1Char('>'));
            if (name.startsWith(QLatin1String("</"))) {
                QVERIFY2(!open.isEmpty() && open.last() == word, qPrintable(html));
                open.removeLast();
            } else {
                open.append(word);
            }
        }
        QVERIFY2(open.isEmpty(), qPrintable(html));
        rest.remove(tag);
        QVERIFY2(!rest.contains(QLatin1Char('<')) && !rest.contains(QLatin1Char('>')), qPrintable(html));
    }
}

void LightTextTest::readsLongHostileTextInOneGo()
{
    constexpr int many = 40000;
    for (const QString &piece :
         {QStringLiteral("*a "), QStringLiteral("**a "), QStringLiteral("["), QStringLiteral("[a]("),
          QStringLiteral("*"), QStringLiteral("**a**"), QStringLiteral("\\"), QStringLiteral("*a **b ")}) {
        const QString text = piece.repeated(many);
        QVERIFY(lightPlain(text).size() <= text.size());
    }
}

void LightTextTest::theMailHasBothParts()
{
    OutgoingMessage message;
    message.from = {QStringLiteral("Clara"), *EmailAddress::parse(QStringLiteral("clara@harbourline.example"))};
    message.to = {QStringLiteral("Ola"), *EmailAddress::parse(QStringLiteral("ola@baltway.example"))};
    message.subject = QStringLiteral("Hello **you**");
    message.text = QStringLiteral("Hi **Ola**,\n- see [the plan](https://a.example/p)");
    message.messageId = QStringLiteral("1@harbourline.example");
    message.date = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    const Result<QByteArray> plainHash = contentHash(message);
    message.format = OutgoingMessage::Format::Light;
    const Result<QByteArray> mime = composeMime(message);
    QVERIFY(mime);
    QVERIFY(mime->contains("Subject: Hello **you**"));
    QVERIFY(mime->contains("Hi Ola,\r\n- see the plan (https://a.example/p)\r\n"));
    QVERIFY(mime->contains("<strong>Ola</strong>"));
    QVERIFY(mime->contains("<li>see <a href=3D\"https://a.example/p\">the plan</a></li>"));
    QVERIFY(*contentHash(message) != *plainHash); // an approval of the one is none of the other
}

QTEST_GUILESS_MAIN(LightTextTest)
#include "LightTextTest.moc"
