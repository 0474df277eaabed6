#include "SinkServer.h"

namespace AlwaysLeads {

SinkServer::SinkServer()
{
    if (!m_listener.listen(QHostAddress::LocalHost)) {
        qFatal("no port on the loopback interface");
    }
    connect(&m_listener, &QTcpServer::newConnection, this, &SinkServer::accept);
}

void SinkServer::tell(Moment moment, const Conversation &talk) const
{
    if (at) {
        at(moment, talk.number);
    }
}

void SinkServer::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        auto talk = std::make_shared<Conversation>();
        talk->number = ++m_conversations;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, talk] { read(socket, *talk); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        tell(Moment::Connected, *talk);
        socket->write("220 sink.example ESMTP\r\n");
    }
}

void SinkServer::read(QTcpSocket *socket, Conversation &talk)
{
    talk.buffer += socket->readAll();
    if (talk.inText && !talk.toldHalf && talk.text.size() + talk.buffer.size() > 200) {
        talk.toldHalf = true;
        tell(Moment::HalfOfTheBody, talk);
    }
    for (qsizetype end = talk.buffer.indexOf("\r\n"); end >= 0; end = talk.buffer.indexOf("\r\n")) {
        const QByteArray line = talk.buffer.left(end);
        talk.buffer.remove(0, end + 2);
        talk.inText ? hearText(socket, talk, line) : hear(socket, talk, line);
    }
}

void SinkServer::hear(QTcpSocket *socket, Conversation &talk, const QByteArray &line)
{
    const QByteArray verb = line.toUpper();
    if (verb.startsWith("EHLO")) {
        tell(Moment::Hello, talk);
        socket->write("250-sink.example\r\n250 8BITMIME\r\n");
    } else if (verb.startsWith("MAIL FROM:")) {
        tell(Moment::MailFrom, talk);
        socket->write("250 2.1.0 ok\r\n");
    } else if (verb.startsWith("RCPT TO:<")) {
        talk.to = QString::fromUtf8(line.mid(9, line.indexOf('>') - 9));
        tell(Moment::RecipientTo, talk);
        socket->write("250 2.1.5 ok\r\n");
    } else if (verb == "DATA") {
        tell(Moment::Data, talk);
        talk.inText = true;
        talk.toldHalf = false;
        talk.text.clear();
        socket->write("354 go on\r\n");
    } else if (verb == "QUIT") {
        socket->write("221 2.0.0 bye\r\n");
        socket->disconnectFromHost();
    } else {
        socket->write("250 2.0.0 ok\r\n");
    }
}

void SinkServer::hearText(QTcpSocket *socket, Conversation &talk, const QByteArray &line)
{
    if (line != ".") {
        talk.text += (line.startsWith('.') ? line.mid(1) : line) + "\r\n";
        return;
    }
    talk.inText = false;
    mails.append({talk.to, talk.text});
    tell(Moment::FinalDot, talk);
    socket->write("250 2.0.0 taken\r\n");
    socket->flush();
    tell(Moment::Answered, talk);
}

} // namespace AlwaysLeads
