#include "reply/Replies.h"

#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "optout/OptOutStore.h"
#include "outbox/SendLedger.h"
#include "reply/ReplyPages.h"

namespace AlwaysLeads {

namespace {

std::optional<LeadStatus> statusOf(ReplyClass value)
{
    switch (value) {
    case ReplyClass::Interested:
        return LeadStatus::Interested;
    case ReplyClass::NotNow:
        return LeadStatus::NotNow;
    case ReplyClass::Question:
    case ReplyClass::Referral:
    case ReplyClass::Other:
    case ReplyClass::No:
    case ReplyClass::Objection:
    case ReplyClass::WrongPerson:
        return LeadStatus::Replied;
    case ReplyClass::OutOfOffice:
    case ReplyClass::OptOut:
    case ReplyClass::Bounce:
    case ReplyClass::Automatic:
    case ReplyClass::Complaint:
        break;
    }
    return std::nullopt;
}

Result<> giveStatus(Connection &connection, LeadId lead, LeadStatus status, const QDateTime &now)
{
    if (lead.isNull()) {
        return {};
    }
    Result<Lead> person = LeadStore().lead(connection, lead);
    if (!person) {
        return failureOf(std::move(person));
    }
    if (person->status == status || person->status == LeadStatus::OptedOut) {
        return {};
    }
    Result<> set = LeadStore().setStatus(connection, lead, status);
    return set ? LeadEventStore().append(connection, lead, LeadEventKind::Status, shown(status), now) : set;
}

LeadEventKind eventOf(NextStep step)
{
    return step == NextStep::Meeting ? LeadEventKind::Meeting : LeadEventKind::Called;
}

} // namespace

Replies::Replies(Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
}

Task<Result<>> Replies::change(Reaches reaches, std::function<Result<>(Connection &)> work)
{
    auto writing = m_database.write<>(std::move(work));
    Result<> done = co_await writing;
    if (done) {
        Q_EMIT changed();
        if (reaches == Reaches::People) {
            Q_EMIT peopleChanged();
        }
    }
    co_return done;
}

Task<Result<InboxList>> Replies::list(InboxQuery query)
{
    return m_database.read<InboxList>([store = m_store, query, now = m_clock.now()](Connection &connection) {
        return store.list(connection, query, now);
    });
}

Task<Result<InboxPlace>> Replies::placeOf(ReplyId id)
{
    return m_database.read<InboxPlace>([store = m_store, id, now = m_clock.now()](Connection &connection) {
        return store.placeOf(connection, id, now);
    });
}

Task<Result<InboxCounts>> Replies::counts()
{
    return m_database.read<InboxCounts>(
        [store = m_store, now = m_clock.now()](Connection &connection) { return store.counts(connection, now); });
}

Task<Result<ReplyPage>> Replies::open(ReplyId id)
{
    return m_database.read<ReplyPage>([id](Connection &connection) { return ReplyPages().page(connection, id); });
}

Task<Result<QList<InboxRow>>> Replies::news()
{
    return m_database.read<QList<InboxRow>>(
        [store = m_store](Connection &connection) { return store.news(connection); });
}

Task<Result<>> Replies::noteTold(QList<ReplyId> told)
{
    return m_database.write<>(
        [store = m_store, told](Connection &connection) { return store.forgetNews(connection, told); });
}

Task<Result<>> Replies::markRead(ReplyId id)
{
    return change(Reaches::Inbox, [store = m_store, id, now = m_clock.now()](Connection &connection) {
        return store.setTime(connection, id, QStringLiteral("read_at"), now);
    });
}

Task<Result<>> Replies::setClass(ReplyId id, ReplyClass value)
{
    return change(Reaches::People,
                  [store = m_store, consequences = m_consequences, id, value,
                   now = m_clock.now()](Connection &connection) -> Result<> {
                      Result<Reply> reply = store.find(connection, id);
                      if (!reply) {
                          return failureOf(std::move(reply));
                      }
                      Result<> set = store.setClass(connection, id, value, Reply::ClassBy::Person,
                                                    value == reply->value ? reply->sentence : QString());
                      if (!set || reply->lead.isNull()) {
                          return set;
                      }
                      if (reply->matchedBy == Reply::MatchedBy::Company) {
                          return {}; // whose answer it is has not been said
                      }
                      Reply after = *reply;
                      after.value = value;
                      after.classBy = Reply::ClassBy::Person;
                      if (Result<> turned = consequences.turnCampaign(connection, after, now); !turned) {
                          return turned;
                      }
                      if (value == ReplyClass::OptOut) {
                          Result<int> stopped = consequences.stopMails(
                              connection, reply->lead, Replies::tr("They asked not to be written to."), now);
                          set = stopped ? consequences.holdMails(connection, id, reply->lead, {})
                                        : failureOf(std::move(stopped));
                          return set ? store.ask(connection, id, ReplyDecision::Kind::OptOut) : set;
                      }
                      const std::optional<LeadStatus> status = statusOf(value);
                      return status ? giveStatus(connection, reply->lead, *status, now) : Result<>();
                  });
}

Task<Result<QDateTime>> Replies::note(ReplyId id, NextStep step, QString detail)
{
    const QDateTime now = m_clock.now();
    auto writing = change(Reaches::People, [store = m_store, id, step, now, detail](Connection &connection) {
        Result<Reply> reply = store.find(connection, id);
        if (!reply) {
            return Result<>(failureOf(std::move(reply)));
        }
        const QString words = step == NextStep::Meeting ? Replies::tr("Meeting: %1").arg(detail)
            : detail.isEmpty()                          ? Replies::tr("You called")
                                                        : Replies::tr("You called: %1").arg(detail);
        Result<> noted = store.addEffect(connection, id, {toWord(eventOf(step)), words, now});
        return noted && !reply->lead.isNull()
            ? LeadEventStore().append(connection, reply->lead, eventOf(step), detail, now)
            : noted;
    });
    Result<> done = co_await writing;
    Result<QDateTime> outcome = now;
    if (!done) {
        outcome = failureOf(std::move(done));
    }
    co_return outcome;
}

Task<Result<>> Replies::takeBack(ReplyId id, NextStep step, QDateTime noted)
{
    return change(Reaches::People, [store = m_store, id, step, noted](Connection &connection) {
        Result<Reply> reply = store.find(connection, id);
        if (!reply) {
            return Result<>(failureOf(std::move(reply)));
        }
        Result<> gone = store.removeEffect(connection, id, toWord(eventOf(step)), noted);
        return gone && !reply->lead.isNull()
            ? LeadEventStore().remove(connection, reply->lead, eventOf(step), noted).map([](bool) {})
            : gone;
    });
}

Task<Result<>> Replies::setDone(ReplyId id, bool done)
{
    const QDateTime at = done ? m_clock.now() : QDateTime();
    return change(Reaches::Inbox, [store = m_store, id, at](Connection &connection) {
        return store.setTime(connection, id, QStringLiteral("done_at"), at);
    });
}

Task<Result<>> Replies::snooze(ReplyId id, QDateTime until)
{
    return change(Reaches::Inbox, [store = m_store, id, until](Connection &connection) {
        return store.setTime(connection, id, QStringLiteral("snoozed_until"), until);
    });
}

Task<Result<>> Replies::decideOptOut(ReplyId id, bool yes)
{
    return change(Reaches::People, [store = m_store, id, yes, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Reply> reply = store.find(connection, id);
        if (!reply) {
            return failureOf(std::move(reply));
        }
        Result<bool> answered = store.answer(connection, id, ReplyDecision::Kind::OptOut, yes, now);
        if (!answered || !*answered) {
            return answered ? Result<>() : failureOf(std::move(answered));
        }
        if (!yes) {
            return reply->lead.isNull() ? Result<>() : store.endHold(connection, reply->lead, now);
        }
        QStringList addresses = {reply->fromAddress};
        if (!reply->lead.isNull()) {
            Result<Lead> lead = LeadStore().lead(connection, reply->lead);
            if (!lead) {
                return failureOf(std::move(lead));
            }
            if (lead->email) {
                addresses += lead->email->toString();
            }
        }
        if (!reply->send.isNull()) {
            Result<Send> send = SendLedger().find(connection, reply->send);
            if (!send) {
                return failureOf(std::move(send));
            }
            addresses += send->to;
        }
        const QString detail = Replies::tr("Wrote: “%1”").arg(reply->sentence.left(200));
        for (const QString &text : std::as_const(addresses)) {
            const Result<EmailAddress> address = EmailAddress::parse(text);
            if (!address) {
                continue;
            }
            Result<SuppressionEntry> entry =
                SuppressionStore().addAddress(connection, *address, SuppressionReason::OptedOut, detail, now);
            if (!entry) {
                return failureOf(std::move(entry));
            }
        }
        Result<QList<StoppedDraft>> stopped = OptOutStore().stopSuppressed(connection, now);
        if (!stopped) {
            return failureOf(std::move(stopped));
        }
        if (!reply->lead.isNull()) {
            Result<> set = LeadStore().setStatus(connection, reply->lead, LeadStatus::OptedOut);
            set = set ? LeadEventStore().append(connection, reply->lead, LeadEventKind::OptedOut, detail, now) : set;
            set = set ? store.endHold(connection, reply->lead, now) : set; // the list holds them from here on
            if (!set) {
                return set;
            }
        }
        Result<> noted = store.addEffect(
            connection, id, ReplyEffect{QStringLiteral("suppressed"), Replies::tr("Never written to again"), now});
        return noted ? store.setTime(connection, id, QStringLiteral("done_at"), now) : noted;
    });
}

Task<Result<>> Replies::decideSender(ReplyId id, bool yes)
{
    return change(Reaches::People,
                  [store = m_store, consequences = m_consequences, id, yes,
                   now = m_clock.now()](Connection &connection) -> Result<> {
                      Result<Reply> reply = store.find(connection, id);
                      if (!reply) {
                          return failureOf(std::move(reply));
                      }
                      Result<bool> answered = store.answer(connection, id, ReplyDecision::Kind::Sender, yes, now);
                      if (!answered || !*answered) {
                          return answered ? Result<>() : failureOf(std::move(answered));
                      }
                      return yes ? consequences.followAnswer(connection, *reply, now)
                                 : store.setTime(connection, id, QStringLiteral("done_at"), now);
                  });
}

Task<Result<>> Replies::decideBounce(ReplyId id, bool dead)
{
    return change(Reaches::People,
                  [store = m_store, consequences = m_consequences, id, dead,
                   now = m_clock.now()](Connection &connection) -> Result<> {
                      Result<Reply> reply = store.find(connection, id);
                      if (!reply) {
                          return failureOf(std::move(reply));
                      }
                      Result<bool> answered = store.answer(connection, id, ReplyDecision::Kind::Bounce, dead, now);
                      if (!answered || !*answered) {
                          return answered ? Result<>() : failureOf(std::move(answered));
                      }
                      if (!dead || reply->send.isNull()) {
                          return store.setTime(connection, id, QStringLiteral("done_at"), now);
                      }
                      Result<Send> send = SendLedger().find(connection, reply->send);
                      return send ? consequences.followDeadAddress(connection, *reply, send->to, reply->sentence, now)
                                  : failureOf(std::move(send));
                  });
}

Task<Result<>> Replies::decideCompany(ReplyId id, bool stop)
{
    return change(Reaches::People,
                  [store = m_store, consequences = m_consequences, id, stop,
                   now = m_clock.now()](Connection &connection) -> Result<> {
                      Result<Reply> reply = store.find(connection, id);
                      if (!reply) {
                          return failureOf(std::move(reply));
                      }
                      Result<bool> answered = store.answer(connection, id, ReplyDecision::Kind::Company, stop, now);
                      if (!answered || !*answered) {
                          return answered ? Result<>() : failureOf(std::move(answered));
                      }
                      return consequences.decideCompany(connection, *reply, stop, now);
                  });
}

} // namespace AlwaysLeads
