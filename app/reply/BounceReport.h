#pragma once

#include "reply/ReplyMessage.h"

#include <optional>

namespace AlwaysLeads {

/// A server's news that a mail was not delivered (RFC 3464, and the common forms before it).
struct BounceReport
{
    enum class Severity {
        Delay, ///< they keep trying: no bounce
        Hard, ///< the address is dead
        Soft, ///< a full mailbox, a server that was down: the address may be good
        Policy, ///< they refuse us or this mail, not the address
    };

    struct Recipient
    {
        QString address; ///< that we wrote to, as far as it is known
        QString finalAddress; ///< where it was forwarded to
        Severity severity = Severity::Soft;
        QString status; ///< "5.1.1"; empty: not told
        QString diagnostic; ///< their server's words

        bool operator==(const Recipient &) const = default;
    };

    QList<Recipient> recipients; ///< failed or delayed ones, each judged alone
    QStringList originalIds; ///< Message-IDs of the mail it is about, best first, without brackets
    QString envelopeId;
    bool isStandard = false; ///< has a machine-readable part; else it was read from words, and is only probable

    bool hasBounced() const;
    bool operator==(const BounceReport &) const = default;
};

/// Nothing: the mail is no report. Only its outermost form counts: a forwarded bounce is none.
std::optional<BounceReport> bounceReportOf(const ReplyMessage &message);

/// What an enhanced code (RFC 3463) and the server's words say of an address.
BounceReport::Severity bounceSeverity(const QString &status, const QString &diagnostic);

} // namespace AlwaysLeads
