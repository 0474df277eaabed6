#include "scoring/Scoring.h"

#include "lead/LeadNameStore.h"
#include "lead/Leads.h"
#include "settings/Settings.h"

#include <QElapsedTimer>

namespace AlwaysLeads {

namespace {

constexpr int batchSize = 500; // some 20 ms of the writer's time, so that nobody else waits longer
constexpr int portion = 2000; // of people whom a reader's thread looks at in one go
constexpr qint64 milliSecondsBetweenReports = 100;
constexpr qsizetype mostByName = 200; // more changed people than these are not named one by one
const Setting<QByteArray> draftSetting{QLatin1String("scoring.draft"), QByteArray()};

} // namespace

Scoring::Scoring(Database &database, Clock &clock, Leads &leads, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
    , m_settings(settings)
{
    m_leads.letFollow(ScoreStore::derivedTables());
    m_leads.recordTables(ScoreStore::recordedTables());
}

ScoreRules Scoring::fallback() const
{
    return ScoreRules::suggested(m_settings.senderProfile());
}

void Scoring::start()
{
    if (m_started) {
        return;
    }
    m_started = true;
    connect(&m_leads, &Leads::changed, this, &Scoring::wake);
    connect(&m_leads, &Leads::reset, this, &Scoring::wake);
    goOn();
    m_scope.run(followTheDays());
}

Task<> Scoring::close()
{
    co_await m_scope.close();
}

Task<Result<ScoreRules>> Scoring::rules()
{
    auto reading = m_database.read<ScoreRules>(
        [store = m_store, otherwise = fallback()](Connection &connection) -> Result<ScoreRules> {
            return store.rules(connection).map([&](const std::optional<ScoreRules> &saved) {
                return saved.value_or(otherwise);
            });
        });
    Result<ScoreRules> outcome = co_await reading;
    co_return outcome;
}

std::optional<ScoreRules> Scoring::draft() const
{
    const QByteArray kept = m_settings.value(draftSetting);
    if (kept.isEmpty()) {
        return std::nullopt;
    }
    Result<ScoreRules> typed = ScoreRules::fromJson(kept, 0, true);
    return typed && typed->rules.size() <= ScoreRules::mostRules ? std::optional(*typed) : std::nullopt;
}

Task<Result<>> Scoring::keepDraft(std::optional<ScoreRules> rules)
{
    const QByteArray json = rules ? rules->toJson() : QByteArray();
    if (json == m_settings.value(draftSetting)) {
        co_return Result<>();
    }
    auto keeping = m_settings.setValue(draftSetting, json);
    Result<> kept = co_await keeping;
    co_return kept;
}

Task<Result<ScoreFields>> Scoring::fields()
{
    auto reading =
        m_database.read<ScoreFields>([store = m_store](Connection &connection) { return store.fields(connection); });
    Result<ScoreFields> outcome = co_await reading;
    co_return outcome;
}

Task<Result<qint64>> Scoring::save(ScoreRules rules)
{
    auto saving = m_database.write<qint64>(
        [store = m_store, rules, now = m_clock.now()](Connection &connection) -> Result<qint64> {
            Result<ScoreFields> fields = store.fields(connection);
            if (!fields) {
                return failureOf(std::move(fields));
            }
            if (rules.rules.size() > ScoreRules::mostRules) {
                return failure(ErrorKind::Invalid, tr("There can be %1 rules at most.").arg(ScoreRules::mostRules));
            }
            for (const ScoreRule &rule : rules.rules) {
                const QString problem = fields->problemOf(rule);
                if (!problem.isEmpty()) {
                    return failure(ErrorKind::Invalid, fields->sentenceFor(rule) + QStringLiteral(": ") + problem);
                }
            }
            return store.saveRules(connection, rules, now);
        });
    Result<qint64> version = co_await saving;
    if (version) {
        Q_EMIT rulesChanged();
        m_run.reset(); // what an earlier version had begun is this one's now
        goOn();
    }
    co_return version;
}

Task<Result<ScoreEffect>> Scoring::effect(ScoreRules rules, std::function<void(const ScoreEffect &)> progress,
                                          std::stop_token stop)
{
    ScoreEffect whole;
    auto counting = m_database.read<qint64>(
        [store = m_store](Connection &connection) { return store.count(connection, std::nullopt); }, stop);
    Result<qint64> people = co_await counting;
    if (!people) {
        co_return failureOf(std::move(people));
    }
    whole.people = *people;
    const QDate today = m_clock.now().toLocalTime().date();
    QElapsedTimer sinceReport;
    sinceReport.start();
    using Portion = std::pair<ScoreEffect, LeadId>;
    LeadId after;
    while (true) {
        auto looking = m_database.read<Portion>(
            [store = m_store, rules, today, after, sum = whole](Connection &connection) -> Result<Portion> {
                Result<std::vector<LeadId>> ids = store.next(connection, after, std::nullopt, portion);
                if (!ids) {
                    return failureOf(std::move(ids));
                }
                if (ids->empty()) {
                    return Portion(sum, LeadId());
                }
                Result<ScoreFields> fields = store.fields(connection);
                if (!fields) {
                    return failureOf(std::move(fields));
                }
                const ScoreJudge judge(rules, *fields, today);
                Result<std::vector<ScoreSubject>> subjects =
                    store.subjects(connection, *ids, {judge.needsCustom(), judge.needsTags(), judge.needsEvents()});
                if (!subjects) {
                    return failureOf(std::move(subjects));
                }
                Portion more(sum, ids->back());
                for (const ScoreSubject &subject : *subjects) {
                    more.first.add(subject, judge.cardFor(subject));
                }
                return more;
            },
            stop);
        Result<Portion> portionSeen = co_await looking;
        if (!portionSeen) {
            co_return failureOf(std::move(portionSeen));
        }
        whole = portionSeen->first;
        after = portionSeen->second;
        if (after.isNull()) {
            break;
        }
        if (progress && sinceReport.elapsed() >= milliSecondsBetweenReports) {
            sinceReport.restart();
            progress(whole);
        }
    }
    whole.people = whole.looked; // who came or went meanwhile
    Result<ScoreEffect> outcome = whole;
    co_return outcome;
}

Task<Result<std::optional<LeadScore>>> Scoring::of(LeadId lead)
{
    auto reading = m_database.read<std::optional<LeadScore>>(
        [store = m_store, lead](Connection &connection) { return store.of(connection, lead); });
    Result<std::optional<LeadScore>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<QList<ScoreLine>>> Scoring::why(LeadId lead)
{
    auto reading = m_database.read<QList<ScoreLine>>(
        [store = m_store, lead, otherwise = fallback(),
         today = m_clock.now().toLocalTime().date()](Connection &connection) -> Result<QList<ScoreLine>> {
            Result<std::optional<ScoreRules>> rules = store.rules(connection);
            if (!rules) {
                return failureOf(std::move(rules));
            }
            Result<ScoreFields> fields = store.fields(connection);
            if (!fields) {
                return failureOf(std::move(fields));
            }
            Result<std::vector<ScoreSubject>> subjects = store.subjects(connection, {lead}, {});
            if (!subjects) {
                return failureOf(std::move(subjects));
            }
            if (subjects->empty()) {
                return failure(ErrorKind::NotFound, tr("This lead is not there any more."));
            }
            return ScoreJudge(rules->value_or(otherwise), *fields, today).linesFor(subjects->front());
        });
    Result<QList<ScoreLine>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<qint64>> Scoring::scoreAgain(QList<LeadId> ids)
{
    QList<LeadId> changed;
    for (qsizetype at = 0; at < ids.size(); at += batchSize) {
        const QList<LeadId> some = ids.mid(at, batchSize);
        auto scoring =
            m_database.write<ScoredBatch>([some, otherwise = fallback(), now = m_clock.now()](Connection &connection) {
                return scoreThem(connection, {some.begin(), some.end()}, otherwise, now);
            });
        Result<ScoredBatch> batch = co_await scoring;
        if (!batch) {
            co_return failureOf(std::move(batch));
        }
        changed += batch->changed;
    }
    tell(changed);
    Result<qint64> outcome = qint64(changed.size());
    co_return outcome;
}

Task<Result<qint64>> Scoring::setByHand(QList<LeadId> ids, std::optional<int> score)
{
    if (score && (*score < 0 || *score > 100)) {
        co_return failure(ErrorKind::Invalid, tr("A score goes from 0 to 100."));
    }
    auto setting = m_leads.history().write<qint64>(
        [store = m_store, ids, score](Connection &connection, EditNote &note) -> Result<qint64> {
            const QString name = ids.size() == 1 ? LeadNameStore().person(connection, ids.first().value()) : QString();
            const QString who = name.isEmpty() ? Leads::people(ids.size()) : name;
            note.label =
                score ? tr("Score of %1 set to %2").arg(who).arg(*score) : tr("Score of %1 left to the rules").arg(who);
            return store.setByHand(connection, ids, score);
        });
    Result<qint64> changed = co_await setting;
    if (changed && *changed > 0) {
        ids.size() > mostByName ? m_leads.announceReset() : m_leads.announce(ids);
    }
    co_return changed;
}

Task<Result<qint64>> Scoring::outdated()
{
    auto counting = m_database.read<qint64>([store = m_store](Connection &connection) -> Result<qint64> {
        Result<std::optional<ScoreRules>> rules = store.rules(connection);
        if (!rules) {
            return failureOf(std::move(rules));
        }
        return store.count(connection, rules->value_or(ScoreRules()).version);
    });
    Result<qint64> outcome = co_await counting;
    co_return outcome;
}

Task<Result<ScoreSpread>> Scoring::spread()
{
    auto counting =
        m_database.read<ScoreSpread>([store = m_store](Connection &connection) { return store.spread(connection); });
    Result<ScoreSpread> outcome = co_await counting;
    co_return outcome;
}

} // namespace AlwaysLeads
