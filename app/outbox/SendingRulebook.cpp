#include "outbox/SendingRulebook.h"

#include "mailbox/MailboxStore.h"
#include "sending/SendingRulesStore.h"

namespace AlwaysLeads {

namespace {
constexpr int mostADay = 2000;
constexpr int longestGap = 86400; ///< seconds
} // namespace

SendingRulebook::SendingRulebook(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
}

Task<Result<QList<RuledMailbox>>> SendingRulebook::mailboxes()
{
    auto reading = m_database.read<QList<RuledMailbox>>([](Connection &connection) -> Result<QList<RuledMailbox>> {
        Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
        Result<QHash<MailboxId, SendingRules>> rules = SendingRulesStore().all(connection);
        if (!mailboxes || !rules) {
            return mailboxes ? failureOf(std::move(rules)) : failureOf(std::move(mailboxes));
        }
        QList<RuledMailbox> ruled;
        for (const Mailbox &mailbox : std::as_const(*mailboxes)) {
            ruled.append({mailbox, rules->value(mailbox.id)});
        }
        return ruled;
    });
    Result<QList<RuledMailbox>> ruled = co_await reading;
    co_return ruled;
}

Task<Result<>> SendingRulebook::write(std::function<Result<>(Connection &)> work)
{
    auto writing = m_database.write<>(std::move(work));
    Result<> written = co_await writing;
    if (written) {
        Q_EMIT changed();
    }
    co_return written;
}

Task<Result<>> SendingRulebook::keep(MailboxId mailbox, SendingRules rules)
{
    return write([mailbox, rules = std::move(rules)](Connection &connection) {
        return SendingRulesStore().put(connection, mailbox, rules);
    });
}

Task<Result<>> SendingRulebook::keepPace(MailboxId mailbox, int dailyLimit, int gapSeconds)
{
    return write([mailbox, dailyLimit, gapSeconds](Connection &connection) -> Result<> {
        if (dailyLimit < 1 || dailyLimit > mostADay) {
            return failure(ErrorKind::Invalid, tr("Mails a day: a number from 1 to %L1.").arg(mostADay));
        }
        if (gapSeconds < 0 || gapSeconds > longestGap) {
            return failure(ErrorKind::Invalid, tr("The shortest pause: at most a day."));
        }
        Result<std::optional<Mailbox>> kept = MailboxStore().find(connection, mailbox);
        if (!kept) {
            return failureOf(std::move(kept));
        }
        if (!*kept) {
            return failure(ErrorKind::NotFound, tr("This mailbox is not there any more."));
        }
        Mailbox changed = **kept;
        changed.dailyLimit = dailyLimit;
        changed.gapSeconds = gapSeconds;
        return MailboxStore().change(connection, changed);
    });
}

Task<Result<HolidayChoice>> SendingRulebook::holidays()
{
    auto reading =
        m_database.read<HolidayChoice>([](Connection &connection) { return SendingRulesStore().holidays(connection); });
    Result<HolidayChoice> choice = co_await reading;
    co_return choice;
}

Task<Result<>> SendingRulebook::keepHolidays(HolidayChoice choice)
{
    return write([choice = std::move(choice)](Connection &connection) {
        return SendingRulesStore().putHolidays(connection, choice);
    });
}

} // namespace AlwaysLeads
