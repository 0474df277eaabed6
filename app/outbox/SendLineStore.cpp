#include "outbox/SendLineStore.h"

#include "mailbox/MailboxStore.h"
#include "outbox/Dispatch.h"
#include "outbox/RecipientPlaces.h"
#include "sending/MailboxBudgetStore.h"
#include "sending/SendingRulesStore.h"

namespace AlwaysLeads {

namespace {

constexpr int longestDay = 26; // hours: a day, and clocks put back
/// Mails that left, may have left or are leaving: they count against limits.
const QString counts = QStringLiteral(" state IN ('accepted', 'unknown', 'handing over') ");

} // namespace

SendReason SendLineStore::reasonOf(SlotReason reason)
{
    switch (reason) {
    case SlotReason::Now:
    case SlotReason::Due:
        return SendReason::Turn;
    case SlotReason::Gap:
        return SendReason::Gap;
    case SlotReason::HourLimit:
        return SendReason::HourLimit;
    case SlotReason::DayLimit:
        return SendReason::DailyLimit;
    case SlotReason::WarmUp:
        return SendReason::WarmUp;
    case SlotReason::WeekLimit:
        return SendReason::WeekLimit;
    case SlotReason::NewLimit:
        return SendReason::NewLimit;
    case SlotReason::CompanyLimit:
        return SendReason::CompanyLimit;
    case SlotReason::Window:
        return SendReason::Window;
    case SlotReason::Holiday:
        return SendReason::Holiday;
    case SlotReason::Never:
        return SendReason::NoTime;
    }
    return SendReason::Turn;
}

QString SendLineStore::notHeld()
{
    return QStringLiteral(" AND s.reason NOT IN ('hold', 'late, held')");
}

Result<SendLine> SendLineStore::all(Connection &connection, const QDateTime &now) const
{
    Result<SendLine> line = lanes(connection, now);
    if (!line) {
        return line;
    }
    Result<> added = addMails(connection, *line, notHeld(), {});
    return added ? std::move(line) : failureOf(std::move(added));
}

Result<SendLine> SendLineStore::only(Connection &connection, SendId id, const Mailbox &mailbox,
                                     const QDateTime &now) const
{
    Result<SendLine> line = paces(connection, {mailbox}, now);
    if (!line) {
        return line;
    }
    Result<> added = addMails(connection, *line, notHeld() + QStringLiteral(" AND s.id = ?"), {id.value()});
    if (!added) {
        return failureOf(std::move(added));
    }
    const QList<QueuedMail> mails = line->mails();
    for (const QueuedMail &mail : mails) {
        if (Result<> read = readCompany(connection, *line, mail.company, now); !read) {
            return failureOf(std::move(read));
        }
    }
    return line;
}

Result<QList<QueuedMail>> SendLineStore::evenHeld(Connection &connection, const QList<SendId> &ids,
                                                  const QDateTime &now) const
{
    Result<SendLine> line = lanes(connection, now);
    if (!line) {
        return failureOf(std::move(line));
    }
    for (const SendId id : ids) {
        if (Result<> added = addMails(connection, *line, QStringLiteral(" AND s.id = ?"), {id.value()}); !added) {
            return failureOf(std::move(added));
        }
    }
    return line->mails();
}

Result<SendLine> SendLineStore::lanes(Connection &connection, const QDateTime &now) const
{
    Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    Result<SendLine> line = paces(connection, *mailboxes, now);
    if (!line || !m_policy.calendar) {
        return line;
    }
    Result<> read = readCompanies(connection, *line, now);
    return read ? std::move(line) : failureOf(std::move(read));
}

Result<SendLine> SendLineStore::paces(Connection &connection, const QList<Mailbox> &mailboxes,
                                      const QDateTime &now) const
{
    const SendingRulesStore store;
    Result<QHash<MailboxId, SendingRules>> rules = store.all(connection);
    Result<HolidayChoice> holidays = store.holidays(connection);
    if (!rules) {
        return failureOf(std::move(rules));
    }
    if (!holidays) {
        return failureOf(std::move(holidays));
    }
    SendLine line(*holidays);
    for (const Mailbox &mailbox : mailboxes) {
        PaceSettings settings;
        settings.rules = rules->value(mailbox.id);
        settings.dailyLimit = Dispatch::dailyLimit(m_policy, mailbox);
        settings.gap = Dispatch::gap(m_policy, mailbox);
        settings.byCalendar = m_policy.calendar;
        SendPace &pace = line.addMailbox(mailbox.id, settings);
        if (Result<> read = readPast(connection, pace, mailbox.id, toMoment(now)); !read) {
            return failureOf(std::move(read));
        }
    }
    return line;
}

Result<> SendLineStore::readPast(Connection &connection, SendPace &pace, MailboxId mailbox, Moment now) const
{
    Result<Query> last =
        connection.query(QStringLiteral("SELECT id, intent_at FROM send WHERE mailbox_id = ? AND "
                                        "intent_at IS NOT NULL ORDER BY intent_at DESC, id DESC LIMIT 1"),
                         {mailbox.value()});
    if (!last) {
        return failureOf(std::move(last));
    }
    if (last->next()) {
        pace.setLast(toMoment(last->time(1)), seedOf(SendId(last->number(0))));
    }
    const SendingRules &rules = pace.settings().rules;
    const QTimeZone zone = rules.senderZone();
    const QDate today = pace.dayOf(now);
    Result<Query> sent = connection.query(
        QStringLiteral(
            "SELECT count(*), coalesce(sum(st.position = 1), 0) FROM send s "
            "LEFT JOIN campaign_step st ON st.id = s.step_id WHERE s.mailbox_id = ? AND s.intent_at >= ? AND ")
            + counts,
        {mailbox.value(), toDateTime(startOfDay(today, zone))});
    if (!sent) {
        return failureOf(std::move(sent));
    }
    if (sent->next()) {
        pace.setSentOn(today, int(sent->number(0)), int(sent->number(1)));
    }
    if (!m_policy.calendar) {
        return {};
    }
    if (rules.perWeek > 0) {
        const Moment monday = startOfDay(today.addDays(1 - today.dayOfWeek()), zone);
        Result<qint64> week = connection.number(
            QStringLiteral("SELECT count(*) FROM send WHERE mailbox_id = ? AND intent_at >= ? AND ") + counts,
            {mailbox.value(), toDateTime(monday)});
        if (!week) {
            return failureOf(std::move(week));
        }
        pace.setSentInWeek(today, int(*week));
    }
    if (rules.perHour > 0) {
        Result<Query> times = connection.query(
            QStringLiteral("SELECT intent_at FROM send WHERE mailbox_id = ? AND intent_at IS NOT NULL AND ") + counts
                + QStringLiteral("ORDER BY intent_at DESC LIMIT ?"),
            {mailbox.value(), rules.perHour});
        if (!times) {
            return failureOf(std::move(times));
        }
        std::deque<Moment> hour;
        while (times->next()) {
            hour.push_front(toMoment(times->time(0)));
        }
        pace.setSentInLastHour(std::move(hour));
    }
    if (rules.warmUpSince.isValid()) {
        Result<int> days = MailboxBudgetStore::daysSent(connection, mailbox, rules.warmUpSince, today, zone);
        if (!days) {
            return failureOf(std::move(days));
        }
        pace.setDaysSent(*days);
    }
    return {};
}

Result<> SendLineStore::readCompanies(Connection &connection, SendLine &line, const QDateTime &now)
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT l.company_id, s.intent_at FROM send s JOIN lead l ON l.id = s.lead_id "
                                        "WHERE s.intent_at >= ? AND l.company_id IS NOT NULL AND +s.")
                             + counts.trimmed(),
                         {now.addSecs(-longestDay * 3600)});
    if (!query) {
        return failureOf(std::move(query));
    }
    while (query->next()) {
        line.addSentTo(CompanyId(query->number(0)), toMoment(query->time(1)));
    }
    Result<bool> read = query->outcome(true);
    return read ? Result<>() : failureOf(std::move(read));
}

Result<> SendLineStore::readCompany(Connection &connection, SendLine &line, CompanyId company, const QDateTime &now)
{
    Result<Query> query = connection.query(
        // From its people, however much was sent lately: the planner would begin with what was sent.
        QStringLiteral("SELECT s.intent_at FROM lead l CROSS JOIN send s INDEXED BY send_for_figures ON s.lead_id = "
                       "l.id WHERE l.company_id = ? AND s.intent_at IS NOT NULL AND s.intent_at >= ? AND s.")
            + counts.trimmed(),
        {company.value(), now.addSecs(-longestDay * 3600)});
    if (!query) {
        return failureOf(std::move(query));
    }
    while (query->next()) {
        line.addSentTo(company, toMoment(query->time(0)));
    }
    Result<bool> read = query->outcome(true);
    return read ? Result<>() : failureOf(std::move(read));
}

Result<Query> SendLineStore::ask(Connection &connection, const QString &index, const QString &where,
                                 const QVariantList &values)
{
    return connection.query(
        QStringLiteral(
            "SELECT s.id, s.mailbox_id, s.due_at, coalesce(st.position, 1), s.urgent, l.company_id, "
            // where they work is as good
            "CASE WHEN l.city || l.country <> '' THEN l.city || char(31) || l.country "
            "ELSE coalesce(co.city, '') || char(31) || coalesce(co.country, '') END, l.phone "
            "FROM send s %1 JOIN campaign c ON c.id = s.campaign_id "
            "JOIN mailbox m ON m.id = s.mailbox_id LEFT JOIN campaign_step st ON st.id = s.step_id "
            "LEFT JOIN lead l ON l.id = s.lead_id LEFT JOIN company co ON co.id = l.company_id "
            "WHERE s.state IN ('waiting', 'refused for now') AND c.state = 'running' AND c.deleted_at IS NULL AND "
            "m.paused_reason = '' "
            "AND m.removed_at IS NULL AND s.due_at < 253402300799000") // until 9999: held until a person decides
                .arg(index)
            + where,
        values);
}

QueuedMail SendLineStore::mailAt(const Query &row, RecipientPlaces &recipients)
{
    QueuedMail mail;
    mail.id = SendId(row.number(0));
    mail.mailbox = MailboxId(row.number(1));
    mail.due = toMoment(row.time(2));
    mail.followUp = row.number(3) > 1;
    mail.urgent = row.number(4) != 0;
    mail.company = CompanyId(row.number(5));
    mail.recipient = recipients.of(mail.mailbox, row.text(6), row.text(7));
    return mail;
}

Result<> SendLineStore::addMails(Connection &connection, SendLine &line, const QString &where,
                                 const QVariantList &values)
{
    Result<Query> query = ask(connection, {}, where, values);
    if (!query) {
        return failureOf(std::move(query));
    }
    RecipientPlaces recipients(line);
    while (query->next()) {
        line.add(mailAt(*query, recipients));
    }
    Result<bool> read = query->outcome(true);
    return read ? Result<>() : failureOf(std::move(read));
}

} // namespace AlwaysLeads
