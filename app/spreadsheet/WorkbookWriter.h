#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QTemporaryFile>
#include <QVariant>

#include <memory>

namespace AlwaysLeads {

/// Writes one sheet of rows as an .xlsx file, row after row, in constant memory. A text is always written as a text,
/// whatever it begins with: nothing in it can run.
class WorkbookWriter
{
    Q_DECLARE_TR_FUNCTIONS(WorkbookWriter)
public:
    /// The most rows a sheet can hold, with the names.
    static constexpr qint64 mostRows = 1'048'576;

    static Result<std::unique_ptr<WorkbookWriter>> create(const QString &sheet, const QStringList &names);
    ~WorkbookWriter();

    /// Texts, whole numbers, doubles, QDate and QDateTime (shown in local time); invalid: an empty cell.
    Result<> append(const QVariantList &cells);
    /// Ends the file and puts it at `path` in one step.
    Result<> saveAs(const QString &path);

private:
    struct Book;
    WorkbookWriter();

    QTemporaryFile m_file;
    std::unique_ptr<Book> m_book;
    qint64 m_row = 0;
};

} // namespace AlwaysLeads
