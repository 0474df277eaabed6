#include "cloudmail/CloudProblem.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

struct CloudWords
{
    Q_DECLARE_TR_FUNCTIONS(CloudWords)
};

QString itMayHaveLeft(const QString &why)
{
    return CloudWords::tr("The service did not say whether it took the mail. It may have left. (%1)").arg(why);
}

} // namespace

Error CloudProblem::error() const
{
    return {kind, outcome.message,
            QStringLiteral("stage %1, %2 %3").arg(int(outcome.stage)).arg(outcome.code).arg(outcome.serverText)};
}

void CloudProblem::blameMailbox(const QString &sentence, MailboxRemedy remedy)
{
    outcome.remedy = remedy;
    outcome.verdict = Verdict::RefusedForNow;
    outcome.cause = Cause::Sender;
    outcome.stage = HandOverStage::SigningIn;
    outcome.message = sentence;
}

void CloudProblem::slowDown(const QString &sentence)
{
    kind = ErrorKind::Network;
    outcome.verdict = Verdict::RefusedForNow;
    outcome.cause = Cause::Server;
    outcome.stage = HandOverStage::SigningIn;
    outcome.message = sentence;
}

CloudProblem interrupted(const Error &error, HandOverStage stage, bool mayHaveLeft)
{
    CloudProblem problem;
    problem.kind = error.kind;
    HandOverOutcome &outcome = problem.outcome;
    outcome.stage = stage;
    if (mayHaveLeft) {
        outcome.stage = HandOverStage::AwaitingAnswer;
        outcome.verdict = Verdict::Unknown;
        outcome.cause = error.kind == ErrorKind::Invalid ? Cause::Server : Cause::Network;
        outcome.message = itMayHaveLeft(error.message);
        return problem;
    }
    outcome.verdict = Verdict::RefusedForNow;
    outcome.message = error.message;
    switch (error.kind) {
    case ErrorKind::Cancelled:
        outcome.cause = Cause::None;
        break;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
        outcome.cause = Cause::Network;
        break;
    case ErrorKind::SignedOut:
        outcome.stage = HandOverStage::SigningIn;
        outcome.cause = Cause::Sender;
        outcome.remedy = MailboxRemedy::SignIn;
        break;
    default: // the keychain, a certificate: nothing was said of the mail
        outcome.stage = HandOverStage::SigningIn;
        outcome.cause = Cause::Server;
        break;
    }
    return problem;
}

CloudProblem unclear(int status, const QString &serverText)
{
    CloudProblem problem;
    problem.kind = ErrorKind::Network;
    problem.outcome.stage = HandOverStage::AwaitingAnswer;
    problem.outcome.verdict = Verdict::Unknown;
    problem.outcome.cause = Cause::Server;
    problem.outcome.code = status;
    problem.outcome.serverText = serverText;
    problem.outcome.message = itMayHaveLeft(CloudWords::tr("it answered %1").arg(status));
    return problem;
}

void sayNobodyCanLook(HandOverOutcome &outcome)
{
    outcome.message += QLatin1Char(' ')
        + CloudWords::tr("This mailbox only sends, so AlwaysLeads cannot look for it. Look among its sent mails, then "
                         "say in the outbox what became of it.");
}

CloudProblem unreadable(HandOverStage stage, const QString &detail)
{
    CloudProblem problem;
    problem.kind = ErrorKind::Invalid;
    problem.outcome.stage = stage;
    problem.outcome.verdict = Verdict::RefusedForNow;
    problem.outcome.cause = Cause::Server;
    problem.outcome.serverText = detail;
    problem.outcome.message = CloudWords::tr(
        "What came back was not an answer of the mail service. Nothing was sent; a later try follows by itself.");
    return problem;
}

} // namespace AlwaysLeads
