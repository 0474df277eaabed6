#include "lead/LeadFilter.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

const QString allKey = QStringLiteral("all");
const QString anyKey = QStringLiteral("any");
const QString fieldKey = QStringLiteral("field");
const QString asksKey = QStringLiteral("is");
const QString valuesKey = QStringLiteral("values");

Result<LeadCondition> conditionFrom(const QJsonObject &object)
{
    if (object.size() != 3 || !object.value(fieldKey).isString() || !object.value(asksKey).isString()
        || !object.value(valuesKey).isArray()) {
        return failure(ErrorKind::Invalid, LeadFilter::tr("This filter cannot be read."));
    }
    LeadCondition condition;
    condition.field = object.value(fieldKey).toString();
    const QString word = object.value(asksKey).toString();
    const std::optional<LeadOperator> asks = leadOperatorFromWord(word);
    if (!asks) {
        return failure(ErrorKind::Invalid,
                       LeadFilter::tr("This filter asks in a way that is not known: \"%1\".").arg(word.left(60)));
    }
    condition.asks = *asks;
    for (const QJsonValue value : object.value(valuesKey).toArray()) {
        if (!value.isString() || condition.values.size() >= LeadFilter::mostValues) {
            return failure(ErrorKind::Invalid, LeadFilter::tr("This filter cannot be read."));
        }
        condition.values << value.toString();
    }
    return condition;
}

/// `room` counts down the parts that may still come, so that a hostile text cannot make a huge tree before it is
/// checked.
Result<LeadFilter> partFrom(const QJsonObject &object, int depth, int &room)
{
    if (--room < 0 || depth > LeadFilter::deepest + 1) {
        return failure(ErrorKind::Invalid, LeadFilter::tr("This filter is too large."));
    }
    if (object.isEmpty()) {
        return LeadFilter();
    }
    const bool isAll = object.contains(allKey);
    if (!isAll && !object.contains(anyKey)) {
        return conditionFrom(object).map([](LeadCondition condition) { return LeadFilter(std::move(condition)); });
    }
    const QJsonValue list = object.value(isAll ? allKey : anyKey);
    if (object.size() != 1 || !list.isArray()) {
        return failure(ErrorKind::Invalid, LeadFilter::tr("This filter cannot be read."));
    }
    std::vector<LeadFilter> parts;
    for (const QJsonValue value : list.toArray()) {
        if (!value.isObject()) {
            return failure(ErrorKind::Invalid, LeadFilter::tr("This filter cannot be read."));
        }
        Result<LeadFilter> part = partFrom(value.toObject(), depth + 1, room);
        if (!part) {
            return part;
        }
        parts.push_back(std::move(*part));
    }
    return isAll ? LeadFilter::all(std::move(parts)) : LeadFilter::any(std::move(parts));
}

} // namespace

Result<LeadFilter> LeadFilter::fromJson(const QJsonObject &object, const LeadFields &fields)
{
    int room = mostConditions * 2;
    Result<LeadFilter> filter = partFrom(object, 1, room);
    if (!filter) {
        return filter;
    }
    if (Result<> fine = filter->check(fields); !fine) {
        return failureOf(std::move(fine));
    }
    return filter;
}

QJsonObject LeadFilter::toJson() const
{
    if (m_condition) {
        return {{fieldKey, m_condition->field},
                {asksKey, toWord(m_condition->asks)},
                {valuesKey, QJsonArray::fromStringList(m_condition->values)}};
    }
    QJsonArray list;
    for (const LeadFilter &part : m_parts) {
        list.append(part.toJson());
    }
    return {{m_join == Join::All ? allKey : anyKey, list}};
}

} // namespace AlwaysLeads
