#pragma once

#include "base/Clock.h"
#include "dns/DnsResolver.h"
#include "dnscheck/DomainReport.h"

#include <QCoreApplication>
#include <QStringList>

namespace AlwaysLeads {

/// Looks whether a sender's domain says in the DNS what receivers of its mails want to read there (RFC 7208, 6376,
/// 9989). Asks the DNS and nobody else; no mail is sent.
class DomainCheck
{
    Q_DECLARE_TR_FUNCTIONS(DomainCheck)
public:
    struct Question
    {
        QString domain; ///< what stands behind the @, A-label form
        QStringList selectors; ///< of DKIM, from a mail the person sent; those in common use are tried besides
        QString reportsTo; ///< an address for the proposed DMARC record; may be empty
    };

    DomainCheck(DnsResolver &dns, Clock &clock);

    /// Ends with ErrorKind::Cancelled when stopped, ErrorKind::Invalid when the domain is none. A DNS that does not
    /// answer is no error: the findings say so.
    Task<Result<DomainReport>> check(Question question, std::stop_token stop);

private:
    Task<DnsFinding> checkSpf(QString domain, MailProvider provider, std::stop_token stop);
    Task<DnsFinding> checkDkim(QString domain, QStringList selectors, MailProvider provider, std::stop_token stop);
    Task<DnsFinding> checkDmarc(QString domain, QString reportsTo, std::stop_token stop);

    DnsResolver &m_dns;
    Clock &m_clock;
};

/// The domains whose _dmarc record is asked for, in order (RFC 9989 §4.10): the domain itself, then upwards; of a name
/// of eight labels or more only the last seven.
QStringList dmarcWalk(const QString &domain);

} // namespace AlwaysLeads
