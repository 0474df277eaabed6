#include "mail/ParsedMessage.h"

#include "mail/GMime.h"
#include "mail/Message.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

struct MimeReading
{
    Q_DECLARE_TR_FUNCTIONS(MimeReading)
};

constexpr qsizetype mostBytes = 50 * 1024 * 1024;
constexpr int mostLevels = 50;
constexpr int mostParts = 1000;

QString textOf(const char *utf8)
{
    return utf8 ? QString::fromUtf8(utf8) : QString();
}

void addHeaders(ParsedMessage &parsed, GMimeObject *object)
{
    GMimeHeaderList *headers = g_mime_object_get_header_list(object);
    const int count = g_mime_header_list_get_count(headers);
    for (int at = 0; at < count; ++at) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, at);
        const QString value = cleanHeaderText(textOf(g_mime_header_get_value(header)));
        parsed.headers += ParsedMessage::Header{textOf(g_mime_header_get_name(header)), value};
    }
}

/// Walks the parts and keeps the first text of each kind.
class PartWalk
{
public:
    explicit PartWalk(ParsedMessage &parsed)
        : m_parsed(parsed)
    {
    }

    void visit(GMimeObject *object, int level)
    {
        if (!object || level > mostLevels || ++m_seen > mostParts) {
            return;
        }
        if (GMIME_IS_MULTIPART(object)) {
            GMimeMultipart *multipart = GMIME_MULTIPART(object);
            const int count = g_mime_multipart_get_count(multipart);
            for (int at = 0; at < count && m_seen < mostParts; ++at) {
                visit(g_mime_multipart_get_part(multipart, at), level + 1);
            }
        } else if (GMIME_IS_TEXT_PART(object) && !g_mime_part_is_attachment(GMIME_PART(object))) {
            GMimeContentType *type = g_mime_object_get_content_type(object);
            if (g_mime_content_type_is_type(type, "text", "plain") && !m_hasText) {
                m_parsed.text = contentOf(object);
                m_hasText = true;
            } else if (g_mime_content_type_is_type(type, "text", "html") && !m_hasHtml) {
                m_parsed.html = contentOf(object);
                m_hasHtml = true;
            }
        }
    }

private:
    static QString contentOf(GMimeObject *object)
    {
        const GMemoryPointer<char> content(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
        return textOf(content.get())
            .replace(QLatin1String("\r\n"), QLatin1String("\n"))
            .replace(QLatin1Char('\r'), QLatin1Char('\n')); // Macs of old
    }

    ParsedMessage &m_parsed;
    int m_seen = 0;
    bool m_hasText = false;
    bool m_hasHtml = false;
};

void takeFirstMailbox(InternetAddressList *list, QString &name, QString &address)
{
    if (!list || internet_address_list_length(list) == 0) {
        return;
    }
    InternetAddress *first = internet_address_list_get_address(list, 0);
    name = cleanHeaderText(textOf(internet_address_get_name(first)));
    if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
        address = textOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
    }
}

QStringList idsOf(const QString &value)
{
    QStringList ids;
    GMimeReferences *references = g_mime_references_parse(nullptr, value.toUtf8().constData());
    const int count = g_mime_references_length(references);
    for (int at = 0; at < count; ++at) {
        ids += textOf(g_mime_references_get_message_id(references, at));
    }
    g_mime_references_free(references);
    return ids;
}

} // namespace

QString ParsedMessage::header(const QString &name) const
{
    for (const Header &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) {
            return header.value;
        }
    }
    return {};
}

int ParsedMessage::headerCount(const QString &name) const
{
    int count = 0;
    for (const Header &header : headers) {
        count += header.name.compare(name, Qt::CaseInsensitive) == 0 ? 1 : 0;
    }
    return count;
}

Result<ParsedMessage> parseMime(const QByteArray &bytes)
{
    if (bytes.size() > mostBytes) {
        return failure(ErrorKind::Invalid, MimeReading::tr("The mail is too large to be read."));
    }
    startGMime();
    const GObjectPointer<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(bytes.constData(), size_t(bytes.size())));
    const GObjectPointer<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const GObjectPointer<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!mail) {
        return failure(ErrorKind::Invalid, MimeReading::tr("This is not a mail."));
    }
    ParsedMessage parsed;
    addHeaders(parsed, GMIME_OBJECT(mail.get()));
    if (GMimeObject *part = g_mime_message_get_mime_part(mail.get())) {
        addHeaders(parsed, part);
        PartWalk(parsed).visit(part, 1);
    }
    if (GDateTime *date = g_mime_message_get_date(mail.get())) {
        parsed.date = QDateTime::fromSecsSinceEpoch(g_date_time_to_unix(date), Qt::UTC);
    }
    parsed.messageId = textOf(g_mime_message_get_message_id(mail.get()));
    const QStringList answered = idsOf(parsed.header(QStringLiteral("In-Reply-To")));
    parsed.inReplyTo = answered.isEmpty() ? QString() : answered.first();
    parsed.references = idsOf(parsed.header(QStringLiteral("References")));
    takeFirstMailbox(g_mime_message_get_from(mail.get()), parsed.fromName, parsed.fromAddress);
    takeFirstMailbox(g_mime_message_get_to(mail.get()), parsed.toName, parsed.toAddress);
    return parsed;
}

} // namespace AlwaysLeads
