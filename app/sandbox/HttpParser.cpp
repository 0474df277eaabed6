#include "sandbox/HttpParser.h"

#include <QUrl>

#include <algorithm>
#include <cctype>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestChunkLine = 256;

/// RFC 9110 §5.6.2.
bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool isFieldText(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c == '\t' || uchar(c) >= 0x20; }) && !text.contains('\x7f');
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

QByteArray ServerRequest::header(QByteArrayView lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName) {
            return value;
        }
    }
    return {};
}

bool ServerRequest::hasHeader(QByteArrayView lowerCaseName) const
{
    return std::ranges::any_of(headers, [&](const auto &header) { return header.first == lowerCaseName; });
}

HttpParser::HttpParser(HttpLimits limits)
    : m_limits(limits)
{
}

std::optional<ServerRequest> HttpParser::next()
{
    while (m_fault == 0) {
        switch (m_stage) {
        case Stage::Head:
            if (!readHead()) {
                return std::nullopt;
            }
            break;
        case Stage::Body:
        case Stage::ChunkBytes: {
            const qsizetype count = std::min<qint64>(m_left, m_pending.size());
            m_request.body += m_pending.left(count);
            m_pending.remove(0, count);
            m_left -= count;
            if (m_left > 0) {
                return std::nullopt;
            }
            if (m_stage == Stage::ChunkBytes) {
                m_stage = Stage::ChunkEnd;
                break;
            }
            m_stage = Stage::Head;
            return std::exchange(m_request, {});
        }
        case Stage::ChunkSize:
            if (!readChunkSize()) {
                return std::nullopt;
            }
            break;
        case Stage::ChunkEnd: {
            const std::optional<QByteArray> line = takeLine(longestChunkLine, 400);
            if (!line) {
                return std::nullopt;
            }
            if (!line->isEmpty()) {
                fail(400);
                return std::nullopt;
            }
            m_stage = Stage::ChunkSize;
            break;
        }
        case Stage::Trailer:
            if (!readTrailer()) {
                return std::nullopt;
            }
            m_stage = Stage::Head;
            return std::exchange(m_request, {});
        }
    }
    return std::nullopt;
}

bool HttpParser::wantsContinue()
{
    return std::exchange(m_wantsContinue, false) && m_stage != Stage::Head;
}

/// One line without its CRLF. A bare LF is refused: it is how requests are smuggled past one reader of two.
std::optional<QByteArray> HttpParser::takeLine(qsizetype limit, int tooLong)
{
    const qsizetype end = m_pending.indexOf('\n');
    if ((end < 0 ? m_pending.size() : end) > limit) {
        fail(tooLong);
        return std::nullopt;
    }
    if (end < 0) {
        return std::nullopt;
    }
    if (end == 0 || m_pending.at(end - 1) != '\r') {
        fail(400);
        return std::nullopt;
    }
    const QByteArray line = m_pending.left(end - 1);
    m_pending.remove(0, end + 1);
    return line;
}

/// True when a whole head was read and its body comes next.
bool HttpParser::readHead()
{
    while (const std::optional<QByteArray> line = takeLine(m_limits.headerBytes - m_headBytes, 431)) {
        m_headBytes += line->size() + 2;
        if (m_request.method.isEmpty()) {
            if (line->isEmpty()) {
                continue; // an empty line before a request is allowed (RFC 9112 §2.2)
            }
            const QList<QByteArray> words = line->split(' ');
            if (words.size() != 3 || !isToken(words.at(0)) || !words.at(1).startsWith('/')
                || !isFieldText(words.at(1))) {
                fail(400);
                return false;
            }
            if (words.at(2) != "HTTP/1.1") {
                fail(words.at(2).startsWith("HTTP/") ? 505 : 400);
                return false;
            }
            const QUrl target = QUrl::fromEncoded(words.at(1), QUrl::StrictMode);
            if (!target.isValid()) {
                fail(400);
                return false;
            }
            m_request.method = words.at(0);
            m_request.path = target.path(QUrl::FullyDecoded);
            m_request.query = QUrlQuery(target);
        } else if (line->isEmpty()) {
            m_headBytes = 0;
            return readFraming();
        } else if (!readHeader(*line)) {
            fail(400);
            return false;
        }
    }
    return false;
}

bool HttpParser::readHeader(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(std::max<qsizetype>(colon, 0));
    const QByteArray value = line.mid(colon + 1).trimmed();
    if (colon <= 0 || !isToken(name) || !isFieldText(value)) { // also refuses folded lines and a space before the colon
        return false;
    }
    m_request.headers.append({name.toLower(), value});
    return true;
}

bool HttpParser::readFraming()
{
    const bool hasLength = m_request.hasHeader("content-length");
    const bool hasCoding = m_request.hasHeader("transfer-encoding");
    const auto count = [this](QByteArrayView name) {
        return std::ranges::count_if(m_request.headers, [&](const auto &header) { return header.first == name; });
    };
    if (count("host") != 1 || count("content-length") > 1 || count("transfer-encoding") > 1
        || (hasLength && hasCoding)) {
        fail(400);
        return false;
    }
    m_wantsContinue = m_request.header("expect").compare("100-continue", Qt::CaseInsensitive) == 0;
    if (hasCoding) {
        if (m_request.header("transfer-encoding").compare("chunked", Qt::CaseInsensitive) != 0) {
            fail(501);
            return false;
        }
        m_stage = Stage::ChunkSize;
        return true;
    }
    const QByteArray length = m_request.header("content-length");
    bool ok = !hasLength;
    m_left = 0;
    if (hasLength && isDigits(length)) {
        m_left = length.toLongLong(&ok);
    }
    if (!ok) {
        fail(400);
        return false;
    }
    if (m_left > m_limits.bodyBytes) {
        fail(413);
        return false;
    }
    m_stage = Stage::Body;
    return true;
}

bool HttpParser::readChunkSize()
{
    const std::optional<QByteArray> line = takeLine(longestChunkLine, 400);
    if (!line) {
        return false;
    }
    const QByteArray size = line->left(line->indexOf(';') < 0 ? line->size() : line->indexOf(';')).trimmed();
    bool ok = false;
    const bool plainHex =
        !size.isEmpty() && std::ranges::all_of(size, [](char c) { return std::isxdigit(uchar(c)) != 0; });
    m_left = size.toLongLong(&ok, 16);
    if (!plainHex || !ok) {
        fail(400);
        return false;
    }
    if (m_left > m_limits.bodyBytes - m_request.body.size()) {
        fail(413);
        return false;
    }
    m_stage = m_left == 0 ? Stage::Trailer : Stage::ChunkBytes;
    return true;
}

bool HttpParser::readTrailer()
{
    while (const std::optional<QByteArray> line = takeLine(m_limits.headerBytes - m_headBytes, 431)) {
        m_headBytes += line->size() + 2;
        if (line->isEmpty()) {
            m_headBytes = 0;
            return true;
        }
    }
    return false;
}

} // namespace AlwaysLeads
