#include "assistant/Qualification.h"

#include "assistant/ClaudeClient.h"
#include "assistant/QualificationPrompt.h"
#include "settings/Settings.h"
#include "storage/Database.h"

namespace AlwaysLeads {

namespace {

// A judgement needs about 150 tokens; the rest is for the model's thinking.
constexpr int usualRoom = 1536;
constexpr int moreRoom = 6144;

AssistantCall callFor(const QString &model, const QDateTime &now)
{
    AssistantCall call;
    call.purpose = QStringLiteral("qualify lead");
    call.model = model;
    call.at = now;
    return call;
}

} // namespace

Qualification::Qualification(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
                             const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_settings(settings)
{
}

Task<Result<std::optional<QualifiedLead>>> Qualification::of(LeadId lead)
{
    auto reading = m_database.read<std::optional<QualifiedLead>>(
        [store = m_store, lead](Connection &connection) { return store.of(connection, lead); });
    Result<std::optional<QualifiedLead>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<QualificationBrief>> Qualification::briefFor(LeadId lead)
{
    auto reading = m_database.read<QList<KnownFact>>(
        [lead](Connection &connection) { return qualificationFacts(connection, lead); });
    Result<QList<KnownFact>> facts = co_await reading;
    if (!facts) {
        co_return failureOf(std::move(facts));
    }
    if (facts->isEmpty()) {
        co_return failure(
            ErrorKind::Invalid,
            tr("Nothing is known about this person that Claude could judge. Fill in a title or a company."));
    }
    Result<QualificationBrief> brief = qualificationBrief(m_settings.senderProfile(), *facts);
    co_return brief;
}

Task<Result<QuestionCost>> Qualification::cost(LeadId lead)
{
    Result<QualificationBrief> brief = co_await briefFor(lead);
    if (!brief) {
        co_return failureOf(std::move(brief));
    }
    const ClaudeQuestion question = QualificationPrompt::question(*brief, m_settings.qualificationModel(), usualRoom);
    Result<QuestionCost> cost = costBefore(question, false);
    co_return cost;
}

Qualification::Judged Qualification::judge(const ClaudeAnswer &answer, const QList<KnownFact> &facts,
                                           const QString &model, const QDateTime &now)
{
    Judged judged;
    AssistantCall &call = judged.call;
    call = callFor(model, now);
    call.take(answer);
    switch (call.outcome) {
    case AssistantCall::Outcome::Refused:
        judged.lead =
            failure(ErrorKind::Refused, tr("Claude declined to judge this person. What it said before stays."),
                    QStringLiteral("refusal, category \"%1\", %2").arg(answer.refusalCategory, answer.requestId));
        break;
    case AssistantCall::Outcome::CutOff:
        judged.lead =
            failure(ErrorKind::Invalid,
                    tr("Claude's answer was cut off before its end, so it was not used. Ask again, or shorten "
                       "this person's notes."),
                    answer.requestId);
        break;
    default:
        judged.lead = QualificationPrompt::leadFrom(answer, facts);
        call.outcome = judged.lead ? AssistantCall::Outcome::Used : AssistantCall::Outcome::Unusable;
        break;
    }
    if (judged.lead) {
        judged.lead->model = call.model;
        judged.lead->costMicros = call.costMicros;
        judged.lead->at = now;
    }
    return judged;
}

Task<Result<QualifiedLead>> Qualification::ask(LeadId lead, std::stop_token stop)
{
    Result<QualificationBrief> brief = co_await briefFor(lead);
    if (!brief) {
        co_return failureOf(std::move(brief));
    }
    const QString model = m_settings.qualificationModel();
    qint64 cost = 0;
    for (const int room : {usualRoom, moreRoom}) {
        Result<> allowed = co_await m_budget.allow(m_settings.monthlyBudgetMicros());
        if (!allowed) {
            co_return failureOf(std::move(allowed));
        }
        ClaudeQuestion question = QualificationPrompt::question(*brief, model, room);
        Result<ClaudeAnswer> answer = co_await m_claude.messages(question, stop);
        if (!answer) {
            if (AssistantCall::mayBeOnTheBill(answer.error())) {
                AssistantCall call = callFor(model, m_clock.now());
                call.outcome = AssistantCall::Outcome::NoAnswer;
                co_await note(call);
            }
            co_return failureOf(std::move(answer));
        }
        Judged judged = judge(*answer, brief->facts, model, m_clock.now());
        co_await note(judged.call);
        cost += judged.call.costMicros;
        if (judged.call.outcome == AssistantCall::Outcome::CutOff && room != moreRoom) {
            continue;
        }
        if (!judged.lead) {
            co_return judged.lead;
        }
        judged.lead->costMicros = cost;
        auto keeping = m_database.write<void>([store = m_store, lead, said = *judged.lead](Connection &connection) {
            return store.keep(connection, lead, said);
        });
        Result<> kept = co_await keeping;
        if (!kept) {
            co_return failureOf(std::move(kept));
        }
        Q_EMIT changed({lead});
        co_return judged.lead;
    }
    co_return failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
}

Task<> Qualification::note(AssistantCall call)
{
    const Result<> recorded = co_await m_budget.record(call);
    Q_UNUSED(recorded) // the judgement is paid for, so it is not thrown away
    Q_EMIT spentChanged();
}

} // namespace AlwaysLeads
