#pragma once

#include "base/Id.h"
#include "lead/Lead.h"
#include "prospecting/ApolloAnswer.h"
#include "prospecting/ApolloFilters.h"

namespace AlwaysLeads {

struct FoundPerson;
struct PeopleSearch;
struct Reveal;
using FoundPersonId = Id<FoundPerson>;
using PeopleSearchId = Id<PeopleSearch>;
using RevealId = Id<Reveal>;

/// What is known of somebody whom a search shows.
enum class FoundState {
    Found, ///< never revealed
    Asked, ///< it was asked to reveal them, and no answer came: they may have been charged
    Likely, ///< never revealed, and by all that is shown one of the leads
    Known, ///< one of the leads, or revealed before
    OptedOut, ///< said no; is never revealed
};

struct FoundPerson
{
    FoundPersonId id;
    ApolloPerson shown;
    FoundState state = FoundState::Found;
    LeadId lead; ///< null: none
    QString leadName; ///< of the lead: in full
    QString leadEmail; ///< as a person reads it
    EmailState leadEmailState = EmailState::Unchecked;
    bool isNew = false; ///< was not there when this saved search ran before

    /// "Helle Bu•••n"
    QString name() const
    {
        QString last = shown.lastName;
        return fullName(shown.firstName, last.replace(QLatin1Char('*'), QChar(0x2022)));
    }
    /// Whether revealing them makes sense and costs nothing that was paid already.
    bool canBeRevealed() const { return state == FoundState::Found && shown.hasEmail; }
    /// The same where it would probably be paid for what is there: only when the person at the keyboard says so.
    bool canBeRevealedAllTheSame() const
    {
        return (state == FoundState::Asked || state == FoundState::Likely) && shown.hasEmail;
    }
    bool operator==(const FoundPerson &) const = default;
};

/// One page of a search as it lies on the disk.
struct FoundPage
{
    PeopleSearchId search;
    QString name; ///< of a saved search; empty: the one at hand
    ApolloFilters filters;
    qint64 total = 0;
    int page = 1;
    QList<FoundPerson> people;
    QDateTime runAt;
    QDateTime beforeAt; ///< the run before; invalid: none
    qint64 newPeople = 0; ///< in all pages read

    /// Those that can be paged to.
    int pages() const;
    bool operator==(const FoundPage &) const = default;
};

struct SavedPeopleSearch
{
    PeopleSearchId id;
    QString name;
    ApolloFilters filters;
    qint64 total = 0;
    qint64 newPeople = 0;
    QDateTime runAt;

    bool operator==(const SavedPeopleSearch &) const = default;
};

/// What a reveal may cost, from the day's cap and Apollo's own count.
struct RevealBudget
{
    std::optional<ApolloCredits> credits; ///< nothing: not known
    qint64 cap = 0; ///< a day
    qint64 usedToday = 0; ///< whole credits, parts rounded up

    qint64 leftToday() const { return cap > usedToday ? cap - usedToday : 0; }
    bool operator==(const RevealBudget &) const = default;
};

struct RevealProgress
{
    int done = 0;
    int total = 0;

    bool operator==(const RevealProgress &) const = default;
};

/// Whether also those are asked for who can be revealed all the same.
enum class RevealAgain { No, Yes };

inline int FoundPage::pages() const
{
    constexpr qint64 perPage = 100;
    constexpr qint64 most = 500;
    const qint64 all = (total + perPage - 1) / perPage;
    return int(all < 1 ? 1 : all > most ? most : all);
}

} // namespace AlwaysLeads
