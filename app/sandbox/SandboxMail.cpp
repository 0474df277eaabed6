#include "sandbox/SandboxMail.h"

#include <QDir>
#include <QFile>

#include <cstring>
#include <utility>

namespace AlwaysLeads {

namespace {

/// Splits at commas that are not inside of quotes or angle brackets.
QList<QByteArray> splitAddresses(const QByteArray &text)
{
    QList<QByteArray> parts;
    QByteArray part;
    bool quoted = false;
    bool inBrackets = false;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '<' || c == '>')) {
            inBrackets = c == '<';
        } else if (c == ',' && !quoted && !inBrackets) {
            parts += std::exchange(part, {});
            continue;
        }
        part += c;
    }
    parts += part;
    return parts;
}

QByteArray bareAddress(const QByteArray &text)
{
    const qsizetype open = text.lastIndexOf('<');
    const qsizetype close = text.lastIndexOf('>');
    return (open >= 0 && close > open ? text.mid(open + 1, close - open - 1) : text).trimmed().toLower();
}

QString folderName(const QByteArray &address)
{
    QString name;
    for (const char c : address) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || std::strchr("@.+-_", c);
        name += plain && c != 0 ? QLatin1Char(c) : QLatin1Char('_');
    }
    return name.startsWith(QLatin1Char('.')) ? QLatin1Char('_') + name : name;
}

} // namespace

SandboxMail::SandboxMail(QByteArray mime)
    : m_mime(std::move(mime))
{
}

std::pair<qsizetype, qsizetype> SandboxMail::find(const QByteArray &name) const
{
    qsizetype end = m_mime.indexOf("\r\n\r\n");
    end = end < 0 ? m_mime.size() : end + 2;
    const QByteArray wanted = name.toLower() + ':';
    for (qsizetype line = 0; line < end;) {
        qsizetype next = line;
        do { // a line that begins with white space belongs to the one before
            const qsizetype lineEnd = m_mime.indexOf("\r\n", next);
            next = lineEnd < 0 ? end : lineEnd + 2;
        } while (next < end && (m_mime.at(next) == ' ' || m_mime.at(next) == '\t'));
        if (m_mime.mid(line, wanted.size()).toLower() == wanted) {
            return {line, next};
        }
        line = next;
    }
    return {-1, -1};
}

QByteArray SandboxMail::header(const QByteArray &name) const
{
    const auto [begin, end] = find(name);
    if (begin < 0) {
        return {};
    }
    const qsizetype value = begin + name.size() + 1;
    return m_mime.mid(value, end - value).replace("\r\n", "").trimmed();
}

QList<std::pair<QByteArray, QByteArray>> SandboxMail::headers() const
{
    QList<std::pair<QByteArray, QByteArray>> found;
    const qsizetype end = m_mime.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = m_mime.left(end).split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray text = line.endsWith('\r') ? line.chopped(1) : line;
        if ((text.startsWith(' ') || text.startsWith('\t')) && !found.isEmpty()) {
            found.last().second += ' ' + text.trimmed();
        } else if (const qsizetype colon = text.indexOf(':'); colon > 0) {
            found.append({text.left(colon), text.mid(colon + 1).trimmed()});
        }
    }
    return found;
}

QList<QByteArray> SandboxMail::addresses(const QByteArray &name) const
{
    QList<QByteArray> found;
    const QList<QByteArray> parts = splitAddresses(header(name));
    for (const QByteArray &part : parts) {
        if (const QByteArray address = bareAddress(part); !address.isEmpty()) {
            found += address;
        }
    }
    return found;
}

QList<QByteArray> SandboxMail::recipients() const
{
    return addresses("To") + addresses("Cc") + addresses("Bcc");
}

QList<QByteArray> SandboxMail::parents() const
{
    QByteArray ids = header("References") + ' ' + header("In-Reply-To");
    QList<QByteArray> found;
    for (const QByteArray &id : ids.simplified().split(' ')) {
        if (!id.isEmpty() && !found.contains(id)) {
            found += id;
        }
    }
    return found;
}

QByteArray SandboxMail::baseSubject() const
{
    QByteArray subject = header("Subject");
    while (subject.left(3).toLower() == "re:") {
        subject = subject.mid(3).trimmed();
    }
    return subject;
}

void SandboxMail::removeHeader(const QByteArray &name)
{
    const auto [begin, end] = find(name);
    if (begin >= 0) {
        m_mime.remove(begin, end - begin);
    }
}

void SandboxMail::setHeader(const QByteArray &name, const QByteArray &value)
{
    removeHeader(name);
    m_mime.prepend(name + ": " + value + "\r\n");
}

SandboxArrivals::SandboxArrivals(QString folder, QString prefix)
    : m_folder(std::move(folder))
    , m_prefix(std::move(prefix))
{
}

bool SandboxArrivals::deliver(const SandboxMail &mail, const QByteArray &from)
{
    SandboxMail delivered = mail;
    delivered.removeHeader("Bcc");
    const QList<QByteArray> recipients = mail.recipients();
    for (const QByteArray &to : recipients) {
        MailServer::Received received;
        received.number = int(m_received.size()) + 1;
        received.from = QString::fromUtf8(from);
        received.to = QString::fromUtf8(to);
        received.mime = delivered.mime();
        received.encrypted = true;
        if (!m_folder.isEmpty()) {
            const QString folder = QDir(m_folder).filePath(folderName(to));
            QFile file(QDir(folder).filePath(QStringLiteral("%1%2.eml").arg(m_prefix).arg(received.number)));
            if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
                || file.write(received.mime) != received.mime.size()) {
                return false;
            }
            received.file = file.fileName();
        }
        m_received += received;
        if (m_listener) {
            m_listener(received);
        }
    }
    return true;
}

} // namespace AlwaysLeads
