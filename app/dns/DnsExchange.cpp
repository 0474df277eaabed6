#include "dns/DnsExchange.h"

#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QtEndian>

namespace AlwaysLeads {

namespace {

QByteArray framed(const QByteArray &question)
{
    QByteArray frame(2, Qt::Uninitialized);
    qToBigEndian(quint16(question.size()), frame.data());
    return frame + question;
}

} // namespace

DnsExchange::DnsExchange(NameServer server, QString name, DnsType type, std::chrono::milliseconds patience)
    : m_server(std::move(server))
    , m_name(std::move(name))
    , m_type(type)
    , m_id(quint16(QRandomGenerator::system()->bounded(0x10000)))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    // A name server is asked directly, whatever proxy the web needs.
    m_udp.setProxy(QNetworkProxy::NoProxy);
    m_tcp.setProxy(QNetworkProxy::NoProxy);
    connect(&m_patience, &QTimer::timeout, this, &DnsExchange::finish);
    connect(&m_udp, &QUdpSocket::readyRead, this, &DnsExchange::readDatagrams);
    connect(&m_udp, &QUdpSocket::errorOccurred, this, &DnsExchange::finish);
    connect(&m_tcp, &QTcpSocket::connected, this, [this] { m_tcp.write(framed(m_question)); });
    connect(&m_tcp, &QTcpSocket::readyRead, this, &DnsExchange::readStream);
    connect(&m_tcp, &QTcpSocket::errorOccurred, this, &DnsExchange::finish);
}

void DnsExchange::start()
{
    const std::optional<QByteArray> question = DnsMessage::question(m_id, m_name, m_type);
    if (!question) { // no such name can exist
        m_answer.status = DnsAnswer::Status::NoSuchName;
        m_answered = true;
        finish();
        return;
    }
    m_question = *question;
    m_patience.start();
    // A port of its own that the system draws: together with the id hard to guess for who would answer in its place.
    const QHostAddress any = m_server.address.protocol() == QAbstractSocket::IPv6Protocol
        ? QHostAddress(QHostAddress::AnyIPv6)
        : QHostAddress(QHostAddress::AnyIPv4);
    if (!m_udp.bind(any, 0) || m_udp.writeDatagram(m_question, m_server.address, m_server.port) != m_question.size()) {
        finish();
    }
}

void DnsExchange::stop()
{
    finish();
}

void DnsExchange::readDatagrams()
{
    while (!m_finished && m_udp.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_udp.receiveDatagram();
        const bool fromServer =
            datagram.senderAddress().isEqual(m_server.address) && datagram.senderPort() == m_server.port;
        if (fromServer && take(datagram.data(), true)) {
            return;
        }
    }
}

bool DnsExchange::take(const QByteArray &bytes, bool mayBeTruncated)
{
    const std::optional<DnsMessage::Reply> reply = DnsMessage::reply(bytes, m_id, m_name, m_type);
    if (!reply) {
        return false; // somebody else's, or forged: the right one may still come
    }
    if (reply->truncated && mayBeTruncated) {
        askByTcp();
        return true;
    }
    m_answer = reply->answer;
    m_answered = reply->answer.status != DnsAnswer::Status::Failed;
    finish();
    return true;
}

void DnsExchange::askByTcp()
{
    m_udp.disconnect(this);
    m_patience.start();
    m_tcp.connectToHost(m_server.address, m_server.port);
}

void DnsExchange::readStream()
{
    m_stream += m_tcp.readAll();
    if (m_stream.size() < 2) {
        return;
    }
    const qsizetype size = qFromBigEndian<quint16>(m_stream.constData());
    if (m_stream.size() >= 2 + size && !take(m_stream.mid(2, size), false)) {
        finish();
    }
}

void DnsExchange::finish()
{
    if (m_finished) {
        return;
    }
    m_finished = true;
    m_patience.stop();
    m_udp.disconnect(this);
    m_tcp.disconnect(this);
    m_tcp.abort();
    QMetaObject::invokeMethod(this, &DnsExchange::done, Qt::QueuedConnection);
}

} // namespace AlwaysLeads
