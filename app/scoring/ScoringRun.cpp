#include "lead/Leads.h"
#include "scoring/Scoring.h"
#include "settings/Settings.h"

#include <chrono>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int batchSize = 500; // some 20 ms of the writer's time, so that nobody else waits longer
constexpr std::chrono::hours lookAgain(1);
constexpr qsizetype mostByName = 200; // more changed people than these are not named one by one

const Setting<QString> lastDay{QLatin1String("scoring.day"), {}};

} // namespace

void Scoring::goOn()
{
    if (!m_run) {
        beginRun(false);
    }
    wake();
}

void Scoring::beginRun(bool everybody)
{
    m_run = Run();
    m_run->number = ++m_runs;
    m_run->everybody = everybody;
    m_run->day = m_clock.now().toLocalTime().date();
}

void Scoring::cancel()
{
    if (m_run) {
        endRun(true);
    }
}

void Scoring::wake()
{
    if (m_telling) {
        return; // our own news
    }
    m_again = true;
    if (!m_working && m_started) {
        m_working = true;
        m_scope.run(work());
    }
}

Task<Result<>> Scoring::work()
{
    const std::stop_token stop = m_scope.token();
    Result<> outcome;
    while (!stop.stop_requested()) {
        m_again = false;
        Result<bool> more = co_await scoreChanged();
        if (!more) {
            outcome = failureOf(std::move(more));
            break;
        }
        if (m_run) {
            Result<> stepped = co_await takeStep();
            if (!stepped) {
                outcome = stepped;
                break;
            }
        } else if (!*more && !m_again) {
            break;
        }
    }
    m_working = false;
    if (!outcome && m_run) {
        m_run.reset(); // the next change, or goOn(), tries again
        tellOfRun();
        if (outcome.error().kind != ErrorKind::Cancelled) {
            Q_EMIT failed(outcome.error());
        }
    }
    co_return outcome;
}

Task<Result<bool>> Scoring::scoreChanged()
{
    auto scoring = m_database.write<ScoredBatch>([otherwise = fallback(), now = m_clock.now()](Connection &connection) {
        return scoreStale(connection, batchSize, otherwise, now);
    });
    Result<ScoredBatch> batch = co_await scoring;
    if (!batch) {
        co_return failureOf(std::move(batch));
    }
    tell(batch->changed);
    Result<bool> more = batch->looked > 0;
    co_return more;
}

Task<Result<>> Scoring::takeStep()
{
    if (!m_run->counted) {
        const bool everybody = m_run->everybody;
        auto counting = m_database.read<qint64>([store = m_store, everybody](Connection &connection) -> Result<qint64> {
            Result<std::optional<ScoreRules>> rules = store.rules(connection);
            if (!rules) {
                return failureOf(std::move(rules));
            }
            return store.count(connection,
                               everybody ? std::nullopt : std::optional(rules->value_or(ScoreRules()).version));
        });
        Result<qint64> total = co_await counting;
        if (!total) {
            co_return failureOf(std::move(total));
        }
        if (m_run) {
            m_run->counted = true;
            m_run->total = *total;
        }
    }
    if (!m_run) {
        co_return Result<>(); // cancelled while it counted
    }
    const LeadId after = m_run->after;
    const bool everybody = m_run->everybody;
    const int number = m_run->number;
    auto scoring = m_database.write<ScoredBatch>([store = m_store, after, everybody, otherwise = fallback(),
                                                  now = m_clock.now()](Connection &connection) -> Result<ScoredBatch> {
        Result<std::optional<ScoreRules>> rules = store.rules(connection);
        if (!rules) {
            return failureOf(std::move(rules));
        }
        Result<std::vector<LeadId>> ids =
            store.next(connection, after,
                       everybody ? std::nullopt : std::optional(rules->value_or(ScoreRules()).version), batchSize);
        if (!ids) {
            return failureOf(std::move(ids));
        }
        return scoreThem(connection, *ids, otherwise, now);
    });
    Result<ScoredBatch> batch = co_await scoring;
    if (!batch) {
        co_return failureOf(std::move(batch));
    }
    if (m_runChanged.size() <= mostByName) {
        m_runChanged += batch->changed;
    }
    if (!m_run || m_run->number != number) {
        tellOfRun();
        co_return Result<>(); // cancelled, or begun anew by other rules
    }
    m_run->after = batch->last;
    m_run->done += batch->looked;
    if (batch->looked == 0) {
        endRun(false);
    } else if (m_run->total > 0) {
        Q_EMIT progressed(m_run->done, std::max(m_run->total, m_run->done));
    }
    co_return Result<>();
}

void Scoring::endRun(bool cancelled)
{
    const qint64 done = m_run->done;
    const bool everybody = m_run->everybody;
    const QString day = m_run->day.toString(Qt::ISODate);
    m_run.reset();
    tellOfRun();
    m_scope.run(finishDay(everybody ? day : QString()));
    Q_EMIT finished(done, cancelled);
}

void Scoring::tellOfRun()
{
    tell(std::exchange(m_runChanged, {}));
}

void Scoring::tell(const QList<LeadId> &changed)
{
    m_telling = true;
    if (changed.size() > mostByName) {
        m_leads.announceReset();
    } else {
        m_leads.announce(changed);
    }
    m_telling = false;
}

Task<Result<>> Scoring::finishDay(QString day)
{
    if (!day.isEmpty()) {
        // Who cancels the day's run does not want it back an hour later.
        Result<> noted = co_await m_settings.setValue(lastDay, day);
        if (!noted) {
            co_return noted;
        }
    }
    Result<> looked = co_await lookAtTheDay(); // a day that began during the run waited for its end
    co_return looked;
}

Task<Result<>> Scoring::lookAtTheDay()
{
    Result<ScoreRules> inForce = co_await rules();
    const QDate today = m_clock.now().toLocalTime().date();
    if (inForce && inForce->countDays() && m_settings.value(lastDay) != today.toString(Qt::ISODate) && !m_run) {
        beginRun(true);
        wake();
    }
    co_return Result<>();
}

Task<Result<>> Scoring::followTheDays()
{
    const std::stop_token stop = m_scope.token();
    while (!stop.stop_requested()) {
        co_await lookAtTheDay();
        const QDateTime later = m_clock.now().addSecs(std::chrono::seconds(lookAgain).count());
        co_await m_clock.sleepUntil(later, stop);
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
