#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <array>

namespace AlwaysLeads {

struct SenderProfile;

/// What a score is made of. The most that each part can give together is 100, so a score never leaves 0 to 100.
enum class ScorePart { CompanyFit, Role, Timing, Engagement };
inline constexpr int scorePartCount = 4;
constexpr std::array<ScorePart, scorePartCount> allScoreParts{ScorePart::CompanyFit, ScorePart::Role, ScorePart::Timing,
                                                              ScorePart::Engagement};
constexpr int mostOf(ScorePart part)
{
    constexpr std::array<int, scorePartCount> most{40, 30, 20, 10};
    return most[size_t(part)];
}
/// "Company fit".
QString shown(ScorePart part);

/// How a rule compares the value of its field with its own.
enum class ScoreTest {
    ContainsAny, ///< one of these words; an asterisk stands for any letters at a word's begin or end
    ContainsNone,
    IsAny, ///< the whole value is one of these; for tags and choices
    IsNone,
    AtLeast,
    AtMost,
    Between, ///< "50-200", both included
    WithinDays, ///< a date of the last so many days, today included
    OlderThanDays,
    Known, ///< for an event: it happened
    Unknown
};
/// "contains one of".
QString shown(ScoreTest test);

/// One line of the table: when the field passes the test the points count for the part.
struct ScoreRule
{
    ScorePart part = ScorePart::CompanyFit;
    QString field; ///< ScoreField::name
    ScoreTest test = ScoreTest::Known;
    QString value; ///< as typed; words are divided by commas
    int points = 0; ///< may be below 0
    QString label; ///< what the person reads as the reason; "{}" becomes the lead's value; empty: made from the rule

    bool operator==(const ScoreRule &) const = default;
};

/// The whole table. Points of a part are added up and kept within 0 and the part's most, so the order of the rules
/// never matters.
struct ScoreRules
{
    Q_DECLARE_TR_FUNCTIONS(ScoreRules)
public:
    static constexpr qsizetype mostRules = 200;

    qint64 version = 0; ///< 0: never saved, the rules the program comes with
    QList<ScoreRule> rules;

    /// What a new profile begins with: made of the ideal customer where the person has described one.
    static ScoreRules suggested(const SenderProfile &profile);
    /// True when a score can change because a day passes.
    bool countDays() const;

    QByteArray toJson() const;
    /// ErrorKind::Invalid for what this program did not write. Rules that are still being typed may have points that no
    /// rule can have.
    static Result<ScoreRules> fromJson(const QByteArray &json, qint64 version, bool beingTyped = false);

    bool operator==(const ScoreRules &) const = default;
};

} // namespace AlwaysLeads
