#include "mail/ServerLine.h"

#include "mail/TlsProblem.h"

#include <QCoroFuture>

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qint64 inputLimit = 64 * 1024; // bytes the socket keeps before the server has to wait
constexpr std::chrono::seconds farewell(5);

QSslConfiguration configuration(const QList<QSslCertificate> &trusted)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.addCaCertificates(trusted);
    return configuration;
}

} // namespace

ServerLine::ServerLine(QList<QSslCertificate> trusted, std::stop_token stop, QString stopped)
    : m_socket(std::make_unique<QSslSocket>())
    , m_stopped(std::move(stopped))
{
    heed(std::move(stop));
    m_socket->setSslConfiguration(configuration(trusted));
    m_socket->setReadBufferSize(inputLimit);
    connect(m_socket.get(), &QSslSocket::connected, this, &ServerLine::wake);
    connect(m_socket.get(), &QSslSocket::disconnected, this, &ServerLine::wake);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &ServerLine::wake);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &ServerLine::wake);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &ServerLine::wake);
    connect(m_socket.get(), &QSslSocket::bytesWritten, this, &ServerLine::wake);
    connect(m_socket.get(), &QSslSocket::encryptedBytesWritten, this, &ServerLine::wake);
}

ServerLine::~ServerLine()
{
    if (m_socket) {
        m_socket->disconnect(this);
    }
}

void ServerLine::heed(std::stop_token stop)
{
    m_onStop.reset();
    m_stop = stop;
    m_heedsStop = true;
    m_onStop.emplace(std::move(stop),
                     [this] { QMetaObject::invokeMethod(this, &ServerLine::wake, Qt::QueuedConnection); });
}

void ServerLine::wake()
{
    if (const std::shared_ptr<QPromise<void>> waiting = std::exchange(m_waiting, nullptr)) {
        waiting->finish();
    }
}

Task<Result<>> ServerLine::change(QDeadlineTimer deadline)
{
    if (isStopped()) {
        co_return tl::unexpected<Error>(stopError());
    }
    if (m_socket->state() == QAbstractSocket::UnconnectedState && !m_host.isEmpty()) {
        co_return tl::unexpected<Error>(lineError());
    }
    if (deadline.hasExpired()) {
        co_return failure(ErrorKind::Timeout, tr("The server %1 did not answer in time.").arg(m_host));
    }
    auto waiting = std::make_shared<QPromise<void>>();
    waiting->start();
    m_waiting = waiting;
    QTimer patience;
    patience.setSingleShot(true);
    connect(&patience, &QTimer::timeout, this, &ServerLine::wake);
    // One millisecond more, so that the deadline has passed when the timer says so.
    patience.start(std::chrono::milliseconds(deadline.remainingTime() + 1));
    QFuture<void> woken = waiting->future();
    co_await woken;
    co_return {};
}

Task<Result<>> ServerLine::refuseUnlessLoopback(QDeadlineTimer deadline)
{
    const QHostAddress literal(m_host);
    if (!literal.isNull()) {
        m_lookedUpLoopback = literal.isLoopback();
    } else {
        m_lookedUpLoopback.reset();
        QHostInfo::lookupHost(m_host, this, [this](const QHostInfo &found) {
            const QList<QHostAddress> addresses = found.addresses();
            m_lookedUpLoopback = !addresses.isEmpty()
                && std::ranges::all_of(addresses, [](const QHostAddress &address) { return address.isLoopback(); });
            wake();
        });
    }
    const QString host = std::exchange(m_host, {}); // nothing is connected yet, which is no error here
    while (!m_lookedUpLoopback) {
        if (Result<> changed = co_await change(deadline); !changed) {
            co_return failureOf(std::move(changed));
        }
    }
    m_host = host;
    if (!*m_lookedUpLoopback) {
        co_return failure(
            ErrorKind::Refused,
            tr("An unencrypted connection is allowed to this computer only, and %1 is another one. Choose TLS or "
               "STARTTLS in Settings.")
                .arg(m_host));
    }
    co_return {};
}

Task<Result<>> ServerLine::connectTo(QString host, quint16 port, Security security, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    const QHostAddress literal(host);
    m_host = literal.isNull() ? QString::fromLatin1(QUrl::toAce(host)) : host;
    m_port = port;
    m_security = security;
    if (m_host.isEmpty()) {
        co_return failure(ErrorKind::Network, tr("\"%1\" is not the name of a server.").arg(host.left(100)));
    }
    if (security == Security::LoopbackPlain) {
        if (Result<> local = co_await refuseUnlessLoopback(deadline); !local) {
            co_return failureOf(std::move(local));
        }
        m_socket->setProxy(QNetworkProxy::NoProxy);
    }
    m_socket->setPeerVerifyName(m_host);
    m_socket->connectToHost(m_host, port);
    while (!isConnected()) {
        if (Result<> changed = co_await change(deadline); !changed) {
            co_return failureOf(std::move(changed));
        }
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (security == Security::LoopbackPlain && !isLoopback()) {
        abort();
        co_return failure(ErrorKind::Refused, tr("%1 is not this computer.").arg(m_host));
    }
    co_return {};
}

Task<Result<>> ServerLine::encrypt(Before before, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    if (before == Before::Words) {
        // Whoever put words before the handshake would have them taken for words of the encrypted server.
        abort();
        co_return failure(
            ErrorKind::Refused,
            m_security == Security::ImplicitTls
                ? tr("The server speaks before the connection is encrypted. Port %1 wants STARTTLS, it seems; choose "
                     "it in Settings.")
                      .arg(m_port)
                : tr("Somebody put words into the connection before it was encrypted, so it was closed."));
    }
    m_handshaking = true;
    m_socket->startClientEncryption();
    while (!m_socket->isEncrypted()) {
        if (Result<> changed = co_await change(deadline); !changed) {
            co_return failureOf(std::move(changed));
        }
    }
    m_handshaking = false;
    co_return {};
}

Task<Result<>> ServerLine::flushed(std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    m_socket->flush();
    while (unwritten() > 0 && m_socket->bytesAvailable() == 0) {
        if (Result<> changed = co_await change(deadline); !changed) {
            co_return failureOf(std::move(changed));
        }
    }
    co_return {};
}

bool ServerLine::isLoopback() const
{
    return m_socket->peerAddress().isLoopback();
}

void ServerLine::leave(const QByteArray &lastWord, QObject *keeper)
{
    if (!isConnected()) {
        return;
    }
    QSslSocket *socket = m_socket.release();
    m_socket = std::make_unique<QSslSocket>();
    socket->disconnect(this);
    socket->setParent(keeper);
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QSslSocket::readyRead, socket, [socket] {
        socket->readAll(); // the server's farewell; unread bytes would turn the close into a reset
        socket->disconnectFromHost();
    });
    QTimer::singleShot(farewell, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->write(lastWord);
}

Error ServerLine::stopError() const
{
    return Error{ErrorKind::Cancelled, m_stopped, {}};
}

Error ServerLine::lineError() const
{
    const QString detail = m_socket->errorString();
    if (m_handshaking) {
        const QList<QSslError> errors = m_socket->sslHandshakeErrors();
        if (!errors.isEmpty()) {
            return Error{ErrorKind::Refused, certificateProblem(errors, m_host), detail};
        }
        const QString message = m_security == Security::ImplicitTls
            ? tr("No encrypted connection to %1 could be made. If port %2 wants STARTTLS, choose it in Settings.")
                  .arg(m_host)
                  .arg(m_port)
            : tr("No encrypted connection to %1 could be made. The server may be too old (TLS 1.2 is the least).")
                  .arg(m_host);
        return Error{ErrorKind::Refused, message, detail};
    }
    switch (m_socket->error()) {
    case QAbstractSocket::HostNotFoundError:
        return Error{
            ErrorKind::Network,
            tr("The server %1 was not found. Check its name, and whether this computer is online.").arg(m_host),
            detail};
    case QAbstractSocket::ConnectionRefusedError:
        return Error{ErrorKind::Network, tr("The server %1 takes no connection at port %2.").arg(m_host).arg(m_port),
                     detail};
    case QAbstractSocket::NetworkError:
    case QAbstractSocket::SocketTimeoutError:
        return Error{ErrorKind::Network,
                     tr("The server %1 could not be reached. Check whether this computer is online.").arg(m_host),
                     detail};
    default:
        return Error{ErrorKind::Network, tr("The connection to %1 broke.").arg(m_host), detail};
    }
}

} // namespace AlwaysLeads
