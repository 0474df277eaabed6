#include "mail/SmtpReply.h"

#include "mail/Message.h"

#include <QRegularExpression>

#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestLine = 4096; // RFC 5321 says 512; some servers explain themselves at length
constexpr qsizetype mostLines = 200;
constexpr qsizetype longestText = 500;

const QRegularExpression &enhancedCode()
{
    static const QRegularExpression form(QStringLiteral("\\A([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?:\\s|\\z)"));
    return form;
}

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

} // namespace

QString SmtpReply::enhanced() const
{
    const QRegularExpressionMatch match = enhancedCode().match(QString::fromUtf8(lines.value(0)));
    const QString found = match.captured(1);
    return found.startsWith(QString::number(code / 100)) ? found : QString();
}

QString SmtpReply::text() const
{
    QStringList words;
    for (const QByteArray &line : lines) {
        QString text = QString::fromUtf8(line);
        if (const QRegularExpressionMatch match = enhancedCode().match(text); match.hasMatch()) {
            text = text.mid(match.capturedEnd(1));
        }
        words += text;
    }
    return cleanHeaderText(words.join(QLatin1Char(' '))).left(longestText);
}

void SmtpReplyParser::feed(const QByteArray &bytes)
{
    if (m_fault == Fault::None) {
        m_buffer += bytes;
    }
}

std::optional<SmtpReply> SmtpReplyParser::next()
{
    while (m_fault == Fault::None) {
        const qsizetype end = m_buffer.indexOf('\n');
        if ((end < 0 ? m_buffer.size() : end) > longestLine) {
            m_fault = Fault::LineTooLong;
            break;
        }
        if (end < 0) {
            // Garbage without a line end must not make us wait for minutes.
            for (qsizetype at = 0; at < std::min<qsizetype>(3, m_buffer.size()); ++at) {
                if (!isDigit(m_buffer.at(at))) {
                    m_fault = Fault::NotAReply;
                }
            }
            break;
        }
        QByteArray line = m_buffer.first(end);
        m_buffer.remove(0, end + 1);
        if (line.endsWith('\r')) {
            line.chop(1);
        }
        bool last = false;
        if (takeLine(std::move(line), last) && last) {
            return std::exchange(m_reply, {});
        }
    }
    return std::nullopt;
}

bool SmtpReplyParser::takeLine(QByteArray line, bool &last)
{
    const bool hasCode =
        line.size() >= 3 && line.at(0) >= '2' && line.at(0) <= '5' && isDigit(line.at(1)) && isDigit(line.at(2));
    if (!hasCode || (line.size() > 3 && line.at(3) != ' ' && line.at(3) != '-')) {
        m_fault = Fault::NotAReply;
        return false;
    }
    const int code = line.first(3).toInt();
    if (!m_reply.lines.isEmpty() && code != m_reply.code) {
        m_fault = Fault::CodesDiffer;
        return false;
    }
    if (m_reply.lines.size() == mostLines) {
        m_fault = Fault::TooManyLines;
        return false;
    }
    m_reply.code = code;
    m_reply.lines += line.mid(4);
    last = line.size() == 3 || line.at(3) == ' ';
    return true;
}

} // namespace AlwaysLeads
