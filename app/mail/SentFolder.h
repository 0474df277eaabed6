#pragma once

#include "base/Result.h"
#include "base/Task.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <stop_token>

namespace AlwaysLeads {

/// The folder of sent mails of one mailbox: what settles a hand-over whose answer never came, and where the copy of a
/// sent mail belongs. Errors: Network or Timeout, it could not be asked now; SignedOut, the person has to sign in
/// again.
class SentFolder
{
public:
    virtual ~SentFolder() = default;

    /// Whether a mail with this Message-ID, with its angle brackets, lies there or has left in another way the service
    /// knows of. False means "not there now": it may still come. `since` bounds the search; mails before it are not
    /// looked at.
    virtual Task<Result<bool>> contains(QString messageId, QDateTime since, std::stop_token stop) = 0;
    /// Sees to it that exactly one copy lies there: looks first, and puts one only where the service does not do so
    /// itself.
    virtual Task<Result<>> keepCopy(QString messageId, QByteArray mime, QDateTime sentAt, std::stop_token stop) = 0;
};

} // namespace AlwaysLeads
