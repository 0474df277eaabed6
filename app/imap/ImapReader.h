#pragma once

#include "imap/ImapParser.h"

namespace AlwaysLeads {

/// Reads one whole answer, from its first byte to its last line end.
class ImapReader
{
public:
    ImapReader(QByteArrayView bytes, const ImapParser::Limits &limits);

    /// None when these bytes are no answer; fault() may say why.
    std::optional<ImapResponse> response();
    ImapParser::Fault fault() const { return m_fault; }

    /// Whether a line begins as a status or a continuation, whose rest are words.
    static bool isStatus(QByteArrayView line);

private:
    std::optional<ImapResponse> status(ImapResponse response);
    std::optional<ImapResponse> data(ImapResponse response);
    /// Values up to `close`, or to the end of the answer with '\0'.
    bool values(std::vector<ImapValue> &into, char close, int depth);
    bool value(ImapValue &into, int depth);
    bool quoted(QByteArray &into);
    bool literal(QByteArray &into);
    bool atom(ImapValue &into, char close);
    QByteArrayView word();

    bool atEnd() const { return m_at >= m_bytes.size(); }
    char peek() const { return atEnd() ? '\0' : m_bytes.at(m_at); }
    bool take(char byte);
    bool giveUp(ImapParser::Fault fault);

    QByteArrayView m_bytes; ///< without the last line end
    const ImapParser::Limits &m_limits;
    qsizetype m_at = 0;
    int m_count = 0;
    ImapParser::Fault m_fault = ImapParser::Fault::None;
};

} // namespace AlwaysLeads
