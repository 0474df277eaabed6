#pragma once

#include "maildomain/MailDomain.h"
#include "storage/Connection.h"

#include <QStringList>

namespace AlwaysLeads {

/// The rows of mail_domain: what is known of domains, and which shall be looked up.
class MailDomainStore
{
public:
    /// Nothing when nobody ever wanted to know of it.
    Result<std::optional<MailDomain>> find(Connection &connection, const QString &domain) const;
    /// Those are to be looked up, except who answered since `knownSince`. How many were not waiting before.
    Result<qint64> want(Connection &connection, const QStringList &domains, const QDateTime &now,
                        const QDateTime &knownSince) const;
    /// How many wait to be looked up.
    Result<qint64> waiting(Connection &connection) const;
    /// Of those that wait, in the order of their names, after `after`.
    Result<QStringList> nextWaiting(Connection &connection, const QString &after, int most) const;
    /// Writes an answer down; it does not wait any more.
    Result<> note(Connection &connection, const MailDomain &domain) const;
    /// What has waited since before that moment waits no more. How many.
    Result<qint64> giveUp(Connection &connection, const QDateTime &before) const;
};

} // namespace AlwaysLeads
