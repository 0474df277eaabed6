#pragma once

#include "base/Result.h"
#include "sending/Holidays.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDate>
#include <QString>
#include <QTimeZone>

#include <array>
#include <optional>

namespace AlwaysLeads {

/// When mail may leave on one day, in minutes after midnight: 0 <= from < until <= 1440.
struct DayWindow
{
    int from = 8 * 60 + 30;
    int until = 17 * 60 + 30;

    bool operator==(const DayWindow &) const = default;
};

/// When and how much a mailbox sends. Its limit a day and the least time between two mails are the mailbox's own.
struct SendingRules
{
    Q_DECLARE_TR_FUNCTIONS(SendingRules)
public:
    /// Whose clock the windows mean.
    enum class Clock { Recipient, Sender };
    /// What happens to mail that should have left while this program did not run.
    enum class Late {
        NextSlot, ///< goes on where it stopped, with the pauses
        NextWindow, ///< waits for the next opening
        Ask, ///< held until the person says
    };

    /// Monday first; nothing: no mail on that day.
    std::array<std::optional<DayWindow>, 7> windows = {DayWindow(), DayWindow(),  DayWindow(), DayWindow(),
                                                       DayWindow(), std::nullopt, std::nullopt};
    Clock clock = Clock::Recipient;
    QByteArray zone; ///< the sender's own (IANA); empty: that of this computer
    int perHour = 0; ///< mails in any 60 minutes; 0: no such limit
    int perWeek = 0; ///< mails from Monday to Sunday; 0: no such limit
    int jitterSeconds = 300; ///< up to so much is added to the least gap, 0 to 86400
    int newPerDay = 0; ///< first mails a day; 0: no such limit
    int perCompanyPerDay = 2; ///< mails to one company a day, from all mailboxes together; 0: no such limit
    int warmUpStart = 10; ///< mails on the first day of warming up
    int warmUpStep = 2; ///< so many more after each day on which mail left
    QDate warmUpSince; ///< invalid: the full limit from the beginning
    bool recipientHolidays = true; ///< nothing leaves on a holiday of the recipient's country
    Late late = Late::NextSlot;
    int bouncePercent = 5; ///< above it the mailbox is paused; 0: never
    int bounceFloor = 20; ///< but not before so many mails

    QTimeZone senderZone() const;
    /// The limit of a day before which mail left on `daysSent` days of warming up.
    int limitOn(int dailyLimit, int daysSent) const;
    bool sendsAtAll() const;

    /// ErrorKind::Invalid with a sentence for the first value out of its range.
    Result<> check() const;
    QByteArray toJson() const;
    /// Values that are missing or wrong are as in a new object: rules must be readable by older and newer programs.
    static SendingRules fromJson(const QByteArray &json);

    bool operator==(const SendingRules &) const = default;
};

/// The days on which a person does not send at all.
struct HolidayChoice
{
    QList<QLocale::Territory> countries; ///< those whose holidays count
    QList<Holiday> own; ///< typed by the person, by date

    /// What day it is, empty for none.
    QString nameOf(QDate date) const;
    bool operator==(const HolidayChoice &) const = default;
};

} // namespace AlwaysLeads
