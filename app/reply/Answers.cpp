#include "reply/Answers.h"

#include "campaign/CampaignStore.h"
#include "draft/AnswerStore.h"
#include "draft/DraftStore.h"
#include "lead/LeadStore.h"
#include "mail/Message.h"
#include "mailbox/MailboxStore.h"
#include "outbox/SendLedger.h"
#include "reply/AnswerText.h"
#include "reply/MessageMatch.h"
#include "reply/ReplyMessage.h"

#include <QCoroFuture>

#include <utility>

namespace AlwaysLeads {

namespace {

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
    , m_clock(clock)
    , m_hasKey(std::move(hasKey))
    , m_writer(database, claude, budget, clock, settings)
{
    connect(&m_writer, &AnswerWriter::offered, this, &Answers::changed);
    connect(&m_writer, &AnswerWriter::spentChanged, this, &Answers::spentChanged);
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
            auto claude = settled(m_writer.write(made->draft, m_stop.get_token()));
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
    auto claude = settled(m_writer.write(draft, m_stop.get_token()));
    Result<> written = co_await claude;
    if (written) {
        Q_EMIT changed();
    }
    co_return written;
}

Task<Result<std::optional<ReplyId>>> Answers::lastTyped()
{
    auto reading = m_database.read<std::optional<ReplyId>>(
        [](Connection &connection) { return AnswerStore().lastTyped(connection); });
    Result<std::optional<ReplyId>> reply = co_await reading;
    co_return reply;
}

} // namespace AlwaysLeads
