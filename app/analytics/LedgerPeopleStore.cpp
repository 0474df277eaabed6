#include "analytics/LedgerFiguresStore.h"

#include "analytics/PeopleTally.h"
#include "lead/LeadEventStore.h"
#include "lead/RawStatement.h"

namespace AlwaysLeads {

unsigned markOf(FigurePeople::Who who)
{
    switch (who) {
    case FigurePeople::Who::WrittenTo:
        return Mark::WrittenTo;
    case FigurePeople::Who::Delivered:
        return Mark::Delivered;
    case FigurePeople::Who::Replied:
        return Mark::Replied;
    case FigurePeople::Who::Interested:
        return Mark::Interested;
    case FigurePeople::Who::Meeting:
        return Mark::Meeting;
    case FigurePeople::Who::Bounced:
        return Mark::Bounced;
    case FigurePeople::Who::OptedOut:
        return Mark::OptedOut;
    }
    return 0;
}

bool LedgerFiguresStore::isWanted(const MailKeys &mail) const
{
    if (m_wanted->from.isValid() && (mail.day < m_wanted->from || mail.day > m_wanted->to)) {
        return false;
    }
    if (!m_wanted->by) {
        return true;
    }
    switch (*m_wanted->by) {
    case Dimension::Campaign:
        return mail.campaign == m_wanted->id;
    case Dimension::Step:
        return std::get<0>(mail.way) == m_wanted->id;
    case Dimension::Variant:
        return mail.way == Way(m_wanted->id, m_wanted->version, m_wanted->variant);
    case Dimension::Mailbox:
        return mail.mailbox == m_wanted->id;
    case Dimension::Segment:
        return mail.isOnList;
    case Dimension::Hour:
        return mail.hour == m_wanted->id;
    }
    return false;
}

Result<LedgerFiguresStore::Meetings> LedgerFiguresStore::readMeetings(Connection &connection) const
{
    RawStatement rows(connection,
                      QStringLiteral("SELECT lead_id, max(at) FROM lead_event WHERE kind = ? GROUP BY lead_id"),
                      {toWord(LeadEventKind::Meeting)});
    Meetings people;
    while (rows.next()) {
        people.emplace(rows.number(0), rows.number(1));
    }
    Result<> read = rows.outcome();
    return read ? Result<Meetings>(std::move(people)) : failureOf(std::move(read));
}

Result<QList<LeadId>> LedgerFiguresStore::people(Connection &connection, const QDateTime &now,
                                                 const FigurePeople &wanted)
{
    m_wanted = wanted;
    m_people.clear();
    Figures counted;
    Result<> read = this->read(connection, now, counted);
    m_wanted.reset();
    return read ? Result<QList<LeadId>>(m_people) : failureOf(std::move(read));
}

} // namespace AlwaysLeads
