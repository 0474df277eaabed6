#pragma once

#include <QString>

namespace AlwaysLeads {

/// The language of a text by its smallest words: "en", "de", "fr", … of the languages that business mail is mostly
/// written in. Empty where a text is too short or too mixed to tell.
QString guessLanguage(const QString &text);

} // namespace AlwaysLeads
