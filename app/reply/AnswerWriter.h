#pragma once

#include "assistant/AssistantBudget.h"
#include "base/Clock.h"
#include "draft/Draft.h"
#include "reply/AnswerPrompt.h"
#include "storage/Database.h"

#include <QObject>

#include <stop_token>

namespace AlwaysLeads {

class ClaudeClient;
class Settings;

/// Has Claude write the text of an answer: within the month's limit, and only over words that no person changed
/// meanwhile.
class AnswerWriter : public QObject
{
    Q_OBJECT
public:
    AnswerWriter(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
                 const Settings &settings, QObject *parent = nullptr);

    /// The draft is untouched when it fails, and when a person changed it since this began: then the text is offered
    /// beside theirs, which is told as an error (see ClaudeOffer).
    Task<Result<>> write(DraftId draft, std::stop_token stop);

Q_SIGNALS:
    /// A text stands beside a person's own.
    void offered();
    /// After each call that may be on the bill.
    void spentChanged();

private:
    static Result<AnswerPrompt::Brief> briefFor(Connection &connection, const Draft &draft, const QDate &today);
    static Result<bool> keep(Connection &connection, const Draft &asked, const WrittenMail &mail,
                             const AnswerPrompt::Brief &brief, const QDateTime &now);
    Task<Result<WrittenMail>> ask(AnswerPrompt::Brief brief, DraftId draft, std::stop_token stop);

    Database &m_database;
    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    const Clock &m_clock;
    const Settings &m_settings;
};

} // namespace AlwaysLeads
