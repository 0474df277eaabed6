#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QIODevice>
#include <QStringConverter>
#include <QStringList>

#include <optional>

namespace AlwaysLeads {

enum class CsvEncoding { Utf8, Utf8Marked, Utf16LittleEndian, Utf16BigEndian, Windows1252 };
/// "UTF-8, marked"
QString shown(CsvEncoding encoding);
const QList<CsvEncoding> &allCsvEncodings();

/// How a file of rows is written.
struct CsvFormat
{
    CsvEncoding encoding = CsvEncoding::Utf8;
    char delimiter = ','; ///< one of , ; tab |
    bool firstRowIsNames = true;

    bool operator==(const CsvFormat &) const = default;
};
/// "Semicolon"
QString shownDelimiter(char delimiter);
inline constexpr char csvDelimiters[] = {',', ';', '\t', '|'};

/// One row of a file.
struct CsvRow
{
    qint64 number = 0; ///< as a spreadsheet counts them: the first is 1, blank ones count
    qint64 offset = 0; ///< of its first byte, to seek() back to; -1 in UTF-16
    QStringList cells;
    std::optional<QString> fault; ///< why it cannot be used: a NUL byte, a character that does not fit the encoding

    /// No cell holds anything.
    bool isBlank() const;
};

/// Reads rows from a device in chunks; it never holds more than one chunk and one row. Written by ourselves, since Qt
/// has no CSV reader and no packaged one decodes and streams from a QIODevice.
class CsvReader
{
    Q_DECLARE_TR_FUNCTIONS(CsvReader)
public:
    /// `device` is open, seekable, and outlives the reader.
    CsvReader(QIODevice &device, CsvFormat format);

    /// Reads the whole device once to tell the encoding, its beginning for the rest.
    static Result<CsvFormat> detect(QIODevice &device);

    /// False at the end. Invalid: a quotation mark is never closed; the sentence says in which line it opened.
    /// Storage: the device cannot be read.
    Result<bool> read(CsvRow &row);
    /// Goes on at a row that was read before (its number and offset).
    Result<> seek(qint64 number, qint64 offset);
    /// Bytes of the device that were read so far, for progress.
    qint64 bytesRead() const { return m_bytesRead; }

private:
    Result<bool> fill();
    Result<> start();
    void reset();
    Result<> readQuoted();
    Result<> readPlain();
    Result<bool> readLineEnd();
    void append(qsizetype length);
    void endCell(CsvRow &row);
    bool atEnd() const { return m_at >= m_chunk.size(); }
    char here() const { return m_chunk.at(m_at); }

    QIODevice &m_device;
    CsvFormat m_format;
    QStringDecoder m_fromUtf16;
    QStringEncoder m_toUtf8;
    QByteArray m_chunk; ///< in UTF-8 or Windows-1252
    qsizetype m_at = 0;
    qint64 m_chunkOffset = 0;
    qint64 m_bytesRead = 0;
    qint64 m_number = 0;
    qint64 m_line = 1;
    QByteArray m_cell;
    qsizetype m_rowSize = 0;
    bool m_started = false;
};

} // namespace AlwaysLeads
