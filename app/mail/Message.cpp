#include "mail/Message.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace AlwaysLeads {

QString newMessageId(const EmailAddress &sender)
{
    std::array<quint32, 5> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArrayView bytes(reinterpret_cast<const char *>(random.data()), sizeof(random));
    return QString::fromLatin1(bytes.toByteArray().toHex()) + QLatin1Char('@') + sender.domain();
}

Result<QByteArray> contentHash(const OutgoingMessage &message)
{
    OutgoingMessage undated = message;
    undated.date = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    const Result<QByteArray> mime = composeMime(undated);
    if (!mime) {
        return failureOf(mime);
    }
    return QCryptographicHash::hash(*mime, QCryptographicHash::Sha256);
}

} // namespace AlwaysLeads
