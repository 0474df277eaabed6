#pragma once

#include <QString>

#include <optional>

namespace AlwaysLeads {

/// How an enum is written in the database and in files: `words` is an array of pairs of a value and its Latin-1 word,
/// which must hold every value.
template <typename Words, typename Value> QString wordOf(const Words &words, Value value)
{
    for (const auto &[known, word] : words) {
        if (known == value) {
            return QString(QLatin1String(word));
        }
    }
    Q_UNREACHABLE();
}

/// Nothing for a word that is not among them.
template <typename Words> auto valueOf(const Words &words, const QString &text)
{
    std::optional<typename Words::value_type::first_type> found;
    for (const auto &[value, known] : words) {
        if (text == QLatin1String(known)) {
            found = value;
            break;
        }
    }
    return found;
}

} // namespace AlwaysLeads
