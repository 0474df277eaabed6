#pragma once

#include "lead/ImportPlan.h"
#include "storage/Connection.h"

#include <QJsonObject>

#include <QHash>

namespace AlwaysLeads {

/// The rows of import and import_row: what an import did, so that it can be told and undone.
class ImportStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    struct Row
    {
        LeadId lead;
        ImportFate fate = ImportFate::New;
        QJsonObject before;
    };

    Result<ImportId> begin(Connection &connection, const QString &file, DuplicateRule rule, const QDateTime &now) const;
    /// `made` is JSON: {"fields": [3], "tags": [7]}
    Result<> finish(Connection &connection, ImportId id, const ImportCounts &counts, const QJsonObject &made) const;

    Result<PastImport> find(Connection &connection, ImportId id) const;
    /// Newest first.
    Result<QList<PastImport>> all(Connection &connection) const;
    /// Row numbers and reasons.
    Result<QHash<qint64, QString>> refusals(Connection &connection, ImportId id) const;
    /// Up to `most` rows that changed a lead and stand above row `belowRow`, from the last one backwards.
    Result<QList<std::pair<qint64, Row>>> changesBefore(Connection &connection, ImportId id, qint64 belowRow,
                                                        int most) const;
    /// Why rows were refused, the most frequent reasons first.
    Result<QList<ImportReason>> reasons(Connection &connection, ImportId id, int most) const;
    /// Refused rows in their order, after `afterRow`.
    Result<QList<RefusedRow>> refused(Connection &connection, ImportId id, qint64 afterRow, int most) const;
    /// Outcome and reason of every row, by its number.
    struct Outcome
    {
        ImportFate fate = ImportFate::Refused;
        QString reason;
        bool changed = false; ///< a merge that did something
    };
    Result<QHash<qint64, Outcome>> outcomes(Connection &connection, ImportId id, qint64 fromRow, qint64 toRow) const;
    /// Up to `most` rows after row `afterRow`, of all or of those with one fate.
    Result<QList<ImportedRow>> rows(Connection &connection, ImportId id, std::optional<ImportFate> only,
                                    qint64 afterRow, int most) const;
    /// People there were before whom merged rows were about, each once; and in how many of them something changed.
    Result<std::pair<qint64, qint64>> known(Connection &connection, ImportId id) const;

    Result<bool> hasCompanies(Connection &connection) const;
    Result<bool> hasTag(Connection &connection, const QString &name) const;
    /// Takes away fields and tags that came with the import and that nobody has.
    Result<> removeMade(Connection &connection, const QJsonObject &made) const;
    Result<> markUndone(Connection &connection, ImportId id, const QDateTime &now) const;
};

} // namespace AlwaysLeads
