#include "imap/ImapDate.h"

#include <QLocale>

namespace AlwaysLeads {

QByteArray toImapDate(const QDate &date)
{
    return QLocale::c().toString(date, QStringLiteral("d-MMM-yyyy")).toLatin1();
}

QByteArray toImapDateTime(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), QStringLiteral("dd-MMM-yyyy HH:mm:ss")).toLatin1() + " +0000";
}

QDateTime fromImapDateTime(const QByteArray &text)
{
    const QString trimmed = QString::fromLatin1(text).trimmed(); // the day may be filled up with a space
    const qsizetype zoneAt = trimmed.lastIndexOf(QLatin1Char(' '));
    bool isNumber = false;
    const int zone = trimmed.mid(zoneAt + 1).toInt(&isNumber); // ±hhmm
    QDateTime time = QLocale::c().toDateTime(trimmed.left(zoneAt), QStringLiteral("d-MMM-yyyy HH:mm:ss"));
    if (zoneAt < 0 || !isNumber || !time.isValid()) {
        return {};
    }
    time.setTimeSpec(Qt::UTC);
    const int minutes = zone / 100 * 60 + zone % 100;
    return time.addSecs(-60 * minutes);
}

} // namespace AlwaysLeads
