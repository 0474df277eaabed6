#include "support/MailStack.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QSet>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace AlwaysLeads {

namespace {

const QStringList systemFolders{QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"),
                                QStringLiteral("/usr/bin"), QStringLiteral("/usr/lib/postfix/sbin"),
                                QStringLiteral("/usr/libexec/postfix")};

constexpr int longestAnswer = 60'000; ///< milliseconds; a server on a busy machine numbers thousands of mails meanwhile

const QByteArray tokenKey("the key that signs the tokens of the tests");

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString program(const QString &name)
{
    return QStandardPaths::findExecutable(name, systemFolders);
}

/// None of those that the system hands out by itself: one of these nobody takes before our server has it, as the
/// connections of a test that runs beside this one might.
quint16 freePort()
{
    static QSet<quint16> given;
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const auto port = quint16(QRandomGenerator::global()->bounded(10'000, 32'000));
        QTcpServer probe;
        if (!given.contains(port) && probe.listen(QHostAddress::LocalHost, port)) {
            given.insert(port);
            return port;
        }
    }
    qFatal("no free port");
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(1000);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray lastLine(const QByteArray &answer)
{
    const qsizetype before = answer.size() < 3 ? -1 : answer.lastIndexOf("\r\n", answer.size() - 3);
    return before < 0 ? answer : answer.mid(before + 2);
}

/// The least of IMAP that reads an INBOX: a command, and all that comes until its tagged answer.
class ImapReader
{
public:
    ImapReader(quint16 port, const QSslCertificate &authority)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({authority});
        m_socket.setSslConfiguration(configuration);
        m_socket.connectToHostEncrypted(QStringLiteral("localhost"), port);
        m_works = m_socket.waitForEncrypted(longestAnswer);
    }

    QByteArray ask(const QByteArray &command)
    {
        if (!m_works) {
            return {};
        }
        const QByteArray tag = 'T' + QByteArray::number(++m_number);
        m_socket.write(tag + ' ' + command + "\r\n");
        QByteArray answer;
        QDeadlineTimer deadline(longestAnswer);
        // Literals may hold anything, so the tagged line counts only at the very end.
        while (!(answer.endsWith("\r\n") && lastLine(answer).startsWith(tag + ' '))) {
            if (deadline.hasExpired() || (!m_socket.bytesAvailable() && !m_socket.waitForReadyRead(longestAnswer))) {
                m_works = false;
                return {};
            }
            answer += m_socket.readAll();
        }
        return answer;
    }

private:
    QSslSocket m_socket;
    int m_number = 0;
    bool m_works = false;
};

} // namespace

MailStack::MailStack() = default;

MailStack::~MailStack()
{
    if (m_postfix.state() != QProcess::NotRunning) {
        m_postfix.terminate(); // the master takes its children along
        if (!m_postfix.waitForFinished(5000)) {
            m_postfix.kill();
            m_postfix.waitForFinished(5000);
        }
    }
    if (m_dovecot.state() != QProcess::NotRunning) {
        m_dovecot.terminate();
        if (!m_dovecot.waitForFinished(5000)) {
            m_dovecot.kill();
            m_dovecot.waitForFinished(5000);
        }
    }
}

QString MailStack::whyImpossible()
{
#ifdef Q_OS_UNIX
    if (program(QStringLiteral("postfix")).isEmpty() || program(QStringLiteral("dovecot")).isEmpty()) {
        return QStringLiteral("Postfix and Dovecot are not installed");
    }
    if (::geteuid() != 0) {
        return QStringLiteral("Postfix's master process has to be started by root");
    }
    return {};
#else
    return QStringLiteral("Postfix and Dovecot run on Unix only");
#endif
}

void MailStack::write(const QString &name, const QByteArray &text, QFile::Permissions permissions) const
{
    QFile target(file(name));
    if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size()) {
        qFatal("%s: %s", qPrintable(target.fileName()), qPrintable(target.errorString()));
    }
    if (permissions) {
        target.setPermissions(permissions);
    }
}

QString MailStack::start()
{
    m_submissionsPort = freePort();
    m_submissionPort = freePort();
    m_imapsPort = freePort();
    m_imapPort = freePort();
    m_lmtpPort = freePort();
    // Postfix's and Dovecot's own users walk through it to their sockets and the mail.
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
    const TlsIdentity identity = m_certificates.good();
    write(QStringLiteral("certificate.pem"), identity.certificate.toPem() + m_certificates.authority().toPem());
    write(QStringLiteral("key.pem"), identity.key.toPem(), QFile::ReadOwner | QFile::WriteOwner);
    writeDovecot();
    writePostfix();
    const QString trouble = startDovecot();
    return trouble.isEmpty() ? startPostfix() : trouble;
}

void MailStack::writeDovecot() const
{
    write(QStringLiteral("users"),
          "jonas@firm.example:{PLAIN}secret of jonas::::::\nanna@firm.example:{PLAIN}secret of anna::::::\n");
    QByteArray text = R"conf(
protocols = imap lmtp
base_dir = @/run
state_dir = @/state
log_path = @/dovecot.log
ssl = required
ssl_cert = <@/certificate.pem
ssl_key = <@/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login cram-md5 xoauth2 oauthbearer
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:@/mail/%n
postmaster_address = postmaster@firm.example
namespace inbox {
  inbox = yes
  separator = /
  mailbox Gesendet {
    special_use = \Sent
    auto = subscribe
  }
  mailbox "Entwürfe" {
    special_use = \Drafts
    auto = subscribe
  }
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = @/oauth2.conf
}
passdb {
  driver = passwd-file
  args = @/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=@/mail/%n
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = $imapport
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = $imaps
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp
  }
}
# No waiting after wrong passwords: it would hold up all tests that come from this address.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth {
  unix_listener @/postfix-auth {
    mode = 0666
  }
}
)conf";
    text.replace("$imapport", QByteArray::number(m_imapPort));
    text.replace("$imaps", QByteArray::number(m_imapsPort)).replace("$lmtp", QByteArray::number(m_lmtpPort));
    write(QStringLiteral("dovecot.conf"),
          text.replace('@', m_folder.path().toUtf8()).replace("postmaster" + m_folder.path().toUtf8(), "postmaster@"));
    const QString keys = QStringLiteral("keys/default/HS256");
    QDir().mkpath(file(keys));
    write(keys + QStringLiteral("/default"), tokenKey.toBase64());
    write(QStringLiteral("oauth2.conf"),
          m_introspection.isEmpty()
              ? "introspection_mode = local\nusername_attribute = sub\n"
                "local_validation_key_dict = fs:posix:prefix="
                  + file(QStringLiteral("keys/")).toUtf8() + '\n'
              : "introspection_mode = post\nusername_attribute = sub\nactive_attribute = active\nactive_value = true\n"
                "introspection_url = "
                  + m_introspection.toUtf8() + "\nopenid_configuration_url = " + m_issuer.toUtf8()
                  + "/.well-known/openid-configuration\n");
    QDir().mkpath(file(QStringLiteral("mail")));
    QFile::setPermissions(file(QStringLiteral("mail")), QFile::Permissions(0x7777));
}

void MailStack::writePostfix() const
{
    for (const char *name : {"postfix", "queue", "data"}) {
        QDir().mkpath(file(QLatin1String(name)));
    }
    QProcess::execute(QStringLiteral("chown"), {QStringLiteral("postfix"), file(QStringLiteral("data"))});
    QByteArray main = R"conf(
compatibility_level = 3.6
queue_directory = @/queue
data_directory = @/data
maillog_file = @/postfix.log
maillog_file_prefixes = @
myhostname = mail.firm.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = firm.example
virtual_mailbox_maps = inline:{ jonas@firm.example=1, anna@firm.example=1, {jörg@firm.example=1} }
recipient_delimiter = +
virtual_transport = lmtp:inet:127.0.0.1:$lmtp
smtpd_tls_cert_file = @/certificate.pem
smtpd_tls_key_file = @/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = @/postfix-auth
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
smtpd_forbid_bare_newline = yes
smtputf8_enable = yes
message_size_limit = 10000000
biff = no
)conf";
    main.replace("$lmtp", QByteArray::number(m_lmtpPort)).replace(", {jörg@firm.example=1}", "");
    // The at signs of addresses stand for themselves.
    main.replace("@firm",
                 "\x01"
                 "firm")
        .replace('@', m_folder.path().toUtf8())
        .replace("\x01"
                 "firm",
                 "@firm");
    write(QStringLiteral("postfix/main.cf"), main);
    QByteArray master = "127.0.0.1:$submissions inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n"
                        "127.0.0.1:$submission inet n - n - - smtpd\n"
                        "pickup unix n - n 60 1 pickup\n"
                        "cleanup unix n - n - 0 cleanup\n"
                        "qmgr unix n - n 300 1 qmgr\n"
                        "tlsmgr unix - - n 1000? 1 tlsmgr\n"
                        "rewrite unix - - n - - trivial-rewrite\n"
                        "bounce unix - - n - 0 bounce\n"
                        "defer unix - - n - 0 bounce\n"
                        "trace unix - - n - 0 bounce\n"
                        "verify unix - - n - 1 verify\n"
                        "proxymap unix - - n - - proxymap\n"
                        "lmtp unix - - n - - lmtp\n"
                        "smtp unix - - n - - smtp\n"
                        "error unix - - n - - error\n"
                        "retry unix - - n - - error\n"
                        "discard unix - - n - - discard\n"
                        "anvil unix - - n - 1 anvil\n"
                        "scache unix - - n - 1 scache\n"
                        "postlog unix-dgram n - n - 1 postlogd\n";
    master.replace("$submissions", QByteArray::number(m_submissionsPort));
    master.replace("$submission", QByteArray::number(m_submissionPort));
    write(QStringLiteral("postfix/master.cf"), master);
}

QString MailStack::startDovecot()
{
    m_dovecot.setProcessChannelMode(QProcess::MergedChannels);
    m_dovecot.start(program(QStringLiteral("dovecot")),
                    {QStringLiteral("-F"), QStringLiteral("-c"), file(QStringLiteral("dovecot.conf"))});
    const bool runs = QTest::qWaitFor(
        [this] { return answers(m_imapsPort) && answers(m_imapPort) && answers(m_lmtpPort); }, longestAnswer);
    return runs ? QString()
                : QStringLiteral("Dovecot does not run: ") + QString::fromUtf8(m_dovecot.readAll()) + logs();
}

QString MailStack::startPostfix()
{
    const QString folder = file(QStringLiteral("postfix"));
    m_postfix.setProcessChannelMode(QProcess::MergedChannels);
    // start-fg makes the folders of the queue and keeps the master in front, so that it ends with this process's word.
    m_postfix.start(program(QStringLiteral("postfix")), {QStringLiteral("-c"), folder, QStringLiteral("start-fg")});
    const bool runs =
        QTest::qWaitFor([this] { return answers(m_submissionsPort) && answers(m_submissionPort); }, longestAnswer);
    return runs ? QString()
                : QStringLiteral("Postfix does not run: ") + QString::fromUtf8(m_postfix.readAll()) + logs();
}

QString MailStack::logs() const
{
    return QString::fromUtf8(contentOf(file(QStringLiteral("dovecot.log")))
                             + contentOf(file(QStringLiteral("postfix.log"))));
}

QString MailStack::accessToken(const QString &user) const
{
    const QByteArray said = base64Url(R"({"typ":"JWT","alg":"HS256"})") + '.'
        + base64Url("{\"sub\":\"" + user.toUtf8() + "@firm.example\",\"iat\":1700000000,\"exp\":4000000000}");
    const QByteArray proof = QMessageAuthenticationCode::hash(said, tokenKey, QCryptographicHash::Sha256);
    return QString::fromLatin1(said + '.' + base64Url(proof));
}

QByteArray MailStack::imap(const QString &user, const QByteArrayList &commands) const
{
    ImapReader reader(m_imapsPort, authority());
    const QByteArray name = user.toUtf8();
    reader.ask("LOGIN " + name + "@firm.example \"secret of " + name + '"');
    QByteArray answer;
    for (const QByteArray &command : commands) {
        answer = reader.ask(command);
    }
    return answer;
}

void MailStack::fill(const QString &user, const QString &folder, int count) const
{
    imap(user, {"STATUS \"" + folder.toUtf8() + "\" (MESSAGES)"}); // makes the folder
    // Maildir++ keeps the INBOX in the store itself and every other folder in one of its own, named with a dot.
    const QString inside = folder == QLatin1String("INBOX") ? QString() : QStringLiteral(".%1/").arg(folder);
    const QString store = QStringLiteral("mail/%1/%2new").arg(user, inside);
    for (int number = 1; number <= count; ++number) {
        const QByteArray text = QByteArray::number(number);
        write(store + QStringLiteral("/%1.filler").arg(number, 8, 10, QLatin1Char('0')),
              "From: jonas@firm.example\r\nMessage-ID: <" + text + "@filler.example>\r\nSubject: " + text
                  + "\r\n\r\nText\r\n");
    }
}

QByteArrayList MailStack::inbox(const QString &user) const
{
    ImapReader imap(m_imapsPort, authority());
    const QByteArray name = user.toUtf8();
    imap.ask("LOGIN " + name + "@firm.example \"secret of " + name + '"');
    const QByteArray selected = imap.ask("EXAMINE INBOX");
    const qsizetype exists = selected.indexOf(" EXISTS");
    const qsizetype star = selected.lastIndexOf('*', exists);
    const int count = exists < 0 ? 0 : selected.mid(star + 1, exists - star - 1).trimmed().toInt();
    QByteArrayList mails;
    for (int number = 1; number <= count; ++number) {
        const QByteArray fetched = imap.ask("FETCH " + QByteArray::number(number) + " BODY.PEEK[]");
        const qsizetype open = fetched.indexOf('{');
        const qsizetype close = fetched.indexOf("}\r\n", open);
        const qsizetype size = fetched.mid(open + 1, close - open - 1).toLongLong();
        mails += open < 0 || close < 0 ? QByteArray() : fetched.mid(close + 3, size);
    }
    return mails;
}

QByteArray MailStack::waitForMail(const QString &user, const QByteArray &line) const
{
    QByteArray found;
    (void)QTest::qWaitFor(
        [&] {
            for (const QByteArray &mail : inbox(user)) {
                if (mail.contains("\r\n" + line + "\r\n")) {
                    found = mail;
                }
            }
            return !found.isEmpty();
        },
        longestAnswer);
    return found;
}

} // namespace AlwaysLeads
