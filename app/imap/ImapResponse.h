#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace AlwaysLeads {

/// One value of a server's answer (RFC 9051 §4). NIL is not the empty string.
struct ImapValue
{
    enum class Kind { Nil, Atom, String, List };

    Kind kind = Kind::Nil;
    QByteArray text{}; ///< of an atom or a string; a literal is a string
    std::vector<ImapValue> list{};

    bool isList() const { return kind == Kind::List; }
    bool isText() const { return kind == Kind::Atom || kind == Kind::String; }
    /// An atom of digits, within 64 bits.
    std::optional<quint64> number() const;
    bool operator==(const ImapValue &) const = default;
};

/// One whole answer of a server: "* 12 EXISTS", "A3 NO [TRYCREATE] no such folder", "+ go on".
struct ImapResponse
{
    enum class Kind { Untagged, Tagged, Continuation };

    Kind kind = Kind::Untagged;
    QByteArray tag{};
    QByteArray name{}; ///< upper case: OK, NO, BAD, BYE, PREAUTH, LIST, FETCH, EXISTS …
    std::optional<quint64> number{}; ///< before the name: "* 12 EXISTS"
    std::vector<ImapValue> values{}; ///< after the name, where it is no status
    QByteArray code{}; ///< of a status, in brackets, upper case: "UIDVALIDITY"
    std::vector<ImapValue> codeValues{};
    QByteArray text{}; ///< the words of a status or a continuation, as they came

    bool isOk() const { return name == "OK"; }
    /// The words in one line, cleaned of control characters, at most 500 characters.
    QString words() const;
    bool operator==(const ImapResponse &) const = default;
};

} // namespace AlwaysLeads
