#include "spreadsheet/WorkbookWriter.h"

#include <QDateTime>
#include <QDir>
#include <QSaveFile>

#include <xlsxwriter.h>

#include <cmath>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestText = 32'767; // what a cell of this format can hold
constexpr double columnWidth = 20;
constexpr double shownInFull = 1e11; // as spreadsheets show numbers that have no format
constexpr qint64 copiedAtOnce = 1024 * 1024;

/// As the file can hold it: XML knows no U+FFFE, and half a pair of surrogates is no character.
QByteArray textOf(const QString &text)
{
    QString plain = text.size() > longestText ? text.left(longestText - 1) + QChar(0x2026) : text;
    plain.replace(QChar(0xFFFE), QChar(QChar::ReplacementCharacter));
    plain.replace(QChar(0xFFFF), QChar(QChar::ReplacementCharacter));
    return plain.toUtf8();
}

lxw_datetime momentOf(const QDateTime &time)
{
    const QDate day = time.date();
    const QTime clock = time.time();
    return {day.year(), day.month(), day.day(), clock.hour(), clock.minute(), double(clock.second())};
}

} // namespace

struct WorkbookWriter::Book
{
    lxw_workbook *workbook = nullptr;
    lxw_worksheet *sheet = nullptr;
    lxw_format *name = nullptr;
    lxw_format *day = nullptr;
    lxw_format *moment = nullptr;
    lxw_format *wholeNumber = nullptr;

    /// Ends the file; the library frees all it had.
    lxw_error close() { return workbook_close(std::exchange(workbook, nullptr)); }
};

WorkbookWriter::WorkbookWriter() = default;

WorkbookWriter::~WorkbookWriter()
{
    if (m_book && m_book->workbook != nullptr) {
        m_book->close();
    }
}

Result<std::unique_ptr<WorkbookWriter>> WorkbookWriter::create(const QString &sheet, const QStringList &names)
{
    std::unique_ptr<WorkbookWriter> writer(new WorkbookWriter);
    writer->m_file.setFileTemplate(QDir::tempPath() + QStringLiteral("/alwaysleads-export.xlsx"));
    if (!writer->m_file.open()) {
        return failure(ErrorKind::Storage,
                       tr("There is no room for temporary files, so the workbook cannot be written: %1")
                           .arg(writer->m_file.errorString()));
    }
    QByteArray folder = QFile::encodeName(QDir::tempPath());
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE;
    options.tmpdir = folder.data();
    auto book = std::make_unique<Book>();
    book->workbook = workbook_new_opt(QFile::encodeName(writer->m_file.fileName()).constData(), &options);
    if (book->workbook == nullptr) {
        return failure(ErrorKind::Storage, tr("The workbook cannot be written: there is not enough memory."));
    }
    // A name of a sheet has 31 characters at most and none of these.
    QString title = sheet.left(31);
    for (const char letter : {'[', ']', ':', '*', '?', '/', '\\'}) {
        title.remove(QLatin1Char(letter));
    }
    book->sheet = workbook_add_worksheet(book->workbook, title.toUtf8().constData());
    if (book->sheet == nullptr) {
        book->sheet = workbook_add_worksheet(book->workbook, nullptr);
    }
    book->name = workbook_add_format(book->workbook);
    format_set_bold(book->name);
    book->day = workbook_add_format(book->workbook);
    format_set_num_format(book->day, "yyyy-mm-dd");
    book->moment = workbook_add_format(book->workbook);
    format_set_num_format(book->moment, "yyyy-mm-dd hh:mm");
    book->wholeNumber = workbook_add_format(book->workbook);
    format_set_num_format(book->wholeNumber, "0");
    worksheet_freeze_panes(book->sheet, 1, 0);
    if (!names.isEmpty()) {
        worksheet_set_column(book->sheet, 0, lxw_col_t(names.size() - 1), columnWidth, nullptr);
    }
    for (qsizetype column = 0; column < names.size(); ++column) {
        worksheet_write_string(book->sheet, 0, lxw_col_t(column), textOf(names.at(column)).constData(), book->name);
    }
    writer->m_book = std::move(book);
    writer->m_row = 1;
    return writer;
}

Result<> WorkbookWriter::append(const QVariantList &cells)
{
    if (m_row >= mostRows) {
        return failure(ErrorKind::Invalid,
                       tr("A workbook holds at most 1,048,576 rows. Export as .csv, which has no limit."));
    }
    const auto row = lxw_row_t(m_row++);
    lxw_error problem = LXW_NO_ERROR;
    for (qsizetype place = 0; place < cells.size() && problem == LXW_NO_ERROR; ++place) {
        const QVariant &cell = cells.at(place);
        const auto column = lxw_col_t(place);
        switch (cell.typeId()) {
        case QMetaType::UnknownType:
            break;
        case QMetaType::Int:
        case QMetaType::LongLong:
        case QMetaType::Double: {
            const double number = cell.toDouble();
            // Without a format spreadsheets show 120000000000 as 1.2E+11.
            const bool isLong = std::abs(number) >= shownInFull && number == std::trunc(number);
            problem =
                worksheet_write_number(m_book->sheet, row, column, number, isLong ? m_book->wholeNumber : nullptr);
            break;
        }
        case QMetaType::QDate: {
            lxw_datetime day = momentOf(cell.toDate().startOfDay());
            problem = worksheet_write_datetime(m_book->sheet, row, column, &day, m_book->day);
            break;
        }
        case QMetaType::QDateTime: {
            lxw_datetime moment = momentOf(cell.toDateTime().toLocalTime());
            problem = worksheet_write_datetime(m_book->sheet, row, column, &moment, m_book->moment);
            break;
        }
        default:
            if (const QByteArray text = textOf(cell.toString()); !text.isEmpty()) {
                problem = worksheet_write_string(m_book->sheet, row, column, text.constData(), nullptr);
            }
        }
    }
    if (problem != LXW_NO_ERROR) {
        return failure(ErrorKind::Storage, tr("The workbook cannot be written."),
                       QString::fromUtf8(lxw_strerror(problem)));
    }
    return {};
}

Result<> WorkbookWriter::saveAs(const QString &path)
{
    if (const lxw_error problem = m_book->close(); problem != LXW_NO_ERROR) {
        return failure(ErrorKind::Storage,
                       tr("The workbook cannot be written. Look whether the disk is full and try again."),
                       QString::fromUtf8(lxw_strerror(problem)));
    }
    QFile made(m_file.fileName()); // the library wrote by the name
    QSaveFile target(path);
    bool fine = made.open(QIODevice::ReadOnly) && target.open(QIODevice::WriteOnly);
    while (fine && !made.atEnd()) {
        const QByteArray bytes = made.read(copiedAtOnce);
        fine = !bytes.isEmpty() && target.write(bytes) == bytes.size();
    }
    if (!fine || !target.commit()) {
        return failure(ErrorKind::Storage, tr("The file cannot be written: %1").arg(target.errorString()), path);
    }
    return {};
}

} // namespace AlwaysLeads
