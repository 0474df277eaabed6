#include "sandbox/ImapServer.h"

#include "sandbox/ImapServerSession.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>

#include <functional>

namespace AlwaysLeads {

namespace {

/// Hands the bare descriptor on.
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

/// A user's name as the name of a folder: a slash or a dot-dot in it must not lead elsewhere.
QString fileName(const QString &user)
{
    QString name;
    for (const QChar character : user) {
        const bool plain = character.isLetterOrNumber() || QStringLiteral("@.+-_").contains(character);
        name += plain ? character : QLatin1Char('_');
    }
    return name.startsWith(QLatin1Char('.')) ? QLatin1Char('_') + name : name;
}

const QString unseenEnd = QStringLiteral(".new.eml");
const QString seenEnd = QStringLiteral(".eml");

QList<ImapServer::Mail> readFolder(const QString &path)
{
    QList<ImapServer::Mail> mails;
    const QDir folder(path);
    const QStringList names = folder.entryList({QStringLiteral("*.eml")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        const quint32 uid = name.section(QLatin1Char('.'), 0, 0).toUInt();
        if (uid == 0 || !file.open(QIODevice::ReadOnly)) {
            continue;
        }
        mails.append({uid, file.readAll(), file.fileTime(QFileDevice::FileModificationTime).toUTC(),
                      !name.endsWith(unseenEnd), file.fileName()});
    }
    return mails;
}

} // namespace

ImapServer::ImapServer(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_listener(std::make_unique<Listener>([this](qintptr descriptor) { accept(descriptor); }))
{
}

ImapServer::~ImapServer()
{
    stop();
}

Result<> ImapServer::start()
{
    if (!m_listener->listen(QHostAddress::LocalHost, m_options.port)) {
        return failure(ErrorKind::Network, tr("The sandbox's mail server could not start."), m_listener->errorString());
    }
    return {};
}

void ImapServer::stop()
{
    m_listener->close();
    const QList<ImapServerSession *> sessions = findChildren<ImapServerSession *>();
    qDeleteAll(sessions);
}

void ImapServer::accept(qintptr descriptor)
{
    ++m_connections;
    new ImapServerSession(*this, descriptor); // a child of the server; goes with its line
}

QStringList ImapServer::folderNames()
{
    return {QStringLiteral("INBOX"), QStringLiteral("Sent"), QStringLiteral("Junk")};
}

QString ImapServer::pathOf(const QString &user, const QString &folder) const
{
    return QDir(m_options.folder).filePath(fileName(user) + QLatin1Char('/') + folder);
}

ImapServer::Folders &ImapServer::foldersOf(const QString &user)
{
    const auto known = m_users.find(user);
    if (known != m_users.end()) {
        return *known;
    }
    Folders folders;
    const QStringList names = folderNames();
    for (const QString &name : names) {
        folders.insert(name, m_options.folder.isEmpty() ? QList<Mail>() : readFolder(pathOf(user, name)));
    }
    return *m_users.insert(user, folders);
}

QList<ImapServer::Mail> ImapServer::mails(const QString &user, const QString &folder)
{
    return foldersOf(user).value(folder);
}

bool ImapServer::deliver(const QString &user, const QString &folder, const QByteArray &mime, const QDateTime &arrivedAt,
                         bool isSeen)
{
    Folders &folders = foldersOf(user);
    const auto found = folders.find(folder);
    if (found == folders.end()) {
        return false;
    }
    Mail mail;
    mail.uid = found->isEmpty() ? 1 : found->last().uid + 1;
    mail.mime = mime;
    mail.arrivedAt = arrivedAt.toUTC();
    mail.isSeen = isSeen;
    if (!m_options.folder.isEmpty()) {
        const QString path = pathOf(user, folder);
        const QString number = QStringLiteral("%1").arg(mail.uid, 8, 10, QLatin1Char('0'));
        QFile file(QDir(path).filePath(number + (isSeen ? seenEnd : unseenEnd)));
        if (!QDir().mkpath(path) || !file.open(QIODevice::WriteOnly) || file.write(mime) != mime.size()
            || !file.flush()) {
            return false;
        }
        file.setFileTime(mail.arrivedAt, QFileDevice::FileModificationTime);
        mail.file = file.fileName();
    }
    found->append(mail);
    Q_EMIT arrived(user, folder, mail);
    return true;
}

void ImapServer::markSeen(const QString &user, const QString &folder, qsizetype at)
{
    Mail &mail = foldersOf(user)[folder][at];
    if (!mail.isSeen && mail.file.endsWith(unseenEnd)) {
        const QString renamed = mail.file.chopped(unseenEnd.size()) + seenEnd;
        if (QFile::rename(mail.file, renamed)) {
            mail.file = renamed;
        }
    }
    mail.isSeen = true;
}

std::optional<ImapServer::Harm> ImapServer::takeFault(Stage stage)
{
    for (qsizetype at = 0; at < m_faults.size(); ++at) {
        if (m_faults.at(at).stage != stage) {
            continue;
        }
        const Harm harm = m_faults.at(at).harm;
        if (m_faults.at(at).times > 0 && --m_faults[at].times == 0) {
            m_faults.removeAt(at);
        }
        return harm;
    }
    return std::nullopt;
}

} // namespace AlwaysLeads
