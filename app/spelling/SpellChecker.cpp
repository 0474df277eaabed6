#include "spelling/SpellChecker.h"

#include <QFile>
#include <QFileInfo>

#include <hunspell/hunspell.hxx>

#include <exception>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostSuggestions = 5;
constexpr qsizetype longestWord = 60;
constexpr qsizetype mostRemembered = 20000;
constexpr qint64 largestFile = 64 * 1024 * 1024; // the largest that distributions bring has 20 MB

/// Qt asks ICU by the names of the IANA; a few dictionaries use others.
QByteArray encodingName(const QString &named)
{
    QString name = named;
    name.replace(QLatin1String("microsoft-cp"), QLatin1String("windows-"));
    if (name.startsWith(QLatin1String("ISO8859"))) {
        name.replace(QLatin1String("ISO8859"), QLatin1String("ISO-8859"));
    }
    return name.toLatin1();
}

} // namespace

SpellChecker::SpellChecker(std::unique_ptr<Hunspell> hunspell)
    : m_hunspell(std::move(hunspell))
{
}

SpellChecker::~SpellChecker() = default;

Result<std::unique_ptr<SpellChecker>> SpellChecker::open(const Dictionary &dictionary)
{
    const auto unreadable = [&](const QString &why) {
        return failure(ErrorKind::Invalid,
                       tr("The dictionary “%1” cannot be used. Spelling is not checked; choose another language, or "
                          "install it anew.")
                           .arg(languageName(dictionary.language)),
                       why);
    };
    for (const QString &path : {dictionary.affixes, dictionary.words}) {
        const QFileInfo file(path);
        if (!file.isReadable() || file.size() == 0 || file.size() > largestFile) {
            return unreadable(QStringLiteral("%1: not readable, empty or too large").arg(path));
        }
    }
    std::unique_ptr<Hunspell> hunspell;
    try {
        hunspell = std::make_unique<Hunspell>(QFile::encodeName(dictionary.affixes).constData(),
                                              QFile::encodeName(dictionary.words).constData());
    } catch (const std::exception &problem) {
        return unreadable(QString::fromUtf8(problem.what()));
    }
    const QByteArray encoding = encodingName(QString::fromLatin1(hunspell->get_dict_encoding().c_str()));
    std::unique_ptr<SpellChecker> checker(new SpellChecker(std::move(hunspell)));
    checker->m_encode = QStringEncoder(encoding.constData(), QStringConverter::Flag::Stateless);
    checker->m_decode = QStringDecoder(encoding.constData(), QStringConverter::Flag::Stateless);
    if (!checker->m_encode.isValid() || !checker->m_decode.isValid()) {
        return unreadable(QStringLiteral("unknown encoding %1").arg(QString::fromLatin1(encoding)));
    }
    return checker;
}

std::string SpellChecker::encoded(const QString &word, bool *fits)
{
    QString plain = word.normalized(QString::NormalizationForm_C);
    plain.replace(QChar(0x2019), QLatin1Char('\'')); // dictionaries write the apostrophe of a typewriter
    const QByteArray bytes = m_encode.encode(plain);
    const QString back = m_decode.decode(bytes);
    *fits = !m_encode.hasError() && back == plain;
    m_encode.resetState();
    m_decode.resetState();
    return bytes.toStdString();
}

bool SpellChecker::isRight(const QString &word)
{
    const auto known = m_known.constFind(word);
    if (known != m_known.cend()) {
        return *known;
    }
    if (word.isEmpty() || word.size() > longestWord) {
        return true;
    }
    bool fits = false;
    const std::string bytes = encoded(word, &fits);
    const bool right = !fits || m_hunspell->spell(bytes);
    if (m_known.size() >= mostRemembered) {
        m_known.clear();
    }
    m_known.insert(word, right);
    return right;
}

QStringList SpellChecker::suggestions(const QString &word)
{
    bool fits = false;
    const std::string bytes = encoded(word.left(longestWord), &fits);
    QStringList found;
    if (!fits) {
        return found;
    }
    for (const std::string &suggestion : m_hunspell->suggest(bytes)) {
        if (found.size() >= mostSuggestions) {
            break;
        }
        const QString better = m_decode.decode(QByteArrayView(suggestion.data(), qsizetype(suggestion.size())));
        found.append(better);
        m_decode.resetState();
    }
    return found;
}

void SpellChecker::add(const QString &word)
{
    bool fits = false;
    const std::string bytes = encoded(word, &fits);
    if (fits && !word.isEmpty() && word.size() <= longestWord) {
        m_hunspell->add(bytes);
    }
    m_known.clear(); // its other forms too
}

} // namespace AlwaysLeads
