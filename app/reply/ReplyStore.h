#pragma once

#include "reply/MailSource.h"
#include "reply/MessageMatch.h"
#include "reply/Reply.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// How the watching of one mailbox stands.
struct MailWatch
{
    MailboxId mailbox;
    QDateTime lookedAt;
    QDateTime nextAt; ///< invalid with a problem: only the person can mend it
    int failures = 0;
    QString problem;
    QDateTime firstSentAt; ///< of our first mail from it; invalid: none yet, so nothing can come back

    bool operator==(const MailWatch &) const = default;
};

/// The SQL of what came back. Runs on a database thread, inside its caller's transaction.
class ReplyStore
{
public:
    // Watching.
    Result<QList<MailWatch>> watches(Connection &connection) const;
    Result<> putWatch(Connection &connection, const MailWatch &watch) const;
    Result<FolderMark> mark(Connection &connection, MailboxId mailbox, const QString &folder) const;
    Result<> putMark(Connection &connection, MailboxId mailbox, const FolderMark &mark) const;
    /// Mails of ours with one of these ids, to one of these addresses or their persons, or, where `domain` is not
    /// empty, to anybody there.
    Result<QList<SentMail>> sentMails(Connection &connection, const QStringList &ids, const QStringList &addresses,
                                      const QString &domain) const;
    Result<QStringList> ownAddresses(Connection &connection) const;

    // Replies.
    Result<bool> isKnown(Connection &connection, MailboxId mailbox, const QString &messageKey) const;
    Result<ReplyId> add(Connection &connection, const Reply &reply, const QDateTime &now) const;
    /// ErrorKind::NotFound when there is none.
    Result<Reply> find(Connection &connection, ReplyId id) const;
    Result<QList<InboxRow>> list(Connection &connection, InboxShelf shelf, const QDateTime &now) const;
    Result<InboxCounts> counts(Connection &connection, const QDateTime &now) const;
    Result<> setClass(Connection &connection, ReplyId id, ReplyClass value, Reply::ClassBy by,
                      const QString &sentence) const;
    /// `column`: "read_at", "done_at" or "snoozed_until". An invalid time takes it away.
    Result<> setTime(Connection &connection, ReplyId id, const QString &column, const QDateTime &at) const;
    /// Answers of people whose class rests on words alone, newest first.
    Result<QList<Reply>> unjudged(Connection &connection, int most) const;

    Result<> addEffect(Connection &connection, ReplyId id, const ReplyEffect &effect) const;
    Result<QList<ReplyEffect>> effects(Connection &connection, ReplyId id) const;
    Result<> ask(Connection &connection, ReplyId id, ReplyDecision::Kind kind) const;
    /// False when it was not asked, or answered already.
    Result<bool> answer(Connection &connection, ReplyId id, ReplyDecision::Kind kind, bool yes,
                        const QDateTime &now) const;
    Result<QList<ReplyDecision>> decisions(Connection &connection, ReplyId id) const;

    /// A longer hold stays.
    Result<> hold(Connection &connection, LeadId lead, ReplyId reply, const QDateTime &until) const;
    Result<> endHold(Connection &connection, LeadId lead) const;
};

} // namespace AlwaysLeads
