#include "lead/LeadSearch.h"

#include "lead/LeadQueryAnswer.h"
#include "lead/LeadRowStore.h"

namespace AlwaysLeads {

namespace {

// More words narrow nothing more, and FTS5 limits the size of an expression.
constexpr qsizetype mostWords = 16;
constexpr qsizetype longestWord = 200;

/// What FTS5's tokenizer keeps of a word is letters and digits; a word without any would match nothing.
bool hasLetterOrDigit(const QString &word)
{
    for (const uint code : word.toUcs4()) {
        if (QChar::isLetterOrNumber(char32_t(code))) {
            return true;
        }
    }
    return false;
}

} // namespace

LeadSearch::LeadSearch(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

QStringList LeadSearch::wordsOf(const QString &text)
{
    // Through UTF-8 and back, so that half a surrogate pair becomes a character of its own; NUL would end the
    // expression.
    QString clean = folded(QString::fromUtf8(text.toUtf8()));
    clean.replace(QChar(0), QLatin1Char(' '));
    QStringList words;
    for (QString word : clean.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        word.truncate(longestWord);
        if (hasLetterOrDigit(word)) {
            words << word;
        }
        if (words.size() == mostWords) {
            break;
        }
    }
    return words;
}

QString LeadSearch::matchFor(const QString &text)
{
    QStringList phrases;
    for (QString word : wordsOf(text)) {
        word.replace(QLatin1Char('"'), QLatin1String("\"\""));
        phrases << QLatin1Char('"') + word + QLatin1String("\"*");
    }
    return phrases.join(QLatin1Char(' '));
}

QString LeadSearch::folded(const QString &text)
{
    bool plain = true;
    for (const QChar character : text) {
        plain = plain && character.unicode() < 0xC0;
    }
    if (plain) {
        return text;
    }
    QString folded;
    folded.reserve(text.size() + 4);
    for (const QChar character : text) {
        switch (character.unicode()) {
        case 0x00C6: // Æ
        case 0x00E6:
            folded += QLatin1String("ae");
            break;
        case 0x00D0: // Ð
        case 0x00F0:
        case 0x0110: // Đ
        case 0x0111:
            folded += QLatin1Char('d');
            break;
        case 0x00D8: // Ø
        case 0x00F8:
            folded += QLatin1Char('o');
            break;
        case 0x00DE: // Þ
        case 0x00FE:
            folded += QLatin1String("th");
            break;
        case 0x00DF: // ß
        case 0x1E9E:
            folded += QLatin1String("ss");
            break;
        case 0x0131: // dotless i
            folded += QLatin1Char('i');
            break;
        case 0x0141: // Ł
        case 0x0142:
            folded += QLatin1Char('l');
            break;
        case 0x0152: // Œ
        case 0x0153:
            folded += QLatin1String("oe");
            break;
        default:
            folded += character;
        }
    }
    return folded;
}

Task<Result<LeadFirstRows>> LeadSearch::first(LeadQuery query, qint64 most, QStringList columns, std::stop_token stop)
{
    auto found = m_database.read<LeadFirstRows>(
        [query, most, columns, now = m_clock.now(),
         orders = &m_orders](Connection &connection) -> Result<LeadFirstRows> {
            LeadQueryAnswer answer(connection, *orders, now);
            if (Result<> ready = answer.prepare(query); !ready) {
                return failureOf(std::move(ready));
            }
            Result<LeadQueryAnswer::First> first = answer.first(size_t(most));
            if (!first) {
                return failureOf(std::move(first));
            }
            const size_t shown = std::min(first->ids.size(), size_t(most));
            const std::vector<LeadId> ids(first->ids.begin(), first->ids.begin() + std::ptrdiff_t(shown));
            Result<QList<LeadSummary>> rows = LeadRowStore().rows(connection, ids, columns);
            if (!rows) {
                return failureOf(std::move(rows));
            }
            return LeadFirstRows{std::move(first->ids), std::move(*rows), first->isAll};
        },
        stop);
    Result<LeadFirstRows> outcome = co_await found;
    co_return outcome;
}

Task<Result<std::vector<LeadId>>> LeadSearch::ids(LeadQuery query, std::stop_token stop)
{
    auto found = m_database.read<std::vector<LeadId>>(
        [query, now = m_clock.now(), orders = &m_orders](Connection &connection) -> Result<std::vector<LeadId>> {
            LeadQueryAnswer answer(connection, *orders, now);
            return answer.prepare(query).and_then([&] { return answer.all(); });
        },
        stop);
    Result<std::vector<LeadId>> outcome = co_await found;
    co_return outcome;
}

Task<Result<QList<LeadSummary>>> LeadSearch::rows(std::vector<LeadId> ids, std::stop_token stop, QStringList columns)
{
    auto read = m_database.read<QList<LeadSummary>>(
        [ids = std::move(ids), columns](Connection &connection) {
            return LeadRowStore().rows(connection, ids, columns);
        },
        stop);
    Result<QList<LeadSummary>> outcome = co_await read;
    co_return outcome;
}

Task<Result<qint64>> LeadSearch::count(LeadQuery query, std::stop_token stop)
{
    auto counted = m_database.read<qint64>(
        [query, now = m_clock.now(), orders = &m_orders](Connection &connection) -> Result<qint64> {
            LeadQueryAnswer answer(connection, *orders, now);
            return answer.prepare(query).and_then([&] { return answer.count(); });
        },
        stop);
    Result<qint64> outcome = co_await counted;
    co_return outcome;
}

Task<Result<LeadCounts>> LeadSearch::counts()
{
    auto read = m_database.read<LeadCounts>(
        [now = m_clock.now()](Connection &connection) { return LeadRowStore().counts(connection, now); });
    Result<LeadCounts> outcome = co_await read;
    co_return outcome;
}

Task<Result<LeadFields>> LeadSearch::fields()
{
    auto read = m_database.read<LeadFields>([](Connection &connection) { return LeadFieldStore().all(connection); });
    Result<LeadFields> outcome = co_await read;
    co_return outcome;
}

Task<Result<QList<CompanySummary>>> LeadSearch::companies(QString text, std::stop_token stop)
{
    auto read = m_database.read<QList<CompanySummary>>(
        [text](Connection &connection) { return LeadRowStore().companies(connection, text); }, stop);
    Result<QList<CompanySummary>> outcome = co_await read;
    co_return outcome;
}

} // namespace AlwaysLeads
