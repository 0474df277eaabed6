#include "mail/HeaderEncoding.h"

#include <QByteArrayList>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int longestLine = 78; // RFC 5322 §2.1.1
constexpr int longestEncodedWord = 75; // RFC 2047 §2
const char fold[] = "\r\n ";

bool isPlainAscii(const QString &text)
{
    return std::ranges::all_of(
        text, [](QChar character) { return character.unicode() >= 0x20 && character.unicode() < 0x7f; });
}

/// Letters that the strictest rule of RFC 2047 §5 (3) lets stand: good in a subject and in a name.
bool standsInEncodedWord(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
        || QByteArrayView("!*+-/").contains(byte);
}

QByteArray quotedCharacter(const QByteArray &utf8)
{
    QByteArray quoted;
    for (const char byte : utf8) {
        if (standsInEncodedWord(byte)) {
            quoted += byte;
        } else if (byte == ' ') {
            quoted += '_';
        } else {
            quoted += '=' + QByteArray(1, byte).toHex().toUpper();
        }
    }
    return quoted;
}

QList<QByteArray> characters(const QString &text)
{
    QList<QByteArray> list;
    for (const uint code : text.toUcs4()) {
        const char32_t character = code;
        list += QString::fromUcs4(&character, 1).toUtf8();
    }
    return list;
}

QByteArray encodedWord(const QByteArray &bytes, char encoding)
{
    const QByteArray payload = encoding == 'Q' ? quotedCharacter(bytes) : bytes.toBase64();
    return QByteArrayLiteral("=?UTF-8?") + encoding + '?' + payload + QByteArrayLiteral("?=");
}

/// Encoded words, each on a line of its own and none cut inside a character. In base64 each word but the last has a
/// multiple of three bytes: GMime and others join the words before they decode, and stop at padding in the middle.
/// Empty when the characters allow no such cut.
QByteArray wordsIn(char encoding, const QList<QByteArray> &list, int nameLength)
{
    QByteArrayList words;
    qsizetype room = std::min<qsizetype>(longestEncodedWord, longestLine - nameLength);
    for (qsizetype from = 0; from < list.size();) {
        QByteArray bytes;
        QByteArray fitting;
        qsizetype next = from;
        for (qsizetype at = from; at < list.size(); ++at) {
            bytes += list.at(at);
            if (encodedWord(bytes, encoding).size() > room) {
                break;
            }
            if (encoding == 'Q' || bytes.size() % 3 == 0 || at + 1 == list.size()) {
                fitting = bytes;
                next = at + 1;
            }
        }
        if (next == from) {
            return {};
        }
        words += encodedWord(fitting, encoding);
        from = next;
        room = longestEncodedWord;
    }
    return words.join(fold);
}

/// Base64 where it is shorter and possible.
QByteArray encodedWords(const QString &text, int nameLength)
{
    const QList<QByteArray> list = characters(text);
    const QByteArray utf8 = text.toUtf8();
    if (utf8.toBase64().size() < quotedCharacter(utf8).size()) {
        if (QByteArray words = wordsIn('B', list, nameLength); !words.isEmpty()) {
            return words;
        }
    }
    return wordsIn('Q', list, nameLength);
}

/// ASCII text, broken at spaces.
QByteArray foldedWords(const QByteArray &text, int nameLength)
{
    QByteArray folded;
    qsizetype column = nameLength;
    for (const QByteArray &word : text.split(' ')) {
        if (!folded.isEmpty()) {
            const bool fits = column + 1 + word.size() <= longestLine;
            folded += fits ? " " : fold;
            column = fits ? column + 1 : 1;
        }
        folded += word;
        column += word.size();
    }
    return folded;
}

bool mustBeEncoded(const QString &text, int nameLength)
{
    if (!isPlainAscii(text) || text.contains(QLatin1String("=?"))) {
        return true; // the second would be decoded by the reader, and say something else than was written
    }
    const QList<QStringView> words = QStringView(text).split(QLatin1Char(' '));
    return std::ranges::any_of(words, [&](QStringView word) { return word.size() + nameLength > longestLine; });
}

QByteArray encodedName(const QString &name, int nameLength)
{
    // A quoted string is not folded here, so it has to fit into the line.
    if (mustBeEncoded(name, nameLength) || name.size() * 2 + 2 + nameLength > longestLine) {
        return encodedWords(name, nameLength);
    }
    QByteArray ascii = name.toLatin1();
    const bool atoms = std::ranges::all_of(ascii, [](char byte) {
        return byte == ' ' || standsInEncodedWord(byte) || QByteArrayView("#$%&'=?^_`{|}~").contains(byte);
    });
    if (atoms) {
        return ascii;
    }
    QByteArray quoted = QByteArrayLiteral("\"");
    for (const char byte : ascii) {
        if (byte == '"' || byte == '\\') {
            quoted += '\\';
        }
        quoted += byte;
    }
    return quoted + '"';
}

} // namespace

QByteArray encodedText(const QString &text, int nameLength)
{
    if (text.isEmpty()) {
        return {};
    }
    return mustBeEncoded(text, nameLength) ? encodedWords(text, nameLength) : foldedWords(text.toLatin1(), nameLength);
}

QByteArray encodedCorrespondent(const Correspondent &who, int nameLength)
{
    QByteArray address = who.address.toString().toUtf8();
    const QString name = cleanHeaderText(who.name);
    if (name.isEmpty()) {
        return address;
    }
    const QByteArray encoded = encodedName(name, nameLength);
    const qsizetype lastFold = encoded.lastIndexOf('\n');
    const qsizetype column = lastFold < 0 ? nameLength + encoded.size() : encoded.size() - lastFold - 1;
    const bool fits = column + address.size() + 3 <= longestLine;
    return encoded + (fits ? " <" : "\r\n <") + address + '>';
}

} // namespace AlwaysLeads
