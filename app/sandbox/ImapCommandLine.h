#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace AlwaysLeads {

/// What a client said, cut into words. Of the server's side and on purpose not the parser of app/imap, which it tests.
struct ImapWord
{
    enum class Kind { Atom, String, Literal, Open, Close };
    Kind kind = Kind::Atom;
    QByteArray text;
};

/// The words of a whole command with its literals in place; none where RFC 3501 allows no such line.
std::optional<QList<ImapWord>> imapWords(const QByteArray &command);
/// The size of the literal that a line, without its end, announces; -1: none. `waits` is false for "{n+}".
qint64 announcedLiteral(const QByteArray &line, bool &waits);

} // namespace AlwaysLeads
