#include "imap/ImapParser.h"

#include "imap/ImapReader.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isTagByte(char byte)
{
    return isDigit(byte) || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    return line.endsWith('\r') ? line.chopped(1) : line;
}

/// The size of the literal that a line announces at its end: "{12}", "{12+}", "~{12}". -1: none; the largest number
/// where it cannot be held.
qsizetype announcedLiteral(QByteArrayView line)
{
    line = withoutLineEnd(line);
    if (!line.endsWith('}')) {
        return -1;
    }
    const qsizetype open = line.lastIndexOf('{');
    if (open < 0) {
        return -1;
    }
    QByteArrayView digits = line.sliced(open + 1).chopped(1);
    if (digits.endsWith('+')) {
        digits = digits.chopped(1);
    }
    if (digits.isEmpty() || !std::ranges::all_of(digits, isDigit)) {
        return -1;
    }
    constexpr qsizetype most = std::numeric_limits<qsizetype>::max();
    return digits.size() > 12 ? most : qsizetype(digits.toByteArray().toLongLong());
}

} // namespace

void ImapParser::feed(const QByteArray &bytes)
{
    if (m_fault == Fault::None) {
        m_buffer += bytes;
    }
}

std::optional<qsizetype> ImapParser::stop(Fault fault)
{
    m_fault = fault;
    m_buffer.clear();
    return std::nullopt;
}

bool ImapParser::beginsLikeImap() const
{
    // Garbage without a line end must not make us wait for minutes.
    const char first = m_buffer.at(0);
    const char second = m_buffer.size() > 1 ? m_buffer.at(1) : ' ';
    if (first == '*') {
        return second == ' ';
    }
    if (first == '+') {
        return second == ' ' || second == '\r' || second == '\n';
    }
    return isTagByte(first);
}

std::optional<qsizetype> ImapParser::end()
{
    for (;;) {
        if (m_buffer.isEmpty()) {
            return std::nullopt;
        }
        if (!beginsLikeImap()) {
            return stop(Fault::NotImap);
        }
        if (m_lineStart > m_buffer.size()) {
            return std::nullopt; // in the middle of a literal
        }
        const qsizetype lineEnd = m_buffer.indexOf('\n', std::max(m_lineStart, m_searched));
        if ((lineEnd < 0 ? m_buffer.size() : lineEnd) - m_lineStart > m_limits.line) {
            return stop(Fault::LineTooLong);
        }
        if (lineEnd < 0) {
            m_searched = m_buffer.size();
            return std::nullopt;
        }
        const QByteArrayView line = QByteArrayView(m_buffer).sliced(m_lineStart, lineEnd - m_lineStart);
        // The words of a status are free: "{5}" at their end announces nothing.
        const qsizetype literal =
            ImapReader::isStatus(QByteArrayView(m_buffer).first(lineEnd)) ? -1 : announcedLiteral(line);
        if (literal < 0) {
            return lineEnd + 1;
        }
        if (literal > m_limits.literal || lineEnd + 1 > m_limits.response - literal) {
            return stop(Fault::LiteralTooLarge);
        }
        m_lineStart = lineEnd + 1 + literal;
        m_searched = m_lineStart;
    }
}

std::optional<ImapResponse> ImapParser::next()
{
    if (m_fault != Fault::None) {
        return std::nullopt;
    }
    const std::optional<qsizetype> whole = end();
    if (!whole) {
        return std::nullopt;
    }
    ImapReader reader(QByteArrayView(m_buffer).first(*whole), m_limits);
    std::optional<ImapResponse> response = reader.response();
    if (!response) {
        stop(reader.fault() == Fault::None ? Fault::NotImap : reader.fault());
        return std::nullopt;
    }
    m_buffer.remove(0, *whole);
    m_lineStart = 0;
    m_searched = 0;
    return response;
}

} // namespace AlwaysLeads
