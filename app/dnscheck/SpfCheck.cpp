// SPF of a sender's domain: the record, all that it includes, and what receivers make of it.
#include "dnscheck/DomainCheck.h"
#include "dnscheck/SpfRecord.h"

#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Verdict = DnsFinding::Verdict;
using Kind = SpfTerm::Kind;

constexpr int mostLookUps = 10; // RFC 7208 §4.6.4
constexpr int mostVoids = 2;

struct SpfWalk
{
    int lookUps = 0;
    int voids = 0;
    bool unchecked = false; // somewhere the DNS gave no answer
    QString broken; // an include that has no record, or a faulty one
    QSet<QString> included;
};

QList<QByteArray> spfTexts(const DnsAnswer &answer)
{
    QList<QByteArray> texts;
    std::ranges::copy_if(answer.texts, std::back_inserter(texts), SpfRecord::isSpf);
    return texts;
}

/// Follows includes and redirects, and looks what "a" and "mx" find.
Task<SpfWalk> walk(DnsResolver *dns, QString domain, SpfRecord record, std::stop_token stop)
{
    SpfWalk seen;
    QList<std::pair<QString, SpfRecord>> open{{domain, record}};
    while (!open.isEmpty() && seen.lookUps <= mostLookUps && !stop.stop_requested()) {
        const auto [at, spf] = open.takeFirst();
        for (const SpfTerm &term : spf.terms) {
            const bool isRedirect = term.kind == Kind::Redirect && !spf.redirect().isEmpty();
            const bool asks = isRedirect || term.kind == Kind::Include || term.kind == Kind::A || term.kind == Kind::Mx
                || term.kind == Kind::Ptr || term.kind == Kind::Exists;
            if (!asks) {
                continue;
            }
            if (++seen.lookUps > mostLookUps) {
                break;
            }
            const QString target = (term.value.isEmpty() ? at : term.value).toLower();
            if (target.contains(QLatin1Char('%')) || term.kind == Kind::Ptr || term.kind == Kind::Exists) {
                continue; // what it leads to depends on the mail
            }
            const bool isRecord = term.kind == Kind::Include || isRedirect;
            const DnsType type = isRecord ? DnsType::Txt : term.kind == Kind::Mx ? DnsType::Mx : DnsType::A;
            DnsAnswer answer = co_await dns->lookUp(target, type, stop);
            if (answer.status == DnsAnswer::Status::Failed) {
                seen.unchecked = true;
                continue;
            }
            if (type == DnsType::A && answer.status != DnsAnswer::Status::Found) {
                answer = co_await dns->lookUp(target, DnsType::Aaaa, stop);
                seen.unchecked = seen.unchecked || answer.status == DnsAnswer::Status::Failed;
            }
            seen.voids += answer.status == DnsAnswer::Status::NoSuchName || answer.status == DnsAnswer::Status::NoData;
            if (!isRecord) {
                continue;
            }
            const QList<QByteArray> texts = spfTexts(answer);
            const SpfRecord inner = texts.size() == 1 ? SpfRecord::parse(texts.constFirst()) : SpfRecord();
            if (texts.size() != 1 || !inner.fault.isEmpty()) {
                seen.broken = seen.broken.isEmpty() ? target : seen.broken;
                continue;
            }
            seen.included.insert(target);
            open.append({target, inner}); // a circle ends at the tenth look-up
        }
    }
    co_return seen;
}

DnsRecordProposal propose(const QString &domain, const QString &value)
{
    return {domain, QStringLiteral("TXT"), value};
}

/// The record with one more term, before its "all" or "redirect".
QString withTerm(const QByteArray &text, const QString &term)
{
    QStringList words = QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto end = std::ranges::find_if(words, [](const QString &word) {
        const QString lower = word.toLower();
        return lower == QLatin1String("all") || (lower.size() == 4 && lower.endsWith(QLatin1String("all")))
            || lower.startsWith(QLatin1String("redirect="));
    });
    words.insert(std::distance(words.begin(), end), term);
    return words.join(QLatin1Char(' '));
}

void judge(DnsFinding &finding, const QString &domain, const QByteArray &text, const SpfRecord &record,
           const SpfWalk &seen, MailProvider provider)
{
    const QString wanted = spfIncludeOf(provider);
    finding.verdict = Verdict::Bad;
    if (!record.fault.isEmpty()) {
        finding.sentence =
            DomainCheck::tr("Receivers refuse the whole SPF record because of “%1”. Correct or remove it.")
                .arg(record.fault);
    } else if (record.all() == '+') {
        finding.sentence =
            DomainCheck::tr("“+all” lets everybody in the world send as you, so the record protects nobody. "
                            "Put “~all” in its place.");
        QString value = QString::fromLatin1(text).trimmed();
        value = value.left(value.lastIndexOf(QLatin1String("all"), -1, Qt::CaseInsensitive)).trimmed();
        value = value.endsWith(QLatin1Char('+')) ? value.chopped(1).trimmed() : value;
        finding.proposal = propose(domain, value + QStringLiteral(" ~all"));
    } else if (seen.lookUps > mostLookUps) {
        finding.sentence =
            DomainCheck::tr("The SPF record makes receivers ask the DNS more than ten times, and then they "
                            "ignore it. Remove the includes of services you no longer use.");
    } else if (!seen.broken.isEmpty()) {
        finding.sentence =
            DomainCheck::tr("The SPF record includes %1, which has no valid record; receivers refuse the "
                            "whole. Remove or correct it.")
                .arg(seen.broken);
    } else if (seen.voids > mostVoids) {
        finding.sentence =
            DomainCheck::tr("The SPF record names more than two hosts that do not exist; receivers refuse "
                            "the whole. Remove them.");
    } else if (seen.unchecked) {
        finding.verdict = Verdict::Unchecked;
        finding.sentence =
            DomainCheck::tr("There is an SPF record, but not all it includes could be looked at. Try again "
                            "later.");
    } else if (!wanted.isEmpty() && !seen.included.contains(wanted)) {
        finding.sentence =
            DomainCheck::tr("The SPF record does not name %1, which sends your mails. Put the record below in "
                            "its place.")
                .arg(nameOf(provider));
        finding.proposal = propose(domain, withTerm(text, QStringLiteral("include:") + wanted));
    } else if (!record.all() && record.redirect().isEmpty()) {
        finding.verdict = Verdict::Improve;
        finding.sentence = DomainCheck::tr("The SPF record does not say what others are: it lacks “~all” at its end.");
        finding.proposal = propose(domain, QString::fromLatin1(text).trimmed() + QStringLiteral(" ~all"));
    } else {
        finding.verdict = Verdict::Good;
        finding.sentence = provider == MailProvider::Unknown
            ? DomainCheck::tr(
                "The SPF record is valid. Whether it names the server that sends your mails, the test mail to "
                "yourself shows.")
            : DomainCheck::tr("The SPF record is valid and names %1.").arg(nameOf(provider));
    }
}

} // namespace

Task<DnsFinding> DomainCheck::checkSpf(QString domain, MailProvider provider, std::stop_token stop)
{
    DnsFinding finding;
    finding.topic = DnsFinding::Topic::Spf;
    DnsAnswer answer = co_await m_dns.lookUp(domain, DnsType::Txt, stop);
    if (answer.status == DnsAnswer::Status::Failed) {
        finding.sentence = tr("The SPF record could not be looked at. Try again later.");
        co_return finding;
    }
    const QList<QByteArray> texts = spfTexts(answer);
    if (texts.isEmpty()) {
        const QString include = spfIncludeOf(provider);
        finding.verdict = Verdict::Bad;
        finding.sentence = tr("There is no SPF record. Receivers cannot tell your mails from forged ones.");
        finding.proposal = propose(domain,
                                   include.isEmpty() ? QStringLiteral("v=spf1 mx ~all")
                                                     : QStringLiteral("v=spf1 include:%1 ~all").arg(include));
        co_return finding;
    }
    finding.found = QString::fromLatin1(texts.constFirst());
    if (texts.size() > 1) {
        finding.verdict = Verdict::Bad;
        finding.found = QString::fromLatin1(texts.mid(0, 5).join('\n'));
        finding.sentence =
            tr("There are %1 SPF records. Receivers refuse them all; make one of them.").arg(texts.size());
        co_return finding;
    }
    const SpfRecord record = SpfRecord::parse(texts.constFirst());
    SpfWalk seen = co_await walk(&m_dns, domain, record, stop);
    judge(finding, domain, texts.constFirst(), record, seen, provider);
    co_return finding;
}

} // namespace AlwaysLeads
