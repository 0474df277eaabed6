#include "reply/ReplyJudge.h"

#include "assistant/ClaudeClient.h"
#include "reply/ReplyPrompt.h"
#include "settings/Settings.h"

namespace AlwaysLeads {

namespace {
constexpr int mostAtOnce = 50;
constexpr int room = 1024; // tokens; the answer needs about 80, the rest is for the model's thinking
} // namespace

ReplyJudge::ReplyJudge(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
                       const Settings &settings, HasKey hasKey, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_settings(settings)
    , m_hasKey(std::move(hasKey))
    , m_scope(QStringLiteral("reply judge"))
{
}

void ReplyJudge::wake()
{
    m_again = true;
    if (!m_running && !m_scope.token().stop_requested()) {
        m_running = true;
        m_scope.run(keepOn());
    }
}

Task<> ReplyJudge::close()
{
    auto closing = m_scope.close();
    co_await closing;
}

Task<Result<>> ReplyJudge::keepOn()
{
    const std::stop_token stop = m_scope.token();
    Result<> outcome;
    while (m_again && !stop.stop_requested()) {
        m_again = false;
        auto going = goThrough();
        outcome = co_await going;
    }
    m_running = false;
    co_return outcome;
}

Task<Result<>> ReplyJudge::goThrough()
{
    const std::stop_token stop = m_scope.token();
    auto asking = m_hasKey();
    const Result<bool> hasKey = co_await asking;
    Result<QList<Reply>> waiting = QList<Reply>();
    if (hasKey && *hasKey) {
        auto reading = m_database.read<QList<Reply>>(
            [store = m_store](Connection &connection) { return store.unjudged(connection, mostAtOnce); });
        waiting = co_await reading;
    }
    Result<> outcome;
    if (waiting) {
        for (const Reply &reply : std::as_const(*waiting)) {
            if (stop.stop_requested()) {
                break;
            }
            if (m_asked.contains(reply.id) || reply.newText.trimmed().isEmpty()) {
                continue;
            }
            auto judging = judge(reply, stop);
            outcome = co_await judging;
            if (!outcome && outcome.error().kind != ErrorKind::Invalid && outcome.error().kind != ErrorKind::NotFound) {
                break; // the line, the key, the budget: it is the same for the next
            }
            m_asked.insert(reply.id);
        }
    }
    co_return outcome;
}

Task<Result<>> ReplyJudge::judge(Reply reply, std::stop_token stop)
{
    const qint64 limit = m_settings.monthlyBudgetMicros();
    Result<> allowed = co_await m_budget.allow(limit);
    if (!allowed) {
        co_return allowed;
    }
    const QString model = m_settings.qualificationModel();
    ClaudeQuestion question = ReplyPrompt::question(reply.newText, model, room);
    Result<ClaudeAnswer> answer = co_await m_claude.messages(question, stop);
    AssistantCall call;
    call.purpose = QStringLiteral("classify reply");
    call.model = model;
    call.at = m_clock.now();
    Result<Classification> said = failure(ErrorKind::Invalid, tr("Claude gave no usable answer."));
    bool mayBeOnTheBill = true;
    if (!answer) {
        mayBeOnTheBill = AssistantCall::mayBeOnTheBill(answer.error());
        call.outcome = AssistantCall::Outcome::NoAnswer;
        said = failureOf(std::move(answer));
    } else {
        call.take(*answer);
        if (call.outcome == AssistantCall::Outcome::Used) {
            said = ReplyPrompt::classFrom(*answer, reply.newText);
            call.outcome = said ? AssistantCall::Outcome::Used : AssistantCall::Outcome::Unusable;
        }
    }
    if (mayBeOnTheBill) {
        const Result<> recorded = co_await m_budget.record(call);
        Q_UNUSED(recorded) // the judgement is worth keeping all the same
        Q_EMIT spentChanged();
    }
    if (!said) {
        co_return failureOf(std::move(said));
    }
    auto writing = m_database.write<>([store = m_store, consequences = m_consequences, id = reply.id, verdict = *said,
                                       now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Reply> before = store.find(connection, id);
        if (!before) {
            return failureOf(std::move(before));
        }
        if (before->classBy == Reply::ClassBy::Person) {
            return {}; // they were faster, and they are right
        }
        Result<> set = store.setClass(connection, id, verdict.value, Reply::ClassBy::Claude, verdict.sentence);
        if (!set || before->matchedBy == Reply::MatchedBy::Company) {
            return set;
        }
        Reply after = *before;
        after.value = verdict.value;
        after.classBy = Reply::ClassBy::Claude;
        return consequences.followVerdict(connection, *before, after, now);
    });
    Result<> kept = co_await writing;
    if (kept) {
        Q_EMIT changed();
    }
    co_return kept;
}

} // namespace AlwaysLeads
