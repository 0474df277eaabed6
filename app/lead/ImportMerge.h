#pragma once

#include "lead/ImportPlan.h"

#include <QHash>
#include <QJsonObject>

namespace AlwaysLeads {

/// What a row does to a lead there is: field by field, as the rule says or the person decided.
struct ImportMerge
{
    Lead merged;
    QList<FieldChange> changes;
    QList<FieldDifference> differences;
    /// For undo: {"title": ["", "Head of Ops"], "custom:trucks": ["", "48"], "tags": ["Ports"], "deleted at":
    /// 1764000000000}
    QJsonObject before;
    bool restores = false; ///< the lead was deleted
    QStringList ownLabels; ///< those among the changes that the person gave a field: words() leaves them as they are

    bool changesAnything() const { return !before.isEmpty(); }
    /// Those of `before` that SourceStore knows: all but tags and times.
    QStringList changedFields() const;
    /// "adds title; changes Last contact", empty when nothing of it changes.
    QString words() const;
};

/// How the person calls the fields of their own that a plan writes into, by key.
QHash<QString, QString> ownLabels(const ImportPlan &plan);

ImportMerge mergeInto(const Lead &existing, const Lead &row, DuplicateRule rule = DuplicateRule::FillGaps,
                      const QMap<QString, Winner> &decisions = {}, const QHash<QString, QString> &labels = {});

/// The lead with the changes of `before` taken back where they still stand. Their names, and "tags" and "deleted at"
/// among them; empty when nothing was left.
QStringList takeBack(Lead &lead, const QJsonObject &before);

} // namespace AlwaysLeads
