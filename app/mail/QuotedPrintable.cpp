#include "mail/QuotedPrintable.h"

#include <QByteArrayView>
#include <QVarLengthArray>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestLine = 76;

/// One character, encoded: four bytes at most, each of three signs at most.
using Piece = QVarLengthArray<char, 12>;

void appendEscaped(Piece &piece, char byte)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    const auto value = static_cast<uchar>(byte);
    piece.append('=');
    piece.append(digits[value >> 4]);
    piece.append(digits[value & 0x0f]);
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
        Piece piece;
        for (const char byte : line.sliced(at, length)) {
            const bool printable = byte > ' ' && byte < 0x7f && byte != '=';
            const bool space = byte == ' ' || byte == '\t';
            const bool last = at + length == line.size();
            if (printable || (space && !last)) {
                piece.append(byte);
            } else {
                appendEscaped(piece, byte);
            }
        }
        at += length;
        // One column stays free for the '=' of a soft break, except at the very end of the line.
        const qsizetype room = at == line.size() ? longestLine : longestLine - 1;
        if (column + piece.size() > room) {
            out += "=\r\n";
            column = 0;
        }
        const char first = piece.front();
        const bool isAlone = column == 0 && piece.size() == 1;
        if (isAlone && (first == '.' || (first == 'F' && line.sliced(at).startsWith("rom ")))) {
            piece.clear();
            appendEscaped(piece, first);
        }
        out.append(piece.constData(), piece.size());
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
