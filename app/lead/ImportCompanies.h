#pragma once

#include "lead/CompanyStore.h"
#include "lead/ImportRowStore.h"

#include <QHash>
#include <QJsonObject>

namespace AlwaysLeads {

/// The companies that the rows of one import name: found or made, and told what the rows say of them.
class ImportCompanies
{
public:
    /// `hasOthers`: there may be companies that this import did not make.
    ImportCompanies(Connection &connection, ImportRowStore &rows, bool hasOthers);

    /// Found by its name, or made: then it has the details. Null for an empty name.
    Result<CompanyId> named(const QString &name, const CompanyDetails &details);
    /// Gives a company what a row says of it, where it is not known or `overwrites`; noted in `before` for undo.
    Result<> tell(CompanyId company, const CompanyDetails &details, bool overwrites, QJsonObject &before);
    /// Sets back what tell() noted, where it is still as told.
    static Result<> takeBack(Connection &connection, const QJsonObject &before);

private:
    /// Which details of a company are known, a bit for each of CompanyDetails::names(): a million rows ask.
    using Known = quint8;
    static Known knownOf(const CompanyDetails &details);

    Connection &m_connection;
    ImportRowStore &m_rows;
    const bool m_hasOthers;
    CompanyStore m_store;
    QHash<quint64, CompanyId> m_byName; ///< by a hash of the name
    QHash<qint64, Known> m_known;
};

} // namespace AlwaysLeads
