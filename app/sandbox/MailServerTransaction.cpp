#include "sandbox/MailServerSession.h"

#include "address/EmailAddress.h"

#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestTextLine = 1000; // RFC 5321 §4.5.3.1.6, with CRLF; a stuffed dot comes on top

struct Path
{
    QString address;
    QByteArrayList parameters;
    QByteArray fault; ///< a reply; empty when all is well
};

/// "FROM:<anna@firm.example> SIZE=1": exactly so, without the spaces that lenient servers forgive.
Path readPath(const QByteArray &argument, const QByteArray &keyword, bool smtpUtf8Offered)
{
    Path path;
    const QByteArray start = keyword + ":<";
    const qsizetype end = argument.indexOf('>');
    if (!argument.toUpper().startsWith(start) || end < 0
        || (end + 1 < argument.size() && argument.at(end + 1) != ' ')) {
        path.fault = "501 5.5.4 Syntax: " + keyword + ":<address>";
        return path;
    }
    const QByteArray address = argument.mid(start.size(), end - start.size());
    path.address = QString::fromUtf8(address);
    for (const QByteArray &word : argument.mid(end + 1).split(' ')) {
        if (!word.isEmpty()) {
            path.parameters += word;
        }
    }
    const bool ascii = std::ranges::all_of(address, [](char byte) { return static_cast<uchar>(byte) < 0x80; });
    if (!ascii && !smtpUtf8Offered) {
        path.fault = "553 5.6.7 SMTPUTF8 is not offered";
    } else if (const Result<EmailAddress> parsed = EmailAddress::parse(path.address);
               !parsed || parsed->toString().compare(path.address, Qt::CaseInsensitive) != 0) {
        path.fault = "553 5.1.3 The address is not well formed";
    }
    return path;
}

bool isXtext(const QByteArray &text)
{
    static const QRegularExpression form(QStringLiteral("\\A(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+\\z"));
    return form.match(QString::fromLatin1(text)).hasMatch();
}

QString fromXtext(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text, '+'));
}

} // namespace

void MailServerSession::mailFrom(const QByteArray &argument)
{
    if (!m_hello) {
        say("503 5.5.1 Send EHLO first");
        return;
    }
    if (m_server.m_options.encryption == MailServer::Encryption::StartTls && !m_socket.isEncrypted()) {
        say("530 5.7.0 Must issue a STARTTLS command first");
        return;
    }
    if (!m_server.m_options.userName.isEmpty() && m_user.isEmpty()) {
        say("530 5.7.0 Authentication required");
        return;
    }
    if (m_hasFrom) {
        say("503 5.5.1 MAIL was said already");
        return;
    }
    const Path path = readPath(argument, "FROM", offers("SMTPUTF8"));
    if (!path.fault.isEmpty()) {
        say(path.fault);
        return;
    }
    bool smtpUtf8 = false;
    QString envelopeId;
    for (const QByteArray &parameter : path.parameters) {
        const qsizetype equals = parameter.indexOf('=');
        const QByteArray name = (equals < 0 ? parameter : parameter.first(equals)).toUpper();
        const QByteArray value = equals < 0 ? QByteArray() : parameter.mid(equals + 1);
        bool isNumber = false;
        if (name == "SIZE" && offers("SIZE") && value.toLongLong(&isNumber) >= 0 && isNumber) {
            if (value.toLongLong() > m_server.m_options.sizeLimit) {
                say("552 5.3.4 The message is too big");
                return;
            }
        } else if ((name == "BODY" && offers("8BITMIME") && (value == "7BIT" || value == "8BITMIME"))
                   || (name == "RET" && offers("DSN") && (value == "HDRS" || value == "FULL"))) {
            continue;
        } else if (name == "SMTPUTF8" && offers("SMTPUTF8") && equals < 0) {
            smtpUtf8 = true;
        } else if (name == "ENVID" && offers("DSN") && value.size() <= 100 && isXtext(value)) {
            envelopeId = fromXtext(value);
        } else {
            say("555 5.5.4 Parameter not recognised: " + name.left(40));
            return;
        }
    }
    const bool ascii = std::ranges::all_of(path.address, [](QChar character) { return character.unicode() < 0x80; });
    if (!ascii && !smtpUtf8) {
        say("553 5.6.7 The address wants SMTPUTF8");
        return;
    }
    if (answer(Stage::MailFrom, "250 2.1.0 Sender ok")) {
        m_hasFrom = true;
        m_from = path.address;
        m_smtpUtf8 = smtpUtf8;
        m_envelopeId = envelopeId;
    }
}

void MailServerSession::recipientTo(const QByteArray &argument)
{
    if (!m_hasFrom) {
        say("503 5.5.1 Send MAIL first");
        return;
    }
    if (!m_to.isEmpty()) {
        say("452 4.5.3 One recipient a mail, please");
        return;
    }
    const Path path = readPath(argument, "TO", m_smtpUtf8);
    if (!path.fault.isEmpty()) {
        say(path.fault);
        return;
    }
    static const QRegularExpression notify(
        QStringLiteral("\\ANOTIFY=(?:NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*)\\z"));
    for (const QByteArray &parameter : path.parameters) {
        const bool isNotify = notify.match(QString::fromLatin1(parameter)).hasMatch();
        const bool isOriginal = parameter.startsWith("ORCPT=rfc822;") && isXtext(parameter.mid(13));
        if (!offers("DSN") || (!isNotify && !isOriginal)) {
            say("555 5.5.4 Parameter not recognised");
            return;
        }
    }
    const QByteArray reply = m_server.recipientReply(path.address);
    if (answer(Stage::RecipientTo, reply) && reply.startsWith('2')) {
        m_to = path.address;
    }
}

void MailServerSession::data(const QByteArray &argument)
{
    if (!argument.isEmpty()) {
        say("501 5.5.4 DATA takes no argument");
    } else if (!m_hasFrom) {
        say("503 5.5.1 Send MAIL first");
    } else if (m_to.isEmpty()) {
        say("554 5.5.1 No valid recipients");
    } else if (!m_buffer.isEmpty()) {
        close("554 5.5.0 The text came before it was asked for");
    } else if (answer(Stage::Data, "354 End with <CRLF>.<CRLF>")) {
        m_mode = Mode::Text;
        m_text.clear();
        m_tooLarge = false;
        m_bareLineEnd = false;
    }
}

void MailServerSession::takeTextLine(const QByteArray &line)
{
    if (line == ".\r\n") {
        m_mode = Mode::Commands;
        finishText();
        return;
    }
    // Noted and refused at the end: until the dot there is nobody to say it to. What is wrong is never taken for the
    // end.
    const bool bare = !line.endsWith("\r\n") || line.chopped(2).contains('\r') || line.contains('\0');
    m_bareLineEnd = m_bareLineEnd || bare || line.size() > longestTextLine + 1;
    m_tooLarge = m_tooLarge || m_text.size() + line.size() > m_server.m_options.sizeLimit;
    if (!m_tooLarge) {
        m_text += line.startsWith('.') ? line.mid(1) : line;
    }
    if (m_server.takeFault(Stage::Body)) {
        m_closing = true;
        m_socket.abort();
        deleteLater();
    }
}

void MailServerSession::finishText()
{
    const bool tooLarge = m_tooLarge;
    const bool unreadable = m_bareLineEnd;
    MailServer::Received mail;
    mail.from = m_from;
    mail.to = m_to;
    mail.mime = m_text;
    mail.envelopeId = m_envelopeId;
    mail.encrypted = m_socket.isEncrypted();
    mail.userName = m_user;
    const bool needsUtf8 = std::ranges::any_of(mail.mime.left(std::max<qsizetype>(0, mail.mime.indexOf("\r\n\r\n"))),
                                               [](char byte) { return static_cast<uchar>(byte) >= 0x80; });
    const bool utf8Allowed = m_smtpUtf8;
    forgetMail();
    if (tooLarge) {
        say("552 5.3.4 The message is too big");
    } else if (unreadable) {
        say("550 5.6.0 Lines end with CRLF, have no other CR, LF or NUL and at most 998 characters");
    } else if (needsUtf8 && !utf8Allowed) {
        say("550 5.6.7 Headers beyond ASCII want SMTPUTF8");
    } else if (answer(Stage::Taking, {})) {
        if (!m_server.keep(mail)) {
            say("452 4.3.1 No room on the disk");
            return;
        }
        answer(Stage::Taken, "250 2.0.0 Taken as " + QByteArray::number(m_server.m_received.size()));
    }
}

void MailServerSession::forgetMail()
{
    m_hasFrom = false;
    m_smtpUtf8 = false;
    m_from.clear();
    m_to.clear();
    m_envelopeId.clear();
    m_text.clear();
}

} // namespace AlwaysLeads
