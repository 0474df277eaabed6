#include "mail/GMime.h"
#include "mail/HeaderEncoding.h"
#include "mail/HtmlLines.h"
#include "mail/LightText.h"
#include "mail/Message.h"
#include "mail/QuotedPrintable.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>
#include <QRegularExpression>
#include <QUrl>

namespace AlwaysLeads {

namespace {

struct Mime
{
    Q_DECLARE_TR_FUNCTIONS(Mime)
};

constexpr qsizetype longestHeaderLine = 998; // RFC 5322 §2.1.1, without CRLF
constexpr qsizetype longestSubject = 2000; // characters; more would be a text in the wrong field
constexpr qsizetype mostReferences = 10;
constexpr qsizetype longestUrl = 800;

/// Ids come from received mails too, so anything that is not clearly one is not written.
bool isMessageId(const QString &id)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,180}@[A-Za-z0-9.\\-\\[\\]:]{1,255}\\z"));
    return form.match(id).hasMatch();
}

QByteArray bracketed(const QString &id)
{
    return '<' + id.toLatin1() + '>';
}

bool isWritable(const QDateTime &date)
{
    return date.isValid() && date.date().year() >= 1970 && date.date().year() <= 9999;
}

QByteArray dateText(const QDateTime &date)
{
    // QLocale::c(), because the person's own would write the day in their language.
    return QLocale::c().toString(date.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

QByteArray referencesText(QStringList ids)
{
    ids.removeIf([](const QString &id) { return !isMessageId(id); });
    while (ids.size() > mostReferences) {
        ids.removeAt(1); // the first one names the conversation
    }
    QByteArrayList list;
    for (const QString &id : ids) {
        list += bracketed(id);
    }
    return list.join("\r\n ");
}

/// Only what goes between angle brackets as it is: RFC 8058 §3.1 wants HTTPS.
bool isOneClickUrl(const QString &url)
{
    static const QRegularExpression form(
        QStringLiteral("\\Ahttps://[A-Za-z0-9.\\-\\[\\]:]+/[!#-+\\--;=?-\\[\\]_a-z{}~]*\\z"));
    return url.size() <= longestUrl && form.match(url).hasMatch();
}

QByteArray mailtoText(const OutgoingMessage &message)
{
    QByteArray uri = "mailto:" + QUrl::toPercentEncoding(message.unsubscribeTo.toString(), "@");
    const QString subject = cleanHeaderText(message.unsubscribeSubject).left(100);
    if (!subject.isEmpty()) {
        uri += "?subject=" + QUrl::toPercentEncoding(subject);
    }
    return '<' + uri + '>';
}

/// RFC 2369 §2: the way that is liked best comes first.
QByteArray unsubscribeText(const OutgoingMessage &message)
{
    QByteArrayList ways;
    if (!message.unsubscribeUrl.isEmpty()) {
        ways += '<' + message.unsubscribeUrl.toLatin1() + '>';
    }
    if (!message.unsubscribeTo.isNull()) {
        ways += mailtoText(message);
    }
    return ways.join(",\r\n ");
}

void addHeader(GMimeHeaderList *headers, const char *name, const QByteArray &value)
{
    // Raw, because the value is encoded and folded already; an empty subject is written as one.
    g_mime_header_list_append(headers, name, "", nullptr);
    GMimeHeader *header = g_mime_header_list_get_header_at(headers, g_mime_header_list_get_count(headers) - 1);
    const QByteArray raw = ' ' + QByteArray(value).replace("\r\n", "\n") + '\n';
    g_mime_header_set_raw_value(header, raw.constData());
}

GObjectPointer<GMimePart> textPart(const char *subtype, const QString &text)
{
    QByteArray encoded = quotedPrintable(text.toUtf8());
    encoded.replace("\r\n", "\n");
    GObjectPointer<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(encoded.constData(), size_t(encoded.size())));
    GObjectPointer<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE));
    GObjectPointer<GMimePart> part(g_mime_part_new_with_type("text", subtype));
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_part_set_content(part.get(), content.get());
    return part;
}

QString withFinalLineEnd(QString text)
{
    if (!text.endsWith(QLatin1Char('\n'))) {
        text += QLatin1Char('\n');
    }
    return text;
}

GObjectPointer<GMimeObject> bodyOf(const OutgoingMessage &message)
{
    const bool isLight = message.format == OutgoingMessage::Format::Light;
    const QString text = withFinalLineEnd(isLight ? lightPlain(message.text) : cleanBodyText(message.text));
    GObjectPointer<GMimePart> plain = textPart("plain", text);
    if (message.format == OutgoingMessage::Format::Plain) {
        return GObjectPointer<GMimeObject>(GMIME_OBJECT(plain.release()));
    }
    GObjectPointer<GMimePart> html =
        textPart("html", isLight ? HtmlLines::document(lightHtml(message.text)) : htmlOf(message.text));
    GObjectPointer<GMimeMultipart> alternative(g_mime_multipart_new_with_subtype("alternative"));
    // "=_" cannot occur in quoted-printable, so the boundary is in no part; the id makes it the same every time.
    const QByteArray digest = QCryptographicHash::hash(message.messageId.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QByteArray boundary = "=_" + digest.left(32);
    g_mime_multipart_set_boundary(alternative.get(), boundary.constData());
    g_mime_multipart_add(alternative.get(), GMIME_OBJECT(plain.get()));
    g_mime_multipart_add(alternative.get(), GMIME_OBJECT(html.get()));
    return GObjectPointer<GMimeObject>(GMIME_OBJECT(alternative.release()));
}

QByteArray bytesOf(GMimeMessage *message)
{
    GObjectPointer<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, stream.get());
    const GByteArray *written = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    QByteArray bytes(reinterpret_cast<const char *>(written->data), qsizetype(written->len));
    bytes.replace("\r\n", "\n");
    bytes.replace("\n", "\r\n");
    return bytes.endsWith("\r\n") ? bytes : bytes + "\r\n";
}

Result<> check(const OutgoingMessage &message)
{
    if (message.from.address.isNull()) {
        return failure(ErrorKind::Invalid, Mime::tr("The mail has no sender."));
    }
    if (message.to.address.isNull()) {
        return failure(ErrorKind::Invalid, Mime::tr("The mail has no recipient."));
    }
    if (!isWritable(message.date)) {
        return failure(ErrorKind::Invalid, Mime::tr("The mail has no date."));
    }
    if (!isMessageId(message.messageId)) {
        return failure(ErrorKind::Invalid, Mime::tr("The mail has no usable message id."), message.messageId.left(80));
    }
    if (!message.unsubscribeUrl.isEmpty() && !isOneClickUrl(message.unsubscribeUrl)) {
        return failure(
            ErrorKind::Invalid,
            Mime::tr("The unsubscribe link is not a plain https:// address. Change it in Settings, Profile."));
    }
    if (message.subject.size() > longestSubject) {
        return failure(ErrorKind::Invalid, Mime::tr("The subject is longer than %1 characters.").arg(longestSubject));
    }
    return {};
}

} // namespace

Result<QByteArray> composeMime(const OutgoingMessage &message)
{
    if (const Result<> fine = check(message); !fine) {
        return failureOf(fine);
    }
    startGMime();
    GObjectPointer<GMimeMessage> mail(g_mime_message_new(false));
    GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(mail.get()));
    addHeader(headers, "From", encodedCorrespondent(message.from, 6));
    addHeader(headers, "To", encodedCorrespondent(message.to, 4));
    addHeader(headers, "Subject", encodedText(cleanHeaderText(message.subject), 9));
    addHeader(headers, "Date", dateText(message.date));
    addHeader(headers, "Message-ID", bracketed(message.messageId));
    if (isMessageId(message.inReplyTo)) {
        addHeader(headers, "In-Reply-To", bracketed(message.inReplyTo));
    }
    if (const QByteArray references = referencesText(message.references); !references.isEmpty()) {
        addHeader(headers, "References", references);
    }
    if (const QByteArray ways = unsubscribeText(message); !ways.isEmpty()) {
        addHeader(headers, "List-Unsubscribe", ways);
    }
    if (!message.unsubscribeUrl.isEmpty()) {
        addHeader(headers, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    addHeader(headers, "MIME-Version", "1.0");
    const GObjectPointer<GMimeObject> body = bodyOf(message);
    g_mime_message_set_mime_part(mail.get(), body.get());
    QByteArray bytes = bytesOf(mail.get());
    for (const QByteArray &line : bytes.first(bytes.indexOf("\r\n\r\n")).split('\n')) {
        if (line.size() - 1 > longestHeaderLine) {
            return failure(ErrorKind::Invalid, Mime::tr("A header of the mail is longer than mail servers accept."));
        }
    }
    return bytes;
}

Result<QByteArray> withDate(QByteArray mime, const QDateTime &date)
{
    // The lines before it, of people and a subject, go on with a space where they are folded.
    const QByteArray name = "\r\nDate: ";
    const qsizetype begin = mime.indexOf(name) + name.size();
    const qsizetype end = mime.indexOf("\r\n", begin);
    if (!isWritable(date) || begin < name.size() || end < begin) {
        return failure(ErrorKind::Invalid, Mime::tr("The mail has no date."));
    }
    return mime.replace(begin, end - begin, dateText(date));
}

} // namespace AlwaysLeads
