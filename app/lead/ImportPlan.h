#pragma once

#include "lead/ColumnGuess.h"
#include "lead/SourceStore.h"
#include "spreadsheet/RowFile.h"

#include <QMap>
#include <QSet>

#include <memory>
#include <optional>

namespace AlwaysLeads {

/// What a row does to a person there is already.
enum class DuplicateRule : quint8 {
    FillGaps, ///< only what was empty
    Overwrite, ///< the file wins wherever it says something
    Keep, ///< nothing
};
/// "Fill gaps"
QString shown(DuplicateRule rule);
QString toWord(DuplicateRule rule);

/// Whose value a merge keeps.
enum class Winner : quint8 { Yours, File };

/// How a file stood on the disk when it was looked at.
struct FileStamp
{
    qint64 size = 0;
    qint64 modifiedAt = 0; ///< milliseconds

    bool operator==(const FileStamp &) const = default;
};

/// What shall be imported and how. LeadImport::look() makes the first one, the person changes it.
struct ImportPlan
{
    QString file;
    std::optional<FileStamp> stamp; ///< a file that differs now is not read: its rows are not those that were checked
    QByteArray pasted; ///< instead of a file, when `file` is empty
    QString sheet; ///< of a workbook
    std::shared_ptr<const RowFile> rows; ///< of that sheet, read once; null: the file or the text is read as it is
    CsvFormat format;
    QList<ColumnChoice> columns;
    QStringList tags; ///< for every imported person
    DuplicateRule duplicates = DuplicateRule::FillGaps;
    bool checkAddresses = false; ///< the domains of the addresses are looked up afterwards (AddressChecks)
    /// What the person chose field by field: by the row's number and the field's name (FieldDifference::field).
    QMap<qint64, QMap<QString, Winner>> decisions;
    /// What the person typed in place of a cell: by the row's number and the column, from 0.
    QMap<qint64, QMap<qsizetype, QString>> corrections;
    /// The numbers of rows that are nobody else, whatever their name and company: only their address tells who they
    /// are.
    QSet<qint64> apart;
    /// The numbers of rows that the person leaves out: they are refused with that reason.
    QSet<qint64> leftOut;

    bool operator==(const ImportPlan &) const = default;
};

/// What a first look into a file shows.
struct ImportLook
{
    struct Column
    {
        QString name; ///< "Column 3" where the file has no names
        QString sample; ///< its first value
        FieldKind kind = FieldKind::Text; ///< of a new field for it
    };
    ImportPlan plan; ///< with the guessed columns
    QList<Column> columns;
    QStringList sheets; ///< of a workbook; empty: a file of text
    QList<CustomField> fields; ///< that there are already: further targets
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

/// A field in which a row and the person there is differ.
struct FieldDifference
{
    QString field; ///< its name, for ImportPlan::decisions
    QString label; ///< "Title"
    QString yours; ///< empty: a gap
    QString files;
    Winner winner = Winner::Yours;

    bool operator==(const FieldDifference &) const = default;
};

/// One row of the file and what will happen to it.
struct ImportPreviewRow
{
    enum class Remark {
        None,
        SamePerson,
        NoCompany,
        NoEmail,
        Restored,
        OtherAddress,
        SaidNo,
        LeftOut,
        Apart,
        Unreadable
    };
    /// What a person can do about the row.
    enum class Help { None, Compare, Choose, Fix, Why, TakeIn, Join };

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
    QList<FieldDifference> differences; ///< of a merge: also those in which yours wins
    ColumnTarget faulty = ColumnTarget::DoNotImport; ///< the cell to mark; DoNotImport: none
    std::optional<qint64> sameAs; ///< the number of a row above that is the same person

    Help help() const;
    /// It is taken for somebody by name and company: the person may say that these are two.
    bool canBeApart(const QList<FieldDifference> &between) const;
    bool operator==(const ImportPreviewRow &) const = default;
};

struct ImportCounts
{
    qint64 added = 0;
    qint64 merged = 0;
    qint64 refused = 0;

    qint64 rows() const { return added + merged + refused; }
    /// Of more, what an undo takes away would be too much to keep for a redo.
    static constexpr qint64 mostToDoAgain = 100'000;
    bool canBeDoneAgain() const { return added + merged <= mostToDoAgain; }
    bool operator==(const ImportCounts &) const = default;
};

/// Where the rows of a file begin, so that a page of them can be read again. One byte a row and a few a page.
struct ImportIndex;

/// The fate of every row. The rows themselves come by the page: LeadImport::rows().
struct ImportPreview
{
    ImportCounts counts;
    qint64 known = 0; ///< people there are already whom the merged rows are about; the others repeat rows above
    std::shared_ptr<const ImportIndex> index;

    /// As many as the report will say.
    qint64 people() const { return counts.added + known; }
};

struct ImportProgress
{
    qint64 rows = 0; ///< done so far
    qint64 bytes = 0; ///< of the file
    qint64 ofBytes = 0;
    qint64 indexed = 0; ///< of the new people: made findable, when all rows are done
    double share = 0; ///< of the whole work
    qint64 rowsPerSecond = 0; ///< 0: too early to tell
    qint64 secondsLeft = -1; ///< -1: too early to tell

    bool operator==(const ImportProgress &) const = default;
};

/// How often one reason stands in a report.
struct ImportReason
{
    QString sentence;
    qint64 rows = 0;

    bool operator==(const ImportReason &) const = default;
};

/// A row that was not imported, for the report.
struct RefusedRow
{
    qint64 number = 0;
    QString reason;

    bool operator==(const RefusedRow &) const = default;
};

struct ImportReport
{
    ImportId id;
    QString file; ///< its name, without the folder
    ImportCounts counts;
    qint64 known = 0; ///< people there were already whom the merged rows were about
    qint64 changed = 0; ///< of these: in whom something changed
    QList<ImportReason> reasons; ///< why rows were refused, the most frequent first

    /// In the file, each counted once.
    qint64 people() const { return counts.added + known; }
    /// Merged rows that are about somebody further up in the file.
    qint64 repeats() const { return counts.merged - known; }
    /// False when there is nobody in whom something could be undone.
    bool leavesTrace() const { return counts.added + changed > 0; }
};

struct ImportUndo
{
    qint64 removed = 0; ///< people the import had added
    qint64 restored = 0; ///< people it had merged, as they were before
    qint64 kept = 0; ///< added people who have mails or stand in a campaign, or were edited since
    QString sentence; ///< "Import undone, 1,223 people removed. 2 stay, because …"
    bool canBeDoneAgain = false; ///< redo brings it back
};

/// What a finished import did with one row of its file.
struct ImportedRow
{
    qint64 number = 0; ///< as a spreadsheet counts
    ImportFate fate = ImportFate::Refused;
    bool changed = false; ///< a merge that did something
    QString reason; ///< why it was refused
    QString name; ///< of whom it became, as they are now; empty: refused, or gone for good
    QString email;
    LeadId lead = {}; ///< null as the name is empty

    bool operator==(const ImportedRow &) const = default;
};
/// "Added", "Merged", "Known already, nothing changed", "Refused"
QString outcomeOf(const ImportedRow &row);

struct PastImport
{
    ImportId id;
    QString file;
    QDateTime startedAt;
    ImportCounts counts;
    QDateTime undoneAt; ///< invalid: not undone
    QByteArray made; ///< JSON: the fields and tags that came with it
    bool leavesTrace = false; ///< somebody came with it, or is another by it
};

} // namespace AlwaysLeads
