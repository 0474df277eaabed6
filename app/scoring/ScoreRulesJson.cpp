#include "base/Words.h"
#include "net/Json.h"
#include "scoring/ScoreRules.h"

#include <QJsonArray>
#include <QJsonObject>

#include <limits>
#include <optional>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<ScorePart, const char *>, scorePartCount> partWords{
    {{ScorePart::CompanyFit, "company fit"},
     {ScorePart::Role, "role"},
     {ScorePart::Timing, "timing"},
     {ScorePart::Engagement, "engagement"}}};

constexpr std::array<std::pair<ScoreTest, const char *>, 11> testWords{{{ScoreTest::ContainsAny, "contains any"},
                                                                        {ScoreTest::ContainsNone, "contains none"},
                                                                        {ScoreTest::IsAny, "is any"},
                                                                        {ScoreTest::IsNone, "is none"},
                                                                        {ScoreTest::AtLeast, "at least"},
                                                                        {ScoreTest::AtMost, "at most"},
                                                                        {ScoreTest::Between, "between"},
                                                                        {ScoreTest::WithinDays, "within days"},
                                                                        {ScoreTest::OlderThanDays, "older than days"},
                                                                        {ScoreTest::Known, "known"},
                                                                        {ScoreTest::Unknown, "unknown"}}};

} // namespace

QByteArray ScoreRules::toJson() const
{
    QJsonArray list;
    for (const ScoreRule &rule : rules) {
        list.append(QJsonObject{{QStringLiteral("part"), wordOf(partWords, rule.part)},
                                {QStringLiteral("field"), rule.field},
                                {QStringLiteral("test"), wordOf(testWords, rule.test)},
                                {QStringLiteral("value"), rule.value},
                                {QStringLiteral("points"), rule.points},
                                {QStringLiteral("label"), rule.label}});
    }
    return Json::write(list);
}

Result<ScoreRules> ScoreRules::fromJson(const QByteArray &json, qint64 version, bool beingTyped)
{
    Result<QJsonArray> list = Json::array(json);
    if (!list) {
        return failureOf(std::move(list));
    }
    ScoreRules read;
    read.version = version;
    for (const QJsonValue value : *list) {
        const QJsonObject object = value.toObject();
        const std::optional<ScorePart> part = valueOf(partWords, object.value(QLatin1String("part")).toString());
        const std::optional<ScoreTest> test = valueOf(testWords, object.value(QLatin1String("test")).toString());
        const std::optional<qint64> points = Json::integer(object.value(QLatin1String("points")));
        const qint64 most = beingTyped ? std::numeric_limits<int>::max() : 100;
        if (!part || !test || !points || *points < -most || *points > most) {
            return failure(ErrorKind::Invalid, tr("The scoring rules cannot be read."),
                           QStringLiteral("rule %1").arg(read.rules.size()));
        }
        read.rules.append({*part, object.value(QLatin1String("field")).toString(), *test,
                           object.value(QLatin1String("value")).toString(), int(*points),
                           object.value(QLatin1String("label")).toString()});
    }
    return read;
}

} // namespace AlwaysLeads
