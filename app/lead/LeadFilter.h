#pragma once

#include "lead/LeadField.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace AlwaysLeads {

enum class LeadOperator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    BeginsWith,
    IsEmpty,
    IsKnown,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Between,
    Before,
    After,
    InLastDays,
    NotInLastDays,
    IsOneOf,
    IsNoneOf,
    Happened,
    DidNotHappen,
    HappenedInLastDays,
    DidNotHappenInLastDays,
    HappenedBefore,
};

/// The word in a saved filter: "at least".
QString toWord(LeadOperator wanted);
std::optional<LeadOperator> leadOperatorFromWord(const QString &word);
/// What can be asked of a kind, the most usual first.
const QList<LeadOperator> &operatorsOf(LeadFieldKind kind);
/// What a person reads between field and value: "is not", "is at least".
QString shown(LeadOperator wanted, LeadFieldKind kind);
/// How many values it takes; nothing for any number from one.
std::optional<int> valuesOf(LeadOperator wanted);
/// True when its values are a number of days, whatever the field's kind.
bool countsDays(LeadOperator wanted);

/// One question about one field. Numbers are written as 12.5, dates as 2026-11-25, yes or no as those words; a list by
/// its id; an event's first value is its kind.
struct LeadCondition
{
    QString field; ///< LeadField::key
    LeadOperator asks = LeadOperator::Is;
    QStringList values;

    bool operator==(const LeadCondition &) const = default;
};

/// Which people: a tree of conditions. An empty one takes everybody.
///
///     LeadFilter freight = LeadFilter::all({{{"industry", LeadOperator::Contains, {"freight"}}},
///                                           {{"score", LeadOperator::AtLeast, {"70"}}}});
class LeadFilter
{
    Q_DECLARE_TR_FUNCTIONS(LeadFilter)
public:
    enum class Join { All, Any };
    static constexpr int deepest = 5; ///< groups in groups
    static constexpr int mostConditions = 100;
    static constexpr int mostValues = 200;
    static constexpr int longestValue = 500;

    LeadFilter() = default;
    explicit LeadFilter(LeadCondition condition);
    static LeadFilter all(std::vector<LeadFilter> parts);
    static LeadFilter any(std::vector<LeadFilter> parts);

    bool isCondition() const { return m_condition.has_value(); }
    const LeadCondition &condition() const { return *m_condition; }
    Join join() const { return m_join; }
    const std::vector<LeadFilter> &parts() const { return m_parts; }
    bool isEmpty() const { return !m_condition && m_parts.empty(); }
    int conditionCount() const;
    /// Whether a condition, however deep, asks about this field.
    bool asksAbout(const QString &field) const;
    /// Both must hold. What is joined by "and" already stays one flat list.
    LeadFilter with(const LeadFilter &other) const;
    /// Without groups that hold nothing or one part only.
    LeadFilter simplified() const;

    /// What was written by hand or by a later program is an error with a sentence: fields, operators and values are all
    /// checked, and so are depth and size.
    static Result<LeadFilter> fromJson(const QJsonObject &object, const LeadFields &fields);
    QJsonObject toJson() const;
    /// Invalid when a value does not fit its field, the filter is too deep or too large.
    Result<> check(const LeadFields &fields) const;

    /// "Industry contains freight and Score 70 or more"
    QString sentence(const LeadFields &fields) const;

    bool operator==(const LeadFilter &other) const;

private:
    Join m_join = Join::All;
    std::optional<LeadCondition> m_condition;
    std::vector<LeadFilter> m_parts;
};

/// One condition in words, in two parts as a chip shows them: "Score", "70 or more".
struct LeadConditionWords
{
    QString label;
    QString value;
};
LeadConditionWords wordsOf(const LeadCondition &condition, const LeadFields &fields);

} // namespace AlwaysLeads
