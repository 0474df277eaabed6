#pragma once

#include "base/TaskScope.h"
#include "prospecting/ApolloClient.h"
#include "prospecting/FoundPerson.h"
#include "prospecting/PeopleSearchStore.h"
#include "prospecting/RevealReport.h"
#include "prospecting/RevealStore.h"
#include "prospecting/RevealedLeadStore.h"

#include <QObject>

namespace AlwaysLeads {

class Database;
class Leads;
class Settings;

/// Finds people with Apollo: searches, which cost nothing and give no address, and reveals, which cost credits. What
/// was found lies on the disk; who is known, said no or was revealed is never paid for again; a cap a day holds
/// whatever happens.
class LeadFinder : public QObject
{
    Q_OBJECT
public:
    LeadFinder(Database &database, ApolloClient &client, Settings &settings, Clock &clock, Leads &leads,
               QObject *parent = nullptr);

    /// What a crash left behind: answers that were not yet put among the leads are now, calls without an answer become
    /// "asked". Forgotten searches go for good. Call it once, before anything else.
    Task<Result<>> recover();
    /// Waits for a reveal under way, but not longer than a few seconds.
    Task<> close();

    /// The first page of a new search. It replaces the one at hand.
    Task<Result<FoundPage>> search(ApolloFilters filters, std::stop_token stop = {});
    /// From the disk where it was read before, else from Apollo.
    Task<Result<FoundPage>> page(PeopleSearchId search, int page, std::stop_token stop = {});
    /// As page(), but never asks Apollo: a page that was not read is empty.
    Task<Result<FoundPage>> storedPage(PeopleSearchId search, int page);
    /// How these people stand now, on whatever page they were found.
    Task<Result<QList<FoundPerson>>> people(QList<FoundPersonId> ids);
    /// What was shown last, also by an earlier start of the program; nothing when there was no search yet.
    Task<Result<std::optional<FoundPage>>> lastShown();

    /// Gives the search at hand a name. Refused: another has it; Invalid: no name.
    Task<Result<>> save(PeopleSearchId search, QString name);
    /// Gives a forgotten search its name again, with a number where another has got it meanwhile.
    Task<Result<>> bringBack(PeopleSearchId search, QString name);
    Task<Result<QList<SavedPeopleSearch>>> saved();
    /// Runs a saved search again, down to its first thousand people, and marks who was not there before.
    Task<Result<FoundPage>> runAgain(PeopleSearchId search, std::stop_token stop = {});
    /// save() brings it back with all it has seen, until the program ends.
    Task<Result<>> forget(PeopleSearchId search);

    /// Whether a key may search, before it is kept.
    Task<Result<std::optional<ApolloCredits>>> checkKey(QString key);
    /// The day's cap and what is used of it; with `askApollo` also the credits that are left.
    Task<Result<RevealBudget>> budget(bool askApollo);
    qint64 dailyCap() const;
    Task<Result<>> setDailyCap(qint64 credits);

    /// Reveals people ten at a time, in the background: revealProgressed, then revealEnded tell. Does nothing while one
    /// is under way. Everybody is looked at again before they are asked for: known people are skipped.
    void reveal(QList<FoundPersonId> people, RevealAgain again = RevealAgain::No);
    /// After the ten that are being asked for.
    void cancelReveal();
    bool isRevealing() const { return m_revealing; }
    RevealProgress revealProgress() const { return m_progress; }

Q_SIGNALS:
    /// Somebody's state changed: read the page again from the disk.
    void changed();
    void savedChanged();
    /// runAgain() has read so many of the pages it compares.
    void runProgressed(AlwaysLeads::PeopleSearchId search, int done, int pages);
    void budgetChanged();
    void revealProgressed(const AlwaysLeads::RevealProgress &progress);
    void revealEnded(const AlwaysLeads::RevealReport &report);

private:
    Task<Result<FoundPage>> keepPage(PeopleSearchId search, int page, ApolloPage found);
    Task<Result<>> revealAll(QList<FoundPersonId> people, RevealAgain again);
    /// One call. Its problem, if any, stands in the report and ends the whole.
    Task<Result<RevealReport>> revealSome(QList<FoundPersonId> people, RevealAgain again);
    Task<Result<RevealReport>> settle(Reveal reveal, ApolloReveal answer);
    Task<Result<qint64>> usedTodayMillis();

    Database &m_database;
    ApolloClient &m_client;
    Settings &m_settings;
    Clock &m_clock;
    Leads &m_leads;
    PeopleSearchStore m_searches;
    RevealStore m_reveals;
    RevealedLeadStore m_revealed;
    std::optional<ApolloCredits> m_credits; ///< as Apollo said last
    bool m_revealing = false;
    RevealProgress m_progress;
    std::stop_source m_cancel;
    std::stop_source m_abort;
    TaskScope m_scope;
};

} // namespace AlwaysLeads
