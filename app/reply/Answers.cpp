#include "reply/Answers.h"

#include "assistant/ClaudeClient.h"
#include "assistant/ClaudePrices.h"
#include "campaign/CampaignStore.h"
#include "draft/AnswerGaps.h"
#include "draft/ClaudeDrafting.h"
#include "draft/ClaudeOffer.h"
#include "draft/DraftStore.h"
#include "draft/DraftVersions.h"
#include "lead/LeadStore.h"
#include "mail/Message.h"
#include "mailbox/MailboxStore.h"
#include "outbox/SendLedger.h"
#include "reply/AnswerText.h"
#include "reply/MessageMatch.h"
#include "reply/ReplyMessage.h"
#include "settings/Settings.h"

#include <QCoroFuture>

#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int room = 4096; // tokens; the answer needs about 300, the rest is for the model's thinking
constexpr qsizetype mostReferences = 20; // the first and the latest are what threads are made of

/// The thread as the answer names it (RFC 5322 §3.6.4): theirs, then their mail.
QStringList referencesOf(const Reply &reply, const QByteArray &raw, const QString &ours)
{
    QStringList ids;
    QString own;
    if (const Result<ReplyMessage> message = readReply(raw)) {
        ids = message->references.isEmpty() ? message->inReplyTo : message->references;
        own = message->messageId;
    }
    if (ids.isEmpty() && !ours.isEmpty()) {
        ids += ours;
    }
    if (own.isEmpty() && !reply.messageKey.startsWith(QLatin1String("sha256:"))) {
        own = reply.messageKey;
    }
    if (!own.isEmpty()) {
        ids.removeAll(own);
        ids += own;
    }
    ids.removeIf([](const QString &id) { return id.contains(QLatin1Char(' ')) || id.size() > 500; });
    while (ids.size() > mostReferences) {
        ids.removeAt(1);
    }
    return ids;
}

} // namespace

Answers::Answers(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
                 const Settings &settings, HasKey hasKey, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_claude(claude)
    , m_budget(budget)
    , m_clock(clock)
    , m_settings(settings)
    , m_hasKey(std::move(hasKey))
{
}

Answers::Counted::Counted(Answers &answers)
    : m_answers(answers)
{
    ++m_answers.m_running;
}

Answers::Counted::~Counted()
{
    if (--m_answers.m_running == 0) {
        for (const std::shared_ptr<QPromise<void>> &promise : std::exchange(m_answers.m_closing, {})) {
            promise->finish();
        }
    }
}

Task<> Answers::close()
{
    m_stop.request_stop();
    if (m_running == 0) {
        co_return;
    }
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_closing.push_back(promise);
    QFuture<void> ended = promise->future();
    co_await ended;
}

QString Answers::subjectFor(const QString &subject)
{
    const QString base = baseSubject(cleanHeaderText(subject));
    return base.isEmpty() ? tr("Re: your mail") : QStringLiteral("Re: ") + base;
}

Result<Answers::Made> Answers::make(Connection &connection, ReplyId id, const QDateTime &notBefore,
                                    const QDateTime &now) const
{
    Result<Reply> reply = m_store.find(connection, id);
    if (!reply) {
        return failureOf(std::move(reply));
    }
    Result<std::optional<DraftId>> present = AnswerStore().draftFor(connection, id);
    if (!present) {
        return failureOf(std::move(present));
    }
    if (*present) {
        return Made{**present, false};
    }
    const Result<EmailAddress> address = EmailAddress::parse(reply->fromAddress);
    if (!isHuman(reply->value) || !address) {
        return failure(ErrorKind::Refused, tr("Nobody wrote this mail, so there is nobody to answer."));
    }
    if (reply->value == ReplyClass::OptOut) {
        return failure(ErrorKind::Refused, tr("They asked not to be written to."));
    }
    if (reply->lead.isNull() || reply->send.isNull()) {
        return failure(ErrorKind::Refused, tr("This person is not among your leads any more."));
    }
    Result<Lead> lead = LeadStore().lead(connection, reply->lead);
    Result<Send> send = SendLedger().find(connection, reply->send);
    if (!lead || !send) {
        return lead ? failureOf(std::move(send)) : failureOf(std::move(lead));
    }
    Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, send->mailbox);
    Result<QByteArray> raw = m_store.raw(connection, id);
    if (!mailbox || !raw) {
        return mailbox ? failureOf(std::move(raw)) : failureOf(std::move(mailbox));
    }
    if (!*mailbox) {
        return failure(ErrorKind::Refused, tr("The mailbox that wrote to them was removed. Add it again to answer."));
    }
    const Mailbox &from = **mailbox;
    const AnswerStore answers;
    Result<CampaignId> campaign =
        answers.campaignFor(connection, from.id, tr("Answers from %1").arg(from.address.shown()), now);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    const CampaignStore campaigns;
    Result<QList<CampaignStep>> steps = campaigns.allSteps(connection, *campaign);
    if (!steps) {
        return failureOf(std::move(steps));
    }
    // Not the first place: that counts as writing to somebody new.
    const int position = steps->isEmpty() ? 2 : steps->last().position + 1;
    const StepRule rule;
    Result<StepId> step = campaigns.addStep(connection, *campaign, StepKind::Mail, position, rule, now);
    if (!step) {
        return failureOf(std::move(step));
    }
    if (Result<> removed = campaigns.setRemoved(connection, *step, now); !removed) { // of no sequence
        return failureOf(std::move(removed));
    }
    const bool isColleague = address->toString() != send->to;
    const AnswerText text = notBefore.isValid() ? AnswerText::followUp(isColleague ? QString() : lead->firstName)
                                                : AnswerText::of(*reply, isColleague ? QString() : lead->firstName);
    Draft draft;
    draft.lead = reply->lead;
    draft.campaign = *campaign;
    draft.step = *step;
    draft.state = text.missing.isEmpty() ? DraftState::Ready : DraftState::Blocked;
    draft.reason = text.missing;
    draft.subject = subjectFor(reply->subject);
    draft.body = text.body;
    draft.writtenSubject = draft.subject;
    draft.writtenBody = draft.body;
    draft.messageId = newMessageId(from.address);
    draft.dueAt = notBefore;
    draft.createdAt = now;
    draft.updatedAt = now;
    Result<DraftId> added = DraftStore().add(connection, draft);
    if (!added) {
        return failureOf(std::move(added));
    }
    AnswerTie tie;
    tie.reply = id;
    tie.to = Correspondent{cleanHeaderText(reply->fromName), *address};
    tie.references = referencesOf(*reply, *raw, send->keptMessageId.isEmpty() ? send->messageId : send->keptMessageId);
    if (Result<> tied = answers.add(connection, *added, tie); !tied) {
        return failureOf(std::move(tied));
    }
    return Made{*added, true};
}

Task<Result<DraftId>> Answers::suggest(ReplyId reply)
{
    const Counted counted(*this);
    if (m_writing.contains(reply)) {
        co_return failure(ErrorKind::Refused, tr("It is being written."));
    }
    m_writing.insert(reply);
    auto writing = m_database.write<Made>(
        [this, reply, now = m_clock.now()](Connection &connection) { return make(connection, reply, {}, now); });
    Result<Made> made = co_await writing;
    if (made && made->isNew) {
        auto asking = m_hasKey();
        const Result<bool> hasKey = co_await asking;
        if (hasKey && *hasKey) {
            auto claude = settled(claudeWrites(made->draft, m_stop.get_token()));
            const Result<> written = co_await claude;
            Q_UNUSED(written) // the plain sentences stay, and say what is missing
        }
    }
    m_writing.remove(reply);
    if (!made) {
        co_return failureOf(std::move(made));
    }
    Q_EMIT changed();
    const DraftId draft = made->draft;
    co_return draft;
}

Task<Result<DraftId>> Answers::followUp(ReplyId reply, QDateTime when)
{
    const Counted counted(*this);
    auto writing = m_database.write<Made>([this, reply, when, now = m_clock.now()](Connection &connection) {
        return make(connection, reply, when, now);
    });
    Result<Made> made = co_await writing;
    if (!made) {
        co_return failureOf(std::move(made));
    }
    Q_EMIT changed();
    const DraftId draft = made->draft;
    co_return draft;
}

Task<Result<>> Answers::rewrite(DraftId draft)
{
    const Counted counted(*this);
    auto asking = m_hasKey();
    const Result<bool> hasKey = co_await asking;
    if (hasKey && !*hasKey) {
        co_return failure(ErrorKind::SignedOut, tr("Add your Claude key in Settings, then Claude can write answers."));
    }
    auto claude = settled(claudeWrites(draft, m_stop.get_token()));
    Result<> written = co_await claude;
    if (written) {
        Q_EMIT changed();
    }
    co_return written;
}

Result<AnswerPrompt::Brief> Answers::briefFor(Connection &connection, const Draft &draft, const QDate &today)
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

Result<bool> Answers::keep(Connection &connection, const Draft &asked, const WrittenMail &mail,
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

Task<Result<>> Answers::claudeWrites(DraftId id, std::stop_token stop)
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
        Q_EMIT changed();
        co_return tl::unexpected<Error>(ClaudeOffer::standsAside());
    }
    co_return Result<>();
}

Task<Result<std::optional<ReplyId>>> Answers::lastTyped()
{
    auto reading = m_database.read<std::optional<ReplyId>>(
        [](Connection &connection) { return AnswerStore().lastTyped(connection); });
    Result<std::optional<ReplyId>> reply = co_await reading;
    co_return reply;
}

Task<Result<WrittenMail>> Answers::ask(AnswerPrompt::Brief brief, DraftId draft, std::stop_token stop)
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
        const ErrorKind kind = answer.error().kind;
        mayBeOnTheBill = kind == ErrorKind::Invalid || kind == ErrorKind::Network || kind == ErrorKind::Timeout
            || kind == ErrorKind::Cancelled;
        call.outcome = AssistantCall::Outcome::NoAnswer;
        mail = failureOf(std::move(answer));
    } else {
        call.model = answer->model.isEmpty() ? model : answer->model;
        call.requestId = answer->requestId;
        call.usage = answer->usage;
        call.costMicros = costOf(call.model, answer->usage).micros;
        const bool isCut =
            answer->ending == ClaudeAnswer::Ending::CutOff || answer->ending == ClaudeAnswer::Ending::ContextFull;
        if (answer->ending == ClaudeAnswer::Ending::Refused) {
            call.outcome = AssistantCall::Outcome::Refused;
            mail = failure(ErrorKind::Refused, tr("Claude declined to answer this mail. Write it yourself."));
        } else if (isCut) {
            call.outcome = AssistantCall::Outcome::CutOff;
        } else {
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
