#pragma once

#include "spreadsheet/NumberFormat.h"
#include "spreadsheet/RowFile.h"
#include "spreadsheet/SharedStrings.h"

#include <QList>

namespace AlwaysLeads {

/// Reads one sheet of a workbook from its beginning to its end, cell by cell, into a RowFile.
class WorksheetReader
{
    Q_DECLARE_TR_FUNCTIONS(Workbook)
public:
    /// `formats` are those of the workbook's cells by number. All outlive the reader.
    WorksheetReader(const SharedStrings &texts, const QList<NumberFormat> &formats, DateSystem dates);

    Result<> read(XmlPart &part, RowFile &rows);

private:
    Result<> startRow(const XmlPart &part);
    Result<> startCell(const XmlPart &part);
    Result<> endCell();
    QString shownCell() const;

    const SharedStrings &m_texts;
    const QList<NumberFormat> &m_formats;
    const DateSystem m_dates;

    qint64 m_row = 0;
    qsizetype m_column = -1;
    QStringList m_cells;
    QString m_type;
    int m_format = 0;
    QString m_value; ///< what stands in <v>, or in the texts of <is>
};

} // namespace AlwaysLeads
