#include "assistant/Assistant.h"

#include "assistant/MailPrompt.h"
#include "settings/Settings.h"

namespace AlwaysLeads {

namespace {

// A mail of 120 words needs about 300 tokens; the rest is for the model's thinking.
constexpr int usualRoom = 2048;
constexpr int moreRoom = 8192;

AssistantCall callFor(const MailBrief &brief, const QString &model, const QDateTime &now)
{
    AssistantCall call;
    call.draftId = brief.draftId;
    call.purpose = brief.claude.isEmpty() ? QStringLiteral("write mail") : QStringLiteral("write mail places");
    call.model = model;
    call.at = now;
    return call;
}

} // namespace

Assistant::Assistant(ClaudeClient &claude, AssistantBudget &budget, const Clock &clock, const Settings &settings,
                     QObject *parent)
    : QObject(parent)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_settings(settings)
{
}

Task<Result<WrittenMail>> Assistant::writeMail(MailBrief brief, std::stop_token stop)
{
    const std::function<void(QString)> nobody;
    auto writing = streamMail(brief, nobody, stop);
    Result<WrittenMail> mail = co_await writing;
    co_return mail;
}

Task<Result<WrittenMail>> Assistant::streamMail(MailBrief brief, std::function<void(QString)> heard,
                                                std::stop_token stop)
{
    const QString model = m_settings.claudeModel();
    qint64 cost = 0;
    bool priceKnown = true;
    for (const int room : {usualRoom, moreRoom}) {
        Result<> allowed = co_await m_budget.allow(m_settings.monthlyBudgetMicros());
        if (!allowed) {
            co_return failureOf(std::move(allowed));
        }
        ClaudeQuestion question = MailPrompt::question(brief, model, room);
        Written tried = co_await attempt(question, brief, heard, stop);
        cost += tried.call.costMicros;
        priceKnown = priceKnown && (!tried.mail || tried.mail->priceKnown);
        if (tried.call.outcome == AssistantCall::Outcome::CutOff && room != moreRoom) {
            continue;
        }
        if (tried.mail) {
            tried.mail->costMicros = cost;
            tried.mail->priceKnown = priceKnown;
        }
        co_return tried.mail;
    }
    co_return failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
}

Task<Assistant::Written> Assistant::attempt(ClaudeQuestion question, MailBrief brief,
                                            std::function<void(QString)> heard, std::stop_token stop)
{
    Result<ClaudeAnswer> answer = failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
    if (heard) {
        const std::function<void(QString)> soFar = [heard, brief](const QString &text) {
            heard(MailPrompt::bodySoFar(text, brief));
        };
        auto asking = m_claude.stream(question, soFar, stop);
        answer = co_await asking;
    } else {
        auto asking = m_claude.messages(question, stop);
        answer = co_await asking;
    }
    Written made;
    if (answer) {
        made = read(*answer, brief, question.model, m_clock.now());
        co_await note(made.call);
        co_return made;
    }
    made.call = callFor(brief, question.model, m_clock.now());
    made.call.outcome = AssistantCall::Outcome::NoAnswer;
    if (AssistantCall::mayBeOnTheBill(answer.error())) {
        co_await note(made.call);
    }
    made.mail = failureOf(std::move(answer));
    co_return made;
}

QuestionCost Assistant::costBefore(const MailBrief &brief, const QString &model)
{
    QuestionCost cost =
        AlwaysLeads::costBefore(MailPrompt::question(brief, model, usualRoom), false, MailPrompt::likelyAnswer);
    cost.mostMicros += AlwaysLeads::costBefore(MailPrompt::question(brief, model, moreRoom), false).mostMicros;
    return cost;
}

Assistant::Written Assistant::read(const ClaudeAnswer &answer, const MailBrief &brief, const QString &model,
                                   const QDateTime &now)
{
    Written made;
    made.call = callFor(brief, model, now);
    const CallCost cost = made.call.take(answer);
    switch (made.call.outcome) {
    case AssistantCall::Outcome::Refused:
        made.mail =
            failure(ErrorKind::Refused,
                    tr("Claude declined to write this mail. Nothing was changed. Change the template or the wish, or "
                       "write it yourself."),
                    QStringLiteral("refusal, category \"%1\", %2").arg(answer.refusalCategory, answer.requestId));
        break;
    case AssistantCall::Outcome::CutOff:
        made.mail = failure(
            ErrorKind::Invalid,
            answer.usage.inBatch
                ? tr("Claude's answer was cut off. Try this draft again: then it gets more room.")
                : tr("Claude's answer was cut off twice. Shorten the template or the notes, or write it yourself."),
            answer.requestId);
        break;
    default:
        made.mail = MailPrompt::mailFrom(answer, brief);
        made.call.outcome = made.mail ? AssistantCall::Outcome::Used : AssistantCall::Outcome::Unusable;
        break;
    }
    if (made.mail) {
        made.mail->model = made.call.model;
        made.mail->costMicros = cost.micros;
        made.mail->priceKnown = cost.priceKnown;
    }
    return made;
}

Task<> Assistant::note(AssistantCall call)
{
    const Result<> recorded = co_await m_budget.record(call);
    Q_UNUSED(recorded) // the text is paid for, so it is not thrown away
    Q_EMIT spentChanged();
}

Task<Result<QList<ClaudeModel>>> Assistant::checkKey(QString key, std::stop_token stop)
{
    return m_claude.models(key, stop);
}

Task<Result<qint64>> Assistant::spentThisMonth()
{
    return m_budget.spentThisMonth();
}

} // namespace AlwaysLeads
