#pragma once

#include <QList>
#include <QString>

namespace AlwaysLeads {

/// A word of a text that a dictionary can be asked about.
struct SpellingWord
{
    qsizetype position = 0; ///< UTF-16 units from the beginning of the text
    qsizetype length = 0;
    QString word;

    bool operator==(const SpellingWord &) const = default;
};

/// The words of a text, without addresses, links, numbers, single letters, and words in capitals, which are mostly
/// abbreviations and names.
QList<SpellingWord> wordsToSpell(const QString &text);

} // namespace AlwaysLeads
