#pragma once

#include "base/Task.h"
#include "mailbox/Mailbox.h"
#include "sending/SendingRules.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>

namespace AlwaysLeads {

/// A mailbox with its rules.
struct RuledMailbox
{
    Mailbox mailbox;
    SendingRules rules;

    bool operator==(const RuledMailbox &) const = default;
};

/// The rules of sending as a person reads and changes them.
class SendingRulebook : public QObject
{
    Q_OBJECT
public:
    explicit SendingRulebook(Database &database, QObject *parent = nullptr);

    /// Those not removed, oldest first.
    Task<Result<QList<RuledMailbox>>> mailboxes();
    /// ErrorKind::Invalid with a sentence when a value is out of its range; then nothing changes.
    Task<Result<>> keep(MailboxId mailbox, SendingRules rules);
    /// The limit of a day (1 to 2000) and the least time between two mails in seconds (0 to 86400).
    Task<Result<>> keepPace(MailboxId mailbox, int dailyLimit, int gapSeconds);
    Task<Result<HolidayChoice>> holidays();
    Task<Result<>> keepHolidays(HolidayChoice choice);

Q_SIGNALS:
    void changed();

private:
    Task<Result<>> write(std::function<Result<>(Connection &)> work);

    Database &m_database;
};

} // namespace AlwaysLeads
