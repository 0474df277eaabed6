#include "assistant/QualificationBatches.h"

#include "assistant/ClaudeClient.h"
#include "assistant/QualificationPrompt.h"
#include "lead/LeadStore.h"
#include "net/Json.h"
#include "settings/Settings.h"
#include "storage/Database.h"

#include <QJsonArray>

#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int room = 1536; // tokens of an answer, the model's thinking included

QString factsJson(const QList<KnownFact> &facts)
{
    QJsonArray list;
    for (const KnownFact &fact : facts) {
        list.append(QJsonArray{fact.name, fact.value});
    }
    return QString::fromUtf8(Json::write(list));
}

QList<KnownFact> factsFrom(const QString &json)
{
    QList<KnownFact> facts;
    for (const QJsonValue value : Json::array(json.toUtf8()).value_or(QJsonArray())) {
        facts.append({value.toArray().at(0).toString(), value.toArray().at(1).toString()});
    }
    return facts;
}

} // namespace

QualificationBatches::QualificationBatches(Database &database, ClaudeClient &claude, AssistantBudget &budget,
                                           Clock &clock, const Settings &settings, Options options, QObject *parent)
    : ClaudeBatches(database, claude, budget, clock, QStringLiteral("qualify leads"), options, parent)
    , m_settings(settings)
{
}

std::function<Result<QualificationBatches::Prepared>(Connection &)>
QualificationBatches::preparing(const QList<LeadId> &leads, const AssistantBatch &batch, bool withBody) const
{
    return [leads, batch, withBody, profile = m_settings.senderProfile(),
            purpose = purpose()](Connection &connection) -> Result<Prepared> {
        Prepared prepared;
        QList<std::pair<QString, ClaudeQuestion>> questions;
        for (const LeadId id : leads) {
            const Result<Lead> lead = LeadStore().lead(connection, id);
            if (!lead && lead.error().kind == ErrorKind::NotFound) {
                continue;
            }
            Result<QList<KnownFact>> facts = qualificationFacts(connection, id);
            if (!facts) {
                return failureOf(std::move(facts));
            }
            if (facts->isEmpty() || lead->status == LeadStatus::OptedOut || lead->deletedAt.isValid()) {
                ++prepared.unknown;
                continue;
            }
            Result<bool> waiting = AssistantBatchStore().isWaitingFor(connection, id, purpose);
            if (!waiting) {
                return failureOf(std::move(waiting));
            }
            if (*waiting) {
                ++prepared.waiting;
                continue;
            }
            const ClaudeQuestion question =
                QualificationPrompt::question(qualificationBrief(profile, *facts), batch.model, room);
            const QuestionCost cost = costBefore(question, true);
            prepared.cost.likelyMicros += cost.likelyMicros;
            prepared.cost.mostMicros += cost.mostMicros;
            prepared.handover.items.append({id, AssistantBatchItem::State::Waiting, factsJson(*facts)});
            if (withBody) {
                questions.append({batch.questionName(id), question});
            }
        }
        if (withBody) {
            prepared.handover.body = ClaudeClient::batchBody(questions);
        }
        prepared.handover.mostMicros = prepared.cost.mostMicros;
        return prepared;
    };
}

Task<Result<BatchCost>> QualificationBatches::cost(QList<LeadId> leads, std::stop_token stop)
{
    BatchCost sum;
    AssistantBatch batch;
    batch.model = m_settings.qualificationModel();
    for (qsizetype at = 0; at < leads.size(); at += mostPeople()) {
        auto looking = database().read<Prepared>(preparing(leads.mid(at, mostPeople()), batch, false), stop);
        Result<Prepared> some = co_await looking;
        if (!some) {
            co_return failureOf(std::move(some));
        }
        sum.people += some->handover.items.size();
        sum.unknown += some->unknown;
        sum.waiting += some->waiting;
        sum.cost.likelyMicros += some->cost.likelyMicros;
        sum.cost.mostMicros += some->cost.mostMicros;
    }
    sum.limitMicros = m_settings.monthlyBudgetMicros();
    Result<qint64> left = co_await budget().left(sum.limitMicros);
    if (!left) {
        co_return failureOf(std::move(left));
    }
    sum.leftMicros = *left;
    Result<BatchCost> outcome = sum;
    co_return outcome;
}

Task<Result<qint64>> QualificationBatches::ask(QList<LeadId> leads)
{
    const auto part = [this, leads](qsizetype at, qsizetype size) -> Preparing {
        return [this, some = leads.mid(at, size)](Connection &connection, const AssistantBatch &batch) {
            return preparing(some, batch, true)(connection).map([](const Prepared &all) { return all.handover; });
        };
    };
    auto handing = handOver(leads.size(), m_settings.qualificationModel(), part, m_settings.monthlyBudgetMicros());
    Result<qint64> people = co_await handing;
    co_return people;
}

Result<QualificationBatches::Taken> QualificationBatches::take(Connection &connection, const AssistantBatch &batch,
                                                               const AssistantBatchItem &item,
                                                               const ClaudeAnswer &answer, const QDateTime &now) const
{
    Qualification::Judged judged = Qualification::judge(answer, factsFrom(item.basis), batch.model, now);
    Taken taken;
    taken.call = judged.call;
    taken.call.purpose = QStringLiteral("qualify lead in a batch");
    taken.state = judged.call.outcome == AssistantCall::Outcome::Refused ? AssistantBatchItem::State::Refused
        : judged.lead                                                    ? AssistantBatchItem::State::Answered
                                                                         : AssistantBatchItem::State::Unusable;
    if (judged.lead) {
        if (Result<> kept = QualificationStore().keep(connection, item.lead, *judged.lead); !kept) {
            return failureOf(std::move(kept));
        }
        taken.word = judged.lead->verdict == QualificationVerdict::Good ? QStringLiteral("good")
            : judged.lead->verdict == QualificationVerdict::Maybe       ? QStringLiteral("maybe")
                                                                        : QStringLiteral("no");
    }
    return taken;
}

void QualificationBatches::noteRound(const Round &round)
{
    if (round.heard) {
        m_sum.people += round.people;
        m_sum.good += round.words.value(QStringLiteral("good"));
        m_sum.maybe += round.words.value(QStringLiteral("maybe"));
        m_sum.no += round.words.value(QStringLiteral("no"));
        m_sum.without += round.people - round.used.size();
        m_sum.costMicros += round.costMicros;
        m_sum.problem = round.problem.isEmpty() ? m_sum.problem : round.problem;
    }
    if (!round.used.isEmpty()) {
        Q_EMIT changed(round.used);
    }
}

void QualificationBatches::noteAllEnded()
{
    if (const BatchSum sum = std::exchange(m_sum, {}); sum.people > 0) {
        Q_EMIT ended(sum);
    }
}

} // namespace AlwaysLeads
