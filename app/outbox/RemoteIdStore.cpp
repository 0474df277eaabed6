#include "outbox/RemoteIdStore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace AlwaysLeads {

namespace {

QString jsonOf(const QStringList &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

} // namespace

Result<> RemoteIdStore::put(Connection &connection, SendId send, const RemoteMail &mail) const
{
    Result<qint64> changed =
        connection.run(QStringLiteral("UPDATE send SET remote_id = coalesce(nullif(?1, ''), remote_id), thread_id = "
                                      "coalesce(nullif(?2, ''), thread_id), draft_message_id = CASE WHEN ?3 IN ('', "
                                      "message_id) THEN draft_message_id ELSE ?3 END WHERE id = ?4"),
                       {mail.id, mail.threadId, mail.messageId, send.value()});
    return changed ? Result<>() : failureOf(std::move(changed));
}

Result<QString> RemoteIdStore::conversationOf(Connection &connection, MailboxId mailbox,
                                              const QStringList &messageIds) const
{
    if (messageIds.isEmpty()) {
        return QString();
    }
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT thread_id FROM send WHERE +mailbox_id = ?1 AND +state = 'accepted' AND thread_id <> '' "
                       "AND (message_id IN (SELECT value FROM json_each(?2)) OR kept_message_id IN (SELECT value FROM "
                       "json_each(?2)) OR draft_message_id IN (SELECT value FROM json_each(?2))) ORDER BY +intent_at "
                       "DESC LIMIT 1"),
        {mailbox.value(), jsonOf(messageIds)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QString conversation;
    if (rows->next()) {
        conversation = rows->text(0);
    }
    return rows->outcome(conversation);
}

Result<RemoteIdStore::Trace> RemoteIdStore::traceOf(Connection &connection, SendId send) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT coalesce('<' || draft_message_id || '>', ''), (SELECT max(at) FROM send_event WHERE "
                       "send_id = ?1 AND what = 'handing over' AND id < (SELECT max(id) FROM send_event WHERE "
                       "send_id = ?1 AND what = 'unknown')) FROM send WHERE id = ?1"),
        {send.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    Trace trace;
    if (rows->next()) {
        trace.draftMessageId = rows->text(0);
        trace.mayHaveLeftAt = rows->time(1);
    }
    return rows->outcome(trace);
}

} // namespace AlwaysLeads
