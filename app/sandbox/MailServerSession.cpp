#include "sandbox/MailServerSession.h"

#include <QTimer>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestCommand = 512; // RFC 5321 §4.5.3.1.4, with CRLF; extensions add to it
constexpr qsizetype longestExtended = 1000; // MAIL and RCPT with the parameters of DSN and SMTPUTF8
constexpr qsizetype longestAuth = 12288; // RFC 4954 §4
constexpr qsizetype longestBuffer = 1024 * 1024;
constexpr int mostErrors = 10;

} // namespace

MailServerSession::MailServerSession(MailServer &server, qintptr descriptor)
    : QObject(&server)
    , m_server(server)
{
    connect(&m_socket, &QSslSocket::readyRead, this, &MailServerSession::read);
    connect(&m_socket, &QSslSocket::disconnected, this, &QObject::deleteLater);
    if (!m_socket.setSocketDescriptor(descriptor)) {
        deleteLater();
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (m_server.m_options.encryption != MailServer::Encryption::None) {
        m_socket.setLocalCertificate(m_server.m_options.certificate);
        m_socket.setPrivateKey(m_server.m_options.key);
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    }
    if (m_server.m_options.encryption == MailServer::Encryption::Implicit) {
        connect(&m_socket, &QSslSocket::encrypted, this, &MailServerSession::begin);
        m_socket.startServerEncryption();
    } else {
        begin();
    }
}

void MailServerSession::begin()
{
    answer(Stage::Greeting, "220 mail.sandbox.example ESMTP ready");
}

void MailServerSession::read()
{
    m_buffer += m_socket.readAll();
    work();
}

void MailServerSession::work()
{
    while (!m_waiting && !m_closing) {
        const qsizetype end = m_buffer.indexOf('\n');
        if (end < 0) {
            if (m_buffer.size() > longestBuffer) {
                close("500 5.5.2 Line too long");
            }
            return;
        }
        const QByteArray line = m_buffer.first(end + 1);
        m_buffer.remove(0, end + 1);
        takeLine(line);
    }
}

void MailServerSession::takeLine(const QByteArray &line)
{
    if (m_mode == Mode::Text) {
        takeTextLine(line);
        return;
    }
    if (!line.endsWith("\r\n") || line.chopped(2).contains('\r') || line.contains('\0')) {
        close("500 5.5.2 Lines end with CRLF and have no other CR, LF or NUL");
        return;
    }
    const QByteArray bare = line.chopped(2);
    const QByteArray start = bare.left(5).toUpper();
    const bool extended = start == "MAIL " || start == "RCPT ";
    const bool signingIn = m_mode != Mode::Commands || start == "AUTH ";
    if (line.size() > (signingIn ? longestAuth : extended ? longestExtended : longestCommand)) {
        say("500 5.5.2 Line too long");
        return;
    }
    switch (m_mode) {
    case Mode::Commands:
        takeCommand(bare);
        break;
    case Mode::SignInPlain:
        m_mode = Mode::Commands;
        checkPlain(bare);
        break;
    case Mode::SignInUser:
        m_claimedUser = QString::fromUtf8(QByteArray::fromBase64(bare));
        m_mode = Mode::SignInPassword;
        say("334 UGFzc3dvcmQ6");
        break;
    case Mode::SignInPassword:
        m_mode = Mode::Commands;
        checkPassword(m_claimedUser, QString::fromUtf8(QByteArray::fromBase64(bare)));
        break;
    case Mode::Text:
        break;
    }
}

void MailServerSession::takeCommand(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const QByteArray verb = (space < 0 ? line : line.first(space)).toUpper();
    const QByteArray argument = space < 0 ? QByteArray() : line.mid(space + 1);
    if (verb == "EHLO" || verb == "HELO") {
        hello(verb, argument);
    } else if (verb == "STARTTLS") {
        startTls(argument);
    } else if (verb == "AUTH") {
        auth(argument);
    } else if (verb == "MAIL") {
        mailFrom(argument);
    } else if (verb == "RCPT") {
        recipientTo(argument);
    } else if (verb == "DATA") {
        data(argument);
    } else if (verb == "RSET" && argument.isEmpty()) {
        forgetMail();
        say("250 2.0.0 Ok");
    } else if (verb == "NOOP") {
        say("250 2.0.0 Ok");
    } else if (verb == "QUIT" && argument.isEmpty()) {
        close("221 2.0.0 Bye");
    } else if (verb == "VRFY") {
        say("252 2.0.0 Send some mail, I will try my best");
    } else {
        say("500 5.5.1 Command not recognised");
    }
}

void MailServerSession::hello(const QByteArray &verb, const QByteArray &argument)
{
    if (argument.isEmpty() || argument.contains(' ')) {
        say("501 5.5.4 " + verb + " wants a domain or an address literal");
        return;
    }
    QByteArrayList lines{"mail.sandbox.example"};
    if (verb == "EHLO") {
        for (const QByteArray extension : {"PIPELINING", "8BITMIME", "SMTPUTF8", "DSN"}) {
            if (offers(extension)) {
                lines += extension;
            }
        }
        lines += "ENHANCEDSTATUSCODES";
        if (offers("SIZE")) {
            lines += "SIZE " + QByteArray::number(m_server.m_options.sizeLimit);
        }
        const bool clear = m_server.m_options.encryption == MailServer::Encryption::StartTls && !m_socket.isEncrypted();
        if (clear) {
            lines += "STARTTLS";
        } else if (!m_server.m_options.userName.isEmpty()) {
            lines += "AUTH PLAIN LOGIN";
        }
    }
    QByteArray reply;
    for (qsizetype at = 0; at < lines.size(); ++at) {
        reply += (at == 0 ? "250" : "\r\n250") + QByteArray(at + 1 < lines.size() ? "-" : " ") + lines.at(at);
    }
    if (answer(Stage::Hello, reply)) {
        m_hello = true;
        forgetMail();
    }
}

void MailServerSession::startTls(const QByteArray &argument)
{
    if (m_server.m_options.encryption != MailServer::Encryption::StartTls) {
        say("502 5.5.1 Not offered");
    } else if (!argument.isEmpty()) {
        say("501 5.5.4 STARTTLS takes no argument");
    } else if (m_socket.isEncrypted() || !m_hello) {
        say("503 5.5.1 Not now");
    } else if (!m_buffer.isEmpty()) {
        close("554 5.5.0 Nothing may follow STARTTLS before the handshake");
    } else {
        m_socket.write("220 2.0.0 Go ahead\r\n");
        m_socket.flush();
        m_hello = false;
        m_socket.startServerEncryption();
    }
}

void MailServerSession::auth(const QByteArray &argument)
{
    const QByteArrayList words = argument.split(' ');
    const QByteArray method = words.value(0).toUpper();
    const bool mustEncrypt =
        m_server.m_options.encryption == MailServer::Encryption::StartTls && !m_socket.isEncrypted();
    if (mustEncrypt) {
        say("530 5.7.0 Must issue a STARTTLS command first");
    } else if (m_server.m_options.userName.isEmpty()) {
        say("502 5.5.1 Not offered");
    } else if (!m_hello || !m_user.isEmpty() || m_hasFrom) {
        say("503 5.5.1 Not now");
    } else if (method == "PLAIN" && words.size() == 2) {
        checkPlain(words.at(1));
    } else if (method == "PLAIN" && words.size() == 1) {
        m_mode = Mode::SignInPlain;
        say("334 ");
    } else if (method == "LOGIN" && words.size() == 1) {
        m_mode = Mode::SignInUser;
        say("334 VXNlcm5hbWU6");
    } else {
        say("504 5.5.4 Unrecognised authentication type");
    }
}

void MailServerSession::checkPlain(const QByteArray &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    const QByteArrayList fields = decoded ? decoded.decoded.split('\0') : QByteArrayList();
    if (fields.size() != 3) {
        say(base64 == "*" ? "501 5.7.0 Cancelled" : "501 5.5.2 Cannot decode");
        return;
    }
    checkPassword(QString::fromUtf8(fields.at(1)), QString::fromUtf8(fields.at(2)));
}

void MailServerSession::checkPassword(const QString &user, const QString &password)
{
    if (user != m_server.m_options.userName || password != m_server.m_options.password) {
        say("535 5.7.8 Authentication credentials invalid");
    } else if (answer(Stage::SignIn, "235 2.7.0 Accepted")) {
        m_user = user;
    }
}

bool MailServerSession::answer(Stage stage, const QByteArray &usual)
{
    const std::optional<MailServer::Fault> fault = m_server.takeFault(stage);
    if (!fault) {
        if (!usual.isEmpty()) { // Stage::Taking has no reply of its own
            say(usual);
        }
        return true;
    }
    switch (fault->harm) {
    case MailServer::Harm::Refuse:
        say(fault->reply);
        return false;
    case MailServer::Harm::Delay:
        m_waiting = true;
        QTimer::singleShot(fault->delay, this, [this, usual] {
            if (!usual.isEmpty()) {
                say(usual);
            }
            m_waiting = false;
            work();
        });
        return true;
    case MailServer::Harm::Cut:
        m_closing = true;
        m_socket.abort();
        deleteLater();
        return false;
    case MailServer::Harm::Garble:
        m_socket.write("\x01\xff%%% this is no reply %%%\r\n");
        return false;
    case MailServer::Harm::Silence:
        m_waiting = true;
        return false;
    }
    return false;
}

void MailServerSession::say(const QByteArray &reply)
{
    m_socket.write(reply + "\r\n");
    if (reply.startsWith("421")) {
        m_closing = true;
        m_socket.disconnectFromHost();
    } else if (reply.startsWith('5') && ++m_errors > mostErrors) {
        close("421 4.7.0 Too many errors");
    }
}

void MailServerSession::close(const QByteArray &reply)
{
    m_closing = true;
    m_socket.write(reply + "\r\n");
    m_socket.disconnectFromHost();
}

} // namespace AlwaysLeads
