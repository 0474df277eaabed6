#include "sandbox/SandboxDns.h"

namespace AlwaysLeads {

Task<DnsAnswer> SandboxDns::lookUp(QString name, DnsType type, std::stop_token stop)
{
    DnsAnswer answer;
    if (stop.stop_requested()) {
        co_return answer;
    }
    const QString domain = QStringLiteral("harbourline.example");
    const QString mail = QStringLiteral("mx.harbourline.example");
    if (name.endsWith(QLatin1Char('.'))) {
        name.chop(1);
    }
    const bool exists = name == domain || name == mail;
    answer.status = exists ? DnsAnswer::Status::NoData : DnsAnswer::Status::NoSuchName;
    if (name == domain && type == DnsType::Mx) {
        answer.status = DnsAnswer::Status::Found;
        answer.mx.append(DnsMx{10, mail});
    } else if (name == domain && type == DnsType::Txt) {
        answer.status = DnsAnswer::Status::Found;
        answer.texts.append(QByteArrayLiteral("v=spf1 mx ~all"));
    } else if (exists && type == DnsType::A) {
        answer.status = DnsAnswer::Status::Found;
        answer.addresses.append(QHostAddress(QStringLiteral("192.0.2.25"))); // of RFC 5737: nobody's
    }
    co_return answer;
}

} // namespace AlwaysLeads
