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

Result<QByteArray> composeUndated(const OutgoingMessage &message)
{
    OutgoingMessage undated = message;
    undated.date = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    return composeMime(undated);
}

QByteArray contentHash(const QByteArray &undated)
{
    return QCryptographicHash::hash(undated, QCryptographicHash::Sha256);
}

Result<QByteArray> contentHash(const OutgoingMessage &message)
{
    const Result<QByteArray> undated = composeUndated(message);
    return undated ? Result<QByteArray>(contentHash(*undated)) : failureOf(undated);
}

} // namespace AlwaysLeads
