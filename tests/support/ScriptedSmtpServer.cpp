#include "support/ScriptedSmtpServer.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <functional>

namespace AlwaysLeads {

namespace {

class Listener : public QTcpServer
{
public:
    explicit Listener(std::function<void(qintptr)> accept)
        : m_accept(std::move(accept))
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

private:
    std::function<void(qintptr)> m_accept;
};

} // namespace

ScriptedSmtpServer::ScriptedSmtpServer()
{
    listen(false);
}

ScriptedSmtpServer::ScriptedSmtpServer(const TlsIdentity &identity, bool implicit)
    : m_identity(identity)
{
    listen(implicit);
}

void ScriptedSmtpServer::listen(bool implicit)
{
    m_listener = std::make_unique<Listener>([this, implicit](qintptr descriptor) { accept(descriptor, implicit); });
    if (!m_listener->listen(QHostAddress::LocalHost)) {
        qFatal("no free port: %s", qPrintable(m_listener->errorString()));
    }
}

void ScriptedSmtpServer::accept(qintptr descriptor, bool implicit)
{
    ++m_connections;
    if (m_socket) {
        m_fault = "a second connection";
        QTcpSocket second;
        second.setSocketDescriptor(descriptor);
        second.abort();
        return;
    }
    m_socket = std::make_unique<QSslSocket>();
    m_socket->setSocketDescriptor(descriptor);
    m_socket->setLocalCertificate(m_identity.certificate);
    m_socket->setPrivateKey(m_identity.key);
    m_socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &ScriptedSmtpServer::play);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &ScriptedSmtpServer::play);
    connect(m_socket.get(), &QSslSocket::disconnected, this, [this] { m_clientGone = true; });
    if (implicit) {
        m_socket->startServerEncryption();
    } else {
        play();
    }
}

ScriptedSmtpServer &ScriptedSmtpServer::add(Kind kind, const QByteArray &bytes, qsizetype count)
{
    m_steps += Step{kind, bytes, count};
    return *this;
}

ScriptedSmtpServer &ScriptedSmtpServer::saysRaw(const QByteArray &bytes)
{
    return add(Kind::Say, bytes);
}

ScriptedSmtpServer &ScriptedSmtpServer::saysSlowly(const QByteArray &line)
{
    return add(Kind::SaySlowly, line + "\r\n");
}

ScriptedSmtpServer &ScriptedSmtpServer::hears(const QByteArray &line)
{
    return add(Kind::Hear, line);
}

ScriptedSmtpServer &ScriptedSmtpServer::hearsText()
{
    return add(Kind::HearText);
}

ScriptedSmtpServer &ScriptedSmtpServer::hearsBytes(qsizetype count)
{
    return add(Kind::HearBytes, {}, count);
}

ScriptedSmtpServer &ScriptedSmtpServer::startsTls()
{
    return add(Kind::StartTls);
}

ScriptedSmtpServer &ScriptedSmtpServer::closes()
{
    return add(Kind::Close);
}

ScriptedSmtpServer &ScriptedSmtpServer::cuts()
{
    return add(Kind::Cut);
}

ScriptedSmtpServer &ScriptedSmtpServer::greets(const QByteArrayList &extensions)
{
    says("220 mail.firm.example ESMTP").hears("EHLO [127.0.0.1]");
    QByteArrayList lines{"mail.firm.example"};
    lines += extensions;
    for (qsizetype at = 0; at < lines.size(); ++at) {
        says((at + 1 < lines.size() ? "250-" : "250 ") + lines.at(at));
    }
    return *this;
}

void ScriptedSmtpServer::play()
{
    if (!m_socket || m_playing) {
        return;
    }
    const QByteArray came = m_socket->readAll();
    m_buffer += came;
    m_heard += came;
    m_playing = true;
    while (m_fault.isEmpty() && !m_steps.isEmpty() && playStep(m_steps.first())) {
        m_steps.removeFirst();
    }
    m_playing = false;
}

bool ScriptedSmtpServer::playStep(Step &step)
{
    switch (step.kind) {
    case Kind::Say:
        m_socket->write(step.bytes);
        return true;
    case Kind::SaySlowly:
        m_socket->write(step.bytes.left(1));
        m_socket->flush();
        step.bytes.remove(0, 1);
        if (step.bytes.isEmpty()) {
            return true;
        }
        QTimer::singleShot(0, this, &ScriptedSmtpServer::play);
        return false;
    case Kind::Hear:
        return hear(step.bytes);
    case Kind::HearText: {
        const bool empty = m_buffer.startsWith(".\r\n");
        const qsizetype end = empty ? 0 : m_buffer.indexOf("\r\n.\r\n", step.count);
        if (end < 0) {
            step.count = std::max<qsizetype>(0, m_buffer.size() - 4); // looked through so far
            return false;
        }
        m_text = m_buffer.first(empty ? 0 : end + 2);
        m_buffer.remove(0, empty ? 3 : end + 5);
        return true;
    }
    case Kind::HearBytes:
        return m_buffer.size() >= step.count;
    case Kind::StartTls:
        if (!m_socket->isEncrypted() && m_socket->mode() == QSslSocket::UnencryptedMode) {
            m_socket->flush();
            m_socket->startServerEncryption();
        }
        return m_socket->isEncrypted();
    case Kind::Close:
        m_socket->disconnectFromHost();
        return true;
    case Kind::Cut:
        m_socket->flush();
        m_socket->abort();
        return true;
    }
    return false;
}

bool ScriptedSmtpServer::hear(const QByteArray &line)
{
    const qsizetype end = m_buffer.indexOf('\n');
    if (end < 0) {
        return false;
    }
    const QByteArray said = m_buffer.first(end + 1);
    m_buffer.remove(0, end + 1);
    if (said != line + "\r\n") {
        m_fault = "expected \"" + line + "\", heard \"" + said.trimmed() + '"';
        return false;
    }
    return true;
}

} // namespace AlwaysLeads
