#include "draft/TextChanges.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostWords = 4000;

/// Words with the spaces after them; line breaks stand alone so that they stay where they are.
QStringList pieces(const QString &text)
{
    QStringList list;
    QString piece;
    for (const QChar letter : text) {
        const bool endsWord = !piece.isEmpty() && piece.back().isSpace() && !letter.isSpace();
        if (letter == QLatin1Char('\n') || endsWord) {
            if (!piece.isEmpty()) {
                list.append(piece);
            }
            piece.clear();
        }
        piece.append(letter);
        if (letter == QLatin1Char('\n')) {
            list.append(piece);
            piece.clear();
        }
    }
    if (!piece.isEmpty()) {
        list.append(piece);
    }
    return list;
}

/// A piece without the spaces after it: a word that has another one after it now is still the same word.
QStringView wordOf(const QString &piece)
{
    qsizetype length = piece.size();
    while (length > 0 && piece.at(length - 1).isSpace() && piece.at(length - 1) != QLatin1Char('\n')) {
        --length;
    }
    return QStringView(piece).first(length);
}

void append(QList<TextChange> &changes, TextChange::Kind kind, const QString &text)
{
    if (text.isEmpty()) {
        return;
    }
    if (!changes.isEmpty() && changes.last().kind == kind) {
        changes.last().text += text;
    } else {
        changes.append({kind, text});
    }
}

} // namespace

QList<TextChange> textChanges(const QString &before, const QString &after)
{
    const QStringList old = pieces(before);
    const QStringList now = pieces(after);
    QList<TextChange> changes;
    if (old.size() > mostWords || now.size() > mostWords) {
        return {{TextChange::Kind::Removed, before}, {TextChange::Kind::Inserted, after}};
    }
    const size_t width = size_t(now.size()) + 1;
    std::vector<int> common((size_t(old.size()) + 1) * width, 0); // of the two tails from (i, j) on
    const auto tail = [&](qsizetype i, qsizetype j) -> int & { return common[size_t(i) * width + size_t(j)]; };
    for (qsizetype i = old.size() - 1; i >= 0; --i) {
        for (qsizetype j = now.size() - 1; j >= 0; --j) {
            tail(i, j) = wordOf(old.at(i)) == wordOf(now.at(j)) ? tail(i + 1, j + 1) + 1
                                                                : std::max(tail(i + 1, j), tail(i, j + 1));
        }
    }
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < old.size() || j < now.size()) {
        if (i < old.size() && j < now.size() && old.at(i) == now.at(j)) {
            append(changes, TextChange::Kind::Same, now.at(j));
            ++i;
            ++j;
        } else if (i < old.size() && j < now.size() && wordOf(old.at(i)) == wordOf(now.at(j))) {
            const qsizetype word = wordOf(now.at(j)).size();
            append(changes, TextChange::Kind::Same, now.at(j).left(word));
            append(changes, TextChange::Kind::Removed, old.at(i).mid(word));
            append(changes, TextChange::Kind::Inserted, now.at(j).mid(word));
            ++i;
            ++j;
        } else if (i < old.size() && (j == now.size() || tail(i + 1, j) >= tail(i, j + 1))) {
            append(changes, TextChange::Kind::Removed, old.at(i++));
        } else {
            append(changes, TextChange::Kind::Inserted, now.at(j++));
        }
    }
    return changes;
}

} // namespace AlwaysLeads
