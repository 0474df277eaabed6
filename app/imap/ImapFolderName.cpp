#include "imap/ImapFolderName.h"

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

namespace {

bool isPlain(QChar character)
{
    return character.unicode() >= 0x20 && character.unicode() <= 0x7e;
}

QByteArray shifted(QStringView text)
{
    QByteArray bytes;
    for (const QChar character : text) {
        bytes += char(character.unicode() >> 8);
        bytes += char(character.unicode() & 0xff);
    }
    return '&' + bytes.toBase64(QByteArray::OmitTrailingEquals).replace('/', ',') + '-';
}

std::optional<QString> unshifted(QByteArray text)
{
    const auto result = QByteArray::fromBase64Encoding(
        text.replace(',', '/'), QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    if (!result || (*result).size() % 2 != 0 || (*result).isEmpty()) {
        return std::nullopt;
    }
    const QByteArray &decoded = *result;
    QString name;
    for (qsizetype at = 0; at < decoded.size(); at += 2) {
        name += QChar(ushort((uchar(decoded.at(at)) << 8) | uchar(decoded.at(at + 1))));
    }
    return name;
}

} // namespace

QByteArray toImapFolderName(const QString &name)
{
    QByteArray wire;
    for (qsizetype at = 0; at < name.size();) {
        if (isPlain(name.at(at))) {
            wire += name.at(at).toLatin1();
            if (name.at(at) == QLatin1Char('&')) {
                wire += '-';
            }
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < name.size() && !isPlain(name.at(end))) {
            ++end;
        }
        wire += shifted(QStringView(name).sliced(at, end - at));
        at = end;
    }
    return wire;
}

QString fromImapFolderName(const QByteArray &name)
{
    QString text;
    for (qsizetype at = 0; at < name.size(); ++at) {
        const char byte = name.at(at);
        if (static_cast<uchar>(byte) >= 0x80) {
            return QString::fromUtf8(name);
        }
        if (byte != '&') {
            text += QLatin1Char(byte);
            continue;
        }
        const qsizetype end = name.indexOf('-', at);
        if (end < 0) {
            return QString::fromUtf8(name);
        }
        if (end == at + 1) {
            text += QLatin1Char('&');
        } else if (const std::optional<QString> part = unshifted(name.mid(at + 1, end - at - 1))) {
            text += *part;
        } else {
            return QString::fromUtf8(name);
        }
        at = end;
    }
    return text;
}

} // namespace AlwaysLeads
