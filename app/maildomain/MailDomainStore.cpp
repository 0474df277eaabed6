#include "maildomain/MailDomainStore.h"

namespace AlwaysLeads {

Result<std::optional<MailDomain>> MailDomainStore::find(Connection &connection, const QString &domain) const
{
    Result<Query> row =
        connection.query(QStringLiteral("SELECT state, checked_at FROM mail_domain WHERE domain = ?"), {domain});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return row->outcome(std::optional<MailDomain>());
    }
    return std::optional<MailDomain>(
        MailDomain{domain, mailDomainStateFromWord(row->text(0)).value_or(MailDomainState::Unknown), row->time(1)});
}

Result<qint64> MailDomainStore::want(Connection &connection, const QStringList &domains, const QDateTime &now,
                                     const QDateTime &knownSince) const
{
    qint64 wanted = 0;
    for (const QString &domain : domains) {
        Result<qint64> changed = connection.run(
            QStringLiteral("INSERT INTO mail_domain (domain, wanted_at) VALUES (?, ?) ON CONFLICT (domain) DO UPDATE "
                           "SET wanted_at = excluded.wanted_at "
                           "WHERE wanted_at IS NULL AND (checked_at IS NULL OR checked_at < ?)"),
            {domain, now, knownSince});
        if (!changed) {
            return changed;
        }
        wanted += *changed;
    }
    return wanted;
}

Result<qint64> MailDomainStore::waiting(Connection &connection) const
{
    return connection.number(QStringLiteral("SELECT count(*) FROM mail_domain WHERE wanted_at IS NOT NULL"));
}

Result<QStringList> MailDomainStore::nextWaiting(Connection &connection, const QString &after, int most) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT domain FROM mail_domain WHERE wanted_at IS NOT NULL "
                                                         "AND domain > ? ORDER BY domain LIMIT ?"),
                                          {after, most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList domains;
    while (rows->next()) {
        domains << rows->text(0);
    }
    return rows->outcome(domains);
}

Result<> MailDomainStore::note(Connection &connection, const MailDomain &domain) const
{
    return connection
        .run(QStringLiteral("INSERT INTO mail_domain (domain, state, checked_at) VALUES (?, ?, ?) "
                            "ON CONFLICT (domain) DO UPDATE SET state = excluded.state, "
                            "checked_at = excluded.checked_at, wanted_at = NULL"),
             {domain.domain, toWord(domain.state), domain.checkedAt})
        .map([](qint64) {});
}

Result<qint64> MailDomainStore::giveUp(Connection &connection, const QDateTime &before) const
{
    return connection.run(QStringLiteral("UPDATE mail_domain SET wanted_at = NULL WHERE wanted_at <= ?"), {before});
}

} // namespace AlwaysLeads
