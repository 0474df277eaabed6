#include "cloudmail/GmailVerdict.h"

#include "cloudmail/ServiceError.h"
#include "net/HttpMessage.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

/// A cap that ends sooner is waited out without stopping the mailbox.
constexpr qint64 shortCapSeconds = 15 * 60;

struct GmailVerdict
{
    Q_DECLARE_TR_FUNCTIONS(GmailVerdict)
};

void blameMail(CloudProblem &problem, Verdict verdict, Cause cause, const QString &sentence)
{
    problem.outcome.verdict = verdict;
    problem.outcome.cause = cause;
    problem.outcome.message = sentence;
}

QString shown(const QDateTime &when, const QDateTime &now)
{
    const QDateTime local = when.toLocalTime();
    const QString format =
        local.date() == now.toLocalTime().date() ? QStringLiteral("HH:mm") : QStringLiteral("d MMMM, HH:mm");
    return QLocale(QLocale::English).toString(local, format);
}

void judgeForbidden(CloudProblem &problem, const ServiceError &error)
{
    const int status = problem.outcome.code;
    if (error.has("domainPolicy")) {
        problem.blameMailbox(
            GmailVerdict::tr("The administrator of this Google Workspace does not let this program into Gmail "
                             "(%1). Ask for it to be allowed, then resume the mailbox.")
                .arg(status));
    } else if (error.has("accessNotConfigured")) {
        problem.blameMailbox(
            GmailVerdict::tr("Gmail is not switched on for this program at Google (%1). Check the Google "
                             "client in Settings, or update AlwaysLeads.")
                .arg(status),
            MailboxRemedy::Settings);
    } else if (error.has("dailyLimitExceeded")) {
        problem.blameMailbox(
            GmailVerdict::tr("This program has used what Google allows it for today (%1). Let the mailbox rest "
                             "until tomorrow, then resume it.")
                .arg(status));
    } else if (error.has("rateLimitExceeded") || error.has("userRateLimitExceeded") || error.has("quotaExceeded")) {
        problem.slowDown(
            GmailVerdict::tr("Gmail asks this mailbox to slow down (%1). It goes on by itself.").arg(status));
    } else if (error.has("insufficientPermissions") || error.has("ACCESS_TOKEN_SCOPE_INSUFFICIENT")) {
        problem.kind = ErrorKind::SignedOut;
        problem.lacksScope = true;
        problem.blameMailbox(
            GmailVerdict::tr("Google does not let this program use the mailbox (%1). Sign in again in Settings "
                             "and leave the box for sending mail ticked.")
                .arg(status),
            MailboxRemedy::Allow);
    } else { // whatever it is, the sign-in was good
        problem.blameMailbox(
            GmailVerdict::tr("Google refuses what this mailbox asks for (%1). See what it says of the account, then "
                             "resume the mailbox.")
                .arg(problem.outcome.serverText.isEmpty()
                         ? QString::number(status)
                         : QString::number(status) + QStringLiteral(", ") + problem.outcome.serverText));
    }
}

void judgeTooMany(CloudProblem &problem, const ServiceError &error, const QDateTime &now)
{
    const int status = problem.outcome.code;
    const QDateTime until = retryTimeIn(error.text);
    const bool isCap = until.isValid() ? now.secsTo(until) > shortCapSeconds
                                       : error.mentions("user-rate limit exceeded") || error.has("dailyLimitExceeded");
    if (!isCap) {
        if (until.isValid()) {
            problem.outcome.retryAfter = std::chrono::seconds(qMax<qint64>(0, now.secsTo(until)));
        }
        problem.slowDown(
            GmailVerdict::tr("Gmail asks this mailbox to slow down (%1). It goes on by itself.").arg(status));
        return;
    }
    // Asked again and again meanwhile, Gmail makes the pause longer.
    problem.blameMailbox(
        until.isValid()
            ? GmailVerdict::tr("This mailbox has sent as many mails as Gmail allows (%1). Resume it after %2.")
                  .arg(QString::number(status), shown(until, now))
            : GmailVerdict::tr("This mailbox has sent as many mails as Gmail allows (%1). Let it rest until "
                               "tomorrow, then resume it.")
                  .arg(status));
}

void judgeBadRequest(CloudProblem &problem, const ServiceError &error)
{
    const int status = problem.outcome.code;
    if (error.has("failedPrecondition")) {
        problem.blameMailbox(
            GmailVerdict::tr("This Google account has no Gmail (%1). Switch Gmail on for it, or connect the "
                             "mailbox by SMTP.")
                .arg(status));
    } else if (error.mentions("invalid to header") || error.mentions("recipient address")) {
        blameMail(problem, Verdict::RefusedForGood, Cause::Recipient,
                  GmailVerdict::tr("Gmail says that this address cannot be written to (%1).").arg(status));
    } else {
        blameMail(problem, Verdict::RefusedForGood, Cause::Server,
                  GmailVerdict::tr("Gmail could not take this mail (%1).").arg(status));
    }
}

void judge(CloudProblem &problem, const ServiceError &error, const QDateTime &now)
{
    const int status = problem.outcome.code;
    if (status == 400) {
        judgeBadRequest(problem, error);
    } else if (status == 401) {
        problem.kind = ErrorKind::SignedOut;
        problem.blameMailbox(
            GmailVerdict::tr("Google does not accept the sign-in of this mailbox any more (%1). Sign in again "
                             "in Settings, under Mailboxes.")
                .arg(status),
            MailboxRemedy::SignIn);
    } else if (status == 403) {
        judgeForbidden(problem, error);
    } else if (status == 413) {
        blameMail(problem, Verdict::RefusedForGood, Cause::Server,
                  GmailVerdict::tr("The mail is larger than Gmail takes (%1). Make it shorter.").arg(status));
    } else if (status == 429) {
        judgeTooMany(problem, error, now);
    } else if (status > 404 && status < 500 && status != 408) {
        blameMail(problem, Verdict::RefusedForGood, Cause::Server,
                  GmailVerdict::tr("Gmail could not take this mail (%1).").arg(status));
    } else {
        problem.kind = status == 404 ? ErrorKind::NotFound : ErrorKind::Network;
        blameMail(problem, Verdict::RefusedForNow, Cause::Server,
                  GmailVerdict::tr("Gmail has trouble of its own (%1). A later try follows by itself.").arg(status));
    }
}

} // namespace

QDateTime retryTimeIn(const QString &text)
{
    static const QRegularExpression after(
        QStringLiteral(
            "retry after\\s+(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d))"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = after.match(text.left(1000));
    return match.hasMatch() ? QDateTime::fromString(match.captured(1), Qt::ISODateWithMs).toUTC() : QDateTime();
}

CloudProblem gmailRefusal(const HttpResponse &response, GmailCall call, const QDateTime &now)
{
    const ServiceError error = ServiceError::fromGoogle(response.body);
    const int status = response.status;
    const bool saysNo = status >= 400 && status < 500 && status != 408;
    if (call == GmailCall::Send && !saysNo) {
        return unclear(status, error.words());
    }
    CloudProblem problem;
    problem.kind = ErrorKind::Refused;
    problem.outcome.stage = call == GmailCall::Send ? HandOverStage::Answered : HandOverStage::SigningIn;
    problem.outcome.code = status;
    problem.outcome.serverText = error.words();
    problem.outcome.retryAfter =
        std::chrono::ceil<std::chrono::seconds>(response.retryAfter.value_or(std::chrono::milliseconds(0)));
    judge(problem, error, now);
    return problem;
}

} // namespace AlwaysLeads
