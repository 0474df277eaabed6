#include "lead/LeadFilter.h"

#include "base/Words.h"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace AlwaysLeads {

namespace {

using Operator = LeadOperator;
using Kind = LeadFieldKind;

constexpr std::array<std::pair<Operator, const char *>, 23> words{
    {{Operator::Is, "is"},
     {Operator::IsNot, "is not"},
     {Operator::Contains, "contains"},
     {Operator::ContainsNot, "contains not"},
     {Operator::BeginsWith, "begins with"},
     {Operator::IsEmpty, "is empty"},
     {Operator::IsKnown, "is known"},
     {Operator::AtLeast, "at least"},
     {Operator::MoreThan, "more than"},
     {Operator::AtMost, "at most"},
     {Operator::LessThan, "less than"},
     {Operator::Between, "between"},
     {Operator::Before, "before"},
     {Operator::After, "after"},
     {Operator::InLastDays, "in the last days"},
     {Operator::NotInLastDays, "not in the last days"},
     {Operator::IsOneOf, "one of"},
     {Operator::IsNoneOf, "none of"},
     {Operator::Happened, "happened"},
     {Operator::DidNotHappen, "did not happen"},
     {Operator::HappenedInLastDays, "happened in the last days"},
     {Operator::DidNotHappenInLastDays, "did not happen in the last days"},
     {Operator::HappenedBefore, "happened before"}}};

constexpr int mostDays = 36500;

bool isDay(const QString &text)
{
    static const QString form = QStringLiteral("yyyy-MM-dd");
    return text.size() == form.size() && QDate::fromString(text, form).isValid();
}

bool isCountOfDays(const QString &text)
{
    bool whole = false;
    const int days = text.toInt(&whole);
    return whole && days > 0 && days <= mostDays && QString::number(days) == text;
}

bool isNumber(const QString &text)
{
    bool number = false;
    const double value = text.toDouble(&number);
    return number && std::isfinite(value);
}

/// What to do about a value that is not there: "Added: say how many days."
QString missing(const LeadField &field, Operator asks, qsizetype place)
{
    const std::optional<int> wanted = valuesOf(asks);
    if (wanted && countsDays(asks) && place >= *wanted - 1) {
        return LeadFilter::tr("%1: say how many days.").arg(field.label);
    }
    if (field.kind == Kind::Date || (asks == Operator::HappenedBefore && place >= 1)) {
        return (asks == Operator::Between ? LeadFilter::tr("%1: say from which day until which.")
                                          : LeadFilter::tr("%1: say which day."))
            .arg(field.label);
    }
    switch (field.kind) {
    case Kind::Number:
        return (asks == Operator::Between ? LeadFilter::tr("%1: say from which number to which.")
                                          : LeadFilter::tr("%1: say which number."))
            .arg(field.label);
    case Kind::Event:
        return LeadFilter::tr("%1: choose what happened.").arg(field.label);
    case Kind::Text:
        break;
    default:
        return (wanted ? LeadFilter::tr("%1: choose one.") : LeadFilter::tr("%1: choose at least one."))
            .arg(field.label);
    }
    switch (asks) {
    case Operator::Contains:
        return LeadFilter::tr("%1: type what it should contain.").arg(field.label);
    case Operator::ContainsNot:
        return LeadFilter::tr("%1: type what it should not contain.").arg(field.label);
    case Operator::BeginsWith:
        return LeadFilter::tr("%1: type how it should begin.").arg(field.label);
    case Operator::IsNot:
    case Operator::IsNoneOf:
        return LeadFilter::tr("%1: type what it should not be.").arg(field.label);
    default:
        return LeadFilter::tr("%1: type what it should be.").arg(field.label);
    }
}

} // namespace

QString toWord(LeadOperator wanted)
{
    return wordOf(words, wanted);
}

std::optional<LeadOperator> leadOperatorFromWord(const QString &word)
{
    return valueOf(words, word);
}

const QList<LeadOperator> &operatorsOf(LeadFieldKind kind)
{
    static const QList<Operator> text = {Operator::Contains, Operator::ContainsNot, Operator::Is,
                                         Operator::IsNot,    Operator::BeginsWith,  Operator::IsOneOf,
                                         Operator::IsNoneOf, Operator::IsKnown,     Operator::IsEmpty};
    static const QList<Operator> number = {Operator::AtLeast,  Operator::MoreThan, Operator::AtMost,
                                           Operator::LessThan, Operator::Between,  Operator::Is,
                                           Operator::IsNot,    Operator::IsKnown,  Operator::IsEmpty};
    static const QList<Operator> date = {Operator::InLastDays, Operator::NotInLastDays, Operator::Before,
                                         Operator::After,      Operator::Between,       Operator::Is,
                                         Operator::IsKnown,    Operator::IsEmpty};
    static const QList<Operator> choice = {Operator::IsOneOf, Operator::IsNoneOf, Operator::Is,
                                           Operator::IsNot,   Operator::IsKnown,  Operator::IsEmpty};
    static const QList<Operator> yesNo = {Operator::Is};
    static const QList<Operator> lists = {Operator::IsOneOf, Operator::IsNoneOf, Operator::Is, Operator::IsNot};
    static const QList<Operator> events = {Operator::Happened, Operator::DidNotHappen, Operator::HappenedInLastDays,
                                           Operator::DidNotHappenInLastDays, Operator::HappenedBefore};
    switch (kind) {
    case Kind::Text:
        return text;
    case Kind::Number:
        return number;
    case Kind::Date:
        return date;
    case Kind::Choice:
    case Kind::Tags:
        return choice;
    case Kind::YesNo:
        return yesNo;
    case Kind::Lists:
    case Kind::Segments:
    case Kind::Imports:
        return lists;
    case Kind::Event:
        return events;
    }
    Q_UNREACHABLE();
}

std::optional<int> valuesOf(LeadOperator wanted)
{
    switch (wanted) {
    case Operator::IsEmpty:
    case Operator::IsKnown:
        return 0;
    case Operator::Between:
    case Operator::HappenedInLastDays:
    case Operator::DidNotHappenInLastDays:
    case Operator::HappenedBefore:
        return 2;
    case Operator::IsOneOf:
    case Operator::IsNoneOf:
        return std::nullopt;
    default:
        return 1;
    }
}

bool countsDays(LeadOperator wanted)
{
    return wanted == Operator::InLastDays || wanted == Operator::NotInLastDays || wanted == Operator::HappenedInLastDays
        || wanted == Operator::DidNotHappenInLastDays;
}

LeadFilter::LeadFilter(LeadCondition condition)
    : m_condition(std::move(condition))
{
}

LeadFilter LeadFilter::all(std::vector<LeadFilter> parts)
{
    LeadFilter group;
    group.m_parts = std::move(parts);
    return group;
}

LeadFilter LeadFilter::any(std::vector<LeadFilter> parts)
{
    LeadFilter group = all(std::move(parts));
    group.m_join = Join::Any;
    return group;
}

bool LeadFilter::operator==(const LeadFilter &other) const
{
    return m_join == other.m_join && m_condition == other.m_condition && m_parts == other.m_parts;
}

int LeadFilter::conditionCount() const
{
    int count = m_condition ? 1 : 0;
    for (const LeadFilter &part : m_parts) {
        count += part.conditionCount();
    }
    return count;
}

bool LeadFilter::asksAbout(const QString &field) const
{
    return m_condition ? m_condition->field == field
                       : std::ranges::any_of(m_parts, [&](const LeadFilter &part) { return part.asksAbout(field); });
}

LeadFilter LeadFilter::with(const LeadFilter &other) const
{
    std::vector<LeadFilter> parts;
    for (const LeadFilter *one : {this, &other}) {
        if (!one->isCondition() && one->m_join == Join::All) {
            parts.insert(parts.end(), one->m_parts.begin(), one->m_parts.end());
        } else if (!one->isEmpty()) {
            parts.push_back(*one);
        }
    }
    return all(std::move(parts));
}

LeadFilter LeadFilter::simplified() const
{
    if (m_condition) {
        return *this;
    }
    LeadFilter group;
    group.m_join = m_join;
    for (const LeadFilter &part : m_parts) {
        LeadFilter simple = part.simplified();
        if (simple.isEmpty()) {
            continue;
        }
        if (!simple.isCondition() && (simple.m_join == m_join || simple.m_parts.size() == 1)) {
            group.m_parts.insert(group.m_parts.end(), simple.m_parts.begin(), simple.m_parts.end());
        } else {
            group.m_parts.push_back(std::move(simple));
        }
    }
    if (group.m_parts.size() == 1 && !group.m_parts.front().isCondition()) {
        LeadFilter only = std::move(group.m_parts.front());
        return only;
    }
    if (group.m_parts.size() < 2) {
        group.m_join = Join::All;
    }
    return group;
}

namespace {

struct Checker
{
    const LeadFields &fields;
    int conditions = 0;

    Result<> check(const LeadFilter &filter, int depth)
    {
        if (filter.isCondition()) {
            if (++conditions > LeadFilter::mostConditions) {
                return failure(ErrorKind::Invalid,
                               LeadFilter::tr("A filter holds at most %1 conditions.").arg(LeadFilter::mostConditions));
            }
            return check(filter.condition());
        }
        if (depth > LeadFilter::deepest) {
            return failure(ErrorKind::Invalid,
                           LeadFilter::tr("Groups of a filter stand at most %1 deep.").arg(LeadFilter::deepest));
        }
        for (const LeadFilter &part : filter.parts()) {
            if (Result<> fine = check(part, depth + 1); !fine) {
                return fine;
            }
        }
        return {};
    }

    Result<> check(const LeadCondition &condition) const
    {
        const LeadField *field = fields.find(condition.field);
        if (field == nullptr) {
            return failure(ErrorKind::Invalid,
                           LeadFilter::tr("This filter asks about \"%1\", a field that is not there.")
                               .arg(condition.field.left(60)));
        }
        if (!operatorsOf(field->kind).contains(condition.asks)) {
            return failure(ErrorKind::Invalid,
                           LeadFilter::tr("\"%1\" cannot be asked of %2.").arg(toWord(condition.asks), field->label));
        }
        const std::optional<int> wanted = valuesOf(condition.asks);
        if (wanted == 0 && !condition.values.isEmpty()) {
            return failure(ErrorKind::Invalid, LeadFilter::tr("%1: this asks for no value.").arg(field->label));
        }
        if (wanted ? condition.values.size() != *wanted : condition.values.isEmpty()) {
            return failure(ErrorKind::Invalid, missing(*field, condition.asks, condition.values.size()));
        }
        if (condition.values.size() > LeadFilter::mostValues) {
            return failure(ErrorKind::Invalid,
                           LeadFilter::tr("%1: at most %2 values.").arg(field->label).arg(LeadFilter::mostValues));
        }
        for (qsizetype place = 0; place < condition.values.size(); ++place) {
            if (Result<> fine = checkValue(*field, condition, place); !fine) {
                return fine;
            }
        }
        return {};
    }

    Result<> checkValue(const LeadField &field, const LeadCondition &condition, qsizetype place) const
    {
        const QString &value = condition.values.at(place);
        if (value.trimmed().isEmpty() || value.contains(QChar(0))) {
            return failure(ErrorKind::Invalid, missing(field, condition.asks, place));
        }
        if (value.size() > LeadFilter::longestValue) {
            return failure(ErrorKind::Invalid, LeadFilter::tr("This value of %1 is too long.").arg(field.label));
        }
        if (countsDays(condition.asks) && place == condition.values.size() - 1) {
            return isCountOfDays(value)
                ? Result<>()
                : failure(ErrorKind::Invalid, LeadFilter::tr("%1 is not a number of days.").arg(value.left(40)));
        }
        if (field.kind == Kind::Date || (condition.asks == Operator::HappenedBefore && place == 1)) {
            return isDay(value)
                ? Result<>()
                : failure(ErrorKind::Invalid,
                          LeadFilter::tr("%1 is not a day. Write it as %2 or 2026-11-25.")
                              .arg(value.left(40), QLocale().toString(QDate(2026, 11, 25), QLocale::ShortFormat)));
        }
        switch (field.kind) {
        case Kind::Number:
            return isNumber(value)
                ? Result<>()
                : failure(ErrorKind::Invalid, LeadFilter::tr("%1 is not a number.").arg(value.left(40)));
        case Kind::YesNo:
            return value == QLatin1String("yes") || value == QLatin1String("no")
                ? Result<>()
                : failure(ErrorKind::Invalid, LeadFilter::tr("%1 is either yes or no.").arg(field.label));
        case Kind::Event:
        case Kind::Choice: {
            // A word of the program itself must be one of them; a person's own choices may have changed since.
            const bool own = field.key.startsWith(LeadFields::customPrefix());
            const bool known = own || std::ranges::any_of(field.choices, [&](const LeadFieldChoice &choice) {
                                   return choice.value == value;
                               });
            return known
                ? Result<>()
                : failure(ErrorKind::Invalid, LeadFilter::tr("%1 cannot be \"%2\".").arg(field.label, value.left(40)));
        }
        case Kind::Lists:
        case Kind::Segments:
        case Kind::Imports: {
            bool number = false;
            const qlonglong id = value.toLongLong(&number);
            return number && id > 0
                ? Result<>()
                : failure(ErrorKind::Invalid, LeadFilter::tr("%1 cannot be \"%2\".").arg(field.label, value.left(40)));
        }
        default:
            return {};
        }
    }
};

} // namespace

Result<> LeadFilter::check(const LeadFields &fields) const
{
    Checker checker{fields};
    return checker.check(*this, 1);
}

} // namespace AlwaysLeads
