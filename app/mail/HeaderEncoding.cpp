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

/// Encoded words, each on a line of its own and none cut inside a character. Base64 where it is shorter.
QByteArray encodedWords(const QString &text, int nameLength)
{
    const QList<QByteArray> list = characters(text);
    const QByteArray utf8 = text.toUtf8();
    const bool quoted = quotedCharacter(utf8).size() <= utf8.toBase64().size();
    const QByteArray open = quoted ? QByteArrayLiteral("=?UTF-8?Q?") : QByteArrayLiteral("=?UTF-8?B?");
    QByteArrayList words;
    QByteArray bytes;
    int room = std::min<int>(longestEncodedWord, longestLine - nameLength);
    const auto wordOf = [&](const QByteArray &part) {
        return open + (quoted ? quotedCharacter(part) : part.toBase64()) + QByteArrayLiteral("?=");
    };
    for (const QByteArray &character : list) {
        if (!bytes.isEmpty() && wordOf(bytes + character).size() > room) {
            words += wordOf(bytes);
            bytes.clear();
            room = longestEncodedWord;
        }
        bytes += character;
    }
    words += wordOf(bytes);
    return words.join(fold);
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
    const QByteArray ascii = name.toLatin1();
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
    const QByteArray address = who.address.toString().toUtf8();
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
