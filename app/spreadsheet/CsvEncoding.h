#pragma once

#include <QByteArrayView>
#include <QList>
#include <QLocale>
#include <QString>

namespace AlwaysLeads {

/// How the characters of a file of rows are written.
enum class CsvEncoding {
    Utf8,
    Utf8Marked,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
    Windows1250,
    Windows1251,
    Windows1253,
    Windows1254,
    Windows1257,
    ShiftJis,
    Gb18030,
    Big5,
    EucKr,
};
/// "UTF-8, marked", "Windows-1250, Central Europe"
QString shown(CsvEncoding encoding);
/// Those that this computer can read.
const QList<CsvEncoding> &allCsvEncodings();
/// As a QStringDecoder knows it. Null for those in which commas, quotation marks and line ends are bytes of their own
/// and whose bytes need no decoder: UTF-8 and Windows-1252.
const char *decoderName(CsvEncoding encoding);

/// The most likely of those that are not Unicode, from the beginning of a file and the language of its reader, which
/// spreadsheets go by when they write such files.
CsvEncoding guessedEncoding(QByteArrayView sample, QLocale::Language language);

} // namespace AlwaysLeads
