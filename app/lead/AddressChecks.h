#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "lead/LeadDomainStore.h"
#include "maildomain/MailDomainCheck.h"
#include "storage/Database.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>

#include <chrono>

namespace AlwaysLeads {

class Leads;

/// How a look at the addresses ended.
struct AddressCheckSum
{
    qint64 domains = 0; ///< that answered
    qint64 unreachable = 0; ///< people whose address turned out not to work
    qint64 reachable = 0; ///< people whose address works after all
    qint64 unanswered = 0; ///< domains that are looked up again later
    bool quiet = false; ///< what did not answer before does not yet: that was told
    bool stopped = false; ///< by the person: what was left is not looked up

    bool operator==(const AddressCheckSum &) const = default;
};

/// Looks in the background whether mail to people's domains can be delivered, and marks the addresses where none can
/// (EmailState::Invalid). What shall be looked up is on the disk: an end of the program, or a time without a network,
/// loses nothing. The DNS is asked and nobody else.
class AddressChecks : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int atOnce = 8;
        int page = 5000; ///< domains after which what was found is written down
        std::chrono::minutes again{5}; ///< for what did not answer; three times, then at the next start
    };

    /// What the DNS said is good for so long.
    static constexpr int daysKnown = 30;
    /// What has not answered for so long is given up.
    static constexpr int daysTried = 7;

    AddressChecks(Database &database, Clock &clock, DnsResolver &dns, Leads &leads, Options options,
                  QObject *parent = nullptr);

    void start();
    Task<> close();
    /// Something new is to be looked up.
    void wake();

    /// The addresses of these people. How many domains have to be looked up; 0: all are known already.
    Task<Result<qint64>> check(QList<LeadId> leads);
    /// Ends the looking; what was found stays.
    Task<Result<>> cancel();
    Task<Result<AddressVerdicts>> verdicts(ImportId import);

    /// In somebody's transaction: these domains shall be looked up, and who is at one that is known to be dead is
    /// marked at once. How many have to be looked up. Call wake() when it has ended.
    static Result<qint64> want(Connection &connection, const QStringList &domains, const QDateTime &now);

Q_SIGNALS:
    /// At most ten times a second.
    void progressed(qint64 done, qint64 total);
    void ended(const AlwaysLeads::AddressCheckSum &sum);
    void failed(const AlwaysLeads::Error &error);

private:
    struct Tries
    {
        int number = 0;
        QDateTime last;
    };
    struct Pass; ///< what one walk through all that waits has found

    Task<Result<>> keepOn();
    Task<Result<>> walk(std::shared_ptr<Pass> pass);
    Task<Result<>> lookUp(std::shared_ptr<Pass> pass);
    Task<Result<>> writeDown(std::shared_ptr<Pass> pass);
    bool isDue(const QString &domain) const;
    void told(Pass &pass);

    Database &m_database;
    Clock &m_clock;
    Leads &m_leads;
    MailDomainCheck m_check;
    Options m_options;
    TaskScope m_scope{QStringLiteral("address checks")};
    std::stop_source m_nap;
    std::stop_source m_walk;
    bool m_again = false;
    bool m_saidSilent = false; ///< that some did not answer
    QHash<QString, Tries> m_tries; ///< what did not answer since the start
    QElapsedTimer m_sinceTold;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::AddressCheckSum)
