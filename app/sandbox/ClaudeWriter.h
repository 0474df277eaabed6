#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace AlwaysLeads {

/// What the stand-in answers to a question with this schema: a mail from the brief in `text` when the schema asks for
/// one, otherwise plain values of the right types. The same question always gets the same answer.
QJsonObject claudeAnswerFor(const QString &text, const QJsonObject &schema);

/// Reasons that rest on nothing: fields that no question ever had.
QJsonArray claudeInventedReasons();

/// What it answers without a schema.
QString claudeProseFor(const QString &text);

} // namespace AlwaysLeads
