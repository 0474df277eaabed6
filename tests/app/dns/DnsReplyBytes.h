#pragma once

#include "dns/DnsResolver.h"

#include <QByteArray>
#include <QList>

namespace AlwaysLeads {

/// Builds replies by the letter of RFC 1035, for tests.
struct DnsReplyBytes
{
    struct Record
    {
        QByteArray owner;
        quint16 type = 0;
        QByteArray data;
    };

    static QByteArray u16(int number) { return QByteArray(1, char(number >> 8)) + char(number & 0xff); }
    static QByteArray name(const QByteArray &text)
    {
        QByteArray bytes;
        for (const QByteArray &label : text.split('.')) {
            if (!label.isEmpty()) {
                bytes += char(label.size());
                bytes += label;
            }
        }
        return bytes + '\0';
    }
    static QByteArray text(const QByteArray &value)
    {
        QByteArray bytes;
        for (qsizetype at = 0; at < value.size() || at == 0; at += 255) {
            const QByteArray piece = value.mid(at, 255);
            bytes += char(piece.size());
            bytes += piece;
        }
        return bytes;
    }
    /// `flags` beside "reply, recursion wanted and had": 3 in it is NXDOMAIN, 0x0200 truncated.
    static QByteArray reply(int id, const QByteArray &asked, DnsType type, const QList<Record> &records, int flags = 0)
    {
        QByteArray bytes = u16(id) + u16(0x8180 | flags) + u16(1) + u16(int(records.size())) + u16(0) + u16(0)
            + name(asked) + u16(int(type)) + u16(1);
        for (const Record &record : records) {
            const QByteArray owner = record.owner == asked ? QByteArray("\xc0\x0c", 2) : name(record.owner);
            bytes += owner + u16(record.type) + u16(1) + QByteArray("\0\0\1\0", 4) + u16(int(record.data.size()))
                + record.data;
        }
        return bytes;
    }
};

} // namespace AlwaysLeads
