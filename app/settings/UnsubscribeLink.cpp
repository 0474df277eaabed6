#include "settings/UnsubscribeLink.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QUrl>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

const QString place = QStringLiteral("{token}");
constexpr int tokenSize = 24; // bytes, which are 32 characters

} // namespace

Result<> UnsubscribeLink::check(const QString &address)
{
    const auto invalid = [](const QString &message) { return failure(ErrorKind::Invalid, message); };
    if (address.size() > longest) {
        return invalid(tr("This address is longer than %1 characters.").arg(longest));
    }
    if (!address.startsWith(QLatin1String("https://"))) {
        return invalid(tr("Mail programs use only addresses that begin with https://."));
    }
    const bool plain = std::ranges::all_of(address, [](QChar character) {
        return character > QLatin1Char(' ') && character < QChar(0x7F)
            && !QStringLiteral("<>\"\\^`|,").contains(character);
    });
    if (!plain) {
        return invalid(tr("There is a space or another character in it that no link has."));
    }
    if (address.count(place) != 1) {
        return invalid(tr("Write {token} once where the person's own token goes: https://stop.example.org/u/{token}"));
    }
    QString filled = address;
    filled.replace(place, QStringLiteral("token"));
    const QUrl url(filled, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment()) {
        return invalid(tr("This is not the address of a page."));
    }
    if (!url.path().startsWith(QLatin1Char('/'))) {
        return invalid(tr("Write a / after the name of the server."));
    }
    if (!url.path().contains(QLatin1String("token")) && !url.query().contains(QLatin1String("token"))) {
        return invalid(tr("{token} has to stand after the name of the server."));
    }
    return {};
}

QString UnsubscribeLink::token(const QByteArray &key, const EmailAddress &person)
{
    const QByteArray who =
        "unsubscribe:" + person.toString().normalized(QString::NormalizationForm_KC).toCaseFolded().toUtf8();
    const QByteArray digest = QMessageAuthenticationCode::hash(who, key, QCryptographicHash::Sha256);
    return QString::fromLatin1(
        digest.first(tokenSize).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString UnsubscribeLink::forPerson(const QString &address, const QByteArray &key, const EmailAddress &person)
{
    return QString(address).replace(place, token(key, person));
}

QByteArray UnsubscribeLink::newKey()
{
    std::array<quint32, keySize / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), keySize);
}

} // namespace AlwaysLeads
