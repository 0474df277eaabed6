#include "mail/QuotedPrintable.h"

#include <QByteArrayView>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestLine = 76;

QByteArray escaped(char byte)
{
    return '=' + QByteArray(1, byte).toHex().toUpper();
}

/// How many bytes of UTF-8 belong to the character that begins here, so that no soft break falls into one.
qsizetype characterLength(QByteArrayView rest)
{
    qsizetype length = 1;
    while (length < rest.size() && length < 4 && (static_cast<uchar>(rest[length]) & 0xc0) == 0x80) {
        ++length;
    }
    return length;
}

void appendLine(QByteArray &out, QByteArrayView line)
{
    qsizetype column = 0;
    for (qsizetype at = 0; at < line.size();) {
        const qsizetype length = characterLength(line.sliced(at));
        QByteArray piece;
        for (const char byte : line.sliced(at, length)) {
            const bool printable = byte > ' ' && byte < 0x7f && byte != '=';
            const bool space = byte == ' ' || byte == '\t';
            const bool last = at + length == line.size();
            piece += printable || (space && !last) ? QByteArray(1, byte) : escaped(byte);
        }
        at += length;
        // One column stays free for the '=' of a soft break, except at the very end of the line.
        const qsizetype room = at == line.size() ? longestLine : longestLine - 1;
        if (column + piece.size() > room) {
            out += "=\r\n";
            column = 0;
        }
        if (column == 0 && (piece == "." || (piece == "F" && line.sliced(at).startsWith("rom ")))) {
            piece = escaped(piece.front());
        }
        out += piece;
        column += piece.size();
    }
}

} // namespace

QByteArray quotedPrintable(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 8 + 16);
    const QByteArrayView view(text);
    qsizetype at = 0;
    while (at < view.size()) {
        qsizetype end = view.indexOf('\n', at);
        const bool ended = end >= 0;
        end = ended ? end : view.size();
        appendLine(out, view.sliced(at, end - at));
        if (ended) {
            out += "\r\n";
        }
        at = end + 1;
    }
    return out;
}

} // namespace AlwaysLeads
