#pragma once

#include "spreadsheet/CsvEncoding.h"
#include "spreadsheet/RowSource.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QIODevice>
#include <QStringConverter>
#include <QStringList>

#include <memory>

namespace AlwaysLeads {

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

/// Reads rows from a device in chunks; it never holds more than one chunk and one row. Written by ourselves, since Qt
/// has no CSV reader and no packaged one decodes and streams from a QIODevice.
class CsvReader final : public RowSource
{
    Q_DECLARE_TR_FUNCTIONS(CsvReader)
public:
    /// `device` is open, seekable, and outlives the reader.
    CsvReader(QIODevice &device, CsvFormat format);
    /// The same with a device of its own.
    CsvReader(std::unique_ptr<QIODevice> device, CsvFormat format);

    /// Reads the whole device once to tell the encoding, its beginning for the separator. Whether the first row holds
    /// names is left to who knows names.
    static Result<CsvFormat> detect(QIODevice &device);

    /// False at the end. Invalid: a quotation mark is never closed; the sentence says in which line it opened.
    /// Storage: the device cannot be read.
    Result<bool> read(SheetRow &row) override;
    Result<> seek(qint64 number, qint64 offset) override;
    qint64 bytesRead() const override { return m_bytesRead; }
    qint64 size() const override { return m_device.size(); }

private:
    Result<bool> fill();
    Result<> start();
    void reset();
    Result<> readQuoted();
    Result<> readPlain();
    Result<bool> readLineEnd();
    void append(qsizetype length);
    void endCell(SheetRow &row);
    bool atEnd() const { return m_at >= m_chunk.size(); }
    char here() const { return m_chunk.at(m_at); }

    std::unique_ptr<QIODevice> m_owned;
    QIODevice &m_device;
    CsvFormat m_format;
    QStringDecoder m_decoder; ///< of an encoding that is decoded before it is read
    QStringEncoder m_toUtf8;
    QByteArray m_chunk; ///< in UTF-8 or Windows-1252; other encodings have become UTF-8
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
