#pragma once

#include "spreadsheet/RowSource.h"

#include <QCoreApplication>
#include <QTemporaryFile>

#include <memory>

namespace AlwaysLeads {

/// The rows of one sheet of a workbook in a temporary file that only this person can read and that goes with the
/// object: a sheet can only be read from its beginning, but a preview wants its pages in any order.
class RowFile
{
    Q_DECLARE_TR_FUNCTIONS(RowFile)
public:
    static Result<std::unique_ptr<RowFile>> create();

    /// The next row; `number` leaves blank ones before it where it is more than one further.
    Result<> append(qint64 number, const QStringList &cells);
    Result<> finish();

    /// A reader of its own for who asks, on any thread; the RowFile outlives it.
    Result<std::unique_ptr<RowSource>> rows() const;

    QString sheet; ///< its name
    QStringList sheets; ///< all that the workbook shows

private:
    RowFile() = default;
    Result<> write(const QByteArray &bytes);

    QTemporaryFile m_file;
    QByteArray m_pending;
    qint64 m_size = 0;
    qint64 m_number = 0;
};

} // namespace AlwaysLeads
