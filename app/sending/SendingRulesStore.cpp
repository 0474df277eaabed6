#include "sending/SendingRulesStore.h"

#include "settings/SettingStore.h"

namespace AlwaysLeads {

namespace {

const QString lookedAtName = QStringLiteral("sending.looked at");
const QString computerName = QStringLiteral("sending.computer");
constexpr int refusalDays = 30;

} // namespace

Result<QHash<MailboxId, SendingRules>> SendingRulesStore::all(Connection &connection) const
{
    Result<Query> query = connection.query(QStringLiteral("SELECT mailbox_id, rules FROM mailbox_rules"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<MailboxId, SendingRules> rules;
    while (query->next()) {
        rules.insert(MailboxId(query->number(0)), SendingRules::fromJson(query->text(1).toUtf8()));
    }
    return query->outcome(rules);
}

Result<SendingRules> SendingRulesStore::find(Connection &connection, MailboxId mailbox) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT rules FROM mailbox_rules WHERE mailbox_id = ?"), {mailbox.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    SendingRules rules;
    if (query->next()) {
        rules = SendingRules::fromJson(query->text(0).toUtf8());
    }
    return query->outcome(rules);
}

Result<> SendingRulesStore::put(Connection &connection, MailboxId mailbox, const SendingRules &rules) const
{
    if (Result<> sound = rules.check(); !sound) {
        return sound;
    }
    Result<qint64> kept =
        connection.run(QStringLiteral("INSERT INTO mailbox_rules (mailbox_id, rules) VALUES (?, ?) "
                                      "ON CONFLICT (mailbox_id) DO UPDATE SET rules = excluded.rules"),
                       {mailbox.value(), QString::fromUtf8(rules.toJson())});
    return kept ? Result<>() : failureOf(std::move(kept));
}

Result<HolidayChoice> SendingRulesStore::holidays(Connection &connection) const
{
    HolidayChoice choice;
    Result<Query> days = connection.query(QStringLiteral("SELECT day, name FROM holiday ORDER BY day"));
    if (!days) {
        return failureOf(std::move(days));
    }
    while (days->next()) {
        choice.own.append({QDate::fromString(days->text(0), Qt::ISODate), days->text(1)});
    }
    Result<HolidayChoice> read = days->outcome(choice);
    if (!read) {
        return read;
    }
    Result<Query> countries = connection.query(QStringLiteral("SELECT code FROM holiday_country ORDER BY code"));
    if (!countries) {
        return failureOf(std::move(countries));
    }
    while (countries->next()) {
        choice.countries.append(QLocale::codeToTerritory(countries->text(0)));
    }
    return countries->outcome(choice);
}

Result<> SendingRulesStore::putHolidays(Connection &connection, const HolidayChoice &choice) const
{
    for (const QString &table : {QStringLiteral("holiday"), QStringLiteral("holiday_country")}) {
        if (Result<qint64> emptied = connection.run(QStringLiteral("DELETE FROM ") + table); !emptied) {
            return failureOf(std::move(emptied));
        }
    }
    for (const Holiday &holiday : choice.own) {
        if (!holiday.date.isValid()) {
            return failure(ErrorKind::Invalid, tr("“%1” needs a date.").arg(holiday.name));
        }
        Result<qint64> added =
            connection.run(QStringLiteral("INSERT OR REPLACE INTO holiday (day, name) VALUES (?, ?)"),
                           {holiday.date.toString(Qt::ISODate), holiday.name.trimmed().left(200)});
        if (!added) {
            return failureOf(std::move(added));
        }
    }
    for (const QLocale::Territory country : choice.countries) {
        Result<qint64> added = connection.run(QStringLiteral("INSERT OR IGNORE INTO holiday_country (code) VALUES (?)"),
                                              {QLocale::territoryToCode(country)});
        if (!added) {
            return failureOf(std::move(added));
        }
    }
    return {};
}

Result<QDateTime> SendingRulesStore::lookedAt(Connection &connection) const
{
    Result<std::optional<QString>> kept = SettingStore().find(connection, lookedAtName);
    if (!kept) {
        return failureOf(std::move(kept));
    }
    bool isNumber = false;
    const qint64 milliseconds = kept->value_or(QString()).toLongLong(&isNumber);
    return isNumber ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC) : QDateTime();
}

Result<> SendingRulesStore::putLookedAt(Connection &connection, const QDateTime &at) const
{
    return SettingStore().put(connection, lookedAtName, QString::number(at.toMSecsSinceEpoch()));
}

Result<QString> SendingRulesStore::computer(Connection &connection) const
{
    Result<std::optional<QString>> kept = SettingStore().find(connection, computerName);
    if (!kept) {
        return failureOf(std::move(kept));
    }
    return kept->value_or(QString());
}

Result<> SendingRulesStore::putComputer(Connection &connection, const QString &computer) const
{
    return SettingStore().put(connection, computerName, computer);
}

Result<QList<MailboxId>> SendingRulesStore::withReturns(Connection &connection, const QDateTime &now) const
{
    Result<Query> query = connection.query(
        // Asked before each mail: by its index, where the planner would read the whole ledger.
        QStringLiteral("SELECT m.id FROM mailbox m WHERE m.paused_reason = '' AND m.removed_at IS NULL AND EXISTS "
                       "(SELECT 1 FROM send s INDEXED BY send_by_return WHERE s.returned_at IS NOT NULL AND "
                       "s.returned_at > ? AND s.mailbox_id = m.id)"),
        {now.addDays(-refusalDays)});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<MailboxId> mailboxes;
    while (query->next()) {
        mailboxes.append(MailboxId(query->number(0)));
    }
    return query->outcome(mailboxes);
}

Result<QString> SendingRulesStore::tooManyRefusals(Connection &connection, MailboxId mailbox,
                                                   const QDateTime &now) const
{
    Result<SendingRules> rules = find(connection, mailbox);
    if (!rules) {
        return failureOf(std::move(rules));
    }
    if (rules->bouncePercent == 0) {
        return QString();
    }
    Result<Query> counts = connection.query(
        QStringLiteral(
            "SELECT count(*), coalesce(sum(state = 'refused for good' OR returned_at IS NOT NULL), 0) FROM send "
            "WHERE mailbox_id = ? "
            "AND (state = 'accepted' OR (state = 'refused for good' AND settled_by = 'recipient')) "
            "AND settled_at > ? AND settled_at > coalesce((SELECT refusals_since FROM mailbox_rules "
            "WHERE mailbox_id = ?), 0)"),
        {mailbox.value(), now.addDays(-refusalDays), mailbox.value()});
    if (!counts) {
        return failureOf(std::move(counts));
    }
    qint64 all = 0;
    qint64 refused = 0;
    if (counts->next()) {
        all = counts->number(0);
        refused = counts->number(1);
    }
    Result<bool> read = counts->outcome(true);
    if (!read) {
        return failureOf(std::move(read));
    }
    if (all < rules->bounceFloor || refused * 100 <= all * rules->bouncePercent) {
        return QString();
    }
    return tr("%L1 of its last %L2 mails went to addresses that do not exist. More of them, and providers take it for "
              "a sender of spam. Check where the addresses come from, then let it go on.")
        .arg(refused)
        .arg(all);
}

Result<QString> SendingRulesStore::refusalsToPauseFor(Connection &connection, MailboxId mailbox,
                                                      const QDateTime &now) const
{
    Result<QString> tooMany = tooManyRefusals(connection, mailbox, now);
    if (!tooMany || tooMany->isEmpty()) {
        return tooMany;
    }
    Result<SendingRules> rules = find(connection, mailbox);
    if (!rules) {
        return failureOf(std::move(rules));
    }
    Result<qint64> noted = connection.run(
        QStringLiteral("INSERT INTO mailbox_rules (mailbox_id, rules, refusals_since) VALUES (?, ?, ?) "
                       "ON CONFLICT (mailbox_id) DO UPDATE SET refusals_since = excluded.refusals_since"),
        {mailbox.value(), QString::fromUtf8(rules->toJson()), now});
    if (!noted) {
        return failureOf(std::move(noted));
    }
    return tooMany;
}

} // namespace AlwaysLeads
