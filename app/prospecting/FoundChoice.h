#pragma once

#include "prospecting/FoundPerson.h"

#include <QHash>

namespace AlwaysLeads {

/// Who is chosen of one search, on whichever of its pages.
class FoundChoice
{
public:
    /// `place`: where the search shows them, counted over all its pages. Whoever is chosen already is brought up to
    /// date.
    void add(const FoundPerson &person, qint64 place);
    void remove(FoundPersonId id) { m_chosen.remove(id); }
    void clear() { m_chosen.clear(); }
    void keepOnly(const QList<FoundPersonId> &people);
    /// What became of them meanwhile: who can be revealed no more is not chosen any more.
    void renew(const QList<FoundPerson> &people);

    int size() const { return int(m_chosen.size()); }
    bool contains(FoundPersonId id) const { return m_chosen.contains(id); }
    /// In the order in which the search shows them.
    QList<FoundPersonId> people() const;
    int count(FoundState state) const;

private:
    struct Chosen
    {
        FoundPerson person;
        qint64 place = 0;
    };
    QHash<FoundPersonId, Chosen> m_chosen;
};

} // namespace AlwaysLeads
