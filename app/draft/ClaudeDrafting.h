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
    /// The same for any text to a person: who writes, and what is known of whom.
    static Result<MailAuthor> author(Connection &connection);
    static QList<KnownFact> factsAbout(const Lead &lead);

    struct Kept
    {
        Draft draft;
        bool isOffer = false; ///< a person changed it since it was as in `asked`: Claude's text stands beside it
    };
    /// Refused when the draft was decided since `brief` was made of it, or its places are not there any more.
    static Result<Kept> keep(Connection &connection, DraftId draft, const WrittenMail &mail, const MailBrief &brief,
                             const Draft &asked, const QDateTime &now);
};

} // namespace AlwaysLeads
