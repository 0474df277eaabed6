#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace AlwaysLeads {

/// A mail that came from outside, read tolerantly: what cannot be read is left out, never guessed. All text is data:
/// the HTML is as it came, and nothing of it may be shown without cleaning.
struct ParsedMessage
{
    struct Header
    {
        QString name; ///< as written
        QString value; ///< unfolded and decoded (RFC 2047)

        bool operator==(const Header &) const = default;
    };

    QList<Header> headers; ///< of the mail itself, in their order
    QString text; ///< the first text/plain part, line ends '\n'
    QString html; ///< the first text/html part, line ends '\n'
    QDateTime date; ///< of the Date header; invalid when there is none
    QString messageId; ///< without brackets
    QString inReplyTo; ///< the first id, without brackets
    QStringList references;
    QString fromName;
    QString fromAddress; ///< as written, not checked
    QString toName;
    QString toAddress;

    /// The value of the first header of this name, ignoring case; empty when there is none.
    QString header(const QString &name) const;
    int headerCount(const QString &name) const;

    bool operator==(const ParsedMessage &) const = default;
};

/// Mails above 50 MB are refused (ErrorKind::Invalid), parts deeper than 50 levels or after the thousandth are left
/// out.
Result<ParsedMessage> parseMime(const QByteArray &bytes);

} // namespace AlwaysLeads
