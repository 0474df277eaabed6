#pragma once

#include "sending/SendLine.h"

namespace AlwaysLeads {

/// Short words for tests about times.
inline Moment utc(int month, int day, int hour, int minute = 0, int second = 0)
{
    return toMoment(QDateTime(QDate(2027, month, day), QTime(hour, minute, second), Qt::UTC));
}

inline RecipientZone livesIn(const char *zone, const char *place = "",
                             QLocale::Territory country = QLocale::AnyTerritory)
{
    RecipientZone recipient;
    recipient.zone = QTimeZone(zone);
    recipient.place = QString::fromLatin1(place);
    recipient.country = country;
    recipient.source = RecipientZone::Source::City;
    return recipient;
}

inline QueuedMail mailTo(int id, const RecipientZone &recipient, int company = 0, bool followUp = false,
                         int mailbox = 1)
{
    QueuedMail mail;
    mail.id = SendId(id);
    mail.mailbox = MailboxId(mailbox);
    mail.recipient = recipient;
    mail.company = CompanyId(company);
    mail.followUp = followUp;
    return mail;
}

/// A mailbox in Copenhagen with no limits but those a test adds: no jitter, four minutes apart, 1000 a day.
inline PaceSettings plainPace()
{
    PaceSettings settings;
    settings.rules.zone = "Europe/Copenhagen";
    settings.rules.jitterSeconds = 0;
    settings.rules.perCompanyPerDay = 0;
    settings.dailyLimit = 1000;
    settings.gap = std::chrono::minutes(4);
    return settings;
}

} // namespace AlwaysLeads
