#include "reply/ReplyMessage.h"

#include "mail/GMime.h"
#include "mail/Message.h"
#include "reply/HtmlText.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

namespace {

struct ReplyReading
{
    Q_DECLARE_TR_FUNCTIONS(ReplyReading)
};

constexpr int mostHeaders = 400;
constexpr qsizetype longestHeader = 20'000;
constexpr int mostAddresses = 100;
constexpr int mostAttachments = 50;

QString textOf(const char *utf8)
{
    return utf8 ? QString::fromUtf8(utf8) : QString();
}

/// Where the mail has to be cut so that nobody has to follow it into more containers than that: the parser goes down
/// one level of the stack for each.
qsizetype usableLength(const QByteArray &bytes)
{
    const QByteArray small = bytes.left(ReplyMessage::mostBytes).toLower();
    int containers = 0;
    qsizetype at = 0;
    while (true) {
        const qsizetype multipart = small.indexOf("multipart/", at);
        const qsizetype mail = small.indexOf("message/", at);
        const qsizetype next = multipart < 0 || (mail >= 0 && mail < multipart) ? mail : multipart;
        if (next < 0) {
            return small.size();
        }
        if (++containers > ReplyMessage::mostContainers) {
            return next;
        }
        at = next + 8;
    }
}

QString lineEnds(QString text)
{
    return text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
}

QString bytesOfPart(GMimeObject *object)
{
    if (!GMIME_IS_PART(object)) {
        return {};
    }
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
    if (!content) {
        return {};
    }
    const GObjectPointer<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, stream.get());
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    const QByteArray all(reinterpret_cast<const char *>(bytes->data),
                         std::min<qsizetype>(qsizetype(bytes->len), ReplyMessage::longestText));
    return lineEnds(QString::fromUtf8(all));
}

QString headersOfObject(GMimeObject *object)
{
    const GMemoryPointer<char> text(g_mime_object_get_headers(object, nullptr));
    return lineEnds(textOf(text.get())).left(ReplyMessage::longestText);
}

/// Walks the parts once. A mail within the mail is opened only for its headers: what it says is not the answer.
class PartWalk
{
public:
    explicit PartWalk(ReplyMessage &message)
        : m_message(message)
    {
    }

    void visit(GMimeObject *object, int level)
    {
        if (!object || level > ReplyMessage::mostContainers || ++m_seen > ReplyMessage::mostParts) {
            m_message.isCut = true;
            return;
        }
        if (GMIME_IS_MULTIPART(object)) {
            GMimeMultipart *multipart = GMIME_MULTIPART(object);
            const int count = g_mime_multipart_get_count(multipart);
            for (int at = 0; at < count; ++at) {
                if (m_seen >= ReplyMessage::mostParts) {
                    m_message.isCut = true;
                    return;
                }
                visit(g_mime_multipart_get_part(multipart, at), level + 1);
            }
        } else if (GMIME_IS_MESSAGE_PART(object)) {
            takeReturned(object);
        } else {
            visitLeaf(object);
        }
    }

    void finish()
    {
        if (!m_plain.trimmed().isEmpty() || m_html.isEmpty()) {
            m_message.text = m_plain;
        } else {
            m_message.text = textOfHtml(m_html);
            m_message.textIsFromHtml = true;
        }
        if (m_message.text.size() > ReplyMessage::longestText) {
            m_message.text.truncate(ReplyMessage::longestText);
            m_message.isCut = true;
        }
        m_message.text = cleanBodyText(m_message.text);
    }

private:
    void takeReturned(GMimeObject *object)
    {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (inner && m_message.returnedHeaders.isEmpty()) {
            m_message.returnedHeaders = headersOfObject(GMIME_OBJECT(inner));
        }
    }

    void visitLeaf(GMimeObject *object)
    {
        GMimeContentType *type = g_mime_object_get_content_type(object);
        const auto is = [type](const char *media, const char *subtype) {
            return g_mime_content_type_is_type(type, media, subtype);
        };
        if (is("message", "delivery-status") || is("message", "global-delivery-status")) {
            m_message.deliveryStatus = bytesOfPart(object);
            return;
        }
        if (is("message", "feedback-report")) {
            m_message.feedback = bytesOfPart(object);
            return;
        }
        if (is("message", "disposition-notification")) {
            m_message.isReceipt = true;
            return;
        }
        if (is("text", "rfc822-headers") || is("text", "rfc822") || is("message", "*")) {
            if (m_message.returnedHeaders.isEmpty()) {
                m_message.returnedHeaders = bytesOfPart(object);
            }
            return;
        }
        m_message.isCalendar = m_message.isCalendar || is("text", "calendar");
        const bool isFile = GMIME_IS_PART(object) && g_mime_part_is_attachment(GMIME_PART(object));
        if (!isFile && GMIME_IS_TEXT_PART(object) && is("text", "plain")) {
            // Apple puts a picture between two texts: both are what the person wrote.
            if (m_plain.size() < ReplyMessage::longestText) {
                m_plain += (m_plain.isEmpty() ? QString() : QStringLiteral("\n")) + decoded(object);
            }
        } else if (!isFile && GMIME_IS_TEXT_PART(object) && is("text", "html")) {
            if (m_html.isEmpty()) {
                m_html = decoded(object);
            }
        } else if (GMIME_IS_PART(object) && m_message.attachments.size() < mostAttachments) {
            const QString name = cleanHeaderText(textOf(g_mime_part_get_filename(GMIME_PART(object)))).left(200);
            if (!name.isEmpty()) {
                m_message.attachments += name;
            }
        }
    }

    static QString decoded(GMimeObject *object)
    {
        const GMemoryPointer<char> content(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
        return lineEnds(textOf(content.get()));
    }

    ReplyMessage &m_message;
    QString m_plain;
    QString m_html;
    int m_seen = 0;
};

void addHeaders(ReplyMessage &message, GMimeObject *object)
{
    GMimeHeaderList *headers = g_mime_object_get_header_list(object);
    const int count = g_mime_header_list_get_count(headers);
    for (int at = 0; at < count && message.headers.size() < mostHeaders; ++at) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, at);
        const QString value = cleanHeaderText(textOf(g_mime_header_get_value(header)).left(longestHeader));
        message.headers += ReplyMessage::Header{textOf(g_mime_header_get_name(header)).toLower(), value};
    }
}

void addAddresses(InternetAddressList *list, QString *name, QStringList &addresses)
{
    const int count = list ? std::min(internet_address_list_length(list), mostAddresses) : 0;
    for (int at = 0; at < count; ++at) {
        InternetAddress *one = internet_address_list_get_address(list, at);
        if (INTERNET_ADDRESS_IS_MAILBOX(one)) {
            addresses += textOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))).trimmed();
            if (name && name->isEmpty()) {
                *name = cleanHeaderText(textOf(internet_address_get_name(one))).left(200);
            }
        }
    }
}

} // namespace

QString ReplyMessage::header(const QString &name) const
{
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? QString() : found->value;
}

bool ReplyMessage::hasHeader(const QString &name) const
{
    return std::ranges::find(headers, name, &Header::name) != headers.end();
}

QString fieldIn(const QString &block, const QString &name)
{
    const QString start = name + QLatin1Char(':');
    std::optional<QString> value;
    for (const QStringView line : QStringView(block).split(QLatin1Char('\n'))) {
        const bool folded = line.startsWith(QLatin1Char(' ')) || line.startsWith(QLatin1Char('\t'));
        if (value && folded) {
            *value += QLatin1Char(' ') + line.trimmed().toString();
        } else if (value) {
            break;
        } else if (line.startsWith(start, Qt::CaseInsensitive)) {
            value = line.mid(start.size()).trimmed().toString();
        }
    }
    return value.value_or(QString()).trimmed();
}

QStringList messageIdsIn(const QString &text)
{
    static const QRegularExpression id(QStringLiteral("<\\s*([^<>\\s]{1,500})\\s*>"));
    QStringList ids;
    auto found = id.globalMatch(text.left(longestHeader));
    while (found.hasNext() && ids.size() < mostAddresses) {
        ids += found.next().captured(1);
    }
    if (ids.isEmpty() && text.contains(QLatin1Char('@')) && !text.trimmed().contains(QLatin1Char(' '))
        && text.size() < 500) {
        ids += text.trimmed(); // some gateways leave the brackets out
    }
    return ids;
}

Result<ReplyMessage> readReply(const QByteArray &bytes)
{
    startGMime();
    const qsizetype length = usableLength(bytes);
    const GObjectPointer<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.constData(), size_t(length)));
    const GObjectPointer<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const GObjectPointer<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!mail) {
        return failure(ErrorKind::Invalid, ReplyReading::tr("This is not a mail."));
    }
    ReplyMessage message;
    message.isCut = length < bytes.size();
    addHeaders(message, GMIME_OBJECT(mail.get()));
    PartWalk walk(message);
    if (GMimeObject *part = g_mime_message_get_mime_part(mail.get())) {
        addHeaders(message, part);
        GMimeContentType *type = g_mime_object_get_content_type(part);
        const GMemoryPointer<char> whole(g_mime_content_type_get_mime_type(type));
        message.contentType = textOf(whole.get()).toLower();
        if (message.contentType == QLatin1String("multipart/report")) {
            message.reportType = textOf(g_mime_content_type_get_parameter(type, "report-type")).toLower();
        }
        walk.visit(part, 1);
    }
    walk.finish();
    if (message.contentType == QLatin1String("multipart/report") && message.reportType.isEmpty()) {
        message.reportType = !message.deliveryStatus.isEmpty() ? QStringLiteral("delivery-status")
            : !message.feedback.isEmpty()                      ? QStringLiteral("feedback-report")
                                                               : QString();
    }
    if (GDateTime *date = g_mime_message_get_date(mail.get())) {
        message.date = QDateTime::fromSecsSinceEpoch(g_date_time_to_unix(date), Qt::UTC);
    }
    message.subject = message.header(QStringLiteral("subject")).left(1000);
    QStringList from;
    addAddresses(g_mime_message_get_from(mail.get()), &message.fromName, from);
    message.fromAddress = from.value(0);
    QStringList answerTo;
    addAddresses(g_mime_message_get_reply_to(mail.get()), nullptr, answerTo);
    message.replyTo = answerTo.value(0);
    addAddresses(g_mime_message_get_to(mail.get()), nullptr, message.to);
    addAddresses(g_mime_message_get_cc(mail.get()), nullptr, message.to);
    message.messageId = messageIdsIn(message.header(QStringLiteral("message-id"))).value(0);
    message.inReplyTo = messageIdsIn(message.header(QStringLiteral("in-reply-to")));
    message.references = messageIdsIn(message.header(QStringLiteral("references")));
    return message;
}

} // namespace AlwaysLeads
