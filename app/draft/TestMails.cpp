#include "draft/TestMails.h"

#include "draft/DraftMessage.h"

namespace AlwaysLeads {

TestMails::TestMails(Database &database, const Clock &clock, MailTransport &transport, Account account)
    : m_database(database)
    , m_clock(clock)
    , m_transport(transport)
    , m_account(std::move(account))
{
}

Task<Result<QString>> TestMails::send(DraftId id, std::stop_token stop)
{
    auto reading = m_database.read<std::optional<Ready>>(
        [id, now = m_clock.now()](Connection &connection) -> Result<std::optional<Ready>> {
            Result<Draft> draft = DraftStore().find(connection, id);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            Result<DraftMessage> built = DraftMessages().build(connection, *draft);
            if (!built) {
                return failureOf(std::move(built));
            }
            OutgoingMessage message = built->message;
            message.to = message.from;
            message.messageId = newMessageId(built->mailbox.address);
            message.unsubscribeUrl.clear();
            message.references.clear();
            message.inReplyTo.clear();
            message.date = now;
            Result<QByteArray> mime = composeMime(message);
            if (!mime) {
                return failureOf(std::move(mime));
            }
            return std::optional<Ready>(Ready{built->mailbox.id, built->mailbox.address, *mime});
        });
    Result<std::optional<Ready>> ready = co_await reading;
    if (!ready) {
        co_return failureOf(std::move(ready));
    }
    const Ready mail = **ready;
    auto finding = m_account(mail.mailbox);
    Result<MailAccount> account = co_await finding;
    if (!account) {
        co_return failureOf(std::move(account));
    }
    const Envelope envelope{mail.address, mail.address, {}, {}};
    const std::function<void(HandOverStage)> nobody;
    auto handing = m_transport.handOver(*account, envelope, mail.mime, nobody, stop);
    HandOverOutcome outcome = co_await handing;
    if (outcome.verdict == HandOverOutcome::Verdict::Accepted) {
        co_return tr("Sent to %1. It is this mail, but for the receiver.").arg(mail.address.shown());
    }
    co_return failure(ErrorKind::Network,
                      outcome.verdict == HandOverOutcome::Verdict::Unknown ? tr(
                          "The line broke before the server said whether it took the test mail. Look in your inbox.")
                                                                           : outcome.message,
                      outcome.serverText);
}

} // namespace AlwaysLeads
