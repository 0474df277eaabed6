#include "suppression/SuppressionSubject.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// One person however they write themselves: without case, and without the "+tag" that leads to the same mailbox.
QString normalOf(const EmailAddress &address)
{
    return FoldedLocalPart(address).untagged + QLatin1Char('@') + address.domain();
}

} // namespace

Result<SuppressionSubject> SuppressionSubject::of(const EmailAddress &address)
{
    if (address.isNull()) {
        return failure(ErrorKind::Invalid, tr("There is no address to block."));
    }
    SuppressionSubject subject;
    subject.m_address = address;
    subject.m_normal = normalOf(address);
    return subject;
}

Result<SuppressionSubject> SuppressionSubject::ofDomain(const QString &domain)
{
    QString typed = domain.trimmed();
    if (typed.startsWith(QLatin1Char('@'))) {
        typed.remove(0, 1);
    }
    // One set of rules for domains: those of the address it stands in.
    const Result<EmailAddress> inAddress = EmailAddress::parse(QStringLiteral("x@") + typed);
    if (typed.contains(QLatin1Char('@')) || !inAddress) {
        return failure(ErrorKind::Invalid,
                       tr("\"%1\" is not a domain. Type it like example.org.").arg(domain.trimmed()));
    }
    SuppressionSubject subject;
    subject.m_kind = Kind::Domain;
    subject.m_address = *inAddress;
    subject.m_normal = inAddress->domain();
    return subject;
}

Result<SuppressionSubject> SuppressionSubject::parse(const QString &text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("Type an address, a domain, or a pattern such as info@*."));
    }
    if (typed.contains(QChar(0x2026))) {
        return failure(ErrorKind::Invalid,
                       tr("\"%1\" is an address cut short. The whole one is needed.").arg(typed.left(80)));
    }
    if (typed.contains(QLatin1Char('*'))) {
        Result<AddressPattern> pattern = AddressPattern::parse(typed);
        if (!pattern) {
            return failureOf(std::move(pattern));
        }
        SuppressionSubject subject;
        subject.m_kind = Kind::Pattern;
        subject.m_pattern = *pattern;
        subject.m_normal = pattern->toString();
        return subject;
    }
    if (typed.contains(QLatin1Char('@')) && !typed.startsWith(QLatin1Char('@'))) {
        Result<EmailAddress> address = EmailAddress::parse(typed);
        return address ? of(*address) : Result<SuppressionSubject>(failureOf(std::move(address)));
    }
    return ofDomain(typed);
}

QString SuppressionSubject::shown() const
{
    switch (m_kind) {
    case Kind::Address:
        return m_address.shown();
    case Kind::Domain:
        return m_address.shown().mid(2);
    case Kind::Pattern:
        break;
    }
    return m_normal;
}

QString SuppressionSubject::kept() const
{
    if (m_kind != Kind::Address) {
        return shown();
    }
    const QString local = m_address.localPart();
    const QString whole = m_address.shown();
    return local.left(local.size() > 4 ? 2 : 1) + QChar(0x2026) + whole.mid(whole.lastIndexOf(QLatin1Char('@')));
}

bool SuppressionSubject::covers(const EmailAddress &address) const
{
    if (m_kind == Kind::Pattern) {
        return m_pattern.matches(address);
    }
    const auto all = candidates(address);
    return !m_normal.isEmpty() && std::ranges::find(all, std::pair(m_kind, m_normal)) != all.cend();
}

QList<std::pair<SuppressionSubject::Kind, QString>> SuppressionSubject::candidates(const EmailAddress &address)
{
    QList<std::pair<Kind, QString>> all;
    if (address.isNull()) {
        return all;
    }
    all.append({Kind::Address, normalOf(address)});
    for (QString domain = address.domain(); !domain.isEmpty();) {
        all.append({Kind::Domain, domain});
        const qsizetype dot = domain.indexOf(QLatin1Char('.'));
        domain = dot < 0 ? QString() : domain.mid(dot + 1);
    }
    return all;
}

} // namespace AlwaysLeads
