#include "spelling/Spelling.h"
#include "spelling/LanguageGuess.h"
#include "spelling/SpellChecker.h"
#include "spelling/SpellingStore.h"
#include "spelling/SpellingWords.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>
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

/// A folder with small dictionaries of our own, so that no test needs one that is installed.
struct DictionaryFolder
{
    DictionaryFolder()
    {
        // -able and -s may follow; Polish in an encoding of its time.
        write(QStringLiteral("en_US.aff"), "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nSFX S Y 1\nSFX S 0 s .\n");
        write(QStringLiteral("en_US.dic"), "7\nharbour/S\nplan/S\nlorry\ndon't\nhello\ncafé\nthe\n");
        write(QStringLiteral("pl_PL.aff"), "SET ISO8859-2\n");
        write(QStringLiteral("pl_PL.dic"), "2\nport\nza\xBF\xF3\xB3\xE6\n"); // zażółć
        write(QStringLiteral("de_DE.aff"), "SET UTF-8\n"); // without its words
        write(QStringLiteral("xx-broken.aff"), "SET KLINGON-7\n");
        write(QStringLiteral("xx-broken.dic"), "1\nword\n");
        write(QStringLiteral("fr_FR.aff"), "SET KLINGON-7\n");
        write(QStringLiteral("fr_FR.dic"), "1\nmot\n");
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("A dictionary could not be written");
        }
    }
    QTemporaryDir folder;
};

struct SpellingWorld
{
    SpellingWorld() { spelling = std::make_unique<Spelling>(*files, clock, QStringList{dictionaries.folder.path()}); }
    bool use(const QString &language)
    {
        spelling->use(language);
        return QTest::qWaitFor([&] { return spelling->language() == language || !spelling->problem().isEmpty(); },
                               testPatience);
    }
    DictionaryFolder dictionaries;
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    std::unique_ptr<Spelling> spelling;
};

QStringList wordsOf(const QString &text)
{
    QStringList words;
    for (const SpellingWord &word : wordsToSpell(text)) {
        words.append(word.word);
    }
    return words;
}

} // namespace

class SpellingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheWordsOfAText_data();
    void findsTheWordsOfAText();
    void wordsHaveTheirPlaces();
    void findsWholeDictionariesOnly();
    void takesTheNearestLanguage();
    void knowsRightFromWrong();
    void knowsOldEncodings();
    void offersBetterWords();
    void aDictionaryThatCannotBeReadSaysSo();
    void withoutADictionaryNothingIsWrong();
    void wordsOfOnesOwnAreKept();
    void ignoredWordsAreRightUntilTheEnd();
    void guessesTheLanguageOfAText_data();
    void guessesTheLanguageOfAText();
    void aTextWithoutADictionaryIsNotJudgedByAnother();
    void theLastLanguageAskedForWins();
    void endsWhileADictionaryIsRead();
    void theInstalledEnglishOneWorks();
};

void SpellingTest::findsTheWordsOfAText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("plain") << QStringLiteral("Hello, dear world.") << listOf({"Hello", "dear", "world"});
    QTest::newRow("apostrophes") << QStringLiteral("It’s Clara's ‘own’ plan")
                                 << listOf({"It’s", "Clara's", "own", "plan"});
    QTest::newRow("addresses") << QStringLiteral("see https://harbour.example/x or clara@harbour.example now")
                               << listOf({"see", "or", "now"});
    QTest::newRow("numbers and capitals")
        << QStringLiteral("DHL has 24h and COVID19 ok") << listOf({"has", "and", "ok"});
    QTest::newRow("files and names") << QStringLiteral("plan.xlsx my_name end.") << listOf({"end"});
    QTest::newRow("hyphen and slash") << QStringLiteral("20-minute and/or") << listOf({"and", "or"});
    QTest::newRow("letters with marks") << QStringLiteral("Gdańsk café") << listOf({"Gdańsk", "café"});
    QTest::newRow("single letters") << QStringLiteral("a b I's") << listOf({"I's"});
    QTest::newRow("nothing") << QString() << QStringList();
}

void SpellingTest::findsTheWordsOfAText()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QCOMPARE(wordsOf(text), words);
}

void SpellingTest::wordsHaveTheirPlaces()
{
    const QString text = QStringLiteral("(one)\n “two” three");
    for (const SpellingWord &word : wordsToSpell(text)) {
        QCOMPARE(text.mid(word.position, word.length), word.word);
    }
    QCOMPARE(wordsToSpell(text).size(), 3);
}

void SpellingTest::findsWholeDictionariesOnly()
{
    const DictionaryFolder dictionaries;
    QStringList names;
    for (const Dictionary &dictionary : dictionariesIn({dictionaries.folder.path(), QStringLiteral("/nowhere")})) {
        names.append(dictionary.language);
    }
    QCOMPARE(names, (listOf({"en_US", "fr_FR", "pl_PL", "xx-broken"})));
    QVERIFY(languageName(QStringLiteral("pl_PL")).contains(QStringLiteral("Polish")));
    QVERIFY(languageName(QStringLiteral("pl_PL")).contains(QStringLiteral("Poland")));
    QCOMPARE(languageName(QStringLiteral("eo")), QStringLiteral("Esperanto"));
}

void SpellingTest::takesTheNearestLanguage()
{
    const QStringList there = listOf({"de_DE", "en_GB", "en_US"});
    QCOMPARE(nearestLanguage(there, QStringLiteral("en_US")), QStringLiteral("en_US"));
    QCOMPARE(nearestLanguage(there, QStringLiteral("de_AT")), QStringLiteral("de_DE"));
    QCOMPARE(nearestLanguage(there, QStringLiteral("de")), QStringLiteral("de_DE"));
    QCOMPARE(nearestLanguage(there, QStringLiteral("pl_PL")), QString());
    QCOMPARE(nearestLanguage(there, QString()), QString());
}

void SpellingTest::knowsRightFromWrong()
{
    SpellingWorld world;
    QVERIFY(world.use(QStringLiteral("en_US")));
    for (const QString &word : listOf({"harbour", "Harbours", "plans", "don't", "don’t", "café"})) {
        QVERIFY2(!world.spelling->isWrong(word), qPrintable(word));
    }
    for (const QString &word : listOf({"harbor", "planz", "hallo", "cafe"})) {
        QVERIFY2(world.spelling->isWrong(word), qPrintable(word));
    }
}

void SpellingTest::knowsOldEncodings()
{
    SpellingWorld world;
    QVERIFY(world.use(QStringLiteral("pl_PL")));
    QVERIFY2(world.spelling->problem().isEmpty(), qPrintable(world.spelling->problem()));
    QVERIFY(!world.spelling->isWrong(QStringLiteral("zażółć")));
    QVERIFY(world.spelling->isWrong(QStringLiteral("zażółc")));
    QVERIFY(!world.spelling->isWrong(QStringLiteral("港口"))); // it cannot even write that
}

void SpellingTest::offersBetterWords()
{
    SpellingWorld world;
    QVERIFY(world.use(QStringLiteral("en_US")));
    QVERIFY(world.spelling->suggestions(QStringLiteral("harbuor")).contains(QStringLiteral("harbour")));
    QVERIFY(world.spelling->suggestions(QString(100000, QLatin1Char('x'))).size() <= 5);
}

void SpellingTest::aDictionaryThatCannotBeReadSaysSo()
{
    SpellingWorld world;
    QVERIFY(world.use(QStringLiteral("fr_FR")));
    QVERIFY(world.spelling->problem().contains(QStringLiteral("French")));
    QCOMPARE(world.spelling->language(), QString());
    QVERIFY(!world.spelling->isWrong(QStringLiteral("qqqq")));
    QVERIFY(world.use(QStringLiteral("hu_HU")));
    QVERIFY(world.spelling->problem().contains(QStringLiteral("hunspell-hu-hu")));
    QVERIFY(world.use(QStringLiteral("en_US"))); // and the next one works
    QVERIFY(world.spelling->isWrong(QStringLiteral("qqqq")));
}

void SpellingTest::withoutADictionaryNothingIsWrong()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Spelling spelling(*files, clock, {});
    QCOMPARE(spelling.languages(), QStringList());
    QCOMPARE(spelling.usualLanguage(), QString());
    spelling.use(spelling.languageOf(QString()));
    QVERIFY(!spelling.isWrong(QStringLiteral("qqqq")));
    QCOMPARE(spelling.problem(), QString());
    QCOMPARE(spelling.suggestions(QStringLiteral("qqqq")), QStringList());
    spelling.use(Spelling::off);
    QCOMPARE(spelling.problem(), QString());
}

void SpellingTest::wordsOfOnesOwnAreKept()
{
    SpellingWorld world;
    QVERIFY(world.use(QStringLiteral("en_US")));
    QVERIFY(world.spelling->isWrong(QStringLiteral("Harbourline")));
    QSignalSpy changed(world.spelling.get(), &Spelling::changed);
    QVERIFY(QCoro::waitFor(world.spelling->add(QStringLiteral("Harbourline"))).has_value());
    QVERIFY(QCoro::waitFor(world.spelling->add(QStringLiteral("Harbourline"))).has_value());
    QVERIFY(!world.spelling->isWrong(QStringLiteral("Harbourline")));
    QVERIFY(changed.size() > 0);
    QVERIFY(!QCoro::waitFor(world.spelling->add(QStringLiteral("  "))).has_value());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM spelling_word")), 1);
    world.spelling =
        std::make_unique<Spelling>(*world.files, world.clock, QStringList{world.dictionaries.folder.path()});
    QVERIFY(world.use(QStringLiteral("en_US")));
    QTRY_VERIFY(!world.spelling->isWrong(QStringLiteral("Harbourline")));
    QVERIFY(QCoro::waitFor(world.spelling->remove(QStringLiteral("Harbourline"))).has_value());
    QVERIFY(world.spelling->isWrong(QStringLiteral("Harbourline")));
}

void SpellingTest::ignoredWordsAreRightUntilTheEnd()
{
    SpellingWorld world;
    QVERIFY(world.use(QStringLiteral("en_US")));
    world.spelling->ignore(QStringLiteral("planz"));
    QVERIFY(!world.spelling->isWrong(QStringLiteral("planz")));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM spelling_word")), 0);
}

void SpellingTest::guessesTheLanguageOfAText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("Would a short look at your own plan be useful? We can show it in "
                                               "twenty minutes if that suits you.")
                             << QStringLiteral("en");
    QTest::newRow("German") << QStringLiteral(
        "Guten Tag, wir haben gesehen, dass Sie ein zweites Lager für Ihre Kunden "
        "eröffnen. Wie planen Sie die Touren und die Fahrer?")
                            << QStringLiteral("de");
    QTest::newRow("French") << QStringLiteral("Bonjour, nous avons vu que vous avez ouvert un nouveau dépôt pour vos "
                                              "clients. Est-ce que le plan est déjà en place avec votre équipe?")
                            << QStringLiteral("fr");
    QTest::newRow("Polish") << QStringLiteral("Dzień dobry, czy mają Państwo już plan na ten rok? To jest nasz pomysł "
                                              "dla firm z Gdańska, oraz z Gdyni.")
                            << QStringLiteral("pl");
    QTest::newRow("Dutch") << QStringLiteral(
        "Goedemorgen, hoe maakt u nu het plan voor de vrachtwagens? Wij hebben een "
        "idee dat ook voor uw bedrijf kan werken.")
                           << QStringLiteral("nl");
    QTest::newRow("too short") << QStringLiteral("Hello there") << QString();
    QTest::newRow("names only") << QStringLiteral("Gdynia Sundet Ravnsborg Harbourline Baltway Aarhus") << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void SpellingTest::guessesTheLanguageOfAText()
{
    QFETCH(QString, text);
    QFETCH(QString, language);
    QCOMPARE(guessLanguage(text), language);
}

void SpellingTest::aTextWithoutADictionaryIsNotJudgedByAnother()
{
    SpellingWorld world;
    const QString german = QStringLiteral("Wie planen Sie die Touren und die Fahrer, und haben Sie das Lager für uns?");
    QCOMPARE(world.spelling->languageOf(german), QStringLiteral("de_DE"));
    world.spelling->use(world.spelling->languageOf(german));
    QVERIFY(world.spelling->problem().contains(QStringLiteral("German")));
    QVERIFY(world.spelling->problem().contains(QStringLiteral("hunspell-de-de")));
    QVERIFY(!world.spelling->isWrong(QStringLiteral("Lager")));
    QCOMPARE(world.spelling->languageOf(QStringLiteral("zzz")), world.spelling->usualLanguage());
}

void SpellingTest::theLastLanguageAskedForWins()
{
    SpellingWorld world;
    world.spelling->use(QStringLiteral("en_US"));
    world.spelling->use(QStringLiteral("pl_PL"));
    QTRY_COMPARE(world.spelling->language(), QStringLiteral("pl_PL"));
    QVERIFY(world.spelling->isWrong(QStringLiteral("harbour")));
    QVERIFY(!world.spelling->isWrong(QStringLiteral("port")));
}

void SpellingTest::endsWhileADictionaryIsRead()
{
    SpellingWorld world;
    world.spelling->use(QStringLiteral("en_US"));
    world.spelling.reset();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents(); // what it hands back finds nobody
}

void SpellingTest::theInstalledEnglishOneWorks()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Spelling spelling(*files, clock);
    const QString english = nearestLanguage(spelling.languages(), QStringLiteral("en_US"));
    if (english.isEmpty()) {
        QSKIP("No English dictionary is installed here (packaging/packages.txt names one).");
    }
    spelling.use(english);
    QTRY_COMPARE(spelling.language(), english);
    QVERIFY(!spelling.isWrong(QStringLiteral("spreadsheets")));
    QVERIFY(spelling.isWrong(QStringLiteral("spreadshets")));
    QVERIFY(spelling.suggestions(QStringLiteral("spreadshets")).contains(QStringLiteral("spreadsheets")));
}

QTEST_GUILESS_MAIN(SpellingTest)
#include "SpellingTest.moc"
