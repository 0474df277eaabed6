#pragma once

#include "base/Result.h"
#include "base/Task.h"
#include "mail/RemoteMail.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <stop_token>

namespace AlwaysLeads {

/// A mail of which it is not known whether it left.
struct SoughtMail
{
    QString messageId; ///< with its angle brackets
    QString remoteId{}; ///< what the service called it; empty: it did not say
    QDateTime handedOverAt{}; ///< when that began; invalid: mails of any time are meant
    QString draftMessageId{}; ///< the one its draft had there, with its angle brackets; empty: that above
};

/// What a service knows of it.
struct SentFinding
{
    bool hasLeft = false; ///< false: not that it is known of now; it may still come
    bool isDraft = false; ///< it lies there and was not sent
    RemoteMail mail{};

    bool operator==(const SentFinding &) const = default;
};

/// The folder of sent mails of one mailbox: what settles a hand-over whose answer never came, and where the copy of a
/// sent mail belongs. Errors: Network or Timeout, it could not be asked now; SignedOut, the person has to sign in
/// again.
class SentFolder
{
public:
    static constexpr std::chrono::minutes clockMargin{60}; ///< so far this computer's clock may be from the server's

    virtual ~SentFolder() = default;

    /// Whether a mail with this Message-ID, with its angle brackets, lies there or has left in another way the service
    /// knows of. False means "not there now": it may still come. `since` bounds the search; mails before it are not
    /// looked at.
    virtual Task<Result<bool>> contains(QString messageId, QDateTime since, std::stop_token stop) = 0;
    /// The same, told more of it. A service that may put another Message-ID in place of ours finds it nevertheless.
    virtual Task<Result<SentFinding>> find(SoughtMail mail, std::stop_token stop);
    /// Sees to it that exactly one copy lies there: looks first, and puts one only where the service does not do so
    /// itself.
    virtual Task<Result<>> keepCopy(QString messageId, QByteArray mime, QDateTime sentAt, std::stop_token stop) = 0;
};

} // namespace AlwaysLeads
