#include "spelling/SpellingWords.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool isApostrophe(QChar character)
{
    return character == QLatin1Char('\'') || character == QChar(0x2019);
}

bool isLetter(const QString &text, qsizetype at)
{
    return at < text.size()
        && (text[at].isLetter() || text[at].isMark() || text[at].isSurrogate() || text[at] == QChar(0x00AD));
}

/// Something typed in one piece that is no word: an address, a link, a file, a number with letters.
bool isNoWord(const QString &piece)
{
    const bool hasDigit = std::ranges::any_of(piece, [](QChar each) { return each.isDigit(); });
    const qsizetype dot = piece.indexOf(QLatin1Char('.'));
    const bool dotInside = dot > 0 && dot + 1 < piece.size() && piece[dot + 1].isLetter();
    return hasDigit || dotInside || piece.contains(QLatin1Char('@')) || piece.contains(QLatin1String("://"))
        || piece.contains(QLatin1Char('_')) || piece.contains(QLatin1Char('\\'));
}

void addWords(QList<SpellingWord> &words, const QString &text, qsizetype from, qsizetype end)
{
    if (isNoWord(text.mid(from, end - from))) {
        return;
    }
    for (qsizetype at = from; at < end;) {
        if (!isLetter(text, at)) {
            ++at;
            continue;
        }
        qsizetype stop = at;
        while (stop < end && (isLetter(text, stop) || (isApostrophe(text[stop]) && isLetter(text, stop + 1)))) {
            ++stop;
        }
        const QString word = text.mid(at, stop - at);
        if (word.size() > 1 && word != word.toUpper()) {
            words.append({at, word.size(), QString(word).remove(QChar(0x00AD))});
        }
        at = stop;
    }
}

} // namespace

QList<SpellingWord> wordsToSpell(const QString &text)
{
    QList<SpellingWord> words;
    qsizetype from = 0;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        if (at == text.size() || text[at].isSpace()) {
            addWords(words, text, from, at);
            from = at + 1;
        }
    }
    return words;
}

} // namespace AlwaysLeads
