#include "sending/MailboxBudgetStore.h"

#include "sending/LocalTime.h"
#include "sending/SendingRulesStore.h"

namespace AlwaysLeads {

namespace {

/// Mails that left, may have left or are leaving: they count against limits.
const QString counts = QStringLiteral(" state IN ('accepted', 'unknown', 'handing over') ");

} // namespace

Result<MailboxBudget> MailboxBudgetStore::budget(Connection &connection, const Mailbox &mailbox,
                                                 const QDateTime &now) const
{
    Result<SendingRules> rules = SendingRulesStore().find(connection, mailbox.id);
    if (!rules) {
        return failureOf(std::move(rules));
    }
    const QTimeZone zone = rules->senderZone();
    const QDate today = dateIn(zone, toMoment(now));
    MailboxBudget budget;
    budget.limit = mailbox.dailyLimit;
    if (rules->warmUpSince.isValid()) {
        Result<int> days = daysSent(connection, mailbox.id, rules->warmUpSince, today, zone);
        if (!days) {
            return failureOf(std::move(days));
        }
        budget.limit = rules->limitOn(mailbox.dailyLimit, *days);
    }
    Result<qint64> sent = connection.number(
        QStringLiteral("SELECT count(*) FROM send WHERE mailbox_id = ? AND intent_at >= ? AND") + counts,
        {mailbox.id.value(), toDateTime(startOfDay(today, zone))});
    Result<qint64> open = connection.number(
        QStringLiteral("SELECT (SELECT count(*) FROM send WHERE mailbox_id = ?1 AND state IN ('waiting', 'refused for "
                       "now')) + (SELECT count(*) FROM draft WHERE mailbox_id = ?1 AND state = 'approved')"),
        {mailbox.id.value()});
    if (!sent || !open) {
        return sent ? failureOf(std::move(open)) : failureOf(std::move(sent));
    }
    budget.sent = int(*sent);
    budget.open = int(*open);
    return budget;
}

/// From one day with mail to the next, by the index: a mailbox that has been sending for years has few such days left
/// to warm up on, so it stops early.
Result<int> MailboxBudgetStore::daysSent(Connection &connection, MailboxId mailbox, QDate since, QDate before,
                                         const QTimeZone &zone)
{
    constexpr int enough = 2000; // limits are not higher
    int days = 0;
    QDate day = since;
    while (day < before && days < enough) {
        Result<Query> first = connection.query(
            QStringLiteral("SELECT intent_at FROM send WHERE mailbox_id = ? AND intent_at >= ? AND intent_at < ? AND ")
                + counts + QStringLiteral("ORDER BY intent_at LIMIT 1"),
            {mailbox.value(), toDateTime(startOfDay(day, zone)), toDateTime(startOfDay(before, zone))});
        if (!first) {
            return failureOf(std::move(first));
        }
        if (!first->next()) {
            return first->outcome(days);
        }
        ++days;
        day = dateIn(zone, toMoment(first->time(0))).addDays(1);
    }
    return days;
}

} // namespace AlwaysLeads
