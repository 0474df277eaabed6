#include "lead/LeadFilter.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Operator = LeadOperator;
using Kind = LeadFieldKind;

QString valueWords(const LeadField &field, const QString &value)
{
    switch (field.kind) {
    case Kind::Date:
        return QLocale().toString(QDate::fromString(value, Qt::ISODate), QLocale::ShortFormat);
    case Kind::YesNo:
        return value == QLatin1String("yes") ? LeadFilter::tr("yes") : LeadFilter::tr("no");
    case Kind::Text:
        return value;
    case Kind::Lists:
    case Kind::Segments:
    case Kind::Imports: {
        // Its number means nothing to a person.
        const bool isThere = std::ranges::any_of(
            field.choices, [&value](const LeadFieldChoice &choice) { return choice.value == value; });
        return isThere ? field.choiceLabel(value) : LeadFilter::tr("(deleted)");
    }
    default:
        return field.choiceLabel(value);
    }
}

QString listWords(const LeadField &field, const QStringList &values)
{
    constexpr qsizetype most = 3;
    QStringList shownValues;
    for (const QString &value : values.first(std::min(values.size(), most))) {
        shownValues << valueWords(field, value);
    }
    const QString text = shownValues.join(LeadFilter::tr(" or "));
    return values.size() > most ? LeadFilter::tr("%1 or %n more", nullptr, int(values.size() - most)).arg(text) : text;
}

QString daysWords(const QString &value)
{
    return LeadFilter::tr("in the last %n day(s)", nullptr, value.toInt());
}

QString eventWords(const LeadField &field, const LeadCondition &condition)
{
    QString what = field.choiceLabel(condition.values.value(0));
    const QString when = condition.values.value(1);
    switch (condition.asks) {
    case Operator::DidNotHappen:
        return LeadFilter::tr("never: %1").arg(what);
    case Operator::HappenedInLastDays:
        return LeadFilter::tr("%1 %2").arg(what, daysWords(when));
    case Operator::DidNotHappenInLastDays:
        return LeadFilter::tr("not %1: %2").arg(daysWords(when), what);
    case Operator::HappenedBefore:
        return LeadFilter::tr("%1 before %2")
            .arg(what, QLocale().toString(QDate::fromString(when, Qt::ISODate), QLocale::ShortFormat));
    default:
        return what;
    }
}

QString joined(const LeadFilter &filter, const LeadFields &fields)
{
    if (filter.isCondition()) {
        const LeadConditionWords words = wordsOf(filter.condition(), fields);
        return words.label + QLatin1Char(' ') + words.value;
    }
    QStringList parts;
    for (const LeadFilter &part : filter.parts()) {
        const QString text = joined(part, fields);
        const bool brackets = !part.isCondition() && part.parts().size() > 1;
        parts << (brackets ? QLatin1Char('(') + text + QLatin1Char(')') : text);
    }
    return parts.join(filter.join() == LeadFilter::Join::All ? LeadFilter::tr(" and ") : LeadFilter::tr(" or "));
}

} // namespace

QString shown(LeadOperator wanted, LeadFieldKind kind)
{
    const bool set = kind == Kind::Tags || kind == Kind::Lists || kind == Kind::Segments || kind == Kind::Imports;
    switch (wanted) {
    case Operator::Is:
        return kind == Kind::Date ? LeadFilter::tr("is on") : LeadFilter::tr("is");
    case Operator::IsNot:
        return LeadFilter::tr("is not");
    case Operator::Contains:
        return LeadFilter::tr("contains");
    case Operator::ContainsNot:
        return LeadFilter::tr("does not contain");
    case Operator::BeginsWith:
        return LeadFilter::tr("begins with");
    case Operator::IsEmpty:
        return LeadFilter::tr("is empty");
    case Operator::IsKnown:
        return LeadFilter::tr("is known");
    case Operator::AtLeast:
        return LeadFilter::tr("is at least");
    case Operator::MoreThan:
        return LeadFilter::tr("is more than");
    case Operator::AtMost:
        return LeadFilter::tr("is at most");
    case Operator::LessThan:
        return LeadFilter::tr("is less than");
    case Operator::Between:
        return LeadFilter::tr("is between");
    case Operator::Before:
        return LeadFilter::tr("is before");
    case Operator::After:
        return LeadFilter::tr("is after");
    case Operator::InLastDays:
        return LeadFilter::tr("in the last days");
    case Operator::NotInLastDays:
        return LeadFilter::tr("not in the last days");
    case Operator::IsOneOf:
        return set ? LeadFilter::tr("is any of") : LeadFilter::tr("is one of");
    case Operator::IsNoneOf:
        return LeadFilter::tr("is none of");
    case Operator::Happened:
        return LeadFilter::tr("happened");
    case Operator::DidNotHappen:
        return LeadFilter::tr("never happened");
    case Operator::HappenedInLastDays:
        return LeadFilter::tr("happened in the last days");
    case Operator::DidNotHappenInLastDays:
        return LeadFilter::tr("did not happen in the last days");
    case Operator::HappenedBefore:
        return LeadFilter::tr("happened before");
    }
    Q_UNREACHABLE();
}

LeadConditionWords wordsOf(const LeadCondition &condition, const LeadFields &fields)
{
    const LeadField *field = fields.find(condition.field);
    if (field == nullptr) {
        return {condition.field, condition.values.join(QLatin1Char(' '))};
    }
    LeadConditionWords words{field->label, {}};
    if (field->kind == Kind::Event) {
        words.value = eventWords(*field, condition);
        return words;
    }
    const QString value = listWords(*field, condition.values);
    switch (condition.asks) {
    case Operator::Is:
    case Operator::IsOneOf:
        words.value = field->kind == Kind::Text ? LeadFilter::tr("is %1").arg(value) : value;
        break;
    case Operator::IsNot:
    case Operator::IsNoneOf:
        words.value =
            field->kind == Kind::Text ? LeadFilter::tr("is not %1").arg(value) : LeadFilter::tr("not %1").arg(value);
        break;
    case Operator::AtLeast:
        words.value = LeadFilter::tr("%1 or more").arg(value);
        break;
    case Operator::AtMost:
        words.value = LeadFilter::tr("%1 or less").arg(value);
        break;
    case Operator::MoreThan:
        words.value = LeadFilter::tr("more than %1").arg(value);
        break;
    case Operator::LessThan:
        words.value = LeadFilter::tr("less than %1").arg(value);
        break;
    case Operator::Between:
        words.value =
            LeadFilter::tr("%1 to %2")
                .arg(valueWords(*field, condition.values.value(0)), valueWords(*field, condition.values.value(1)));
        break;
    case Operator::Before:
        words.value = LeadFilter::tr("before %1").arg(value);
        break;
    case Operator::After:
        words.value = LeadFilter::tr("after %1").arg(value);
        break;
    case Operator::InLastDays:
        words.value = daysWords(condition.values.value(0));
        break;
    case Operator::NotInLastDays:
        words.value = LeadFilter::tr("not %1").arg(daysWords(condition.values.value(0)));
        break;
    default:
        words.value = condition.values.isEmpty() ? shown(condition.asks, field->kind)
                                                 : shown(condition.asks, field->kind) + QLatin1Char(' ') + value;
    }
    return words;
}

QString LeadFilter::sentence(const LeadFields &fields) const
{
    return isEmpty() ? tr("Everybody") : joined(*this, fields);
}

} // namespace AlwaysLeads
