#include "sandbox/SandboxDns.h"

namespace AlwaysLeads {

Task<DnsAnswer> SandboxDns::lookUp(QString name, DnsType type, std::stop_token stop)
{
    DnsAnswer answer;
    if (name.endsWith(QLatin1Char('.'))) {
        name.chop(1);
    }
    const QString host = QStringLiteral("mx.");
    const QStringList labels = name.split(QLatin1Char('.'));
    const bool isHost = name.startsWith(host);
    const bool isDomain = labels.size() == 2;
    if (stop.stop_requested() || labels.last() != QLatin1String("example")) {
        co_return answer; // Failed: not asked
    }
    const bool exists = isDomain || (isHost && labels.size() == 3);
    answer.status = exists ? DnsAnswer::Status::NoData : DnsAnswer::Status::NoSuchName;
    if (!exists || name == deadDomain()) {
        co_return answer;
    }
    if (isDomain && type == DnsType::Mx) {
        answer.status = DnsAnswer::Status::Found;
        answer.mx.append(DnsMx{10, host + name});
    } else if (name == QLatin1String("harbourline.example") && type == DnsType::Txt) {
        answer.status = DnsAnswer::Status::Found;
        answer.texts.append(QByteArrayLiteral("v=spf1 mx ~all"));
    } else if (type == DnsType::A) {
        answer.status = DnsAnswer::Status::Found;
        answer.addresses.append(QHostAddress(QStringLiteral("192.0.2.25"))); // of RFC 5737: nobody's
    }
    co_return answer;
}

} // namespace AlwaysLeads
