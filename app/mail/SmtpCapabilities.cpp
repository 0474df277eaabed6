#include "mail/SmtpCapabilities.h"

namespace AlwaysLeads {

SmtpCapabilities SmtpCapabilities::parse(const SmtpReply &reply)
{
    SmtpCapabilities offered;
    for (const QByteArray &line : reply.lines.mid(1)) { // the first one is the server's name
        // "AUTH=LOGIN" is how servers wrote it before RFC 2554, for the sake of old clients; some still do.
        QString text = QString::fromLatin1(line).toUpper();
        if (text.startsWith(QLatin1String("AUTH="))) {
            text[4] = QLatin1Char(' ');
        }
        const QStringList words = text.simplified().split(QLatin1Char(' '));
        const QString &keyword = words.first();
        if (keyword == QLatin1String("STARTTLS")) {
            offered.startTls = true;
        } else if (keyword == QLatin1String("PIPELINING")) {
            offered.pipelining = true;
        } else if (keyword == QLatin1String("8BITMIME")) {
            offered.eightBitMime = true;
        } else if (keyword == QLatin1String("SMTPUTF8")) {
            offered.smtpUtf8 = true;
        } else if (keyword == QLatin1String("DSN")) {
            offered.dsn = true;
        } else if (keyword == QLatin1String("SIZE")) {
            offered.sizeLimit = std::max<qint64>(0, words.value(1).toLongLong());
        } else if (keyword == QLatin1String("AUTH")) {
            for (const QString &method : words.mid(1)) {
                if (!offered.signInMethods.contains(method)) {
                    offered.signInMethods += method;
                }
            }
        }
    }
    return offered;
}

} // namespace AlwaysLeads
