#include "mailbox/MailboxSignInStore.h"

namespace AlwaysLeads {

Result<QHash<MailboxId, MailboxSignInState>> MailboxSignInStore::all(Connection &connection) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT mailbox_id, signed_in_at, renewed_at, problem, claims FROM mailbox_sign_in"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<MailboxId, MailboxSignInState> all;
    while (query->next()) {
        all.insert(MailboxId(query->number(0)), {query->time(1), query->time(2), query->text(3), query->text(4)});
    }
    return query->outcome(all);
}

Result<std::optional<MailboxSignInState>> MailboxSignInStore::find(Connection &connection, MailboxId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT signed_in_at, renewed_at, problem, claims FROM mailbox_sign_in WHERE mailbox_id = ?"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<MailboxSignInState> found;
    if (query->next()) {
        found = MailboxSignInState{query->time(0), query->time(1), query->text(2), query->text(3)};
    }
    return query->outcome(found);
}

Result<> MailboxSignInStore::noteSignedIn(Connection &connection, MailboxId id, const QDateTime &at) const
{
    return connection
        .run(QStringLiteral("INSERT INTO mailbox_sign_in (mailbox_id, signed_in_at) VALUES (?, ?) "
                            "ON CONFLICT (mailbox_id) DO UPDATE SET signed_in_at = excluded.signed_in_at, "
                            "renewed_at = NULL, problem = '', claims = ''"),
             {id.value(), at})
        .map([](qint64) {});
}

Result<> MailboxSignInStore::noteRenewed(Connection &connection, MailboxId id, const QDateTime &at) const
{
    return connection
        .run(QStringLiteral("UPDATE mailbox_sign_in SET renewed_at = ?, problem = '' WHERE mailbox_id = ?"),
             {at, id.value()})
        .map([](qint64) {});
}

Result<> MailboxSignInStore::noteProblem(Connection &connection, MailboxId id, const QString &problem,
                                         const QString &claims) const
{
    return connection
        .run(QStringLiteral("UPDATE mailbox_sign_in SET problem = ?1, claims = CASE WHEN ?2 = '' THEN claims ELSE ?2 "
                            "END WHERE mailbox_id = ?3"),
             {problem, claims, id.value()})
        .map([](qint64) {});
}

Result<> MailboxSignInStore::remove(Connection &connection, MailboxId id) const
{
    return connection.run(QStringLiteral("DELETE FROM mailbox_sign_in WHERE mailbox_id = ?"), {id.value()})
        .map([](qint64) {});
}

} // namespace AlwaysLeads
