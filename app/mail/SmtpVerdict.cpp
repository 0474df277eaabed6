#include "mail/SmtpVerdict.h"

#include <QCoreApplication>

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

struct SmtpVerdict
{
    Q_DECLARE_TR_FUNCTIONS(SmtpVerdict)
};

HandOverStage stageOf(SmtpCommand command)
{
    switch (command) {
    case SmtpCommand::Greeting:
    case SmtpCommand::Hello:
        return HandOverStage::Greeting;
    case SmtpCommand::StartTls:
        return HandOverStage::Tls;
    case SmtpCommand::Auth:
        return HandOverStage::SigningIn;
    case SmtpCommand::Mail:
    case SmtpCommand::Recipient:
        return HandOverStage::Envelope;
    case SmtpCommand::Data:
        return HandOverStage::Data;
    case SmtpCommand::Text:
        break;
    }
    return HandOverStage::Answered;
}

bool isAboutTheMail(SmtpCommand command)
{
    return command == SmtpCommand::Mail || command == SmtpCommand::Recipient || command == SmtpCommand::Data
        || command == SmtpCommand::Text;
}

/// The codes that speak of our sign-in, whatever command they answer (RFC 4954 §6).
bool isAboutSignIn(int code)
{
    return code == 530 || code == 534 || code == 535 || code == 538;
}

/// "5.1.1" without its class: "1.1".
QString subjectOf(const QString &enhanced)
{
    return enhanced.mid(2);
}

void judgeTemporary(HandOverOutcome &outcome, SmtpCommand command, const QString &subject)
{
    outcome.verdict = Verdict::RefusedForNow;
    const bool mailboxWords = subject.startsWith(QLatin1String("1.")) || subject.startsWith(QLatin1String("2."));
    const bool mailboxCode = subject.isEmpty() && (outcome.code == 450 || outcome.code == 452);
    outcome.cause =
        command == SmtpCommand::Recipient && (mailboxWords || mailboxCode) ? Cause::Recipient : Cause::Server;
}

/// What a subject means, in the order in which they are asked. One that ends with a dot stands for all that begin so.
struct Meaning
{
    QLatin1String subject;
    Verdict verdict;
    Cause cause;
};
constexpr Meaning meanings[] = {
    {QLatin1String("2.2"), Verdict::RefusedForNow, Cause::Recipient}, // full: the address lives
    {QLatin1String("1.7"), Verdict::RefusedForGood, Cause::Sender}, // the sender's address
    {QLatin1String("1.8"), Verdict::RefusedForGood, Cause::Sender},
    {QLatin1String("1."), Verdict::RefusedForGood, Cause::Recipient},
    {QLatin1String("2.1"), Verdict::RefusedForGood, Cause::Recipient},
    {QLatin1String("4.7"), Verdict::RefusedForNow, Cause::Recipient}, // waited too long in a queue
    {QLatin1String("7."), Verdict::RefusedForGood, Cause::Sender},
    {QLatin1String("6."), Verdict::RefusedForGood, Cause::Sender},
    {QLatin1String("4.5"), Verdict::RefusedForGood, Cause::Sender},
    {QLatin1String("2.3"), Verdict::RefusedForGood, Cause::Sender},
    {QLatin1String("3.4"), Verdict::RefusedForGood, Cause::Sender},
};

/// With an enhanced code: its subject decides (RFC 3463, 7505 and what large servers do).
void judgeBySubject(HandOverOutcome &outcome, const QString &subject)
{
    const auto *known = std::ranges::find_if(meanings, [&subject](const Meaning &meaning) {
        return meaning.subject.endsWith(QLatin1Char('.')) ? subject.startsWith(meaning.subject)
                                                          : subject == meaning.subject;
    });
    const bool isKnown = known != std::end(meanings);
    outcome.verdict = isKnown ? known->verdict : Verdict::RefusedForGood;
    outcome.cause = isKnown ? known->cause : Cause::Server;
}

/// What Exchange says of who submits, whatever the mail (microsoft.com: "Exchange Online limits", "SMTP submission").
struct SubmissionRefusal
{
    bool isIt = false;
    bool isQuota = false; ///< it passes by itself
    bool isFull = false; ///< the mailbox that sends
};

SubmissionRefusal submissionRefusal(const HandOverOutcome &outcome)
{
    const QString &text = outcome.serverText;
    const auto says = [&text](const char *words) { return text.contains(QLatin1String(words), Qt::CaseInsensitive); };
    static const QRegularExpression throttled(QStringLiteral("^2\\.25[1-5]$"));
    static const QRegularExpression blocked(QStringLiteral("^7\\.(?:50\\d|7\\d\\d)$"));
    static const QRegularExpression ofTenant(QStringLiteral("^7\\.23[23]$"));
    const QString subject = outcome.enhanced.mid(2);
    SubmissionRefusal refusal;
    refusal.isQuota = says("SubmissionQuotaExceeded") || subject == QLatin1String("4.5")
        || ofTenant.match(subject).hasMatch() || (subject == QLatin1String("2.0") && says("quota"));
    refusal.isFull = subject == QLatin1String("2.2") && says("STOREDRV.Submission");
    refusal.isIt = refusal.isQuota || refusal.isFull || throttled.match(subject).hasMatch()
        || blocked.match(subject).hasMatch() || subject == QLatin1String("1.8") || says("STOREDRV.Submission")
        || says("SendAsDenied") || says("SubmissionBlocked");
    return refusal;
}

void judgeByCode(HandOverOutcome &outcome, SmtpCommand command)
{
    outcome.verdict = Verdict::RefusedForGood;
    outcome.cause = Cause::Sender;
    if (command == SmtpCommand::Recipient) {
        switch (outcome.code) {
        case 550:
        case 551:
        case 553:
        case 556:
            outcome.cause = Cause::Recipient;
            return;
        case 552: // RFC 5321 §4.5.3.1.10: at RCPT it means what 452 means
            outcome.verdict = Verdict::RefusedForNow;
            outcome.cause = Cause::Recipient;
            return;
        default:
            break;
        }
    }
    if (outcome.code <= 504 || outcome.code == 555) { // it did not understand us
        outcome.cause = Cause::Server;
    }
}

QString numbers(const HandOverOutcome &outcome)
{
    return outcome.enhanced.isEmpty() ? QString::number(outcome.code)
                                      : QString::number(outcome.code) + QLatin1Char(' ') + outcome.enhanced;
}

QString accountSentence(const HandOverOutcome &outcome, SmtpCommand command)
{
    const QString code = numbers(outcome);
    const bool temporary = outcome.code < 500;
    if (command == SmtpCommand::Auth || isAboutSignIn(outcome.code)) {
        if (temporary) {
            return SmtpVerdict::tr("The server cannot check the password at the moment (%1).").arg(code);
        }
        if (outcome.code == 534 || outcome.code == 538) {
            return SmtpVerdict::tr(
                       "The server does not take this password here (%1). Make an app password with your mail "
                       "provider and enter it in Settings.")
                .arg(code);
        }
        if (outcome.enhanced == QLatin1String("5.7.139") || outcome.enhanced == QLatin1String("5.7.30")) {
            return SmtpVerdict::tr(
                       "Microsoft does not let this mailbox sign in with a password to send (%1). Connect it "
                       "by signing in at Microsoft instead, or ask your administrator to allow it.")
                .arg(code);
        }
        if (outcome.code == 530) {
            return SmtpVerdict::
                tr("The server wants a sign-in before it takes mail (%1). Enter user name and password in Settings.")
                    .arg(code);
        }
        return SmtpVerdict::tr(
                   "The server did not accept the user name or password (%1). Check both in Settings; some providers "
                   "want an app password here.")
            .arg(code);
    }
    if (command == SmtpCommand::StartTls) {
        return SmtpVerdict::tr("The server cannot encrypt the connection (%1), so nothing was sent.").arg(code);
    }
    return temporary ? SmtpVerdict::tr("The server takes no mail at the moment (%1).").arg(code)
                     : SmtpVerdict::tr("The server does not want to talk to this computer (%1).").arg(code);
}

QString mailSentence(const HandOverOutcome &outcome, SmtpCommand command)
{
    const QString code = numbers(outcome);
    const bool forNow = outcome.verdict == Verdict::RefusedForNow;
    const SubmissionRefusal submission =
        outcome.cause == Cause::Sender ? submissionRefusal(outcome) : SubmissionRefusal();
    if (submission.isFull) {
        return SmtpVerdict::tr("The mailbox that sends is full (%1). Delete something in it, then resume it.")
            .arg(code);
    }
    if (submission.isQuota) {
        return SmtpVerdict::tr(
                   "This mailbox has sent as many mails as its server allows (%1). Let it rest until tomorrow, "
                   "then resume it.")
            .arg(code);
    }
    if (submission.isIt) {
        return SmtpVerdict::tr("The server does not let this mailbox send (%1). Ask its provider or your administrator "
                               "why, then resume it.")
            .arg(code);
    }
    switch (outcome.cause) {
    case Cause::Recipient:
        if (subjectOf(outcome.enhanced) == QLatin1String("2.2") || outcome.code == 552) {
            return SmtpVerdict::tr("The recipient's mailbox is full (%1).").arg(code);
        }
        return forNow ? SmtpVerdict::tr("The recipient's mailbox takes no mail at the moment (%1).").arg(code)
                      : SmtpVerdict::tr("There is no mailbox with this address (%1).").arg(code);
    case Cause::Sender:
        if (command == SmtpCommand::Mail) {
            return SmtpVerdict::tr("The server does not let this mailbox send with its address (%1).").arg(code);
        }
        return SmtpVerdict::tr("The server refuses what we send, not the recipient (%1).").arg(code);
    default:
        return forNow ? SmtpVerdict::tr("The server could not take the mail at the moment (%1).").arg(code)
                      : SmtpVerdict::tr("The server could not take the mail (%1).").arg(code);
    }
}

} // namespace

HandOverOutcome refusal(const SmtpReply &reply, SmtpCommand command)
{
    HandOverOutcome outcome;
    outcome.stage = stageOf(command);
    outcome.code = reply.code;
    outcome.enhanced = reply.enhanced();
    outcome.serverText = reply.text();
    const QString subject = subjectOf(outcome.enhanced);
    // 421 closes the connection whatever it answers, and an account's trouble says nothing about the mail.
    if (reply.code == 421) {
        outcome.verdict = Verdict::RefusedForNow;
        outcome.cause = Cause::Server;
        outcome.message =
            SmtpVerdict::tr("The server is closing or has too many connections (%1).").arg(numbers(outcome));
    } else if (!isAboutTheMail(command) || isAboutSignIn(reply.code)) {
        outcome.verdict = Verdict::RefusedForNow;
        outcome.cause = reply.isTemporary() ? Cause::Server : Cause::Sender;
        outcome.remedy = MailboxRemedy::Settings;
        outcome.message = accountSentence(outcome, command);
    } else {
        if (!reply.isTemporary() && submissionRefusal(outcome).isIt) {
            outcome.verdict = Verdict::RefusedForGood;
            outcome.cause = Cause::Sender;
        } else if (reply.isTemporary()) {
            judgeTemporary(outcome, command, subject);
        } else if (!subject.isEmpty() && subject != QLatin1String("0.0") && reply.code != 556) {
            judgeBySubject(outcome, subject);
        } else {
            judgeByCode(outcome, command);
        }
        if (command == SmtpCommand::Mail && outcome.cause == Cause::Recipient) {
            outcome.cause = Cause::Sender; // "no such user" here means our own address, and must not suppress the other
        }
        outcome.message = mailSentence(outcome, command);
    }
    return outcome;
}

HandOverOutcome interruption(const Error &error, HandOverStage stage)
{
    HandOverOutcome outcome;
    outcome.stage = stage;
    if (stage == HandOverStage::AwaitingAnswer) {
        outcome.verdict = Verdict::Unknown;
        outcome.cause = error.kind == ErrorKind::Invalid ? Cause::Server : Cause::Network;
        outcome.message = SmtpVerdict::tr("The server did not say whether it took the mail. It may have left. (%1)")
                              .arg(error.message);
        return outcome;
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
    default:
        outcome.cause = Cause::Server;
        break;
    }
    return outcome;
}

} // namespace AlwaysLeads
