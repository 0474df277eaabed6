#pragma once

#include "assistant/AssistantBudget.h"
#include "assistant/ClaudeClient.h"
#include "assistant/MailBrief.h"
#include "base/Task.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

/// What the person chose in Settings.
struct AssistantChoices
{
    QString writingModel;
    qint64 monthlyLimitMicros = 0; ///< 0: no limit

    bool operator==(const AssistantChoices &) const = default;
};

/// Lets Claude write. Without a saved key every call fails with ErrorKind::SignedOut, and the template alone writes.
class Assistant : public QObject
{
    Q_OBJECT
public:
    /// Good prose at a hundredth of a cent: the person can choose another in Settings.
    static QString defaultModel() { return QStringLiteral("claude-haiku-5-5"); }

    Assistant(ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
              std::function<AssistantChoices()> choices, QObject *parent = nullptr);

    /// Writes one mail. A cut answer is asked for once more with more room. Refused, Invalid: Claude said no, or what came
    /// back cannot be used; the draft stays as the template made it.
    Task<Result<WrittenMail>> writeMail(MailBrief brief, std::stop_token stop = {});
    /// Asks the service whether it accepts this key. Costs nothing.
    Task<Result<QList<ClaudeModel>>> checkKey(QString key, std::stop_token stop = {});
    Task<Result<qint64>> spentThisMonth();

Q_SIGNALS:
    /// After each call that may be on the bill.
    void spentChanged();

private:
    Task<Result<WrittenMail>> writeOnce(MailBrief brief, QString model, int maxTokens, std::stop_token stop);
    Task<Result<>> note(MailBrief brief, QString model, Result<ClaudeAnswer> answer, AssistantCall::Outcome outcome);

    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    const Clock &m_clock;
    std::function<AssistantChoices()> m_choices;
};

} // namespace AlwaysLeads
