#pragma once

#include "reply/MessageMatch.h"
#include "reply/Reply.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// Somebody who gets no mails for the time being.
struct HeldPerson
{
    LeadId lead;
    QString name;

    bool operator==(const HeldPerson &) const = default;
};

/// The end of a hold that only a person ends.
QDateTime holdForEver();
/// Until when mails to somebody wait who told of an absence then; `back` may be invalid.
QDateTime endOfAbsence(const QDate &back, const QDateTime &toldAt);

/// The SQL of what came back. Runs on a database thread, inside its caller's transaction.
class ReplyStore
{
public:
    /// Mails of ours with one of these ids, to one of these addresses or their persons, where `domain` is not empty, to
    /// anybody there, and of the conversation of `place`.
    Result<QList<SentMail>> sentMails(Connection &connection, const QStringList &ids, const QStringList &addresses,
                                      const QString &domain = {}, const MailPlace &place = {}) const;
    Result<QStringList> ownAddresses(Connection &connection) const;

    /// The texts of what was sent to whom this mail went, the latest first, some of them.
    Result<QStringList> ourTexts(Connection &connection, SendId send) const;

    // Replies.
    Result<bool> isKnown(Connection &connection, MailboxId mailbox, const QString &messageKey) const;
    /// The reply that is this mail, as it came to another mailbox.
    Result<std::optional<ReplyId>> sameMail(Connection &connection, const Reply &reply) const;
    /// It lies in this mailbox too.
    Result<> addPlace(Connection &connection, ReplyId id, MailboxId mailbox, const QString &messageKey) const;
    /// The addresses of the mailboxes that it came to.
    Result<QStringList> places(Connection &connection, ReplyId id) const;
    Result<ReplyId> add(Connection &connection, const Reply &reply, const QDateTime &now) const;
    /// ErrorKind::NotFound when there is none.
    Result<Reply> find(Connection &connection, ReplyId id) const;
    Result<InboxList> list(Connection &connection, const InboxQuery &query, const QDateTime &now) const;
    Result<InboxPlace> placeOf(Connection &connection, ReplyId id, const QDateTime &now) const;
    Result<InboxCounts> counts(Connection &connection, const QDateTime &now) const;
    Result<> setClass(Connection &connection, ReplyId id, ReplyClass value, Reply::ClassBy by,
                      const QString &sentence) const;
    /// `column`: "read_at", "done_at" or "snoozed_until". An invalid time takes it away.
    Result<> setTime(Connection &connection, ReplyId id, const QString &column, const QDateTime &at) const;
    /// The person is to be told of it, once.
    Result<> addNews(Connection &connection, ReplyId id) const;
    /// Answers of people that were not told and not read, newest first.
    Result<QList<InboxRow>> news(Connection &connection) const;
    Result<> forgetNews(Connection &connection, const QList<ReplyId> &told) const;
    /// Answers of people whose class rests on words alone, newest first.
    Result<QList<Reply>> unjudged(Connection &connection, int most) const;

    Result<> addEffect(Connection &connection, ReplyId id, const ReplyEffect &effect) const;
    Result<> removeEffect(Connection &connection, ReplyId id, const QString &kind, const QDateTime &at) const;
    Result<QList<ReplyEffect>> effects(Connection &connection, ReplyId id) const;
    Result<> ask(Connection &connection, ReplyId id, ReplyDecision::Kind kind) const;
    /// False when it was not asked, or answered already.
    Result<bool> answer(Connection &connection, ReplyId id, ReplyDecision::Kind kind, bool yes,
                        const QDateTime &now) const;
    Result<QList<ReplyDecision>> decisions(Connection &connection, ReplyId id) const;

    /// A longer hold stays; of two that only a person ends, the one that is about this person.
    Result<> hold(Connection &connection, LeadId lead, ReplyId reply, const QDateTime &until) const;
    /// A question that is open, or an absence that lasts, holds them all the same.
    Result<> endHold(Connection &connection, LeadId lead, const QDateTime &now) const;
    /// Those who are held because of this reply.
    Result<QList<HeldPerson>> heldBy(Connection &connection, ReplyId id) const;
    /// The beginning of the mail as it came.
    Result<QByteArray> raw(Connection &connection, ReplyId id) const;

private:
    enum class Texts { Whole, Beginning };
    /// What replyOf() reads, of the table as "r".
    static QString columns(Texts texts);
    static Reply replyOf(const Query &row);
    Result<QList<InboxRow>> rows(Connection &connection, const QString &where, int most) const;
};

} // namespace AlwaysLeads
