#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// A mail that came in, as far as it matters for what came back. Everything is text from outside: bounded, cleaned of
/// control characters, never an instruction and never HTML.
struct ReplyMessage
{
    struct Header
    {
        QString name; ///< in small letters
        QString value; ///< unfolded and decoded (RFC 2047)

        bool operator==(const Header &) const = default;
    };

    static constexpr qsizetype mostBytes = 4 * 1024 * 1024; ///< read of one mail; what stands behind is left out
    static constexpr int mostContainers = 200; ///< multiparts and mails within mails
    static constexpr int mostParts = 1000;
    static constexpr qsizetype longestText = 200'000; ///< characters of a text

    QList<Header> headers; ///< of the mail itself
    QString subject;
    QString fromName;
    QString fromAddress; ///< as written, not checked
    QString replyTo; ///< the first address; empty: none
    QStringList to; ///< addresses of To and Cc
    QString messageId; ///< ids without brackets
    QStringList inReplyTo;
    QStringList references;
    QDateTime date; ///< of the Date header; invalid: none
    QString contentType; ///< of the whole, in small letters: "multipart/report"
    QString reportType; ///< "delivery-status"; empty: no report
    QString text; ///< what a person reads: the plain text, else that of the HTML
    bool textIsFromHtml = false;
    QString deliveryStatus; ///< the fields of message/delivery-status, as they came (RFC 3464)
    QString feedback; ///< the fields of message/feedback-report (RFC 5965)
    QString returnedHeaders; ///< of the mail that a report is about
    QStringList attachments; ///< names
    bool isCalendar = false; ///< it carries an invitation or its answer
    bool isReceipt = false; ///< a read receipt (RFC 8098)
    bool isCut = false; ///< a limit was reached

    /// The value of the first one; empty when there is none. `name` in small letters.
    QString header(const QString &name) const;
    bool hasHeader(const QString &name) const;

    bool operator==(const ReplyMessage &) const = default;
};

/// Tolerant: what cannot be read is left out. ErrorKind::Invalid only for what is no mail at all.
Result<ReplyMessage> readReply(const QByteArray &bytes);

/// The value of a field of a block of header lines, unfolded; empty when it is not there. `name` in small letters.
QString fieldIn(const QString &block, const QString &name);
/// "<a@b> <c@d>" without brackets.
QStringList messageIdsIn(const QString &text);

} // namespace AlwaysLeads
