#include "assistant/Assistant.h"

#include "assistant/AssistantLog.h"
#include "assistant/MailPrompt.h"
#include "settings/Settings.h"

namespace AlwaysLeads {

namespace {

// A mail of 120 words needs about 300 tokens; the rest is for the model's thinking.
constexpr int usualRoom = 2048;
constexpr int moreRoom = 8192;

bool mayBeOnTheBill(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled
        || error.kind == ErrorKind::Invalid;
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
    CallCost total;
    for (const int room : {usualRoom, moreRoom}) {
        Result<> allowed = co_await m_budget.allow(m_settings.monthlyBudgetMicros());
        if (!allowed) {
            co_return failureOf(std::move(allowed));
        }
        ClaudeQuestion question = MailPrompt::question(brief, model, room);
        Attempt tried = co_await attempt(question, brief, heard, stop);
        total.micros += tried.cost.micros;
        total.priceKnown = total.priceKnown && tried.cost.priceKnown;
        if (tried.outcome == AssistantCall::Outcome::CutOff && room != moreRoom) {
            continue;
        }
        if (tried.mail) {
            tried.mail->costMicros = total.micros;
            tried.mail->priceKnown = total.priceKnown;
        }
        co_return tried.mail;
    }
    co_return failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
}

Task<Assistant::Attempt> Assistant::attempt(ClaudeQuestion question, MailBrief brief,
                                            std::function<void(QString)> heard, std::stop_token stop)
{
    Attempt made;
    AssistantCall call;
    call.draftId = brief.draftId;
    call.purpose = QStringLiteral("write mail");
    call.model = question.model;
    Result<ClaudeAnswer> answer = failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
    if (heard) {
        const std::function<void(QString)> soFar = [heard](const QString &text) { heard(MailPrompt::bodySoFar(text)); };
        auto asking = m_claude.stream(question, soFar, stop);
        answer = co_await asking;
    } else {
        auto asking = m_claude.messages(question, stop);
        answer = co_await asking;
    }
    call.at = m_clock.now();
    if (!answer) {
        made.outcome = AssistantCall::Outcome::NoAnswer;
        if (mayBeOnTheBill(answer.error())) {
            call.outcome = made.outcome;
            co_await note(call);
        }
        made.mail = failureOf(std::move(answer));
        co_return made;
    }
    if (!answer->model.isEmpty()) {
        call.model = answer->model;
    }
    made.cost = costOf(call.model, answer->usage);
    if (!made.cost.priceKnown) {
        qCWarning(assistantLog).noquote()
            << "no price is known for the model" << call.model << "- counted at the dearest";
    }
    switch (answer->ending) {
    case ClaudeAnswer::Ending::Refused:
        made.outcome = AssistantCall::Outcome::Refused;
        made.mail =
            failure(ErrorKind::Refused,
                    tr("Claude declined to write this mail. Nothing was changed. Change the template or the wish, or "
                       "write it yourself."),
                    QStringLiteral("refusal, category \"%1\", %2").arg(answer->refusalCategory, answer->requestId));
        break;
    case ClaudeAnswer::Ending::CutOff:
    case ClaudeAnswer::Ending::ContextFull:
        made.outcome = AssistantCall::Outcome::CutOff;
        made.mail =
            failure(ErrorKind::Invalid,
                    tr("Claude's answer was cut off twice. Shorten the template or the notes, or write it yourself."),
                    QStringLiteral("max_tokens %1, %2").arg(question.maxTokens).arg(answer->requestId));
        break;
    case ClaudeAnswer::Ending::Complete:
    case ClaudeAnswer::Ending::Other:
        made.mail = MailPrompt::mailFrom(*answer, brief);
        made.outcome = made.mail ? AssistantCall::Outcome::Used : AssistantCall::Outcome::Unusable;
        break;
    }
    if (made.mail) {
        made.mail->model = call.model;
    }
    call.requestId = answer->requestId;
    call.usage = answer->usage;
    call.costMicros = made.cost.micros;
    call.outcome = made.outcome;
    co_await note(call);
    co_return made;
}

Task<> Assistant::note(AssistantCall call)
{
    const Result<> recorded = co_await m_budget.record(call);
    if (!recorded) {
        // The text is paid for, so it is not thrown away. The next question fails on the same database before it costs
        // anything.
        qCWarning(assistantLog).noquote()
            << "a cost of" << call.costMicros << "millionths was not recorded:" << recorded.error().detail;
    }
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
