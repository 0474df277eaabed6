#include "outbox/KeptIdStore.h"

namespace AlwaysLeads {

Result<QList<HandedSend>> KeptIdStore::due(Connection &connection, const QDateTime &since, int most) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id, mailbox_id, remote_id FROM send INDEXED BY send_to_ask WHERE state = 'accepted' AND "
                       "intent_at > ? AND remote_id <> '' AND kept_message_id IS NULL AND EXISTS (SELECT 1 FROM "
                       "mailbox m WHERE m.id = "
                       "mailbox_id AND m.kind <> 'smtp' AND m.removed_at IS NULL) ORDER BY intent_at DESC LIMIT ?"),
        {since, most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<HandedSend> due;
    while (rows->next()) {
        due.append({SendId(rows->number(0)), MailboxId(rows->number(1)), rows->text(2)});
    }
    return rows->outcome(due);
}

Result<> KeptIdStore::put(Connection &connection, SendId send, const QString &messageId) const
{
    Result<qint64> changed =
        connection.run(QStringLiteral("UPDATE send SET kept_message_id = ? WHERE id = ?"), {messageId, send.value()});
    return changed ? Result<>() : failureOf(std::move(changed));
}

} // namespace AlwaysLeads
