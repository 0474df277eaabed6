#pragma once

#include "dns/DnsResolver.h"

#include <QHash>
#include <QStringList>

namespace AlwaysLeads {

/// A DNS that knows what the test entered; every other name does not exist.
class FakeDns final : public DnsResolver
{
public:
    Task<DnsAnswer> lookUp(QString name, DnsType type, std::stop_token stop) override
    {
        asked += QStringLiteral("%1 %2").arg(name).arg(int(type));
        DnsAnswer answer;
        if (stop.stop_requested() || down || silent.contains(name)) {
            co_return answer;
        }
        const QPair<QString, int> key(name, int(type));
        if (answers.contains(key)) {
            answer = answers.value(key);
            co_return answer;
        }
        answer.status = names.contains(name) ? DnsAnswer::Status::NoData : DnsAnswer::Status::NoSuchName;
        co_return answer;
    }

    void addText(const QString &name, const QByteArray &text)
    {
        DnsAnswer &answer = at(name, DnsType::Txt);
        answer.texts += text;
    }
    void addMx(const QString &name, quint16 preference, const QString &host)
    {
        DnsAnswer &answer = at(name, DnsType::Mx);
        answer.mx.append({preference, host});
    }
    void addSrv(const QString &name, const DnsSrv &srv) { at(name, DnsType::Srv).srv += srv; }
    void addAddress(const QString &name, const char *address = "192.0.2.1")
    {
        const QHostAddress parsed(QString::fromLatin1(address));
        const bool isFour = parsed.protocol() == QAbstractSocket::IPv4Protocol;
        at(name, isFour ? DnsType::A : DnsType::Aaaa).addresses += parsed;
    }

    bool down = false; ///< nothing is answered
    QStringList silent; ///< names about which nothing is answered
    QStringList asked; ///< "name type"

private:
    DnsAnswer &at(const QString &name, DnsType type)
    {
        names += name;
        DnsAnswer &answer = answers[{name, int(type)}];
        answer.status = DnsAnswer::Status::Found;
        return answer;
    }

    QStringList names;
    QHash<QPair<QString, int>, DnsAnswer> answers;
};

} // namespace AlwaysLeads
