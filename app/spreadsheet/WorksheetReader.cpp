#include "spreadsheet/WorksheetReader.h"

#include <QDateTime>

namespace AlwaysLeads {

namespace {

// What the format itself allows.
constexpr qint64 lastRow = 1'048'576;
constexpr qsizetype lastColumn = 16'384;

/// "AB12": 27. -1 when it is no place of a cell.
qsizetype columnOf(QStringView place)
{
    qsizetype column = 0;
    for (const QChar character : place) {
        if (character >= u'A' && character <= u'Z') {
            column = column * 26 + (character.unicode() - u'A' + 1);
        } else {
            return column > 0 && character.isDigit() ? column - 1 : -1;
        }
        if (column > lastColumn) {
            return -1;
        }
    }
    return -1;
}

} // namespace

WorksheetReader::WorksheetReader(const SharedStrings &texts, const QList<NumberFormat> &formats, DateSystem dates)
    : m_texts(texts)
    , m_formats(formats)
    , m_dates(dates)
{
}

Result<> WorksheetReader::read(XmlPart &part, RowFile &rows)
{
    bool inCell = false;
    bool collects = false;
    bool inReading = false;
    while (part.next()) {
        Result<> fine;
        if (part.isText()) {
            if (collects && !inReading) {
                m_value += part.text();
            }
        } else if (part.starts(u"row")) {
            fine = startRow(part);
        } else if (part.starts(u"c")) {
            fine = startCell(part);
            inCell = true;
        } else if (inCell && (part.starts(u"v") || part.starts(u"t"))) {
            collects = true;
        } else if (part.ends(u"v") || part.ends(u"t")) {
            collects = false;
        } else if (part.starts(u"rPh") || part.ends(u"rPh")) {
            inReading = part.starts(u"rPh");
        } else if (part.ends(u"c")) {
            fine = endCell();
            inCell = false;
        } else if (part.ends(u"row")) {
            fine = rows.append(m_row, m_cells);
        } else if (part.ends(u"sheetData")) {
            return {}; // behind it stand links, pictures and the like
        }
        if (!fine) {
            return fine;
        }
    }
    return part.outcome();
}

Result<> WorksheetReader::startRow(const XmlPart &part)
{
    const QString number = part.attribute(u"r");
    bool ok = true;
    const qint64 row = number.isEmpty() ? m_row + 1 : number.toLongLong(&ok);
    if (!ok || row <= m_row || row > lastRow) {
        return failure(ErrorKind::Invalid,
                       tr("The workbook is damaged: row %1 does not follow row %2. Open it in the program that made it "
                          "and save it again as .xlsx.")
                           .arg(number.left(20), QString::number(m_row)));
    }
    m_row = row;
    m_column = -1;
    m_cells.clear();
    return {};
}

Result<> WorksheetReader::startCell(const XmlPart &part)
{
    const QString place = part.attribute(u"r");
    const qsizetype column = place.isEmpty() ? m_column + 1 : columnOf(place);
    if (column < 0 || column >= lastColumn) {
        return failure(ErrorKind::Invalid,
                       tr("The workbook is damaged: there can be no cell \"%1\" in row %2. Open it in the program that "
                          "made it and save it again as .xlsx.")
                           .arg(place.left(20), QString::number(m_row)));
    }
    m_column = column;
    m_type = part.attribute(u"t");
    m_format = part.attribute(u"s").toInt();
    m_value.clear();
    return {};
}

Result<> WorksheetReader::endCell()
{
    if (m_value.isEmpty()) {
        return {};
    }
    if (m_type == QLatin1String("s")) {
        const std::optional<QString> text = m_texts.at(m_value.trimmed().toLongLong());
        if (!text) {
            return failure(
                ErrorKind::Invalid,
                tr("The workbook is damaged: a cell in row %1 names a text that is not there. Open it in the "
                   "program that made it and save it again as .xlsx.")
                    .arg(m_row));
        }
        m_value = *text;
    } else {
        m_value = shownCell();
    }
    if (m_value.isEmpty()) {
        return {};
    }
    while (m_cells.size() <= m_column) {
        m_cells.append(QString());
    }
    m_cells[m_column] = m_value;
    return {};
}

QString WorksheetReader::shownCell() const
{
    if (m_type == QLatin1String("b")) {
        return m_value.trimmed() == QLatin1String("1") ? QStringLiteral("TRUE") : QStringLiteral("FALSE");
    }
    if (m_type == QLatin1String("str") || m_type == QLatin1String("inlineStr")) {
        return withoutEscapes(m_value);
    }
    if (m_type == QLatin1String("e")) {
        return m_value;
    }
    if (m_type == QLatin1String("d")) {
        const QDateTime time = QDateTime::fromString(m_value.trimmed(), Qt::ISODate);
        return !time.isValid()           ? m_value
            : time.time() == QTime(0, 0) ? time.date().toString(Qt::ISODate)
                                         : time.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    }
    return shownNumber(m_value, m_formats.value(m_format), m_dates);
}

} // namespace AlwaysLeads
