#include "oauth/OAuthSecrets.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace AlwaysLeads {

namespace {

constexpr QByteArray::Base64Options urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString randomText()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof(words));
    return QString::fromLatin1(bytes.toBase64(urlSafe));
}

} // namespace

OAuthSecrets OAuthSecrets::random()
{
    return {randomText(), randomText(), randomText()};
}

QString OAuthSecrets::challengeOf(const QString &verifier)
{
    const QByteArray hash = QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(urlSafe));
}

bool isSameSecret(const QString &one, const QString &other)
{
    if (one.size() != other.size()) {
        return false;
    }
    uint difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i) {
        difference |= uint(one.at(i).unicode() ^ other.at(i).unicode());
    }
    return difference == 0;
}

} // namespace AlwaysLeads
