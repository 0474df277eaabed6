#include "dns/DnsMessage.h"

#include <QSet>
#include <QtEndian>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype headerBytes = 12;
constexpr qsizetype longestName = 253;
constexpr qsizetype longestLabel = 63;
constexpr int mostJumps = 32;
constexpr int mostRecords = 500;
constexpr int mostAliases = 16;
constexpr quint16 internet = 1;
constexpr quint16 udpBytes = 1232; // what passes everywhere in one piece (DNS flag day 2020)
constexpr quint16 optType = 41;

void append16(QByteArray &bytes, quint16 number)
{
    bytes.append(char(number >> 8));
    bytes.append(char(number & 0xff));
}

QString normalised(const QString &name)
{
    const QString lower = name.toLower();
    return lower.endsWith(QLatin1Char('.')) ? lower.chopped(1) : lower;
}

/// Reads forward through a message; once something does not fit, everything after it fails too.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes, qsizetype at = 0)
        : m_bytes(bytes)
        , m_at(at)
    {
    }

    bool ok() const { return m_ok; }
    qsizetype at() const { return m_at; }
    void skip(qsizetype count) { take(count); }

    quint8 read8()
    {
        const qsizetype from = take(1);
        return m_ok ? quint8(m_bytes.at(from)) : quint8(0);
    }
    quint16 read16()
    {
        const qsizetype from = take(2);
        return m_ok ? qFromBigEndian<quint16>(m_bytes.constData() + from) : quint16(0);
    }
    QByteArray readBytes(qsizetype count)
    {
        const qsizetype from = take(count);
        return m_ok ? m_bytes.mid(from, count) : QByteArray();
    }
    /// A domain name, decompressed (RFC 1035 §4.1.4).
    QString readName()
    {
        QByteArray name;
        qsizetype at = m_at;
        bool jumped = false;
        for (int jumps = 0; m_ok;) {
            if (at >= m_bytes.size()) {
                m_ok = false;
                break;
            }
            const quint8 length = quint8(m_bytes.at(at));
            if ((length & 0xc0) == 0xc0) {
                if (at + 1 >= m_bytes.size() || ++jumps > mostJumps) {
                    m_ok = false;
                    break;
                }
                if (!jumped) {
                    m_at = at + 2;
                    jumped = true;
                }
                at = ((length & 0x3f) << 8) | quint8(m_bytes.at(at + 1));
                continue;
            }
            m_ok = (length & 0xc0) == 0 && at + 1 + length <= m_bytes.size()
                && name.size() + length + 1 <= longestName + 1;
            if (!m_ok || length == 0) {
                if (!jumped) {
                    m_at = at + 1;
                }
                break;
            }
            if (!name.isEmpty()) {
                name += '.';
            }
            name += m_bytes.mid(at + 1, length);
            at += 1 + length;
        }
        return m_ok ? QString::fromLatin1(name).toLower() : QString();
    }

private:
    qsizetype take(qsizetype count)
    {
        const qsizetype from = m_at;
        m_ok = m_ok && count >= 0 && m_bytes.size() - m_at >= count;
        if (m_ok) {
            m_at += count;
        }
        return from;
    }

    const QByteArray &m_bytes;
    qsizetype m_at;
    bool m_ok = true;
};

struct Record
{
    QString owner;
    quint16 type = 0;
    qsizetype begin = 0;
    qsizetype size = 0;
};

std::optional<Record> readRecord(Reader &reader)
{
    Record record;
    record.owner = reader.readName();
    record.type = reader.read16();
    const quint16 space = reader.read16();
    reader.skip(4); // how long it may be kept
    record.size = reader.read16();
    record.begin = reader.at();
    reader.skip(record.size);
    if (!reader.ok()) {
        return std::nullopt;
    }
    if (space != internet) {
        record.type = 0;
    }
    return record;
}

QByteArray joinedStrings(const QByteArray &bytes, const Record &record)
{
    QByteArray text;
    Reader reader(bytes, record.begin);
    while (reader.ok() && reader.at() < record.begin + record.size) {
        const quint8 length = reader.read8();
        if (reader.at() + length > record.begin + record.size) {
            break;
        }
        text += reader.readBytes(length);
    }
    return text;
}

void addRecord(DnsAnswer &answer, const QByteArray &bytes, const Record &record)
{
    Reader reader(bytes, record.begin);
    switch (DnsType(record.type)) {
    case DnsType::A:
        if (record.size == 4) {
            answer.addresses += QHostAddress(qFromBigEndian<quint32>(bytes.constData() + record.begin));
        }
        break;
    case DnsType::Aaaa:
        if (record.size == 16) {
            answer.addresses += QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData() + record.begin));
        }
        break;
    case DnsType::Mx: {
        DnsMx mx;
        mx.preference = reader.read16();
        mx.host = reader.readName();
        if (reader.ok()) {
            answer.mx += mx;
        }
        break;
    }
    case DnsType::Srv: {
        DnsSrv srv;
        srv.priority = reader.read16();
        srv.weight = reader.read16();
        srv.port = reader.read16();
        srv.host = reader.readName();
        if (reader.ok()) {
            answer.srv += srv;
        }
        break;
    }
    case DnsType::Txt:
        answer.texts += joinedStrings(bytes, record);
        break;
    case DnsType::Cname:
        break;
    }
}

bool isEmpty(const DnsAnswer &answer, DnsType type)
{
    return answer.mx.isEmpty() && answer.srv.isEmpty() && answer.texts.isEmpty() && answer.addresses.isEmpty()
        && (type != DnsType::Cname || answer.alias.isEmpty());
}

} // namespace

std::optional<QByteArray> DnsMessage::question(quint16 id, const QString &name, DnsType type)
{
    const QString asked = normalised(name);
    if (asked.isEmpty() || asked.size() > longestName) {
        return std::nullopt;
    }
    QByteArray bytes;
    append16(bytes, id);
    append16(bytes, 0x0100); // recursion desired
    append16(bytes, 1);
    append16(bytes, 0);
    append16(bytes, 0);
    append16(bytes, 1);
    const QStringList labels = asked.split(QLatin1Char('.'));
    for (const QString &label : labels) {
        const bool ascii =
            std::all_of(label.cbegin(), label.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
        if (label.isEmpty() || label.size() > longestLabel || !ascii) {
            return std::nullopt;
        }
        bytes.append(char(label.size()));
        bytes.append(label.toLatin1());
    }
    bytes.append('\0');
    append16(bytes, quint16(type));
    append16(bytes, internet);
    bytes.append('\0'); // EDNS0: the root, OPT, how much we take, nothing more
    append16(bytes, optType);
    append16(bytes, udpBytes);
    append16(bytes, 0);
    append16(bytes, 0);
    append16(bytes, 0);
    return bytes;
}

std::optional<DnsMessage::Reply> DnsMessage::reply(const QByteArray &bytes, quint16 id, const QString &name,
                                                   DnsType type)
{
    Reader reader(bytes);
    const bool ours = reader.read16() == id;
    const quint16 flags = reader.read16();
    const int questions = reader.read16();
    const int answers = reader.read16();
    reader.skip(4);
    const QString asked = reader.readName();
    const quint16 askedType = reader.read16();
    const quint16 askedClass = reader.read16();
    if (!reader.ok() || bytes.size() < headerBytes || !ours || (flags & 0x8000) == 0 || questions != 1
        || asked != normalised(name) || askedType != quint16(type) || askedClass != internet) {
        return std::nullopt;
    }
    Reply reply;
    reply.truncated = (flags & 0x0200) != 0;
    const int code = flags & 0x000f;
    if (code != 0) {
        reply.answer.status = code == 3 ? DnsAnswer::Status::NoSuchName : DnsAnswer::Status::Failed;
        return reply;
    }
    QList<Record> records;
    for (int i = 0; i < std::min(answers, mostRecords); ++i) {
        const std::optional<Record> record = readRecord(reader);
        if (!record) {
            break;
        }
        records += *record;
    }
    if (records.size() < answers && !reply.truncated) {
        return reply; // broken inside: could not be checked
    }
    QString owner = asked;
    for (int aliases = 0; aliases < mostAliases; ++aliases) {
        const auto alias = std::ranges::find_if(records, [&](const Record &record) {
            return record.owner == owner && record.type == quint16(DnsType::Cname);
        });
        if (alias == records.end()) {
            break;
        }
        Reader target(bytes, alias->begin);
        owner = target.readName();
        reply.answer.alias = owner;
    }
    for (const Record &record : std::as_const(records)) {
        if (record.owner == owner && record.type == quint16(type)) {
            addRecord(reply.answer, bytes, record);
        }
    }
    std::ranges::stable_sort(reply.answer.mx, {}, &DnsMx::preference);
    std::ranges::stable_sort(reply.answer.srv, [](const DnsSrv &one, const DnsSrv &other) {
        return one.priority != other.priority ? one.priority < other.priority : one.weight > other.weight;
    });
    reply.answer.status = isEmpty(reply.answer, type) ? DnsAnswer::Status::NoData : DnsAnswer::Status::Found;
    return reply;
}

} // namespace AlwaysLeads
