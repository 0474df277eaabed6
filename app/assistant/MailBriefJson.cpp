#include "assistant/MailBriefJson.h"

#include "net/Json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace AlwaysLeads {

namespace {

QStringList stringsFrom(const QJsonValue &value)
{
    QStringList strings;
    for (const QJsonValue one : value.toArray()) {
        strings.append(one.toString());
    }
    return strings;
}

} // namespace

QString toJson(const MailBrief &brief)
{
    const MailAuthor &from = brief.sender;
    const QJsonObject sender = {{QStringLiteral("name"), from.name},
                                {QStringLiteral("company"), from.company},
                                {QStringLiteral("offer"), from.offer},
                                {QStringLiteral("proofs"), QJsonArray::fromStringList(from.proofs)},
                                {QStringLiteral("tone"), from.tone},
                                {QStringLiteral("never say"), QJsonArray::fromStringList(from.neverSay)},
                                {QStringLiteral("habits"), QJsonArray::fromStringList(from.habits)}};
    QJsonArray facts;
    for (const KnownFact &fact : brief.facts) {
        facts.append(QJsonArray{fact.name, fact.value});
    }
    QJsonArray places;
    for (const MailSlot &slot : brief.claude) {
        places.append(QJsonArray{slot.wish, slot.inSubject, slot.at});
    }
    return QString::fromUtf8(Json::write(QJsonObject{{QStringLiteral("sender"), sender},
                                                     {QStringLiteral("facts"), facts},
                                                     {QStringLiteral("subject"), brief.subject},
                                                     {QStringLiteral("body"), brief.body},
                                                     {QStringLiteral("wish"), brief.wish},
                                                     {QStringLiteral("draft"), brief.draftId},
                                                     {QStringLiteral("language"), brief.language},
                                                     {QStringLiteral("claude"), places}}));
}

MailBrief mailBriefFrom(const QString &json)
{
    const QJsonObject object = Json::object(json.toUtf8()).value_or(QJsonObject());
    const QJsonObject sender = object.value(QLatin1String("sender")).toObject();
    MailBrief brief;
    brief.sender.name = sender.value(QLatin1String("name")).toString();
    brief.sender.company = sender.value(QLatin1String("company")).toString();
    brief.sender.offer = sender.value(QLatin1String("offer")).toString();
    brief.sender.proofs = stringsFrom(sender.value(QLatin1String("proofs")));
    brief.sender.tone = sender.value(QLatin1String("tone")).toString();
    brief.sender.neverSay = stringsFrom(sender.value(QLatin1String("never say")));
    brief.sender.habits = stringsFrom(sender.value(QLatin1String("habits")));
    for (const QJsonValue fact : object.value(QLatin1String("facts")).toArray()) {
        brief.facts.append({fact.toArray().at(0).toString(), fact.toArray().at(1).toString()});
    }
    brief.subject = object.value(QLatin1String("subject")).toString();
    brief.body = object.value(QLatin1String("body")).toString();
    brief.wish = object.value(QLatin1String("wish")).toString();
    brief.draftId = object.value(QLatin1String("draft")).toInteger();
    brief.language = object.value(QLatin1String("language")).toString();
    for (const QJsonValue slot : object.value(QLatin1String("claude")).toArray()) {
        brief.claude.append(
            {slot.toArray().at(0).toString(), slot.toArray().at(1).toBool(), slot.toArray().at(2).toInt()});
    }
    return brief;
}

} // namespace AlwaysLeads
