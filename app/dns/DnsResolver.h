#pragma once

#include "base/Task.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <stop_token>

namespace AlwaysLeads {

/// The types of records that are asked for, with their numbers on the wire (RFC 1035 §3.2.2, 3596, 2782).
enum class DnsType : quint16 { A = 1, Cname = 5, Mx = 15, Txt = 16, Aaaa = 28, Srv = 33 };

struct DnsMx
{
    quint16 preference = 0;
    QString host; ///< lower case, without the final dot; empty: the null MX (RFC 7505)

    bool operator==(const DnsMx &) const = default;
};

struct DnsSrv
{
    quint16 priority = 0;
    quint16 weight = 0;
    quint16 port = 0;
    QString host; ///< empty: the service is not offered (RFC 2782)

    bool operator==(const DnsSrv &) const = default;
};

/// What the DNS says to one question. Only the list that belongs to the type is filled.
struct DnsAnswer
{
    /// Failed is "could not be checked": no network, a time-out, SERVFAIL. It never means that nothing is there.
    enum class Status { Found, NoSuchName, NoData, Failed };

    Status status = Status::Failed;
    QList<DnsMx> mx; ///< by preference
    QList<DnsSrv> srv; ///< by priority, then the heavier first
    QList<QByteArray> texts; ///< one a record: its strings are joined
    QList<QHostAddress> addresses;
    QString alias; ///< where a CNAME leads to in the end; empty: there is none

    bool operator==(const DnsAnswer &) const = default;
};

/// Asks the DNS. Tests bring their own answers.
class DnsResolver
{
public:
    virtual ~DnsResolver() = default;

    /// `name` in its A-label form, with or without the final dot.
    virtual Task<DnsAnswer> lookUp(QString name, DnsType type, std::stop_token stop) = 0;
};

} // namespace AlwaysLeads
