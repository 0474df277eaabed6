#pragma once

#include "support/Certificates.h"

#include <QByteArrayList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace AlwaysLeads {

/// Postfix and Dovecot of this machine, with configuration, queue and mail in a folder of their own and free ports on
/// the loopback interface: two mailboxes, jonas@firm.example and anna@firm.example, password "secret of <name>", also
/// as anna+anything@firm.example. Submission wants TLS and sign-in (Dovecot checks it); what is accepted goes by LMTP
/// into Dovecot and is read back by IMAP. Each mailbox has the folders INBOX, "Gesendet" (marked as the one of sent
/// mails) and "Entwürfe".
///
/// Postfix's master wants to be root. Elsewhere isPossible() is false and says why.
class MailStack
{
public:
    MailStack();
    ~MailStack();

    static QString whyImpossible();
    /// Dovecot asks there whose an access token is (RFC 7662), and names this provider to who comes without one (RFC
    /// 7628); without it a token is one of accessToken(). Before start().
    void askProvider(const QString &introspection, const QString &issuer)
    {
        m_introspection = introspection;
        m_issuer = issuer;
    }
    /// Empty when both run; else what went wrong, with their logs.
    QString start();

    quint16 submissionsPort() const { return m_submissionsPort; } ///< TLS from the first byte
    quint16 submissionPort() const { return m_submissionPort; } ///< STARTTLS
    quint16 imapsPort() const { return m_imapsPort; } ///< TLS from the first byte
    quint16 imapPort() const { return m_imapPort; } ///< STARTTLS
    /// An access token of "anna" or "jonas", for XOAUTH2 and OAUTHBEARER.
    QString accessToken(const QString &user) const;
    QString dovecotConfiguration() const { return file(QStringLiteral("dovecot.conf")); } ///< for doveadm
    QSslCertificate authority() const { return m_certificates.authority(); }

    /// The mails in the INBOX of "anna" or "jonas", as the IMAP server gives them, oldest first.
    QByteArrayList inbox(const QString &user) const;
    /// The mail with this header line in it, waited for; empty when it does not come in ten seconds.
    QByteArray waitForMail(const QString &user, const QByteArray &line) const;
    /// Signs in, says these commands, and gives all of what came to the last one.
    QByteArray imap(const QString &user, const QByteArrayList &commands) const;
    /// Puts so many mails into a folder's store behind the server's back, as read: Message-ID "<n@filler.example>", n
    /// from 1.
    void fill(const QString &user, const QString &folder, int count) const;
    QString logs() const;

private:
    QString file(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &text, QFile::Permissions permissions = {}) const;
    void writeDovecot() const;
    void writePostfix() const;
    QString startDovecot();
    QString startPostfix();

    QString m_introspection;
    QString m_issuer;
    Certificates m_certificates;
    QTemporaryDir m_folder;
    QProcess m_dovecot;
    QProcess m_postfix;
    quint16 m_submissionsPort = 0;
    quint16 m_submissionPort = 0;
    quint16 m_imapsPort = 0;
    quint16 m_imapPort = 0;
    quint16 m_lmtpPort = 0;
};

} // namespace AlwaysLeads
