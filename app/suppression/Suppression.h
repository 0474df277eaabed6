#pragma once

#include "base/Clock.h"
#include "storage/Database.h"
#include "suppression/SuppressionStore.h"

#include <QObject>

#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// Who is never written to again, as the window sees it.
class Suppression : public QObject
{
    Q_OBJECT

public:
    Suppression(Database &database, const Clock &clock, QObject *parent = nullptr);

    Task<Result<std::optional<SuppressionEntry>>> find(EmailAddress address);
    Task<Result<SuppressionEntry>> addAddress(EmailAddress address, SuppressionReason reason, QString detail);
    Task<Result<SuppressionEntry>> addDomain(QString domain, SuppressionReason reason, QString detail);
    Task<Result<QList<SuppressionEntry>>> list();
    /// For a list on the screen; see SuppressionStore::page().
    Task<Result<SuppressionPage>> page(QString search, qint64 offset, int limit, std::stop_token stop = {});
    /// Only from a person's own click.
    Task<Result<>> release(SuppressionId id);
    /// Those of them that are still there: how many. Also to take back an import.
    Task<Result<qint64>> releaseAll(std::vector<SuppressionId> ids);
    /// After a backup was restored: adds every "no" of the file it replaced. How many were added.
    Task<Result<qint64>> carryOverFrom(QString replacedFile);

Q_SIGNALS:
    void changed();

private:
    Database &m_database;
    const Clock &m_clock;
    SuppressionStore m_store;
};

} // namespace AlwaysLeads
