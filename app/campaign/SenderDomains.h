#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "campaign/Campaign.h"
#include "dnscheck/DomainReport.h"
#include "storage/Database.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace AlwaysLeads {

class DomainCheck;

/// What the DNS says of the domains a campaign sends from, for its launch check. The DNS may take seconds, so it is
/// asked in the background, and what it said is good for an hour.
class SenderDomains : public QObject
{
    Q_OBJECT
public:
    SenderDomains(Database &database, const Clock &clock, DomainCheck &check, QObject *parent = nullptr);

    /// A line for each domain that is known. What is not is looked up meanwhile; then looked() tells.
    Task<Result<QList<LaunchCheckLine>>> lines(CampaignId campaign);
    /// Somebody may have mended it: the next lines() asks the DNS again.
    void forget() { m_known.clear(); }
    Task<> close() { return m_scope.close(); }

    /// Must be mended: nobody can answer, or receivers refuse the mails because nothing proves where they come from.
    static LaunchCheckLine lineOf(const DomainReport &report);

Q_SIGNALS:
    void looked(AlwaysLeads::CampaignId campaign);

private:
    Task<Result<>> look(QString domain);

    Database &m_database;
    const Clock &m_clock;
    DomainCheck &m_check;
    TaskScope m_scope{QStringLiteral("sender domains")};
    QHash<QString, DomainReport> m_known; ///< by domain
    QHash<QString, QSet<CampaignId>> m_looking; ///< by domain: who waits for it
};

} // namespace AlwaysLeads
