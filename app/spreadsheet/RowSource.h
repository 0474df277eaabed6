#pragma once

#include "base/Result.h"

#include <QStringList>

#include <optional>

namespace AlwaysLeads {

/// One row of a file.
struct SheetRow
{
    qint64 number = 0; ///< as a spreadsheet counts them: the first is 1, blank ones count
    qint64 offset = 0; ///< of its first byte, to seek() back to; -1 where one can only count
    QStringList cells;
    std::optional<QString> fault; ///< why it cannot be used: a NUL byte, a character that does not fit the encoding

    /// No cell holds anything.
    bool isBlank() const;
};

/// Rows that are read one after the other, whatever file they stand in. It holds no more than one row of them.
class RowSource
{
public:
    virtual ~RowSource() = default;
    RowSource() = default;
    RowSource(const RowSource &) = delete;
    RowSource &operator=(const RowSource &) = delete;

    /// False at the end. Invalid: the file cannot be read as rows any further. Storage: it cannot be read.
    virtual Result<bool> read(SheetRow &row) = 0;
    /// Goes on at a row that was read before (its number and offset).
    virtual Result<> seek(qint64 number, qint64 offset) = 0;
    /// Bytes that were read so far and those of the whole, for progress.
    virtual qint64 bytesRead() const = 0;
    virtual qint64 size() const = 0;
};

} // namespace AlwaysLeads
