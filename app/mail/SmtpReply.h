#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <optional>

namespace AlwaysLeads {

/// What a server says to one command (RFC 5321 §4.2).
struct SmtpReply
{
    int code = 0; ///< 200 to 599
    QByteArrayList lines; ///< without code and line end, at least one

    bool isDone() const { return code / 100 == 2; }
    bool isMore() const { return code / 100 == 3; }
    bool isTemporary() const { return code / 100 == 4; }
    bool isPermanent() const { return code / 100 == 5; }
    /// "5.1.1" where the first line starts with one of the same class as the code (RFC 2034), else empty.
    QString enhanced() const;
    /// The words, without the enhanced code, in one line, cleaned of control characters, at most 500 characters.
    QString text() const;

    bool operator==(const SmtpReply &) const = default;
};

/// Cuts what arrives into replies. Bytes that are no reply make it stop for good.
class SmtpReplyParser
{
public:
    enum class Fault { None, NotAReply, LineTooLong, TooManyLines, CodesDiffer };

    void feed(const QByteArray &bytes);
    /// The next whole reply, or none yet.
    std::optional<SmtpReply> next();
    Fault fault() const { return m_fault; }
    /// True when nothing waits, not even a part of a line.
    bool isEmpty() const { return m_buffer.isEmpty() && m_reply.lines.isEmpty(); }

private:
    bool takeLine(QByteArray line, bool &last);

    QByteArray m_buffer;
    SmtpReply m_reply;
    Fault m_fault = Fault::None;
};

} // namespace AlwaysLeads
