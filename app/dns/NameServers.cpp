#include "dns/NameServers.h"

#include <QFile>

#ifdef Q_OS_WIN
// clang-format off
#include <winsock2.h>
#include <iphlpapi.h>
// clang-format on
#endif

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostServers = 3;
constexpr qint64 longestFile = 64 * 1024;

} // namespace

QList<NameServer> nameServersIn(const QByteArray &resolvConf)
{
    QList<NameServer> servers;
    const QList<QByteArray> lines = resolvConf.split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() < 2 || words.constFirst() != "nameserver" || servers.size() == mostServers) {
            continue;
        }
        const QHostAddress address(QString::fromLatin1(words.at(1)));
        if (!address.isNull()) {
            servers += NameServer{address};
        }
    }
    return servers;
}

QList<NameServer> systemNameServers()
{
#ifdef Q_OS_WIN
    QList<NameServer> servers;
    ULONG size = sizeof(FIXED_INFO);
    QByteArray room(qsizetype(size), '\0');
    if (GetNetworkParams(reinterpret_cast<FIXED_INFO *>(room.data()), &size) == ERROR_BUFFER_OVERFLOW) {
        room.resize(qsizetype(size));
    }
    if (GetNetworkParams(reinterpret_cast<FIXED_INFO *>(room.data()), &size) == NO_ERROR) {
        const IP_ADDR_STRING *entry = &reinterpret_cast<FIXED_INFO *>(room.data())->DnsServerList;
        for (; entry && servers.size() < mostServers; entry = entry->Next) {
            const QHostAddress address(QString::fromLatin1(entry->IpAddress.String));
            if (!address.isNull()) {
                servers += NameServer{address};
            }
        }
    }
    return servers;
#else
    QFile file(QStringLiteral("/etc/resolv.conf"));
    return file.open(QIODevice::ReadOnly) ? nameServersIn(file.read(longestFile)) : QList<NameServer>();
#endif
}

} // namespace AlwaysLeads
