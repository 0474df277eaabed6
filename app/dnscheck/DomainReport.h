#pragma once

#include "dns/MailProvider.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace AlwaysLeads {

/// A record as it is entered at the DNS provider, ready to paste.
struct DnsRecordProposal
{
    QString name; ///< "_dmarc.wood.example"
    QString type; ///< "TXT"
    QString value;

    bool isNull() const { return value.isEmpty(); }
    bool operator==(const DnsRecordProposal &) const = default;
};

/// What one check of the sender's domain came to.
struct DnsFinding
{
    enum class Topic { Mx, Spf, Dkim, Dmarc };
    /// Unchecked: it could not be found out, which does not mean that it is missing.
    enum class Verdict { Good, Improve, Bad, Unchecked };

    Topic topic = Topic::Mx;
    Verdict verdict = Verdict::Unchecked;
    QString sentence; ///< what was found, what it means, what to do
    QString found; ///< the record as it is; empty: none
    DnsRecordProposal proposal; ///< what to put there; may be null

    bool operator==(const DnsFinding &) const = default;
};

struct DomainReport
{
    QString domain; ///< in its A-label form
    MailProvider provider = MailProvider::Unknown;
    QList<DnsFinding> findings; ///< MX, SPF, DKIM, DMARC
    QDateTime checkedAt;

    bool operator==(const DomainReport &) const = default;
};

} // namespace AlwaysLeads
