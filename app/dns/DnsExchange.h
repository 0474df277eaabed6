#pragma once

#include "dns/DnsMessage.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QUdpSocket>

#include <chrono>

namespace AlwaysLeads {

struct NameServer
{
    QHostAddress address;
    quint16 port = 53;

    bool operator==(const NameServer &) const = default;
};

/// One question to one server: over UDP, and over TCP when the answer does not fit (RFC 7766).
class DnsExchange : public QObject
{
    Q_OBJECT
public:
    DnsExchange(NameServer server, QString name, DnsType type, std::chrono::milliseconds patience);

    /// done() follows, in a later turn of the event loop.
    void start();
    void stop();
    DnsAnswer answer() const { return m_answer; }
    /// Whether the server said anything that can be used, be it "no".
    bool answered() const { return m_answered; }

Q_SIGNALS:
    void done();

private:
    void readDatagrams();
    void askByTcp();
    void readStream();
    bool take(const QByteArray &bytes, bool mayBeTruncated);
    void finish();

    NameServer m_server;
    QString m_name;
    DnsType m_type;
    quint16 m_id;
    QByteArray m_question;
    QUdpSocket m_udp;
    QTcpSocket m_tcp;
    QTimer m_patience;
    QByteArray m_stream;
    DnsAnswer m_answer;
    bool m_answered = false;
    bool m_finished = false;
};

} // namespace AlwaysLeads
