#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

struct Lead;

/// What Claude is told of a draft, and how the draft takes what it wrote. Runs on a database thread, inside its
/// caller's transaction.
class ClaudeDrafting
{
    Q_DECLARE_TR_FUNCTIONS(ClaudeDrafting)
public:
    /// All but the wish and the text is the same for any mail to this person. Refused: a person wrote every place of it
    /// that Claude could write.
    static Result<MailBrief> brief(Connection &connection, DraftId draft, const QString &wish);
    /// The same of a draft that need not be kept yet.
    static Result<MailBrief> brief(Connection &connection, const Draft &draft, const Lead &lead, const QString &wish);
    /// Refused when the draft was decided or changed since `brief` was made of it.
    static Result<Draft> keep(Connection &connection, DraftId draft, const WrittenMail &mail, const MailBrief &brief,
                              const QDateTime &now);
};

} // namespace AlwaysLeads
