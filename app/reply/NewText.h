#pragma once

#include <QString>

namespace AlwaysLeads {

/// What a person wrote anew in an answer, without what their program added.
struct NewText
{
    QString text; ///< theirs; answers between quoted lines are joined
    QString signature; ///< with phone numbers, "Sent from my iPhone" and legal notices
    bool hadQuote = false;
    bool isNothing = false; ///< they wrote nothing: `text` is what they quote

    bool operator==(const NewText &) const = default;
};

/// Cuts quoted mails and the signature away: "On … wrote:" and header blocks of the usual programs in the usual
/// languages, `>` lines, answers above, below and between. When nothing would be left the whole text stays: showing too
/// much is better than showing nothing.
NewText newTextOf(const QString &text);

} // namespace AlwaysLeads
