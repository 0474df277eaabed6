#include "draft/Review.h"

#include "draft/DraftWriter.h"
#include "draft/SenderChoice.h"

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

namespace {

std::vector<DraftState> statesOf(DraftShelf shelf)
{
    switch (shelf) {
    case DraftShelf::ToReview:
        return {DraftState::Ready, DraftState::Blocked, DraftState::Writing};
    case DraftShelf::Approved:
        return {DraftState::Approved, DraftState::Queued};
    case DraftShelf::Skipped:
        return {DraftState::Skipped};
    case DraftShelf::Lapsed:
        return {DraftState::Lapsed};
    case DraftShelf::Rejected:
        return {DraftState::Rejected};
    case DraftShelf::Sent:
        return {DraftState::Sent};
    }
    return {};
}

DraftRow::Mark markOf(DraftState state)
{
    switch (state) {
    case DraftState::Blocked:
        return DraftRow::Mark::Blocked;
    case DraftState::Lapsed:
        return DraftRow::Mark::Lapsed;
    case DraftState::Writing:
        return DraftRow::Mark::Writing;
    default:
        return DraftRow::Mark::None;
    }
}

constexpr size_t mostUndoSteps = 100;

} // namespace

Review::Review(Database &database, const Clock &clock, DraftWriter &writer, ApprovedDraftSink &sink, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_writer(writer)
    , m_sink(sink)
    , m_decide(sink)
{
    connect(&m_writer, &DraftWriter::changed, this, &Review::changed);
}

Task<> Review::close()
{
    auto closing = m_scope.close();
    co_await closing;
}

void Review::settle()
{
    m_sink.settled();
    Q_EMIT changed();
}

Task<Result<QList<DraftRow>>> Review::list(DraftShelf shelf, CampaignId campaign)
{
    auto reading = m_database.read<QList<DraftRow>>([this, shelf, campaign](Connection &connection) {
        const std::vector<DraftState> states = statesOf(shelf);
        Result<QList<DraftRow>> rows = m_store.rows(connection, states, campaign);
        if (rows) {
            for (DraftRow &row : *rows) {
                row.mark = markOf(row.state);
            }
        }
        return rows;
    });
    Result<QList<DraftRow>> rows = co_await reading;
    co_return rows;
}

Task<Result<DraftShelfCounts>> Review::counts(CampaignId campaign)
{
    auto reading = m_database.read<DraftStateCounts>(
        [this, campaign](Connection &connection) { return m_store.counts(connection, campaign); });
    Result<DraftStateCounts> states = co_await reading;
    if (!states) {
        co_return failureOf(std::move(states));
    }
    const auto sum = [&](DraftShelf shelf) {
        int drafts = 0;
        for (const DraftState state : statesOf(shelf)) {
            drafts += states->value(state);
        }
        return drafts;
    };
    DraftShelfCounts counts;
    counts.toReview = sum(DraftShelf::ToReview);
    counts.approved = sum(DraftShelf::Approved);
    counts.skipped = sum(DraftShelf::Skipped);
    counts.lapsed = sum(DraftShelf::Lapsed);
    counts.rejected = sum(DraftShelf::Rejected);
    counts.sent = sum(DraftShelf::Sent);
    co_return counts;
}

Task<Result<DraftPage>> Review::open(DraftId id)
{
    auto reading =
        m_database.read<DraftPage>([this, id, now = m_clock.now()](Connection &connection) -> Result<DraftPage> {
            Result<Draft> draft = m_store.find(connection, id);
            return draft ? pageOf(connection, *draft, now) : failureOf(std::move(draft));
        });
    Result<DraftPage> page = co_await reading;
    co_return page;
}

/// With the sender it would leave from if it were approved now.
Result<DraftPage> Review::pageOf(Connection &connection, Draft draft, const QDateTime &now)
{
    Result<> given = SenderChoice().giveSender(connection, draft, now);
    return given ? DraftPages().open(connection, draft) : failureOf(std::move(given));
}

Task<Result<>> Review::approve(DraftId id, QByteArray shownHash)
{
    auto writing = m_database.write<Decision>([this, id, shownHash, now = m_clock.now()](Connection &connection) {
        return m_decide.approve(connection, id, shownHash, now);
    });
    Result<Decision> decision = co_await writing;
    if (!decision) {
        co_return failureOf(std::move(decision));
    }
    remember(*decision);
    settle();
    co_return Result<>();
}

void Review::remember(Decision decision)
{
    if (m_decisions.size() == mostUndoSteps) {
        m_decisions.erase(m_decisions.begin());
    }
    m_decisions.push_back(std::move(decision));
}

Task<Result<>> Review::decide(DraftId id, DraftState state)
{
    auto writing = m_database.write<Decision>([this, id, state, now = m_clock.now()](Connection &connection) {
        return m_decide.setAside(connection, id, state, now);
    });
    Result<Decision> decision = co_await writing;
    if (!decision) {
        co_return failureOf(std::move(decision));
    }
    remember(*decision);
    settle();
    co_return Result<>();
}

Task<Result<>> Review::skip(DraftId id)
{
    return decide(id, DraftState::Skipped);
}

Task<Result<>> Review::reject(DraftId id)
{
    return decide(id, DraftState::Rejected);
}

Task<Result<std::optional<DraftId>>> Review::undo()
{
    if (m_decisions.empty()) {
        co_return std::optional<DraftId>();
    }
    const DraftId id = m_decisions.back().before.id;
    const QList<DraftId> one(1, id);
    auto undoing = undo(one);
    Result<> undone = co_await undoing;
    if (!undone) {
        co_return failureOf(std::move(undone));
    }
    co_return std::optional<DraftId>(id);
}

Task<Result<>> Review::undoNewest(DraftId draft)
{
    const auto newest = std::find_if(m_decisions.rbegin(), m_decisions.rend(),
                                     [draft](const Decision &decision) { return decision.before.id == draft; });
    if (newest == m_decisions.rend()) {
        co_return failure(ErrorKind::Refused, tr("This was taken back already."));
    }
    const Decision decision = *newest;
    m_decisions.erase(std::next(newest).base());
    auto writing = m_database.write<>([this, decision, now = m_clock.now()](Connection &connection) {
        return m_decide.undo(connection, decision, now);
    });
    Result<> undone = co_await writing;
    co_return undone;
}

Task<Result<>> Review::undo(QList<DraftId> drafts)
{
    const TaskScope::Stay stay(m_scope);
    int back = 0;
    std::optional<Error> trouble;
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        const DraftId id = drafts.at(i);
        auto undoing = undoNewest(id);
        Result<> undone = co_await undoing;
        if (undone) {
            ++back;
        } else if (!trouble) {
            trouble = undone.error();
        }
    }
    if (back > 0) {
        settle();
    }
    if (!trouble) {
        co_return Result<>();
    }
    if (drafts.size() > 1) {
        trouble->message =
            tr("%L1 of %L2 came back. Of the others: %3").arg(back).arg(drafts.size()).arg(trouble->message);
    }
    co_return tl::unexpected<Error>(*trouble);
}

Task<Result<DraftPage>> Review::edit(DraftId id, QString subject, QString body)
{
    auto writing = m_database.write<DraftPage>(
        [this, id, subject, body, now = m_clock.now()](Connection &connection) -> Result<DraftPage> {
            Result<Draft> draft = m_decide.edit(connection, id, subject, body, now);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            return pageOf(connection, *draft, now);
        });
    Result<DraftPage> page = co_await writing;
    if (page) {
        settle();
    }
    co_return page;
}

Task<Result<DraftPage>> Review::rewrite(DraftId id, QString wish, std::stop_token stop,
                                        std::function<void(QString)> heard)
{
    auto reopening = m_database.write<Draft>(
        [this, id, now = m_clock.now()](Connection &connection) { return m_decide.reopen(connection, id, now); });
    Result<Draft> reopened = co_await reopening;
    if (!reopened) {
        co_return failureOf(std::move(reopened));
    }
    settle();
    auto writing = m_writer.rewrite(id, wish, stop, heard);
    Result<Draft> draft = co_await writing;
    if (!draft) {
        co_return failureOf(std::move(draft));
    }
    auto opening = open(id);
    Result<DraftPage> page = co_await opening;
    co_return page;
}

Task<Result<DraftPage>> Review::retry(DraftId id)
{
    auto writing = m_writer.retry(id);
    Result<Draft> draft = co_await writing;
    if (!draft) {
        co_return failureOf(std::move(draft));
    }
    auto opening = open(id);
    Result<DraftPage> page = co_await opening;
    co_return page;
}

Task<Result<int>> Review::refreshApprovals()
{
    const TaskScope::Stay stay(m_scope);
    auto reading =
        m_database.read<QList<DraftId>>([this](Connection &connection) { return m_decide.lapsing(connection); });
    Result<QList<DraftId>> lapsing = co_await reading;
    if (!lapsing) {
        co_return failureOf(std::move(lapsing));
    }
    if (lapsing->isEmpty()) {
        co_return 0;
    }
    auto writing =
        m_database.write<int>([this, ids = *lapsing, now = m_clock.now()](Connection &connection) -> Result<int> {
            int count = 0;
            for (const DraftId id : ids) {
                Result<bool> ended = m_decide.lapse(connection, id, now);
                if (!ended) {
                    return failureOf(std::move(ended));
                }
                count += *ended ? 1 : 0;
            }
            return count;
        });
    Result<int> count = co_await writing;
    if (count && *count > 0) {
        settle();
        Q_EMIT lapsed(*count);
    }
    co_return count;
}

} // namespace AlwaysLeads
