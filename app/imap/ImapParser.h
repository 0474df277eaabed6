#pragma once

#include "imap/ImapResponse.h"

#include <QByteArrayView>

namespace AlwaysLeads {

/// Cuts what a server sends into answers. Works on bytes, not lines: a literal may hold anything. Never fails in
/// another way than fault(): bytes that are no IMAP make it stop for good. Knows nothing of sockets.
class ImapParser
{
public:
    enum class Fault { None, NotImap, LineTooLong, LiteralTooLarge, TooDeep, TooMany };

    struct Limits
    {
        qsizetype line = 4 * 1024 * 1024; ///< bytes between two literals; "* SEARCH" of a large folder is one line
        qsizetype literal = 64 * 1024 * 1024; ///< bytes
        qsizetype response = 72 * 1024 * 1024; ///< bytes, with its literals
        int depth = 50; ///< lists in lists
        int values = 500'000; ///< of one answer
    };

    ImapParser() = default;
    explicit ImapParser(Limits limits)
        : m_limits(limits)
    {
    }

    void feed(const QByteArray &bytes);
    /// The next whole answer, or none yet.
    std::optional<ImapResponse> next();
    Fault fault() const { return m_fault; }
    /// True when nothing waits, not even a part of an answer.
    bool isEmpty() const { return m_buffer.isEmpty(); }

private:
    /// Where the answer at the head of the buffer ends; none when it is not whole yet.
    std::optional<qsizetype> end();
    bool beginsLikeImap() const;
    std::optional<qsizetype> stop(Fault fault);

    Limits m_limits;
    QByteArray m_buffer;
    qsizetype m_lineStart = 0; ///< behind the last literal of the answer at the head
    qsizetype m_searched = 0; ///< no line end before it
    Fault m_fault = Fault::None;
};

} // namespace AlwaysLeads
