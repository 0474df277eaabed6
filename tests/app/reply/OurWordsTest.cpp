#include "reply/OurWords.h"
#include "ReplyWorld.h"

#include <QTest>

using namespace AlwaysLeads;

/// What we wrote is no answer, wherever it stands in one.
class OurWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesOutWhatWeWroteHoweverItIsBroken();
    void leavesWhatTheySay_data();
    void leavesWhatTheySay();
    void aQuoteAloneIsNoAnswerOfAnyClass();
    void anUnmarkedQuoteIsNoWish();
    void theWordsThatWeOfferedForANoAreANo_data();
    void theWordsThatWeOfferedForANoAreANo();

private:
    static QString ours()
    {
        return QStringLiteral("Hi Anna,\n\nhow is Gdynia in winter? I would love to show you a demo of how we plan "
                              "subcontracted trucks, on Thursday perhaps.\n\nClara Jensen\nHarbourline\n\nNot for you? "
                              "Reply \"please remove me from your list\" and I will.");
    }
    /// A world whose mail to the first person says that.
    struct World : ReplyWorld
    {
        World()
            : ReplyWorld(1)
        {
            sent(0);
            must(files.write([](Connection &c) {
                return c.run(QStringLiteral("UPDATE draft SET body = ?"), {ours()}).map([](qint64) {});
            }));
            must(files.write([](Connection &c) { return c.script(QStringLiteral("UPDATE send SET mime = NULL;")); }));
        }
        Reply received(const QString &text)
        {
            server.deliver(answer(0, QString(text).replace(QLatin1String("\n"), QLatin1String("\r\n"))));
            look();
            return must(replies.open(inbox().first().reply.id)).reply;
        }
    };
};

void OurWordsTest::takesOutWhatWeWroteHoweverItIsBroken()
{
    const OurWords words({QStringLiteral("Another mail."), ours()});
    const QString broken = QStringLiteral("Yes, why not.\n\nHi Anna,\n\nhow is Gdynia in winter? I would love to show\n"
                                          "you a demo of how we plan subcontracted\ntrucks, on Thursday perhaps.\n"
                                          "Clara Jensen");
    QCOMPARE(words.takenFrom(broken), QStringLiteral("Yes, why not."));
    QCOMPARE(words.takenFrom(ours()), QString());
}

void OurWordsTest::leavesWhatTheySay_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("other words") << QStringLiteral("Thursday suits me.\nAnna");
    QTest::newRow("short ones that we used too") << QStringLiteral("Hi Clara,\n\non Thursday perhaps.\n\nAnna");
    QTest::newRow("one line of ours, alone") << QStringLiteral("Please remove me from your list.\nAnna");
    QTest::newRow("nothing") << QString();
}

void OurWordsTest::leavesWhatTheySay()
{
    QFETCH(QString, text);
    QCOMPARE(OurWords({ours()}).takenFrom(text), text);
}

void OurWordsTest::aQuoteAloneIsNoAnswerOfAnyClass()
{
    World world;
    QString quote = ours();
    quote.replace(QLatin1String("\n"), QLatin1String("\n> "));
    const Reply reply = world.received(QStringLiteral("On Mon, 23 Nov 2026, Clara wrote:\n> ") + quote);
    QCOMPARE(reply.value,
             ReplyClass::Other); // not a wish to be left alone, nor interest in the demo: those words are ours
    QCOMPARE(reply.newText, QString());
    QVERIFY(reply.wholeText.contains(QStringLiteral("Gdynia")));
    QCOMPARE(world.holdsOf(0), 0);
}

void OurWordsTest::anUnmarkedQuoteIsNoWish()
{
    World world;
    const Reply reply = world.received(QStringLiteral("Thanks, got it.\n\n") + ours());
    QCOMPARE(reply.newText, QStringLiteral("Thanks, got it."));
    QCOMPARE(reply.value, ReplyClass::Other);
    QCOMPARE(world.holdsOf(0), 0);
}

void OurWordsTest::theWordsThatWeOfferedForANoAreANo_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("alone") << QStringLiteral("Please remove me from your list");
    QTest::newRow("with a name") << QStringLiteral("Please remove me from your list\n\nAnna");
    QTest::newRow("above an unmarked quote") << QStringLiteral("Please remove me from your list\n\n") + ours();
}

void OurWordsTest::theWordsThatWeOfferedForANoAreANo()
{
    QFETCH(QString, text);
    World world;
    const Reply reply = world.received(text);
    QCOMPARE(reply.value, ReplyClass::OptOut);
    QCOMPARE(reply.sentence, QStringLiteral("Please remove me from your list"));
    QVERIFY(reply.newText.startsWith(QStringLiteral("Please remove me from your list")));
    QCOMPARE(world.holdsOf(0), 1);
}

QTEST_GUILESS_MAIN(OurWordsTest)
#include "OurWordsTest.moc"
