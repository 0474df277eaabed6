#include "draft/MailProofs.h"

#include "draft/DraftMessage.h"
#include "draft/DraftStore.h"
#include "draft/TemplateDrafting.h"
#include "lead/LeadStore.h"
#include "settings/SettingStore.h"

#include <utility>

namespace AlwaysLeads {

MailProofs::MailProofs(Database &database, const Clock &clock, MailTransport &transport, AccountSource account,
                       QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_transport(transport)
    , m_account(std::move(account))
{
}

Task<Result<QString>> MailProofs::footer()
{
    auto reading = m_database.read<QString>([](Connection &connection) -> Result<QString> {
        Result<SenderProfile> profile = SettingStore().senderProfile(connection);
        return profile ? Result<QString>(DraftMessages::footer(*profile)) : failureOf(std::move(profile));
    });
    Result<QString> footer = co_await reading;
    co_return footer;
}

Result<MailProofs::Proof> MailProofs::proofOf(Connection &connection, const Draft &draft, const QDateTime &now)
{
    Result<DraftMessage> built = DraftMessages().build(connection, draft);
    if (!built) {
        return failureOf(std::move(built));
    }
    Proof proof;
    proof.mailbox = built->mailbox.id;
    proof.message = built->message;
    proof.message.to = {built->sender.personName, built->mailbox.address};
    proof.message.messageId = newMessageId(built->mailbox.address);
    proof.message.inReplyTo.clear();
    proof.message.references.clear();
    proof.message.unsubscribeUrl.clear(); // a click in the proof must not say no for them
    proof.message.date = now;
    return proof;
}

Result<MailProofs::Proof> MailProofs::proofOf(Connection &connection, CampaignId campaign, StepId step, int variant,
                                              LeadId lead, const QDateTime &now)
{
    Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, campaign, step);
    if (!drafting) {
        return failureOf(std::move(drafting));
    }
    if (drafting->step().kind != StepKind::Mail) {
        return failure(ErrorKind::Refused, tr("This step is a task of yours, not a mail."));
    }
    Result<Lead> person = LeadStore().lead(connection, lead);
    if (!person) {
        return failureOf(std::move(person));
    }
    TemplateDrafting::Words words = drafting->words(*person, variant);
    if (words.problem.isEmpty() && words.subject.trimmed().isEmpty()) { // an answer in the thread of the first mail
        Result<TemplateDrafting> first = TemplateDrafting::open(connection, campaign);
        if (!first) {
            return failureOf(std::move(first));
        }
        const int theirs = first->step().current.variantFor(lead, first->step().id);
        words.subject = QStringLiteral("Re: ") + first->words(*person, theirs).subject;
    }
    if (!words.problem.isEmpty()) {
        return failure(ErrorKind::Invalid, words.problem);
    }
    Draft draft;
    draft.lead = lead;
    draft.campaign = campaign;
    draft.step = step;
    draft.version = drafting->step().current.version;
    draft.variant = variant;
    draft.subject = words.subject;
    draft.body = words.body;
    if (person->email) {
        draft.messageId = newMessageId(*person->email); // every mail has one; this one's is replaced below
    }
    return proofOf(connection, draft, now);
}

Task<Result<QString>> MailProofs::sendToMe(CampaignId campaign, StepId step, int variant, LeadId lead)
{
    return send([campaign, step, variant, lead, now = m_clock.now()](Connection &connection) {
        return proofOf(connection, campaign, step, variant, lead, now);
    });
}

Task<Result<QString>> MailProofs::sendDraftToMe(DraftId draft)
{
    return send([draft, now = m_clock.now()](Connection &connection) -> Result<Proof> {
        Result<Draft> found = DraftStore().find(connection, draft);
        return found ? proofOf(connection, *found, now) : failureOf(std::move(found));
    });
}

Task<Result<QString>> MailProofs::send(Writing writing)
{
    auto reading = m_database.read<Proof>(std::move(writing));
    Result<Proof> proof = co_await reading;
    if (!proof) {
        co_return failureOf(std::move(proof));
    }
    Result<QByteArray> mime = composeMime(proof->message);
    if (!mime) {
        co_return failureOf(std::move(mime));
    }
    auto asking = m_account(proof->mailbox);
    Result<MailAccount> account = co_await asking;
    if (!account) {
        co_return failureOf(std::move(account));
    }
    Envelope envelope;
    envelope.from = proof->message.from.address;
    envelope.to = proof->message.to.address;
    const std::function<void(HandOverStage)> reached = [](HandOverStage) {};
    auto handing = m_transport.handOver(*account, envelope, *mime, reached, std::stop_token());
    HandOverOutcome outcome = co_await handing;
    if (outcome.verdict == HandOverOutcome::Verdict::Accepted) {
        co_return envelope.to.shown();
    }
    if (outcome.verdict == HandOverOutcome::Verdict::Unknown) {
        co_return failure(
            ErrorKind::Network,
            tr("The connection broke when the test mail had just been handed over. Look whether it came."));
    }
    const ErrorKind kind = outcome.cause == HandOverOutcome::Cause::Network ? ErrorKind::Network : ErrorKind::Refused;
    co_return failure(kind, tr("The test mail did not leave. %1").arg(outcome.message), outcome.serverText);
}

} // namespace AlwaysLeads
