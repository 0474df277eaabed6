#pragma once

#include "sending/SendLine.h"

#include <QHash>

namespace AlwaysLeads {

/// Where the recipients of a queue live, guessed once for each place as it is written.
class RecipientPlaces
{
public:
    explicit RecipientPlaces(const SendLine &line)
        : m_line(line)
    {
    }

    /// Between a city and its country.
    static constexpr QChar mark{31};
    /// Nothing for a mailbox that the line does not have, or whose rules do not count.
    RecipientZone of(MailboxId mailbox, const QString &place, const QString &phone);

private:
    struct Known
    {
        QTimeZone senders;
        QHash<QString, RecipientZone> places;
    };
    const SendLine &m_line;
    QHash<MailboxId, Known> m_known;
};

} // namespace AlwaysLeads
