#include "spreadsheet/CsvEncoding.h"

#include <QCoreApplication>
#include <QStringConverter>

#include <algorithm>
#include <array>
#include <cctype>

namespace AlwaysLeads {

namespace {

struct EncodingText
{
    Q_DECLARE_TR_FUNCTIONS(CsvReader)
};

constexpr std::array every{CsvEncoding::Utf8,           CsvEncoding::Utf8Marked,  CsvEncoding::Utf16LittleEndian,
                           CsvEncoding::Utf16BigEndian, CsvEncoding::Windows1252, CsvEncoding::Windows1250,
                           CsvEncoding::Windows1251,    CsvEncoding::Windows1253, CsvEncoding::Windows1254,
                           CsvEncoding::Windows1257,    CsvEncoding::ShiftJis,    CsvEncoding::Gb18030,
                           CsvEncoding::Big5,           CsvEncoding::EucKr};

/// Without a decoder for it (Qt may be built without ICU) a file in it cannot be read.
bool isReadable(CsvEncoding encoding)
{
    const char *name = decoderName(encoding);
    return name == nullptr || QStringDecoder(name).isValid();
}

uchar at(QByteArrayView text, qsizetype place)
{
    return place >= 0 && place < text.size() ? uchar(text.at(place)) : 0;
}

bool isHigh(uchar byte)
{
    return byte >= 0x80;
}

bool isAsciiLetter(uchar byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/// How many characters of two bytes there are, and how many of them begin with a byte in these bounds.
struct Pairs
{
    qsizetype all = 0;
    qsizetype common = 0;
    bool isValid = true;

    bool convince(int percent) const { return isValid && all >= 2 && common * 100 >= all * percent; }
};

template <typename IsTrail> Pairs pairsOf(QByteArrayView text, uchar from, uchar to, IsTrail isTrail)
{
    Pairs pairs;
    for (qsizetype place = 0; place < text.size(); ++place) {
        const uchar lead = at(text, place);
        if (!isHigh(lead)) {
            continue;
        }
        if (place + 1 == text.size()) {
            break; // cut off
        }
        if (!isTrail(at(text, place + 1))) {
            pairs.isValid = false;
            break;
        }
        ++pairs.all;
        pairs.common += lead >= from && lead <= to ? 1 : 0;
        ++place;
    }
    return pairs;
}

/// Kana of half width are one byte; the others begin with 0x81 to 0x9F or 0xE0 to 0xFC.
bool isShiftJis(QByteArrayView text)
{
    qsizetype kana = 0;
    qsizetype all = 0;
    for (qsizetype place = 0; place < text.size(); ++place) {
        const uchar lead = at(text, place);
        if (!isHigh(lead)) {
            continue;
        }
        ++all;
        if (lead >= 0xA1 && lead <= 0xDF) {
            continue;
        }
        const uchar trail = at(text, place + 1);
        if (place + 1 == text.size()) {
            break;
        }
        if (lead == 0x80 || lead == 0xA0 || lead > 0xFC || trail < 0x40 || trail == 0x7F || trail > 0xFC) {
            return false;
        }
        kana += lead == 0x82 || lead == 0x83 || (lead >= 0x88 && lead <= 0x97) ? 1 : 0; // and the common characters
        ++place;
    }
    return all >= 2 && kana * 10 >= all * 6;
}

/// Letters that are signs in Windows-1252 and stand in words: ą and ł of Central Europe as ¹ and ³.
bool hasSignsInWords(QByteArrayView text)
{
    qsizetype signs = 0;
    for (qsizetype place = 0; place < text.size(); ++place) {
        const bool begins = !isAsciiLetter(at(text, place - 1)) && !std::isdigit(at(text, place - 1));
        switch (at(text, place)) {
        case 0xA3: // Ł
        case 0xA5: // Ą
        case 0xAF: // Ż
            signs += begins && isAsciiLetter(at(text, place + 1)) ? 1 : 0;
            break;
        case 0xB3: // ł
        case 0xB9: // ą
        case 0xBE: // ľ
        case 0xBF: // ż
            signs += isAsciiLetter(at(text, place - 1)) && isAsciiLetter(at(text, place + 1)) ? 1 : 0;
            break;
        default:
            break;
        }
    }
    return signs > 0;
}

} // namespace

QString shown(CsvEncoding encoding)
{
    switch (encoding) {
    case CsvEncoding::Utf8:
        return EncodingText::tr("UTF-8");
    case CsvEncoding::Utf8Marked:
        return EncodingText::tr("UTF-8, marked");
    case CsvEncoding::Utf16LittleEndian:
        return EncodingText::tr("UTF-16");
    case CsvEncoding::Utf16BigEndian:
        return EncodingText::tr("UTF-16, big-endian");
    case CsvEncoding::Windows1252:
        return EncodingText::tr("Windows-1252");
    case CsvEncoding::Windows1250:
        return EncodingText::tr("Windows-1250, Central Europe");
    case CsvEncoding::Windows1251:
        return EncodingText::tr("Windows-1251, Cyrillic");
    case CsvEncoding::Windows1253:
        return EncodingText::tr("Windows-1253, Greek");
    case CsvEncoding::Windows1254:
        return EncodingText::tr("Windows-1254, Turkish");
    case CsvEncoding::Windows1257:
        return EncodingText::tr("Windows-1257, Baltic");
    case CsvEncoding::ShiftJis:
        return EncodingText::tr("Shift JIS, Japanese");
    case CsvEncoding::Gb18030:
        return EncodingText::tr("GB 18030, Chinese");
    case CsvEncoding::Big5:
        return EncodingText::tr("Big5, Chinese");
    case CsvEncoding::EucKr:
        return EncodingText::tr("EUC-KR, Korean");
    }
    Q_UNREACHABLE();
}

const QList<CsvEncoding> &allCsvEncodings()
{
    static const QList<CsvEncoding> all = [] {
        QList<CsvEncoding> readable;
        std::ranges::copy_if(every, std::back_inserter(readable), isReadable);
        return readable;
    }();
    return all;
}

const char *decoderName(CsvEncoding encoding)
{
    switch (encoding) {
    case CsvEncoding::Utf8:
    case CsvEncoding::Utf8Marked:
    case CsvEncoding::Windows1252:
        return nullptr;
    case CsvEncoding::Utf16LittleEndian:
        return "UTF-16LE";
    case CsvEncoding::Utf16BigEndian:
        return "UTF-16BE";
    case CsvEncoding::Windows1250:
        return "windows-1250";
    case CsvEncoding::Windows1251:
        return "windows-1251";
    case CsvEncoding::Windows1253:
        return "windows-1253";
    case CsvEncoding::Windows1254:
        return "windows-1254";
    case CsvEncoding::Windows1257:
        return "windows-1257";
    case CsvEncoding::ShiftJis:
        return "Shift_JIS";
    case CsvEncoding::Gb18030:
        return "GB18030";
    case CsvEncoding::Big5:
        return "Big5";
    case CsvEncoding::EucKr:
        return "EUC-KR";
    }
    Q_UNREACHABLE();
}

CsvEncoding guessedEncoding(QByteArrayView sample, QLocale::Language language)
{
    const auto orWestern = [](CsvEncoding encoding) {
        return isReadable(encoding) ? encoding : CsvEncoding::Windows1252;
    };
    qsizetype high = 0;
    qsizetype beside = 0; // another one
    qsizetype letters = 0; // of Windows-1251 and Windows-1253
    qsizetype mixed = 0; // beside one of ASCII: of words in Latin letters
    for (qsizetype place = 0; place < sample.size(); ++place) {
        if (isHigh(at(sample, place))) {
            ++high;
            beside += isHigh(at(sample, place + 1)) || isHigh(at(sample, place - 1)) ? 1 : 0;
            letters += at(sample, place) >= 0xC0 ? 1 : 0;
            mixed += isAsciiLetter(at(sample, place + 1)) || isAsciiLetter(at(sample, place - 1)) ? 1 : 0;
        }
    }
    // Western words have single letters that are not ASCII; others are made of them.
    if (high > 0 && beside * 100 >= high * 45) {
        const auto upper = [](uchar byte) { return byte >= 0xA1 && byte != 0xFF; };
        const auto any = [](uchar byte) { return byte >= 0x40 && byte != 0x7F && byte != 0xFF; };
        if (pairsOf(sample, 0xB0, 0xC8, upper).convince(90)) { // hangul
            return orWestern(CsvEncoding::EucKr);
        }
        if (pairsOf(sample, 0xB0, 0xD7, upper).convince(70)) { // the common characters of GB 2312
            return orWestern(CsvEncoding::Gb18030);
        }
        if (letters * 10 >= high * 9 && mixed * 10 < high) {
            return orWestern(language == QLocale::Greek ? CsvEncoding::Windows1253 : CsvEncoding::Windows1251);
        }
        if (isShiftJis(sample)) {
            return orWestern(CsvEncoding::ShiftJis);
        }
        if (pairsOf(sample, 0xA4, 0xC6, any).convince(70)) {
            return orWestern(CsvEncoding::Big5);
        }
    }
    switch (language) {
    case QLocale::Polish:
    case QLocale::Czech:
    case QLocale::Slovak:
    case QLocale::Hungarian:
    case QLocale::Slovenian:
    case QLocale::Croatian:
    case QLocale::Bosnian:
    case QLocale::Romanian:
    case QLocale::Albanian:
        return orWestern(CsvEncoding::Windows1250);
    case QLocale::Turkish:
    case QLocale::Azerbaijani:
        return orWestern(CsvEncoding::Windows1254);
    case QLocale::Lithuanian:
    case QLocale::Latvian:
    case QLocale::Estonian:
        return orWestern(CsvEncoding::Windows1257);
    default:
        return hasSignsInWords(sample) ? orWestern(CsvEncoding::Windows1250) : CsvEncoding::Windows1252;
    }
}

} // namespace AlwaysLeads
