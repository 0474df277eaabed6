#pragma once

#include "address/EmailAddress.h"
#include "base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// A person as they stand in From or To.
struct Correspondent
{
    QString name; ///< what the other side reads beside the address; may be empty
    EmailAddress address;

    bool operator==(const Correspondent &) const = default;
};

/// One mail to one person, as its author wrote it. composeMime() makes the bytes of it.
struct OutgoingMessage
{
    /// PlainAndHtml: the same words twice. Light: marks are made into formatting, see LightText.h.
    enum class Format { Plain, PlainAndHtml, Light };

    Correspondent from;
    Correspondent to;
    QString subject;
    QString text; ///< any line ends; paragraphs are parted by an empty line
    QString messageId; ///< without angle brackets; see newMessageId()
    QDateTime date; ///< the moment of sending; written in UTC, whole seconds
    EmailAddress unsubscribeTo; ///< List-Unsubscribe: mailto:…; none when null
    QString unsubscribeSubject; ///< the subject that such a mail comes back with
    /// https:// with a token of this person: where their mail program says no with one click (RFC 8058); may be empty.
    QString unsubscribeUrl;
    QString inReplyTo; ///< a message id without brackets; empty for a first mail
    QStringList references; ///< oldest first, without brackets
    Format format = Format::PlainAndHtml;

    bool operator==(const OutgoingMessage &) const = default;
};

/// 160 random bits @ the sender's own domain. Made once a draft, kept in the database: it names the mail for ever and
/// says nothing of this computer.
QString newMessageId(const EmailAddress &sender);

/// What a header will really say: control characters and line breaks become spaces, runs of spaces one, lone surrogates
/// U+FFFD, and characters that turn the direction of writing are left out.
QString cleanHeaderText(const QString &text);

/// What the body will really say: line ends are '\n', other control characters but the tab are left out.
QString cleanBodyText(const QString &text);

/// The HTML alternative of a text: the same words, paragraphs, line breaks, and links for plain https:// addresses.
/// Loads nothing from anywhere.
QString htmlOf(const QString &text);

/// The mail as it goes over the wire: CRLF, ASCII (except the addresses of SMTPUTF8), lines of at most 78 characters in
/// headers and 76 in the body where they can be broken. The same message gives the same bytes, always.
/// ErrorKind::Invalid: no valid sender, recipient, date, message id or unsubscribe link, or a header that no folding
/// brings under 998 octets.
Result<QByteArray> composeMime(const OutgoingMessage &message);

/// composeMime() with the date set to 1970-01-01.
Result<QByteArray> composeUndated(const OutgoingMessage &message);
/// What composeMime() gives for that date, from what it gave for another.
Result<QByteArray> withDate(QByteArray mime, const QDateTime &date);

/// What a person's approval is bound to: SHA-256 (32 bytes) over composeUndated(). So the approval survives the moment
/// of sending, and any other change of a byte lapses it.
Result<QByteArray> contentHash(const OutgoingMessage &message);
QByteArray contentHash(const QByteArray &undated);

} // namespace AlwaysLeads
