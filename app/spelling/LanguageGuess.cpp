#include "spelling/LanguageGuess.h"

#include "spelling/SpellingWords.h"

#include <QHash>
#include <QStringList>

#include <array>

namespace AlwaysLeads {

namespace {

struct SmallWords
{
    const char *language;
    const char *words; ///< in small letters
};

// Those that every text of some sentences has, and that few other languages write the same.
constexpr std::array<SmallWords, 11> smallWords = {{
    {"en", "the and of to is are you your we our for with that this have would could it be if not how what when"},
    {"de",
     "der die das und ist sind sie ihr ihre ihren wir unser für mit dass nicht haben würde wie wenn auf ein eine "
     "einen zu im von ich"},
    {"fr", "le la les et est sont vous votre vos nous notre pour avec que ce cette pas une un des du dans sur je"},
    {"es", "el la los las y es son usted su sus nosotros nuestro para con que este esta no una un del en por como"},
    {"it", "il lo la gli le e è sono lei suo vostro voi noi nostro per con che questo questa non una un del nel di"},
    {"nl", "de het een en is zijn u uw wij ons onze voor met dat dit niet hebben zou hoe als van op ik"},
    {"pl", "i w na z do jest są państwo pan pani my nasz dla że to nie się jak czy oraz od za"},
    {"da", "og det den er du jeres vi vores for med at dette ikke har ville hvordan hvis af på til en et jeg"},
    {"sv", "och det den är ni er vi vår för med att detta inte har skulle hur om av på till en ett jag"},
    {"nb", "og det den er du deres vi vår for med at dette ikke har ville hvordan hvis av på til en et jeg"},
    {"pt", "o os as e é são você seu sua nós nosso para com que este esta não uma um do da em por como"},
}};

constexpr qsizetype longestText = 20000;
constexpr int leastHits = 4;

const QHash<QString, QStringList> &languagesOfWords()
{
    static const QHash<QString, QStringList> all = [] {
        QHash<QString, QStringList> languages;
        for (const SmallWords &each : smallWords) {
            const QStringList words = QString::fromUtf8(each.words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            for (const QString &word : words) {
                languages[word].append(QString::fromLatin1(each.language));
            }
        }
        return languages;
    }();
    return all;
}

} // namespace

QString guessLanguage(const QString &text)
{
    QHash<QString, int> hits;
    const QString some = text.left(longestText).toLower();
    const QList<SpellingWord> words = wordsToSpell(some);
    for (const SpellingWord &word : words) {
        for (const QString &language : languagesOfWords().value(word.word)) {
            ++hits[language];
        }
    }
    QString best;
    int most = 0;
    for (const SmallWords &each : smallWords) { // of equals the first
        const QString language = QString::fromLatin1(each.language);
        if (hits.value(language) > most) {
            most = hits.value(language);
            best = language;
        }
    }
    // Of a text in one language every fifth word or so is one of these.
    return most >= leastHits && most * 10 >= words.size() ? best : QString();
}

} // namespace AlwaysLeads
