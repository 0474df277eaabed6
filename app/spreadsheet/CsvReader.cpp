#include "spreadsheet/CsvReader.h"

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

constexpr qint64 chunkSize = 256 * 1024;
// A quotation mark that is never closed takes the rest of the file into one row: better a clear word than all memory.
constexpr qsizetype largestRow = 64 * 1024 * 1024;

constexpr QChar substitute(0x1A); // what ICU writes for what it cannot decode

constexpr std::array<char16_t, 32> windows1252High{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

QString fromWindows1252(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &character : text) {
        if (character.unicode() >= 0x80 && character.unicode() < 0xA0) {
            character = QChar(windows1252High.at(character.unicode() - 0x80));
        }
    }
    return text;
}

/// Such as UTF-16 and Shift JIS, where a comma is more than a byte or part of a letter.
bool isDecodedAhead(CsvEncoding encoding)
{
    return decoderName(encoding) != nullptr;
}

} // namespace

QString shownDelimiter(char delimiter)
{
    switch (delimiter) {
    case ';':
        return CsvReader::tr("Semicolon");
    case '\t':
        return CsvReader::tr("Tab");
    case '|':
        return CsvReader::tr("Bar");
    default:
        return CsvReader::tr("Comma");
    }
}

bool SheetRow::isBlank() const
{
    return !fault && std::ranges::all_of(cells, [](const QString &cell) {
        return std::ranges::all_of(cell, [](QChar character) { return character.isSpace(); });
    });
}

CsvReader::CsvReader(std::unique_ptr<QIODevice> device, CsvFormat format)
    : m_owned(std::move(device))
    , m_device(*m_owned)
    , m_format(format)
{
    reset();
}

CsvReader::CsvReader(QIODevice &device, CsvFormat format)
    : m_device(device)
    , m_format(format)
{
    reset();
}

void CsvReader::reset()
{
    if (isDecodedAhead(m_format.encoding)) {
        m_decoder = QStringDecoder(decoderName(m_format.encoding));
        m_toUtf8 = QStringEncoder(QStringEncoder::Utf8);
    }
    m_chunk.clear();
    m_at = 0;
    m_chunkOffset = 0;
    m_bytesRead = 0;
    m_number = 0;
    m_line = 1;
    m_started = false;
}

/// False at the end of the device. Called only when the chunk is used up.
Result<bool> CsvReader::fill()
{
    while (atEnd()) {
        m_chunkOffset = m_bytesRead;
        QByteArray bytes(chunkSize, Qt::Uninitialized);
        const qint64 got = m_device.read(bytes.data(), chunkSize);
        if (got < 0) {
            return failure(ErrorKind::Storage,
                           tr("The file cannot be read any further: %1").arg(m_device.errorString()));
        }
        m_chunk.clear();
        m_at = 0;
        if (got == 0) {
            return false;
        }
        m_bytesRead += got;
        bytes.truncate(got);
        if (isDecodedAhead(m_format.encoding)) {
            const QString text = m_decoder(bytes);
            m_chunk = m_toUtf8(text);
        } else {
            m_chunk = bytes;
        }
    }
    return true;
}

/// Skips a byte order mark and Excel's line that names the separator.
Result<> CsvReader::start()
{
    m_started = true;
    if (Result<bool> more = fill(); !more || !*more) {
        return more ? Result<>() : Result<>(failureOf(std::move(more)));
    }
    if (m_format.encoding != CsvEncoding::Windows1252 && m_chunk.startsWith("\xEF\xBB\xBF")) {
        m_at = 3;
    }
    const QByteArray beginning = m_chunk.mid(m_at, 8);
    if (beginning.size() >= 5 && beginning.first(4).toLower() == "sep="
        && (beginning.size() == 5 || beginning.at(5) == '\n' || beginning.at(5) == '\r')) {
        m_at += 5;
        if (!atEnd()) {
            return readLineEnd().map([](bool) {});
        }
    }
    return {};
}

Result<bool> CsvReader::read(SheetRow &row)
{
    row.cells.clear();
    row.fault.reset();
    m_rowSize = 0;
    if (!m_started) {
        if (Result<> started = start(); !started) {
            return failureOf(std::move(started));
        }
    }
    Result<bool> more = fill();
    if (!more || !*more) {
        return more;
    }
    row.number = ++m_number;
    row.offset = isDecodedAhead(m_format.encoding) ? -1 : m_chunkOffset + m_at;
    const qint64 firstLine = m_line;
    while (true) {
        m_cell.clear();
        if (!atEnd() && here() == '"') {
            if (Result<> quoted = readQuoted(); !quoted) {
                return failureOf(std::move(quoted));
            }
        }
        if (Result<> plain = readPlain(); !plain) {
            return failureOf(std::move(plain));
        }
        if (m_rowSize > largestRow) {
            return failure(
                ErrorKind::Invalid,
                tr("The row that begins in line %L1 is larger than 64 MB. Is a quotation mark missing there?")
                    .arg(firstLine));
        }
        endCell(row);
        if (atEnd()) {
            return true;
        }
        if (here() != m_format.delimiter) {
            return readLineEnd();
        }
        ++m_at;
        if (Result<bool> filled = fill(); !filled) {
            return filled;
        }
    }
}

/// From the opening quotation mark to behind the closing one.
Result<> CsvReader::readQuoted()
{
    const qint64 openedInLine = m_line;
    ++m_at;
    bool afterReturn = false;
    while (true) {
        Result<bool> more = fill();
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more || m_rowSize > largestRow) {
            return failure(
                ErrorKind::Invalid,
                tr("The quotation mark in line %L1 is never closed, so the rest of the file would be one cell. "
                   "Close it or take it out.")
                    .arg(openedInLine));
        }
        const qsizetype quote = m_chunk.indexOf('"', m_at);
        const qsizetype end = quote < 0 ? m_chunk.size() : quote;
        for (qsizetype at = m_at; at < end; ++at) {
            const char byte = m_chunk.at(at);
            m_line += byte == '\r' || (byte == '\n' && !afterReturn) ? 1 : 0;
            afterReturn = byte == '\r';
        }
        append(end - m_at);
        if (quote < 0) {
            continue;
        }
        ++m_at;
        more = fill();
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more || here() != '"') {
            return {};
        }
        afterReturn = false;
        append(1);
    }
}

/// Up to the delimiter, the line end or the end of the device.
Result<> CsvReader::readPlain()
{
    while (true) {
        Result<bool> more = fill();
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more) {
            return {};
        }
        const char *from = m_chunk.constData() + m_at;
        const char *end = m_chunk.constData() + m_chunk.size();
        const char delimiter = m_format.delimiter;
        const char *stop = std::find_if(
            from, end, [delimiter](char byte) { return byte == delimiter || byte == '\n' || byte == '\r'; });
        append(stop - from);
        if (stop != end || m_rowSize > largestRow) {
            return {};
        }
    }
}

/// Always true: there was a row.
Result<bool> CsvReader::readLineEnd()
{
    const bool isReturn = here() == '\r';
    ++m_at;
    ++m_line;
    if (isReturn) {
        Result<bool> more = fill();
        if (!more) {
            return more;
        }
        if (*more && here() == '\n') {
            ++m_at;
        }
    }
    return true;
}

void CsvReader::append(qsizetype length)
{
    m_cell.append(m_chunk.constData() + m_at, length);
    m_at += length;
    m_rowSize += length;
}

void CsvReader::endCell(SheetRow &row)
{
    const QString text =
        m_format.encoding == CsvEncoding::Windows1252 ? fromWindows1252(m_cell) : QString::fromUtf8(m_cell);
    if (!row.fault && text.contains(QChar(0))) {
        row.fault = tr("There is a NUL byte in the row");
    } else if (!row.fault && (text.contains(QChar::ReplacementCharacter) || text.contains(substitute))) {
        row.fault = tr("A character cannot be read as %1").arg(shown(m_format.encoding));
    }
    row.cells.append(text);
}

Result<> CsvReader::seek(qint64 number, qint64 offset)
{
    reset();
    if (!m_device.seek(std::max<qint64>(offset, 0))) {
        return failure(ErrorKind::Storage, tr("The file cannot be read: %1").arg(m_device.errorString()));
    }
    if (offset >= 0) {
        m_bytesRead = offset;
        m_number = number - 1;
        m_started = offset > 0;
        return {};
    }
    SheetRow skipped;
    while (m_number < number - 1) {
        Result<bool> more = read(skipped);
        if (!more || !*more) {
            return more ? Result<>() : Result<>(failureOf(std::move(more)));
        }
    }
    return {};
}

} // namespace AlwaysLeads
