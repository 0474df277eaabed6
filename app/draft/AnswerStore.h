#pragma once

#include "draft/Draft.h"
#include "mail/Message.h"
#include "storage/Connection.h"

#include <QStringList>

#include <optional>

namespace AlwaysLeads {

/// What makes a draft an answer: the mail it answers, to whom it goes, and the thread it stands in.
struct AnswerTie
{
    Id<struct Reply> reply;
    Correspondent to;
    QStringList references; ///< ids without brackets, oldest first; the last one is the mail it answers

    bool operator==(const AnswerTie &) const = default;
};

/// The two mails that an answer follows.
struct AnswerThread
{
    QString theirText; ///< the new part
    QString theirAddress;
    QDateTime receivedAt;
    QString ourText; ///< empty: it is not there any more
    QString ourAddress;
    QDateTime sentAt;
};

/// The SQL of answers. They are drafts of a campaign that is in no list, one for each mailbox, so that they are read,
/// approved, queued and sent as all mails are. Runs on a database thread, inside its caller's transaction.
class AnswerStore
{
public:
    /// Nothing: this draft is no answer.
    Result<std::optional<AnswerTie>> find(Connection &connection, DraftId draft) const;
    /// Nothing: this draft is no answer.
    Result<std::optional<AnswerThread>> thread(Connection &connection, DraftId draft) const;
    Result<> add(Connection &connection, DraftId draft, const AnswerTie &tie) const;
    /// The latest one to this mail that was not thrown away.
    Result<std::optional<DraftId>> draftFor(Connection &connection, Id<struct Reply> reply) const;
    /// To which mail an answer was being typed last that is not kept and has not left; nothing: none.
    Result<std::optional<Id<struct Reply>>> lastTyped(Connection &connection) const;
    /// The campaign of this mailbox's answers, made when there is none; it always runs.
    Result<CampaignId> campaignFor(Connection &connection, MailboxId mailbox, const QString &name,
                                   const QDateTime &now) const;
};

} // namespace AlwaysLeads
