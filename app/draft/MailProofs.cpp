#include "draft/MailProofs.h"

#include "draft/DraftMessage.h"
#include "draft/TemplateDrafting.h"
#include "lead/LeadStore.h"
#include "settings/SettingStore.h"

#include <memory>
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

Result<OutgoingMessage> MailProofs::message(Connection &connection, CampaignId campaign, StepId step, int variant,
                                            LeadId lead, const QDateTime &now, MailboxId *mailbox)
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
    Result<DraftMessage> built = DraftMessages().build(connection, draft);
    if (!built) {
        return failureOf(std::move(built));
    }
    *mailbox = built->mailbox.id;
    OutgoingMessage message = built->message;
    message.to = {built->sender.personName, built->mailbox.address};
    message.messageId = newMessageId(built->mailbox.address);
    message.inReplyTo.clear();
    message.references.clear();
    message.unsubscribeUrl.clear(); // a click in the proof must not say no for them
    message.date = now;
    return message;
}

Task<Result<QString>> MailProofs::sendToMe(CampaignId campaign, StepId step, int variant, LeadId lead)
{
    auto mailbox = std::make_shared<MailboxId>();
    auto reading = m_database.read<OutgoingMessage>(
        [campaign, step, variant, lead, mailbox, now = m_clock.now()](Connection &connection) {
            return message(connection, campaign, step, variant, lead, now, mailbox.get());
        });
    Result<OutgoingMessage> mail = co_await reading;
    if (!mail) {
        co_return failureOf(std::move(mail));
    }
    Result<QByteArray> mime = composeMime(*mail);
    if (!mime) {
        co_return failureOf(std::move(mime));
    }
    auto asking = m_account(*mailbox);
    Result<MailAccount> account = co_await asking;
    if (!account) {
        co_return failureOf(std::move(account));
    }
    Envelope envelope;
    envelope.from = mail->from.address;
    envelope.to = mail->to.address;
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
