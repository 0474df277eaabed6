#include "prospecting/FoundChoice.h"

#include <algorithm>

namespace AlwaysLeads {

void FoundChoice::add(const FoundPerson &person, qint64 place)
{
    m_chosen.insert(person.id, {person, place});
}

void FoundChoice::keepOnly(const QList<FoundPersonId> &people)
{
    m_chosen.removeIf(
        [&people](QHash<FoundPersonId, Chosen>::iterator chosen) { return !people.contains(chosen.key()); });
}

void FoundChoice::renew(const QList<FoundPerson> &people)
{
    for (const FoundPerson &person : people) {
        const auto chosen = m_chosen.find(person.id);
        if (chosen == m_chosen.end()) {
            continue;
        }
        if (person.canBeRevealed() || person.canBeRevealedAllTheSame()) {
            chosen->person = person;
        } else {
            m_chosen.erase(chosen);
        }
    }
}

QList<FoundPersonId> FoundChoice::people() const
{
    QList<FoundPersonId> people = m_chosen.keys();
    std::ranges::sort(people, {}, [this](FoundPersonId id) { return m_chosen.find(id)->place; });
    return people;
}

int FoundChoice::count(FoundState state) const
{
    int people = 0;
    for (const Chosen &one : m_chosen) {
        people += one.person.state == state ? 1 : 0;
    }
    return people;
}

} // namespace AlwaysLeads
