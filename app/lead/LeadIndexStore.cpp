#include "lead/LeadIndexStore.h"

#include "lead/LeadSearch.h"

namespace AlwaysLeads {

QVariantList LeadIndexStore::valuesOf(const Lead &lead)
{
    return {LeadSearch::folded(lead.fullName()),
            lead.email ? LeadSearch::folded(lead.email->shown()) : QString(),
            LeadSearch::folded(lead.title),
            LeadSearch::folded(lead.companyName),
            LeadSearch::folded(lead.city + QLatin1Char(' ') + lead.country),
            LeadSearch::folded(lead.notes)};
}

Result<> LeadIndexStore::renew(Connection &connection, const std::vector<qint64> &leads) const
{
    for (const qint64 id : leads) {
        std::optional<Lead> lead;
        {
            Result<Query> row = connection.query(
                QStringLiteral(
                    "SELECT email, first_name, last_name, title, company.name, lead.city, lead.country, notes "
                    "FROM lead LEFT JOIN company ON company.id = company_id WHERE lead.id = ? "
                    "AND merged_into IS NULL"),
                {id});
            if (!row) {
                return failureOf(std::move(row));
            }
            if (row->next()) {
                lead.emplace();
                if (const Result<EmailAddress> email = EmailAddress::parse(row->text(0)); email) {
                    lead->email = *email;
                }
                lead->firstName = row->text(1);
                lead->lastName = row->text(2);
                lead->title = row->text(3);
                lead->companyName = row->text(4);
                lead->city = row->text(5);
                lead->country = row->text(6);
                lead->notes = row->text(7);
            } else if (Result<int> read = row->outcome(0); !read) {
                return failureOf(std::move(read));
            }
        }
        Result<qint64> written = lead
            ? connection.run(QStringLiteral("INSERT OR REPLACE INTO lead_search (name, email, title, company, place, "
                                            "notes, rowid) VALUES (?, ?, ?, ?, ?, ?, ?)"),
                             valuesOf(*lead) << id)
            : connection.run(QStringLiteral("DELETE FROM lead_search WHERE rowid = ?"), {id});
        if (!written) {
            return failureOf(std::move(written));
        }
    }
    return {};
}

Result<std::vector<qint64>> LeadIndexStore::peopleOf(Connection &connection, const std::vector<qint64> &companies) const
{
    std::vector<qint64> people;
    for (const qint64 company : companies) {
        Result<Query> rows = connection.query(QStringLiteral("SELECT id FROM lead WHERE company_id = ?"), {company});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            people.push_back(rows->number(0));
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    return people;
}

} // namespace AlwaysLeads
