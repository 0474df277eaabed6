#include "sandbox/ClaudeJudge.h"

#include "net/Json.h"
#include "sandbox/ClaudeWriter.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QJsonObject reason(const QString &field, const QString &text, bool speaksFor)
{
    return {{QStringLiteral("field"), field},
            {QStringLiteral("text"), text},
            {QStringLiteral("speaks"), speaksFor ? QStringLiteral("for") : QStringLiteral("against")}};
}

bool holdsOne(const QString &text, std::initializer_list<const char *> words)
{
    return std::ranges::any_of(
        words, [&text](const char *word) { return text.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

} // namespace

QJsonObject claudeJudgementFor(const QString &text)
{
    QHash<QString, QString> facts;
    const QJsonObject document = Json::object(text.mid(text.indexOf(u'{')).toUtf8()).value_or(QJsonObject());
    for (const QJsonValue value : document.value(QLatin1String("facts")).toArray()) {
        const QJsonObject fact = value.toObject();
        facts.insert(fact.value(QLatin1String("name")).toString(), fact.value(QLatin1String("value")).toString());
    }
    QJsonArray reasons;
    int score = 45;
    const QString title = facts.value(QStringLiteral("title"));
    if (holdsOne(title, {"operation", "dispatch", "planning", "logistics", "fleet"})) {
        score += 24;
        reasons.append(reason(QStringLiteral("title"), QStringLiteral("Runs the work that the offer is about."), true));
    } else if (!title.isEmpty()) {
        score -= 8;
        reasons.append(
            reason(QStringLiteral("title"), QStringLiteral("Does other work than the offer is about."), false));
    }
    const int size = facts.value(QStringLiteral("company size")).toInt();
    if (size >= 20 && size <= 500) {
        score += 14;
        reasons.append(reason(QStringLiteral("company size"),
                              QStringLiteral("Large enough to plan, small enough to decide."), true));
    } else if (size > 0) {
        score -= 12;
        reasons.append(
            reason(QStringLiteral("company size"), QStringLiteral("Not the size of a usual customer."), false));
    }
    if (holdsOne(facts.value(QStringLiteral("company")),
                 {"freight", "logist", "cargo", "forward", "haul", "transit"})) {
        score += 9;
        reasons.append(reason(QStringLiteral("company"), QStringLiteral("By its name it moves freight."), true));
    }
    if (reasons.isEmpty() && !facts.isEmpty()) {
        const QStringList names = facts.keys();
        reasons.append(
            reason(*std::ranges::min_element(names), QStringLiteral("Little is known besides this."), false));
    }
    score += facts.value(QStringLiteral("company")).size() % 5;
    return {{QStringLiteral("score"), std::clamp(score, 0, 100)},
            {QStringLiteral("verdict"),
             score >= 70      ? QStringLiteral("good")
                 : score < 40 ? QStringLiteral("no")
                              : QStringLiteral("maybe")},
            {QStringLiteral("reasons"), reasons}};
}

QJsonArray claudeInventedReasons()
{
    return {reason(QStringLiteral("annual revenue"), QStringLiteral("Earned 12 million last year."), true),
            reason(QStringLiteral("recent news"), QStringLiteral("Opened a new depot in May."), true)};
}

} // namespace AlwaysLeads
