#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>
#include <QTcpServer>

#include <chrono>
#include <memory>
#include <optional>

namespace AlwaysLeads {

class MailServerSession;

/// A submission server on the loopback interface with invented recipients, for the sandbox and for tests. It follows
/// RFC 5321 and 4954 strictly: a client that a real server would refuse is refused.
class MailServer : public QObject
{
    Q_OBJECT

public:
    enum class Encryption { None, StartTls, Implicit };
    /// Where a fault strikes: instead of the reply to this, so at Taking the mail is not taken, and at Taken it is, but
    /// the client does not get to know.
    enum class Stage { Greeting, Hello, SignIn, MailFrom, RecipientTo, Data, Body, Taking, Taken };
    enum class Harm {
        Refuse, ///< the given reply instead of the usual one
        Delay, ///< the usual reply, late
        Cut, ///< closes the connection instead of replying; at Body: in the middle of the text
        Garble, ///< bytes that are no reply
        Silence, ///< never replies
    };
    struct Fault
    {
        Stage stage = Stage::Greeting;
        Harm harm = Harm::Refuse;
        QByteArray reply; ///< "550 5.7.1 …", for Refuse
        std::chrono::milliseconds delay{0}; ///< for Delay
        int times = 1; ///< how often it strikes; -1: always
    };
    struct Options
    {
        quint16 port = 0; ///< 0: any free one
        Encryption encryption = Encryption::None;
        QSslCertificate certificate = QSslCertificate(); ///< for StartTls and Implicit
        QSslKey key = QSslKey();
        QString userName = QStringLiteral("sandbox"); ///< empty: no sign-in wanted
        QString password = QStringLiteral("sandbox");
        qint64 sizeLimit = 10 * 1024 * 1024; ///< bytes
        QString folder; ///< every mail is also written as <folder>/<recipient>/<n>.eml; empty: nothing is written
        QList<QByteArray> withoutExtensions; ///< "SMTPUTF8", "PIPELINING", "DSN", "8BITMIME", "SIZE": not announced
    };
    /// A mail that was accepted.
    struct Received
    {
        int number = 0; ///< 1, 2, …
        QString from;
        QString to;
        QByteArray mime; ///< CRLF line ends, dots unstuffed
        QString envelopeId;
        bool encrypted = false;
        QString userName;
        QString file; ///< where it was written, or empty
    };

    explicit MailServer(Options options, QObject *parent = nullptr);
    ~MailServer() override;

    /// Listens on 127.0.0.1.
    Result<> start();
    void stop();
    quint16 port() const;

    QList<Received> received() const { return m_received; }
    int connections() const { return m_connections; }
    /// From now on it accepts this password and no other.
    void setPassword(const QString &password) { m_options.password = password; }
    /// Replies that a recipient's RCPT gets, one after the other; the last one stays. Without an entry the local part
    /// decides: "bounce…" and "unknown…" 550 5.1.1, "full…" 452 4.2.2, "blocked…" 550 5.7.1, "later…" 451 4.7.1 once
    /// and then 250, everybody else 250.
    void setRecipientReplies(const QString &address, const QList<QByteArray> &replies);
    void addFault(Fault fault);
    void clearFaults();

Q_SIGNALS:
    void arrived(const AlwaysLeads::MailServer::Received &mail);

private:
    friend class MailServerSession;

    void accept(qintptr descriptor);
    std::optional<Fault> takeFault(Stage stage);
    QByteArray recipientReply(const QString &address);
    /// False when the folder cannot be written.
    bool keep(Received mail);

    Options m_options;
    std::unique_ptr<QTcpServer> m_listener;
    QList<Received> m_received;
    QList<Fault> m_faults;
    QHash<QString, QList<QByteArray>> m_replies;
    QHash<QString, int> m_asked;
    int m_connections = 0;
};

} // namespace AlwaysLeads
