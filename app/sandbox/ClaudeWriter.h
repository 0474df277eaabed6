#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <functional>

namespace AlwaysLeads {

/// What the stand-in answers to a question with this schema: a mail from the brief in `text` when the schema asks for
/// one, otherwise plain values of the right types. The same question always gets the same answer. `rules`: the system
/// prompt, where a mail's sender stands.
QJsonObject claudeAnswerFor(const QString &text, const QJsonObject &schema, const QString &rules = {});

/// A body as the sentences of an answer, each with the ids that `factsIn` finds for it.
QJsonArray claudeSentences(const QString &body, const std::function<QJsonArray(const QString &)> &factsIn);

/// Reasons that rest on nothing: fields that no question ever had.
QJsonArray claudeInventedReasons();

/// What it answers without a schema.
QString claudeProseFor(const QString &text);

} // namespace AlwaysLeads
