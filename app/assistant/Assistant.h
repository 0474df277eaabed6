#pragma once

#include "assistant/AssistantBudget.h"
#include "assistant/ClaudeClient.h"
#include "assistant/ClaudePrices.h"
#include "assistant/MailBrief.h"
#include "assistant/QuestionCost.h"
#include "base/Task.h"

#include <QCoreApplication>
#include <QObject>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

class Settings;

/// Lets Claude write. Without a saved key every call fails with ErrorKind::SignedOut, and the template alone writes.
class Assistant : public QObject
{
    Q_OBJECT
public:
    Assistant(ClaudeClient &claude, AssistantBudget &budget, const Clock &clock, const Settings &settings,
              QObject *parent = nullptr);

    /// Writes one mail. A cut answer is asked for once more with more room. Refused, Invalid: Claude said no, or what
    /// came back cannot be used; the draft stays as the template made it.
    Task<Result<WrittenMail>> writeMail(MailBrief brief, std::stop_token stop = {});
    /// The same, and `heard` gets the body so far each time more of it came. What is heard is not checked yet: show it,
    /// keep only what is returned.
    Task<Result<WrittenMail>> streamMail(MailBrief brief, std::function<void(QString)> heard,
                                         std::stop_token stop = {});
    /// Asks the service whether it accepts this key. Costs nothing.
    Task<Result<QList<ClaudeModel>>> checkKey(QString key, std::stop_token stop = {});
    Task<Result<qint64>> spentThisMonth();

    /// What writing this mail would cost at once, a second try with more room included in the most.
    static QuestionCost costBefore(const MailBrief &brief, const QString &model);

    /// The call as it stands in the bill, and what it came to.
    struct Written
    {
        AssistantCall call;
        Result<WrittenMail> mail;
    };
    /// What an answer is worth, of a single question or of one in a batch.
    static Written read(const ClaudeAnswer &answer, const MailBrief &brief, const QString &model, const QDateTime &now);

Q_SIGNALS:
    /// After each call that may be on the bill.
    void spentChanged();

private:
    Task<Written> attempt(ClaudeQuestion question, MailBrief brief, std::function<void(QString)> heard,
                          std::stop_token stop);
    Task<> note(AssistantCall call);

    ClaudeClient &m_claude;
    AssistantBudget &m_budget;
    const Clock &m_clock;
    const Settings &m_settings;
};

} // namespace AlwaysLeads
