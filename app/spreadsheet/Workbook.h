#pragma once

#include "spreadsheet/NumberFormat.h"
#include "spreadsheet/RowFile.h"
#include "spreadsheet/WorkbookPackage.h"

#include <QList>

namespace AlwaysLeads {

/// An .xlsx file: its sheets and their rows. Formulas count by the value they had when the file was saved.
class Workbook
{
    Q_DECLARE_TR_FUNCTIONS(Workbook)
public:
    static Result<std::unique_ptr<Workbook>> open(const QString &path, std::stop_token stop = {});

    /// Those that a person sees, in their order.
    QStringList sheets() const;
    /// The rows of one sheet; of the first when `name` is empty.
    Result<std::shared_ptr<const RowFile>> rows(const QString &name, std::stop_token stop = {}) const;

private:
    Workbook() = default;
    Result<> readSheets(std::stop_token stop);
    Result<QList<NumberFormat>> readFormats(std::stop_token stop) const;
    QString partOfKind(const QString &kind) const;

    struct Sheet
    {
        QString name;
        QString part;
    };
    std::unique_ptr<WorkbookPackage> m_package;
    QHash<QString, WorkbookPackage::Relation> m_relations;
    QList<Sheet> m_sheets;
    DateSystem m_dates = DateSystem::From1900;
};

} // namespace AlwaysLeads
