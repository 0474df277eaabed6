#include "reply/AnswerWriter.h"

#include "assistant/ClaudeClient.h"
#include "draft/AnswerGaps.h"
#include "draft/AnswerStore.h"
#include "draft/ClaudeDrafting.h"
#include "draft/ClaudeOffer.h"
#include "draft/DraftStore.h"
#include "draft/DraftVersions.h"
#include "lead/LeadStore.h"
#include "outbox/SendLedger.h"
#include "reply/ReplyStore.h"
#include "settings/Settings.h"

#include <memory>

namespace AlwaysLeads {

namespace {
constexpr int room = 4096; // tokens; the answer needs about 300, the rest is for the model's thinking
}

AnswerWriter::AnswerWriter(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
                           const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_settings(settings)
{
}

Result<AnswerPrompt::Brief> AnswerWriter::briefFor(Connection &connection, const Draft &draft, const QDate &today)
{
    AnswerPrompt::Brief brief;
    brief.today = today;
    Result<std::optional<AnswerTie>> tie = AnswerStore().find(connection, draft.id);
    if (!tie) {
        return failureOf(std::move(tie));
    }
    if (!*tie) {
        return failure(ErrorKind::NotFound, tr("This is not an answer."));
    }
    const ReplyStore replies;
    Result<Reply> reply = replies.find(connection, (*tie)->reply);
    if (!reply) {
        return failureOf(std::move(reply));
    }
    brief.theirMail = reply->newText;
    brief.value = reply->value;
    if (!reply->send.isNull()) {
        Result<Send> send = SendLedger().find(connection, reply->send);
        Result<Draft> ours = send ? DraftStore().find(connection, send->draft) : failureOf(std::move(send));
        if (ours) {
            brief.ourMail = ours->body;
        }
    }
    Result<Lead> lead = LeadStore().lead(connection, draft.lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Result<MailAuthor> sender = ClaudeDrafting::author(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    brief.reader.sender = *sender;
    brief.reader.facts = ClaudeDrafting::factsAbout(*lead);
    brief.reader.language = lead->language;
    return brief;
}

Result<bool> AnswerWriter::keep(Connection &connection, const Draft &asked, const WrittenMail &mail,
                                const AnswerPrompt::Brief &brief, const QDateTime &now)
{
    Result<Draft> found = DraftStore().find(connection, asked.id);
    if (!found) {
        return failureOf(std::move(found));
    }
    if (found->state != DraftState::Ready && found->state != DraftState::Blocked
        && found->state != DraftState::Lapsed) {
        return failure(ErrorKind::Refused, tr("This answer was decided meanwhile."));
    }
    const DraftVersionStore versions;
    if (Result<> noted = versions.note(connection, *found, {}, now); !noted) {
        return failureOf(std::move(noted));
    }
    Draft draft = *found;
    draft.body = mail.body;
    draft.writtenBody = mail.body;
    draft.writtenSubject = draft.subject;
    draft.origin = DraftOrigin::Claude;
    draft.facts.prompt = mail.prompt;
    draft.facts.offer = 0;
    draft.facts.sentences.clear();
    for (const WrittenSentence &sentence : mail.sentences) {
        draft.facts.sentences.append({sentence, false});
    }
    draft.facts.used.clear();
    for (const KnownFact &fact : brief.reader.facts) {
        if (mail.usedFacts.contains(fact.name)) {
            draft.facts.used.insert(fact.name, fact.value);
        }
    }
    Result<bool> isOffer = ClaudeOffer::isDue(connection, *found, asked);
    if (!isOffer) {
        return isOffer;
    }
    if (*isOffer) {
        return ClaudeOffer::put(connection, *found, draft, {}, now).map([](const Draft &) { return true; });
    }
    const QString gap = AnswerGaps::in(draft);
    draft.state = gap.isEmpty() ? DraftState::Ready : DraftState::Blocked;
    draft.reason = gap;
    draft.updatedAt = now;
    if (Result<> saved = DraftStore().save(connection, draft); !saved) {
        return failureOf(std::move(saved));
    }
    return versions.note(connection, draft, {}, now).map([] { return false; });
}

Task<Result<>> AnswerWriter::write(DraftId id, std::stop_token stop)
{
    const auto asked = std::make_shared<Draft>(); // as it was when Claude began
    auto reading = m_database.read<AnswerPrompt::Brief>(
        [id, asked, today = m_clock.now().toLocalTime().date()](Connection &connection) -> Result<AnswerPrompt::Brief> {
            Result<Draft> draft = DraftStore().find(connection, id);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            *asked = *draft;
            return briefFor(connection, *draft, today);
        });
    Result<AnswerPrompt::Brief> about = co_await reading;
    if (!about) {
        co_return failureOf(std::move(about));
    }
    auto asking = ask(*about, id, stop);
    Result<WrittenMail> mail = co_await asking;
    if (!mail) {
        co_return failureOf(std::move(mail));
    }
    auto writing =
        m_database.write<bool>([asked, mail = *mail, about = *about, now = m_clock.now()](Connection &connection) {
            return keep(connection, *asked, mail, about, now);
        });
    Result<bool> isOffer = co_await writing;
    if (!isOffer) {
        co_return failureOf(std::move(isOffer));
    }
    if (*isOffer) {
        Q_EMIT offered();
        co_return tl::unexpected<Error>(ClaudeOffer::standsAside());
    }
    co_return Result<>();
}

Task<Result<WrittenMail>> AnswerWriter::ask(AnswerPrompt::Brief brief, DraftId draft, std::stop_token stop)
{
    Result<> allowed = co_await m_budget.allow(m_settings.monthlyBudgetMicros());
    if (!allowed) {
        co_return failureOf(std::move(allowed));
    }
    const QString model = m_settings.claudeModel();
    ClaudeQuestion question = AnswerPrompt::question(brief, model, room);
    Result<ClaudeAnswer> answer = co_await m_claude.messages(question, stop);
    AssistantCall call;
    call.draftId = draft.value();
    call.purpose = QStringLiteral("answer reply");
    call.model = model;
    call.at = m_clock.now();
    Result<WrittenMail> mail = failure(ErrorKind::Invalid, tr("Claude gave no usable answer. Write it yourself."));
    bool mayBeOnTheBill = true;
    if (!answer) {
        mayBeOnTheBill = AssistantCall::mayBeOnTheBill(answer.error());
        call.outcome = AssistantCall::Outcome::NoAnswer;
        mail = failureOf(std::move(answer));
    } else {
        call.take(*answer);
        if (call.outcome == AssistantCall::Outcome::Refused) {
            mail = failure(ErrorKind::Refused, tr("Claude declined to answer this mail. Write it yourself."));
        } else if (call.outcome == AssistantCall::Outcome::Used) {
            mail = AnswerPrompt::mailFrom(*answer, brief);
            call.outcome = mail ? AssistantCall::Outcome::Used : AssistantCall::Outcome::Unusable;
        }
    }
    if (mayBeOnTheBill) {
        const Result<> recorded = co_await m_budget.record(call);
        Q_UNUSED(recorded) // the text is paid for, so it is not thrown away
        Q_EMIT spentChanged();
    }
    co_return mail;
}

} // namespace AlwaysLeads
