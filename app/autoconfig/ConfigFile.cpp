#include "autoconfig/ConfigFile.h"

#include "dns/DnsMessage.h"

#include <QUrl>
#include <QXmlStreamReader>

#include <optional>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestFile = 256 * 1024;
constexpr int deepest = 32;
constexpr int mostElements = 5000;
constexpr qsizetype mostServers = 10;
constexpr qsizetype longestText = 300;

QString filled(QString text, const EmailAddress &address)
{
    const std::pair<const char *, QString> places[] = {{"%EMAILADDRESS", address.toString()},
                                                       {"%EMAILLOCALPART", address.localPart()},
                                                       {"%EMAILDOMAIN", address.domain()}};
    for (const auto &[place, value] : places) {
        const QString open = QString::fromLatin1(place);
        text.replace(open + QLatin1Char('%'), value);
        text.replace(open, value); // two entries of the ISPDB lack the closing sign
    }
    return text.trimmed().left(longestText);
}

bool isHost(const QString &host)
{
    return host.contains(QLatin1Char('.')) && DnsMessage::question(0, host, DnsType::A)
        && std::all_of(host.cbegin(), host.cend(),
                       [](QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.'); });
}

/// One pass over the file. Sums up what it saw, and stops at what a configuration never has.
class Reader
{
public:
    Reader(const QByteArray &xml, const EmailAddress &address)
        : m_xml(xml)
        , m_address(address)
    {
    }

    bool read(ConfigFile &file)
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
                return false; // nothing of what they can do belongs here
            case QXmlStreamReader::StartElement:
                if (++m_elements > mostElements || ++m_depth > deepest) {
                    return false;
                }
                m_text.clear();
                begin();
                break;
            case QXmlStreamReader::Characters:
                m_text += m_xml.text().left(longestText * 4 - m_text.size());
                break;
            case QXmlStreamReader::EndElement:
                --m_depth;
                end(file);
                m_text.clear();
                break;
            default:
                break;
            }
        }
        return !m_xml.hasError() && m_isConfig;
    }

private:
    void begin()
    {
        const QStringView name = m_xml.name();
        m_isConfig = m_isConfig || (m_depth == 1 && name == QLatin1String("clientConfig"));
        m_isOAuth = m_isOAuth || name == QLatin1String("oAuth2");
        if (name != QLatin1String("incomingServer") && name != QLatin1String("outgoingServer")) {
            return;
        }
        const QStringView type = m_xml.attributes().value(QLatin1String("type"));
        m_server.reset();
        m_usable = true;
        m_authentication.clear();
        if (name == QLatin1String("incomingServer") && type == QLatin1String("imap")) {
            m_server = MailServerOffer();
        } else if (name == QLatin1String("outgoingServer") && type == QLatin1String("smtp")) {
            m_server = MailServerOffer();
            m_server->protocol = MailServerOffer::Protocol::Smtp;
        }
    }

    void end(ConfigFile &file)
    {
        const QStringView name = m_xml.name();
        if (name == QLatin1String("displayName") && file.providerName.isEmpty()) {
            file.providerName = m_text.simplified().left(longestText);
        } else if (name == QLatin1String("oAuth2")) {
            m_isOAuth = false;
        } else if (m_isOAuth && name == QLatin1String("issuer") && file.issuer.isEmpty()) {
            file.issuer = m_text.simplified().left(longestText);
        } else if (m_server && (name == QLatin1String("incomingServer") || name == QLatin1String("outgoingServer"))) {
            add(file);
            m_server.reset();
        } else if (m_server) {
            take(name);
        }
    }

    void take(QStringView name)
    {
        const QString value = filled(m_text, m_address);
        if (name == QLatin1String("hostname")) {
            m_server->host = QString::fromLatin1(QUrl::toAce(value.toLower()));
        } else if (name == QLatin1String("port")) {
            bool ok = false;
            m_server->port = value.toUShort(&ok);
            m_usable = m_usable && ok && m_server->port > 0;
        } else if (name == QLatin1String("socketType")) {
            m_usable = m_usable && (value == QLatin1String("SSL") || value == QLatin1String("STARTTLS"));
            m_server->security = value == QLatin1String("STARTTLS") ? MailServerOffer::Security::StartTls
                                                                    : MailServerOffer::Security::ImplicitTls;
            m_hasSecurity = true;
        } else if (name == QLatin1String("username")) {
            m_server->userName = value;
        } else if (name == QLatin1String("authentication")) {
            m_authentication += value;
        }
    }

    void add(ConfigFile &file)
    {
        const bool hasSecurity = std::exchange(m_hasSecurity, false);
        m_server->oauth = m_authentication.contains(QLatin1String("OAuth2"));
        m_server->password = m_authentication.isEmpty()
            || m_authentication.contains(QLatin1String("password-cleartext"))
            || m_authentication.contains(QLatin1String("password-encrypted"))
            || m_authentication.contains(QLatin1String("plain")) || m_authentication.contains(QLatin1String("secure"));
        if (m_server->userName.isEmpty()) {
            m_server->userName = m_address.toString();
        }
        QList<MailServerOffer> &list =
            m_server->protocol == MailServerOffer::Protocol::Imap ? file.incoming : file.outgoing;
        if (m_usable && hasSecurity && m_server->port > 0 && isHost(m_server->host)
            && (m_server->password || m_server->oauth) && list.size() < mostServers && !list.contains(*m_server)) {
            list += *m_server;
        }
    }

    QXmlStreamReader m_xml;
    const EmailAddress &m_address;
    QString m_text;
    std::optional<MailServerOffer> m_server;
    QStringList m_authentication;
    int m_depth = 0;
    int m_elements = 0;
    bool m_isConfig = false;
    bool m_isOAuth = false; ///< inside of what tells of the sign-in with the browser
    bool m_usable = true;
    bool m_hasSecurity = false;
};

} // namespace

Result<ConfigFile> ConfigFile::parse(const QByteArray &xml, const EmailAddress &address)
{
    const auto no = [](const char *why) {
        return failure(ErrorKind::Invalid, tr("This is no configuration of a mail provider."),
                       QString::fromLatin1(why));
    };
    if (xml.size() > longestFile) {
        return no("too long");
    }
    ConfigFile file;
    if (!Reader(xml, address).read(file)) {
        return no("not well formed, or not a client configuration");
    }
    if (file.incoming.isEmpty() && file.outgoing.isEmpty()) {
        return no("no usable server");
    }
    return file;
}

} // namespace AlwaysLeads
