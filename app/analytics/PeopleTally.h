#pragma once

#include "analytics/Figures.h"

#include <QHash>

#include <map>
#include <vector>

namespace AlwaysLeads {

/// What is known of one mail or of one person, as bits.
namespace Mark {
inline constexpr unsigned WrittenTo = 1;
inline constexpr unsigned Delivered = 2;
inline constexpr unsigned Replied = 4;
inline constexpr unsigned Interested = 8;
inline constexpr unsigned Bounced = 16;
inline constexpr unsigned OptedOut = 32;
inline constexpr unsigned Meeting = 64;
} // namespace Mark

/// Of those whom a number counts.
unsigned markOf(FigurePeople::Who who);

/// Counts people by anything, each once, while their mails go by person after person: so nobody has to be remembered.
template <typename Key> class PeopleTally
{
public:
    /// One more mail of the person at hand.
    void add(const Key &key, unsigned marks)
    {
        for (auto &[known, all] : m_person) {
            if (known == key) {
                all |= marks;
                return;
            }
        }
        m_person.emplace_back(key, marks);
    }
    /// The next mail is of somebody else.
    void endPerson()
    {
        for (const auto &[key, marks] : m_person) {
            count(m_tallies[key], marks);
        }
        m_person.clear();
    }
    const std::map<Key, Tally> &tallies() const { return m_tallies; }

private:
    static void count(Tally &tally, unsigned marks)
    {
        tally.people += (marks & Mark::WrittenTo) != 0 ? 1 : 0;
        tally.delivered += (marks & Mark::Delivered) != 0 ? 1 : 0;
        tally.replied += (marks & Mark::Replied) != 0 ? 1 : 0;
        tally.interested += (marks & Mark::Interested) != 0 ? 1 : 0;
        tally.bounced += (marks & Mark::Bounced) != 0 ? 1 : 0;
        tally.optedOut += (marks & Mark::OptedOut) != 0 ? 1 : 0;
        tally.meetings += (marks & Mark::Meeting) != 0 ? 1 : 0;
    }

    std::vector<std::pair<Key, unsigned>> m_person;
    std::map<Key, Tally> m_tallies;
};

} // namespace AlwaysLeads
