#include "lead/DuplicateStore.h"

#include "lead/ImportMatch.h"
#include "lead/LeadSearch.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <map>

namespace AlwaysLeads {

namespace {

struct Person
{
    LeadId id;
    QString name; ///< as it is written
    QString key; ///< without case and accents
    QStringList places; ///< what they have in common when they are one
};

/// The root of a person's group.
size_t rootOf(std::vector<size_t> &parents, size_t at)
{
    while (parents[at] != at) {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    return at;
}

using Strangers = QHash<LeadId, QSet<LeadId>>;

/// Both ways round.
Result<Strangers> strangers(Connection &connection)
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT lead_id, other_id FROM different_people"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    Strangers known;
    while (rows->next()) {
        const LeadId one(rows->number(0));
        const LeadId other(rows->number(1));
        known[one].insert(other);
        known[other].insert(one);
    }
    return rows->outcome(known);
}

} // namespace

Result<> DuplicateStore::keepApart(Connection &connection, const QList<LeadId> &people) const
{
    for (const LeadId one : people) {
        for (const LeadId other : people) {
            if (one.value() >= other.value()) {
                continue;
            }
            Result<qint64> noted = connection.run(
                QStringLiteral("INSERT OR IGNORE INTO different_people (lead_id, other_id) VALUES (?, ?)"),
                {one.value(), other.value()});
            if (!noted) {
                return failureOf(std::move(noted));
            }
        }
    }
    return {};
}

Result<QList<DuplicateGroup>> DuplicateStore::groups(Connection &connection) const
{
    // Only names that come twice are looked at closer.
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT lead.id, trim(first_name), trim(last_name), coalesce(email, ''), coalesce(company.domain, ''), "
        "coalesce(company.name, '') FROM lead LEFT JOIN company ON company.id = company_id "
        "WHERE deleted_at IS NULL AND last_name <> '' AND EXISTS (SELECT 1 FROM lead AS other WHERE "
        "other.last_name = lead.last_name COLLATE NOCASE AND other.first_name = lead.first_name COLLATE NOCASE "
        "AND other.id <> lead.id AND other.deleted_at IS NULL) ORDER BY lead.id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::vector<Person> people;
    while (rows->next()) {
        Person person{LeadId(rows->number(0)), fullName(rows->text(1), rows->text(2)), {}, {}};
        person.key = LeadSearch::folded(person.name).toLower();
        if (const QString domain = companyDomain({}, rows->text(3)); !domain.isEmpty()) {
            person.places << domain;
        }
        for (const QString &place : {rows->text(4).toLower(), rows->text(5).toLower()}) {
            if (!place.isEmpty() && !person.places.contains(place)) {
                person.places << place;
            }
        }
        people.push_back(std::move(person));
    }
    if (Result<int> read = rows->outcome(0); !read) {
        return failureOf(std::move(read));
    }
    Result<Strangers> apart = strangers(connection);
    if (!apart) {
        return failureOf(std::move(apart));
    }
    std::vector<size_t> parents(people.size());
    std::map<size_t, QString> why;
    struct Alike
    {
        std::vector<size_t> people;
        bool areOne = true; ///< nobody of them is known to be another than one of the others
    };
    QHash<QString, Alike> alike; // those seen before, by name and place
    for (size_t at = 0; at < people.size(); ++at) {
        parents[at] = at;
        for (const QString &place : std::as_const(people[at].places)) {
            Alike &before = alike[people[at].key + QLatin1Char('\n') + place];
            const QSet<LeadId> others = apart->value(people[at].id);
            before.areOne = before.areOne && others.isEmpty();
            for (const size_t known : before.people) {
                if (others.contains(people[known].id)) {
                    continue;
                }
                const size_t root = rootOf(parents, known);
                parents[rootOf(parents, at)] = root;
                why.try_emplace(root, place);
                if (before.areOne) {
                    break; // by the first of them with all, who need not be looked at
                }
            }
            before.people.push_back(at);
        }
    }
    std::map<size_t, DuplicateGroup> groups;
    for (size_t at = 0; at < people.size(); ++at) {
        const size_t root = rootOf(parents, at);
        DuplicateGroup &group = groups[root];
        group.people << people[at].id;
        group.name = people[root].name;
        if (const auto reason = why.find(root); reason != why.end()) {
            group.why = reason->second;
        }
    }
    QList<DuplicateGroup> found;
    for (const auto &[root, group] : groups) {
        if (group.people.size() > 1) {
            found << group;
        }
    }
    return found;
}

} // namespace AlwaysLeads
