#include "widgets/CommandPalette.h"

#include <QStringList>
#include <algorithm>

namespace AlwaysLeads {

namespace {

/// One folded letter for each unit of the text, so that positions stay those of the text: "Wójcik" is found by
/// "wojcik".
QString folded(const QString &text)
{
    QString result = text;
    for (QChar &letter : result) {
        const QString parts = QString(letter).normalized(QString::NormalizationForm_D);
        letter = (parts.isEmpty() ? letter : parts.at(0)).toCaseFolded();
    }
    return result;
}

bool startsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

/// The word as one piece, best at the start of a word.
FuzzyMatch piece(const QString &word, const QString &text)
{
    qsizetype best = -1;
    int score = 0;
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        const int here = startsWord(text, at) ? (at == 0 ? 120 : 100) : 40;
        if (here > score) {
            score = here;
            best = at;
        }
    }
    FuzzyMatch match;
    if (best >= 0) {
        match.score = score;
        for (qsizetype i = 0; i < word.size(); ++i) {
            match.positions.append(int(best + i));
        }
    }
    return match;
}

/// The letters one after the other, each at the start of a word or right behind the letter before: "wd" finds "Write
/// draft".
FuzzyMatch letters(const QString &word, const QString &text)
{
    FuzzyMatch match;
    qsizetype from = 0;
    for (const QChar letter : word) {
        qsizetype at = text.indexOf(letter, from);
        while (at >= 0 && !startsWord(text, at)
               && !(!match.positions.isEmpty() && at == match.positions.constLast() + 1)) {
            at = text.indexOf(letter, at + 1);
        }
        if (at < 0) {
            return {};
        }
        match.positions.append(int(at));
        from = at + 1;
    }
    match.score = 20;
    return match;
}

} // namespace

FuzzyMatch fuzzyMatch(const QString &pattern, const QString &text)
{
    const QString where = folded(text);
    const QStringList words = folded(pattern).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    FuzzyMatch whole;
    for (const QString &word : words) {
        FuzzyMatch match = piece(word, where);
        if (!match && word.size() > 1) {
            match = letters(word, where);
        }
        if (!match) {
            return {};
        }
        whole.score += match.score;
        whole.positions += match.positions;
    }
    std::sort(whole.positions.begin(), whole.positions.end());
    return whole;
}

} // namespace AlwaysLeads
