#include "lead/LeadIndexStore.h"

#include "lead/LeadSearch.h"
#include "storage/JsonIds.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <span>

namespace AlwaysLeads {

namespace {

// Many lines in one statement: SQLite makes the full-text index write what it has gathered whenever another statement
// begins that may have to be taken back; a million of them, line by line, had not ended after eight minutes.
constexpr size_t linesAtOnce = 20'000;

using Chunk = std::span<const qint64>;

/// Each of them once.
std::vector<qint64> distinct(std::vector<qint64> leads)
{
    std::ranges::sort(leads);
    leads.erase(std::unique(leads.begin(), leads.end()), leads.end());
    return leads;
}

std::vector<Chunk> chunksOf(const std::vector<qint64> &leads)
{
    std::vector<Chunk> chunks;
    for (size_t from = 0; from < leads.size(); from += linesAtOnce) {
        chunks.push_back(Chunk(leads).subspan(from, std::min(linesAtOnce, leads.size() - from)));
    }
    return chunks;
}

Result<> take(Connection &connection, Chunk leads)
{
    return connection
        .run(QStringLiteral("DELETE FROM lead_search WHERE rowid IN (SELECT value FROM json_each(?))"),
             {jsonIds(leads)})
        .map([](qint64) {});
}

/// None for somebody who is gone or has become one with somebody else.
Result<QJsonArray> linesOf(Connection &connection, Chunk leads)
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead.id, email, first_name, last_name, title, company.name, lead.city, lead.country, "
                       "notes FROM json_each(?) AS wanted JOIN lead ON lead.id = wanted.value "
                       "LEFT JOIN company ON company.id = company_id WHERE merged_into IS NULL"),
        {jsonIds(leads)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QJsonArray lines;
    while (rows->next()) {
        Lead lead;
        if (const Result<EmailAddress> email = EmailAddress::parse(rows->text(1)); email) {
            lead.email = *email;
        }
        lead.firstName = rows->text(2);
        lead.lastName = rows->text(3);
        lead.title = rows->text(4);
        lead.companyName = rows->text(5);
        lead.city = rows->text(6);
        lead.country = rows->text(7);
        lead.notes = rows->text(8);
        QJsonArray line = QJsonArray::fromVariantList(LeadIndexStore::valuesOf(lead));
        line.append(rows->number(0));
        lines.append(line);
    }
    return rows->outcome(lines);
}

} // namespace

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
    const std::vector<qint64> people = distinct(leads);
    for (const Chunk chunk : chunksOf(people)) {
        Result<QJsonArray> lines = linesOf(connection, chunk);
        if (!lines) {
            return failureOf(std::move(lines));
        }
        if (Result<> gone = take(connection, chunk); !gone) {
            return gone;
        }
        Result<qint64> written = connection.run(
            QStringLiteral(
                "INSERT INTO lead_search (name, email, title, company, place, notes, rowid) "
                "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), "
                "json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'), "
                "json_extract(value, '$[6]') FROM json_each(?)"),
            {QString::fromUtf8(QJsonDocument(*lines).toJson(QJsonDocument::Compact))});
        if (!written) {
            return failureOf(std::move(written));
        }
    }
    return {};
}

Result<> LeadIndexStore::forget(Connection &connection, const std::vector<qint64> &leads) const
{
    for (const Chunk chunk : chunksOf(leads)) {
        if (Result<> gone = take(connection, chunk); !gone) {
            return gone;
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
