#include "optout/OptOutList.h"

#include "lead/LeadExport.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int rowsToLookAt = 200;
constexpr int sampleRows = 8;
constexpr int mostColumns = 200;
constexpr qsizetype longestShown = 200;
constexpr qsizetype longestCell = 2000;

QString cellAt(const SheetRow &row, int column)
{
    if (column >= row.cells.size()) {
        return {};
    }
    // What our own export guarded against spreadsheets.
    return withoutFormulaGuard(row.cells.at(column).left(longestCell + 1)).trimmed();
}

/// "Email" over a column of addresses is no address, and no mistake either.
bool isName(const QString &cell)
{
    return !cell.contains(QLatin1Char('@')) && !cell.contains(QLatin1Char('*')) && !cell.contains(QLatin1Char('.'));
}

} // namespace

Result<std::unique_ptr<CsvReader>> OptOutList::reader(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, tr("The file cannot be read: %1").arg(file->errorString()), path);
    }
    Result<CsvFormat> format = CsvReader::detect(*file);
    if (!format) {
        return failureOf(std::move(format));
    }
    if (!file->seek(0)) {
        return failure(ErrorKind::Storage, tr("The file cannot be read: %1").arg(file->errorString()), path);
    }
    return std::make_unique<CsvReader>(std::move(file), *format);
}

Result<OptOutListLook> OptOutList::look(const QString &path)
{
    Result<std::unique_ptr<CsvReader>> rows = reader(path);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    OptOutListLook look;
    std::vector<qint64> filled;
    std::vector<qint64> usable;
    SheetRow row;
    QStringList first;
    for (int count = 0; count < rowsToLookAt;) {
        Result<bool> more = (*rows)->read(row);
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more) {
            break;
        }
        if (row.isBlank() || row.fault) {
            continue;
        }
        row.cells = row.cells.mid(0, mostColumns);
        if (count++ == 0) {
            first = row.cells;
        }
        const size_t columns = size_t(row.cells.size());
        filled.resize(std::max(filled.size(), columns));
        usable.resize(filled.size());
        for (int column = 0; column < int(columns); ++column) {
            const QString cell = cellAt(row, column);
            filled[size_t(column)] += cell.isEmpty() ? 0 : 1;
            usable[size_t(column)] += !cell.isEmpty() && SuppressionSubject::parse(cell) ? 1 : 0;
        }
        if (look.sample.size() < sampleRows) {
            look.sample.append(row.cells);
        }
    }
    if (filled.empty()) {
        return failure(ErrorKind::Invalid, tr("There is nothing in this file."), path);
    }
    look.column = int(std::ranges::max_element(usable) - usable.begin());
    look.rows = filled[size_t(look.column)];
    look.usable = usable[size_t(look.column)];
    const bool hasNames = isName(first.value(look.column).trimmed());
    for (int column = 0; column < int(filled.size()); ++column) {
        const QString name = hasNames ? first.value(column).simplified().left(60) : QString();
        look.columns << (name.isEmpty() ? tr("Column %1").arg(column + 1) : name);
    }
    if (hasNames) {
        look.sample.removeFirst();
        look.rows -= first.value(look.column).trimmed().isEmpty() ? 0 : 1;
    }
    return look;
}

Result<std::unique_ptr<OptOutList>> OptOutList::open(const QString &path, int column)
{
    if (column < 0 || column >= mostColumns) {
        return failure(ErrorKind::Invalid, tr("There is no such column in the file."));
    }
    Result<std::unique_ptr<CsvReader>> rows = reader(path);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::unique_ptr<OptOutList> list(new OptOutList);
    list->m_reader = std::move(*rows);
    list->m_column = column;
    return list;
}

Result<std::vector<OptOutListLine>> OptOutList::next(int count)
{
    std::vector<OptOutListLine> lines;
    SheetRow row;
    while (lines.size() < size_t(count)) {
        Result<bool> more = m_reader->read(row);
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more) {
            break;
        }
        if (row.number > mostRows) {
            return failure(ErrorKind::Invalid, tr("The file has more than %L1 rows.").arg(mostRows));
        }
        if (row.fault) {
            lines.push_back({row.number, {}, failure(ErrorKind::Invalid, *row.fault)});
            continue;
        }
        const QString cell = cellAt(row, m_column);
        if (cell.isEmpty() || (row.number == 1 && isName(cell))) {
            continue;
        }
        lines.push_back({row.number, cell.left(longestShown), SuppressionSubject::parse(cell)});
    }
    return lines;
}

} // namespace AlwaysLeads
