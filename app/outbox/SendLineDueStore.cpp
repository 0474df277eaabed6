#include "mailbox/MailboxStore.h"
#include "outbox/RecipientPlaces.h"
#include "outbox/SendLineStore.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

// The part of SendLineStore that reads before each mail: only as far as it must.

namespace AlwaysLeads {

/// Reads the queue of each mailbox as far as it must be known to say whose turn it is.
class SendLineStore::Heads
{
public:
    Heads(Connection &connection, SendLine &line, QDateTime now)
        : m_connection(connection)
        , m_line(line)
        , m_now(std::move(now))
        , m_recipients(line)
    {
    }

    /// Mails that go before all others, also before the end of a pause.
    Result<> readUrgent(MailboxId mailbox, Moment from) { return read(mailbox, true, from); }
    Result<> readOthers(MailboxId mailbox, Moment from) { return read(mailbox, false, from); }

private:
    /// The people of whom one leaves as soon as any other does, but for what their companies had.
    using Clock = std::pair<QByteArray, QLocale::Territory>;

    /// Follow-ups, and first mails where no follow-up can leave as soon as the mailbox may send.
    Result<> read(MailboxId mailbox, bool urgent, Moment from)
    {
        for (const bool followUp : {true, false}) {
            Result<bool> found = read(mailbox, urgent, followUp, from);
            if (!found || *found) {
                return found ? Result<>() : failureOf(std::move(found));
            }
        }
        return {};
    }

    /// In the order of their turns, by an index. True: the last one can leave as soon as its mailbox may send, so none
    /// after it leaves sooner.
    Result<bool> read(MailboxId mailbox, bool urgent, bool followUp, Moment from)
    {
        const SendPace &pace = *m_line.pace(mailbox);
        const bool byCalendar = pace.settings().byCalendar;
        const Moment free = pace.free(from).at;
        Moment &soonest = m_soonest.try_emplace(mailbox, Moment::max()).first->second;
        QSet<Clock> seen;
        Result<Query> query = ask(m_connection, QStringLiteral("INDEXED BY send_in_line"),
                                  notHeld()
                                      + QStringLiteral(" AND s.mailbox_id = ? AND s.urgent = ? AND s.follow_up = ? "
                                                       "ORDER BY s.due_at, s.id"),
                                  {mailbox.value(), urgent, followUp});
        if (!query) {
            return failureOf(std::move(query));
        }
        while (query->next()) {
            const QueuedMail mail = mailAt(*query, m_recipients);
            if (!byCalendar) { // those behind it do not leave sooner
                m_line.add(mail);
                return query->outcome(false);
            }
            if (mail.due >= soonest) {
                return query->outcome(false); // so are all behind it
            }
            const Clock clock(mail.recipient.zone.id(), mail.recipient.country);
            if (seen.contains(clock)) {
                continue;
            }
            if (Result<> known = readCompanyOf(mail, pace); !known) {
                return failureOf(std::move(known));
            }
            m_line.add(mail);
            const Moment leaves = pace.earliest(mail, from).at;
            soonest = std::min(soonest, leaves);
            if (leaves <= free) {
                return query->outcome(true);
            }
            QueuedMail alone = mail;
            alone.company = {};
            if (pace.earliest(alone, from).at == leaves) {
                seen.insert(clock);
            }
        }
        return query->outcome(false);
    }

    Result<> readCompanyOf(const QueuedMail &mail, const SendPace &pace)
    {
        const bool counts = !mail.company.isNull() && pace.settings().rules.perCompanyPerDay > 0;
        if (!counts || m_companies.contains(mail.company)) {
            return {};
        }
        m_companies.insert(mail.company);
        return readCompany(m_connection, m_line, mail.company, m_now);
    }

    Connection &m_connection;
    SendLine &m_line;
    QDateTime m_now;
    RecipientPlaces m_recipients;
    QSet<CompanyId> m_companies;
    std::map<MailboxId, Moment> m_soonest; ///< when the first of those that were read can leave
};

Result<SendLine::Due> SendLineStore::due(Connection &connection, const QSet<MailboxId> &busy,
                                         const QHash<MailboxId, QDateTime> &notBefore, const QDateTime &now) const
{
    Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    mailboxes->removeIf([&](const Mailbox &mailbox) { return mailbox.isPaused() || busy.contains(mailbox.id); });
    Result<SendLine> line = paces(connection, *mailboxes, now);
    if (!line) {
        return failureOf(std::move(line));
    }
    struct Later
    {
        Moment free;
        MailboxId mailbox;
        Moment from;
    };
    std::vector<Later> later;
    SendLine::Due due;
    Heads heads(connection, *line, now);
    const Moment moment = toMoment(now);
    for (const Mailbox &mailbox : std::as_const(*mailboxes)) {
        const QDateTime held = notBefore.value(mailbox.id);
        const Moment from = held.isValid() ? std::max(moment, toMoment(held)) : moment;
        const Moment free = line->pace(mailbox.id)->free(from).at;
        Result<> read = heads.readUrgent(mailbox.id, from);
        if (read && free <= moment) {
            read = heads.readOthers(mailbox.id, from);
        }
        if (!read) {
            return failureOf(std::move(read));
        }
        const qsizetype before = due.now.size();
        line->addDue(due, mailbox.id, moment, from);
        if (free > moment && due.now.size() == before) {
            later.push_back({free, mailbox.id, from});
        }
    }
    // Now only the time of the next turn is open, and no turn of a mailbox comes before the end of its pause.
    std::ranges::sort(later, {}, &Later::free);
    for (const Later &lane : later) {
        if (lane.free == Moment::max() || (due.next && *due.next <= lane.free)) {
            break;
        }
        if (Result<> read = heads.readOthers(lane.mailbox, lane.from); !read) {
            return failureOf(std::move(read));
        }
        line->addDue(due, lane.mailbox, moment, lane.from);
    }
    return due;
}

} // namespace AlwaysLeads
