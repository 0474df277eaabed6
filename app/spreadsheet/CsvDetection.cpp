#include "spreadsheet/CsvReader.h"

#include <QBuffer>
#include <QHash>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qint64 sampleSize = 64 * 1024;
constexpr qint64 chunkSize = 1024 * 1024;
constexpr int sampleRows = 20;

/// UTF-16 without a mark: in text of Western languages every second byte is zero.
std::optional<CsvEncoding> unmarkedUtf16(const QByteArray &sample)
{
    qsizetype zeros[2] = {0, 0};
    for (qsizetype at = 0; at < sample.size(); ++at) {
        zeros[at % 2] += sample.at(at) == 0 ? 1 : 0;
    }
    const qsizetype pairs = sample.size() / 2;
    if (pairs < 2) {
        return std::nullopt;
    }
    if (zeros[1] * 2 > pairs && zeros[0] * 10 < pairs) {
        return CsvEncoding::Utf16LittleEndian;
    }
    if (zeros[0] * 2 > pairs && zeros[1] * 10 < pairs) {
        return CsvEncoding::Utf16BigEndian;
    }
    return std::nullopt;
}

/// Whether the device is UTF-8 to its end; the first umlaut may come late.
Result<bool> isUtf8(QIODevice &device)
{
    if (!device.seek(0)) {
        return failure(ErrorKind::Storage, CsvReader::tr("The file cannot be read: %1").arg(device.errorString()));
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString unused;
    QByteArray chunk(chunkSize, Qt::Uninitialized);
    while (true) {
        const qint64 got = device.read(chunk.data(), chunkSize);
        if (got < 0) {
            return failure(ErrorKind::Storage, CsvReader::tr("The file cannot be read: %1").arg(device.errorString()));
        }
        if (got == 0) {
            break;
        }
        unused = decoder(QByteArrayView(chunk.constData(), got));
        if (decoder.hasError()) {
            return false;
        }
    }
    unused = decoder(QByteArrayView("\n")); // a character cut off at the end shows only now
    return !decoder.hasError();
}

QList<QStringList> firstRows(const QByteArray &sample, const CsvFormat &format)
{
    QBuffer buffer;
    buffer.setData(sample);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, format);
    QList<QStringList> rows;
    SheetRow row;
    // A failure here is the sample's end in the middle of a quoted cell, or what the real reading will tell.
    for (Result<bool> more = reader.read(row); more && *more && rows.size() < sampleRows; more = reader.read(row)) {
        if (!row.isBlank()) {
            rows << row.cells;
        }
    }
    return rows;
}

/// How well the rows agree on a number of columns, above 0 where there are at least two.
double agreement(const QList<QStringList> &rows)
{
    QHash<qsizetype, int> widths;
    for (const QStringList &row : rows) {
        ++widths[row.size()];
    }
    double best = 0;
    for (auto width = widths.cbegin(); width != widths.cend(); ++width) {
        const double share = double(width.value()) / double(rows.size());
        // Agreement counts more than many columns; the header speaks for its delimiter.
        const double header = rows.first().size() == width.key() ? 1.0 : 0.5;
        if (width.key() > 1) {
            best = std::max(best, share * share * header * (1.0 + 0.01 * double(std::min<qsizetype>(width.key(), 50))));
        }
    }
    return best;
}

std::optional<char> namedDelimiter(const QByteArray &sample, CsvEncoding encoding)
{
    QString beginning;
    switch (encoding) {
    case CsvEncoding::Utf16LittleEndian:
        beginning = QStringDecoder(QStringDecoder::Utf16LE)(sample.first(std::min<qsizetype>(sample.size(), 16)));
        break;
    case CsvEncoding::Utf16BigEndian:
        beginning = QStringDecoder(QStringDecoder::Utf16BE)(sample.first(std::min<qsizetype>(sample.size(), 16)));
        break;
    default:
        beginning = QString::fromUtf8(sample.first(std::min<qsizetype>(sample.size(), 9)));
    }
    beginning.remove(QChar(QChar::ByteOrderMark));
    if (!beginning.startsWith(QLatin1String("sep="), Qt::CaseInsensitive) || beginning.size() < 5) {
        return std::nullopt;
    }
    for (const char known : csvDelimiters) {
        if (beginning.at(4) == QLatin1Char(known)) {
            return known;
        }
    }
    return std::nullopt;
}

} // namespace

Result<CsvFormat> CsvReader::detect(QIODevice &device)
{
    if (!device.seek(0)) {
        return failure(ErrorKind::Storage, tr("The file cannot be read: %1").arg(device.errorString()));
    }
    const QByteArray sample = device.read(sampleSize);
    CsvFormat format;
    if (sample.startsWith("\xEF\xBB\xBF")) {
        format.encoding = CsvEncoding::Utf8Marked;
    } else if (sample.startsWith("\xFF\xFE")) {
        format.encoding = CsvEncoding::Utf16LittleEndian;
    } else if (sample.startsWith("\xFE\xFF")) {
        format.encoding = CsvEncoding::Utf16BigEndian;
    } else if (const std::optional<CsvEncoding> utf16 = unmarkedUtf16(sample)) {
        format.encoding = *utf16;
    } else {
        const Result<bool> utf8 = isUtf8(device);
        if (!utf8) {
            return failureOf(utf8);
        }
        format.encoding = *utf8 ? CsvEncoding::Utf8 : guessedEncoding(sample, QLocale().language());
    }
    if (const std::optional<char> named = namedDelimiter(sample, format.encoding)) {
        format.delimiter = *named;
    } else {
        double best = 0;
        for (const char delimiter : csvDelimiters) {
            CsvFormat candidate = format;
            candidate.delimiter = delimiter;
            const QList<QStringList> rows = firstRows(sample, candidate);
            const double agreed = rows.isEmpty() ? 0 : agreement(rows);
            if (agreed > best) {
                best = agreed;
                format.delimiter = delimiter;
            }
        }
    }
    if (!device.seek(0)) {
        return failure(ErrorKind::Storage, tr("The file cannot be read: %1").arg(device.errorString()));
    }
    return format;
}

} // namespace AlwaysLeads
