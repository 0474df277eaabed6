#include "cloudmail/GmailTransport.h"

#include "cloudmail/GmailMail.h"
#include "cloudmail/HandedMail.h"

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;

HandOverOutcome left(const GmailMessage &message)
{
    HandOverOutcome outcome;
    outcome.verdict = Verdict::Accepted;
    outcome.stage = HandOverStage::Answered;
    outcome.remoteId = message.id;
    outcome.threadId = message.threadId;
    return outcome;
}

const CloudAccount *googleAccount(const MailAccount &account)
{
    const auto *cloud = std::get_if<CloudAccount>(&account);
    return cloud && cloud->service == CloudAccount::Service::Google && cloud->token ? cloud : nullptr;
}

} // namespace

GmailTransport::GmailTransport(HttpClient &http, Clock &clock, QUrl baseUrl)
    : m_http(http)
    , m_clock(clock)
    , m_baseUrl(std::move(baseUrl))
{
}

Task<HandOverOutcome> GmailTransport::handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                               std::function<void(HandOverStage)> reached, std::stop_token stop)
{
    const CloudAccount *cloud = googleAccount(account);
    if (!cloud) {
        co_return HandedMail::unfit(tr("This mailbox does not send by Gmail."));
    }
    const CloudStep<HandedMail> mail = HandedMail::read(envelope, mime);
    if (!mail) {
        co_return mail.error().outcome;
    }
    if (!reached) {
        reached = [](HandOverStage) {};
    }
    reached(HandOverStage::Connecting);
    reached(HandOverStage::SigningIn);
    GmailMail gmail(m_http, m_clock, m_baseUrl, cloud->token);
    const QString messageId = mail->messageId();
    CloudStep<std::optional<GmailMessage>> earlier;
    if (!cloud->sendOnly) {
        earlier = co_await gmail.findHandedOver(messageId, envelope.mayHaveLeftAt, stop);
    }
    const bool mayLook = !cloud->sendOnly && (earlier || !earlier.error().lacksScope);
    if (mayLook && !earlier) {
        co_return earlier.error().outcome;
    }
    reached(HandOverStage::Envelope);
    if (earlier && *earlier) {
        co_return left(**earlier);
    }
    reached(HandOverStage::AwaitingAnswer);
    CloudStep<GmailMessage> sent = co_await gmail.send(mime, envelope.threadId, stop);
    if (!sent && sent.error().outcome.code == 404 && !envelope.threadId.isEmpty()) {
        const QString newConversation;
        sent = co_await gmail.send(mime, newConversation, stop);
    }
    if (sent) {
        reached(HandOverStage::Answered);
        co_return left(*sent);
    }
    HandOverOutcome outcome = sent.error().outcome;
    if (outcome.verdict == Verdict::Unknown && mayLook) {
        CloudStep<std::optional<GmailMessage>> now = co_await gmail.findSent(messageId, stop);
        if (now && *now) {
            co_return left(**now);
        }
    } else if (outcome.verdict == Verdict::Unknown) {
        sayNobodyCanLook(outcome);
    }
    co_return outcome;
}

Task<Result<>> GmailTransport::probe(MailAccount account, std::stop_token stop)
{
    const CloudAccount *cloud = googleAccount(account);
    if (!cloud) {
        co_return failure(ErrorKind::Bug, tr("This mailbox does not send by Gmail."));
    }
    if (cloud->sendOnly) { // its address was in its id_token; no call but that to send is open to it
        auto asking = cloud->token(false);
        const Result<QString> token = co_await asking;
        co_return token ? Result<>() : Result<>(failureOf(Result<QString>(token)));
    }
    GmailMail gmail(m_http, m_clock, m_baseUrl, cloud->token);
    CloudStep<QString> address = co_await gmail.address(stop);
    if (!address && address.error().lacksScope) {
        co_return Result<>();
    }
    if (!address) {
        co_return tl::unexpected<Error>(address.error().error());
    }
    const Result<EmailAddress> signedIn = EmailAddress::parse(*address);
    if (!signedIn || *signedIn != cloud->address) {
        co_return failure(
            ErrorKind::Invalid,
            tr("You are signed in to Google as %1, but this mailbox is %2. Sign in again with the account "
               "of this mailbox.")
                .arg(signedIn ? signedIn->shown() : tr("another account"), cloud->address.shown()));
    }
    co_return Result<>();
}

Task<Result<QString>> GmailTransport::keptMessageId(CloudAccount account, QString remoteId, std::stop_token stop)
{
    GmailMail gmail(m_http, m_clock, m_baseUrl, account.token);
    CloudStep<GmailMessageIds> ids = co_await gmail.messageIds(remoteId, stop);
    if (!ids) {
        co_return tl::unexpected<Error>(ids.error().error());
    }
    co_return Result<QString>(ids->kept);
}

} // namespace AlwaysLeads
