#include "assistant/QualificationPrompt.h"

#include "base/Words.h"
#include "lead/Lead.h"
#include "net/Json.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <utility>

// Outside of any namespace, as Qt wants it: a resource in a static library is otherwise left out by the linker.
static void openQualificationPrompt()
{
    Q_INIT_RESOURCE(prompts);
}

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<QualificationVerdict, const char *>, 3> verdictWords{
    {{QualificationVerdict::Good, "good"}, {QualificationVerdict::Maybe, "maybe"}, {QualificationVerdict::No, "no"}}};

QJsonObject withTexts(const QList<std::pair<QString, QString>> &texts)
{
    QJsonObject object;
    for (const auto &[name, text] : texts) {
        if (!text.trimmed().isEmpty()) {
            object.insert(name, text.trimmed());
        }
    }
    return object;
}

/// The rules with who asks below them: the same for everybody in a batch, so that the service can cache it.
QString rulesFor(const QualificationBrief &brief)
{
    openQualificationPrompt();
    QFile file(QStringLiteral(":/prompts/qualify-lead.txt"));
    const QString rules = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    const QJsonObject asks = {{QStringLiteral("business"),
                               withTexts({{QStringLiteral("company"), brief.business.company},
                                          {QStringLiteral("offer"), brief.business.offer}})},
                              {QStringLiteral("ideal_customer"),
                               withTexts({{QStringLiteral("roles"), brief.ideal.titles},
                                          {QStringLiteral("companies"), brief.ideal.companies},
                                          {QStringLiteral("places"), brief.ideal.places}})}};
    return rules + QStringLiteral("\nWho asks, and for whom:\n\n") + QString::fromUtf8(Json::write(asks));
}

QJsonObject oneOf(const QJsonArray &words, const QString &description)
{
    return {{QStringLiteral("type"), QStringLiteral("string")},
            {QStringLiteral("enum"), words},
            {QStringLiteral("description"), description}};
}

QJsonObject closedObject(const QJsonObject &properties)
{
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("additionalProperties"), false},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("required"), QJsonArray::fromStringList(properties.keys())}};
}

QJsonObject schema()
{
    const auto text = [](const QString &description) {
        return QJsonObject{{QStringLiteral("type"), QStringLiteral("string")},
                           {QStringLiteral("description"), description}};
    };
    const QJsonObject reason = closedObject(
        {{QStringLiteral("field"), text(QStringLiteral("The name of the one fact it rests on, exactly as given"))},
         {QStringLiteral("text"), text(QStringLiteral("One plain sentence of at most 15 words"))},
         {QStringLiteral("speaks"),
          oneOf({QStringLiteral("for"), QStringLiteral("against")},
                QStringLiteral("For or against writing to them"))}});
    return closedObject(
        {{QStringLiteral("score"),
          QJsonObject{{QStringLiteral("type"), QStringLiteral("integer")},
                      {QStringLiteral("description"), QStringLiteral("From 0 to 100")}}},
         {QStringLiteral("verdict"),
          oneOf({QStringLiteral("good"), QStringLiteral("maybe"), QStringLiteral("no")},
                QStringLiteral("good from 70 on, no below 40"))},
         {QStringLiteral("reasons"),
          QJsonObject{{QStringLiteral("type"), QStringLiteral("array")},
                      {QStringLiteral("items"), reason},
                      {QStringLiteral("description"), QStringLiteral("One to four, the weightiest first")}}}});
}

} // namespace

QString toWord(QualificationVerdict verdict)
{
    return wordOf(verdictWords, verdict);
}

std::optional<QualificationVerdict> verdictFromWord(const QString &word)
{
    return valueOf(verdictWords, word);
}

QString shown(QualificationVerdict verdict)
{
    switch (verdict) {
    case QualificationVerdict::Good:
        return QualificationPrompt::tr("Good fit");
    case QualificationVerdict::Maybe:
        return QualificationPrompt::tr("Maybe");
    case QualificationVerdict::No:
        return QualificationPrompt::tr("No fit");
    }
    Q_UNREACHABLE();
}

ClaudeQuestion QualificationPrompt::question(const QualificationBrief &brief, const QString &model, int maxTokens)
{
    QJsonArray facts;
    for (const KnownFact &fact : brief.facts) {
        facts.append(
            QJsonObject{{QStringLiteral("name"), fact.name}, {QStringLiteral("value"), fact.value.left(longestFact)}});
    }
    ClaudeQuestion question;
    question.model = model;
    question.rules = rulesFor(brief);
    // Inside of JSON strings: no value can end the document it stands in.
    question.text = QStringLiteral("The lead, as one JSON document:\n\n")
        + QString::fromUtf8(Json::write(QJsonObject{{QStringLiteral("facts"), facts}}));
    question.schema = schema();
    question.maxTokens = maxTokens;
    return question;
}

Result<QualifiedLead> QualificationPrompt::leadFrom(const ClaudeAnswer &answer, const QList<KnownFact> &facts)
{
    const auto unusable = [](const QString &detail) {
        return failure(ErrorKind::Invalid,
                       tr("Claude's answer did not have the form we asked for. Nothing was changed; try again."),
                       detail);
    };
    Result<QJsonObject> object = Json::object(answer.text.toUtf8());
    if (!object) {
        return unusable(object.error().detail);
    }
    const std::optional<qint64> score = Json::integer(object->value(QLatin1String("score")));
    const std::optional<QualificationVerdict> verdict =
        verdictFromWord(object->value(QLatin1String("verdict")).toString());
    if (!score || *score < 0 || *score > 100 || !verdict) {
        return unusable(QStringLiteral("score or verdict out of range"));
    }
    QualifiedLead lead;
    lead.score = int(*score);
    lead.verdict = *verdict;
    for (const QJsonValue value : object->value(QLatin1String("reasons")).toArray()) {
        const QJsonObject given = value.toObject();
        QualificationReason reason;
        reason.text = cleanLine(given.value(QLatin1String("text")).toString()).left(longestReason);
        reason.speaksFor = given.value(QLatin1String("speaks")).toString() != QLatin1String("against");
        const QString named = cleanLine(given.value(QLatin1String("field")).toString()).left(80);
        const auto fact = std::ranges::find_if(
            facts, [&named](const KnownFact &one) { return one.name.compare(named, Qt::CaseInsensitive) == 0; });
        reason.holds = fact != facts.end() && !fact->value.trimmed().isEmpty();
        reason.field = fact == facts.end() ? named : fact->name;
        if (!reason.text.isEmpty() && lead.reasons.size() < mostReasons) {
            lead.reasons.append(reason);
        }
    }
    std::stable_partition(lead.reasons.begin(), lead.reasons.end(),
                          [](const QualificationReason &reason) { return reason.holds; });
    if (lead.reasons.isEmpty() || !lead.reasons.first().holds) {
        return failure(ErrorKind::Invalid,
                       tr("Claude gave no reason that rests on something known about this person, so its judgement was "
                          "not used. Fill in more about them and ask again."),
                       QStringLiteral("no reason holds"));
    }
    return lead;
}

} // namespace AlwaysLeads
