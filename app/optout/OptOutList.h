#pragma once

#include "base/Result.h"
#include "spreadsheet/CsvReader.h"
#include "suppression/SuppressionSubject.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>

#include <memory>
#include <vector>

namespace AlwaysLeads {

/// What a file with a list looks like, before it is taken over.
struct OptOutListLook
{
    QStringList columns; ///< the names of the first row, or "Column 1"
    QList<QStringList> sample; ///< the first rows
    int column = 0; ///< the one that most likely holds the list
    qint64 rows = 0; ///< with something in that column, of the first 200
    qint64 usable = 0; ///< of these
};

/// One cell of the list.
struct OptOutListLine
{
    qint64 row = 0; ///< as a spreadsheet counts them
    QString text; ///< as it stands there, cut to 200 characters
    Result<SuppressionSubject> subject;
};

/// Reads a list of addresses, domains and patterns from a CSV or text file, some rows at a time. The file is outside
/// text: nothing in it is believed, and no more than a chunk of it is held.
class OptOutList
{
    Q_DECLARE_TR_FUNCTIONS(OptOutList)
public:
    static constexpr qint64 mostRows = 2'000'000;

    /// Storage: it cannot be read; Invalid: it is not a file of rows, or empty.
    static Result<OptOutListLook> look(const QString &path);
    /// Invalid: there is no such column.
    static Result<std::unique_ptr<OptOutList>> open(const QString &path, int column);

    /// The next cells that hold something, at most `count`; none at the end. A first row that names its column is left
    /// out.
    Result<std::vector<OptOutListLine>> next(int count);
    qint64 bytesRead() const { return m_reader->bytesRead(); }
    qint64 size() const { return m_reader->size(); }

private:
    OptOutList() = default;
    static Result<std::unique_ptr<CsvReader>> reader(const QString &path);

    std::unique_ptr<CsvReader> m_reader;
    int m_column = 0;
};

} // namespace AlwaysLeads
