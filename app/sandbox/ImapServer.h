#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <optional>

namespace AlwaysLeads {

class ImapServerSession;

/// An IMAP server on the loopback interface, for the sandbox and for tests: whoever signs in has a mailbox with the
/// folders INBOX, Sent and Junk. Mails can be read, searched and appended, not deleted. It follows RFC 3501 strictly
/// where it goes: a client that a real server would refuse is refused.
class ImapServer : public QObject
{
    Q_OBJECT

public:
    /// Where a fault strikes: instead of the answer to this. At Appending the mail is not taken, at Appended it is, but
    /// the client does not get to know.
    enum class Stage { Greeting, SignIn, List, Open, Search, Fetch, Appending, Appended };
    enum class Harm { Refuse, Cut, Silence };
    struct Fault
    {
        Stage stage = Stage::Greeting;
        Harm harm = Harm::Cut;
        int times = 1; ///< how often it strikes; -1: always
    };
    struct Options
    {
        quint16 port = 0; ///< 0: any free one
        QString password = QStringLiteral("sandbox");
        /// Every mail is kept as <folder>/<user>/<INBOX, Sent, Junk>/<uid>.eml and read again at the next start; empty:
        /// nothing is kept.
        QString folder{};
    };
    struct Mail
    {
        quint32 uid = 0;
        QByteArray mime;
        QDateTime arrivedAt; ///< UTC
        bool isSeen = false;
        QString file{};
    };

    explicit ImapServer(Options options, QObject *parent = nullptr);
    ~ImapServer() override;

    /// Listens on 127.0.0.1.
    Result<> start();
    void stop();
    quint16 port() const { return m_listener->serverPort(); }
    int connections() const { return m_connections; }

    static QStringList folderNames();
    /// Puts a mail there, as delivery does. False when the disk does not take it.
    bool deliver(const QString &user, const QString &folder, const QByteArray &mime, const QDateTime &arrivedAt,
                 bool isSeen = false);
    QList<Mail> mails(const QString &user, const QString &folder);

    /// From now on it accepts this password and no other.
    void setPassword(const QString &password) { m_options.password = password; }
    void addFault(Fault fault) { m_faults += fault; }
    void clearFaults() { m_faults.clear(); }
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }

Q_SIGNALS:
    void arrived(const QString &user, const QString &folder, const AlwaysLeads::ImapServer::Mail &mail);

private:
    friend class ImapServerSession;
    using Folders = QHash<QString, QList<Mail>>;

    void accept(qintptr descriptor);
    std::optional<Harm> takeFault(Stage stage);
    /// Read from the disk when the user is first heard of.
    Folders &foldersOf(const QString &user);
    void markSeen(const QString &user, const QString &folder, qsizetype at);
    QString pathOf(const QString &user, const QString &folder) const;

    Options m_options;
    std::unique_ptr<QTcpServer> m_listener;
    QHash<QString, Folders> m_users;
    QList<Fault> m_faults;
    std::function<QDateTime()> m_now = [] { return QDateTime::currentDateTimeUtc(); };
    int m_connections = 0;
};

} // namespace AlwaysLeads
