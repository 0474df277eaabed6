#include "cloudmail/GraphTransport.h"

#include "cloudmail/GraphMail.h"
#include "cloudmail/HandedMail.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;

constexpr qsizetype longestId = 500; // as of the ids that are asked for afterwards

HandOverOutcome left(const GraphMessage &message)
{
    HandOverOutcome outcome;
    outcome.verdict = Verdict::Accepted;
    outcome.stage = HandOverStage::Answered;
    outcome.remoteId = message.id;
    outcome.threadId = message.conversationId;
    return outcome;
}

/// Without its brackets; empty for what no mail can name.
QString bareId(const QString &messageId)
{
    const bool isId = messageId.size() > 2 && messageId.size() <= longestId && messageId.startsWith(QLatin1Char('<'))
        && messageId.endsWith(QLatin1Char('>'))
        && std::ranges::all_of(messageId, [](QChar c) { return c.unicode() > 0x20 && c.unicode() != 0x7f; });
    return isId ? messageId.sliced(1, messageId.size() - 2) : QString();
}

const CloudAccount *microsoftAccount(const MailAccount &account)
{
    const auto *cloud = std::get_if<CloudAccount>(&account);
    return cloud && cloud->service == CloudAccount::Service::Microsoft && cloud->token ? cloud : nullptr;
}

/// Makes a draft, has its id kept, and sends it.
Task<HandOverOutcome> sendDraft(GraphMail *graph, QByteArray mime, DraftKeeper keep,
                                std::function<void(HandOverStage)> reached, std::stop_token stop)
{
    CloudStep<GraphMessage> draft = co_await graph->create(mime, stop);
    if (!draft) {
        co_return draft.error().outcome;
    }
    const GraphMessage message = *draft;
    if (keep) {
        const RemoteMail named{message.id, message.conversationId, bareId(message.messageId)};
        auto keeping = keep(named);
        const Result<> kept = co_await keeping;
        if (!kept) {
            CloudStep<> removed = co_await graph->remove(message.id, stop); // if it fails, the next try does it
            Q_UNUSED(removed)
            co_return interrupted(kept.error(), HandOverStage::Body, false).outcome;
        }
    }
    reached(HandOverStage::AwaitingAnswer);
    CloudStep<> sent = co_await graph->send(message.id, stop);
    if (sent) {
        reached(HandOverStage::Answered);
        co_return left(message);
    }
    HandOverOutcome outcome = sent.error().outcome;
    outcome.remoteId = message.id;
    outcome.threadId = message.conversationId;
    if (outcome.verdict != Verdict::Unknown) {
        CloudStep<> removed = co_await graph->remove(message.id, stop); // if it fails, the next try does it
        Q_UNUSED(removed)
        co_return outcome;
    }
    CloudStep<GraphMessage> now = co_await graph->message(message.id, stop);
    if (now && !now->isDraft) {
        co_return left(*now);
    }
    if (now && outcome.code == 503) { // it said "not now", and the draft still lies there
        outcome.verdict = Verdict::RefusedForNow;
        outcome.stage = HandOverStage::Answered;
        outcome.message =
            GraphTransport::tr("Microsoft takes no mail at the moment (503). A later try follows by itself.");
    }
    co_return outcome;
}

/// For a sign-in that may do nothing else.
Task<HandOverOutcome> sendAtOnce(GraphMail *graph, QByteArray mime, std::function<void(HandOverStage)> reached,
                                 std::stop_token stop)
{
    reached(HandOverStage::AwaitingAnswer);
    CloudStep<> sent = co_await graph->sendMime(mime, stop);
    if (sent) {
        reached(HandOverStage::Answered);
        co_return left({});
    }
    HandOverOutcome outcome = sent.error().outcome;
    if (outcome.verdict == Verdict::Unknown) {
        sayNobodyCanLook(outcome);
    }
    co_return outcome;
}

} // namespace

GraphTransport::GraphTransport(HttpClient &http, Clock &clock, QUrl baseUrl)
    : m_http(http)
    , m_clock(clock)
    , m_baseUrl(std::move(baseUrl))
{
}

Task<HandOverOutcome> GraphTransport::handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                               std::function<void(HandOverStage)> reached, std::stop_token stop)
{
    const CloudAccount *cloud = microsoftAccount(account);
    if (!cloud) {
        co_return HandedMail::unfit(tr("This mailbox does not send by Microsoft."));
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
    GraphMail graph(m_http, m_clock, m_baseUrl, cloud->token);
    if (cloud->sendOnly) {
        reached(HandOverStage::Envelope);
        HandOverOutcome outcome = co_await sendAtOnce(&graph, mime, reached, stop);
        co_return outcome;
    }
    const QString messageId = mail->messageId();
    CloudStep<QList<GraphMessage>> found =
        co_await graph.findTries(messageId, envelope.remoteId, envelope.draftMessageId, stop);
    if (!found) {
        co_return found.error().outcome;
    }
    reached(HandOverStage::Envelope);
    const auto gone = std::ranges::find(*found, false, &GraphMessage::isDraft);
    if (gone != found->end()) {
        co_return left(*gone);
    }
    for (const GraphMessage &draft : std::as_const(*found)) {
        CloudStep<> removed = co_await graph.remove(draft.id, stop);
        if (!removed) {
            co_return removed.error().outcome;
        }
    }
    reached(HandOverStage::Body);
    HandOverOutcome outcome = co_await sendDraft(&graph, mime, cloud->keepDraft, reached, stop);
    co_return outcome;
}

Task<Result<>> GraphTransport::probe(MailAccount account, std::stop_token stop)
{
    const CloudAccount *cloud = microsoftAccount(account);
    if (!cloud) {
        co_return failure(ErrorKind::Bug, tr("This mailbox does not send by Microsoft."));
    }
    GraphMail graph(m_http, m_clock, m_baseUrl, cloud->token);
    CloudStep<> opened;
    if (cloud->sendOnly) {
        opened = co_await graph.openProfile(stop);
    } else {
        opened = co_await graph.openDrafts(stop);
    }
    if (!opened) {
        co_return tl::unexpected<Error>(opened.error().error());
    }
    co_return Result<>();
}

Task<Result<QString>> GraphTransport::keptMessageId(CloudAccount account, QString remoteId, std::stop_token stop)
{
    GraphMail graph(m_http, m_clock, m_baseUrl, account.token);
    CloudStep<GraphMessage> message = co_await graph.message(remoteId, stop);
    if (!message) {
        co_return tl::unexpected<Error>(message.error().error());
    }
    co_return Result<QString>(message->messageId);
}

} // namespace AlwaysLeads
