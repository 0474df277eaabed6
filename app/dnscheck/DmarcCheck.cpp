// DMARC of a sender's domain: its own record or the one of the organisation above it.
#include "dnscheck/DmarcRecord.h"
#include "dnscheck/DomainCheck.h"

namespace AlwaysLeads {

namespace {

using Verdict = DnsFinding::Verdict;
using Policy = DmarcRecord::Policy;

constexpr qsizetype mostLabels = 7;

struct DmarcFound
{
    QString domain;
    QByteArray text;
    DmarcRecord record;
};

/// The one record of a name; more than one count as none.
std::optional<DmarcFound> recordIn(const QString &domain, const DnsAnswer &answer, int *records)
{
    std::optional<DmarcFound> found;
    *records = 0;
    for (const QByteArray &text : answer.texts) {
        if (const std::optional<DmarcRecord> record = DmarcRecord::parse(text)) {
            ++*records;
            found = DmarcFound{domain, text, *record};
        }
    }
    return *records == 1 ? found : std::nullopt;
}

DnsRecordProposal propose(const QString &domain, const QString &reportsTo)
{
    QString value = QStringLiteral("v=DMARC1; p=none");
    if (!reportsTo.isEmpty()) {
        value += QStringLiteral("; rua=mailto:") + reportsTo;
    }
    return {QStringLiteral("_dmarc.") + domain, QStringLiteral("TXT"), value};
}

QString sentenceFor(Policy policy)
{
    switch (policy) {
    case Policy::None:
        return DomainCheck::tr("There is a DMARC record; it only asks for reports, which is enough to begin with.");
    case Policy::Quarantine:
        return DomainCheck::tr("There is a DMARC record: mails that fail SPF and DKIM go to spam.");
    case Policy::Reject:
        break;
    }
    return DomainCheck::tr("There is a DMARC record: mails that fail SPF and DKIM are refused.");
}

/// What holds for the domain that was asked about.
Policy policyFor(const DmarcFound &found, const QString &domain)
{
    return found.domain == domain ? found.record.policy : found.record.subdomains.value_or(found.record.policy);
}

} // namespace

QStringList dmarcWalk(const QString &domain)
{
    QStringList walk{domain};
    QStringList labels = domain.split(QLatin1Char('.'));
    const bool isLong = labels.size() > mostLabels;
    labels = isLong ? labels.mid(labels.size() - mostLabels) : labels.mid(1);
    for (; !labels.isEmpty(); labels.removeFirst()) {
        walk += labels.join(QLatin1Char('.'));
    }
    return walk;
}

Task<DnsFinding> DomainCheck::checkDmarc(QString domain, QString reportsTo, std::stop_token stop)
{
    DnsFinding finding;
    finding.topic = DnsFinding::Topic::Dmarc;
    const QStringList names = dmarcWalk(domain);
    std::optional<DmarcFound> found; // the own one, else the one with the fewest labels
    for (const QString &name : names) {
        DnsAnswer answer = co_await m_dns.lookUp(QStringLiteral("_dmarc.") + name, DnsType::Txt, stop);
        if (answer.status == DnsAnswer::Status::Failed) {
            finding.sentence = tr("The DMARC record could not be looked at. Try again later.");
            co_return finding;
        }
        int records = 0;
        const std::optional<DmarcFound> here = recordIn(name, answer, &records);
        if (records > 1 && name == domain) {
            finding.verdict = Verdict::Bad;
            finding.found = QString::fromLatin1(answer.texts.mid(0, 5).join('\n'));
            finding.sentence = tr("There are %1 DMARC records, which counts as none. Leave one.").arg(records);
            co_return finding;
        }
        if (here && (name == domain || here->record.suffix != DmarcRecord::Suffix::Yes)) {
            found = here;
        }
        // The own record is the one that holds; and "psd" says that the organisation is reached.
        if (here && (name == domain || here->record.suffix != DmarcRecord::Suffix::Unsaid)) {
            break;
        }
    }
    if (!found) {
        finding.verdict = Verdict::Bad;
        finding.sentence =
            tr("There is no DMARC record. Large receivers want one; enter the record below, which changes "
               "nothing for your mails and brings you reports.");
        finding.proposal = propose(domain, reportsTo);
        co_return finding;
    }
    finding.found = QString::fromLatin1(found->text);
    finding.verdict = Verdict::Good;
    finding.sentence = sentenceFor(policyFor(*found, domain));
    if (found->domain != domain) {
        finding.sentence += QLatin1Char(' ') + tr("It is the one of %1.").arg(found->domain);
    }
    if (!found->record.obsolete.isEmpty()) {
        finding.verdict = Verdict::Improve;
        finding.sentence += QLatin1Char(' ')
            + tr("Its parts %1 mean nothing any more and can go.")
                  .arg(found->record.obsolete.join(QStringLiteral(", ")));
    }
    co_return finding;
}

} // namespace AlwaysLeads
