#pragma once

#include "lead/Lead.h"
#include "spreadsheet/CsvReader.h"

namespace AlwaysLeads {

/// Where the values of a file's column go.
enum class ColumnTarget {
    DoNotImport,
    Name,
    FirstName,
    LastName,
    Email,
    Title,
    Company,
    CompanySize,
    Industry,
    CompanyDomain,
    City,
    Country,
    Phone,
    Website,
    Language,
    Notes,
    Tags, ///< separated by comma or semicolon
    Custom, ///< ColumnChoice::label names the field
};
/// "Company size"
QString shown(ColumnTarget target);
const QList<ColumnTarget> &allColumnTargets();

struct ColumnChoice
{
    ColumnTarget target = ColumnTarget::DoNotImport;
    QString label; ///< for Custom: the field's name
    FieldKind kind = FieldKind::Text; ///< for Custom: what its values are

    bool operator==(const ColumnChoice &) const = default;
};

/// Guesses what the columns of a file hold from their names (English, German, French, Spanish, Italian, Dutch, Danish,
/// Norwegian, Swedish, Polish, Portuguese) and from their first values. A guess is shown and can be changed.
class ColumnGuess
{
public:
    /// `names` is empty when the file has none. One choice per column; no target but Tags, Notes and Custom twice.
    static QList<ColumnChoice> guess(const QStringList &names, const QList<QStringList> &firstRows);
    /// Whether the first row names the columns.
    static bool firstRowIsNames(const QList<QStringList> &firstRows);
    /// The target a column's name stands for in one of the languages; nothing when it is not known.
    static std::optional<ColumnTarget> byName(const QString &name);
    /// What the values of a column of one's own are: all that are there must be of the kind.
    static FieldKind kindOf(const QList<QStringList> &firstRows, qsizetype column, const CsvFormat &format);
};

/// A name in one cell as first and last name: "Sander van der Berg", "Berg, Sander", "John Smith Jr.".
struct SplitName
{
    QString first;
    QString last;

    bool operator==(const SplitName &) const = default;
};
SplitName splitName(const QString &name);

} // namespace AlwaysLeads
