#include "mail/Sasl.h"

#include <QMessageAuthenticationCode>

namespace AlwaysLeads {

QByteArray Sasl::plain(const QString &userName, const QString &password)
{
    QByteArray said(1, '\0');
    said += userName.toUtf8();
    said += '\0';
    said += password.toUtf8();
    return said;
}

QByteArray Sasl::cramMd5(const QString &userName, const QString &password, const QByteArray &challenge)
{
    const QByteArray digest =
        QMessageAuthenticationCode::hash(challenge, password.toUtf8(), QCryptographicHash::Md5).toHex();
    return userName.toUtf8() + ' ' + digest;
}

QByteArray Sasl::xoauth2(const QString &userName, const QString &accessToken)
{
    return "user=" + userName.toUtf8() + "\x01" + "auth=Bearer " + accessToken.toUtf8() + "\x01\x01";
}

QByteArray Sasl::oauthBearer(const QString &userName, const QString &host, quint16 port, const QString &accessToken)
{
    QByteArray name = userName.toUtf8();
    name.replace('=', "=3D");
    name.replace(',', "=2C");
    return "n,a=" + name + ",\x01" + "host=" + host.toUtf8() + "\x01" + "port=" + QByteArray::number(port) + "\x01"
        + "auth=Bearer " + accessToken.toUtf8() + "\x01\x01";
}

} // namespace AlwaysLeads
