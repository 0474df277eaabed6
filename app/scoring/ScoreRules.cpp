#include "scoring/ScoreRules.h"

#include <algorithm>

namespace AlwaysLeads {

QString shown(ScorePart part)
{
    switch (part) {
    case ScorePart::CompanyFit:
        return ScoreRules::tr("Company fit");
    case ScorePart::Role:
        return ScoreRules::tr("Role");
    case ScorePart::Timing:
        return ScoreRules::tr("Timing");
    case ScorePart::Engagement:
        return ScoreRules::tr("Engagement");
    }
    Q_UNREACHABLE();
}

QString shown(ScoreTest test)
{
    switch (test) {
    case ScoreTest::ContainsAny:
        return ScoreRules::tr("contains one of");
    case ScoreTest::ContainsNone:
        return ScoreRules::tr("contains none of");
    case ScoreTest::IsAny:
        return ScoreRules::tr("is one of");
    case ScoreTest::IsNone:
        return ScoreRules::tr("is none of");
    case ScoreTest::AtLeast:
        return ScoreRules::tr("at least");
    case ScoreTest::AtMost:
        return ScoreRules::tr("at most");
    case ScoreTest::Between:
        return ScoreRules::tr("between");
    case ScoreTest::WithinDays:
        return ScoreRules::tr("in the last days");
    case ScoreTest::OlderThanDays:
        return ScoreRules::tr("longer ago than days");
    case ScoreTest::Known:
        return ScoreRules::tr("is known");
    case ScoreTest::Unknown:
        return ScoreRules::tr("is not known");
    }
    Q_UNREACHABLE();
}

bool ScoreRules::countDays() const
{
    return std::ranges::any_of(rules, [](const ScoreRule &rule) {
        return rule.test == ScoreTest::WithinDays || rule.test == ScoreTest::OlderThanDays;
    });
}

} // namespace AlwaysLeads
