#include "lead/LeadNameStore.h"

#include <QHash>

namespace AlwaysLeads {

namespace {

const QString personSql = QStringLiteral(
    "SELECT coalesce(nullif(trim(first_name || ' ' || last_name), ''), email, '') FROM lead WHERE id = ?");

} // namespace

QString LeadNameStore::text(Connection &connection, const QString &sql, const QVariant &value) const
{
    Result<Query> row = connection.query(sql, {value});
    return row && row->next() ? row->text(0) : QString(); // a name is only an extra: without it the sentence is vaguer
}

QString LeadNameStore::person(Connection &connection, qint64 lead) const
{
    return text(connection, personSql, lead);
}

QString LeadNameStore::ownerOf(Connection &connection, const QString &address) const
{
    return text(connection,
                QStringLiteral("SELECT coalesce(nullif(trim(first_name || ' ' || last_name), ''), email) FROM lead "
                               "WHERE email = ?"),
                address);
}

QString LeadNameStore::of(Connection &connection, const QString &table, qint64 id) const
{
    static const QHash<QString, QString> queries = {
        {QStringLiteral("company"), QStringLiteral("SELECT name FROM company WHERE id = ?")},
        {QStringLiteral("tag"), QStringLiteral("SELECT name FROM tag WHERE id = ?")},
        {QStringLiteral("custom_field"), QStringLiteral("SELECT label FROM custom_field WHERE id = ?")},
        {QStringLiteral("lead_list"), QStringLiteral("SELECT name FROM lead_list WHERE id = ?")},
    };
    if (queries.contains(table)) {
        return text(connection, queries.value(table), id);
    }
    // What belongs to one person is called by them.
    static const QHash<QString, QString> owned = {
        {QStringLiteral("lead_event"), QStringLiteral("SELECT lead_id FROM lead_event WHERE id = ?")},
        {QStringLiteral("enrolment"), QStringLiteral("SELECT lead_id FROM enrolment WHERE id = ?")},
        {QStringLiteral("draft"), QStringLiteral("SELECT lead_id FROM draft WHERE id = ?")},
        {QStringLiteral("send"), QStringLiteral("SELECT lead_id FROM send WHERE id = ?")},
    };
    if (!owned.contains(table)) {
        return {};
    }
    const Result<qint64> lead = connection.number(owned.value(table), {id});
    return lead ? person(connection, *lead) : QString();
}

} // namespace AlwaysLeads
