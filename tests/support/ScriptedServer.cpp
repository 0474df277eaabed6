#include "support/ScriptedServer.h"

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

ScriptedServer::ScriptedServer()
{
    listen(false);
}

ScriptedServer::ScriptedServer(const TlsIdentity &identity, bool implicit)
    : m_identity(identity)
{
    listen(implicit);
}

void ScriptedServer::listen(bool implicit)
{
    m_listener = std::make_unique<Listener>([this, implicit](qintptr descriptor) { accept(descriptor, implicit); });
    if (!m_listener->listen(QHostAddress::LocalHost)) {
        qFatal("no free port: %s", qPrintable(m_listener->errorString()));
    }
}

void ScriptedServer::accept(qintptr descriptor, bool implicit)
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
    connect(m_socket.get(), &QSslSocket::readyRead, this, &ScriptedServer::play);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &ScriptedServer::play);
    connect(m_socket.get(), &QSslSocket::disconnected, this, [this] { m_clientGone = true; });
    if (implicit) {
        m_socket->startServerEncryption();
    } else {
        play();
    }
}

ScriptedServer &ScriptedServer::add(Kind kind, const QByteArray &bytes, qsizetype count)
{
    m_steps += Step{kind, bytes, count};
    return *this;
}

ScriptedServer &ScriptedServer::saysRaw(const QByteArray &bytes)
{
    return add(Kind::Say, bytes);
}

ScriptedServer &ScriptedServer::saysSlowly(const QByteArray &line)
{
    return add(Kind::SaySlowly, line + "\r\n");
}

ScriptedServer &ScriptedServer::hears(const QByteArray &line)
{
    return add(Kind::Hear, line);
}

ScriptedServer &ScriptedServer::hearsRaw(const QByteArray &bytes)
{
    return add(Kind::HearRaw, bytes);
}

ScriptedServer &ScriptedServer::hearsText()
{
    return add(Kind::HearText);
}

ScriptedServer &ScriptedServer::hearsBytes(qsizetype count)
{
    return add(Kind::HearBytes, {}, count);
}

ScriptedServer &ScriptedServer::startsTls()
{
    return add(Kind::StartTls);
}

ScriptedServer &ScriptedServer::closes()
{
    return add(Kind::Close);
}

ScriptedServer &ScriptedServer::cuts()
{
    return add(Kind::Cut);
}

void ScriptedServer::play()
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

bool ScriptedServer::playStep(Step &step)
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
        QTimer::singleShot(0, this, &ScriptedServer::play);
        return false;
    case Kind::Hear:
        return hear(step.bytes);
    case Kind::HearRaw:
        if (m_buffer.size() < step.bytes.size()) {
            return false;
        }
        if (!m_buffer.startsWith(step.bytes)) {
            m_fault = "expected \"" + step.bytes + "\", heard \"" + m_buffer + '"';
            return false;
        }
        m_buffer.remove(0, step.bytes.size());
        return true;
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

bool ScriptedServer::hear(const QByteArray &line)
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
