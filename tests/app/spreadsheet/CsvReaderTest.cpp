#include "spreadsheet/CsvReader.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct Reading
{
    CsvFormat format;
    QList<SheetRow> rows;
    std::optional<Error> error;

    QList<QStringList> cells() const
    {
        QList<QStringList> list;
        for (const SheetRow &row : rows) {
            list << row.cells;
        }
        return list;
    }
};

Reading readAll(const QByteArray &bytes, std::optional<CsvFormat> format = {})
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    Reading reading;
    if (format) {
        reading.format = *format;
    } else {
        const Result<CsvFormat> detected = CsvReader::detect(buffer);
        if (!detected) {
            reading.error = detected.error();
            return reading;
        }
        reading.format = *detected;
    }
    CsvReader reader(buffer, reading.format);
    SheetRow row;
    while (true) {
        const Result<bool> more = reader.read(row);
        if (!more) {
            reading.error = more.error();
            break;
        }
        if (!*more) {
            break;
        }
        reading.rows << row;
    }
    return reading;
}

QByteArray utf16(const QString &text, QStringConverter::Encoding encoding, bool marked)
{
    QStringEncoder encoder(encoding, marked ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    return encoder(text);
}

const QList<QStringList> people()
{
    return {{QStringLiteral("Name"), QStringLiteral("Firma")},
            {QStringLiteral("Zoë Ångström"), QStringLiteral("Łódź 🚚")}};
}

} // namespace

class CsvReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsTheEncoding_data();
    void tellsTheEncoding();
    void guessesTheEncodingOfItsCountry_data();
    void guessesTheEncodingOfItsCountry();
    void goesByTheLanguageWhereBytesDoNotTell();
    void readsWindows1252Characters();
    void findsTheFirstUmlautHoweverLateItComes();
    void seesACharacterCutOffAtTheEnd();
    void tellsTheDelimiter_data();
    void tellsTheDelimiter();
    void readsQuotesAndLineBreaksInsideCells();
    void readsEveryKindOfLineEnd();
    void keepsMissingAndSurplusCellsAsTheyAre();
    void marksARowWithANulByteAndReadsOn();
    void marksARowThatDoesNotFitTheEncoding();
    void readsACellOfFiveMegabytes();
    void saysInWhichLineAQuoteWasOpenedThatIsNeverClosed();
    void skipsExcelsSeparatorLine();
    void readsAnEmptyFile();
    void readsQuotesAndLineEndsThatFallBetweenTwoChunks();
    void goesOnAtARowThatWasReadBefore_data();
    void goesOnAtARowThatWasReadBefore();
    void survivesRandomBytes();
};

void CsvReaderTest::tellsTheEncoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<CsvEncoding>("encoding");
    const QString text = QStringLiteral("Name;Firma\nZoë Ångström;Łódź 🚚\n");
    QTest::newRow("UTF-8") << text.toUtf8() << CsvEncoding::Utf8;
    QTest::newRow("UTF-8 with a mark") << "\xEF\xBB\xBF" + text.toUtf8() << CsvEncoding::Utf8Marked;
    QTest::newRow("UTF-16LE") << utf16(text, QStringConverter::Utf16LE, true) << CsvEncoding::Utf16LittleEndian;
    QTest::newRow("UTF-16BE") << utf16(text, QStringConverter::Utf16BE, true) << CsvEncoding::Utf16BigEndian;
    QTest::newRow("UTF-16LE, no mark") << utf16(text, QStringConverter::Utf16LE, false)
                                       << CsvEncoding::Utf16LittleEndian;
    QTest::newRow("UTF-16BE, no mark") << utf16(text, QStringConverter::Utf16BE, false) << CsvEncoding::Utf16BigEndian;
}

void CsvReaderTest::tellsTheEncoding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(CsvEncoding, encoding);
    const Reading reading = readAll(bytes);
    QVERIFY(!reading.error);
    QCOMPARE(reading.format.encoding, encoding);
    QCOMPARE(reading.format.delimiter, ';');
    QCOMPARE(reading.cells(), people());
    QVERIFY(!reading.rows.last().fault);
}

void CsvReaderTest::guessesTheEncodingOfItsCountry_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<CsvEncoding>("encoding");
    QTest::addColumn<QString>("cell"); // the first of the second row
    QTest::newRow("Poland") << QByteArray("Imi\xEA;Firma;Miasto\nW\xB3odzimierz \xA3\xB9"
                                          "cki;Ba\xB3tyk;Gda\xF1sk\n")
                            << CsvEncoding::Windows1250 << QStringLiteral("Włodzimierz Łącki");
    QTest::newRow("Russia") << QByteArray(
        "\xC8\xEC\xFF;\xD4\xE8\xF0\xEC\xE0\n\xC8\xE2\xE0\xED \xCF\xE5\xF2\xF0\xEE\xE2;\xC1\xE0\xEB\xF2\n")
                            << CsvEncoding::Windows1251 << QStringLiteral("Иван Петров");
    QTest::newRow("Japan") << QByteArray("\x8E\x81\x96\xBC,\x89\xEF\x8E\xD0,\x83\x81\x81[\x83\x8B\n\x8ER\x8C\xFB "
                                         "\x8Ft\x8D\x81,\x90_\x8C\xCB\x83t\x83H\x83\x8F\x81[\x83"
                                         "f\x83"
                                         "B\x83\x93\x83O,h@k.example\n")
                           << CsvEncoding::ShiftJis << QStringLiteral("山口 春香");
    QTest::newRow("China") << QByteArray("\xD0\xD5\xC3\xFB,\xB9\xAB\xCB\xBE\n\xCD\xF5\xD0\xA1\xC3\xF7,"
                                         "\xC9\xCF\xBA\xA3\xBB\xF5\xD4\xCB\xB9\xAB\xCB\xBE\n")
                           << CsvEncoding::Gb18030 << QStringLiteral("王小明");
    QTest::newRow("Taiwan") << QByteArray("\xA9m\xA6W,\xA4\xBD\xA5q\n\xA4\xFD\xA4p\xA9\xFA,\xBBO\xA5_\xB3"
                                          "f\xB9"
                                          "B\xA6\xB3\xAD\xAD\xA4\xBD\xA5q\n")
                            << CsvEncoding::Big5 << QStringLiteral("王小明");
    QTest::newRow("Korea") << QByteArray(
        "\xC0\xCC\xB8\xA7,\xC8\xB8\xBB\xE7\n\xB1\xE8\xB9\xCE\xBC\xF6,\xBA\xCE\xBB\xEA\xB9\xB0\xB7\xF9\n")
                           << CsvEncoding::EucKr << QStringLiteral("김민수");
    QTest::newRow("Germany") << QByteArray("Name;Ort\nJ\xFCrgen Gro\xDF;K\xF6ln, 5 m\xB3\n") << CsvEncoding::Windows1252
                             << QStringLiteral("Jürgen Groß");
    QTest::newRow("Spain") << QByteArray("Nombre;Nota\nI\xF1igo;\xBFQu\xE9? \xA3"
                                         "5\n")
                           << CsvEncoding::Windows1252 << QStringLiteral("Iñigo");
}

void CsvReaderTest::guessesTheEncodingOfItsCountry()
{
    QFETCH(QByteArray, bytes);
    QFETCH(CsvEncoding, encoding);
    QFETCH(QString, cell);
    if (!allCsvEncodings().contains(encoding)) {
        QSKIP("this Qt has no decoder for it");
    }
    const Reading reading = readAll(bytes);
    QCOMPARE(reading.format.encoding, encoding);
    QCOMPARE(reading.rows.size(), 2);
    QCOMPARE(reading.rows.last().cells.first(), cell);
    QVERIFY(!reading.rows.last().fault);
    QVERIFY(reading.rows.last().cells.size() > 1);
}

void CsvReaderTest::goesByTheLanguageWhereBytesDoNotTell()
{
    const QByteArray czech("P\xF8\xEDjmen\xED;M\xECsto\nDvo\xF8\xE1k;Olomouc\n");
    QCOMPARE(guessedEncoding(czech, QLocale::Czech), CsvEncoding::Windows1250);
    QCOMPARE(guessedEncoding(czech, QLocale::English), CsvEncoding::Windows1252);
    QCOMPARE(guessedEncoding("Ad;\xDDl\nAy\xFE"
                             "e;\xDDzmir\n",
                             QLocale::Turkish),
             CsvEncoding::Windows1254);
    QCOMPARE(guessedEncoding("plain", QLocale::English), CsvEncoding::Windows1252);
}

void CsvReaderTest::readsWindows1252Characters()
{
    const Reading reading = readAll("Name;Preis\nM\xFCller;\x80 5 \x96 \x84gut\x93\n");
    QCOMPARE(reading.format.encoding, CsvEncoding::Windows1252);
    QCOMPARE(reading.cells().last(), (QStringList{QStringLiteral("Müller"), QStringLiteral("€ 5 – „gut“")}));
}

void CsvReaderTest::findsTheFirstUmlautHoweverLateItComes()
{
    QByteArray bytes = "Name,City\n";
    while (bytes.size() < 3'000'000) {
        bytes += "Anna Berg,Oslo\n";
    }
    QCOMPARE(readAll(bytes + "J\xF6rg,Ulm\n").format.encoding, CsvEncoding::Windows1252);
    QCOMPARE(readAll(bytes + "J\xC3\xB6rg,Ulm\n").format.encoding, CsvEncoding::Utf8);
}

void CsvReaderTest::seesACharacterCutOffAtTheEnd()
{
    const Reading reading = readAll("Name,City\nAnna,Orl\xE9");
    QCOMPARE(reading.format.encoding, CsvEncoding::Windows1252);
    QCOMPARE(reading.cells().last().last(), QStringLiteral("Orlé"));
}

void CsvReaderTest::tellsTheDelimiter_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<char>("delimiter");
    QTest::newRow("comma") << QByteArray("Name,Email,City\nA B,a@b.example,\"x;y;z\"\n") << ',';
    QTest::newRow("semicolon, commas in values") << QByteArray("Name;Umsatz\nA, B;1,5\nC, D;2,5\n") << ';';
    QTest::newRow("tab") << QByteArray("Name\tEmail\nBerg, A\ta@b.example\n") << '\t';
    QTest::newRow("bar") << QByteArray("Name|Email|City\nA|a@b.example|x\n") << '|';
    QTest::newRow("delimiters inside quotes do not count")
        << QByteArray("Name;City\n\"a,b,c\nd,e,f\";x\n\"g,h,i\";y\n") << ';';
    QTest::newRow("one column") << QByteArray("Email\na@b.example\nc@d.example\n") << ',';
    QTest::newRow("some rows are short") << QByteArray("a;b;c\n1;2;3\n1\n1;2;3\n") << ';';
}

void CsvReaderTest::tellsTheDelimiter()
{
    QFETCH(QByteArray, bytes);
    QFETCH(char, delimiter);
    QCOMPARE(readAll(bytes).format.delimiter, delimiter);
}

void CsvReaderTest::readsQuotesAndLineBreaksInsideCells()
{
    const Reading reading =
        readAll("Name,Note\n\"Berg, \"\"Anni\"\" A\",\"one\r\ntwo\n\nthree\"\nO\"Hara,\"\"\n\"x\"y,z\n", CsvFormat{});
    QVERIFY(!reading.error);
    QCOMPARE(reading.cells(),
             (QList<QStringList>{{QStringLiteral("Name"), QStringLiteral("Note")},
                                 {QStringLiteral("Berg, \"Anni\" A"), QStringLiteral("one\r\ntwo\n\nthree")},
                                 {QStringLiteral("O\"Hara"), QString()},
                                 {QStringLiteral("xy"), QStringLiteral("z")}}));
    QCOMPARE(reading.rows.last().number, 4);
}

void CsvReaderTest::readsEveryKindOfLineEnd()
{
    const QList<QStringList> expected{{QStringLiteral("a"), QStringLiteral("b")},
                                      {QStringLiteral("c"), QStringLiteral("d")}};
    for (const char *bytes : {"a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d", "a,b\rc,d", "a,b\r\nc,d"}) {
        QCOMPARE(readAll(bytes, CsvFormat{}).cells(), expected);
    }
    const Reading blank = readAll("a\n\n\r\nb\n", CsvFormat{});
    QCOMPARE(blank.rows.size(), 4);
    QVERIFY(blank.rows.at(1).isBlank() && blank.rows.at(2).isBlank());
    QCOMPARE(blank.rows.last().number, 4);
}

void CsvReaderTest::keepsMissingAndSurplusCellsAsTheyAre()
{
    const Reading reading = readAll("a,b,c\n1\n1,2,3,4\n,,\n", CsvFormat{});
    QCOMPARE(reading.rows.at(1).cells.size(), 1);
    QCOMPARE(reading.rows.at(2).cells.size(), 4);
    QCOMPARE(reading.rows.at(3).cells.size(), 3);
    QVERIFY(reading.rows.at(3).isBlank());
}

void CsvReaderTest::marksARowWithANulByteAndReadsOn()
{
    const Reading reading = readAll(QByteArray("a,b\nx\0y,z\nc,d\n", 14), CsvFormat{});
    QCOMPARE(reading.rows.size(), 3);
    QVERIFY(!reading.rows.at(0).fault);
    QVERIFY(reading.rows.at(1).fault);
    QVERIFY(!reading.rows.at(2).fault);
}

void CsvReaderTest::marksARowThatDoesNotFitTheEncoding()
{
    const Reading reading = readAll("a,b\nM\xFCller,x\nc,d\n", CsvFormat{});
    QCOMPARE(reading.rows.size(), 3);
    QVERIFY(reading.rows.at(1).fault);
    QVERIFY(!reading.rows.at(2).fault);
}

void CsvReaderTest::readsACellOfFiveMegabytes()
{
    const QByteArray large(5 * 1024 * 1024, 'x');
    const Reading reading = readAll("a,b\n\"" + large + "\",y\n" + large + ",z\n", CsvFormat{});
    QVERIFY(!reading.error);
    QCOMPARE(reading.rows.at(1).cells.first().size(), large.size());
    QCOMPARE(reading.rows.at(1).cells.last(), QStringLiteral("y"));
    QCOMPARE(reading.rows.at(2).cells.first().size(), large.size());
}

void CsvReaderTest::saysInWhichLineAQuoteWasOpenedThatIsNeverClosed()
{
    const Reading reading = readAll("a,b\n\"two\nlines\",y\nc,\"open\nrest,of\nthe,file\n", CsvFormat{});
    QVERIFY(reading.error);
    QCOMPARE(reading.error->kind, ErrorKind::Invalid);
    QVERIFY2(reading.error->message.contains(QStringLiteral("line 4")), qPrintable(reading.error->message));
    QCOMPARE(reading.rows.size(), 2);
}

void CsvReaderTest::skipsExcelsSeparatorLine()
{
    for (const QByteArray &bytes :
         {QByteArray("sep=;\r\nName;City\r\nA,B;C\r\n"), QByteArray("\xEF\xBB\xBFSEP=;\nName;City\nA,B;C\n"),
          utf16(QStringLiteral("sep=;\nName;City\nA,B;C\n"), QStringConverter::Utf16LE, true)}) {
        const Reading reading = readAll(bytes);
        QCOMPARE(reading.format.delimiter, ';');
        QCOMPARE(reading.cells(),
                 (QList<QStringList>{{QStringLiteral("Name"), QStringLiteral("City")},
                                     {QStringLiteral("A,B"), QStringLiteral("C")}}));
    }
}

void CsvReaderTest::readsAnEmptyFile()
{
    for (const char *bytes : {"", "\xEF\xBB\xBF", "\xFF\xFE", "sep=;"}) {
        const Reading reading = readAll(bytes);
        QVERIFY(!reading.error);
        QCOMPARE(reading.rows.size(), 0);
    }
}

void CsvReaderTest::readsQuotesAndLineEndsThatFallBetweenTwoChunks()
{
    // The chunk is 256 KiB: every place around its end once.
    for (int shift = -6; shift <= 6; ++shift) {
        const QByteArray padding(256 * 1024 + shift - 4, 'p');
        const Reading reading = readAll(padding + ",\"a\"\"b\"\r\nc,\xC3\xBC\r\n", CsvFormat{});
        QVERIFY(!reading.error);
        QCOMPARE(reading.rows.size(), 2);
        QCOMPARE(reading.rows.first().cells.last(), QStringLiteral("a\"b"));
        QCOMPARE(reading.rows.last().cells.last(), QStringLiteral("ü"));
    }
}

void CsvReaderTest::goesOnAtARowThatWasReadBefore_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<CsvEncoding>("encoding");
    QString text;
    for (int row = 0; row < 5000; ++row) {
        text += QStringLiteral("Zoë %1,\"a\n%1 🚚\"\r\n").arg(row);
    }
    QTest::newRow("UTF-8") << "\xEF\xBB\xBF" + text.toUtf8() << CsvEncoding::Utf8Marked;
    QTest::newRow("UTF-16") << utf16(text, QStringConverter::Utf16LE, true) << CsvEncoding::Utf16LittleEndian;
}

void CsvReaderTest::goesOnAtARowThatWasReadBefore()
{
    QFETCH(QByteArray, bytes);
    QFETCH(CsvEncoding, encoding);
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, CsvFormat{encoding, ',', false});
    QList<SheetRow> rows;
    SheetRow row;
    while (*reader.read(row)) {
        rows << row;
    }
    QCOMPARE(rows.size(), 5000);
    for (const qsizetype place : {4999, 0, 1, 2500}) {
        QVERIFY(reader.seek(rows.at(place).number, rows.at(place).offset));
        QVERIFY(*reader.read(row));
        QCOMPARE(row.number, rows.at(place).number);
        QCOMPARE(row.cells, rows.at(place).cells);
    }
}

void CsvReaderTest::survivesRandomBytes()
{
    static constexpr char likely[] = ",;\t|\"\"\r\n\n'=abc@.\xC3\xBC\xFF\xFE\xEF\xBB\xBF\0";
    for (quint32 seed = 1; seed <= 700; ++seed) {
        QRandomGenerator random(seed);
        QByteArray bytes(random.bounded(400), Qt::Uninitialized);
        for (char &byte : bytes) {
            byte = random.bounded(3) == 0 ? char(random.bounded(256)) : likely[random.bounded(int(sizeof likely))];
        }
        const Reading guessed = readAll(bytes);
        QVERIFY(!guessed.error || guessed.error->kind == ErrorKind::Invalid);
        for (const CsvEncoding encoding : allCsvEncodings()) {
            const Reading reading = readAll(bytes, CsvFormat{encoding, ';', false});
            for (qsizetype place = 0; place < reading.rows.size(); ++place) {
                QCOMPARE(reading.rows.at(place).number, place + 1);
                QVERIFY(!reading.rows.at(place).cells.isEmpty());
            }
        }
    }
}

QTEST_GUILESS_MAIN(CsvReaderTest)
#include "CsvReaderTest.moc"
