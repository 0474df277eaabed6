#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace AlwaysLeads {

/// The models the stand-in offers, with what each accepts.
struct SandboxModel
{
    enum class Thinking { AdaptiveOrDisabled, AdaptiveOrBetween, AdaptiveOnly, Budget };

    QString id;
    QString name;
    QString createdAt; ///< RFC 3339
    QString retiresAt; ///< empty: active
    Thinking thinking = Thinking::AdaptiveOnly;
    bool refusesForcedTools = false;
    bool refusesPrefill = true;

    static const QList<SandboxModel> &all();
    /// Null when there is no such model.
    static const SandboxModel *find(const QString &id);
    /// As GET /v1/models shows it.
    QJsonObject toJson() const;
};

} // namespace AlwaysLeads
