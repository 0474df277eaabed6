// DKIM of a sender's domain: the keys under the names that are known or usual.
#include "dnscheck/DkimKey.h"
#include "dnscheck/DomainCheck.h"

#include <algorithm>
#include <vector>

namespace AlwaysLeads {

namespace {

using Verdict = DnsFinding::Verdict;

constexpr qsizetype mostSelectors = 40;
constexpr int goodBits = 2048;

const char *const usualSelectors[] = {"google", "selector1", "selector2", "default",    "mail", "dkim", "s1",  "s2",
                                      "k1",     "k2",        "k3",        "protonmail", "zoho", "fm1",  "fm2", "fm3"};

struct FoundKey
{
    QString selector;
    DkimKey key;
};

QString listOf(const QList<FoundKey> &keys)
{
    QStringList shown;
    for (const FoundKey &one : keys) {
        shown += one.key.revoked
            ? QStringLiteral("%1 (–)").arg(one.selector)
            : QStringLiteral("%1 (%2 %3)")
                  .arg(one.selector,
                       one.key.type == DkimKey::Type::Ed25519 ? QStringLiteral("Ed25519") : QStringLiteral("RSA"))
                  .arg(one.key.bits);
    }
    return shown.join(QStringLiteral(", "));
}

void judge(DnsFinding &finding, const QList<FoundKey> &keys)
{
    const auto usable = [](const FoundKey &one) { return one.key.isUsable(); };
    const auto sound = [](const FoundKey &one) {
        return one.key.isUsable() && !one.key.testing
            && (one.key.type == DkimKey::Type::Ed25519 || one.key.bits >= goodBits);
    };
    if (std::ranges::any_of(keys, sound)) {
        finding.verdict = Verdict::Good;
        finding.sentence =
            DomainCheck::tr("There is a DKIM key. Whether your mails are signed with it, the test mail to "
                            "yourself shows.");
    } else if (std::ranges::any_of(keys, [&](const FoundKey &one) { return usable(one) && one.key.testing; })) {
        finding.verdict = Verdict::Improve;
        finding.sentence = DomainCheck::tr("The DKIM key is marked as a test (t=y), so receivers treat your mails as "
                                           "unsigned. Remove that mark.");
    } else if (std::ranges::any_of(keys, usable)) {
        finding.verdict = Verdict::Improve;
        finding.sentence =
            DomainCheck::tr("The DKIM key has less than 2048 bits. Let your mail provider make a longer one.");
    } else {
        finding.verdict = Verdict::Bad;
        finding.sentence =
            DomainCheck::tr("The DKIM key was withdrawn or cannot be used. Let your mail provider make a new "
                            "one.");
    }
}

QString notFound(MailProvider provider)
{
    switch (provider) {
    case MailProvider::Google:
        return DomainCheck::tr(
            "No DKIM key was found under the usual names. In the Google Admin console, under Apps, Gmail, "
            "Authenticate email, make one and enter the record shown there.");
    case MailProvider::Microsoft:
        return DomainCheck::tr(
            "No DKIM key was found under the usual names. In the Microsoft Defender portal, under Email "
            "authentication, DKIM, switch it on for this domain and enter the two records shown there.");
    case MailProvider::Unknown:
        break;
    }
    return DomainCheck::tr(
        "No DKIM key was found under the usual names. That does not mean there is none: the test mail to "
        "yourself shows whether your mails are signed.");
}

} // namespace

Task<DnsFinding> DomainCheck::checkDkim(QString domain, QStringList selectors, MailProvider provider,
                                        std::stop_token stop)
{
    DnsFinding finding;
    finding.topic = DnsFinding::Topic::Dkim;
    for (const char *usual : usualSelectors) {
        selectors += QString::fromLatin1(usual);
    }
    selectors.removeDuplicates();
    selectors = selectors.mid(0, mostSelectors);
    std::vector<Task<DnsAnswer>> asking; // all at once
    for (const QString &selector : std::as_const(selectors)) {
        asking.push_back(m_dns.lookUp(selector + QStringLiteral("._domainkey.") + domain, DnsType::Txt, stop));
    }
    QList<FoundKey> keys;
    bool unchecked = false;
    for (size_t at = 0; at < asking.size(); ++at) {
        DnsAnswer answer = co_await asking[at];
        unchecked = unchecked || answer.status == DnsAnswer::Status::Failed;
        for (const QByteArray &text : std::as_const(answer.texts)) {
            if (const std::optional<DkimKey> key = DkimKey::parse(text)) {
                keys.append({selectors.at(qsizetype(at)), *key});
                break; // what more there is under a name, receivers may ignore (RFC 6376 §3.6.2.2)
            }
        }
    }
    finding.found = listOf(keys);
    if (!keys.isEmpty()) {
        judge(finding, keys);
    } else if (unchecked) {
        finding.sentence = tr("The DKIM keys could not be looked at. Try again later.");
    } else {
        finding.verdict = provider == MailProvider::Unknown ? Verdict::Unchecked : Verdict::Improve;
        finding.sentence = notFound(provider);
    }
    co_return finding;
}

} // namespace AlwaysLeads
