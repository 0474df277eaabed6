#include "lead/LeadEraseStore.h"

#include "storage/JsonIds.h"

namespace AlwaysLeads {

Result<LeadEraseStore::SinceThen> LeadEraseStore::sinceThen(Connection &connection, const QList<LeadId> &leads,
                                                            const QDateTime &moment) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT lead.id, updated_at = ? AND status = 'new' AND touched_at IS NULL AND merged_into IS NULL AND "
            "NOT EXISTS (SELECT 1 FROM lead AS former WHERE former.merged_into = lead.id) "
            "FROM json_each(?) JOIN lead ON lead.id = value"),
        {moment, jsonIds(leads)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    SinceThen since;
    while (rows->next()) {
        if (rows->flag(1)) {
            since.untouched << LeadId(rows->number(0));
        } else {
            ++since.touched;
        }
    }
    return rows->outcome(since);
}

Result<bool> LeadEraseStore::erase(Connection &connection, LeadId id) const
{
    // The schema's foreign keys know who needs a lead; this noun does not have to.
    Result<qint64> gone = connection.run(QStringLiteral("DELETE FROM lead WHERE id = ?"), {id.value()});
    if (!gone && gone.error().kind == ErrorKind::Refused) {
        return false;
    }
    if (!gone) {
        return failureOf(std::move(gone));
    }
    return *gone > 0;
}

Result<QList<LeadId>> LeadEraseStore::erase(Connection &connection, const QList<LeadId> &leads) const
{
    if (leads.isEmpty()) {
        return QList<LeadId>();
    }
    // One statement for all of them; when somebody is needed it does nothing, and each goes alone.
    Result<qint64> together = connection.run(
        QStringLiteral("DELETE FROM lead WHERE id IN (SELECT value FROM json_each(?))"), {jsonIds(leads)});
    if (together && *together == leads.size()) {
        return leads;
    }
    if (!together && together.error().kind != ErrorKind::Refused) {
        return failureOf(std::move(together));
    }
    QList<LeadId> gone;
    for (const LeadId id : leads) {
        Result<bool> erased = erase(connection, id);
        if (!erased) {
            return failureOf(std::move(erased));
        }
        if (*erased) {
            gone << id;
        }
    }
    return gone;
}

} // namespace AlwaysLeads
