#pragma once

#include "address/EmailAddress.h"
#include "base/Result.h"
#include "base/Task.h"
#include "mail/AccessTokenSource.h"
#include "mail/MailboxRemedy.h"
#include "mail/RemoteMail.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <functional>
#include <stop_token>
#include <variant>

namespace AlwaysLeads {

/// Where and how a mailbox takes outgoing mail. RFC 8314: the mode belongs to the setting, there is no fallback to
/// plain.
struct SmtpAccount
{
    enum class Security { ImplicitTls, StartTls, LoopbackPlain };

    QString host;
    quint16 port = 465;
    Security security = Security::ImplicitTls;
    QString userName; ///< empty: no sign-in
    QString password;
    QString accessToken; ///< not empty: signs in with it (OAUTHBEARER, XOAUTH2), not with the password
    AccessTokenSource token{}; ///< gives the access token of each sign-in, once more a fresh one; empty: there is none

    /// Whether both sign in as the same; where their tokens come from is not compared.
    bool operator==(const SmtpAccount &other) const
    {
        return host == other.host && port == other.port && security == other.security && userName == other.userName
            && password == other.password && accessToken == other.accessToken && !token == !other.token;
    }
};

/// Keeps what a service calls a mail that it holds but was not told to send yet.
using DraftKeeper = std::function<Task<Result<>>(RemoteMail)>;

/// A mailbox whose service takes mail by its own API.
struct CloudAccount
{
    enum class Service { Microsoft, Google };

    Service service = Service::Microsoft;
    EmailAddress address;
    AccessTokenSource token;
    bool sendOnly = false; ///< the sign-in may not look at what is in the mailbox
    /// Awaited before the service is told to send; if it fails, that is not done. May be empty.
    DraftKeeper keepDraft{};
};

using MailAccount = std::variant<SmtpAccount, CloudAccount>;

struct Envelope
{
    EmailAddress from;
    EmailAddress to;
    QString id; ///< comes back in a delivery report (RFC 3461 ENVID) where the server offers DSN; may be empty
    QString threadId{}; ///< the service's id of the conversation this mail goes on with; empty: a new one, or SMTP
    QString remoteId{}; ///< what the service called it at an earlier try; empty: there was none, or it did not say
    QString draftMessageId{}; ///< the Message-ID, with brackets, that it had there then; empty: ours
    QDateTime mayHaveLeftAt{}; ///< when an earlier try began of which nobody knows whether it left; invalid: none did

    bool operator==(const Envelope &) const = default;
};

/// How far a hand-over came. Only AwaitingAnswer leaves open whether the mail left: everything earlier is "not sent".
enum class HandOverStage {
    Connecting,
    Greeting,
    Tls,
    SigningIn,
    Envelope, ///< MAIL FROM, RCPT TO
    Data, ///< DATA, up to the server's 354
    Body, ///< the text, before its final dot
    AwaitingAnswer, ///< the final dot may have left, no answer yet
    Answered, ///< the server answered the final dot
};

/// What the hand-over of one mail came to, and all that is known of why.
struct HandOverOutcome
{
    enum class Verdict { Accepted, RefusedForNow, RefusedForGood, Unknown };
    /// Who can mend it: the address is dead, our mailbox or content is refused, or their server / the line had trouble.
    enum class Cause { None, Recipient, Sender, Server, Network };

    Verdict verdict = Verdict::Unknown;
    Cause cause = Cause::None;
    HandOverStage stage = HandOverStage::Connecting;
    int code = 0; ///< the SMTP reply code, 0 when none came
    QString enhanced; ///< "5.1.1", where given (RFC 3463)
    QString serverText; ///< the server's words, cleaned of control characters
    QString message; ///< a sentence for the person
    QString remoteId{}; ///< what the service calls the mail, where it has an API
    QString threadId{}; ///< and its conversation
    std::chrono::seconds retryAfter{0}; ///< how long it asked us to wait; 0: it did not say
    MailboxRemedy remedy = MailboxRemedy::TryAgain; ///< of Cause::Sender

    bool operator==(const HandOverOutcome &) const = default;
};

/// Hands one finished mail to a server or service; each transport says which alternative of MailAccount it takes. Never
/// retries: what happens next is the ledger's decision.
class MailTransport
{
public:
    virtual ~MailTransport() = default;

    /// `mime` has CRLF line ends and is sent as it is (dot-stuffed on the wire). `reached` is called synchronously when
    /// each stage begins, AwaitingAnswer before the final dot is written; it may be empty.
    virtual Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                           std::function<void(HandOverStage)> reached, std::stop_token stop) = 0;
    /// Connects, secures and signs in without sending: for "Test" in Settings.
    virtual Task<Result<>> probe(MailAccount account, std::stop_token stop) = 0;
};

} // namespace AlwaysLeads
