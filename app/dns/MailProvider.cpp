#include "dns/MailProvider.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool liesIn(const QString &host, const char *domain)
{
    const QLatin1String tail(domain);
    return host == tail || (host.endsWith(tail) && host.at(host.size() - tail.size() - 1) == QLatin1Char('.'));
}

bool anyLiesIn(const QList<DnsMx> &mx, std::initializer_list<const char *> domains)
{
    return std::ranges::any_of(mx, [&](const DnsMx &one) {
        return std::ranges::any_of(domains, [&](const char *domain) { return liesIn(one.host, domain); });
    });
}

} // namespace

MailProvider providerOf(const QList<DnsMx> &mx)
{
    if (anyLiesIn(mx, {"google.com", "googlemail.com"})) {
        return MailProvider::Google;
    }
    if (anyLiesIn(mx, {"mail.protection.outlook.com", "mx.microsoft", "olc.protection.outlook.com"})) {
        return MailProvider::Microsoft;
    }
    return MailProvider::Unknown;
}

QString spfIncludeOf(MailProvider provider)
{
    switch (provider) {
    case MailProvider::Google:
        return QStringLiteral("_spf.google.com");
    case MailProvider::Microsoft:
        return QStringLiteral("spf.protection.outlook.com");
    case MailProvider::Unknown:
        break;
    }
    return {};
}

QString nameOf(MailProvider provider)
{
    switch (provider) {
    case MailProvider::Google:
        return QStringLiteral("Google");
    case MailProvider::Microsoft:
        return QStringLiteral("Microsoft");
    case MailProvider::Unknown:
        break;
    }
    return {};
}

} // namespace AlwaysLeads
