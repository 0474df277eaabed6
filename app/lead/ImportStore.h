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

    Result<ImportId> begin(Connection &connection, const QString &file, const QDateTime &now) const;
    Result<> note(Connection &connection, ImportId id, qint64 row, ImportFate fate, LeadId lead,
                  const QJsonObject &before, const QString &reason) const;
    Result<> finish(Connection &connection, ImportId id, const ImportCounts &counts) const;

    Result<PastImport> find(Connection &connection, ImportId id) const;
    /// Newest first.
    Result<QList<PastImport>> all(Connection &connection) const;
    /// Row numbers and reasons.
    Result<QHash<qint64, QString>> refusals(Connection &connection, ImportId id) const;
    /// Up to `most` rows that changed a lead and stand above row `belowRow`, from the last one backwards.
    Result<QList<std::pair<qint64, Row>>> changesBefore(Connection &connection, ImportId id, qint64 belowRow,
                                                        int most) const;
    Result<> markUndone(Connection &connection, ImportId id, const QDateTime &now) const;
};

} // namespace AlwaysLeads
