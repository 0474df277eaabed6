#pragma once

#include "draft/DraftMessage.h"

namespace AlwaysLeads {

/// Where approved drafts go. The outbox is it; draft knows no more of it than this.
class ApprovedDraftSink
{
public:
    virtual ~ApprovedDraftSink() = default;

    /// In the transaction of the approval: takes the draft when its campaign runs (true: it is queued now).
    virtual Result<bool> take(Connection &connection, const DraftMessage &message, const QDateTime &now) = 0;
    /// In the transaction that ends an approval: takes the waiting mail back. ErrorKind::Refused, with a sentence, when
    /// it has left or is leaving.
    virtual Result<> withdraw(Connection &connection, DraftId draft, const QString &why, const QDateTime &now) = 0;
    /// After the commit, on the GUI thread: something was taken or withdrawn.
    virtual void settled() = 0;
};

} // namespace AlwaysLeads
