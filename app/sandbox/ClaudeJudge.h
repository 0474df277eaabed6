#pragma once

#include <QJsonObject>
#include <QString>

namespace AlwaysLeads {

/// What the stand-in says of a lead whose facts stand in `text`: a score, a verdict and reasons that rest on its facts.
/// The same facts always get the same judgement, whatever they say about themselves.
QJsonObject claudeJudgementFor(const QString &text);

} // namespace AlwaysLeads
