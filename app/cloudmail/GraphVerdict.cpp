#include "cloudmail/GraphVerdict.h"

#include "cloudmail/ServiceError.h"
#include "net/HttpMessage.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

struct GraphVerdict
{
    Q_DECLARE_TR_FUNCTIONS(GraphVerdict)
};

HandOverStage stageOf(GraphCall call)
{
    switch (call) {
    case GraphCall::Create:
        return HandOverStage::Body;
    case GraphCall::Send:
    case GraphCall::SendMime:
        return HandOverStage::Answered;
    case GraphCall::Find:
    case GraphCall::Other:
        break;
    }
    return HandOverStage::SigningIn; // nothing was said of the mail yet
}

void blameMail(CloudProblem &problem, Verdict verdict, Cause cause, const QString &sentence)
{
    problem.outcome.verdict = verdict;
    problem.outcome.cause = cause;
    problem.outcome.message = sentence;
}

/// Said of who sends, whatever the mail (Exchange Online limits; "Fix NDR error 5.1.8", "5.7.5xx", "5.7.7xx").
bool isSubmissionQuota(const ServiceError &error)
{
    return error.has("ErrorSubmissionQuotaExceeded") || error.mentions("SubmissionQuotaExceeded")
        || error.mentions("5.7.232") || error.mentions("5.7.233");
}

bool isSendingBlocked(const ServiceError &error)
{
    static const QRegularExpression blocked(QStringLiteral("\\b5\\.(?:1\\.8|2\\.25[1-5]|7\\.50\\d|7\\.7\\d\\d)\\b"));
    return error.has("ErrorMessageSubmissionBlocked") || error.has("ErrorAccountSuspend")
        || blocked.match(error.text).hasMatch();
}

/// The codes that say more than the status they come with.
bool judgeByCode(CloudProblem &problem, const ServiceError &error)
{
    const int status = problem.outcome.code;
    if (error.has("ErrorInvalidRecipients")) {
        blameMail(problem, Verdict::RefusedForGood, Cause::Recipient,
                  GraphVerdict::tr("Microsoft says that this address cannot be written to (%1).").arg(status));
    } else if (error.has("ErrorSendAsDenied")) {
        problem.blameMailbox(
            GraphVerdict::tr("Microsoft does not let this account send with the mailbox's address (%1). Sign in "
                             "with the account the address belongs to, or ask your administrator for the "
                             "right to send as it.")
                .arg(status));
    } else if (error.has("ErrorExceededMessageLimit")) {
        problem.blameMailbox(
            GraphVerdict::tr("This mailbox has sent as many mails today as Microsoft allows (%1). Let it rest "
                             "until tomorrow, then resume it.")
                .arg(status));
    } else if (isSubmissionQuota(error)) {
        problem.blameMailbox(
            GraphVerdict::tr("This mailbox has sent as many mails as Microsoft allows (%1). Let it rest until "
                             "tomorrow, then resume it.")
                .arg(status));
    } else if (isSendingBlocked(error)) {
        problem.blameMailbox(
            GraphVerdict::tr("Microsoft has stopped this mailbox from sending (%1). Sign in to Outlook on the "
                             "web and see what it asks for, then resume the mailbox.")
                .arg(status));
    } else if (error.has("ErrorQuotaExceeded") || status == 507) {
        problem.blameMailbox(
            GraphVerdict::tr("This mailbox is full (%1). Delete something in Outlook, then resume the mailbox.")
                .arg(status));
    } else if (error.has("MailboxNotEnabledForRESTAPI") || error.has("MailboxNotHostedInExchangeOnline")) {
        problem.blameMailbox(
            GraphVerdict::tr("This account has no mailbox at Microsoft (%1): it lies on a server of its "
                             "company or has no licence. Connect it by SMTP instead.")
                .arg(status));
    } else {
        return false;
    }
    return true;
}

void judgeByStatus(CloudProblem &problem, GraphCall call)
{
    const int status = problem.outcome.code;
    switch (status) {
    case 401:
        problem.kind = ErrorKind::SignedOut;
        problem.blameMailbox(
            GraphVerdict::tr("Microsoft does not accept the sign-in of this mailbox any more (%1). Sign in "
                             "again in Settings, under Mailboxes.")
                .arg(status),
            MailboxRemedy::SignIn);
        return;
    case 403:
        problem.kind = ErrorKind::SignedOut;
        problem.blameMailbox(
            (call == GraphCall::SendMime
                 ? GraphVerdict::tr("Microsoft does not let this program send from the mailbox (%1). Sign in again in "
                                    "Settings and allow it to send mail; in a company an administrator may have to "
                                    "allow it first.")
                 : GraphVerdict::tr("Microsoft does not let this program use the mailbox (%1). Sign in again in "
                                    "Settings and allow it to read and send mail; in a company an administrator may "
                                    "have to allow it first, or let the mailbox only send."))
                .arg(status),
            MailboxRemedy::Allow);
        return;
    case 413:
        blameMail(problem, Verdict::RefusedForGood, Cause::Server,
                  GraphVerdict::tr("The mail is larger than Microsoft takes (%1). Make it shorter.").arg(status));
        return;
    case 429:
        problem.slowDown(
            GraphVerdict::tr("Microsoft asks this mailbox to slow down (%1). It goes on by itself.").arg(status));
        return;
    default:
        break;
    }
    const bool hasDraft = call != GraphCall::SendMime;
    if (hasDraft && (status == 404 || status == 409 || status == 412)) { // the draft went, or changed under our hands
        blameMail(problem, Verdict::RefusedForNow, Cause::Server,
                  GraphVerdict::tr("The draft of this mail was changed or deleted before it left (%1). A later try "
                                   "follows by itself.")
                      .arg(status));
    } else if (status >= 400 && status < 500 && status != 408) {
        blameMail(problem, Verdict::RefusedForGood, Cause::Server,
                  GraphVerdict::tr("Microsoft could not take this mail (%1).").arg(status));
    } else {
        problem.kind = ErrorKind::Network;
        blameMail(
            problem, Verdict::RefusedForNow, Cause::Server,
            GraphVerdict::tr("Microsoft has trouble of its own (%1). A later try follows by itself.").arg(status));
    }
}

} // namespace

CloudProblem graphRefusal(const HttpResponse &response, GraphCall call)
{
    const ServiceError error = ServiceError::fromGraph(response.body);
    const int status = response.status;
    const bool saysNo = status >= 400 && status < 500 && status != 408;
    const bool sends = call == GraphCall::Send || call == GraphCall::SendMime;
    if (sends && !saysNo && status != 507) {
        return unclear(status, error.words());
    }
    CloudProblem problem;
    problem.kind = ErrorKind::Refused;
    problem.outcome.stage = stageOf(call);
    problem.outcome.code = status;
    problem.outcome.serverText = error.words();
    problem.outcome.retryAfter =
        std::chrono::ceil<std::chrono::seconds>(response.retryAfter.value_or(std::chrono::milliseconds(0)));
    if (!judgeByCode(problem, error)) {
        judgeByStatus(problem, call);
    }
    return problem;
}

} // namespace AlwaysLeads
