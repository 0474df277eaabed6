#include "lead/LeadMergeStore.h"

namespace AlwaysLeads {

namespace {

/// Runs statements one after the other, with the same values.
Result<> runAll(Connection &connection, std::initializer_list<QString> statements, const QVariantList &values)
{
    for (const QString &sql : statements) {
        if (Result<qint64> done = connection.run(sql, values); !done) {
            return failureOf(std::move(done));
        }
    }
    return {};
}

} // namespace

Result<> LeadMergeStore::moveAlong(Connection &connection, LeadId kept, LeadId from) const
{
    Result<> copied =
        runAll(connection,
               {QStringLiteral("INSERT OR IGNORE INTO lead_tag (lead_id, tag_id) "
                               "SELECT ?, tag_id FROM lead_tag WHERE lead_id = ?"),
                QStringLiteral("INSERT OR IGNORE INTO lead_list_member (lead_id, list_id, added_at) "
                               "SELECT ?, list_id, added_at FROM lead_list_member WHERE lead_id = ?"),
                QStringLiteral("UPDATE lead SET touched_at = other.touched_at FROM lead AS other WHERE lead.id = ? AND "
                               "other.id = ? AND other.touched_at > coalesce(lead.touched_at, 0)")},
               {kept.value(), from.value()});
    if (!copied) {
        return copied;
    }
    return runAll(connection,
                  {QStringLiteral("DELETE FROM lead_tag WHERE lead_id = ?"),
                   QStringLiteral("DELETE FROM lead_list_member WHERE lead_id = ?")},
                  {from.value()});
}

Result<> LeadMergeStore::markMerged(Connection &connection, LeadId kept, LeadId from, const QDateTime &now) const
{
    // Whoever had become this one before goes along.
    Result<> moved = runAll(connection, {QStringLiteral("UPDATE lead SET merged_into = ? WHERE merged_into = ?")},
                            {kept.value(), from.value()});
    if (!moved) {
        return moved;
    }
    return runAll(
        connection,
        {QStringLiteral("UPDATE lead SET merged_into = ?, deleted_at = coalesce(deleted_at, ?) WHERE id = ?")},
        {kept.value(), now, from.value()});
}

Result<> LeadMergeStore::swapAddress(Connection &connection, LeadId kept, LeadId owner) const
{
    struct Held
    {
        QVariant email;
        QString state;
    };
    const auto held = [&connection](LeadId lead) -> Result<Held> {
        Result<Query> row =
            connection.query(QStringLiteral("SELECT email, email_state FROM lead WHERE id = ?"), {lead.value()});
        if (!row) {
            return failureOf(std::move(row));
        }
        Held values;
        if (row->next()) {
            values = {row->isNull(0) ? QVariant() : QVariant(row->text(0)), row->text(1)};
        }
        return row->outcome(values);
    };
    Result<Held> ofKept = held(kept);
    Result<Held> ofOwner = held(owner);
    if (!ofKept || !ofOwner) {
        return failureOf(ofKept ? std::move(ofOwner) : std::move(ofKept));
    }
    const QString put = QStringLiteral("UPDATE lead SET email = ?, email_state = ? WHERE id = ?");
    // An address is unique: nobody has it for a moment.
    if (Result<> freed = runAll(connection, {QStringLiteral("UPDATE lead SET email = NULL WHERE id IN (?, ?)")},
                                {kept.value(), owner.value()});
        !freed) {
        return freed;
    }
    if (Result<> taken = runAll(connection, {put}, {ofOwner->email, ofOwner->state, kept.value()}); !taken) {
        return taken;
    }
    return runAll(connection, {put}, {ofKept->email, ofKept->state, owner.value()});
}

Result<> LeadMergeStore::takeFormerAddress(Connection &connection, LeadId lead, const EmailAddress &address) const
{
    Result<qint64> former = connection.number(QStringLiteral("SELECT id FROM lead WHERE email = ? AND merged_into = ?"),
                                              {address.toString(), lead.value()});
    if (!former) {
        return failureOf(std::move(former));
    }
    return *former == 0 ? Result<>() : swapAddress(connection, lead, LeadId(*former));
}

Result<bool> LeadMergeStore::isFormer(Connection &connection, LeadId lead) const
{
    return connection
        .number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM lead WHERE id = ? AND merged_into IS NOT NULL)"),
                {lead.value()})
        .map([](qint64 former) { return former != 0; });
}

Result<LeadId> LeadMergeStore::present(Connection &connection, LeadId lead) const
{
    return connection.number(QStringLiteral("SELECT coalesce(merged_into, id) FROM lead WHERE id = ?"), {lead.value()})
        .map([](qint64 id) { return LeadId(id); });
}

Result<QStringList> LeadMergeStore::formerNames(Connection &connection, LeadId kept) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT coalesce(email, trim(first_name || ' ' || last_name)) FROM lead WHERE merged_into = ? "
                       "ORDER BY id"),
        {kept.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList names;
    while (rows->next()) {
        names << rows->text(0);
    }
    return rows->outcome(names);
}

} // namespace AlwaysLeads
