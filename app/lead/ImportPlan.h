#pragma once

#include "lead/ColumnGuess.h"

#include <memory>

namespace AlwaysLeads {

struct Import;
using ImportId = Id<Import>;

/// What shall be imported and how. LeadImport::look() makes the first one, the person changes it.
struct ImportPlan
{
    QString file;
    QByteArray pasted; ///< instead of a file, when `file` is empty
    CsvFormat format;
    QList<ColumnChoice> columns;
    QStringList tags; ///< for every imported person

    bool operator==(const ImportPlan &) const = default;
};

/// What a first look into a file shows.
struct ImportLook
{
    struct Column
    {
        QString name; ///< "Column 3" where the file has no names
        QString sample; ///< its first value
    };
    ImportPlan plan; ///< with the guessed columns
    QList<Column> columns;
    qint64 size = 0; ///< bytes
};

enum class ImportFate : quint8 { New, Merge, Refused };

struct FieldChange
{
    QString label; ///< "Title"
    QString before; ///< empty for a gap that is filled
    QString after;

    bool operator==(const FieldChange &) const = default;
};

/// One row of the file and what will happen to it.
struct ImportPreviewRow
{
    enum class Remark { None, SamePerson, NoCompany, NoEmail, Restored };

    qint64 number = 0; ///< as a spreadsheet counts
    QStringList cells;
    QString name;
    QString email; ///< as read, also when it is not one
    QString company;
    ImportFate fate = ImportFate::New;
    Remark remark = Remark::None;
    QString sentence; ///< "New", "Merges, adds title", "Two @ signs in the address", "Same person as row 214"
    LeadId existing; ///< whom it merges with; null: new, refused, or a row above
    QList<FieldChange> changes; ///< of a merge
    ColumnTarget faulty = ColumnTarget::DoNotImport; ///< the cell to mark; DoNotImport: none

    bool operator==(const ImportPreviewRow &) const = default;
};

struct ImportCounts
{
    qint64 added = 0;
    qint64 merged = 0;
    qint64 refused = 0;

    qint64 rows() const { return added + merged + refused; }
    bool operator==(const ImportCounts &) const = default;
};

/// Where the rows of a file begin, so that a page of them can be read again. One byte a row and a few a page.
struct ImportIndex;

/// The fate of every row. The rows themselves come by the page: LeadImport::rows().
struct ImportPreview
{
    ImportCounts counts;
    std::shared_ptr<const ImportIndex> index;
};

struct ImportProgress
{
    qint64 rows = 0; ///< done so far
    qint64 bytes = 0; ///< of the file
    qint64 ofBytes = 0;
};

struct ImportReport
{
    ImportId id;
    QString file; ///< its name, without the folder
    ImportCounts counts;
};

struct ImportUndo
{
    qint64 removed = 0; ///< people the import had added
    qint64 restored = 0; ///< people it had merged, as they were before
    qint64 kept = 0; ///< added people who have mails or stand in a campaign, or were edited since
    QString sentence; ///< "Import undone, 1,223 people removed. 2 stay, because …"
};

struct PastImport
{
    ImportId id;
    QString file;
    QDateTime startedAt;
    ImportCounts counts;
    QDateTime undoneAt; ///< invalid: not undone
};

} // namespace AlwaysLeads
