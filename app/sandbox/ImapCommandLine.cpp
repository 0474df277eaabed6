#include "sandbox/ImapCommandLine.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

/// Takes a quoted string from just behind its first quote.
bool takeQuoted(const QByteArray &command, qsizetype &at, QByteArray &text)
{
    while (at < command.size()) {
        char byte = command.at(at++);
        if (byte == '"') {
            return true;
        }
        if (byte == '\\') {
            byte = at < command.size() ? command.at(at++) : '\0';
            if (byte != '"' && byte != '\\') {
                return false;
            }
        } else if (static_cast<uchar>(byte) < 0x20 || static_cast<uchar>(byte) >= 0x80) {
            return false; // IMAP4rev1 quotes ASCII only
        }
        text += byte;
    }
    return false;
}

bool takeLiteral(const QByteArray &command, qsizetype &at, QByteArray &text)
{
    const qsizetype lineEnd = command.indexOf("\r\n", at);
    bool waits = false;
    const qint64 size = lineEnd < 0 ? -1 : announcedLiteral(command.mid(at, lineEnd - at), waits);
    if (size < 0 || lineEnd + 2 + size > command.size()) {
        return false;
    }
    text = command.mid(lineEnd + 2, size);
    at = lineEnd + 2 + size;
    return true;
}

/// "BODY.PEEK[HEADER.FIELDS (DATE)]" is one word.
bool takeAtom(const QByteArray &command, qsizetype &at, QByteArray &text)
{
    bool inSection = false;
    while (at < command.size()) {
        const char byte = command.at(at);
        if (static_cast<uchar>(byte) < 0x20 || static_cast<uchar>(byte) >= 0x7f) {
            return false;
        }
        if (!inSection && (byte == ' ' || byte == '(' || byte == ')' || byte == '"' || byte == '{')) {
            break;
        }
        inSection = byte == '[' || (inSection && byte != ']');
        text += byte;
        ++at;
    }
    return !inSection && !text.isEmpty();
}

} // namespace

qint64 announcedLiteral(const QByteArray &line, bool &waits)
{
    static const QRegularExpression form(QStringLiteral("\\{([0-9]{1,9})(\\+?)\\}\\z"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(line));
    waits = match.captured(2).isEmpty();
    return match.hasMatch() ? match.captured(1).toLongLong() : -1;
}

std::optional<QList<ImapWord>> imapWords(const QByteArray &command)
{
    QList<ImapWord> words;
    int depth = 0;
    for (qsizetype at = 0; at < command.size();) {
        const char byte = command.at(at);
        ImapWord word;
        bool taken = true;
        if (byte == ' ') {
            const bool single = at + 1 < command.size() && command.at(at + 1) != ' ' && at > 0;
            if (!single) {
                return std::nullopt; // exactly one space between two words
            }
            ++at;
            continue;
        }
        if (byte == '(' || byte == ')') {
            word.kind = byte == '(' ? ImapWord::Kind::Open : ImapWord::Kind::Close;
            depth += byte == '(' ? 1 : -1;
            taken = depth >= 0;
            ++at;
        } else if (byte == '"') {
            word.kind = ImapWord::Kind::String;
            taken = takeQuoted(command, ++at, word.text);
        } else if (byte == '{') {
            word.kind = ImapWord::Kind::Literal;
            taken = takeLiteral(command, at, word.text);
        } else {
            taken = takeAtom(command, at, word.text);
        }
        if (!taken) {
            return std::nullopt;
        }
        words.append(word);
    }
    return depth == 0 ? std::optional(words) : std::nullopt;
}

} // namespace AlwaysLeads
