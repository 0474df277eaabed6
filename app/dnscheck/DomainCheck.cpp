#include "dnscheck/DomainCheck.h"

#include "dns/DnsMessage.h"

namespace AlwaysLeads {

namespace {

using Verdict = DnsFinding::Verdict;

QString listOf(const QList<DnsMx> &mx)
{
    QStringList hosts;
    for (const DnsMx &one : mx) {
        hosts += QStringLiteral("%1 %2").arg(one.preference).arg(one.host.isEmpty() ? QStringLiteral(".") : one.host);
    }
    return hosts.mid(0, 10).join(QStringLiteral(", "));
}

DnsFinding judgeMx(const DnsAnswer &mx, const DnsAnswer &addresses, MailProvider provider)
{
    DnsFinding finding;
    finding.topic = DnsFinding::Topic::Mx;
    finding.found = listOf(mx.mx);
    const bool nullMx = mx.mx.size() == 1 && mx.mx.constFirst().host.isEmpty();
    if (nullMx) {
        finding.verdict = Verdict::Bad;
        finding.sentence = DomainCheck::tr(
            "This domain says that it takes no mail, so nobody can answer. Receivers refuse such senders.");
    } else if (mx.status == DnsAnswer::Status::Found) {
        finding.verdict = Verdict::Good;
        const QString where = provider == MailProvider::Unknown ? mx.mx.constFirst().host : nameOf(provider);
        finding.sentence = DomainCheck::tr("Answers arrive at %1.").arg(where);
    } else if (addresses.status == DnsAnswer::Status::Found) {
        finding.verdict = Verdict::Improve;
        finding.sentence =
            DomainCheck::tr("The domain has no MX record; answers go to its web address, if that takes mail. "
                            "Enter the MX record of your mail provider.");
    } else if (mx.status == DnsAnswer::Status::Failed || addresses.status == DnsAnswer::Status::Failed) {
        finding.sentence = DomainCheck::tr("Where mail to this domain goes could not be checked. Try again later.");
    } else {
        finding.verdict = Verdict::Bad;
        finding.sentence = mx.status == DnsAnswer::Status::NoSuchName
            ? DomainCheck::tr("This domain does not exist. Check how it is written.")
            : DomainCheck::tr("Nobody can answer: the domain has no MX record. Enter the one of your mail provider.");
    }
    return finding;
}

} // namespace

DomainCheck::DomainCheck(DnsResolver &dns, Clock &clock)
    : m_dns(dns)
    , m_clock(clock)
{
}

Task<Result<DomainReport>> DomainCheck::check(Question question, std::stop_token stop)
{
    const QString domain = question.domain.trimmed().toLower();
    if (!domain.contains(QLatin1Char('.')) || !DnsMessage::question(0, domain, DnsType::Mx)) {
        co_return failure(ErrorKind::Invalid, tr("“%1” is not a domain.").arg(question.domain.left(100)));
    }
    DomainReport report;
    report.domain = domain;
    DnsAnswer mx = co_await m_dns.lookUp(domain, DnsType::Mx, stop);
    DnsAnswer addresses;
    if (mx.status != DnsAnswer::Status::Found && mx.status != DnsAnswer::Status::Failed) {
        addresses = co_await m_dns.lookUp(domain, DnsType::A, stop);
        if (addresses.status == DnsAnswer::Status::NoData) {
            addresses = co_await m_dns.lookUp(domain, DnsType::Aaaa, stop);
        }
    }
    report.provider = providerOf(mx.mx);
    report.findings += judgeMx(mx, addresses, report.provider);
    // All at once: each waits for the DNS, not for the others.
    auto spf = checkSpf(domain, report.provider, stop);
    auto dkim = checkDkim(domain, question.selectors, report.provider, stop);
    auto dmarc = checkDmarc(domain, question.reportsTo, stop);
    DnsFinding spfFinding = co_await spf;
    DnsFinding dkimFinding = co_await dkim;
    DnsFinding dmarcFinding = co_await dmarc;
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    report.findings += spfFinding;
    report.findings += dkimFinding;
    report.findings += dmarcFinding;
    report.checkedAt = m_clock.now();
    co_return Result<DomainReport>(report);
}

} // namespace AlwaysLeads
