#include "draft/DraftFactsJson.h"

#include "base/Words.h"
#include "net/Json.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

using Kind = UnsupportedClaim::Kind;

constexpr std::array<std::pair<Kind, const char *>, 9> kindWords{{{Kind::UnknownFact, "unknown fact"},
                                                                  {Kind::Number, "number"},
                                                                  {Kind::Name, "name"},
                                                                  {Kind::Quote, "quote"},
                                                                  {Kind::Event, "event"},
                                                                  {Kind::Customer, "customer"},
                                                                  {Kind::Forbidden, "forbidden"},
                                                                  {Kind::Appointment, "appointment"},
                                                                  {Kind::Order, "order"}}};

QJsonObject valuesJson(const QMap<QString, QString> &values)
{
    QJsonObject object;
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        object.insert(value.key(), value.value());
    }
    return object;
}

QMap<QString, QString> valuesFrom(const QJsonObject &object)
{
    QMap<QString, QString> values;
    for (auto value = object.constBegin(); value != object.constEnd(); ++value) {
        values.insert(value.key(), value.value().toString());
    }
    return values;
}

QJsonObject sentenceJson(const DraftSentence &sentence)
{
    QJsonObject object = {{QStringLiteral("text"), sentence.written.text}};
    if (!sentence.written.facts.isEmpty()) {
        object.insert(QStringLiteral("facts"), QJsonArray::fromStringList(sentence.written.facts));
    }
    if (sentence.written.inSubject) {
        object.insert(QStringLiteral("subject"), true);
    }
    if (sentence.confirmed) {
        object.insert(QStringLiteral("confirmed"), true);
    }
    QJsonArray claims;
    for (const UnsupportedClaim &claim : sentence.written.unsupported) {
        claims.append(QJsonArray{wordOf(kindWords, claim.kind), claim.words});
    }
    if (!claims.isEmpty()) {
        object.insert(QStringLiteral("unsupported"), claims);
    }
    return object;
}

DraftSentence sentenceFrom(const QJsonObject &object)
{
    DraftSentence sentence;
    sentence.written.text = object.value(QLatin1String("text")).toString();
    for (const QJsonValue name : object.value(QLatin1String("facts")).toArray()) {
        sentence.written.facts.append(name.toString());
    }
    sentence.written.inSubject = object.value(QLatin1String("subject")).toBool();
    sentence.confirmed = object.value(QLatin1String("confirmed")).toBool();
    for (const QJsonValue value : object.value(QLatin1String("unsupported")).toArray()) {
        const QJsonArray claim = value.toArray();
        // An unreadable kind is still a claim that nobody bore out.
        sentence.written.unsupported.append(
            {valueOf(kindWords, claim.at(0).toString()).value_or(Kind::Name), claim.at(1).toString()});
    }
    return sentence;
}

QJsonObject slotJson(const DraftSlot &slot)
{
    return {{QStringLiteral("wish"), slot.wish},
            {QStringLiteral("subject"), slot.inSubject},
            {QStringLiteral("at"), slot.at},
            {QStringLiteral("text"), slot.text},
            {QStringLiteral("filled"), slot.filled}};
}

DraftSlot slotFrom(const QJsonObject &object)
{
    return {object.value(QLatin1String("wish")).toString(), object.value(QLatin1String("subject")).toBool(),
            object.value(QLatin1String("at")).toInt(), object.value(QLatin1String("text")).toString(),
            object.value(QLatin1String("filled")).toBool()};
}

} // namespace

QString toJson(const DraftFacts &facts)
{
    QJsonObject object{{QStringLiteral("used"), valuesJson(facts.used)},
                       {QStringLiteral("approved"), valuesJson(facts.approved)}};
    QJsonArray sentences;
    for (const DraftSentence &sentence : facts.sentences) {
        sentences.append(sentenceJson(sentence));
    }
    if (!sentences.isEmpty()) {
        object.insert(QStringLiteral("sentences"), sentences);
    }
    QJsonArray claude;
    for (const DraftSlot &slot : facts.claude) {
        claude.append(slotJson(slot));
    }
    if (!claude.isEmpty()) {
        object.insert(QStringLiteral("claude"), claude);
    }
    if (facts.offer != 0) {
        object.insert(QStringLiteral("offer"), facts.offer);
    }
    if (!facts.prompt.isEmpty()) {
        object.insert(QStringLiteral("prompt"), facts.prompt);
    }
    return QString::fromUtf8(Json::write(object));
}

DraftFacts draftFactsFrom(const QString &json)
{
    const QJsonObject object = Json::object(json.toUtf8()).value_or(QJsonObject());
    DraftFacts facts;
    facts.used = valuesFrom(object.value(QLatin1String("used")).toObject());
    facts.approved = valuesFrom(object.value(QLatin1String("approved")).toObject());
    for (const QJsonValue value : object.value(QLatin1String("sentences")).toArray()) {
        facts.sentences.append(sentenceFrom(value.toObject()));
    }
    for (const QJsonValue value : object.value(QLatin1String("claude")).toArray()) {
        facts.claude.append(slotFrom(value.toObject()));
    }
    facts.offer = object.value(QLatin1String("offer")).toInteger();
    facts.prompt = object.value(QLatin1String("prompt")).toString();
    return facts;
}

} // namespace AlwaysLeads
