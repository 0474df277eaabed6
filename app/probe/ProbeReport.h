#pragma once

#include "base/Id.h"
#include "mailbox/Mailbox.h"

#include <QDateTime>
#include <QString>

namespace AlwaysLeads {

using ProbeId = Id<struct ProbeReport>;

/// What became of a header on the way.
enum class HeaderFate { Unused, Kept, Changed, Lost };

/// A mail that a mailbox sent to itself, and what became of it.
struct ProbeReport
{
    enum class State {
        Sending, ///< it is being handed over, or the program ended while it was
        Sent, ///< the server took it; it has not been found yet
        Unknown, ///< it may have left: it is looked for, and not sent again
        Refused, ///< it did not leave; `problem` says why
        Found,
    };

    ProbeId id;
    MailboxId mailbox;
    QString token; ///< in the subject
    QString messageId; ///< without brackets
    State state = State::Sending;
    QDateTime startedAt;
    QString remoteId; ///< what a service with an API calls it
    QString problem; ///< a sentence; empty: none
    bool unseen = false; ///< its mailbox only sends, so it is not looked for
    QDateTime foundAt;
    bool junk = false; ///< it arrived among the unwanted mails
    QString keptMessageId; ///< the one it arrived with, without brackets
    HeaderFate optOut = HeaderFate::Unused; ///< List-Unsubscribe
    HeaderFate oneClick = HeaderFate::Unused; ///< List-Unsubscribe-Post (RFC 8058)
    /// The results of Authentication-Results (RFC 8601), as the receiving server words them: "pass", "fail"; empty: it
    /// said nothing, as many do about mails to themselves.
    QString spf;
    QString dkim;
    QString dmarc;
    QString dkimSelector; ///< of the sender's own domain, from the signature; empty: none

    /// It may still come, so it is looked for.
    bool isOpen() const
    {
        return !unseen && (state == State::Sending || state == State::Sent || state == State::Unknown);
    }
    bool keptItsId() const { return keptMessageId == messageId; }
    bool operator==(const ProbeReport &) const = default;
};

/// How they stand in the database.
QString toWord(ProbeReport::State state);
ProbeReport::State probeStateFromWord(const QString &word);
QString toWord(HeaderFate fate);
HeaderFate headerFateFromWord(const QString &word);

} // namespace AlwaysLeads
