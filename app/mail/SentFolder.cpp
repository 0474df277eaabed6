#include "mail/SentFolder.h"

namespace AlwaysLeads {

Task<Result<SentFinding>> SentFolder::find(SoughtMail mail, std::stop_token stop)
{
    const QDateTime since = mail.handedOverAt.addSecs(-std::chrono::seconds(clockMargin).count());
    Result<bool> found = co_await contains(mail.messageId, since, stop);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    SentFinding finding;
    finding.hasLeft = *found;
    co_return Result<SentFinding>(finding);
}

} // namespace AlwaysLeads
