#include "dnscheck/DmarcRecord.h"

#include "dnscheck/TagList.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostAddresses = 20;

std::optional<DmarcRecord::Policy> policyOf(const QByteArray &word)
{
    const QByteArray lower = word.toLower();
    if (lower == "none") {
        return DmarcRecord::Policy::None;
    }
    if (lower == "quarantine") {
        return DmarcRecord::Policy::Quarantine;
    }
    return lower == "reject" ? std::optional(DmarcRecord::Policy::Reject) : std::nullopt;
}

QStringList mailAddresses(const QByteArray &list)
{
    QStringList addresses;
    const QList<QByteArray> parts = list.split(',');
    for (const QByteArray &part : parts) {
        const QByteArray uri = part.trimmed();
        if (uri.left(7).toLower() == "mailto:" && uri.contains('@') && addresses.size() < mostAddresses) {
            addresses += QString::fromLatin1(uri.mid(7)).section(QLatin1Char('!'), 0, 0); // "!10m": a size, obsolete
        }
    }
    return addresses;
}

} // namespace

std::optional<DmarcRecord> DmarcRecord::parse(const QByteArray &text)
{
    const TagList tags = tagsIn(text);
    if (tags.isEmpty() || tags.constFirst().first != "v" || tags.constFirst().second != "DMARC1") {
        return std::nullopt;
    }
    DmarcRecord record;
    record.reportsTo = mailAddresses(tag(tags, "rua"));
    const std::optional<Policy> policy = policyOf(tag(tags, "p"));
    if (!policy && record.reportsTo.isEmpty()) {
        return std::nullopt;
    }
    record.policy = policy.value_or(Policy::None);
    record.subdomains = policyOf(tag(tags, "sp"));
    record.missingSubdomains = policyOf(tag(tags, "np"));
    record.strictDkim = tag(tags, "adkim").toLower() == "s";
    record.strictSpf = tag(tags, "aspf").toLower() == "s";
    record.testing = tag(tags, "t").toLower() == "y";
    const QByteArray suffix = tag(tags, "psd").toLower();
    record.suffix = suffix == "y" ? Suffix::Yes : suffix == "n" ? Suffix::No : Suffix::Unsaid;
    for (const char *name : {"pct", "rf", "ri"}) {
        if (!tag(tags, name).isNull()) {
            record.obsolete += QString::fromLatin1(name);
        }
    }
    return record;
}

} // namespace AlwaysLeads
