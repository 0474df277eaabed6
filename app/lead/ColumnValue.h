#pragma once

#include "lead/Lead.h"
#include "spreadsheet/CsvReader.h"

namespace AlwaysLeads {

/// Values of a file's column for a field of one's own: a file is written in another language than the person's, and
/// its separator tells how it writes numbers.
class ColumnValue
{
public:
    /// The value as fields of this kind keep it (12.5, 2026-11-25, yes), or as it stands where it does not fit.
    static QString canonical(FieldKind kind, const QString &value, const CsvFormat &format);
    /// Whether it can be kept so; a choice may be a new one.
    static bool fits(FieldKind kind, const QString &value, const CsvFormat &format);
    /// Whether a column of such values is of this kind: stricter than what can be read, a postal code is no number.
    static bool looksLike(FieldKind kind, const QString &value, const CsvFormat &format);
};

} // namespace AlwaysLeads
