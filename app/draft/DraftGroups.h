#pragma once

#include "draft/Draft.h"

namespace AlwaysLeads {

/// Which drafts say nearly the same, so that they can be read together.
class DraftGroups
{
public:
    static constexpr double nearlySame = 0.7; ///< of all runs of two words, how many both have

    /// From 0 (nothing in common) to 1, by runs of two words; what went in of each person's facts counts as one word.
    static double likeness(const Draft &one, const Draft &other);
    /// Those of `others` that are like `draft`, of the same step, most alike first.
    static QList<Draft> alike(const Draft &draft, const QList<Draft> &others);
};

} // namespace AlwaysLeads
