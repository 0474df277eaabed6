#pragma once

#include "spreadsheet/XmlPart.h"

#include <QHash>

struct zip;

namespace AlwaysLeads {

/// What kind of file this is, by its first bytes: whether rows come from text or from a workbook. Invalid for files
/// that hold a table we do not read (.xls, .ods, with a password): the sentence says what to do.
enum class TableKind { Text, Workbook };
Result<TableKind> tableKindOf(const QString &path);

/// The zip archive a workbook is, and the parts in it by name.
class WorkbookPackage
{
    Q_DECLARE_TR_FUNCTIONS(Workbook)
public:
    static Result<std::unique_ptr<WorkbookPackage>> open(const QString &path);
    ~WorkbookPackage();

    bool has(const QString &part) const { return m_parts.contains(part.toLower()); }
    /// One at a time. Invalid when it is not there.
    Result<std::unique_ptr<XmlPart>> part(const QString &name, std::stop_token stop) const;

    /// What the part's relations point to, by their id; `kind` is the end of the type ("/worksheet").
    struct Relation
    {
        QString kind;
        QString part;
    };
    Result<QHash<QString, Relation>> relationsOf(const QString &part, std::stop_token stop) const;

private:
    WorkbookPackage();
    Result<> readList(qint64 size);

    struct Entry
    {
        quint64 index = 0;
        qint64 packed = 0;
        bool locked = false;
    };
    struct Close
    {
        void operator()(zip *archive) const;
    };
    std::unique_ptr<zip, Close> m_zip; ///< libzip's; parts must not outlive it
    QHash<QString, Entry> m_parts; ///< by name in small letters
};

} // namespace AlwaysLeads
