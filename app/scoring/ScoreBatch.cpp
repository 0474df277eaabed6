#include "scoring/ScoreBatch.h"

#include "scoring/ScoreJudge.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool isAsKept(const ScoreSubject &subject, const ScoreCard &card, qint64 rulesVersion)
{
    return subject.rulesVersion == rulesVersion && subject.score == subject.byHand.value_or(card.sum())
        && std::ranges::equal(subject.parts, card.got) && std::ranges::equal(subject.reasons, card.reasons);
}

bool looksTheSame(const ScoreSubject &subject, const ScoreCard &card)
{
    return subject.rulesVersion >= 0 && subject.score == subject.byHand.value_or(card.sum())
        && std::ranges::equal(subject.parts, card.got);
}

} // namespace

Result<ScoredBatch> scoreThem(Connection &connection, const std::vector<LeadId> &ids, const ScoreRules &fallback,
                              const QDateTime &now)
{
    const ScoreStore store;
    ScoredBatch batch;
    if (ids.empty()) {
        return batch;
    }
    Result<std::optional<ScoreRules>> rules = store.rules(connection);
    if (!rules) {
        return failureOf(std::move(rules));
    }
    Result<ScoreFields> fields = store.fields(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    const ScoreJudge judge(rules->value_or(fallback), *fields, now.toLocalTime().date());
    Result<std::vector<ScoreSubject>> subjects =
        store.subjects(connection, ids, {judge.needsCustom(), judge.needsTags(), judge.needsEvents()});
    if (!subjects) {
        return failureOf(std::move(subjects));
    }
    for (const ScoreSubject &subject : *subjects) {
        const ScoreCard card = judge.cardFor(subject);
        if (isAsKept(subject, card, judge.rulesVersion())) {
            continue;
        }
        if (Result<> kept = store.keep(connection, subject.id, card, judge.rulesVersion(), now); !kept) {
            return failureOf(std::move(kept));
        }
        if (!looksTheSame(subject, card)) {
            batch.changed.append(subject.id);
        }
    }
    batch.looked = qint64(ids.size());
    batch.last = std::ranges::max(ids);
    return batch;
}

Result<ScoredBatch> scoreStale(Connection &connection, int most, const ScoreRules &fallback, const QDateTime &now)
{
    const ScoreStore store;
    Result<ScoreStore::Stale> stale = store.stale(connection, most);
    if (!stale) {
        return failureOf(std::move(stale));
    }
    Result<ScoredBatch> batch = scoreThem(connection, stale->ids, fallback, now);
    if (!batch || stale->ids.empty()) {
        return batch;
    }
    if (Result<> dropped = store.dropStale(connection, stale->last); !dropped) {
        return failureOf(std::move(dropped));
    }
    return batch;
}

} // namespace AlwaysLeads
