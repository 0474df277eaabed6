#pragma once

#include "lead/ImportMatch.h"
#include "lead/ImportPlan.h"

#include <QIODevice>

namespace AlwaysLeads {

/// A row of the file as a person, or the reason why it cannot be one.
struct ImportCandidate
{
    qint64 number = 0;
    qint64 offset = 0;
    Lead lead; ///< cleaned; the address only when it is one
    QString email; ///< what stands in its cell
    QString refusal; ///< empty: it can be imported
    ColumnTarget faulty = ColumnTarget::DoNotImport;
    QString unreadable; ///< what cells say that does not fit their fields; empty: everything fits
    ColumnTarget unreadableTarget = ColumnTarget::DoNotImport;
    bool leftOut = false; ///< by the person
    bool apart = false; ///< nobody else, says the person: only the address counts
    PersonKeys keys; ///< of one that can be imported
};

/// Turns the rows of a file into people, as the plan says.
class CandidateMaker
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    explicit CandidateMaker(const ImportPlan &plan);

    /// Invalid: the plan cannot be carried out (a new field without a name).
    static Result<> check(const ImportPlan &plan);
    ImportCandidate make(const SheetRow &row) const;
    /// The cells of the row with what the person typed in their place.
    QStringList cells(const SheetRow &row) const;

private:
    /// Empty when it fits, else the reason.
    QString put(ImportCandidate &candidate, qsizetype column, const QString &cell) const;

    const ImportPlan m_plan;
    QStringList m_keys; ///< of the custom columns, by column
};

/// The file of a plan, or what was pasted, as bytes.
Result<std::unique_ptr<QIODevice>> openDevice(const ImportPlan &plan);
/// Of the plan's file as it is now; nothing for pasted rows.
std::optional<FileStamp> stampOf(const ImportPlan &plan);
/// Invalid: the file is not the one any more that was looked at. Rows that were read once (a workbook's) stay good.
Result<> checkUnchanged(const ImportPlan &plan);
/// The rows of a plan, from their beginning.
Result<std::unique_ptr<RowSource>> openRows(const ImportPlan &plan);

} // namespace AlwaysLeads
