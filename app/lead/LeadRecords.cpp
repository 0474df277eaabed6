#include "lead/LeadRecords.h"

#include "lead/LeadIndexStore.h"
#include "lead/LeadNameStore.h"

#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype manyPeople = 1000;
constexpr std::size_t indexedAtOnce = 20'000; ///< a statement each: the index likes them long

/// Tables whose key begins with the lead.
const QStringList &tablesByLead()
{
    static const QStringList tables = {QStringLiteral("lead_tag"), QStringLiteral("lead_custom"),
                                       QStringLiteral("field_source"), QStringLiteral("different_people")};
    return tables;
}

/// Also one of the noun above that scores.
bool isByLead(const QString &table)
{
    return table == QLatin1String("lead") || table == QLatin1String("hand_score") || tablesByLead().contains(table);
}

std::vector<qint64> firstKeys(const std::vector<EditedKey> &keys)
{
    std::vector<qint64> numbers;
    numbers.reserve(keys.size());
    for (const EditedKey &key : keys) {
        numbers.push_back(key.first);
    }
    return numbers;
}

} // namespace

QStringList LeadRecords::tables() const
{
    return m_above + tablesByLead()
        + QStringList{QStringLiteral("lead_list_member"), QStringLiteral("lead_event"), QStringLiteral("lead"),
                      QStringLiteral("company"),          QStringLiteral("tag"),        QStringLiteral("custom_field"),
                      QStringLiteral("lead_list"),        QStringLiteral("source")};
}

EditedDerived LeadRecords::derived() const
{
    return {{{QStringLiteral("lead"), {QStringLiteral("score"), QStringLiteral("email_state")}}}, m_derived};
}

QString LeadRecords::nameOf(Connection &connection, const EditClash &clash) const
{
    const LeadNameStore names;
    if (clash.kind == EditClash::Kind::Taken && clash.table == QLatin1String("lead") && clash.values.size() > 1
        && !clash.values.at(1).isEmpty()) {
        // The second column is the address, the only thing of a person that nobody else may have.
        if (QString owner = names.ownerOf(connection, clash.values.at(1)); !owner.isEmpty()) {
            return owner;
        }
    }
    if (isByLead(clash.table)) {
        return names.person(connection, clash.key.first);
    }
    if (clash.table == QLatin1String("lead_list_member")) {
        return names.person(connection, clash.key.second);
    }
    return names.of(connection, clash.table, clash.key.first);
}

Result<> LeadRecords::bringInStep(Connection &connection, const EditedRows &rows, EditWatch &watch) const
{
    const LeadIndexStore index;
    std::vector<qint64> people = firstKeys(rows.value(QStringLiteral("lead")));
    if (rows.contains(QStringLiteral("company"))) {
        Result<std::vector<qint64>> there =
            index.peopleOf(connection, firstKeys(rows.value(QStringLiteral("company"))));
        if (!there) {
            return failureOf(std::move(there));
        }
        people.insert(people.end(), there->begin(), there->end());
    }
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end()); // clang 14 reads no ranges::unique
    for (std::size_t from = 0; from < people.size(); from += indexedAtOnce) {
        if (Result<> goesOn = watch.at(double(from) / double(people.size())); !goesOn) {
            return goesOn;
        }
        const auto first = people.cbegin() + qsizetype(from);
        const auto last = first + qsizetype(std::min(indexedAtOnce, people.size() - from));
        if (Result<> renewed = index.renew(connection, {first, last}); !renewed) {
            return renewed;
        }
    }
    return watch.at(1);
}

std::optional<QList<LeadId>> LeadRecords::peopleIn(const EditedRows &rows)
{
    for (const char *shared : {"company", "tag", "custom_field", "lead_list", "import"}) {
        if (rows.contains(QLatin1String(shared))) {
            return std::nullopt;
        }
    }
    QSet<LeadId> people;
    for (auto table = rows.cbegin(); table != rows.cend(); ++table) {
        const bool byLead = isByLead(table.key());
        const bool member = table.key() == QLatin1String("lead_list_member");
        if (!byLead && !member) {
            continue;
        }
        for (const EditedKey &key : table.value()) {
            people.insert(LeadId(byLead ? key.first : key.second));
            if (people.size() > manyPeople) {
                return std::nullopt;
            }
        }
    }
    return QList<LeadId>(people.cbegin(), people.cend());
}

} // namespace AlwaysLeads
