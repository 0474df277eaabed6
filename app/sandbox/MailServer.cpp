#include "sandbox/MailServer.h"

#include "sandbox/MailServerSession.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHostAddress>

#include <utility>

namespace AlwaysLeads {

namespace {

/// Hands the bare descriptor on: QTcpServer itself would make sockets that cannot encrypt.
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

/// An address as the name of a folder: a slash or a dot-dot in it must not lead elsewhere.
QString folderName(const QString &address)
{
    QString name;
    for (const QChar character : address) {
        const bool plain = character.isLetterOrNumber() || QStringLiteral("@.+-_").contains(character);
        name += plain ? character : QLatin1Char('_');
    }
    return name.startsWith(QLatin1Char('.')) ? QLatin1Char('_') + name : name;
}

} // namespace

MailServer::MailServer(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_listener(std::make_unique<Listener>([this](qintptr descriptor) { accept(descriptor); }))
{
}

MailServer::~MailServer()
{
    stop();
}

Result<> MailServer::start()
{
    if (m_options.encryption != Encryption::None && (m_options.certificate.isNull() || m_options.key.isNull())) {
        return failure(ErrorKind::Invalid, tr("The sandbox's mail server has no certificate."));
    }
    if (!m_listener->listen(QHostAddress::LocalHost, m_options.port)) {
        return failure(ErrorKind::Network, tr("The sandbox's mail server could not start."), m_listener->errorString());
    }
    return {};
}

void MailServer::stop()
{
    m_listener->close();
    const QList<MailServerSession *> sessions = findChildren<MailServerSession *>();
    qDeleteAll(sessions);
}

quint16 MailServer::port() const
{
    return m_listener->serverPort();
}

void MailServer::accept(qintptr descriptor)
{
    ++m_connections;
    new MailServerSession(*this, descriptor); // a child of the server; goes with its line
}

void MailServer::setRecipientReplies(const QString &address, const QList<QByteArray> &replies)
{
    m_replies.insert(address, replies);
    m_asked.remove(address);
}

void MailServer::addFault(Fault fault)
{
    m_faults += std::move(fault);
}

void MailServer::clearFaults()
{
    m_faults.clear();
}

std::optional<MailServer::Fault> MailServer::takeFault(Stage stage)
{
    for (qsizetype at = 0; at < m_faults.size(); ++at) {
        if (m_faults.at(at).stage != stage) {
            continue;
        }
        const Fault fault = m_faults.at(at);
        if (fault.times > 0 && --m_faults[at].times == 0) {
            m_faults.removeAt(at);
        }
        return fault;
    }
    return std::nullopt;
}

QByteArray MailServer::recipientReply(const QString &address)
{
    const int asked = m_asked[address]++;
    if (const QList<QByteArray> replies = m_replies.value(address); !replies.isEmpty()) {
        return replies.at(std::min<qsizetype>(asked, replies.size() - 1));
    }
    const QString local = address.left(address.lastIndexOf(QLatin1Char('@'))).toLower();
    if (local.startsWith(QLatin1String("bounce")) || local.startsWith(QLatin1String("unknown"))) {
        return QByteArrayLiteral("550 5.1.1 No such user here");
    }
    if (local.startsWith(QLatin1String("full"))) {
        return QByteArrayLiteral("452 4.2.2 The mailbox is full");
    }
    if (local.startsWith(QLatin1String("blocked"))) {
        return QByteArrayLiteral("550 5.7.1 Refused by policy");
    }
    if (local.startsWith(QLatin1String("later")) && asked == 0) {
        return QByteArrayLiteral("451 4.7.1 Greylisted, please try again later");
    }
    return QByteArrayLiteral("250 2.1.5 Recipient ok");
}

bool MailServer::keep(Received mail)
{
    mail.number = int(m_received.size()) + 1;
    if (!m_options.folder.isEmpty()) {
        const QString folder = QDir(m_options.folder).filePath(folderName(mail.to));
        if (!QDir().mkpath(folder)) {
            return false;
        }
        QFile file(QDir(folder).filePath(QStringLiteral("%1.eml").arg(mail.number)));
        if (!file.open(QIODevice::WriteOnly) || file.write(mail.mime) != mail.mime.size()) {
            return false;
        }
        mail.file = file.fileName();
    }
    m_received += mail;
    Q_EMIT arrived(mail);
    return true;
}

} // namespace AlwaysLeads
