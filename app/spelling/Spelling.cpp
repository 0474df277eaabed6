#include "spelling/Spelling.h"

#include "spelling/LanguageGuess.h"
#include "spelling/SpellChecker.h"
#include "spelling/SpellingStore.h"

#include <QLocale>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qsizetype longestWord = 60;
}

const QString Spelling::off = QStringLiteral("none");

struct Spelling::Opened
{
    Result<std::unique_ptr<SpellChecker>> checker = std::unique_ptr<SpellChecker>();
};

Spelling::Spelling(Database &database, const Clock &clock, QStringList folders, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_dictionaries(dictionariesIn(folders))
{
    connect(&m_opening, &QFutureWatcherBase::finished, this, &Spelling::took);
    whenDone(m_database.read<QStringList>([](Connection &connection) { return SpellingStore().words(connection); }),
             this, [this](const Result<QStringList> &words) {
                 if (words && !words->isEmpty()) {
                     m_right.unite(QSet<QString>(words->begin(), words->end()));
                     Q_EMIT changed();
                 }
             });
}

Spelling::~Spelling() = default;

QStringList Spelling::languages() const
{
    QStringList languages;
    for (const Dictionary &dictionary : m_dictionaries) {
        languages.append(dictionary.language);
    }
    return languages;
}

QString Spelling::usualLanguage() const
{
    const QStringList there = languages();
    for (const QString &wanted : {QLocale::system().name(), QStringLiteral("en_US")}) {
        if (const QString nearest = nearestLanguage(there, wanted); !nearest.isEmpty()) {
            return nearest;
        }
    }
    return there.isEmpty() ? QString() : there.first();
}

QString Spelling::languageOf(const QString &text) const
{
    const QString guess = guessLanguage(text);
    const QString usual = usualLanguage();
    if (guess.isEmpty() || QLocale(usual).language() == QLocale(guess).language()) {
        return usual;
    }
    const QString whole = QLocale(guess).name(); // "de" is "de_DE" first of all
    const QString nearest = nearestLanguage(languages(), whole);
    return nearest.isEmpty() ? whole : nearest;
}

void Spelling::use(const QString &language)
{
    const QString &wanted = language;
    if (wanted == m_language) {
        return; // there, or on its way
    }
    m_language = wanted;
    m_problem.clear();
    m_checker.reset();
    m_opening.setFuture({});
    const auto dictionary = std::ranges::find(m_dictionaries, wanted, &Dictionary::language);
    if (dictionary == m_dictionaries.end()) {
        if (!wanted.isEmpty() && wanted != off) {
            m_problem =
                tr("There is no dictionary for %1 on this computer. Install one, for example hunspell-%2.")
                    .arg(languageName(wanted), QString(wanted).toLower().replace(QLatin1Char('_'), QLatin1Char('-')));
        }
        Q_EMIT changed();
        return;
    }
    auto promise = std::make_shared<QPromise<std::shared_ptr<Opened>>>();
    promise->start();
    m_opening.setFuture(promise->future()); // an earlier one is not waited for any more
    QThreadPool::globalInstance()->start([promise, dictionary = *dictionary] {
        auto opened = std::make_shared<Opened>();
        opened->checker = SpellChecker::open(dictionary);
        promise->addResult(opened);
        promise->finish();
    });
}

void Spelling::took()
{
    const QFuture<std::shared_ptr<Opened>> future = m_opening.future();
    if (future.resultCount() == 0) {
        return; // none was asked for
    }
    const std::shared_ptr<Opened> opened = future.result();
    if (opened->checker) {
        m_checker = std::move(*opened->checker);
    } else {
        m_problem = opened->checker.error().message;
    }
    Q_EMIT changed();
}

bool Spelling::isWrong(const QString &word) const
{
    return m_checker && !m_right.contains(word) && !m_right.contains(word.toLower()) && !m_checker->isRight(word);
}

QStringList Spelling::suggestions(const QString &word) const
{
    return m_checker ? m_checker->suggestions(word) : QStringList();
}

Task<Result<>> Spelling::add(QString word)
{
    const QString kept = word.trimmed();
    if (kept.isEmpty() || kept.size() > longestWord) {
        co_return failure(ErrorKind::Invalid, tr("A word has from 1 to %1 letters.").arg(longestWord));
    }
    auto writing = m_database.write<>(
        [kept, now = m_clock.now()](Connection &connection) { return SpellingStore().add(connection, kept, now); });
    Result<> written = co_await writing;
    if (written) {
        m_right.insert(kept);
        Q_EMIT changed();
    }
    co_return written;
}

Task<Result<>> Spelling::remove(QString word)
{
    auto writing =
        m_database.write<>([word](Connection &connection) { return SpellingStore().remove(connection, word); });
    Result<> written = co_await writing;
    if (written) {
        m_right.remove(word);
        Q_EMIT changed();
    }
    co_return written;
}

void Spelling::ignore(const QString &word)
{
    m_right.insert(word);
    Q_EMIT changed();
}

} // namespace AlwaysLeads
