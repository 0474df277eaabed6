#pragma once

#include "lead/ImportPlan.h"

#include <QJsonObject>

namespace AlwaysLeads {

/// What a row adds to a lead there is: only what was empty.
struct ImportMerge
{
    Lead merged;
    QList<FieldChange> changes;
    /// For undo: {"title": ["", "Head of Ops"], "custom:trucks": ["", "48"], "tags": ["Ports"], "deleted at":
    /// 1764000000000}
    QJsonObject before;
    bool restores = false; ///< the lead was deleted

    bool changesAnything() const { return !before.isEmpty(); }
};

ImportMerge mergeInto(const Lead &existing, const Lead &row);

/// The lead with the fills of `before` taken back where they still stand. False when nothing of them was left.
bool takeBack(Lead &lead, const QJsonObject &before);

} // namespace AlwaysLeads
