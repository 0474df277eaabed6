#include "lead/ImportMatchStore.h"

namespace AlwaysLeads {

namespace {

// A name that more people have than this tells nothing.
constexpr int mostNamesakes = 200;

} // namespace

Result<bool> ImportMatchStore::hasLeads(Connection &connection) const
{
    return connection.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM lead)")).map([](qint64 any) {
        return any != 0;
    });
}

Result<QList<ImportMatchStore::Namesake>> ImportMatchStore::namesakes(Connection &connection, const QString &firstName,
                                                                      const QString &lastName) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead.id, status, email, lead.website, company.name, company.domain, company.website "
                       "FROM lead LEFT JOIN company ON company.id = company_id "
                       "WHERE last_name = ? COLLATE NOCASE AND first_name = ? COLLATE NOCASE AND deleted_at IS NULL "
                       "ORDER BY lead.id LIMIT ?"),
        {lastName, firstName, mostNamesakes});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<Namesake> list;
    while (rows->next()) {
        Namesake namesake;
        namesake.id = LeadId(rows->number(0));
        namesake.status = leadStatusFromWord(rows->text(1)).value_or(LeadStatus::New);
        namesake.email = rows->text(2);
        namesake.website = rows->text(3);
        namesake.company = rows->text(4);
        namesake.companyDomain = rows->text(5);
        namesake.companyWebsite = rows->text(6);
        list.append(std::move(namesake));
    }
    return rows->outcome(list);
}

} // namespace AlwaysLeads
