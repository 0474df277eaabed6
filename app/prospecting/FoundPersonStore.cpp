#include "prospecting/FoundPersonStore.h"

#include "net/Json.h"
#include "suppression/SuppressionStore.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

QString toWord(FoundRecord record)
{
    switch (record) {
    case FoundRecord::Found:
        return QStringLiteral("found");
    case FoundRecord::Asked:
        return QStringLiteral("asked");
    case FoundRecord::Revealed:
        return QStringLiteral("revealed");
    case FoundRecord::Merged:
        return QStringLiteral("merged");
    case FoundRecord::OptedOut:
        return QStringLiteral("opted out");
    case FoundRecord::NoAddress:
        return QStringLiteral("no address");
    case FoundRecord::Nothing:
        return QStringLiteral("nothing");
    }
    return {};
}

FoundState stateOf(const QString &record)
{
    return record == QLatin1String("found")    ? FoundState::Found
        : record == QLatin1String("asked")     ? FoundState::Asked
        : record == QLatin1String("opted out") ? FoundState::OptedOut
                                               : FoundState::Known;
}

Result<bool> saidNo(Connection &connection, const QString &email)
{
    const Result<EmailAddress> address = EmailAddress::parse(email);
    if (!address) {
        return false;
    }
    return SuppressionStore().find(connection, *address).map([](const std::optional<SuppressionEntry> &entry) {
        return entry.has_value();
    });
}

bool isSameCompany(const QString &one, const QString &other)
{
    const QString a = cleanLine(one).toCaseFolded();
    const QString b = cleanLine(other).toCaseFolded();
    // "Acme" and "Acme GmbH"
    return !a.isEmpty() && !b.isEmpty()
        && (a == b || a.startsWith(b + QLatin1Char(' ')) || b.startsWith(a + QLatin1Char(' ')));
}

/// Fills in who of the leads this probably is, of those whose address is there already. Apollo shows "Si***a" of a last
/// name before it is paid.
Result<> findLikely(Connection &connection, FoundPerson &person)
{
    const QString beginning = person.shown.lastName.section(QLatin1Char('*'), 0, 0);
    const bool isWhole = !person.shown.lastName.contains(QLatin1Char('*'));
    const QString end = isWhole ? QString() : person.shown.lastName.section(QLatin1Char('*'), -1);
    constexpr qsizetype leastLetters = 2;
    if (person.shown.firstName.isEmpty() || beginning.isEmpty() || beginning.size() + end.size() < leastLetters) {
        return {};
    }
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead.id, first_name, last_name, name FROM lead JOIN company ON company.id = company_id "
                       "WHERE last_name COLLATE NOCASE BETWEEN ? AND ? AND first_name = ? COLLATE NOCASE AND "
                       "email IS NOT NULL AND email_state <> 'invalid' AND deleted_at IS NULL AND NOT EXISTS (SELECT 1 "
                       "FROM found_person WHERE lead_id = lead.id) ORDER BY lead.id"), // those are others for certain

        {beginning, beginning + QChar(0xffff), person.shown.firstName});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (person.lead.isNull() && rows->next()) {
        const QString last = rows->text(2);
        if (last.size() >= beginning.size() + end.size() && (!isWhole || last.size() == beginning.size())
            && last.startsWith(beginning, Qt::CaseInsensitive) && last.endsWith(end, Qt::CaseInsensitive)
            && isSameCompany(rows->text(3), person.shown.company)) {
            person.lead = LeadId(rows->number(0));
            person.leadName = fullName(rows->text(1), last);
            person.state = FoundState::Likely;
        }
    }
    return rows->outcome(0).map([](int) {});
}

} // namespace

Result<FoundPersonId> FoundPersonStore::keep(Connection &connection, const ApolloPerson &person,
                                             const QDateTime &now) const
{
    Result<qint64> kept = connection.run(
        QStringLiteral("INSERT INTO found_person (apollo_id, first_name, last_name, title, company, has_email, "
                       "has_city, has_phone, refreshed_at, found_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (apollo_id) DO UPDATE SET first_name = excluded.first_name, last_name = "
                       "excluded.last_name, title = excluded.title, company = excluded.company, has_email = "
                       "excluded.has_email, has_city = excluded.has_city, has_phone = excluded.has_phone, "
                       "refreshed_at = excluded.refreshed_at"),
        {person.id, person.firstName, person.lastName, person.title, person.company, person.hasEmail, person.hasCity,
         person.hasPhone, person.refreshedAt, now});
    if (!kept) {
        return failureOf(std::move(kept));
    }
    return connection.number(QStringLiteral("SELECT id FROM found_person WHERE apollo_id = ?"), {person.id})
        .map([](qint64 id) { return FoundPersonId(id); });
}

Result<QList<FoundPerson>> FoundPersonStore::people(Connection &connection, const QList<FoundPersonId> &ids) const
{
    QJsonArray numbers;
    for (const FoundPersonId id : ids) {
        numbers.append(id.value());
    }
    QList<FoundPerson> people;
    QList<QString> addresses;
    {
        Result<Query> rows = connection.query(
            QStringLiteral("SELECT found.id, apollo_id, found.first_name, found.last_name, found.title, company, "
                           "has_email, has_city, has_phone, refreshed_at, state, lead.id, lead.email, lead.status, "
                           "lead.first_name, lead.last_name, lead.email_state "
                           "FROM json_each(?) AS wanted JOIN found_person AS found ON found.id = wanted.value "
                           "LEFT JOIN lead AS noted ON noted.id = lead_id "
                           "LEFT JOIN lead ON lead.id = coalesce(noted.merged_into, noted.id) ORDER BY wanted.key"),
            {QString::fromUtf8(Json::write(numbers))});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            FoundPerson person;
            person.id = FoundPersonId(rows->number(0));
            person.shown.id = rows->text(1);
            person.shown.firstName = rows->text(2);
            person.shown.lastName = rows->text(3);
            person.shown.title = rows->text(4);
            person.shown.company = rows->text(5);
            person.shown.hasEmail = rows->flag(6);
            person.shown.hasCity = rows->flag(7);
            person.shown.hasPhone = rows->flag(8);
            person.shown.refreshedAt = rows->time(9);
            person.state = stateOf(rows->text(10));
            person.lead = LeadId(rows->number(11));
            if (leadStatusFromWord(rows->text(13)) == LeadStatus::OptedOut) {
                person.state = FoundState::OptedOut;
            }
            person.leadName = fullName(rows->text(14), rows->text(15));
            const Result<EmailAddress> address = EmailAddress::parse(rows->text(12));
            person.leadEmail = address ? address->shown() : QString();
            person.leadEmailState = emailStateFromWord(rows->text(16)).value_or(EmailState::Unchecked);
            people.append(person);
            addresses.append(rows->text(12));
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    for (qsizetype i = 0; i < people.size(); ++i) {
        if (people.at(i).state != FoundState::OptedOut && !addresses.at(i).isEmpty()) {
            Result<bool> no = saidNo(connection, addresses.at(i));
            if (!no) {
                return failureOf(std::move(no));
            }
            if (*no) {
                people[i].state = FoundState::OptedOut;
            }
        }
        if (people.at(i).state == FoundState::Found && people.at(i).lead.isNull()) {
            if (Result<> likely = findLikely(connection, people[i]); !likely) {
                return failureOf(std::move(likely));
            }
        }
    }
    return people;
}

Result<> FoundPersonStore::setRecord(Connection &connection, FoundPersonId id, FoundRecord record, LeadId lead) const
{
    return connection
        .run(QStringLiteral("UPDATE found_person SET state = ?, lead_id = ? WHERE id = ?"),
             {toWord(record), lead.isNull() ? QVariant() : QVariant(lead.value()), id.value()})
        .map([](qint64) {});
}

Result<> FoundPersonStore::setRecordOf(Connection &connection, RevealId reveal, FoundRecord record) const
{
    return connection
        .run(QStringLiteral("UPDATE found_person SET state = ? WHERE id IN (SELECT person_id FROM reveal_person WHERE "
                            "reveal_id = ?)"),
             {toWord(record), reveal.value()})
        .map([](qint64) {});
}

} // namespace AlwaysLeads
