#include "lead/AddressChecks.h"

#include "base/Log.h"
#include "lead/Leads.h"
#include "maildomain/MailDomainStore.h"

#include <algorithm>
#include <vector>

namespace AlwaysLeads {

namespace {

constexpr int mostTries = 3; // since the start of the program
constexpr int deafAfter = 16; // so many without one answer: the computer is offline
constexpr std::chrono::hours longestNap{24};
constexpr qint64 milliSecondsBetweenReports = 100;
constexpr qsizetype mostAnnounced = 1000;

struct Wanted
{
    qint64 domains = 0; ///< to be looked up
    QList<LeadId> marked; ///< whose address turned out not to work: their domain is known to be dead
};

Result<Wanted> wantAndMark(Connection &connection, const QStringList &domains, const QDateTime &now)
{
    const MailDomainStore store;
    QStringList dead;
    for (const QString &domain : domains) {
        Result<std::optional<MailDomain>> known = store.find(connection, domain);
        if (!known) {
            return failureOf(std::move(known));
        }
        if (*known && (*known)->isDead()) {
            dead << domain;
        }
    }
    Result<QList<LeadId>> marked = LeadDomainStore().markUnreachable(connection, dead);
    if (!marked) {
        return failureOf(std::move(marked));
    }
    Result<qint64> wanted = store.want(connection, domains, now, now.addDays(-AddressChecks::daysKnown));
    if (!wanted) {
        return failureOf(std::move(wanted));
    }
    return Wanted{*wanted, *marked};
}

void announceThem(Leads &leads, const QList<LeadId> &people)
{
    if (people.size() > mostAnnounced) {
        leads.announceReset();
    } else if (!people.isEmpty()) {
        leads.announce(people);
    }
}

} // namespace

struct AddressChecks::Pass
{
    std::stop_token stop;
    QStringList queue; ///< of this page, taken from its end
    QList<MailDomain> answers; ///< of this page, yet to be written down
    QString last; ///< the last name that was read
    AddressCheckSum sum;
    qint64 done = 0;
    qint64 total = 0;
    int silent = 0; ///< without one answer so far
    bool deaf = false;
    QStringList unanswered;
};

AddressChecks::AddressChecks(Database &database, Clock &clock, DnsResolver &dns, Leads &leads, Options options,
                             QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
    , m_check(dns)
    , m_options(options)
{
}

void AddressChecks::start()
{
    m_scope.run(keepOn());
}

Task<> AddressChecks::close()
{
    m_walk.request_stop();
    auto closing = m_scope.close();
    co_await closing;
}

void AddressChecks::wake()
{
    m_again = true;
    m_saidSilent = false;
    m_nap.request_stop();
}

Result<qint64> AddressChecks::want(Connection &connection, const QStringList &domains, const QDateTime &now)
{
    return wantAndMark(connection, domains, now).map([](const Wanted &wanted) { return wanted.domains; });
}

Task<Result<qint64>> AddressChecks::check(QList<LeadId> leads)
{
    auto writing = m_database.write<Wanted>([leads, now = m_clock.now()](Connection &connection) -> Result<Wanted> {
        Result<QStringList> domains = LeadDomainStore().domainsOf(connection, leads);
        return domains ? wantAndMark(connection, *domains, now) : failureOf(std::move(domains));
    });
    Result<Wanted> wanted = co_await writing;
    if (!wanted) {
        Result<qint64> failed = failureOf(std::move(wanted));
        co_return failed;
    }
    announceThem(m_leads, wanted->marked);
    m_tries.clear(); // the person wants to know now
    wake();
    Result<qint64> outcome = wanted->domains;
    co_return outcome;
}

Task<Result<>> AddressChecks::cancel()
{
    m_walk.request_stop();
    auto forgetting = m_database.write<>([now = m_clock.now()](Connection &connection) {
        return MailDomainStore().giveUp(connection, now).map([](qint64) {});
    });
    Result<> forgotten = co_await forgetting;
    m_walk.request_stop(); // again: one that began meanwhile may have read what is given up; what comes later wakes it
    co_return forgotten;
}

Task<Result<AddressVerdicts>> AddressChecks::verdicts(ImportId import)
{
    auto reading = m_database.read<AddressVerdicts>(
        [import](Connection &connection) { return LeadDomainStore().verdicts(connection, import); });
    Result<AddressVerdicts> outcome = co_await reading;
    co_return outcome;
}

Task<Result<>> AddressChecks::keepOn()
{
    const std::stop_token stop = m_scope.token();
    auto forgetting = m_database.write<qint64>([now = m_clock.now()](Connection &connection) {
        return MailDomainStore().giveUp(connection, now.addDays(-daysTried));
    });
    const Result<qint64> forgotten = co_await forgetting;
    if (!forgotten) {
        co_return failureOf(Result<qint64>(forgotten));
    }
    while (!stop.stop_requested()) {
        m_nap = std::stop_source();
        m_walk = std::stop_source();
        m_again = false;
        auto pass = std::make_shared<Pass>();
        pass->stop = m_walk.get_token();
        auto walking = walk(pass);
        const Result<> walked = co_await walking;
        if (stop.stop_requested()) {
            break;
        }
        pass->sum.stopped = pass->stop.stop_requested();
        if (!walked) {
            Q_EMIT failed(walked.error());
        } else if (pass->total > 0) {
            pass->sum.quiet = pass->sum.domains == 0 && m_saidSilent && !pass->sum.stopped;
            m_saidSilent = pass->sum.unanswered > 0;
            Q_EMIT ended(pass->sum);
        }
        if (m_again) {
            continue;
        }
        const bool some = !walked || (pass->sum.unanswered > 0 && !pass->sum.stopped);
        const auto nap = some ? std::chrono::seconds(m_options.again) : std::chrono::seconds(longestNap);
        const QDateTime next = m_clock.now().addSecs(nap.count());
        const std::stop_callback endNap(stop, [this] { m_nap.request_stop(); });
        const std::stop_token token = m_nap.get_token();
        co_await m_clock.sleepUntil(next, token);
    }
    co_return Result<>();
}

Task<Result<>> AddressChecks::walk(std::shared_ptr<Pass> pass)
{
    auto counting =
        m_database.read<qint64>([](Connection &connection) { return MailDomainStore().waiting(connection); });
    const Result<qint64> waiting = co_await counting;
    if (!waiting) {
        co_return failureOf(Result<qint64>(waiting));
    }
    while (*waiting > 0 && !pass->deaf && !pass->stop.stop_requested()) {
        auto reading =
            m_database.read<QStringList>([after = pass->last, most = m_options.page](Connection &connection) {
                return MailDomainStore().nextWaiting(connection, after, most);
            });
        const Result<QStringList> page = co_await reading;
        if (!page) {
            co_return failureOf(Result<QStringList>(page));
        }
        if (page->isEmpty()) {
            break;
        }
        pass->last = page->last();
        for (const QString &domain : *page) {
            if (isDue(domain)) {
                pass->queue.prepend(domain);
            }
        }
        if (pass->total == 0 && !pass->queue.isEmpty()) {
            pass->total = *waiting;
        }
        std::vector<Task<Result<>>> looking;
        for (int i = 0; i < m_options.atOnce; ++i) {
            looking.push_back(lookUp(pass));
        }
        for (Task<Result<>> &one : looking) {
            co_await one;
        }
        auto writing = writeDown(pass);
        const Result<> written = co_await writing;
        if (!written) {
            co_return written;
        }
    }
    if (!pass->deaf) { // offline it is not theirs
        const QDateTime now = m_clock.now();
        for (const QString &domain : std::as_const(pass->unanswered)) {
            Tries &tries = m_tries[domain];
            ++tries.number;
            tries.last = now;
        }
    }
    pass->sum.unanswered = pass->deaf ? pass->total - pass->sum.domains : pass->unanswered.size();
    co_return Result<>();
}

/// Takes one domain after the other, beside others who do the same.
Task<Result<>> AddressChecks::lookUp(std::shared_ptr<Pass> pass)
{
    while (!pass->queue.isEmpty() && !pass->deaf && !pass->stop.stop_requested()) {
        const QString domain = pass->queue.takeLast();
        auto looking = m_check.look(domain, pass->stop);
        const MailDomainState state = co_await looking;
        if (pass->stop.stop_requested()) {
            break; // whatever it says, it was cut off
        }
        if (state == MailDomainState::Unknown) {
            pass->unanswered << domain;
            ++pass->silent;
            pass->deaf = pass->answers.isEmpty() && pass->sum.domains == 0 && pass->silent >= deafAfter;
        } else {
            pass->answers.append(MailDomain{domain, state, m_clock.now()});
        }
        ++pass->done;
        told(*pass);
    }
    co_return Result<>();
}

Task<Result<>> AddressChecks::writeDown(std::shared_ptr<Pass> pass)
{
    const QList<MailDomain> answers = std::exchange(pass->answers, {});
    if (answers.isEmpty()) {
        co_return Result<>();
    }
    struct Changed
    {
        QList<LeadId> unreachable;
        QList<LeadId> reachable;
    };
    auto writing = m_database.write<Changed>([answers](Connection &connection) -> Result<Changed> {
        const MailDomainStore store;
        QStringList dead;
        QStringList risen;
        for (const MailDomain &answer : answers) {
            Result<std::optional<MailDomain>> before = store.find(connection, answer.domain);
            if (!before) {
                return failureOf(std::move(before));
            }
            if (answer.isDead()) {
                dead << answer.domain;
            } else if (*before && (*before)->isDead()) {
                risen << answer.domain;
            }
            if (Result<> noted = store.note(connection, answer); !noted) {
                return failureOf(std::move(noted));
            }
        }
        Changed changed;
        Result<QList<LeadId>> unreachable = LeadDomainStore().markUnreachable(connection, dead);
        if (!unreachable) {
            return failureOf(std::move(unreachable));
        }
        Result<QList<LeadId>> reachable = LeadDomainStore().markReachable(connection, risen);
        if (!reachable) {
            return failureOf(std::move(reachable));
        }
        return Changed{*unreachable, *reachable};
    });
    const Result<Changed> changed = co_await writing;
    if (!changed) {
        co_return failureOf(Result<Changed>(changed));
    }
    pass->sum.domains += answers.size();
    pass->sum.unreachable += changed->unreachable.size();
    pass->sum.reachable += changed->reachable.size();
    const QList<LeadId> people = changed->unreachable + changed->reachable;
    announceThem(m_leads, people);
    co_return Result<>();
}

bool AddressChecks::isDue(const QString &domain) const
{
    const auto tried = m_tries.constFind(domain);
    return tried == m_tries.cend()
        || (tried->number < mostTries
            && tried->last.addSecs(std::chrono::seconds(m_options.again).count()) <= m_clock.now());
}

void AddressChecks::told(Pass &pass)
{
    pass.total = std::max(pass.total, pass.done); // more was wanted meanwhile
    if (pass.done > 1 && pass.done < pass.total && m_sinceTold.isValid()
        && m_sinceTold.elapsed() < milliSecondsBetweenReports) {
        return;
    }
    m_sinceTold.start();
    Q_EMIT progressed(pass.done, pass.total);
}

} // namespace AlwaysLeads
