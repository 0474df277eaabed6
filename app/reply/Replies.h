#pragma once

#include "base/Clock.h"
#include "reply/ReplyConsequences.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// The inbox as a person sees and decides it.
class Replies : public QObject
{
    Q_OBJECT
public:
    Replies(Database &database, const Clock &clock, QObject *parent = nullptr);

    Task<Result<InboxList>> list(InboxQuery query);
    /// On which shelf, and where on it, a reply lies now.
    Task<Result<InboxPlace>> placeOf(ReplyId id);
    Task<Result<InboxCounts>> counts();
    Task<Result<ReplyPage>> open(ReplyId id);
    /// What people wrote that the person was not told of, newest first. They stay so until noteTold().
    Task<Result<QList<InboxRow>>> news();
    Task<Result<>> noteTold(QList<ReplyId> told);
    /// In this program only; on the server it stays as it is.
    Task<Result<>> markRead(ReplyId id);
    /// What the person says stays. The status of their lead follows. An opt-out asks for its confirmation.
    Task<Result<>> setClass(ReplyId id, ReplyClass value);
    Task<Result<>> setDone(ReplyId id, bool done);
    Task<Result<>> snooze(ReplyId id, QDateTime until);
    /// Writes down a meeting that was agreed on, with its moment and perhaps words in `detail`, or a call and what was
    /// said. In the timeline of the person, in scores and figures too. Hand the outcome to takeBack() to undo it.
    Task<Result<QDateTime>> note(ReplyId id, NextStep step, QString detail);
    Task<Result<>> takeBack(ReplyId id, NextStep step, QDateTime noted);
    /// Answers whether this person shall never be written to again. Yes: on the list, for ever. No: no longer held.
    Task<Result<>> decideOptOut(ReplyId id, bool yes);
    /// Answers whether a colleague's mail answers ours. No: it is done.
    Task<Result<>> decideSender(ReplyId id, bool yes);
    /// Answers whether an address is dead of which a report says so that proves nothing. No: it is done.
    Task<Result<>> decideBounce(ReplyId id, bool dead);
    /// Answers whether the mails to their colleagues stop too. No: they go on.
    Task<Result<>> decideCompany(ReplyId id, bool stop);

Q_SIGNALS:
    void changed();
    /// Statuses, holds, waiting mails or the list of people never to write to changed.
    void peopleChanged();

private:
    enum class Reaches { Inbox, People };
    Task<Result<>> change(Reaches reaches, std::function<Result<>(Connection &)> work);

    Database &m_database;
    const Clock &m_clock;
    ReplyStore m_store;
    ReplyConsequences m_consequences;
};

} // namespace AlwaysLeads
