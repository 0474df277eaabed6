#pragma once

#include "assistant/AssistantBudget.h"
#include "base/Clock.h"
#include "base/TaskScope.h"
#include "reply/ReplyConsequences.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>

namespace AlwaysLeads {

class ClaudeClient;
class Settings;

/// Asks Claude what answers mean that words alone did not decide safely. Without a key, offline or beyond the budget
/// the words' verdict stays. What a person said is never asked again. An opt-out that Claude sees holds the mails and
/// asks the person, as one by words does.
class ReplyJudge : public QObject
{
    Q_OBJECT
public:
    using HasKey = std::function<Task<Result<bool>>()>;

    ReplyJudge(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
               const Settings &settings, HasKey hasKey, QObject *parent = nullptr);

    /// Goes over what waits; asked while it does so, once more afterwards.
    void wake();
    bool isJudging() const { return m_running; }
    Task<> close();

Q_SIGNALS:
    void changed();
    /// After each call that may be on the bill.
    void spentChanged();

private:
    Task<Result<>> keepOn();
    Task<Result<>> goThrough();
    Task<Result<>> judge(Reply reply, std::stop_token stop);

    Database &m_database;
    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    const Clock &m_clock;
    const Settings &m_settings;
    HasKey m_hasKey;
    ReplyStore m_store;
    ReplyConsequences m_consequences;
    QSet<ReplyId> m_asked; ///< in this run: an answer that cannot be used is not paid for twice
    bool m_running = false;
    bool m_again = false; ///< wake() came since it read what waits
    TaskScope m_scope;
};

} // namespace AlwaysLeads
