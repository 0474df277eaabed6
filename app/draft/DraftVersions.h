#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// One text that a draft had.
struct DraftVersion
{
    qint64 id = 0;
    DraftOrigin origin = DraftOrigin::Template;
    QString subject;
    QString body;
    QString prompt; ///< "write-mail 2"; empty: no prompt wrote it
    QString wish; ///< what the person wanted different
    QDateTime at;

    bool operator==(const DraftVersion &) const = default;
};

/// The table draft_version. Rows are only added.
class DraftVersionStore
{
public:
    /// Notes the draft's text as it is now; nothing when it is the one noted last.
    Result<> note(Connection &connection, const Draft &draft, const QString &wish, const QDateTime &now) const;
    /// Newest first.
    Result<QList<DraftVersion>> of(Connection &connection, DraftId draft) const;
};

} // namespace AlwaysLeads
