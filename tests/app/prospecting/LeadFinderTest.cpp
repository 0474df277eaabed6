#include "prospecting/LeadFinder.h"

#include "FinderWorld.h"
#include "support/Patience.h"

#include <QtTest>

using namespace AlwaysLeads;

class LeadFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAndPages()
    {
        FinderWorld world;
        const FoundPage first = world.search({});
        QCOMPARE(first.total, 200);
        QCOMPARE(first.pages(), 2);
        QCOMPARE(first.people.size(), 100);
        QVERIFY(first.people.first().name().contains(QStringLiteral("•••")));
        const Result<FoundPage> second = QCoro::waitFor(world.finder->page(first.search, 2));
        QCOMPARE(second->people.size(), 100);
        QVERIFY(second->people.first().id != first.people.first().id);
        QCOMPARE(world.server->creditsLeft(), 180);
    }

    void showsWhatWasFoundAfterARestartWithoutANetwork()
    {
        FinderWorld world;
        const FoundPage first = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        QCoro::waitFor(world.finder->page(first.search, 1));
        const int calls = world.server->calls();
        world.server.reset(); // the network is gone
        world.restart();
        const auto last = QCoro::waitFor(world.finder->lastShown());
        QVERIFY(last && *last);
        QCOMPARE((*last)->people, first.people);
        QCOMPARE((*last)->filters, first.filters);
        QVERIFY(calls > 0);
        QCOMPARE(QCoro::waitFor(world.finder->search({})).error().kind, ErrorKind::Network);
        // What is there stays when a new search fails.
        QCOMPARE((*QCoro::waitFor(world.finder->lastShown()))->people, first.people);
    }

    void aPageThatNeverCameIsNotTheOneShownLast()
    {
        FinderWorld world;
        const FoundPage first = world.search({});
        world.server.reset(); // the network is gone
        QCOMPARE(QCoro::waitFor(world.finder->page(first.search, 2)).error().kind, ErrorKind::Network);
        world.restart();
        const FoundPage last = **QCoro::waitFor(world.finder->lastShown());
        QCOMPARE(last.page, 1);
        QCOMPARE(last.people, first.people);
    }

    void readsAPageFromTheNetworkOnce()
    {
        FinderWorld world;
        const FoundPage first = world.search({});
        QVERIFY(QCoro::waitFor(world.finder->page(first.search, 2)));
        const int calls = world.server->calls();
        QVERIFY(QCoro::waitFor(world.finder->page(first.search, 1)));
        QVERIFY(QCoro::waitFor(world.finder->page(first.search, 2)));
        QCOMPARE(world.server->calls(), calls);
        world.restart();
        QCOMPARE((*QCoro::waitFor(world.finder->lastShown()))->page, 2);
    }

    void aStoppedSearchChangesNothing()
    {
        FinderWorld world;
        const FoundPage first = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        std::stop_source stop;
        std::optional<Result<FoundPage>> got;
        whenDone(world.finder->search({}, stop.get_token()), this, [&](Result<FoundPage> page) { got = page; });
        stop.request_stop();
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().kind, ErrorKind::Cancelled);
        QCOMPARE((*QCoro::waitFor(world.finder->lastShown()))->filters, first.filters);
    }

    void nothingWasSearchedYet()
    {
        FinderWorld world;
        const auto last = QCoro::waitFor(world.finder->lastShown());
        QVERIFY(last);
        QVERIFY(!*last);
        QVERIFY(QCoro::waitFor(world.finder->saved())->isEmpty());
    }

    void savesASearchUnderAName()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const QSignalSpy told(world.finder.get(), &LeadFinder::savedChanged);
        QCOMPARE(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("  "))).error().kind,
                 ErrorKind::Invalid);
        QVERIFY(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("Danish  freight"))));
        QCOMPARE(told.size(), 1);
        const FoundPage other = world.search(FinderWorld::inCountry(QStringLiteral("Poland")));
        QCOMPARE(QCoro::waitFor(world.finder->save(other.search, QStringLiteral("danish FREIGHT"))).error().kind,
                 ErrorKind::Refused);
        world.restart();
        const QList<SavedPeopleSearch> saved = *QCoro::waitFor(world.finder->saved());
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.first().name, QStringLiteral("Danish freight"));
        QCOMPARE(saved.first().filters, found.filters);
        QCOMPARE(saved.first().total, found.total);
        QVERIFY(QCoro::waitFor(world.finder->forget(saved.first().id)));
        QVERIFY(QCoro::waitFor(world.finder->saved())->isEmpty());
    }

    void aForgottenSearchComesBackWithAllItHasSeen()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        QVERIFY(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("Danes"))));
        QVERIFY(QCoro::waitFor(world.finder->forget(found.search)));
        QVERIFY(QCoro::waitFor(world.finder->saved())->isEmpty());
        QVERIFY(!*QCoro::waitFor(world.finder->lastShown())); // nor is it the one to begin with
        QVERIFY(world.again(found).name.isEmpty());
        const FoundPage other = world.search(FinderWorld::inCountry(QStringLiteral("Poland"))); // meanwhile
        QVERIFY(QCoro::waitFor(world.finder->save(other.search, QStringLiteral("Poles"))));
        QVERIFY(QCoro::waitFor(world.finder->bringBack(found.search, QStringLiteral("Poles")))); // a name that is taken
        QCOMPARE(world.again(found).name, QStringLiteral("Poles (2)"));
        QVERIFY(QCoro::waitFor(world.finder->forget(found.search)));
        QVERIFY(QCoro::waitFor(world.finder->forget(other.search))); // more than one at a time
        QVERIFY(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("Danes"))));
        const QList<SavedPeopleSearch> saved = *QCoro::waitFor(world.finder->saved());
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.first().name, QStringLiteral("Danes"));
        QCOMPARE(world.again(found).people, found.people);
        const Result<FoundPage> again = QCoro::waitFor(world.finder->runAgain(found.search));
        QCOMPARE(again->newPeople, 0); // it knows whom it has seen
        QVERIFY(again->beforeAt.isValid());
        // The next start has none of it.
        QVERIFY(QCoro::waitFor(world.finder->forget(found.search)));
        world.restart();
        QCOMPARE(world.count("SELECT count(*) FROM people_search"), 0);
        QCOMPARE(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("Danes"))).error().kind,
                 ErrorKind::NotFound);
    }

    void marksWhoIsNewSinceTheLastRun()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        QVERIFY(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("Danes"))));
        QCOMPARE(QCoro::waitFor(world.finder->runAgain(found.search))->newPeople, 0);
        // Somebody whom the run before did not have: as if two had come to Apollo since.
        QVERIFY(world.files.write([&](Connection &connection) {
            return connection.run(QStringLiteral("DELETE FROM people_search_seen WHERE person_id IN (SELECT person_id "
                                                 "FROM people_search_result WHERE position IN (0, 3))"));
        }));
        const Result<FoundPage> again = QCoro::waitFor(world.finder->runAgain(found.search));
        QCOMPARE(again->newPeople, 2);
        QVERIFY(again->people.at(0).isNew && again->people.at(3).isNew && !again->people.at(1).isNew);
        QVERIFY(again->beforeAt.isValid());
        QCOMPARE(QCoro::waitFor(world.finder->saved())->first().newPeople, 2);
        QCOMPARE(QCoro::waitFor(world.finder->runAgain(found.search))->newPeople, 0);
    }

    void whatWasMerelyNotReadIsNotNew()
    {
        FinderWorld world;
        const FoundPage found = world.search({}); // the first hundred of two hundred
        QVERIFY(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("All"))));
        const Result<FoundPage> again = QCoro::waitFor(world.finder->runAgain(found.search));
        QCOMPARE(again->newPeople, 0);
        QVERIFY(QCoro::waitFor(world.finder->page(found.search, 2)));
        QCOMPARE(world.count("SELECT count(*) FROM people_search_result"), 200);
    }

    void aRunThatFailsLeavesTheOneBefore()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        QVERIFY(QCoro::waitFor(world.finder->save(found.search, QStringLiteral("All"))));
        world.server->setFault(ApolloServer::Fault::GarbageBody);
        QVERIFY(!QCoro::waitFor(world.finder->runAgain(found.search)));
        const FoundPage kept = *QCoro::waitFor(world.finder->storedPage(found.search, 1));
        QCOMPARE(kept.people, found.people);
        QCOMPARE(kept.runAt, found.runAt);
    }

    void savingKeepsTheSearchApartFromTheNextOne()
    {
        FinderWorld world;
        const FoundPage danes = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        QVERIFY(QCoro::waitFor(world.finder->save(danes.search, QStringLiteral("Danes"))));
        const FoundPage poles = world.search(FinderWorld::inCountry(QStringLiteral("Poland")));
        QVERIFY(poles.search != danes.search);
        QCOMPARE(QCoro::waitFor(world.finder->page(danes.search, 1))->people, danes.people);
        QCOMPARE((*QCoro::waitFor(world.finder->lastShown()))->search, danes.search);
    }

    void aSearchThatIsGoneIsSaidToBe()
    {
        FinderWorld world;
        QCOMPARE(QCoro::waitFor(world.finder->page(PeopleSearchId(77), 1)).error().kind, ErrorKind::NotFound);
        QCOMPARE(QCoro::waitFor(world.finder->runAgain(PeopleSearchId(77))).error().kind, ErrorKind::NotFound);
        QCOMPARE(QCoro::waitFor(world.finder->save(PeopleSearchId(77), QStringLiteral("x"))).error().kind,
                 ErrorKind::NotFound);
    }

    void knowsWhatMayBeSpent()
    {
        FinderWorld world;
        const RevealBudget before = *QCoro::waitFor(world.finder->budget(false));
        QVERIFY(!before.credits);
        QCOMPARE(before.cap, 50);
        QCOMPARE(before.leftToday(), 50);
        const RevealBudget asked = *QCoro::waitFor(world.finder->budget(true));
        QCOMPARE(asked.credits->left, 180);
        QVERIFY(asked.credits->cycleEndsAt.isValid());
        const QSignalSpy told(world.finder.get(), &LeadFinder::budgetChanged);
        QVERIFY(QCoro::waitFor(world.finder->setDailyCap(120)));
        QCOMPARE(told.size(), 1);
        world.restart();
        QCOMPARE(world.finder->dailyCap(), 120);
    }
};

QTEST_GUILESS_MAIN(LeadFinderTest)
#include "LeadFinderTest.moc"
