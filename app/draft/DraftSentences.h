#pragma once

#include "draft/Draft.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Where a sentence of Claude's stands in the draft as it is now.
struct SentencePlace
{
    DraftSentence sentence;
    int start = 0; ///< in characters of the subject or the body
    int length = 0;
    QString problem{}; ///< what no fact holds, as a sentence; empty: nothing, or a person confirmed it

    bool operator==(const SentencePlace &) const = default;
};

/// What of Claude's sentences is still in a draft. A sentence that a person changed in any letter is theirs.
class DraftSentences
{
    Q_DECLARE_TR_FUNCTIONS(DraftSentences)
public:
    static QList<SentencePlace> places(const Draft &draft);
    /// How many of them say what no fact holds and nobody confirmed.
    static int unsupported(const Draft &draft);
    /// Why such a draft cannot be approved; empty when it can.
    static QString objection(const Draft &draft);
    /// True when there was such a sentence.
    static bool confirm(Draft &draft, const QString &sentence);
};

} // namespace AlwaysLeads
