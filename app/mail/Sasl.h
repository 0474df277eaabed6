#pragma once

#include <QByteArray>
#include <QString>

namespace AlwaysLeads {

/// What a client says in each sign-in mechanism, before base64. SMTP and IMAP share it.
namespace Sasl {

/// RFC 4616, without an authorisation identity: we act as ourselves.
QByteArray plain(const QString &userName, const QString &password);
/// RFC 2195: the answer to `challenge`, which is what the server sent, base64 taken away.
QByteArray cramMd5(const QString &userName, const QString &password, const QByteArray &challenge);
/// Google's and Microsoft's own mechanism.
QByteArray xoauth2(const QString &userName, const QString &accessToken);
/// RFC 7628 §3.1.
QByteArray oauthBearer(const QString &userName, const QString &host, quint16 port, const QString &accessToken);
/// What must be said to the challenge with which a server refuses a token, before its own last word comes: an empty
/// answer for XOAUTH2, one byte 0x01 for OAUTHBEARER (RFC 7628 §3.2.3).
inline QByteArray oauthBearerGiveUp()
{
    return QByteArray(1, '\x01');
}

} // namespace Sasl

} // namespace AlwaysLeads
