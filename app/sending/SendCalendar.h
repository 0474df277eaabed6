#pragma once

#include "sending/LocalTime.h"
#include "sending/RecipientZone.h"
#include "sending/SendingRules.h"

#include <QHash>

#include <optional>

namespace AlwaysLeads {

/// The hours in which one mailbox sends to one recipient. Remembers what it worked out, so that many mails may ask.
class SendCalendar
{
public:
    struct Opening
    {
        Moment at{}; ///< not before the moment asked for
        Span hours; ///< the opening it lies in
        QString holiday; ///< not empty: one that was skipped on the way
    };

    SendCalendar(SendingRules rules, HolidayChoice holidays);

    /// The first moment from `from` on that is within the hours; nothing when there is none in the next year.
    std::optional<Opening> next(Moment from, const RecipientZone &recipient) const;
    /// Where the hours are read: the recipient's zone, or the sender's.
    const QTimeZone &zoneFor(const RecipientZone &recipient) const;

private:
    struct Known
    {
        Moment since{}; ///< from here on the opening below is the next one
        Opening opening;
    };
    std::optional<Opening> search(Moment from, const RecipientZone &recipient) const;
    QString holidayOn(QDate date, const RecipientZone &recipient) const;

    SendingRules m_rules;
    HolidayChoice m_holidays;
    QTimeZone m_sender;
    mutable QHash<std::pair<QByteArray, int>, Known> m_known;
};

} // namespace AlwaysLeads
