#include "lead/ImportCandidate.h"
#include "lead/ImportPages.h"

#include "lead/CustomFieldStore.h"
#include "spreadsheet/Workbook.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct LookText
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
};

constexpr int sampleRows = 50;
constexpr qsizetype mostSheets = 20; // that are looked into for people
constexpr qsizetype shownCharacters = 500; // of a cell: one may hold megabytes

/// The width that at least half of the rows have, empty cells at the end left out.
qsizetype commonWidth(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        qsizetype width = row.size();
        while (width > 0 && row.at(width - 1).trimmed().isEmpty()) {
            --width;
        }
        widths << width;
    }
    std::ranges::sort(widths);
    return widths.isEmpty() ? 0 : widths.at((widths.size() - 1) / 2);
}

Result<QList<QStringList>> firstRows(const ImportPlan &plan)
{
    Result<std::unique_ptr<RowSource>> source = openRows(plan);
    if (!source) {
        return failureOf(std::move(source));
    }
    QList<QStringList> rows;
    SheetRow row;
    while (rows.size() < sampleRows + 1) {
        Result<bool> more = (*source)->read(row);
        if (!more && rows.isEmpty()) {
            return failureOf(std::move(more)); // later ones are told by the preview
        }
        if (!more || !*more) {
            break;
        }
        if (!row.isBlank()) {
            rows << row.cells;
        }
    }
    return rows;
}

/// A column of addresses, or of names beside another one.
bool looksLikePeople(ImportPlan plan, const std::shared_ptr<const RowFile> &sheet)
{
    plan.rows = sheet;
    plan.sheet = sheet->sheet;
    Result<QList<QStringList>> rows = firstRows(plan);
    if (!rows || rows->size() < 2) {
        return false;
    }
    const QList<QStringList> all = *rows;
    const QList<ColumnChoice> columns = ColumnGuess::guess(all.first(), all.mid(1));
    const auto leadsTo = [&](ColumnTarget target) {
        return std::ranges::find(columns, target, &ColumnChoice::target) != columns.cend();
    };
    return leadsTo(ColumnTarget::Email)
        || (columns.size() > 1
            && (leadsTo(ColumnTarget::Name) || leadsTo(ColumnTarget::FirstName) || leadsTo(ColumnTarget::LastName)));
}

/// Finds out what kind of file it is and makes its rows readable.
Result<> prepare(ImportPlan &plan, bool detect, const std::stop_token &stop)
{
    if (!plan.file.isEmpty()) {
        Result<TableKind> kind = tableKindOf(plan.file);
        if (!kind) {
            return failureOf(std::move(kind));
        }
        if (*kind == TableKind::Workbook) {
            if (!detect && plan.rows && plan.rows->sheet == plan.sheet) {
                return {};
            }
            Result<std::unique_ptr<Workbook>> workbook = Workbook::open(plan.file, stop);
            if (!workbook) {
                return failureOf(std::move(workbook));
            }
            Result<std::shared_ptr<const RowFile>> rows = (*workbook)->rows(plan.sheet, stop);
            if (!rows) {
                return failureOf(std::move(rows));
            }
            if (detect && !looksLikePeople(plan, *rows)) { // a cover, a page of notes: people stand further on
                const QStringList sheets = (*workbook)->sheets();
                for (const QString &name : sheets.mid(1, mostSheets)) {
                    Result<std::shared_ptr<const RowFile>> other = (*workbook)->rows(name, stop);
                    if (other && looksLikePeople(plan, *other)) {
                        rows = other;
                        break;
                    }
                }
            }
            plan.rows = *rows;
            plan.sheet = plan.rows->sheet;
            plan.format.encoding = CsvEncoding::Utf8;
            plan.format.delimiter = ',';
            return {};
        }
    }
    plan.rows.reset();
    if (!detect) {
        return {};
    }
    Result<std::unique_ptr<QIODevice>> device = openDevice(plan);
    if (!device) {
        return failureOf(std::move(device));
    }
    if ((*device)->size() == 0) {
        return failure(ErrorKind::Invalid,
                       plan.file.isEmpty()
                           ? LookText::tr("Nothing was copied.")
                           : LookText::tr("The file is empty. If it should not be, save it once more in the "
                                          "program it comes from."));
    }
    Result<CsvFormat> format = CsvReader::detect(**device);
    if (!format) {
        return failureOf(std::move(format));
    }
    plan.format = *format;
    return {};
}

/// A column that a field of one's own is named after goes there, and keeps to what that field holds.
void settleFields(ImportPlan &plan, const QStringList &names, const QList<QStringList> &rows,
                  const QList<CustomField> &fields)
{
    for (qsizetype column = 0; column < plan.columns.size(); ++column) {
        ColumnChoice &choice = plan.columns[column];
        const QString name = cleanLine(names.value(column).left(shownCharacters));
        const QString key = CustomFieldStore::keyOf(choice.target == ColumnTarget::Custom ? choice.label : name);
        const auto known = std::ranges::find(fields, key, &CustomField::key);
        const bool free = choice.target == ColumnTarget::Custom || choice.target == ColumnTarget::DoNotImport;
        if (free && !key.isEmpty() && known != fields.cend()) {
            choice = {ColumnTarget::Custom, known->label, known->kind};
        } else if (choice.target == ColumnTarget::Custom) {
            choice.kind = ColumnGuess::kindOf(rows, column, plan.format);
        }
    }
}

qint64 bytesOf(const ImportPlan &plan)
{
    Result<std::unique_ptr<QIODevice>> device = openDevice(plan);
    return device ? (*device)->size() : 0;
}

} // namespace

Result<ImportLook> lookAt(Connection &connection, ImportPlan plan, bool detect, std::stop_token stop)
{
    plan.stamp = stampOf(plan); // before anything is read: what changes from now on is noticed
    if (Result<> prepared = prepare(plan, detect, stop); !prepared) {
        return failureOf(std::move(prepared));
    }
    Result<QList<QStringList>> first = firstRows(plan);
    if (!first) {
        return failureOf(std::move(first));
    }
    Result<QList<CustomField>> fields = CustomFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    QList<QStringList> rows = *first;
    if (detect) {
        plan.format.firstRowIsNames = ColumnGuess::firstRowIsNames(rows);
    }
    QStringList names;
    if (plan.format.firstRowIsNames && !rows.isEmpty()) {
        names = rows.takeFirst();
        while (!names.isEmpty() && names.last().trimmed().isEmpty()) {
            names.removeLast();
        }
        while (names.size() < commonWidth(rows)) {
            names << QString(); // the person who made the file forgot a name
        }
    }
    plan.columns = ColumnGuess::guess(names, rows);
    plan.decisions.clear(); // rows and columns may be others now
    plan.corrections.clear();
    plan.leftOut.clear();
    plan.apart.clear();
    settleFields(plan, names, rows, *fields);
    ImportLook look;
    look.size = bytesOf(plan);
    look.fields = *fields;
    look.sheets = plan.rows ? plan.rows->sheets : QStringList();
    for (qsizetype column = 0; column < plan.columns.size(); ++column) {
        ImportLook::Column shown;
        shown.name = cleanLine(names.value(column).left(shownCharacters));
        if (shown.name.isEmpty()) {
            shown.name = LookText::tr("Column %1").arg(column + 1);
        }
        shown.kind = ColumnGuess::kindOf(rows, column, plan.format);
        for (const QStringList &cells : rows) {
            shown.sample = cleanLine(cells.value(column).left(shownCharacters));
            if (!shown.sample.isEmpty()) {
                break;
            }
        }
        look.columns << shown;
    }
    look.plan = plan;
    return look;
}

} // namespace AlwaysLeads
