#pragma once

#include "assistant/AssistantBudget.h"
#include "assistant/QualificationFacts.h"
#include "assistant/QualificationStore.h"
#include "base/Clock.h"
#include "base/Task.h"

#include <QObject>

#include <stop_token>

namespace AlwaysLeads {

class ClaudeClient;
class Settings;

/// Asks Claude whether one person fits, and keeps what it says. Many people: QualificationBatches.
class Qualification : public QObject
{
    Q_OBJECT
public:
    Qualification(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
                  const Settings &settings, QObject *parent = nullptr);

    Task<Result<std::optional<QualifiedLead>>> of(LeadId lead);
    /// What asking about this person would cost. ErrorKind::Invalid: nothing is known that it could rest on.
    Task<Result<QuestionCost>> cost(LeadId lead);
    /// A cut answer is asked for once more with more room. Refused, Invalid: Claude said no, or what came back cannot
    /// be used; what it said before stays.
    Task<Result<QualifiedLead>> ask(LeadId lead, std::stop_token stop = {});

    /// The call as it stands in the bill, and what it came to.
    struct Judged
    {
        AssistantCall call;
        Result<QualifiedLead> lead;
    };
    /// What an answer is worth, of a single question or of one in a batch.
    static Judged judge(const ClaudeAnswer &answer, const QList<KnownFact> &facts, const QString &model,
                        const QDateTime &now);

Q_SIGNALS:
    void changed(const QList<AlwaysLeads::LeadId> &leads);
    /// After each call that may be on the bill.
    void spentChanged();

private:
    Task<Result<QualificationBrief>> briefFor(LeadId lead);
    Task<> note(AssistantCall call);

    Database &m_database;
    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    const Clock &m_clock;
    const Settings &m_settings;
    QualificationStore m_store;
};

} // namespace AlwaysLeads
