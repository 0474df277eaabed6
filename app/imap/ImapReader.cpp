#include "imap/ImapReader.h"

#include <QByteArrayList>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestWords = 500;
constexpr qsizetype longestTag = 64;

const QByteArrayList &statusNames()
{
    static const QByteArrayList names{"OK", "NO", "BAD", "BYE", "PREAUTH"};
    return names;
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
}

std::optional<quint64> numberOf(QByteArrayView text)
{
    if (!isDigits(text)) {
        return std::nullopt;
    }
    bool held = false;
    const quint64 number = text.toByteArray().toULongLong(&held);
    return held ? std::optional(number) : std::nullopt;
}

QByteArrayView firstWord(QByteArrayView line)
{
    const auto end = std::ranges::find_if(line, [](char byte) { return byte == ' ' || byte == '\r' || byte == '\n'; });
    return line.first(end - line.begin());
}

} // namespace

std::optional<quint64> ImapValue::number() const
{
    return kind == Kind::Atom ? numberOf(text) : std::nullopt;
}

QString ImapResponse::words() const
{
    QString clean;
    for (const QChar character : QString::fromUtf8(text.left(4 * longestWords))) {
        const QChar::Category category = character.category();
        const bool control = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        clean += control ? QLatin1Char(' ') : character;
    }
    return clean.simplified().left(longestWords);
}

ImapReader::ImapReader(QByteArrayView bytes, const ImapParser::Limits &limits)
    : m_bytes(bytes)
    , m_limits(limits)
{
    for (const char lineEnd : {'\n', '\r'}) {
        if (m_bytes.endsWith(lineEnd)) {
            m_bytes = m_bytes.chopped(1);
        }
    }
}

bool ImapReader::isStatus(QByteArrayView line)
{
    if (line.startsWith('+')) {
        return true;
    }
    const QByteArrayView tag = firstWord(line);
    if (tag.size() + 1 >= line.size()) {
        return false;
    }
    return statusNames().contains(firstWord(line.sliced(tag.size() + 1)).toByteArray().toUpper());
}

bool ImapReader::take(char byte)
{
    if (atEnd() || m_bytes.at(m_at) != byte) {
        return false;
    }
    ++m_at;
    return true;
}

bool ImapReader::giveUp(ImapParser::Fault fault)
{
    m_fault = fault;
    return false;
}

QByteArrayView ImapReader::word()
{
    const QByteArrayView found = firstWord(m_bytes.sliced(m_at));
    m_at += found.size();
    return found;
}

std::optional<ImapResponse> ImapReader::response()
{
    ImapResponse response;
    if (take('+')) {
        response.kind = ImapResponse::Kind::Continuation;
        take(' ');
        response.text = m_bytes.sliced(m_at).toByteArray();
        return response;
    }
    if (take('*')) {
        response.kind = ImapResponse::Kind::Untagged;
    } else {
        response.kind = ImapResponse::Kind::Tagged;
        response.tag = word().toByteArray();
        if (response.tag.isEmpty() || response.tag.size() > longestTag) {
            return std::nullopt;
        }
    }
    if (!take(' ')) {
        return std::nullopt;
    }
    QByteArrayView name = word();
    if (response.kind == ImapResponse::Kind::Untagged && isDigits(name)) {
        response.number = numberOf(name);
        if (!response.number || !take(' ')) {
            return std::nullopt;
        }
        name = word();
    }
    response.name = name.toByteArray().toUpper();
    const bool isStatus = !response.number && statusNames().contains(response.name);
    if (isStatus) {
        return status(std::move(response));
    }
    const bool isName = !response.name.isEmpty() && std::ranges::all_of(response.name, [](char byte) {
        return (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
    });
    if (!isName || response.kind == ImapResponse::Kind::Tagged) {
        return std::nullopt;
    }
    return data(std::move(response));
}

std::optional<ImapResponse> ImapReader::status(ImapResponse response)
{
    take(' ');
    if (take('[')) {
        const qsizetype start = m_at;
        std::vector<ImapValue> inside;
        if (values(inside, ']', 0) && take(']') && !inside.empty() && inside.front().isText()) {
            response.code = inside.front().text.toUpper();
            inside.erase(inside.begin());
            response.codeValues = std::move(inside);
            take(' ');
        } else if (m_fault != ImapParser::Fault::None) {
            return std::nullopt;
        } else {
            m_at = start - 1; // no code after all: words that begin with a bracket
        }
    }
    response.text = m_bytes.sliced(m_at).toByteArray();
    return response;
}

std::optional<ImapResponse> ImapReader::data(ImapResponse response)
{
    if (!values(response.values, '\0', 0)) {
        return std::nullopt;
    }
    return response;
}

bool ImapReader::values(std::vector<ImapValue> &into, char close, int depth)
{
    for (;;) {
        while (take(' ')) { // some servers write two, or one before the bracket
        }
        if (atEnd()) {
            return close == '\0';
        }
        if (close != '\0' && peek() == close) {
            return true;
        }
        if (++m_count > m_limits.values) {
            return giveUp(ImapParser::Fault::TooMany);
        }
        ImapValue next;
        if (close == ']' && peek() != '"' && peek() != '(' && peek() != '{') {
            if (!atom(next, close)) {
                return false;
            }
        } else if (!value(next, depth)) {
            return false;
        }
        into.push_back(std::move(next));
    }
}

bool ImapReader::value(ImapValue &into, int depth)
{
    switch (peek()) {
    case '(':
        if (depth >= m_limits.depth) {
            return giveUp(ImapParser::Fault::TooDeep);
        }
        ++m_at;
        into.kind = ImapValue::Kind::List;
        return values(into.list, ')', depth + 1) && take(')');
    case '"':
        into.kind = ImapValue::Kind::String;
        return quoted(into.text);
    case '~':
        if (m_at + 1 < m_bytes.size() && m_bytes.at(m_at + 1) == '{') {
            ++m_at;
            into.kind = ImapValue::Kind::String;
            return literal(into.text);
        }
        return atom(into, '\0');
    case '{':
        into.kind = ImapValue::Kind::String;
        return literal(into.text);
    default:
        return atom(into, '\0');
    }
}

bool ImapReader::quoted(QByteArray &into)
{
    take('"');
    while (!atEnd()) {
        char byte = m_bytes.at(m_at++);
        if (byte == '"') {
            return true;
        }
        if (byte == '\\') {
            if (atEnd()) {
                return false;
            }
            byte = m_bytes.at(m_at++);
        }
        if (byte == '\r' || byte == '\n' || byte == '\0') {
            return false;
        }
        into += byte;
    }
    return false;
}

bool ImapReader::literal(QByteArray &into)
{
    take('{');
    const qsizetype close = m_bytes.indexOf('}', m_at);
    if (close < 0) {
        return false;
    }
    QByteArrayView digits = m_bytes.sliced(m_at, close - m_at);
    if (digits.endsWith('+')) {
        digits = digits.chopped(1);
    }
    const std::optional<quint64> size = numberOf(digits);
    m_at = close + 1;
    take('\r');
    if (!size || !take('\n') || *size > quint64(m_bytes.size() - m_at)) {
        return false;
    }
    into = m_bytes.sliced(m_at, qsizetype(*size)).toByteArray();
    m_at += qsizetype(*size);
    return true;
}

/// Tolerant: whatever is no bracket, quote or space belongs to it. "BODY[HEADER.FIELDS (DATE)]<0>" is one atom.
bool ImapReader::atom(ImapValue &into, char close)
{
    const qsizetype start = m_at;
    while (!atEnd()) {
        const char byte = peek();
        if (byte == ' ' || byte == '(' || byte == ')' || byte == '"' || (close != '\0' && byte == close)) {
            break;
        }
        if (static_cast<uchar>(byte) < 0x20 || byte == 0x7f) {
            return false;
        }
        if (byte == '[' && close == '\0') {
            const QByteArray name = m_bytes.sliced(start, m_at - start).toByteArray().toUpper();
            if (name == "BODY" || name == "BINARY" || name == "BINARY.SIZE") {
                const qsizetype end = m_bytes.indexOf(']', m_at);
                const bool inLine = end >= 0 && !m_bytes.sliced(m_at, end - m_at).contains('\n');
                if (!inLine) {
                    return false;
                }
                m_at = end;
            }
        }
        ++m_at;
    }
    if (m_at == start) {
        return false;
    }
    into.text = m_bytes.sliced(start, m_at - start).toByteArray();
    into.kind = into.text.compare("NIL", Qt::CaseInsensitive) == 0 ? ImapValue::Kind::Nil : ImapValue::Kind::Atom;
    if (into.kind == ImapValue::Kind::Nil) {
        into.text.clear();
    }
    return true;
}

} // namespace AlwaysLeads
