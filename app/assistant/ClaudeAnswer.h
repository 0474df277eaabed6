#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace AlwaysLeads {

struct ClaudeQuestion
{
    QString model;
    QString rules; ///< the system prompt: the same for every mail, so that the service can cache it
    QString text; ///< the user's turn
    /// What the answer's JSON looks like. Every object closed, no lengths or ranges: the service refuses those.
    QJsonObject schema;
    QString effort = QStringLiteral("low");
    int maxTokens = 2048; ///< the model's thinking included

    bool operator==(const ClaudeQuestion &) const = default;
};

/// What a call used up, in tokens.
struct ClaudeUsage
{
    qint64 input = 0; ///< neither read from nor written to the cache
    qint64 output = 0;
    qint64 cacheWrite5m = 0;
    qint64 cacheWrite1h = 0;
    qint64 cacheRead = 0;
    bool inUnitedStates = false; ///< served with inference_geo "us", which costs a tenth more
    bool inBatch = false; ///< answered in a batch, which costs half

    qint64 prompt() const { return input + cacheWrite5m + cacheWrite1h + cacheRead; }
    bool operator==(const ClaudeUsage &) const = default;
};

struct ClaudeAnswer
{
    enum class Ending { Complete, CutOff, Refused, ContextFull, Other };

    QString model;
    QString text; ///< all text blocks joined
    Ending ending = Ending::Complete;
    QString refusalCategory; ///< "cyber", "bio", …; may be empty
    ClaudeUsage usage;
    QString requestId;

    /// From the `message` object of a whole response; what is missing stays empty.
    static ClaudeAnswer fromJson(const QJsonObject &message);

    bool operator==(const ClaudeAnswer &) const = default;
};

struct ClaudeModel
{
    QString id;
    QString name;
    bool active = true; ///< false: deprecated or retired
    QDateTime retiresAt;

    bool operator==(const ClaudeModel &) const = default;
};

} // namespace AlwaysLeads
