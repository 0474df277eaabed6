#pragma once

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
};

/// Turns the rows of a file into people, as the plan says.
class CandidateMaker
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    explicit CandidateMaker(const ImportPlan &plan);

    /// Invalid: the plan cannot be carried out (a new field without a name).
    static Result<> check(const ImportPlan &plan);
    ImportCandidate make(const CsvRow &row) const;

private:
    /// Empty when it fits, else the reason.
    QString put(ImportCandidate &candidate, qsizetype column, const QString &cell) const;

    const ImportPlan m_plan;
    QStringList m_keys; ///< of the custom columns, by column
};

/// The opened source of a plan: its file or what was pasted.
Result<std::unique_ptr<QIODevice>> openSource(const ImportPlan &plan);

} // namespace AlwaysLeads
