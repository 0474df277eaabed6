#include "base/Words.h"
#include "sending/SendingRules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace AlwaysLeads {

namespace {

using Clock = SendingRules::Clock;
using Late = SendingRules::Late;

const std::array<std::pair<Clock, QLatin1String>, 2> clockWords = {{
    {Clock::Recipient, QLatin1String("recipient")},
    {Clock::Sender, QLatin1String("sender")},
}};
const std::array<std::pair<Late, QLatin1String>, 3> lateWords = {{
    {Late::NextSlot, QLatin1String("next slot")},
    {Late::NextWindow, QLatin1String("next window")},
    {Late::Ask, QLatin1String("ask")},
}};

struct Number
{
    QLatin1String name;
    int SendingRules::*value;
};
const Number numbers[] = {
    {QLatin1String("perHour"), &SendingRules::perHour},
    {QLatin1String("perWeek"), &SendingRules::perWeek},
    {QLatin1String("jitterSeconds"), &SendingRules::jitterSeconds},
    {QLatin1String("newPerDay"), &SendingRules::newPerDay},
    {QLatin1String("perCompanyPerDay"), &SendingRules::perCompanyPerDay},
    {QLatin1String("warmUpStart"), &SendingRules::warmUpStart},
    {QLatin1String("warmUpStep"), &SendingRules::warmUpStep},
    {QLatin1String("bouncePercent"), &SendingRules::bouncePercent},
    {QLatin1String("bounceFloor"), &SendingRules::bounceFloor},
};

} // namespace

QByteArray SendingRules::toJson() const
{
    QJsonObject object;
    QJsonArray days;
    for (const std::optional<DayWindow> &window : windows) {
        days.append(window ? QJsonValue(QJsonArray{window->from, window->until}) : QJsonValue(QJsonValue::Null));
    }
    object.insert(QStringLiteral("windows"), days);
    object.insert(QStringLiteral("clock"), wordOf(clockWords, clock));
    object.insert(QStringLiteral("zone"), QString::fromUtf8(zone));
    object.insert(QStringLiteral("late"), wordOf(lateWords, late));
    object.insert(QStringLiteral("recipientHolidays"), recipientHolidays);
    object.insert(QStringLiteral("warmUpSince"), warmUpSince.toString(Qt::ISODate));
    for (const Number &number : numbers) {
        object.insert(number.name, this->*number.value);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

SendingRules SendingRules::fromJson(const QByteArray &json)
{
    SendingRules rules;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonArray days = object.value(QStringLiteral("windows")).toArray();
    if (days.size() == qsizetype(rules.windows.size())) {
        for (qsizetype day = 0; day < days.size(); ++day) {
            const QJsonArray window = days.at(day).toArray();
            rules.windows[size_t(day)].reset();
            if (window.size() == 2) {
                rules.windows[size_t(day)] = DayWindow{window.at(0).toInt(-1), window.at(1).toInt(-1)};
            }
        }
    }
    rules.clock = valueOf(clockWords, object.value(QStringLiteral("clock")).toString()).value_or(rules.clock);
    rules.zone = object.value(QStringLiteral("zone")).toString().toUtf8();
    rules.late = valueOf(lateWords, object.value(QStringLiteral("late")).toString()).value_or(rules.late);
    rules.recipientHolidays = object.value(QStringLiteral("recipientHolidays")).toBool(rules.recipientHolidays);
    rules.warmUpSince = QDate::fromString(object.value(QStringLiteral("warmUpSince")).toString(), Qt::ISODate);
    for (const Number &number : numbers) {
        rules.*number.value = object.value(number.name).toInt(rules.*number.value);
    }
    return rules.check() ? rules : SendingRules();
}

} // namespace AlwaysLeads
