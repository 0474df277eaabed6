#include "reply/MailWatchStore.h"

namespace AlwaysLeads {

namespace {

Result<> done(Result<qint64> rows)
{
    return rows ? Result<>() : failureOf(std::move(rows));
}

} // namespace

Result<QList<MailWatch>> MailWatchStore::watches(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT m.id, w.looked_at, w.next_at, coalesce(w.failures, 0), coalesce(w.problem, ''), "
        "(SELECT min(intent_at) FROM send WHERE mailbox_id = m.id) "
        "FROM mailbox m LEFT JOIN mail_watch w ON w.mailbox_id = m.id WHERE m.removed_at IS NULL AND m.send_only = 0 "
        "ORDER BY m.id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<MailWatch> watches;
    while (rows->next()) {
        watches += MailWatch{MailboxId(rows->number(0)), rows->time(1), rows->time(2),
                             int(rows->number(3)),       rows->text(4), rows->time(5)};
    }
    return rows->outcome(watches);
}

Result<QDateTime> MailWatchStore::newsFrom(Connection &connection, MailboxId mailbox) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT m.created_at FROM mailbox m LEFT JOIN mail_watch w ON w.mailbox_id = "
                                        "m.id WHERE m.id = ? AND w.looked_at IS NULL"),
                         {mailbox.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QDateTime from;
    if (rows->next()) {
        from = rows->time(0);
    }
    return rows->outcome(from);
}

Result<> MailWatchStore::putWatch(Connection &connection, const MailWatch &watch) const
{
    return done(connection.run(
        QStringLiteral(
            "INSERT INTO mail_watch (mailbox_id, looked_at, next_at, failures, problem) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (mailbox_id) DO UPDATE SET looked_at = excluded.looked_at, next_at = excluded.next_at, "
            "failures = excluded.failures, problem = excluded.problem"),
        {watch.mailbox.value(), watch.lookedAt, watch.nextAt, watch.failures, watch.problem}));
}

Result<FolderMark> MailWatchStore::mark(Connection &connection, MailboxId mailbox, const QString &folder) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT uid_validity, last_uid, mod_seq, token FROM mail_folder "
                                        "WHERE mailbox_id = ? AND folder = ?"),
                         {mailbox.value(), folder});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    FolderMark mark;
    mark.folder = folder;
    if (rows->next()) {
        mark.uidValidity = quint32(rows->number(0));
        mark.lastUid = quint32(rows->number(1));
        mark.modSeq = quint64(rows->number(2));
        mark.token = rows->text(3);
    }
    return rows->outcome(mark);
}

Result<> MailWatchStore::putMark(Connection &connection, MailboxId mailbox, const FolderMark &mark) const
{
    return done(connection.run(
        QStringLiteral("INSERT INTO mail_folder (mailbox_id, folder, uid_validity, last_uid, mod_seq, token) "
                       "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (mailbox_id, folder) DO UPDATE SET uid_validity = "
                       "excluded.uid_validity, last_uid = excluded.last_uid, mod_seq = excluded.mod_seq, token = "
                       "excluded.token"),
        {mailbox.value(), mark.folder, qint64(mark.uidValidity), qint64(mark.lastUid), qint64(mark.modSeq),
         mark.token}));
}

} // namespace AlwaysLeads
